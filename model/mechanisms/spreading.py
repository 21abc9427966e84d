"""Long work in short pieces: a bid of thirty hours is not one job that keeps a post for a week."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

if TYPE_CHECKING:
    from model.governance import GovernanceModel

PIECE = 2.0  # hours of a piece at most


def send_hours(model: "GovernanceModel", key: str, places: ArrayLike, hours: ArrayLike, days: int) -> None:
    """Send errands of a kind to communities that take so many hours each, evenly over so many days from today.

    `places` and `hours` one number each, or (n,).
    """
    where, each = np.broadcast_arrays(np.atleast_1d(places), np.atleast_1d(hours))
    number = np.ceil(each / PIECE).astype(np.int64)
    if not number.any():
        return
    nth = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
    pieces, place = np.repeat(number, number), np.repeat(where, number)
    times = (model.day + days * (nth + place * 0.618 % 1.0) / pieces) * model.hours
    model.errands.send(key, place, times, np.repeat(each, number) / pieces)
