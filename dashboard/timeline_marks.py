"""What happens when: the entries of all regimes' timelines, gathered, and as marks for charts over days."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from dashboard.runs.plan import Plan
from dashboard.state import State
from scenarios.scenario import Scenario
from scenarios.timeline import Entry

ALL = "all"


class Placed(NamedTuple):
    """An entry, and the numbers of the regimes that have it."""

    arms: tuple[int, ...]
    entry: Entry


class Mark(NamedTuple):
    """A line in a chart: working day `day`, the number of a regime or `ALL`, words, and the day on which it ends."""

    day: int
    arm: int | str
    label: str
    end: int | None


def placed(scenarios: Sequence[Scenario]) -> list[Placed]:
    """The entries of all timelines by day; what several regimes have alike is one."""
    found: dict[str, tuple[list[int], Entry]] = {}
    for number, scenario in enumerate(scenarios):
        again: dict[str, int] = {}
        for entry in scenario.timeline:
            said = json.dumps(entry.written(), sort_keys=True, ensure_ascii=False)
            again[said] = again.get(said, 0) + 1  # the same thing twice in one timeline stays two
            arms, _ = found.setdefault(f"{again[said]} {said}", ([], entry))
            arms.append(number)
    return sorted((Placed(tuple(arms), entry) for arms, entry in found.values()), key=lambda one: one.entry.day)


def marks(source: State | Plan, lang: str = "en") -> list[Mark]:
    """A mark for each entry that begins before the horizon, by day; one a regime where not all regimes have it.

    Of a plan those of what was run, of a state those of what is set. A state that cannot be run raises `InputError`.
    """
    from experiments.runner import days_of

    scenarios = source.scenarios() if isinstance(source, State) else source.arms
    days = days_of(source.years) if isinstance(source, State) else source.days
    return [
        Mark(entry.day, arm, entry.label(lang), entry.end)
        for arms, entry in placed(scenarios)
        if entry.day < days
        for arm in ((ALL,) if len(arms) == len(scenarios) else arms)
    ]
