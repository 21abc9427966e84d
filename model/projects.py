"""Projects 项目: what has been decided and costs money is proposed here, and carried out once it is funded.

Here every project is funded at once; who pays from which account is a matter of the rules of money.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.tables import Ints

if TYPE_CHECKING:
    from model.governance import GovernanceModel


@dataclass(frozen=True)
class Project:
    """A project of a community: `cost` in fen, `supporters` rows of residents, `token` what `owner` calls it.

    `owner` is the class name of the mechanism that is told when it is funded.
    """

    place: int
    cost: int
    supporters: Ints
    token: int
    owner: str


class Projects:
    """Projects that wait for money."""

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model

    def propose(self, project: Project) -> None:
        """A project asks for money."""
        self._model.mechanisms.projects_funded([project])
