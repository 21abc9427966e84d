"""What the proofs of the kernel share: keyed draws, who is present when, and marks with intervals.

Each replication is a seed of its own and begins empty; its first part, `WARM_UP`, is left out.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from experiments.figures import COLOURS, MARKS
from model.streams import in_turn
from proofs.known import half_widths

if TYPE_CHECKING:
    from matplotlib.axes import Axes

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

REPLICATIONS = 20
WARM_UP = 0.1  # share of the requests that is left out
GREY = "#444444"


def exponentials(replication: int, purpose: int, entity: int, number: int) -> Floats:
    """Draws with mean one, (number,)."""
    return np.asarray(-np.log(in_turn(replication, purpose, entity, number)), dtype=float)


def settled[T: np.generic](values: NDArray[T]) -> NDArray[T]:
    """What came after the warm-up, of values in the order in which requests came."""
    return values[int(WARM_UP * len(values)) :]


def one_leg(requests: int) -> tuple[Ints, Ints]:
    """(leg_ptr, leg_actor) of requests that all go to actor 0 and no further."""
    return np.arange(requests + 1), np.zeros(requests, dtype=np.int64)


def came_to(arrival: Floats, ptr: Ints, finish: Floats) -> Floats:
    """When each leg came to its actor, (legs,): when the leg before was finished, the first when the request came."""
    came = np.concatenate([[np.nan], finish[:-1]])
    with_legs = np.diff(ptr) > 0
    came[ptr[:-1][with_legs]] = arrival[with_legs]
    return came


def mean_present(came: ArrayLike, left: ArrayLike, begin: float, end: float) -> float:
    """Mean number present from `begin` to `end`, of those who came and left at these times."""
    stay = np.minimum(left, end) - np.maximum(came, begin)
    return float(np.maximum(stay, 0.0).sum() / (end - begin))


def present_at(times: Floats, came: Floats, left: Floats) -> Ints:
    """How many are present at each of these times, (times,)."""
    return np.asarray(
        np.searchsorted(np.sort(came), times, side="right") - np.searchsorted(np.sort(left), times, side="right")
    )


def marks(axes: "Axes", x: ArrayLike, points: pd.DataFrame, number: int, **look: Any) -> None:
    """The model's values with 95 % intervals, in the colour and mark of this number."""
    style: dict[str, Any] = {
        "linestyle": "none",
        "markersize": 4,
        "capsize": 2,
        "color": COLOURS[number],
        "marker": MARKS[number % 5],
    }
    axes.errorbar(x, points["model"], half_widths(points), **(style | look))


def ratios(axes: "Axes", x: ArrayLike, points: pd.DataFrame, number: int, **look: Any) -> None:
    """The model's values over theory's, with 95 % intervals."""
    scaled = points.assign(model=points["model"] / points["theory"], error=points["error"] / points["theory"])
    marks(axes, x, scaled, number, **look)


def open_frames(*every: "Axes") -> None:
    """No lines above and at the right."""
    for axes in every:
        axes.spines[["top", "right"]].set_visible(False)
