"""Social workers' careers (社会工作者): they tire, quit, are replaced, learn, and take the licence examination.

Who a worker is stands in `agents/worker.py`; here are their posts.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agents.station import Station
from agents.worker import MONTHS_A_YEAR, Worker
from benchmarks.plain.desk import Desk
from model.mechanisms.base import MONTH, YEAR
from model.mechanisms.careers import MEAN_TENURE
from model.streams import Purpose

if TYPE_CHECKING:
    from benchmarks.plain.district import District


@dataclass
class Post:
    """A post for a social worker at a station's desk; vacant without a worker, until the day a successor is `ready`."""

    number: int
    station: Station
    desk: Desk
    place: int
    worker: Worker | None
    ready: float = math.inf
    since: int = 0


class Careers:
    """All posts for social workers of a district."""

    def __init__(self, model: "District") -> None:
        self.model = model
        self.posts: list[Post] = []
        for station in [one for one in model.institutions if isinstance(one, Station)]:
            mine = [desk for desk in model.desks if desk.institution is station]
            desk = next(desk for desk in mine if "station_social" in desk.roles)
            for nth in range(station.social_posts):
                licensed = model.draw(Purpose.STAFF, nth, mine[0].row + 1) < model.parameters.licensed_share
                tenure = -MEAN_TENURE * float(np.log(model.draw(Purpose.TENURE, nth, mine[0].row + 1)))
                worker = Worker(model, station, licensed, tenure)
                place = station.places[nth % len(station.places)]
                self.posts.append(Post(len(self.posts), station, desk, place, worker))
        self.desks = list(dict.fromkeys(post.desk for post in self.posts))
        self._vacant = dict.fromkeys(self.desks, 0)
        self._before = dict.fromkeys(self.desks, (0.0, 0.0, 0.0))
        skills = [post.worker.skill for post in self.posts if post.worker is not None]
        self.norm = sum(skills) / len(skills) if skills else 1.0
        self.order()

    def order(self) -> None:
        """Each desk has the posts that are filled, the mean skill in care, and the mean knowledge of the place."""
        for desk in self.desks:
            mine = [post for post in self.posts if post.desk is desk]
            here = [post.worker for post in mine if post.worker is not None]
            vacant = len(mine) - len(here)
            gone, self._vacant[desk] = vacant - self._vacant[desk], vacant
            if gone:
                desk.home -= gone
                desk.change_posts(max(0, desk.posts - gone), self.model.day * self.model.hours)
            everyone = max(desk.plan.posts - vacant, len(here))
            others = everyone - len(here)
            care = [worker.skill / self.norm for worker in here]
            desk.care_skill = (others + sum(care)) / everyone if here else 1.0
            desk.known = (others + sum(worker.knowledge for worker in here)) / everyone if here else 1.0

    def morning(self) -> None:
        """Vacant posts are filled when somebody has been found; newcomers settle."""
        day, changed = self.model.day, False
        for post in self.posts:
            if post.worker is None:
                if post.ready <= day:
                    self._hire(post)
                    changed = True
            elif not post.worker.settled and day - post.since >= self.model.parameters.newcomer_days:
                post.worker.settled = changed = True
        if changed:
            self.order()

    def month_ends(self) -> None:
        """A month's load tires or rests them; some quit."""
        month: dict[Desk, tuple[float, float, float]] = {}
        for desk in self.desks:
            now = (desk.busy_hours, desk.queue_hours, desk.server_hours)
            busy, queue, there = (after - before for after, before in zip(now, self._before[desk], strict=True))
            month[desk], self._before[desk] = (busy, queue, there), now
        for post in self.posts:
            worker = post.worker
            if worker is None:
                continue
            worker.tenure += 1.0 / MONTHS_A_YEAR
            busy, queue, there = month[post.desk]
            if there > 0.0:
                worker.work_a_month(busy / there, (busy + queue) / there)
            if self.model.draw(Purpose.QUIT, post.number, self.model.day // MONTH) < worker.quits:
                self._quits(post, worker)
        self.order()

    def year_ends(self) -> None:
        """The licence examination."""
        for post in self.posts:
            if post.worker is not None and not post.worker.licensed:
                draw = self.model.draw(Purpose.LICENCE, post.number, self.model.day // YEAR)
                post.worker.licensed = draw < post.worker.passes
        self.order()

    def _quits(self, post: Post, worker: Worker) -> None:
        """A worker goes; a successor is looked for once civil affairs has approved the post."""
        worker.remove()
        post.worker, post.ready = None, math.inf
        days = self.model.parameters.recruiting_days
        if days <= 0.0:  # a successor stands ready
            self._hire(post)
            return

        def granted(time: float) -> None:
            post.ready = int(time / self.model.hours + days)

        self.model.applications.apply(post.place, self.model.errands.opening, granted)

    def _hire(self, post: Post) -> None:
        """A newcomer takes up a post."""
        p, day = self.model.parameters, self.model.day
        licensed = self.model.draw(Purpose.STAFF, post.number, -1 - day) < p.licensed_share
        post.worker, post.since = Worker(self.model, post.station, licensed, settled=p.newcomer_days <= 0.0), day
