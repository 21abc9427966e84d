"""Street office 街道: decides in sittings, names owners, moves posts to where the queues are (资源调配)."""

from collections.abc import Sequence
from dataclasses import replace

from agents.institution import Desk, Institution, StandingOrders
from agents.station import largest_remainder


def reallocate(home: Sequence[int], queues: Sequence[float], share: float) -> tuple[int, ...]:
    """Posts of each desk next week: a share σ of all posts goes where last week's queues stood.

    `home` posts of each desk, `queues` waiting hours of last week. The total is kept; a desk that has posts keeps at
    least one. Without queues everybody is at home.
    """
    total, waiting = sum(home), sum(queues)
    if share <= 0.0 or waiting <= 0.0 or total == 0:
        return tuple(home)
    floor = [min(1, posts) for posts in home]
    wanted = [(1.0 - share) * h + share * total * q / waiting for h, q in zip(home, queues, strict=True)]
    above = tuple(max(w - f, 0.0) for w, f in zip(wanted, floor, strict=True))
    extra = largest_remainder(above, total - sum(floor)) if sum(above) > 0.0 else tuple(0 for _ in home)
    posts = [f + e for f, e in zip(floor, extra, strict=True)]
    return tuple(posts) if sum(posts) == total else tuple(home)


def share_out(residents: Sequence[float], pieces: int) -> tuple[int, ...]:
    """Pieces of the street's support for each of its communities, by residents, whole by largest remainder."""
    return largest_remainder(tuple(float(number) for number in residents), pieces)


def learn(known: float, effort: float, learning: float, turnover: float) -> float:
    """What is known after a month, 0 to 1: K' = (1 − turnover)·K + learning·effort·(1 − K), at most 1.

    `effort` hours of support in the month ÷ those of a month at full strength.
    """
    return min((1.0 - turnover) * known + learning * effort * (1.0 - known), 1.0)


class Street(Institution):
    """A street office; its approvals wait for the next sitting."""

    kind = "street"
    tier = 1

    def standing_orders(self, desk: Desk) -> StandingOrders:
        """As any institution, sitting every `street_cycle_days`."""
        return replace(super().standing_orders(desk), sitting_days=self.scenario.parameters.street_cycle_days)
