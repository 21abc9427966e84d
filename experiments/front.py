"""Pareto fronts and their hypervolume; pure functions over objectives that are all to be made small."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.tables import Floats


def dominates(one: "Floats", other: "Floats") -> bool:
    """Whether one is nowhere worse than another and somewhere better."""
    return bool((one <= other).all() and (one < other).any())


def non_dominated(values: "Floats") -> "NDArray[np.bool_]":
    """Which rows no other dominates; `values` of shape (members, objectives), a row with a missing value is none."""
    known = np.isfinite(values).all(axis=1)
    found = known.copy()
    for row in np.flatnonzero(known):
        better = (values[known] <= values[row]).all(axis=1) & (values[known] < values[row]).any(axis=1)
        found[row] = not better.any()
    return found


def hypervolume(values: "Floats", reference: "Floats") -> float:
    """The volume that lies between the rows and the reference, dominated by some row (Zitzler & Thiele 1999).

    By slices along the first objective (While et al. 2006); rows that are not better than the reference everywhere add
    nothing.
    """
    inside = values[(values < reference).all(axis=1)]
    if not len(inside):
        return 0.0
    if inside.shape[1] == 1:
        return float(reference[0] - inside.min())
    order = inside[np.argsort(inside[:, 0], kind="stable")]
    ends = np.append(order[1:, 0], reference[0])
    return float(
        sum(
            (end - row[0]) * hypervolume(order[: i + 1, 1:], reference[1:])
            for i, (row, end) in enumerate(zip(order, ends, strict=True))
            if end > row[0]
        )
    )
