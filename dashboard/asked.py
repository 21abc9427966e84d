"""What a visitor asks of the view that says why: which two regimes, split over what, how long, on how many seeds."""

from dataclasses import dataclass, replace
from typing import Any

from dashboard.state import LETTERS, MOST_YEARS, State
from experiments.coalitions import BY, By
from experiments.runner import days_of
from scenarios.errors import InputError, nearest
from scenarios.limits import whole_number
from scenarios.reading import short

SEEDS, MOST_SEEDS = 4, 20
LONGEST_AT_FIRST = 1.0  # years


@dataclass(frozen=True)
class Asked:
    """From regime number `a` to `b`, split over groups of rules or single rules, `years` on seeds 1 to `seeds`."""

    a: int = 0
    b: int = 1
    by: By = "group"
    years: float = LONGEST_AT_FIRST
    seeds: int = SEEDS

    @property
    def days(self) -> int:
        """Working days."""
        return days_of(self.years)

    def with_(self, **changes: Any) -> "Asked":
        """The same with some of it changed."""
        return replace(self, **changes)

    def written(self) -> str:
        """As an address says it: `a,c,rule,0.5,4`."""
        return f"{LETTERS[self.a].lower()},{LETTERS[self.b].lower()},{self.by},{self.years:g},{self.seeds}"


def asked_from(text: str, field: str = "why") -> Asked:
    """What an address says. Raises `InputError`."""
    parts = text.split(",")
    if len(parts) != len(Asked.__dataclass_fields__):
        raise InputError(field, short(text), "two regimes, rule or group, years, seeds, as in a,b,group,1,4")
    one, other, by, years, seeds = parts
    letters = [letter.lower() for letter in LETTERS]
    for letter in (one, other):
        if letter not in letters:
            raise InputError(field, short(letter), nearest(letter, letters))
    if one == other:
        raise InputError(field, f"{one} twice", "two regimes")
    if by not in BY:
        raise InputError(field, short(by), " or ".join(BY))
    return Asked(
        letters.index(one), letters.index(other), "rule" if by == "rule" else "group", years_of(years, field),
        whole_number(field, _number(seeds), 1, MOST_SEEDS),
    )  # fmt: skip


def asked_of(state: State) -> Asked:
    """What a state asks; where it says nothing, or of a regime that is gone: A against the one that is edited."""
    told = asked_from(state.why) if state.why else None
    if told is not None and max(told.a, told.b) < len(state.arms):
        return told
    a, b = (0, state.edited) if state.edited else (0, 1)
    asked = told or Asked(years=min(state.years, LONGEST_AT_FIRST))
    return asked.with_(a=a, b=b)


def years_of(value: object, field: str = "years") -> float:
    """A number of years that the page can run. Raises `InputError`."""
    found = _number(str(value))
    if not isinstance(found, float) or not 0.0 < found <= MOST_YEARS:
        raise InputError(field, short(value), f"above 0, at most {MOST_YEARS:g}")
    return found


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
