"""What crossing a boundary cost on each day of a run, so that a leg can be told apart into its hours."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from model.calendar import day_at
from model.tables import NOBODY, Link

if TYPE_CHECKING:
    from model.governance import GovernanceModel

type Array = NDArray[Any]

OF_DESKS = ("local_knowledge", "connected", "kind")
OF_FUSION = ("rework_of_lost", "entry_hours", "double_entry_hours", "completeness")
PARTS = (*OF_DESKS, "near", "hand_hours", "hand_kept", "fusion")


@dataclass(frozen=True)
class Crossing:
    """What taking a case in takes: `hours` of hand-over, `entry` hours of typing; share of information `kept`."""

    hours: float = 0.0
    entry: float = 0.0
    kept: float = 1.0


class Terms:
    """The terms of hand-overs since the start, noted whenever they change; a working day has `day_hours`."""

    def __init__(self, day_hours: float) -> None:
        self.day_hours = day_hours
        self._days: list[int] = []
        self._noted: list[dict[str, Array]] = []

    def note(self, model: "GovernanceModel") -> None:
        """Look at the terms that hold today; to be asked before service begins."""
        world = model.world
        now = {name: world.orders[name] for name in OF_DESKS}
        now |= {"near": world.near, "hand_hours": world.hand_hours, "hand_kept": world.hand_kept}
        now["fusion"] = np.array([world.fusion[0][name] for name in OF_FUSION])
        if not self._noted or any(not np.array_equal(now[name], self._noted[-1][name]) for name in PARTS):
            self._days.append(model.day)
            self._noted.append({name: np.array(values) for name, values in now.items()})

    def crossing(self, time: float, source: int, target: int, place: int) -> Crossing:
        """Taking in at desk `target` a case of a community that `source` hands over (−1: the resident), at an hour."""
        if source == target:
            return Crossing()
        at = self._at(time)
        knowledge = float(at["local_knowledge"][target])
        if source == NOBODY:
            return Crossing(kept=knowledge)
        where = (at["near"][place], at["kind"][source], at["kind"][target])
        _, entry_hours, double_entry, completeness = at["fusion"]
        kept = float(at["hand_kept"][where])
        here, there = at["connected"][target], at["connected"][source]
        if here == Link.UP and there == Link.UP:
            kept += (1.0 - kept) * float(completeness)
        entry = 0.0
        if here == Link.UP:
            entry = float(entry_hours + (double_entry if there == Link.NONE else 0.0))
        return Crossing(float(at["hand_hours"][where]), entry, kept * knowledge)

    def hours(self, time: Array, source: Array, target: Array, place: Array) -> NDArray[np.float64]:
        """Hours (n,) that hand-overs took, typing included, as `crossing` says of one; 0 where the source is −1."""
        days = day_at(np.where(np.isfinite(time), time, 0.0), self.day_hours)  # what has not arrived was not taken in
        noted = np.maximum(np.searchsorted(self._days, days, side="right") - 1, 0)
        found = np.zeros(len(time))
        for number in np.unique(noted[source >= 0]):
            mine = (noted == number) & (source >= 0) & (source != target)
            at, gave, got = self._noted[number], source[mine], target[mine]
            _, entry_hours, double_entry, _ = at["fusion"]
            typed = entry_hours + double_entry * (at["connected"][gave] == Link.NONE)
            found[mine] = at["hand_hours"][at["near"][place[mine]], at["kind"][gave], at["kind"][got]]
            found[mine] += np.where(at["connected"][got] == Link.UP, typed, 0.0)
        return found

    def extra(self, time: float, information: float) -> float:
        """Work that has to be done again for what was lost on the way, as a share of the work."""
        return float((1.0 - information) * self._at(time)["fusion"][0])

    def write(self, path: Path) -> None:
        """Keep them in a file."""
        stacked: dict[str, Any] = {name: np.stack([noted[name] for noted in self._noted]) for name in PARTS}
        np.savez_compressed(path, days=self._days, day_hours=self.day_hours, **stacked)

    @classmethod
    def read(cls, path: Path) -> "Terms":
        """What `write` has kept. FileNotFoundError if nothing is there."""
        with np.load(path, allow_pickle=False) as file:
            terms = cls(float(file["day_hours"]))
            terms._days = [int(day) for day in file["days"]]
            kept = {name: file[name] for name in PARTS}
        terms._noted = [{name: kept[name][number] for name in PARTS} for number in range(len(terms._days))]
        return terms

    def _at(self, time: float) -> dict[str, Array]:
        """What held at an hour."""
        return self._noted[max(int(np.searchsorted(self._days, day_at(time, self.day_hours), side="right")) - 1, 0)]
