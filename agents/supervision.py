"""Residents' supervision committee 居务监督委员会: volunteers who look at how their community is served."""

from typing import TYPE_CHECKING, Any

import numpy as np
from mesa import Agent
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scenarios.parameters import Parameters

type Floats = NDArray[np.floating[Any]]


def found_out(chance: float, looks: Floats) -> Floats:
    """Chance that low effort at a desk comes to light in n looks, each showing it with `chance` d: 1 − (1 − d)^n."""
    return 1.0 - (1.0 - chance) ** looks


class SupervisionCommittee(Agent[Any]):
    """The supervision committee of one community; `place` its number, `found` defects it has found so far.

    It decides which cases to look at and which desks to tell to take more care. It orders effort, never a result.
    """

    def __init__(self, model: Any, place: int) -> None:
        super().__init__(model)
        self.place = place
        self.found = 0

    @property
    def _parameters(self) -> "Parameters":
        parameters: Parameters = self.model.scenario.parameters
        return parameters

    def cases_to_look_at(self, satisfaction: Floats, draw: Floats) -> NDArray[np.int64]:
        """Which of last month's cases to look at, in their order: the more so the less their resident was satisfied.

        Weighted sampling without replacement (Efraimidis & Spirakis 2006): those with the largest u^(1 ÷ weight),
        weight 1 − S; `satisfaction` S and `draw` u in (0, 1), one entry a case.
        """
        weight = np.maximum(1.0 - np.asarray(satisfaction, np.float64), 1e-3)
        order = np.argsort(-np.log(draw) / weight, kind="stable")
        return np.sort(order[: self._parameters.supervision_cases]).astype(np.int64)

    def desks_to_correct(self, desks: NDArray[np.int64], defects: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Desks told to take more care for a month: those at which a defect was seen among the cases looked at."""
        self.found += int(defects.sum())
        return np.unique(desks[defects])
