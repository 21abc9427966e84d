"""Factors of a design: what may be varied, by which levels, and the scenario that comes of it.

A factor is a rule, a parameter or a resource by its key; `city`, with cities by name or file; `base`, with scenarios by
name or file; an entry of the base's timeline, as `timeline.1.date` or `timeline.2.surge.factor` (entries count from 1,
in the order of their days); or, under a name of its own, several of these that move together: each level is a mapping,
which may have a `name`. A factor has a list of levels, or a range `{low: , high: }`; an empty one is the range that the
setting's declaration says to draw from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from scenarios.city import City, load_city
from scenarios.declare import Declaration, declarations
from scenarios.errors import InputError, nearest
from scenarios.library import load
from scenarios.reading import is_text, plain, short
from scenarios.scenario import Scenario, sections

RANGE = ("low", "high")
DATES = ("date", "day"), ("until", "for")  # keys of a timeline's entry of which one takes the place of the other
LABEL = "name"
PLACES = ("base", "city")  # factors whose levels may be files
RESERVED = (  # columns of results
    "point", "seed", "scenario", "days", "outcome", "unit", "better", "value", "levels", "error", "traceback", "file",
)  # fmt: skip

type Point = dict[str, Any]


@dataclass(frozen=True)
class Factor:
    """A factor and its levels; or, without any, its range from `low` to `high`, of whole numbers or not."""

    name: str
    levels: tuple[Any, ...] = ()
    low: float = 0.0
    high: float = 1.0
    integer: bool = False

    @property
    def ends(self) -> tuple[float, float]:
        """The ends of its range."""
        return (int(self.low), int(self.high)) if self.integer else (self.low, self.high)

    def at(self, u: float) -> Any:
        """The value at a place from 0 to 1: levels, and whole numbers, share it evenly."""
        if self.levels:
            return self.levels[min(int(u * len(self.levels)), len(self.levels) - 1)]
        if self.integer:
            return min(int(self.high), int(self.low) + int(u * (self.high - self.low + 1)))
        return min(self.high, self.low + u * (self.high - self.low))

    @property
    def settings(self) -> frozenset[str]:
        """The settings it changes."""
        together = [level for level in self.levels if isinstance(level, Mapping)]
        return frozenset(key for level in together for key in level if key != LABEL) or frozenset({self.name})

    def written(self) -> Any:
        """The factor as it is kept beside its runs."""
        if not self.levels:
            return dict(zip(RANGE, self.ends, strict=True))
        return [shown(level, self) for level in self.levels]


def shown(level: Any, factor: Factor) -> Any:
    """A level as a table shows it."""
    if isinstance(level, City):
        return level.key
    if isinstance(level, Scenario):
        return level.name
    if factor.name in PLACES and isinstance(level, str):  # a file by its name, unless two are called the same
        stems = [Path(other).stem for other in factor.levels if isinstance(other, str)]
        return Path(level).stem if stems.count(Path(level).stem) == 1 else level
    if isinstance(level, Mapping):
        return level.get(LABEL, f"level {factor.levels.index(level) + 1}")
    return plain(level)


class Levels:
    """Makes scenarios of a base and points; knows which factors there can be."""

    def __init__(self, base: Scenario) -> None:
        self.base = base
        self.declared: dict[str, Declaration] = {
            d.key: d for kind in sections(base.extensions).values() for d in declarations(kind)
        }
        self._cities: dict[str, City] = {}
        self._bases: dict[str, Scenario] = {}

    def known(self, name: str) -> bool:
        """Whether a name stands for a setting, a city, a base or an entry of a timeline."""
        return name in self.declared or name in PLACES or name.startswith("timeline.")

    def scenario(self, point: Point) -> Scenario:
        """The scenario at a point."""
        told: dict[str, Any] = {}
        for name, level in point.items():
            if self.known(name):
                told[name] = level
                continue
            for key, value in level.items():
                if key == LABEL:
                    continue
                if not self.known(key):
                    raise InputError(str(key), "an unknown key", nearest(str(key), [*self.declared, *PLACES]))
                told[key] = value
        base = self._base_of(told.pop("base")) if "base" in told else self.base
        changes = {key: value for key, value in told.items() if not key.startswith("timeline.")}
        if "city" in changes:
            changes["city"] = self._city_of(changes["city"])
        of_time = {key: value for key, value in told.items() if key.startswith("timeline.")}
        if of_time:
            changes["timeline"] = _entries(base, of_time)
        return base.replace(**changes) if changes else base

    def _base_of(self, level: Any) -> Scenario:
        if isinstance(level, Scenario):
            return level
        if str(level) not in self._bases:
            self._bases[str(level)] = base_from(level)
        return self._bases[str(level)]

    def _city_of(self, level: Any) -> City:
        if isinstance(level, City):
            return level
        if not is_text(level):
            raise InputError("city", short(level), "the name or file of a city")
        if level not in self._cities:
            self._cities[level] = load_city(level)
        return self._cities[level]


def base_from(name: object) -> Scenario:
    """A base by its name or file."""
    if not isinstance(name, Path) and not is_text(name):
        raise InputError("base", short(name), "the name or file of a scenario")
    try:
        return load(str(name))
    except InputError as e:
        if e.file is not None:
            raise
        raise InputError("base", e.found, e.allowed) from e


def _entries(base: Scenario, changes: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The timeline of a base, as a YAML says it, with some values changed."""
    for one, other in combinations(changes, 2):
        if _same_place(one.split("."), other.split(".")):
            raise InputError(other, f"it beside {one}", "one of the two: they set the same")
    entries = [entry.written() for entry in base.timeline]
    for path, value in changes.items():
        _, number, *keys = path.split(".")
        if not number.isdecimal() or not 1 <= int(number) <= len(entries) or not keys:
            allowed = (
                f"timeline.NUMBER.KEY, the number from 1 to {len(entries)}" if entries else "a base with a timeline"
            )
            raise InputError(path, "no entry of this number" if keys else "no key of an entry", allowed)
        place: Any = entries[int(number) - 1]
        for key in keys[:-1]:
            place = place.get(key)
            if not isinstance(place, dict):
                raise InputError(path, f"no {key} in this entry", nearest(key, entries[int(number) - 1]))
        for pair in DATES:
            if len(keys) == 1 and keys[0] in pair:
                for other in pair:
                    place.pop(other, None)
        place[keys[-1]] = plain(value)
    return entries


