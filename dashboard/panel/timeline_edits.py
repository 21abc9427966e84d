"""Entries put into the regimes' timelines, moved, and taken out: pure functions from one state to the next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dashboard.state import State, base_scenario, scenario_of
from dashboard.timeline_marks import Placed
from scenarios.errors import InputError
from scenarios.library import load, presets


def whole_presets() -> tuple[str, ...]:
    """The presets that a reform may bring in as a whole: those that do not themselves change in time."""
    return tuple(name for name in presets() if not load(name).timeline)


def with_entries(state: State, arm: int, entries: Iterable[Mapping[str, Any]]) -> State:
    """The state with these entries as a regime's timeline, checked and in order; the base's own is kept as None.

    Raises `InputError`.
    """
    old = state.arms[arm]
    new = replace(old, timeline=tuple(entries))
    checked = scenario_of(new, state.district, state.parameters).timeline
    own = base_scenario(old.base).timeline
    timeline = None if checked == own else tuple(entry.written() for entry in checked)
    return state.with_arm(arm, replace(old, timeline=timeline))


def put(state: State, arms: Sequence[int], told: Mapping[str, Any] | None, instead: Placed | None = None) -> State:
    """The state with an entry in these regimes, in place of another one; `told` None only takes that one out.

    A regime that has its base's timeline has a copy of it from then on. Raises `InputError`.
    """
    for arm in range(len(state.arms)):
        before = state.scenario(arm).timeline
        entries = [entry.written() for entry in before]
        if instead is not None and arm in instead.arms:
            entries.remove(instead.entry.written())
        if told is not None and arm in arms:
            entries.append(dict(told))
        if entries != [entry.written() for entry in before]:
            state = with_entries(state, arm, entries)
    return state


def moved(one: Placed, day: int, days: int | None) -> dict[str, Any]:
    """An entry as it is said when it begins and lasts otherwise."""
    said = {key: value for key, value in one.entry.written().items() if key not in ("day", "for")}
    return {"day": day} | ({} if days is None else {"for": days}) | said


def reform(state: State, arms: Sequence[int], day: int, preset: str) -> dict[str, Any]:
    """The rules by which a preset differs from what these regimes have in force on a day. Raises `InputError`.

    Rules alone: resources are what a district has.
    """
    to = load(preset).rules.model_dump()
    found: dict[str, Any] = {}
    for arm in arms:
        now = state.scenario(arm).in_force(day).rules.model_dump()
        found |= {key: value for key, value in to.items() if now[key] != value}
    if not found:
        raise InputError("rules", f"nothing in which {preset} differs on that day", "a preset that differs")
    return {key: found[key] for key in to if key in found}


def as_base(state: State, arm: int) -> State:
    """The state with the base's own timeline in a regime."""
    return state.with_arm(arm, replace(state.arms[arm], timeline=None))
