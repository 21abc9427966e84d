"""The flow of public money 公共经费: the treasury pays the district, the district its posts, overhead and works.

Every four weeks, in advance, so that a budget year of 250 days is paid to the fen. How much is reckoned from the posts
at the start (`model.budget`) and is the same under any rules; wages go to the posts that stand. A rule that takes
posts away so leaves their wages with the district, for what the rule buys instead. Contracts and grants are paid from
the treasury's advances, as they fall due (a year of grants at once); the district pays back what the wages of the posts
given up for them come to. Works money goes to departments, by what the duty list makes them liable for, and what rules
devolve to community funds.
"""

import numpy as np

from model import engagement
from model.accounts import ADVANCES, PUBLIC_SOURCE, SUPPLIERS, WAGES, fen, split
from model.budget import yuan
from model.mechanisms import incubation, purchase
from model.mechanisms.base import MONTH, YEAR, Mechanism
from model.projects import Project
from scenarios.actors import DEPARTMENTS, KINDS

DISTRICT, FOUNDATION = "district", "foundation"
GIVEN_UP = (purchase.NAME, incubation.NAME)  # whose posts are given up for contracts and grants


def fund_of(community: str) -> str:
    """The account of a community's fund 社区基金账户."""
    return f"fund {community}"


def account_of_department(role: str) -> str:
    """The account of a department's works money."""
    return f"department {role}"


class BudgetFlow(Mechanism):
    """Pays in and out; `paid_until` is the working day up to which the treasury has paid."""

    def begin(self) -> None:
        """Open the accounts; the first instalment."""
        model, r = self.model, self.model.scenario.resources
        places = model.scenario.city.communities
        self.funds = [fund_of(place.community) for place in places]
        model.accounts.open(DISTRICT, FOUNDATION, *map(account_of_department, DEPARTMENTS), *self.funds)
        model.accounts.open(*(f"street {name}" for name in model.scenario.city.streets))
        self._residents = np.array([place.residents for place in places], dtype=np.float64)
        self._liability = np.array([
            sum(item.share * task.hours for item in model.items if item.liable == role and item.category == "collective"
                for task in item.tasks if task.competence == "works")
            for role in DEPARTMENTS
        ])  # fmt: skip
        self._post_yuan = yuan(r.productive_hours * r.working_days, r.wage_yuan_per_hour)
        self._posts = int(model.standing.own.sum())
        self._saved = 0  # fen of wages of posts given up that have not gone into advances yet
        self.paid_until = 0
        self._instalment()

    def every_month(self) -> None:
        """The next four weeks' money."""
        self._instalment()

    def every_year(self) -> None:
        """A new budget year begins."""
        self._instalment()

    def every_week(self) -> None:
        """Departments pay for projects from their works money, each in the order of proposal (先到先得).

        The first that a department cannot afford yet waits for the next instalment, and those after it wait too.
        """
        if not self.model.projects.waiting:
            return
        queues: dict[str, list[Project]] = {account_of_department(role): [] for role in DEPARTMENTS}
        spare = {name: self.model.accounts.balance[name] for name in queues}
        for project in self.model.projects.waiting:
            name = account_of_department(project.liable)
            if name not in queues:
                name = max(spare, key=spare.__getitem__)
            queues[name].append(project)
            spare[name] -= project.cost
        for name, queue in queues.items():
            costs = np.cumsum([project.cost for project in queue], dtype=np.int64)
            within = int(np.searchsorted(costs, self.model.accounts.balance[name], side="right"))
            self.model.projects.fund(queue[:within], name)

    @property
    def devolved(self) -> float:
        """Share of works money that communities have in their funds (费随事转, or as one of four sources)."""
        of_four = self.parameters.government_fund_share if self.rules.fund_mix == "four_sources" else 0.0
        return max(self.rules.fund_devolution, of_four)

    # --- in the house
    def _instalment(self) -> None:
        """The treasury pays for the days to the next instalment, and the district pays on."""
        model, r = self.model, self.model.scenario.resources
        start, people = self.paid_until, float(self._residents.sum())
        end = min((model.day // MONTH + 1) * MONTH, (model.day // YEAR + 1) * YEAR)
        if end <= start:
            return

        def between(yearly: float) -> int:
            return fen(yearly * end / YEAR) - fen(yearly * start / YEAR)

        wages, overhead, works = (
            between(yearly)
            for yearly in (
                self._posts * self._post_yuan,
                r.overhead_yuan_per_resident * people,
                r.works_yuan_per_resident * people,
            )
        )
        for amount, purpose in ((wages, "wages"), (overhead, "overhead"), (works, "works")):
            model.accounts.pay(model.day, PUBLIC_SOURCE, DISTRICT, amount, purpose)
        # Whom organisations hire they pay themselves; those who stood there at first are paid wherever they are.
        paid = np.maximum(model.standing.own + model.standing.moved - model.standing.posts(engagement.NAME), 0)
        posts = np.bincount(model.world.orders["kind"], weights=paid, minlength=len(KINDS))
        due = [between(float(number) * self._post_yuan) for number in np.cumsum(posts)]
        for kind, amount in zip(KINDS, np.diff(due, prepend=0).tolist(), strict=True):
            model.accounts.pay(model.day, DISTRICT, WAGES, amount, f"wages {kind}")
        model.accounts.pay(model.day, DISTRICT, SUPPLIERS, overhead, "overhead")
        self._share_works(works)
        self._saved += between(-sum(float(model.standing.posts(name).sum()) for name in GIVEN_UP) * self._post_yuan)
        owed = max(0, -model.accounts.balance[ADVANCES])
        self._saved -= model.accounts.pay(model.day, DISTRICT, ADVANCES, min(owed, self._saved), "advances")
        self.paid_until = end

    def _share_works(self, works: int) -> None:
        """Works money goes to the departments and, as far as it is devolved, to community funds by residents."""
        model = self.model
        to_funds = round(works * self.devolved)
        names = [account_of_department(role) for role in DEPARTMENTS]
        shares = [(self.funds, split(to_funds, self._residents)), (names, split(works - to_funds, self._liability))]
        for payees, amounts in shares:
            for payee, amount in zip(payees, amounts, strict=True):
                model.accounts.pay(model.day, DISTRICT, payee, amount, "works")
