"""Community fund accounts 社区基金账户 (C8, and the works money that R7 devolves).

Money comes from four sources: the government's works money (`budget_flow`), the foundation's donors, resident units
and residents. What a community raises grows with its wealth and its residents' trust and ties: the rich raise more.
Raising it takes hours of the committee and of volunteers. Each quarter residents allot the fund to projects by ballot.
"""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from model import participatory
from model.accounts import HOUSEHOLDS, SPONSORS, fen
from model.errands import Done, ErrandKind, Stop
from model.mechanisms import communities
from model.mechanisms.base import QUARTER, YEAR, Mechanism
from model.mechanisms.budget_flow import FOUNDATION, fund_of
from model.projects import Project
from model.streams import Purpose, uniforms
from model.tables import Activity, Floats, Ints

if TYPE_CHECKING:
    from model.governance import GovernanceModel

RAISING = ErrandKind("fundraising", (Stop("committee", Activity.MEETING),))
BALLOT = ErrandKind("fund_ballot", (Stop("committee", Activity.MEETING),))
RAISED_WITHIN_DAYS = 40.0  # so long after a quarter's beginning money is raised; the ballot follows at the next


class CommunityFunds(Mechanism):
    """Raises money for the funds of communities, and lets residents allot it."""

    errands = (RAISING, BALLOT)

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        self._funds = [fund_of(place.community) for place in model.scenario.city.communities]
        self._asked: dict[str, Floats] = {}  # yuan of this quarter by source, (P,)

    def every_month(self) -> None:
        """Every third month: a ballot where there is a project and money, and another round of raising."""
        if self.model.day % QUARTER == 0:
            self._call_ballots()
            if self.rules.fund_mix == "four_sources":
                self._call_for_money()

    def errands_done(self, done: Done) -> None:
        """The committee has asked for money, or held the ballot."""
        if done.key == RAISING.key:
            self._raise_money(done.place)
        else:
            self._count_ballots(done.place)

    # --- money in
    def _call_for_money(self) -> None:
        model, p = self.model, self.parameters
        places = np.arange(len(model.scenario.city.communities))
        model.volunteers.give(Activity.MEETING, p.fundraising_volunteer_hours * len(places))
        size = np.array([place.residents for place in model.scenario.city.communities]) * (QUARTER / YEAR)
        rich = communities.wealth(model)
        self._asked = {
            "sponsorship": p.sponsor_yuan * size * rich,
            "contribution": p.household_yuan * size * rich * communities.trust(model) * self._tied,
            "donation": p.foundation_yuan * size,
        }
        if p.fundraising_hours > 0.0:
            draw = uniforms(model.seed, Purpose.FUNDRAISING, places, model.day // QUARTER)
            time = (model.day + RAISED_WITHIN_DAYS * draw) * model.hours
            model.errands.send(RAISING.key, places, time, p.fundraising_hours)
        else:
            self._raise_money(places)

    def _raise_money(self, places: Ints) -> None:
        """A quarter's sponsorship, contributions and grants of these communities."""
        day, pay = self.model.day, self.model.accounts.pay
        for place in places.tolist():
            give = {purpose: fen(float(yuan[place])) for purpose, yuan in self._asked.items()}
            pay(day, SPONSORS, self._funds[place], give["sponsorship"], "sponsorship")
            pay(day, HOUSEHOLDS, self._funds[place], give["contribution"], "contribution")
            grant = pay(day, SPONSORS, FOUNDATION, give["donation"], "donation")
            pay(day, FOUNDATION, self._funds[place], grant, "grant")

    @cached_property
    def _tied(self) -> Floats:
        return communities.tied(self.model)

    # --- money out
    def _affordable(self, place: int) -> list[Project]:
        """The projects of a community that wait and that its fund could pay for alone."""
        fund = self.model.accounts.balance[self._funds[place]]
        return [one for one in self.model.projects.waiting if one.place == place and one.cost <= fund]

    def _call_ballots(self) -> None:
        model, hours = self.model, self.parameters.ballot_hours
        waiting = {project.place for project in model.projects.waiting}
        places = np.array(sorted(place for place in waiting if self._affordable(place)), dtype=np.int64)
        if len(places) and hours > 0.0:
            model.errands.send(BALLOT.key, places, model.day * model.hours, hours)
        elif len(places):
            self._count_ballots(places)

    def _count_ballots(self, places: Ints) -> None:
        """Residents vote for the projects that they support, and the fund is allotted (参与式预算)."""
        model = self.model
        allot = participatory.METHODS[model.scenario.resources.fund_allocation]
        for place in places.tolist():
            projects = self._affordable(place)
            if not projects:
                continue
            fund = self._funds[place]
            voters = np.unique(np.concatenate([project.supporters for project in projects]))
            model.volunteers.give(Activity.MEETING, self.parameters.ballot_voter_hours * len(voters))
            approves = np.zeros((len(projects), len(voters)), dtype=np.bool_)
            for i, project in enumerate(projects):
                approves[i, np.searchsorted(voters, project.supporters)] = True
            cost = np.array([project.cost for project in projects], dtype=np.int64)
            chosen = allot(cost, approves, model.accounts.balance[fund])
            model.projects.fund([projects[i] for i in chosen], fund)
