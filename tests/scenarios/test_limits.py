"""Whole numbers and lengths of time are checked alike, however they are written."""

import math

import numpy as np
import pytest

from scenarios.errors import InputError
from scenarios.limits import whole_number, years_of


@pytest.mark.parametrize("value", [3, 3.0, np.int64(3), np.float64(3.0)])
def test_a_whole_number_is_one_however_it_is_written(value: object) -> None:
    found = whole_number("seeds", value, 1, 3)
    assert found == 3 and type(found) is int


@pytest.mark.parametrize("value", [0, 4, 2.5, True, "3", None, math.nan, math.inf, 10**30])
def test_what_is_no_whole_number_of_the_range_is_refused(value: object) -> None:
    with pytest.raises(InputError, match=r"seeds: found .*; allowed a whole number from 1 to 3$"):
        whole_number("seeds", value, 1, 3)


def test_years_may_be_parts_of_one_and_not_none() -> None:
    assert (years_of("years", 1), years_of("years", np.float64(0.25))) == (1.0, 0.25)
    for value in (0, -1.0, 100.5, math.nan, True, "1"):
        with pytest.raises(InputError, match=r"years: found .*; allowed above 0, at most 100$"):
            years_of("years", value)
