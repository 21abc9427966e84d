"""Who lives in a unit, on a street of three buildings."""

import numpy as np
import pytest

from model.units import Units

BUILDING, ESTATE = 0, 1
COLUMNS = {
    "building": np.array([0, 0, 1, 1, 1, 2, 2]),
    "estate": np.array([0, 0, 0, 0, 0, 1, 1]),
    "community": np.zeros(7, dtype=np.int64),
}


def test_residents_of_a_unit_are_known_by_heads_and_rows() -> None:
    units = Units(COLUMNS)
    assert [units.heads(BUILDING, unit) for unit in range(3)] == [2, 3, 2]
    assert units.of(ESTATE, [4, 5]) == [0, 1]
    home = units.residents(BUILDING, [1])
    assert len(home) == 3 and [home.row(nth) for nth in range(3)] == [2, 3, 4]


def test_residents_of_several_units_stand_unit_by_unit_each_unit_once() -> None:
    both = Units(COLUMNS).residents(BUILDING, [2, 0, 2])
    assert len(both) == 4 and both.of(np.arange(7)).tolist() == [5, 6, 0, 1]
    assert [both.row(nth) for nth in range(4)] == [5, 6, 0, 1]
    assert both.drawn(np.array([0.01, 0.3, 0.6, 0.99])) == [5, 6, 0, 1]
    with pytest.raises(IndexError):
        both.row(4)


def test_some_of_the_residents_are_counted_from_0() -> None:
    those = np.array([1, 3, 4])
    some = Units(COLUMNS, those)
    assert [len(some.residents(BUILDING, [unit])) for unit in range(3)] == [1, 2, 0]
    assert those[some.residents(ESTATE, [0]).drawn(np.array([0.1, 0.5, 0.9]))].tolist() == [1, 3, 4]
