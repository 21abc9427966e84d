"""Issues 议题: a collective matter of one unit and item, the requests that raise it, and what became of it."""

from dataclasses import dataclass, field

import numpy as np

from model.tables import NOBODY, Bools, Floats, Ints

NONE_YET = float("nan")


@dataclass(eq=False)
class Issue:
    """One issue from the first request about it until it is carried out.

    `level` and `unit` say where it is dealt with now (`model.units`); `cases` are the engine's held requests and `who`
    raised them, the first leads; `signatures` weigh more where a leader brings neighbours along. `meetings` so far at
    this level, `seats` where they stand; `opinion` of those who met, `guided` the ideal of leaders who take part.
    """

    number: int
    level: int
    unit: int
    place: int
    item: int
    opened: float
    cases: list[int] = field(default_factory=list)
    who: list[int] = field(default_factory=list)
    needs: list[int] = field(default_factory=list)
    signatures: float = 0.0
    raised: bool = False
    settled: bool = False
    meetings: int = 0
    seats: Floats | None = None
    tied: Bools | None = None
    sitters: Ints | None = None
    opinion: float = NONE_YET
    guided: float = NONE_YET
    decider: int = NOBODY
    upset: Bools | None = None  # which of those who raised it take the decision for a defect
    scale: float = 1.0
    inspected: bool = False
    mended: bool = False

    @property
    def lead(self) -> int:
        """The case in which the issue is carried out for all."""
        return self.cases[0]

    @property
    def key(self) -> int:
        """What keys the draws about this issue: the need that raised it first."""
        return self.needs[0]

    def take_in(self, other: "Issue") -> None:
        """Those who raised another issue of the same matter join this one."""
        self.cases += other.cases
        self.who += other.who
        self.needs += other.needs
        self.signatures += other.signatures
        other.settled = True


class Decisions:
    """What was decided, for the outcomes: when it was opened, decided, and how far it was from those affected."""

    def __init__(self, residents: int) -> None:
        self.opened: list[float] = []
        self.decided: list[float] = []
        self.distance: list[float] = []
        self.meeting_hours = 0.0  # of residents
        self.took_part = np.zeros(residents, dtype=bool)

    def note(self, opened: float, decided: float, distance: float) -> None:
        """One decision; times in working hours, distance in 0..1."""
        self.opened.append(opened)
        self.decided.append(decided)
        self.distance.append(distance)

    def columns(self) -> dict[str, Floats]:
        """`opened`, `decided`, `distance`, one entry a decision."""
        return {name: np.array(getattr(self, name)) for name in ("opened", "decided", "distance")}
