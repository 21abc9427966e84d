"""The day of Sanshe in Mesa, driven by events."""

from collections import defaultdict
from typing import Any

from benchmarks.plain.district import District
from benchmarks.plain.resident import Resident


class EventDistrict(District):
    """The same district, where only those residents are touched to whom something happens today."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self.diary: dict[int, dict[Resident, None]] = defaultdict(dict)  # by day, who has something to do on it
        super().__init__(*given, **named)

    def has_to_do(self, resident: Resident, day: int) -> None:
        """Note a resident under a day."""
        self.diary[day][resident] = None

    def residents_act(self) -> None:
        """Those who have something to do today."""
        for resident in self.diary.pop(self.day, ()):
            resident.step()
