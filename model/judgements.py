"""What is known of every desk and kind of task from the cases that residents judged: the matter of evaluations.

A judgement is told of the owner of a request and of whoever else does a task of it (teams, property companies): each
desk once a kind of task, with the hours that the duty list gives it.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.routes import ROLE
from model.tables import Activity, Floats, Ints
from scenarios.actors import COMPETENCES

if TYPE_CHECKING:
    from model.governance import GovernanceModel
    from scenarios.duty_list import DutyItem

OWNER, NONE = -1, -2
_KINDS = len(COMPETENCES)
_PAPER = COMPETENCES.index("paperwork")
ON_TASKS = (Activity.WORK, Activity.REWORK, Activity.LOST_INFORMATION, Activity.DUPLICATE)
_OF_TASKS = [int(activity) for activity in ON_TASKS]
_OTHER = [int(activity) for activity in Activity if activity not in (*ON_TASKS, Activity.TRAVEL)]

NAMES = ("judged", "satisfaction", "kept", "hand_overs", "reopened", "listed")


def tasks_of_items(items: "tuple[DutyItem, ...]") -> tuple[Ints, Ints, Floats]:
    """(role or OWNER, kind of task, hours) of the tasks of each item, each pair of role and kind once; NONE for none.

    Shape (items, most pairs of any item) each.
    """
    told = []
    for item in items:
        pairs: dict[tuple[int, int], float] = {}
        for task in item.tasks:
            pair = (OWNER if task.who == "owner" else ROLE[task.who], COMPETENCES.index(task.competence))
            pairs[pair] = pairs.get(pair, 0.0) + task.hours
        told.append(pairs)
    shape = (len(items), max(len(pairs) for pairs in told))
    role, kind, hours = np.full(shape, NONE), np.zeros(shape, dtype=np.int64), np.zeros(shape)
    for i, pairs in enumerate(told):
        for j, ((who, what), number) in enumerate(pairs.items()):
            role[i, j], kind[i, j], hours[i, j] = who, what, number
    return role, kind, hours


class Judgements:
    """Sums since the last `begin_quarter`, by desk and kind of task, (A, K) each: numbers of judged cases, and of these
    satisfaction, cases within the standard, hand-overs, cases that came back, listed hours.
    """

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model
        self._role, self._kind, self._hours = tasks_of_items(model.items)
        self._shape = (len(model.rows), _KINDS)
        self.sums: dict[str, Floats] = {name: np.zeros(self._shape) for name in NAMES}
        self._activity = np.zeros_like(model.world.activity)

    def desks_of(self, cases: Ints) -> tuple[Ints, Ints, Ints, Floats]:
        """(which case, desk, kind of task, listed hours) of every judgement that these cases tell of a desk."""
        model = self._model
        table = model.world.cases
        item = model.ledger.rows["item"][model.ledger.row_of_case[cases]].astype(np.int64)
        role, owner, place = self._role[item], table["owner"][cases], table["place"][cases]
        case, pair = np.nonzero(role != NONE)
        who, item = role[case, pair], item[case]
        desk = np.where(who == OWNER, owner[case], model.world.role_actor[np.maximum(who, 0), place[case]])
        known = desk >= 0
        case, pair, item = case[known], pair[known], item[known]
        return case, desk[known].astype(np.int64), self._kind[item, pair], self._hours[item, pair]

    def note(self, cases: Ints) -> None:
        """Add what these judged cases tell."""
        model, table, ledger = self._model, self._model.world.cases, self._model.ledger.rows
        case, desk, kind, hours = self.desks_of(cases)
        rows = model.ledger.row_of_case[cases]
        took = table["first_resolved"][cases] - ledger["voiced"][rows]
        told = {
            "judged": np.ones(len(cases)),
            "satisfaction": ledger["satisfaction"][rows].astype(np.float64),
            "kept": (took <= model.standard_hours[ledger["item"][rows]]).astype(np.float64),
            "hand_overs": table["hand_overs"][cases].astype(np.float64),
            "reopened": (table["reopened"][cases] > 0).astype(np.float64),
        }
        cell, size = desk * _KINDS + kind, int(np.prod(self._shape))
        for name in NAMES:
            weights = hours if name == "listed" else told[name][case]
            self.sums[name] += np.bincount(cell, weights=weights, minlength=size).reshape(self._shape)

    def mean(self, name: str) -> Floats:
        """Mean of a sum over judged cases, (A, K); zero where none was judged."""
        number = self.sums["judged"]
        return np.where(number > 0.0, self.sums[name] / np.where(number > 0.0, number, 1.0), 0.0)

    def desk_mean(self, name: str, otherwise: float) -> Floats:
        """Mean of a sum over all judged cases of a desk, (A,); `otherwise` where none was judged."""
        number = self.sums["judged"].sum(axis=1)
        return np.where(number > 0.0, self.sums[name].sum(axis=1) / np.where(number > 0.0, number, 1.0), otherwise)

    def hours(self) -> Floats:
        """Hours that each desk worked since the last `begin_quarter`, by kind of task, (A, K).

        Hours of tasks go by the listed hours of judged cases; all else (own work, intake, approvals) is paperwork.
        """
        spent = self._model.world.activity - self._activity
        listed = self.sums["listed"]
        whole = listed.sum(axis=1, keepdims=True)
        hours: NDArray[np.float64] = spent[:, _OF_TASKS].sum(axis=1, keepdims=True) * (
            listed / np.where(whole > 0.0, whole, 1.0)
        )
        hours[:, _PAPER] += spent[:, _OTHER].sum(axis=1)
        return hours

    def begin_quarter(self) -> None:
        """Forget what was, and count anew."""
        for sums in self.sums.values():
            sums[:] = 0.0
        self._activity = self._model.world.activity.copy()