def _same_place(one: list[str], other: list[str]) -> bool:
    """Whether two paths into a timeline set the same, or one a part of what the other sets."""
    length = min(len(one), len(other))
    dates = len(one) == len(other) == 3 and one[1] == other[1] and any({one[2], other[2]} <= {*pair} for pair in DATES)
    return one[:length] == other[:length] or dates


def factor_from(name: str, given: Any, levels: Levels) -> Factor:
    """A factor from what a user says of it; `InputError` names it."""
    if not is_text(name):
        raise InputError("factors", short(name), "names of letters that can be printed")
    if name.casefold() in RESERVED:
        raise InputError(name, "a column of the results", "another name for settings that move together")
    if isinstance(given, list | tuple):
        return _of_levels(name, list(given), levels)
    if given is not None and not isinstance(given, Mapping):
        raise InputError(name, short(given), "a list of levels, or a range with low and high")
    if not levels.known(name):
        raise InputError(name, "an unknown key", nearest(name, [*levels.declared, *PLACES]))
    d = levels.declared.get(name)
    told = {key: plain(value) for key, value in (given or {}).items()}
    for key in told:
        if key not in RANGE:
            raise InputError(name, short(key), "a list of levels, or a range with low and high")
    if d is not None and d.choices and not told:
        return Factor(name, d.choices)
    if d is not None and d.kind is bool and not told:
        return Factor(name, (False, True))
    ends = (d.prior or (d.low, d.high)) if d is not None else (None, None)
    low: Any = told.get("low", ends[0])
    high: Any = told.get("high", ends[1])
    if (
        isinstance(low, bool)
        or isinstance(high, bool)
        or not isinstance(low, int | float)
        or not isinstance(high, int | float)
    ):
        raise InputError(name, "no numbers as ends of its range", "a list of levels, or a range with low and high")
    if not low < high:
        raise InputError(name, f"a range from {low:g} to {high:g}", "a low end below the high one")
    integer = (d is not None and d.integer) or (d is None and isinstance(low, int) and isinstance(high, int))
    return Factor(name, (), low, high, integer)


def _of_levels(name: str, given: list[Any], levels: Levels) -> Factor:
    if not given:
        raise InputError(name, "an empty list", "at least one level")
    if any(level in given[:number] for number, level in enumerate(given)):
        raise InputError(name, "a level twice", "each level once")
    if not levels.known(name):
        if not all(isinstance(level, Mapping) and set(level) - {LABEL} for level in given):
            known = nearest(name, [*levels.declared, *PLACES])
            raise InputError(
                name, "an unknown key", f"{known}, or, for settings that move together, levels that are mappings"
            )
        labels = [level.get(LABEL, f"level {number}") for number, level in enumerate(given, 1)]
        if len(set(map(str, labels))) < len(labels) or not all(is_text(label) for label in labels):
            raise InputError(name, "a name twice or none", "levels with names that differ")
    return Factor(name, tuple(given))
