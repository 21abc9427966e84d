"""What a visitor has set: regimes, district, assumptions, what is looked at. The whole of it goes into an address.

An arm is a preset (or a blend of two, `hierarchy~network@0.4`) with what was changed in it, so that the page can show
what was changed and an address stays readable: `?a=hierarchy&b=network;purchase_share=0.3&years=1&seeds=10`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

from scenarios.city import City, load_city
from scenarios.declare import declarations
from scenarios.errors import InputError, nearest
from scenarios.library import HOME, blend, load, presets
from scenarios.parameters import Parameters
from scenarios.reading import short
from scenarios.scenario import NAMES, SECTIONS, Scenario

type Lang = Literal["en", "zh"]
LETTERS = "ABCD"
FEWEST_ARMS, MOST_ARMS = 2, 4
YEARS, MOST_YEARS = 1.0, 20.0
SEEDS, MOST_SEEDS = 10, 200
VIEWS = ("compare", "structure", "where", "why", "model", "take")
PANELS = ("levers", "settings", "time")
CHANGED = "*"
LEVERS = ("rules", "resources")  # what differs between arms; parameters and the district are common to all


@dataclass(frozen=True)
class Arm:
    """One regime: a base and what was changed in it; `timeline` None is the base's own."""

    base: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    timeline: tuple[Mapping[str, Any], ...] | None = None
    name: str = ""

    @property
    def changed(self) -> bool:
        """Whether it is no longer its base."""
        return bool(self.changes) or self.timeline is not None or bool(self.name)


@dataclass(frozen=True)
class State:
    """All that a visitor has set. `edited` is the arm whose levers are shown; `need` the request that is followed."""

    arms: tuple[Arm, ...] = (Arm("hierarchy"), Arm("network"))
    city: City | str = HOME
    parameters: Mapping[str, Any] = field(default_factory=dict)
    years: float = YEARS
    seeds: int = SEEDS
    lang: Lang = "en"
    view: str = "compare"
    panel: str = "levers"
    edited: int = 1
    outcome: str = "satisfaction"
    need: int = -1
    run: str = ""
    why: str = ""

    def with_(self, **changes: Any) -> "State":
        """The same with some of it changed."""
        return replace(self, **changes)

    def with_arm(self, number: int, arm: Arm) -> "State":
        """The same with one arm changed."""
        return replace(self, arms=tuple(arm if i == number else old for i, old in enumerate(self.arms)))

    @property
    def district(self) -> City:
        """The city of all arms."""
        return self.city if isinstance(self.city, City) else library_city(self.city)

    def scenario(self, number: int) -> Scenario:
        """What an arm's runs are told. Raises `InputError`."""
        return scenario_of(self.arms[number], self.district, self.parameters)

    def scenarios(self) -> tuple[Scenario, ...]:
        """The scenarios of all arms."""
        return tuple(self.scenario(number) for number in range(len(self.arms)))

    def labels(self) -> tuple[str, ...]:
        """What arms are called on the page: a letter and a name; a star says that it is not as the base."""
        return tuple(f"{LETTERS[i]} {title(arm, self.lang)}" for i, arm in enumerate(self.arms))


@lru_cache(maxsize=4)
def library_city(key: str) -> City:
    """A city of the library; kept, since it is asked for at every change."""
    return load_city(key)


@lru_cache(maxsize=64)
def base_scenario(base: str) -> Scenario:
    """A preset by name, or the blend of two presets by `a~b@t`. Raises `InputError`."""
    first, tilde, rest = base.partition("~")
    if not tilde:
        return load(_preset(first))
    second, at, share = rest.partition("@")
    if not at:
        raise InputError("scenario", short(base), "a preset, or a blend such as hierarchy~network@0.4")
    try:
        t = float(share)
    except ValueError:
        t = -1.0
    b = load(_preset(second))
    mixed = blend(load(_preset(first)), b, t)
    return mixed.replace(title_zh=f"向{b.title_zh}靠拢{t:.0%}", title_en=f"{t:.0%} toward {b.title_en}")


def _preset(name: str) -> str:
    if name not in presets():  # an address names no file of this machine
        raise InputError("scenario", short(name), nearest(name, presets()))
    return name


def scenario_of(arm: Arm, city: City, parameters: Mapping[str, Any]) -> Scenario:
    """An arm as a scenario, in a city, with the parameters of all arms. Raises `InputError`."""
    base = base_scenario(arm.base)
    timeline = {} if arm.timeline is None else {"timeline": [dict(entry) for entry in arm.timeline]}
    names = {"name": arm.name, "title_zh": arm.name, "title_en": arm.name} if arm.name else _starred(base, arm)
    return base.replace(**names, city=city, **dict(parameters), **dict(arm.changes), **timeline)


def _starred(base: Scenario, arm: Arm) -> dict[str, str]:
    """The names of a base that was changed: with a star, so that it is never taken for the base."""
    return {key: getattr(base, key) + CHANGED for key in NAMES} if arm.changed else {}


def title(arm: Arm, lang: Lang) -> str:
    """The name of an arm without its letter."""
    base = base_scenario(arm.base)
    return arm.name or (base.title_zh if lang == "zh" else base.title_en) + (CHANGED if arm.changed else "")


def arm_from(scenario: Scenario) -> Arm:
    """A scenario as an arm: the preset that differs least from it, and what differs.

    City and parameters are left to `settings_from`. Raises `InputError` for extensions: they are code.
    """
    if scenario.extensions:
        raise InputError("extensions", ", ".join(scenario.extensions), "none: a page runs no code of a visitor")

    def differing(base: Scenario) -> dict[str, Any]:
        return {
            key: value
            for part in LEVERS
            for key, value in getattr(scenario, part).model_dump().items()
            if value != getattr(getattr(base, part), key)
        }

    bases = {name: base_scenario(name) for name in presets()}
    same_turns = {n: b.timeline == scenario.timeline for n, b in bases.items()}
    nearest_base = min(bases, key=lambda n: (len(differing(bases[n])) + (not same_turns[n]), n != scenario.name, n))
    base = bases[nearest_base]
    timeline = None if same_turns[nearest_base] else tuple(entry.written() for entry in scenario.timeline)
    changes = differing(base)
    own = scenario.name if (changes or timeline is not None or scenario.name != base.name) else ""
    return Arm(nearest_base, changes, timeline, own)


def settings_from(scenario: Scenario) -> dict[str, Any]:
    """What a scenario says of all arms: `city`, and the `parameters` that differ from the declared ones."""
    default = Parameters()
    parameters = {k: v for k, v in scenario.parameters.model_dump().items() if v != getattr(default, k)}
    library = scenario.city.key == HOME and scenario.city == library_city(HOME)
    return {"city": HOME if library else scenario.city, "parameters": parameters}


def setting_keys() -> dict[str, str]:
    """The section of every key that can be set."""
    return {d.key: part for part, kind in SECTIONS.items() for d in declarations(kind)}


def language(asked: str | None, accepted: str) -> Lang:
    """The language that was asked for, else the first that a browser accepts, if it is one of ours; else English."""
    if asked in ("en", "zh"):
        return "zh" if asked == "zh" else "en"
    return "zh" if accepted.split(",", maxsplit=1)[0].strip().lower().startswith("zh") else "en"
