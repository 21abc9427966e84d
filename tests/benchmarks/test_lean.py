"""The lean day is one day, however it is written."""

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.lean import in_mesa, in_numpy
from benchmarks.lean.day import Spec
from benchmarks.lean.spec import lean_spec

SPEC = lean_spec(3_000, seed=5)


def counts(model: Any, days: int) -> list[list[int]]:
    found = []
    for _ in range(days):
        model.step()
        found.append(model.counted)
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_objects_and_columns_do_the_same_day(seed: int) -> None:
    busy = dataclasses.replace(SPEC, seed=seed, chance=[4.0 * chance for chance in SPEC.chance])
    objects, columns = in_mesa.Model(busy), in_numpy.Model(busy)
    assert counts(objects, 40) == counts(columns, 40)
    assert columns.counted[-1] > 100  # queues were tried
    for name in ("trust", "expectation", "satisfaction"):
        of_objects = [getattr(resident, name) for resident in objects.residents]
        np.testing.assert_allclose(of_objects, getattr(columns, name), atol=1e-12)


def test_every_need_is_somewhere() -> None:
    found = np.array(counts(in_numpy.Model(SPEC), 60))
    _, voiced, _, resolved, backlog = found.T
    np.testing.assert_array_equal(np.cumsum(voiced - resolved), backlog)


def test_numbers_come_back_from_their_file(tmp_path: Path) -> None:
    SPEC.write(tmp_path / "spec.json")
    assert Spec.read(tmp_path / "spec.json") == SPEC
