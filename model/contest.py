"""A contest for a prize (Tullock 1980): rivals spend hours, and who spends more is likelier to win.

With n like rivals for a prize V each spends V(n − 1)/n² in equilibrium and wins with 1/n; together they burn the share
(n − 1)/n of it. One who bids alone spends nothing.
"""

from collections.abc import Sequence


def effort(prize: float, rivals: int) -> float:
    """What each of so many rivals spends on the prize, in its unit."""
    return prize * (rivals - 1) / rivals**2 if rivals > 0 else 0.0


def winner(weights: Sequence[float], draw: float) -> int:
    """Number of the one who wins by a draw in (0, 1), each with a chance in proportion to its weight."""
    whole = sum(weights)
    if whole <= 0.0:
        return min(int(draw * len(weights)), len(weights) - 1)
    level = draw * whole
    for number, weight in enumerate(weights):
        level -= weight
        if level < 0.0:
            return number
    return len(weights) - 1
