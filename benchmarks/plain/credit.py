"""Rivalry for credit (利益争夺): where several owe a request, each reports it as its own work."""

from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.plain.case import Case, Request
from model.contest import effort
from model.mechanisms.credit import CLAIMANTS
from model.tables import Duty
from model.voicing import WEEK

if TYPE_CHECKING:
    from benchmarks.plain.desk import Desk
    from benchmarks.plain.district import District


class Credit:
    """Overlaps resolved this week, by item and community, and what their rivals spend on claiming them."""

    def __init__(self, model: "District") -> None:
        self.model = model
        self.resolved: Counter[tuple[int, int]] = Counter()

    def count(self, cases: list[Case]) -> None:
        """These cases were resolved today."""
        if self.model.parameters.credit_stake > 0.0:
            self.resolved.update(
                (case.item, case.place) for case in cases if isinstance(case, Request) and case.duty == Duty.OVERLAP
            )

    def week_ends(self) -> None:
        """Last week's claims are written at the rivals' desks."""
        hours: dict[tuple[str, int], float] = {}
        for item, place in sorted(self.resolved):
            rivals = self._rivals(item, place)
            for role in rivals:
                spent = self.resolved[item, place] * effort(1.0, len(rivals))
                hours[role, place] = hours.get((role, place), 0.0) + spent
        for role, place in sorted(hours, key=lambda one: (CLAIMANTS.index(one[0]), one[1])):
            stake = self.model.parameters.credit_stake * hours[role, place]
            if stake > 0.0:
                self.model.errands.send_hours(f"credit_{role}", place, stake, WEEK)
        self.resolved.clear()

    def _rivals(self, item: int, place: int) -> list[str]:
        """The roles that claim credit for an item: of several that one desk plays, the first."""
        found: dict[Desk, str] = {}
        for role in self.model.items[item].candidates:
            desk = self.model.who_plays(role, place)
            if desk is not None:
                found.setdefault(desk, role)
        return list(found.values())
