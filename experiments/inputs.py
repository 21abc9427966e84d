"""What is uncertain about a scenario, as points of a cube: one side from 0 to 1 for each setting that is moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from experiments.priors import drawn_parameters
from scenarios.declare import Declaration, declarations
from scenarios.errors import InputError, nearest
from scenarios.reading import short
from scenarios.scenario import sections
from scenarios.words import SECTIONS

if TYPE_CHECKING:
    from scenarios.scenario import Scenario


@dataclass(frozen=True)
class Input:
    """A setting that is moved: its names, its group, and its range, or its choices where it has no numbers between."""

    key: str
    zh: str
    en: str
    unit: str
    group: str
    low: float
    high: float
    whole: bool = False
    choices: tuple[Any, ...] = ()

    def at(self, u: float) -> Any:
        """The value at `u` from 0 to 1: linear for numbers; whole numbers and choices each have an equal part of it.

        Both ends are reached, so that a trajectory's levels (0, 1/3, 2/3, 1) span the range of whole numbers too.
        """
        if self.choices:
            return self.choices[min(int(u * len(self.choices)), len(self.choices) - 1)]
        if self.whole:
            return min(int(self.high), int(self.low) + int(u * (self.high - self.low + 1)))
        return min(self.high, self.low + u * (self.high - self.low))


def input_of(d: Declaration) -> Input | None:
    """What moves a declared setting; None for one without a range and without a choice.

    The range is the narrower one to draw from (`prior`), where there is one.
    """
    about = (d.key, d.title_zh, d.title_en, d.unit, d.group)
    choices: tuple[Any, ...] = (False, True) if d.kind is bool else d.choices
    if choices:
        return Input(*about, 0.0, 1.0, choices=choices)
    low, high = d.prior or (d.low, d.high)
    if d.kind not in (int, float) or low is None or high is None or not low < high:
        return None
    return Input(*about, low, high, whole=d.integer)


def inputs_of(scenario: "Scenario", keys: Sequence[str] = (), groups: Sequence[str] = ()) -> tuple[Input, ...]:
    """The settings to move: all uncertain parameters, or those of some groups and those named.

    By name any setting may be moved that has a range or a choice, a rule or a resource too. Raises `InputError` for a
    name that is not known or cannot be moved.
    """
    parameters = drawn_parameters()
    known_groups = tuple(dict.fromkeys(d.group for d in parameters))
    for group in groups:
        if group not in known_groups:
            raise InputError("--group", short(group), nearest(group, known_groups))
    every = {d.key: d for kind in sections(scenario.extensions).values() for d in declarations(kind)}
    found: dict[str, Input] = {}
    for key in keys:
        if key not in every:
            raise InputError("--parameter", short(key), nearest(key, every))
        one = input_of(every[key])
        if one is None:
            raise InputError("--parameter", f"{key}, which has one value only", "a setting with a range or a choice")
        found[key] = one
    if keys and not groups:
        return tuple(found.values())
    mine = (input_of(d) for d in parameters if not groups or d.group in groups)
    return tuple(({one.key: one for one in mine if one is not None} | found).values())


def group_name(group: str, lang: str) -> str:
    """What a group of parameters is called; a rule's number stays as it is."""
    return SECTIONS[group][lang == "zh"] if group in SECTIONS else group


def settings_at(inputs: Sequence[Input], point: Sequence[float]) -> dict[str, Any]:
    """The settings of one point of the cube, by key."""
    return {one.key: one.at(float(u)) for one, u in zip(inputs, point, strict=True)}
