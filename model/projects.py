"""Projects that need money 待资助项目: a decision of residents with a cost waits here until somebody pays for it.

Who pays is the matter of mechanisms: the liable department from its works money, a community fund by ballot, a
crowdfunding. A project waits in the order of its proposal, is paid for whole and once, and then told to its owner.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.accounts import SUPPLIERS
from model.tables import Ints

if TYPE_CHECKING:
    from model.governance import GovernanceModel


@dataclass(frozen=True, eq=False)
class Project:
    """One project of a community.

    `place` number of the community; `cost` in fen, above zero; `supporters` rows of the residents who want it, each
    once; `token` what its `owner` (the name of a mechanism) calls it; `liable` the department that would pay for it
    where the government alone pays, empty for whichever has most to spare.
    """

    place: int
    cost: int
    supporters: Ints
    token: int
    owner: str
    liable: str = ""


class Projects:
    """`model.projects`: those that wait, in the order of their proposal.

    `funded` counts those that were paid for, `backers` the supporters of these together.
    """

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model
        self._held: dict[Project, bool] = {}
        self._number: dict[Project, int] = {}
        self.proposed = 0
        self.funded = 0
        self.backers = 0

    def propose(self, project: Project) -> None:
        """Let a project wait for money; ValueError for a cost that is not above zero or a second proposal."""
        if project.cost <= 0:
            raise ValueError(f"cost: found {project.cost}; allowed 1 fen or more")
        if project in self._held:
            raise ValueError(f"project: found {project.token} of {project.owner} again; allowed once")
        self._held[project] = False
        self._number[project] = self.proposed
        self.proposed += 1

    @property
    def waiting(self) -> list[Project]:
        """Those that anybody may pay for now, in the order of their proposal."""
        return [project for project, held in self._held.items() if not held]

    def number(self, project: Project) -> int:
        """Which proposal of the district it is, from 0; keys its draws."""
        return self._number[project]

    def hold(self, project: Project) -> None:
        """Keep a project from others' money while a campaign for it goes on; its place in the order stays."""
        self._held[project] = True

    def release(self, project: Project) -> None:
        """Let a project wait again."""
        self._held[project] = False

    def fund(self, projects: Iterable[Project], payer: str) -> list[Project]:
        """Pay for projects from an account, in this order, each that it can afford whole; tells and returns those."""
        accounts, paid = self._model.accounts, []
        for project in projects:
            if accounts.balance[payer] >= project.cost:
                accounts.pay(self._model.day, payer, SUPPLIERS, project.cost, "works")
                del self._held[project], self._number[project]
                paid.append(project)
        self.funded += len(paid)
        self.backers += sum(len(project.supporters) for project in paid)
        if paid:
            self._model.mechanisms.projects_funded(paid)
        return paid
