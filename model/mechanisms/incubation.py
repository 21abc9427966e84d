"""C9, incubation 孵化: public money for founding and training, paid out through the development foundation.

The yuan are those of posts withdrawn from committees and stations. Four incubators share them: We创客计划 makers found
new organisations, 好邻居基金 good neighbours and 社区伙伴计划 partners pay projects of mutual aid and of community
building, 社会工作发展计划 trains workers. Grants are contended for; foundings and projects may fail. The service centre
社会组织服务中心 reads the bids and watches the grants, civil affairs grants and registers, the social work association
社会工作协会 teaches.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from agents.committee import Committee
from agents.organization import NOWHERE, Deal, Organization
from agents.station import Station, largest_remainder
from model.accounts import ADVANCES, FEN, FOUNDATION, SUPPLIERS, fen
from model.contest import effort, winner
from model.errands import Done, ErrandKind, Stop
from model.mechanisms.base import MONTH, YEAR, Mechanism
from model.mechanisms.careers import Careers
from model.mechanisms.civil_affairs import Application, CivilAffairsDesks
from model.mechanisms.spreading import send_hours
from model.streams import Purpose, uniforms
from model.tables import Activity

if TYPE_CHECKING:
    from model.governance import GovernanceModel

NAME = "incubation"
INCUBATORS = ("makers", "neighbours", "partners")
"""Beside training: founding of organisations, projects of mutual aid, projects of community building."""
_FIELD = {"neighbours": "mutual_aid", "partners": "collective"}
REFERENCE = 353_200.0  # residents for whom the rule is stated
LEAST, MOST = 10_000.0, 800_000.0  # yuan of a grant
MONTHS = 12  # over which a grant is spent
APPLYING_DAYS = 20


@dataclass
class Grant:
    """A grant that has been won and waits for civil affairs; `who` None: founders of an organisation to register."""

    incubator: str
    number: int
    place: int
    yuan: float
    who: Organization | None


class Incubation(Mechanism):
    """Raises, awards and pays grants; `failures` so far, and what was `granted` in yuan."""

    errands = (
        ErrandKind("application", (Stop("organization", Activity.CONTEST),)),
        ErrandKind("grant_review", (Stop("service_centre", Activity.MONITORING),)),
        ErrandKind("grant_monitoring", (Stop("service_centre", Activity.MONITORING),)),
        ErrandKind("teaching", (Stop("work_association", Activity.TRAINING),)),
    )

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        self.waiting: list[Grant] = []
        self.failures = 0
        self.granted = 0.0
        self.promised = 0  # fen won and not yet paid
        self.training = 0  # fen of this year's training not yet spent
        self._yearly = 0
        self._money = self.rules.incubation
        self._numbered = 0

    def begin(self) -> None:
        """The first round."""
        if self.rules.incubation:
            self._round()
            self._train()

    def every_year(self) -> None:
        """The next round."""
        if self.rules.incubation:
            self._round()

    def regime_changed(self) -> None:
        """Money that comes anew begins a round, none more gives the posts back; another sum waits for the next year."""
        before, self._money = self._money, self.rules.incubation
        if self._money == before:
            return
        if self._money and not before:
            self._round()
        elif not self._money:
            self.model.standing.posts(NAME)[:] = 0
            self.model.standing.write()

    def errands_done(self, done: Done) -> None:
        """All bids for a grant have been read: who has won applies for it, or for registration, at civil affairs."""
        if done.key == "grant_review":
            desks = self.model.mechanisms.get(CivilAffairsDesks)
            for token in done.token.tolist():
                grant = self.waiting[token]
                desks.apply("grant" if grant.who else "registration", grant.place, token, self)

    def application_granted(self, application: Application) -> None:
        """Civil affairs has passed a grant or a registration."""
        self.pay(self.waiting[application.token])

    def every_month(self) -> None:
        """Projects are watched, and training goes on."""
        self._train()
        watched = [one.home for one in self.model.organizations.alive if any(d.source == "grant" for d in one.deals)]
        send_hours(self.model, "grant_monitoring", watched, self.parameters.monitoring_hours, MONTH)

    # --- in the house
    def _round(self) -> None:
        """Raise the year's money, train, and award the grants of the three incubators."""
        model, accounts = self.model, self.model.accounts
        accounts.open(FOUNDATION)
        raised = self._withdraw()
        accounts.pay(model.day, ADVANCES, FOUNDATION, raised, "incubation")
        self._yearly = round(raised * self.parameters.training_share)
        self.training += self._yearly
        free = accounts.balance[FOUNDATION] - self.promised - self.training
        for incubator in INCUBATORS:
            self._award(incubator, free / len(INCUBATORS) / FEN)

    def _withdraw(self) -> int:
        """Posts of committees and stations whose yearly wages are the money leave; returns their fen.

        Whole by largest remainder of their posts; every desk keeps one.
        """
        model, known = self.model, self.model.organizations
        year = known.post_month() * YEAR // MONTH
        posts = model.standing.posts(NAME)
        posts[:] = 0
        free = model.standing.home
        staff = [i for i in model.institutions if isinstance(i, Committee | Station)]
        desks = [d for i in staff for d in i.desks if free[d.row] > 1]
        wanted = self.rules.incubation * model.scenario.city.residents / REFERENCE * FEN / year
        weights = tuple(float(free[d.row]) for d in desks)
        for desk, number in zip(desks, largest_remainder(weights, round(wanted)) if desks else (), strict=True):
            posts[desk.row] = -min(number, int(free[desk.row]) - 1)
        model.standing.write()
        return int(-posts.sum()) * year

    def _train(self) -> None:
        """A month of training for all social workers alike: their hours, their teachers', and what it costs."""
        model, p = self.model, self.parameters
        due = min(self.training, round(self._yearly * MONTH / YEAR))
        if not due:
            return
        careers = model.mechanisms.get(Careers)
        people = len(careers.staff())
        if not people:
            return
        self.training -= due
        paid = model.accounts.pay(model.day, FOUNDATION, SUPPLIERS, due, "training") / FEN
        model.organizations.training_yuan += paid
        hours = paid / p.training_yuan_per_hour
        careers.train(hours / people)
        send_hours(model, "teaching", 0, hours * p.teaching_share, MONTH)

    def _award(self, incubator: str, yuan: float) -> None:
        """Grants, lognormal in size, until the money is given out."""
        while yuan >= LEAST:
            self._numbered += 1
            size = min(self._size(self._numbered), yuan)
            place, who = self._contend(incubator, self._numbered, size)
            yuan -= size
            if place == NOWHERE:
                return
            self.waiting.append(Grant(incubator, self._numbered, place, size, who))
            self.promised += fen(size)
            hours = self.parameters.bid_review_hours * self.parameters.tender_bidders
            token = np.array([len(self.waiting) - 1])
            self.model.errands.send("grant_review", np.array([place]), self.model.day * self.model.hours, hours, token)

    def _size(self, number: int) -> float:
        u = float(uniforms(self.model.seed, Purpose.GRANT_SIZE, np.array([number]), 0)[0])
        p = self.parameters
        size = p.grant_median_yuan * math.exp(p.grant_spread * NormalDist().inv_cdf(u))
        return min(max(size, LEAST), MOST)

    def _contend(self, incubator: str, number: int, yuan: float) -> tuple[int, Organization | None]:
        """Rivals apply for a grant; (community, winner) of it, NOWHERE if nobody applies."""
        model, p = self.model, self.parameters
        keys = np.array([number])
        spent = p.contest_stake * yuan / model.scenario.resources.wage_yuan_per_hour
        if incubator == "makers":
            people = np.array([place.residents for place in model.scenario.city.communities], dtype=np.float64)
            draw = float(uniforms(model.seed, Purpose.GRANT_WINNER, keys, -1)[0])
            # Founders have no desk yet: they apply in their own time.
            model.volunteers.give(Activity.CONTEST, p.tender_bidders * effort(spent, p.tender_bidders))
            return winner(people.tolist(), draw), None
        able = [one for one in model.organizations.alive if one.field == _FIELD[incubator]]
        if not able:
            return NOWHERE, None
        draws = uniforms(model.seed, Purpose.GRANT_WINNER, np.array([one.number for one in able]), number)
        rivals = [able[i] for i in np.argsort(draws, kind="stable")[: p.tender_bidders]]
        at = [one.whereabouts for one in rivals]
        send_hours(model, "application", at, effort(spent, len(rivals)), APPLYING_DAYS)
        draw = float(uniforms(model.seed, Purpose.GRANT_WINNER, keys, -2)[0])
        best = rivals[winner([one.reputation for one in rivals], draw)]
        return best.home, best

    def pay(self, grant: Grant) -> None:
        """The grant is paid: the founding or project begins, or fails and the money is gone."""
        model, known = self.model, self.model.organizations
        self.promised -= fen(grant.yuan)
        if grant.who is not None and grant.who not in known.alive:
            return  # it has closed meanwhile: the money stays with the foundation
        u = uniforms(model.seed, Purpose.FAILURE, np.array([grant.number]), 0)[0]
        if u < self.parameters.incubation_failure:
            self.failures += 1
            model.accounts.pay(model.day, FOUNDATION, SUPPLIERS, fen(grant.yuan), "failed")
            return
        one = grant.who
        if one is None:
            one = known.found(grant.place)
            if self.rules.matching == "fair":
                known.engage(one, NOWHERE)  # until the next fair
        model.accounts.open(one.account)
        paid = model.accounts.pay(model.day, FOUNDATION, one.account, fen(grant.yuan), "grant")
        one.received += paid
        self.granted += paid / FEN
        at = one.whereabouts
        known.deal(one, Deal("grant", at, int(known.row[at]), one.field, model.day, left=paid, months=MONTHS))
