"""Long work in short pieces: a bid of thirty hours is not one job that keeps a post for a week."""

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from model.governance import GovernanceModel

PIECE = 2.0  # hours of a piece at most


def send_hours(model: "GovernanceModel", key: str, place: int, hours: float, days: int) -> None:
    """Send errands of a kind to a community that take so many hours together, evenly over so many days from today."""
    if hours <= 0.0:
        return
    number = math.ceil(hours / PIECE)
    times = (model.day + days * (np.arange(number) + (place * 0.618) % 1.0) / number) * model.hours
    model.errands.send(key, np.full(number, place), times, np.full(number, hours / number))
