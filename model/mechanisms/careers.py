"""Social workers' careers 社会工作者: they tire, quit, are replaced, learn, train, and take the licence examination.

They go on under any rules. A post whose worker has quit is vacant until civil affairs has approved it (R6) and somebody
is found; a newcomer is slower and knows neither work nor neighbourhood. What a desk does in an hour of care is the
mean over its posts, those of the district's workers at the start being one.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from agents.institution import Institution
from agents.station import Station
from agents.worker import MONTHS_A_YEAR, Worker
from model import engagement
from model.errands import Done, ErrandKind, Stop
from model.mechanisms.base import MONTH, YEAR, Mechanism
from model.mechanisms.civil_affairs import Application, CivilAffairsDesks
from model.mechanisms.spreading import PIECE
from model.observed import CareersSeen
from model.routes import ROLE
from model.streams import Purpose, uniforms
from model.tables import NOBODY, Activity, Floats, Ints
from scenarios.actors import COMPETENCES

if TYPE_CHECKING:
    from model.governance import GovernanceModel

NAME = "careers"
CARE = COMPETENCES.index("care")
MEAN_TENURE = 4.0  # years that workers at the start have been there, exponential
NEVER = 2**40  # a day that does not come: the post waits for its approval


@dataclass
class Post:
    """A social-work post: its station's desk and community, its worker (None: vacant), the day a successor comes.

    `row` is the desk where the post's hours are now: `home`, or that of the community's organisations for a studio.
    One that a rule has `withdrawn` has no worker and waits until its money comes back.
    """

    number: int
    station: Station
    home: int
    place: int
    row: int
    worker: Worker | None = None
    ready: int = NEVER
    since: int = 0
    withdrawn: bool = False


class Careers(Mechanism):
    """The social workers and their posts; `posts` in the order of stations."""

    errands: ClassVar[tuple[ErrandKind, ...]] = (
        ErrandKind("training", (Stop("station_social", Activity.TRAINING),)),
        ErrandKind("training_studio", (Stop("organization", Activity.TRAINING),)),
    )

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        self.posts: list[Post] = []
        self.norm = 1.0
        self._trained: list[tuple[Worker, float]] = []
        self._floor = np.zeros((3, len(model.rows)))
        self._taken = np.zeros(len(model.rows), dtype=np.int64)
        self._quits, self._worker_months, self._cases, self._vacant_days = 0, 0, 0.0, 0

    # --- who works where
    def begin(self) -> None:
        """Staff the stations' social-work windows; of integrated windows, their share."""
        model, p = self.model, self.parameters
        for (station, row), places in self._windows().items():
            keys, entity = np.arange(len(places)), station.desks[0].row + 1
            licence = uniforms(model.seed, Purpose.STAFF, keys, entity)
            tenure = -MEAN_TENURE * np.log(uniforms(model.seed, Purpose.TENURE, keys, entity))
            for i, place in enumerate(places):
                worker = Worker(model, station, bool(licence[i] < p.licensed_share), float(tenure[i]))
                self.posts.append(Post(len(self.posts), station, row, place, row, worker))
        skills = [worker.skill for worker in self.workers]
        self.norm = sum(skills) / len(skills) if skills else 1.0
        self.order()

    def regime_changed(self) -> None:
        """Posts go to the windows that stand now, in the order of their numbers, and their workers with them.

        Studios stay, at the desk of the organisations of their post's community. Posts that are no longer there end
        with their workers; those that are new are filled at once.
        """
        slots = [(station, row, place) for (station, row), places in self._windows().items() for place in places]
        for post in self.posts[len(slots) :]:
            if post.worker is not None:
                post.worker.remove()
        del self.posts[len(slots) :]
        for post, (station, row, place) in zip(self.posts, slots, strict=False):
            studio = self.organization_desk(place) if post.row != post.home else NOBODY
            post.station, post.home, post.place = station, row, place
            if studio != NOBODY:
                self.move(post, studio, self.model.rows[studio][0])
            else:
                self.move(post, row, station)
        for station, row, place in slots[len(self.posts) :]:
            self.posts.append(Post(len(self.posts), station, row, place, row, None))
            self._hire(self.posts[-1])
        self.order()

    def _windows(self) -> dict[tuple[Station, int], list[int]]:
        """The community of each post at every station's social-work desk; of integrated windows, their share."""
        found = {}
        for station in [i for i in self.model.institutions if isinstance(i, Station)]:
            desk = next(d for d in station.desks if "station_social" in d.roles)
            places = station.places
            found[station, desk.row] = [places[i % len(places)] for i in range(station.social_posts)]
        return found

    @property
    def workers(self) -> Iterator[Worker]:
        """Everyone now in a post."""
        return (post.worker for post in self.posts if post.worker is not None)

    def organization_desk(self, place: int) -> int:
        """The desk of a community's organisations; NOBODY where there is none."""
        return int(self.model.world.role_actor[ROLE["organization"], place])

    def move(self, post: Post, row: int, employer: Institution) -> None:
        """The hours of a post, with its worker and the money that pays them, go to another desk; then `order`."""
        post.row = row
        if post.worker is not None:
            post.worker.employer, post.worker.studio = employer, row != post.home

    def order(self) -> None:
        """Write who is where, how skilled, and who knows the place, into this mechanism's layers."""
        standing = self.model.standing
        posts, skill, knowledge = standing.posts(NAME), standing.skill(NAME), standing.knowledge(NAME)
        posts[:], skill[:], knowledge[:] = 0, 1.0, 1.0
        staff: dict[int, list[Worker]] = {}
        for post in self.posts:
            posts[post.home] -= not post.withdrawn
            if post.worker is not None:
                posts[post.row] += 1
                staff.setdefault(post.row, []).append(post.worker)
        there = self._own_posts() - self._taken + posts
        for row, here in staff.items():
            everyone = max(int(there[row]), len(here))
            others = everyone - len(here)
            hours = [1.0 - self.parameters.studio_overhead if worker.studio else 1.0 for worker in here]
            care = [worker.skill / self.norm * share for worker, share in zip(here, hours, strict=True)]
            skill[row] = (others + sum(hours)) / everyone
            skill[row, CARE] = (others + sum(care)) / everyone
            knowledge[row] = (others + sum(worker.knowledge for worker in here)) / everyone
        standing.write()

    def _own_posts(self) -> Ints:
        """Posts of every desk as institutions were set up, (A,)."""
        return np.array([institution.desks[number].posts for institution, number in self.model.rows], dtype=np.int64)

    # --- day by day
    def every_day(self) -> None:
        """Vacant posts are filled when somebody has been found; newcomers settle."""
        day, changed = self.model.day, self._lose_posts()
        for post in self.posts:
            if post.withdrawn:
                continue
            if post.worker is None:
                if post.ready <= day:
                    self._hire(post)
                    changed = True
                else:
                    self._vacant_days += 1
            elif not post.worker.settled and day - post.since >= self.parameters.newcomer_days:
                post.worker.settled = changed = True
        if changed:
            self.order()

    def _lose_posts(self) -> bool:
        """Posts that rules have withdrawn from a desk, by its part of social workers, are theirs no more.

        Vacant ones go first, then those of the least tenure; what comes back is advertised. Whether any changed.
        """
        standing = self.model.standing
        taken = np.maximum(standing.posts(NAME) + standing.posts(engagement.NAME) - standing.moved, 0)
        if np.array_equal(taken, self._taken):
            return False
        self._taken, changed, own = taken, False, self._own_posts()
        homes: dict[int, list[Post]] = {}
        for post in self.posts:
            homes.setdefault(post.home, []).append(post)
        for row, mine in homes.items():
            gone = [post for post in mine if post.withdrawn]
            most = sum(post.row == row for post in mine) - 1
            number = min(round(len(mine) * int(taken[row]) / int(own[row])), most)
            for post in gone[number:]:
                post.withdrawn, post.ready = False, int(self.model.day + self.parameters.recruiting_days)
            left = [post for post in mine if not post.withdrawn and post.row == row]
            left.sort(key=lambda post: post.worker.tenure if post.worker else -1.0)
            for post in left[: max(number - len(gone), 0)]:
                if post.worker is not None:
                    post.worker.remove()
                post.worker, post.withdrawn = None, True
            changed = changed or number != len(gone)
        return changed

    def every_month(self) -> None:
        """A month's load tires or rests them; some quit; skill follows tenure and training."""
        model = self.model
        floor = model.world.floor
        now = np.stack([floor[name] for name in ("busy_hours", "queue_hours", "server_hours")])
        busy, queue, capacity = now - self._floor
        self._floor = now
        draws = uniforms(model.seed, Purpose.QUIT, np.arange(len(self.posts)), model.day // MONTH)
        for post, draw in zip(self.posts, draws.tolist(), strict=True):
            worker, row = post.worker, post.row
            if worker is None:
                continue
            worker.tenure += 1.0 / MONTHS_A_YEAR
            hours = float(capacity[row])
            if hours > 0.0:  # else all posts of the desk have stood elsewhere this month
                worker.work_a_month(float(busy[row]) / hours, float(busy[row] + queue[row]) / hours)
                self._worker_months += 1
                self._cases += worker.caseload
            if draw < worker.quits:
                self._quit(post)
        self.order()

    def every_year(self) -> None:
        """The licence examination 社会工作者职业水平考试."""
        year = self.model.day // YEAR
        draws = uniforms(self.model.seed, Purpose.LICENCE, np.arange(len(self.posts)), year)
        for post, draw in zip(self.posts, draws.tolist(), strict=True):
            if post.worker is not None and not post.worker.licensed:
                post.worker.licensed = draw < post.worker.passes
        self.order()

    def _quit(self, post: Post) -> None:
        """The worker goes; the post is back at its window, vacant."""
        assert post.worker is not None
        post.worker.remove()
        post.worker, post.row, post.ready = None, post.home, NEVER
        self._quits += 1
        if self.parameters.recruiting_days <= 0.0:  # a successor stands ready
            self._hire(post)
        else:
            self.model.mechanisms.get(CivilAffairsDesks).apply("posts", post.place, post.number, self)

    def application_granted(self, application: Application) -> None:
        """Civil affairs has approved the post: now it is advertised, unless a reform has ended it meanwhile."""
        if application.token >= len(self.posts):
            return
        advertised = application.granted / self.model.hours
        self.posts[application.token].ready = int(advertised + self.parameters.recruiting_days)

    def _hire(self, post: Post) -> None:
        day = self.model.day
        draw = float(uniforms(self.model.seed, Purpose.STAFF, np.array([post.number]), -1 - day)[0])
        settled = self.parameters.newcomer_days <= 0.0
        licensed = draw < self.parameters.licensed_share
        post.worker, post.since = Worker(self.model, post.station, licensed, settled=settled), day

    # --- training, for others to pay for
    def staff(self, street: int | None = None) -> list[tuple[Post, Worker]]:
        """Who is now in a post, in the district or in a street, and in which."""
        return [(p, p.worker) for p in self.posts if p.worker is not None and street in (None, p.station.street)]

    def train(self, hours: float, street: int | None = None, days: int = MONTH) -> int:
        """Every worker, or those of a street, is trained for so many hours, at their posts' cost; returns how many.

        Sessions of `PIECE` hours at most, evenly over so many days from today; colleagues go in turn. What was done
        counts. For social-work development (C9) and the street's training (F4).
        """
        model, pieces, staff = self.model, math.ceil(hours / PIECE), self.staff(street)
        for key, studio in (("training", False), ("training_studio", True)):
            chosen = [(post, worker) for post, worker in staff if worker.studio is studio]
            if not chosen or not pieces:
                continue
            token = np.arange(len(self._trained), len(self._trained) + len(chosen))
            self._trained += [(worker, hours / pieces) for _, worker in chosen]
            turn = np.array([post.number for post, _ in chosen]) * 0.618 % 1.0
            share = (np.arange(pieces)[:, None] + turn) / pieces
            places = np.tile([post.place for post, _ in chosen], pieces)
            times = (model.day + days * share.ravel()) * model.hours
            model.errands.send(key, places, times, hours / pieces, np.tile(token, pieces))
        return len(staff)

    def errands_done(self, done: Done) -> None:
        """Training that has been done."""
        for token in done.token.tolist():
            worker, hours = self._trained[token]
            worker.trained += hours

    # --- looking
    def seen(self) -> CareersSeen:
        """What outcomes are told of the workers so far."""
        burnout: Floats = np.array([worker.burnout for worker in self.workers], dtype=np.float64)
        return CareersSeen(
            posts=len(self.posts),
            years=self.model.day / YEAR,
            worker_months=self._worker_months,
            cases=self._cases,
            quits=self._quits,
            vacant_days=self._vacant_days,
            burnout=burnout,
        )
