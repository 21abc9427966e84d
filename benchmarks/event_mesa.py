"""The same day in Mesa, driven by events: nobody is stepped who has nothing to do.

The objects are those of the plain twin (`benchmarks/plain/`), and a day has the same processes. What differs is who is
looked at: a need or a thought that is due puts its resident into a diary under its day, and stocks are kept up as they
change instead of being counted over everybody. So a day costs its events, whatever the number of residents; this is the
fair peer of the model for speed.

`python -m benchmarks.event_mesa [--residents N] [--days D] [--seed S] [--regime KEY]` runs it and tells what happened.
"""

from collections import defaultdict
from typing import Any

from benchmarks.plain.district import District
from benchmarks.plain.resident import Resident
from benchmarks.plain.tell import run_and_tell
from scenarios.actors import TRUSTED


class EventDistrict(District):
    """The district, where only those residents are touched to whom something happens today."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self.diary: dict[int, dict[Resident, None]] = defaultdict(dict)  # by day, who has something to do on it
        super().__init__(*given, **named)
        places = len(self.ways)
        self._unvoiced, self._heads = [0] * places, [0] * places
        self._trust = [[0.0] * len(TRUSTED) for _ in range(places)]
        for resident in self.residents:
            self._heads[resident.place] += 1
            for about, trust in enumerate(resident.trust):
                self._trust[resident.place][about] += float(trust)

    def has_to_do(self, resident: Resident, day: int) -> None:
        """Note a resident under a day."""
        self.diary[day][resident] = None

    def residents_act(self) -> None:
        """Those who have something to do today."""
        for resident in self.diary.pop(self.day, ()):
            resident.step()

    def unvoiced_change(self, place: int, by: int) -> None:
        """Keep up the number."""
        self._unvoiced[place] += by

    def trust_changes(self, place: int, about: int, by: float) -> None:
        """Keep up the sum."""
        self._trust[place][about] += by

    @property
    def unvoiced(self) -> list[int]:
        """Needs that are borne now in each community."""
        return self._unvoiced

    @property
    def mean_trust(self) -> list[list[float]]:
        """Mean trust of the residents of each community, in each kind of actor."""
        return [[whole / heads for whole in sums] for sums, heads in zip(self._trust, self._heads, strict=True)]


if __name__ == "__main__":
    run_and_tell(EventDistrict, __doc__)
