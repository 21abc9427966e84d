"""What the side of the page does to the state: each a function from one state to the next."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboard.state import FEWEST_ARMS, LEVERS, MOST_ARMS, Arm, State, base_scenario, setting_keys
from scenarios.declare import declarations
from scenarios.parameters import Parameters

HIERARCHY, NETWORK = "hierarchy", "network"  # the ends of the blend
COPY = "copy"  # of the arm that is set, in place of a preset


def levers_of(arm: Arm) -> dict[str, Any]:
    """What an arm's levers are set to, by key."""
    return _levers(arm.base) | dict(arm.changes)


def base_levers(arm: Arm) -> dict[str, Any]:
    """What they are in its preset."""
    return _levers(arm.base)


def _levers(base: str) -> dict[str, Any]:
    scenario = base_scenario(base)
    return {key: value for part in LEVERS for key, value in getattr(scenario, part).model_dump().items()}


def set_lever(state: State, key: str, value: Any) -> State:
    """A lever of the arm that is set; at its preset's value it counts as unchanged."""
    arm = state.arms[state.edited]
    return state.with_arm(state.edited, replace(arm, changes=_changed(arm.changes, base_levers(arm), key, value)))


def back(state: State, key: str) -> State:
    """A lever of the arm that is set as in its preset again."""
    arm = state.arms[state.edited]
    return state.with_arm(state.edited, replace(arm, changes={k: v for k, v in arm.changes.items() if k != key}))


def set_parameter(state: State, key: str, value: Any) -> State:
    """An assumption of all arms; at its default it counts as unchanged."""
    return state.with_(parameters=_changed(state.parameters, defaults(), key, value))


def back_parameter(state: State, key: str) -> State:
    """An assumption as it is declared again."""
    return state.with_(parameters={k: v for k, v in state.parameters.items() if k != key})


def defaults() -> dict[str, Any]:
    """The declared assumptions, by key."""
    return {d.key: d.default for d in declarations(Parameters)}


def _changed(changes: Mapping[str, Any], usual: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    if key not in setting_keys():
        raise KeyError(key)
    kept = {k: v for k, v in changes.items() if k != key}
    same = value == usual[key] and isinstance(value, bool) == isinstance(usual[key], bool)
    return kept if same else kept | {key: value}


def with_preset(state: State, base: str) -> State:
    """The arm that is set as a preset or a blend is, without changes."""
    return state.with_arm(state.edited, Arm(base))


def blended(state: State, share: float) -> State:
    """The arm that is set on the way from hierarchy (0) to network (1)."""
    base = HIERARCHY if share <= 0 else NETWORK if share >= 1 else f"{HIERARCHY}~{NETWORK}@{round(share, 2):g}"
    return with_preset(state, base)


def share_of(base: str) -> float | None:
    """Where a preset stands on that way; None if it does not."""
    if base in (HIERARCHY, NETWORK):
        return float(base == NETWORK)
    ends, _, share = base.partition("@")
    return float(share) if ends == f"{HIERARCHY}~{NETWORK}" else None


def to_preset(state: State) -> State:
    """The arm that is set as its preset."""
    return with_preset(state, state.arms[state.edited].base)


def to_baseline(state: State) -> State:
    """The arm that is set as the baseline."""
    return state.with_arm(state.edited, state.arms[0])


def added(state: State, what: str) -> State:
    """One more arm, which is set from now on: a preset, or a copy of the one that is set."""
    if len(state.arms) >= MOST_ARMS:
        return state
    new = state.arms[state.edited] if what == COPY else Arm(what)
    return state.with_(arms=(*state.arms, new), edited=len(state.arms))


def removed(state: State, number: int) -> State:
    """Without an arm; two always stay. The one that was set stays so, if it is there."""
    if len(state.arms) <= FEWEST_ARMS or not 0 <= number < len(state.arms):
        return state
    arms = tuple(arm for i, arm in enumerate(state.arms) if i != number)
    edited = state.edited - (state.edited > number)
    return state.with_(arms=arms, edited=min(edited, len(arms) - 1))


def as_baseline(state: State, number: int) -> State:
    """An arm and the baseline change places; what is set goes along."""
    arms = list(state.arms)
    arms[0], arms[number] = arms[number], arms[0]
    edited = {0: number, number: 0}.get(state.edited, state.edited)
    return state.with_(arms=tuple(arms), edited=edited)
