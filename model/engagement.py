"""What organisations add to the desks where they are engaged: posts, skill, chances of failing, and requests routed.

A desk is one queue of all who work there: its work an hour and its chance of failing are the means over its posts.
"""

from typing import TYPE_CHECKING

import numpy as np

from agents.organization import FIELDS, NOWHERE
from model.mechanisms.base import MONTH, YEAR
from model.routes import ROLE
from model.tables import NOBODY, CaseState, Floats, Ints, Job
from scenarios.actors import CATEGORIES

if TYPE_CHECKING:
    from model.governance import GovernanceModel

NAME = "organizations"
_ROLE, _CARE = ROLE["organization"], CATEGORIES.index("care")
_CATEGORY = {field: CATEGORIES.index(field) for field in FIELDS}
_LIVE = (int(CaseState.UNDERWAY), int(CaseState.RESOLVED))
_OVER = (int(Job.IDLE), int(Job.STOPPED))


class Engagement:
    """Writes the organisations' layer of the standing orders, and sends requests to those who are paid for them.

    `demanded` hours of owners' work that each community is expected to ask for in a month, by category (P, categories).
    """

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model
        self.demanded = self._hours_demanded()

    def write(self) -> None:
        """Let the desks be as those engaged there make them, from now on; nothing before any rule has."""
        model, known = self._model, self._model.organizations
        if not known.active:
            return
        standing, p = model.standing, model.scenario.parameters
        posts = standing.posts(NAME)
        posts[:] = 0
        posts[known.row] = -known.posts_at_first  # all who stood there are counted again where they are engaged
        more, slip = np.zeros(len(posts)), np.zeros(len(posts))
        granted = np.zeros_like(self.demanded)
        for one in known.alive:
            if one.place != NOWHERE and one.posts:
                row, bearing = int(known.row[one.place]), known.bearing(one, one.place)
                posts[row] += one.posts
                more[row] += one.posts * bearing
                slip[row] -= one.posts * bearing * p.task_error
            for deal in one.deals:
                bearing = known.bearing(one, deal.place)
                pace = p.contract_settling if one.settles(deal, p.contract_settling_days) else 1.0
                posts[deal.row] += deal.posts
                more[deal.row] += deal.posts * (one.quality * (1.0 + bearing) * pace - 1.0)
                slip[deal.row] -= deal.posts * bearing * p.task_error
                if deal.source != "purchase":
                    granted[deal.place, _CATEGORY[deal.field]] += deal.posts
        self._keep_who_is_served(posts)
        there = np.maximum(standing.home, 1)
        standing.skill(NAME)[:] = (1.0 + more / there)[:, None]
        standing.slip(NAME)[:] = (slip / there)[:, None]
        standing.write()
        self._route(granted)

    # --- in the house
    def _route(self, granted: Floats) -> None:
        """Shares of requests that come to the organisations at once: what was bought, and what grants pay for."""
        model, known = self._model, self._model.organizations
        hours = granted * model.hours * MONTH
        wanted = np.maximum(self.demanded, hours)  # who is paid for more than is asked for gets all of it
        share = np.divide(hours, wanted, out=np.zeros_like(hours), where=self.demanded > 0.0)
        share[:, _CARE] += known.bought
        model.reception.bought.layer(NAME)[:] = share

    def _keep_who_is_served(self, posts: Ints) -> None:
        """A desk whose last post leaves takes nothing more in, and one stays until what it has begun is done."""
        model, known = self._model, self._model.organizations
        world, home = model.world, model.standing.home
        for place, row in enumerate(known.row.tolist()):
            if row == NOBODY:
                continue
            manned = home[row] > 0
            world.role_actor[_ROLE, place] = row if manned else NOBODY
            if not manned and self._holds_work(row):
                posts[row] += 1

    def _holds_work(self, row: int) -> bool:
        cases, jobs = self._model.world.cases, self._model.world.jobs
        live = np.isin(cases["state"], _LIVE) & ((cases["owner"] == row) | (cases["at"] == row))
        return bool(live.any() or ((jobs["actor"] == row) & ~np.isin(jobs["state"], _OVER)).any())

    def _hours_demanded(self) -> Floats:
        """Hours of owners' work that each community is expected to ask for in a month, by category."""
        model = self._model
        p, places = model.scenario.parameters, model.scenario.city.communities
        residents = np.array([place.residents for place in places])
        hours = np.zeros(len(CATEGORIES))
        for item in model.items:
            work = sum(task.hours for task in item.tasks if task.who == "owner")
            hours[CATEGORIES.index(item.category)] += item.share * work * p.work_scale
        for number, name in enumerate(CATEGORIES):
            hours[number] *= getattr(p, f"needs_{name}") * getattr(p, f"reach_{name}")
        return residents[:, None] / 1000.0 * hours * MONTH / YEAR
