"""A scenario: all that a run is told."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable
from typing import Any

from pydantic import SerializeAsAny

from scenarios.city import City, cities, city_of, load_city
from scenarios.declare import Declared
from scenarios.errors import InputError, nearest
from scenarios.extensions import ExtensionLike, rules_with
from scenarios.modules import absolute
from scenarios.parameters import Parameters
from scenarios.reading import TEXT, check, is_text, short
from scenarios.resources import Resources
from scenarios.rules import RULES, RuleCard, Rules
from scenarios.showing import scenario_html, scenario_text
from scenarios.timeline import CHANGES, Entry, changes_on, timeline_from

SECTIONS: dict[str, type[Declared]] = {"rules": Rules, "parameters": Parameters, "resources": Resources}
NAMES = ("name", "title_zh", "title_en")


def sections(extensions: tuple[str, ...] = ()) -> dict[str, type[Declared]]:
    """The tables of a scenario with these extensions."""
    return SECTIONS | {"rules": rules_with(extensions)}


def homes(tables: dict[str, type[Declared]]) -> dict[str, str]:
    """The section in which each key stands."""
    return {key: part for part, kind in tables.items() for key in kind.model_fields}


def references(given: Iterable[object]) -> tuple[str, ...]:
    """References of extensions, absolute, each once, in their order."""
    return tuple(dict.fromkeys(absolute(reference) for reference in given))


class Scenario(Declared):
    """All that a run is told: a city under rules, with parameters and resources.

    A scenario is frozen: `replace` gives a changed one, `sanshe.load` the first one.

    Attributes:
        name: A short name, by which tables and figures call it.
        title_zh: Its title in Chinese.
        title_en: Its title in English.
        city: The district, a `scenarios.city.City`.
        rules: What the district decides (边界规则), by key, as `scenarios.rules.Rules` declares it.
        parameters: What is not known about any district, as `scenarios.parameters.Parameters` declares it.
        resources: Posts, hours and money, the same under any rules, as `scenarios.resources.Resources` declares it.
        extensions: Absolute references of rules and agents from outside the tree, `file.py:attribute`.
        timeline: Reforms and shocks to come (`scenarios.timeline.Entry`); rules and resources are those before its
            first.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> small = sanshe.load("network").replace(city=town, communities_per_station=2, name="smaller")
        >>> small
        <Scenario smaller (own_district, 12,000 residents, communities 2, streets 1; off their defaults: rules 30)>
        >>> small.rules.communities_per_station, small.city.residents
        (2, 12000)
    """

    name: str
    title_zh: str
    title_en: str
    city: City
    rules: SerializeAsAny[Rules] = Rules()
    parameters: Parameters = Parameters()
    resources: Resources = Resources()
    extensions: tuple[str, ...] = ()
    timeline: tuple[Entry, ...] = ()

    def __repr__(self) -> str:
        return f"<Scenario {scenario_text(self)}>"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        """What a notebook shows: the settings that are not at their defaults."""
        return scenario_html(self)

    def replace(self, **changes: Any) -> Scenario:
        """The same scenario with some settings changed, each found by its key.

        Args:
            **changes: Any key of rules, parameters or resources with its new value; `city`, a name of the library, a
                CSV or YAML file, or a list of communities as a YAML lists them, each a mapping with `community`,
                `street` and `residents` at least (`scenarios.city.Community` has all); `timeline`, a list of entries as
                a YAML says them; `extensions`, a list of references; `name`, `title_zh` and `title_en`.

        Returns:
            A new scenario; this one stays as it is.

        Raises:
            InputError: For an unknown key, a value that is not allowed, a city or a timeline that cannot be.

        Examples:
            >>> import sanshe
            >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
            >>> reform = {"date": "2016-03-01", "rules": {"communities_per_station": 2}}
            >>> later = sanshe.load("hierarchy").replace(city=town, task_error=0.1, timeline=[reform])
            >>> later.parameters.task_error, later.rules.communities_per_station
            (0.1, 1)
            >>> later.in_force(60).rules.communities_per_station
            2
        """
        new: dict[str, Any] = {key: changes.pop(key) for key in NAMES if key in changes}
        for key, value in new.items():
            if not is_text(value):
                raise InputError(key, short(value), TEXT)
        if "city" in changes:
            new["city"] = city_of(changes.pop("city"))
        if "extensions" in changes:
            new["extensions"] = references(changes.pop("extensions"))
        entries = changes.pop("timeline", self.timeline)
        tables = sections(new.get("extensions", self.extensions))
        home = homes(tables)
        for key in changes:
            if key not in home:
                raise InputError(key, "an unknown key", nearest(key, [*home, "city", "extensions", "timeline", *NAMES]))
        for part, kind in tables.items():
            mine = {key: value for key, value in changes.items() if home[key] == part}
            before = getattr(self, part)
            if mine or kind is not type(before):
                kept = {key: value for key, value in before.model_dump().items() if key in kind.model_fields}
                new[part] = check(kind, kept | mine)
        if entries or self.timeline:
            start = {part: new.get(part, getattr(self, part)) for part in CHANGES}
            new["timeline"] = timeline_from(entries, start, new.get("city", self.city))
        return self.model_copy(update=new)

    def in_force(self, day: int) -> Scenario:
        """The scenario with the rules and resources that the timeline has in force.

        Args:
            day: A working day, from 0.

        Returns:
            This scenario itself where nothing has changed by then.
        """
        changed = {part: values for part, values in changes_on(self.timeline, day).items() if values}
        new = {
            part: check(type(getattr(self, part)), getattr(self, part).model_dump() | values)
            for part, values in changed.items()
        }
        return self.model_copy(update=new) if new else self

    @property
    def hash(self) -> str:
        """sha256 of the content; names, titles and where files lie do not count."""
        data: dict[str, Any] = {part: getattr(self, part).model_dump(mode="json") for part in SECTIONS}
        data["city"] = [community.model_dump(mode="json") for community in self.city.communities]
        data["extensions"] = list(self.rules.sources)
        if self.timeline:
            data["timeline"] = [entry.written() for entry in self.timeline]
        return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    @property
    def hooks(self) -> tuple[ExtensionLike, ...]:
        """The extensions themselves, as loaded, whose `agents` and `standing_orders` the model calls."""
        return self.rules.hooks

    @property
    def cards(self) -> tuple[RuleCard, ...]:
        """What each rule of this scenario is, says and costs, those of extensions last."""
        return (*RULES, *(card for extension in self.hooks for card in extension.cards))

    def to_yaml(self) -> str:
        r"""The whole scenario as YAML that `sanshe.load` reads back; a city that is not in the library is written out.

        Examples:
            >>> import sanshe
            >>> text = sanshe.load("network").to_yaml()
            >>> print(*text.splitlines()[:6], sep="\n")
            schema: 1
            name: network
            title:
              zh: 横向网络
              en: Networked governance
            city: shangcheng_2016
        """
        from ruamel.yaml import YAML

        library = self.city.key in cities() and load_city(self.city.key) == self.city
        inline = {
            "title": {"zh": self.city.title_zh, "en": self.city.title_en},
            **({"source": self.city.source} if self.city.source else {}),
            "communities": [community.model_dump(exclude_none=True) for community in self.city.communities],
        }
        data = {
            "schema": 1,
            "name": self.name,
            "title": {"zh": self.title_zh, "en": self.title_en},
            "city": self.city.key if library else inline,
            **{part: getattr(self, part).model_dump() for part in SECTIONS},
            "extensions": list(self.extensions),
            **({"timeline": [entry.written() for entry in self.timeline]} if self.timeline else {}),
        }
        yaml = YAML()
        yaml.width = 100_000
        out = io.StringIO()
        yaml.dump(data, out)
        return out.getvalue()
