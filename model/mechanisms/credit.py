"""Rivalry for credit 利益争夺: where several owe a request, each reports it as its own work when it is resolved.

A contest (Tullock 1980; `model.contest`): each of n rivals spends stake · (n − 1)/n² hours on an overlap's request, so
that a sole owner spends nothing and clear duties (R8) end it. Claims are written up once a week, at the rivals' desks.
"""

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from model.contest import effort
from model.errands import ErrandKind, Stop
from model.mechanisms.base import WEEK, Mechanism
from model.mechanisms.spreading import send_hours
from model.routes import ROLE
from model.tables import Activity, Duty, Floats, Ints
from scenarios.duty_list import load_duty_list

if TYPE_CHECKING:
    from model.governance import GovernanceModel

CLAIMANTS = tuple(dict.fromkeys(role for item in load_duty_list() for role in item.candidates))


class Credit(Mechanism):
    """Counts the overlaps resolved in a week, by item and community, and sends who owes them to claim them."""

    errands: ClassVar[tuple[ErrandKind, ...]] = tuple(
        ErrandKind(f"credit_{role}", (Stop(role, Activity.CONTEST),)) for role in CLAIMANTS
    )

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        self._resolved: Ints = np.zeros((len(model.items), len(model.scenario.city.communities)), dtype=np.int64)

    def begin(self) -> None:
        """Who is whose rival."""
        self._part = self._parts()

    def regime_changed(self) -> None:
        """Other desks may stand behind the same roles."""
        self._part = self._parts()

    def cases_resolved(self, cases: Ints) -> None:
        """Overlaps among them count."""
        if self.parameters.credit_stake <= 0.0:
            return
        cases = cases[self.model.world.cases["duty"][cases] == Duty.OVERLAP]
        rows = self.model.ledger.rows[self.model.ledger.row_of_case[cases]]
        np.add.at(self._resolved, (rows["item"], rows["place"]), 1)

    def every_week(self) -> None:
        """Last week's claims are written."""
        if not self._resolved.any():
            return
        hours = self.parameters.credit_stake * np.einsum("ip,irp->rp", self._resolved, self._part)
        for role, each in zip(CLAIMANTS, hours, strict=True):
            places = np.flatnonzero(each)
            send_hours(self.model, f"credit_{role}", places, each[places], WEEK)
        self._resolved[:] = 0

    def _parts(self) -> Floats:
        """Of a stake of one hour, what each role spends on an item's request in a community, (items, roles, P).

        Roles that one desk plays are one rival.
        """
        items, desks = self.model.items, self.model.world.role_actor[[ROLE[role] for role in CLAIMANTS]]
        part = np.zeros((len(items), *desks.shape))
        for number, item in enumerate(items):
            rows = [CLAIMANTS.index(role) for role in item.candidates]
            for place in range(desks.shape[1]):
                rivals = {int(desks[row, place]): row for row in reversed(rows) if desks[row, place] >= 0}
                for row in rivals.values():
                    part[number, row, place] = effort(1.0, len(rivals))
        return part
