"""Posts that a street moves each week to where last week's queues stood (资源调配)."""

from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING

from agents.street import reallocate
from benchmarks.plain.case import Case
from model.own_work import Reallocation
from model.routes import TRAVEL_RANK

if TYPE_CHECKING:
    from benchmarks.plain.desk import Desk
    from benchmarks.plain.district import District

TRAVELS = {"committee": "travel_committee", "station_affairs": "travel_affairs", "station_social": "travel_social"}


class Pool:
    """The desks of one street between which posts move: committees, or stations' windows for one function."""

    def __init__(self, model: "District", desks: list["Desk"]) -> None:
        p = model.scenario.parameters
        self.model, self.desks = model, desks
        self.share, self.settling = model.scenario.rules.street_allocation, p.settling_productivity
        self.weeks = max(0, round(p.settling_days / Reallocation.SETTLING_WEEKS_IN_DAYS))
        self.newcomers: dict[Desk, deque[int]] = {desk: deque(maxlen=max(self.weeks, 1)) for desk in desks}

    def move_posts(self, now: float) -> None:
        """Move posts for next week; those who have come lately work more slowly."""
        queues = [desk.queue_hours - desk.queue_before for desk in self.desks]
        new = reallocate([desk.home for desk in self.desks], queues, self.share)
        for desk, posts in zip(self.desks, new, strict=True):
            came = max(0, posts - max(desk.posts, desk.home))
            if self.weeks:
                self.newcomers[desk].append(came)
            green = min(max(0, posts - desk.home), sum(self.newcomers[desk]))
            desk.productivity = 1.0 - (1.0 - self.settling) * green / posts if posts else 1.0
            if posts != desk.posts:
                desk.change_posts(posts, now)


def pools(model: "District", desks: Iterable["Desk"]) -> list[Pool]:
    """The pools of all streets."""
    groups: dict[tuple[int, tuple[str, ...]], list[Desk]] = {}
    for desk in desks:
        if desk.institution.kind in ("committee", "station"):
            groups.setdefault((desk.institution.street, desk.roles), []).append(desk)
    return [Pool(model, group) for group in groups.values()]


def travels(model: "District") -> list[Case]:
    """The way, each morning, of every post that is away from home."""
    found = []
    if model.parameters.travel_hours > 0.0:
        for desk in model.desks:
            if desk.institution.kind in ("committee", "station"):
                for _ in range(desk.posts - desk.home):
                    case = Case(model, -1, desk.institution.places[0])
                    case.route = model.routes.own_work[TRAVELS.get(desk.roles[0], "travel_general")]
                    case.rank, case.at = TRAVEL_RANK, desk
                    found.append(case)
    return found
