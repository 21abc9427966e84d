"""Voice in the assembly 两代表一委员: leaders of organisations and social work are co-opted (C3).

They make reports truer (`deliberation.py`), and take up root causes: a cause shows in the requests that were voiced
and resolved; taken up, it is removed by the department that is liable, for hours and money, and the needs it would
have had no longer arise (`model/causes.py`). Places that are well represented come first.
"""

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from model.accounts import PUBLIC_SOURCE, SUPPLIERS, fen
from model.causes import CAUSES
from model.errands import Done, ErrandKind, Stop
from model.mechanisms.base import Mechanism
from model.mechanisms.budget_flow import account_of_department
from model.routes import ROLE
from model.streams import Purpose, uniforms
from model.tables import Activity, Floats, Ints
from scenarios.actors import DEPARTMENTS, DESKS

if TYPE_CHECKING:
    from model.governance import GovernanceModel

_REMOVERS = (*DEPARTMENTS, *DESKS, "street")


class Assembly(Mechanism):
    """Causes that show, and those that are being removed; `taken_up` and `removed` count causes so far."""

    errands: ClassVar[tuple[ErrandKind, ...]] = (
        ErrandKind("assembly_organization", (Stop("organization", Activity.MEETING),)),
        ErrandKind("assembly_worker", (Stop("station_social", Activity.MEETING),)),
        *(ErrandKind(f"cause_{role}", (Stop(role, Activity.ROUTINE),)) for role in _REMOVERS),
    )

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        self.taken_up = self.removed = 0
        self._seen: Ints = np.zeros(len(model.causes.removed), dtype=np.int64)
        self._pending = np.zeros(len(model.causes.removed), dtype=bool)

    def cases_resolved(self, cases: Ints) -> None:
        """Resolved requests show their causes."""
        if not self.rules.assembly_voice or not len(cases):
            return
        model = self.model
        rows, table = model.ledger.row_of_case[cases], model.ledger.rows
        rows = rows[model.causes.share[table["item"][rows]] > 0.0]
        cause = model.causes.of(table["need"][rows], table["item"][rows], table["resident"][rows])
        np.add.at(self._seen, cause[cause >= 0], 1)

    def every_month(self) -> None:
        """The assembly takes up some of the causes that show, the well represented first, as far as the money goes."""
        if not self.rules.assembly_voice:
            return
        model, p = self.model, self.parameters
        shown = np.flatnonzero((self._seen >= p.cause_visible) & ~self._pending)
        if not len(shown):
            return
        voice = self.representation()[shown // CAUSES % model.causes.places]
        hazard = -math.log1p(-min(p.cause_hazard, 1.0 - 1e-12)) * voice * self._seen[shown] / p.cause_visible
        draws = uniforms(model.seed, Purpose.CAUSE, shown, model.day)
        taken = shown[draws < -np.expm1(-hazard)]
        first = np.lexsort((taken, -self._seen[taken], -voice[draws < -np.expm1(-hazard)]))
        for cause in taken[first].tolist():
            self._take_up(cause)

    def representation(self) -> Floats:
        """How well each place is represented, 1 on average: organisations' posts, social workers' and leaders."""
        model = self.model
        role_actor, posts = model.world.role_actor, model.world.orders["servers"]
        heads = np.bincount(model.residents.columns["community"]).astype(np.float64)
        voices = np.zeros(len(heads))
        organization = role_actor[ROLE["organization"]]
        voices[organization >= 0] += posts[organization[organization >= 0]]
        voices += [len(model.leaders.leaders_of(place)) for place in range(len(heads))]
        voices = (1.0 + voices) / heads
        return np.asarray(voices / voices.mean())

    def errands_done(self, done: Done) -> None:
        """A department has removed causes."""
        if done.key.startswith("cause_"):
            for cause in done.token.tolist():
                self.model.causes.remove(cause)
                self.removed += 1

    def _take_up(self, cause: int) -> None:
        model, p = self.model, self.parameters
        item, place = cause // CAUSES // model.causes.places, cause // CAUSES % model.causes.places
        liable, cost = model.items[item].liable, fen(p.cause_yuan)
        payer = self._payer(liable, cost)
        if payer is None:
            return
        model.accounts.pay(model.day, payer, SUPPLIERS, cost, "cause")
        self._pending[cause] = True
        self.taken_up += 1
        here, now = np.array([place]), model.day * model.hours
        if p.assembly_hours > 0.0:
            for key in ("assembly_organization", "assembly_worker"):
                model.errands.send(key, here, now, p.assembly_hours)
        model.errands.send(f"cause_{liable}", here, now, p.cause_hours, np.array([cause]))

    def _payer(self, liable: str, cost: int) -> str | None:
        """Whose works money pays: the liable department's, or that of the one with most to spare; None can afford it.

        The treasury itself where no works money flows.
        """
        balance = self.model.accounts.balance
        works = [name for name in map(account_of_department, DEPARTMENTS) if name in balance]
        if not works:
            return PUBLIC_SOURCE
        own = account_of_department(liable)
        payer = own if balance.get(own, -1) >= cost else max(works, key=balance.__getitem__)
        return payer if balance[payer] >= cost else None
