"""Issues 议题: a collective matter of one unit and item, the requests that raise it, and what became of it."""

from dataclasses import dataclass, field

import numpy as np

from model.tables import NOBODY, Bools, Floats

NONE_YET = float("nan")


@dataclass(eq=False, slots=True)
class Issue:
    """One issue from the first request about it until it is carried out.

    `level` and `unit` say where it is dealt with now (`model.units`); `cases` are the engine's held requests and `who`
    raised them, the first leads; `signatures` weigh more where a leader brings neighbours along. `meetings` so far at
    this level, `seats` where they stand; `opinion` of those who met, `guided` the ideal of leaders who take part.
    `agenda` is the hour at which it came on the agenda of whoever dealt with it first.
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
    agenda: float = NONE_YET
    settled: bool = False
    meetings: int = 0
    seats: list[float] | None = None
    tied: list[bool] = field(default_factory=list)
    sitters: list[int] = field(default_factory=list)
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
    """What was decided, one entry a decision, times in working hours and distances in 0..1.

    `opened`, `agenda` (on the agenda) and `decided` say when; `item` is its row of the duty list. `distance` is from
    those affected, `to_leaders` from the leaders whom those know who raised it, whether they take part or not (NaN:
    they know none). `took_part` are residents who sat in a council or an association, led, or lent a hand.
    """

    COLUMNS = ("opened", "agenda", "decided", "item", "distance", "to_leaders")

    def __init__(self) -> None:
        self._noted: list[tuple[float, ...]] = []
        self.took_part: set[int] = set()

    def note(self, issue: Issue, decided: float, distance: float, to_leaders: float) -> None:
        """One decision."""
        self._noted.append((issue.opened, issue.agenda, decided, issue.item, distance, to_leaders))

    def columns(self) -> dict[str, Floats]:
        """The columns by name, one entry a decision."""
        table = np.array(self._noted, dtype=np.float64).reshape(-1, len(self.COLUMNS))
        return dict(zip(self.COLUMNS, table.T, strict=True))
