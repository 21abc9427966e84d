"""The institutions' own work: what comes in beside requests, and posts that move between desks.

Delegated administrative work is shared between committee and station (居委会归位); routine, hotline and home visits
stand beside it. All of it takes posts' hours like any request.
"""

from collections import deque
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from agents.committee import Committee
from agents.institution import Institution
from agents.street import reallocate
from model.institutions import REFERENCE_RESIDENTS
from model.routes import DELEGATED_JOB_HOURS, HOTLINE_JOB_HOURS, OWN_WORK, ROUTINE_JOB_HOURS
from model.streams import Purpose, uniforms
from model.tables import Floats, Ints

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

MOST_A_DAY = 4096  # pieces of one kind of work a community may get in a day
_INDEX = {work.key: i for i, work in enumerate(OWN_WORK)}


def daily_pieces(scenario: "Scenario") -> Floats:
    """Mean pieces of own work a day, shape (kinds of own work, communities); visits of committees come on top."""
    p, rules = scenario.parameters, scenario.rules
    places = scenario.city.communities
    size = np.array([place.residents for place in places]) / REFERENCE_RESIDENTS
    pieces = np.zeros((len(OWN_WORK), len(places)))
    delegated = p.delegated_hours * size / DELEGATED_JOB_HOURS
    pieces[_INDEX["delegated_committee"]] = rules.committee_admin_share * delegated
    pieces[_INDEX["delegated_station"]] = (1.0 - rules.committee_admin_share) * delegated / p.station_admin_efficiency
    pieces[_INDEX["routine"]] = p.routine_hours * size / ROUTINE_JOB_HOURS
    pieces[_INDEX["hotline"]] = p.hotline_hours * size / HOTLINE_JOB_HOURS
    if p.visit_unit_hours > 0.0:
        pieces[_INDEX["visit_station"]] = p.home_visit_hours * size / p.visit_unit_hours
    sole = (rules.sole_duty_enforcement + rules.sole_duty_service) / 2.0
    streets: dict[str, int] = {}
    for place in places:
        streets[place.street] = streets.get(place.street, 0) + 1
    pieces[_INDEX["upkeep"]] = [p.duty_list_hours * sole / 5.0 / streets[place.street] for place in places]
    return pieces


class OwnWorkFlow:
    """Draws each day's own work; keyed by kind, community and day, so the same under any rules that order as much."""

    def __init__(self, scenario: "Scenario", seed: int) -> None:
        self.seed = seed
        self.mean = daily_pieces(scenario)
        self.visits = np.zeros(self.mean.shape[1])  # a day, ordered by committees for this week
        self.keys = np.arange(self.mean.size, dtype=np.int64)

    def follow(self, scenario: "Scenario") -> None:
        """From now on so much comes in as under these rules; visits that are ordered stay so."""
        self.mean = daily_pieces(scenario)

    def of_day(self, day: int, open_: float, hours: float) -> tuple[Ints, Ints, Ints, Floats]:
        """(kind of own work, place, key of draws, time) of every piece that comes in on this day, unsorted."""
        mean = self.mean.copy()
        mean[_INDEX["visit_committee"]] += self.visits
        number = np.minimum(
            np.floor(mean.ravel() + uniforms(self.seed, Purpose.BACKGROUND_TIME, self.keys, -1 - day)), MOST_A_DAY
        ).astype(np.int64)
        which = np.repeat(self.keys, number)
        piece = np.arange(len(which)) - np.repeat(np.cumsum(number) - number, number)
        key = which * MOST_A_DAY + piece
        time = open_ + hours * uniforms(self.seed, Purpose.BACKGROUND_TIME, key, day)
        places = self.mean.shape[1]
        return which // places, which % places, -2 - (key + day * MOST_A_DAY * len(self.keys)), time

    def order_visits(self, committees: list[Committee], busy: Floats, capacity: Floats, week: float) -> None:
        """Committees order next week's stairwell visits by the hours they had left."""
        for committee in committees:
            row = committee.desks[0].row
            visits = committee.visits_next_week(float(busy[row]), float(capacity[row]))
            for place in committee.places:
                self.visits[place] = visits / week / len(committee.places)


class Reallocation:
    """Posts that streets move weekly among like desks (资源调配), who has come lately, and who travels."""

    SETTLING_WEEKS_IN_DAYS = 5.0

    def __init__(self, scenario: "Scenario", institutions: list[Institution]) -> None:
        self.share = scenario.rules.street_allocation
        self.settling = scenario.parameters.settling_productivity
        self.travels = scenario.parameters.travel_hours > 0.0
        self.weeks = max(0, round(scenario.parameters.settling_days / self.SETTLING_WEEKS_IN_DAYS))
        groups: dict[tuple[int, tuple[str, ...]], list[int]] = {}
        self.home: dict[int, int] = {}
        self.place: dict[int, int] = {}
        for institution in institutions:
            if institution.kind not in ("committee", "station"):
                continue
            for desk in institution.desks:
                groups.setdefault((institution.street, desk.roles), []).append(desk.row)
                self.home[desk.row] = desk.posts
                self.place[desk.row] = institution.places[0]
        self.groups = list(groups.items())
        self.posts = dict(self.home)
        self.newcomers: deque[dict[int, int]] = deque(maxlen=self.weeks) if self.weeks else deque(maxlen=1)

    def next_week(self, queues: Floats) -> dict[int, tuple[int, float]]:
        """Posts and productivity of each desk for next week, from last week's waiting hours by row."""
        came: dict[int, int] = {}
        for (_, _), rows in self.groups:
            new = reallocate([self.home[r] for r in rows], [float(queues[r]) for r in rows], self.share)
            for row, posts in zip(rows, new, strict=True):
                came[row] = max(0, posts - max(self.posts[row], self.home[row]))
                self.posts[row] = posts
        if self.weeks:
            self.newcomers.append(came)
        return self.this_week()

    def follow(self, scenario: "Scenario", institutions: list[Institution]) -> "Reallocation":
        """The same under other rules or posts: where no desk has others at home, who is away stays away."""
        new = Reallocation(scenario, institutions)
        if new.home == self.home and new.share > 0.0:
            new.posts, new.newcomers = self.posts, self.newcomers
        return new

    def this_week(self) -> dict[int, tuple[int, float]]:
        """Posts and productivity of each desk this week."""
        out = {}
        for row, posts in self.posts.items():
            guests = max(0, posts - self.home[row])
            green = min(guests, sum(week.get(row, 0) for week in self.newcomers)) if self.weeks else 0
            out[row] = (posts, 1.0 - (1.0 - self.settling) * green / posts if posts else 1.0)
        return out

    def settle_home(self, home: Ints) -> Ints:
        """Take new home posts of all desks, (A,); returns posts with those that are away this week."""
        posts = home.copy()
        for row in self.home:
            away = self.posts[row] - self.home[row]
            self.home[row] = int(home[row])
            self.posts[row] = max(0, self.home[row] + away)
            posts[row] = self.posts[row]
        return posts

    def travellers(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(row, place) of every post that is away from home today and has a way to go."""
        away = {row: max(0, posts - self.home[row]) for row, posts in self.posts.items() if self.travels}
        rows = [row for row, number in away.items() for _ in range(number)]
        return np.array(rows, dtype=np.int64), np.array([self.place[row] for row in rows], dtype=np.int64)
