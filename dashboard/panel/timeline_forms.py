"""What can be placed in time, as forms are made of it: rules and resources by card, shocks by their declarations."""

import datetime as dt
from typing import Any

from dashboard.panel.timeline_words import SURGES, text
from dashboard.words import choice as plain
from scenarios.city import City
from scenarios.dates import date_of, working_day
from scenarios.declare import Declaration, declarations
from scenarios.resources import Resources
from scenarios.rules import RULES, Rules
from scenarios.timeline import FIXED, SHOCKS, Entry, Surge
from scenarios.words import ACTORS, actor_in, shock_in, unit_in

MONTHS = (1, 2, 3, 6, 12, 24, 60)  # between two ticks
MOST_TICKS = 6
ENDING = {"surge": "must", "leader_leaves": "never"}  # whether a shock ends; the others may
SHOWN = 4  # changes of an entry that are told; the others are counted


def field(one: Declaration, lang: str, now: Any = None) -> dict[str, Any]:
    """A control for a declaration: its key, name, unit, kind, choices, range, and what holds now."""
    zh = lang == "zh"
    kind = "choice" if one.choices else "bool" if one.kind is bool else "number" if one.kind in (int, float) else "text"
    title, unit = one.title_zh if zh else one.title_en, unit_in(one.unit, lang)
    unit = "" if unit == title else unit
    return {
        "key": one.key, "title": title, "unit": unit, "kind": kind,
        "choices": [{"value": choice, "title": word(choice, lang)} for choice in one.choices],
        "low": one.low, "high": one.high, "step": 1 if one.integer else "any",
        "now": now, "told": "" if now is None else value_in(now, lang),
    }  # fmt: skip


def word(choice: str, lang: str) -> str:
    """A choice of a declaration in a language: a value of a rule, a category of needs, or a kind of actor."""
    if choice in SURGES:
        return SURGES[choice][lang == "zh"]
    if choice in ACTORS and choice != "street":
        return actor_in(choice, lang).replace("_", " ")
    return plain(choice, lang)


def value_in(value: Any, lang: str) -> str:
    """A value of a setting for readers."""
    if isinstance(value, bool):
        return text("yes" if value else "no", lang)
    return f"{value:,g}" if isinstance(value, int | float) else word(str(value), lang)


def levers(now: dict[str, Any], lang: str) -> list[dict[str, Any]]:
    """All rules, card by card, then all resources that may change in time; `now` is what holds, by key."""
    rules = {one.key: one for one in declarations(Rules)}
    groups = [
        {"title": f"{card.id} {card.zh if lang == 'zh' else card.en}", "part": "rules",
         "fields": [field(rules[key], lang, now.get(key)) for key in card.keys]}
        for card in RULES
    ]  # fmt: skip
    free = [one for one in declarations(Resources) if one.key not in FIXED]
    return [
        *groups,
        {"title": text("resources", lang), "part": "resources",
         "fields": [field(one, lang, now.get(one.key)) for one in free]},
    ]  # fmt: skip


def shocks(city: City, lang: str) -> list[dict[str, Any]]:
    """All shocks with their fields; a street or a community is one of the city's, or all."""
    everywhere = {"value": "", "title": text("everywhere", lang)}
    places = {"street": city.streets, "community": tuple(one.community for one in city.communities)}
    found = []
    for name, kind in SHOCKS.items():
        fields = [field(one, lang) for one in declarations(kind)]
        for one in fields:
            if one["key"] in places:
                named = [{"value": place, "title": place} for place in places[one["key"]]]
                one |= {"kind": "choice", "choices": [everywhere, *named], "now": ""}
        found.append({"key": name, "title": shock_in(name, lang), "fields": fields, "ending": ENDING.get(name, "may")})
    return found


def ticks(days: int) -> list[dict[str, Any]]:
    """Firsts of months for an axis of so many working days, at most `MOST_TICKS` of them: `day` and `label`."""
    first, last = date_of(0), date_of(days)
    every = (last - first).days / 30.4
    step = next((months for months in MONTHS if every / months <= MOST_TICKS), MONTHS[-1])
    found = []
    month = 0
    while (date := dt.date(first.year + month // 12, month % 12 + 1, 1)) <= last:
        day = max(0, working_day(max(date, first)))
        if day < days:
            found.append({"day": day, "label": f"{date:%Y-%m}"})
        month += step
    return found


def details(entry: Entry, lang: str) -> list[str]:
    """What an entry does, a line a setting: the rules and resources it sets, or what its shock is like."""
    kinds = {one.key: one for kind in (Rules, Resources) for one in declarations(kind)}
    if entry.shock:
        shock = getattr(entry, entry.shock)
        lines = []
        for one in declarations(type(shock)):
            value = getattr(shock, one.key)
            if value is not None:
                factor = isinstance(shock, Surge) and one.key == "factor"
                lines.append(f"{named(one, lang)}{text('colon', lang)}{'×' if factor else ''}{value_in(value, lang)}")
        return lines
    lines = [
        f"{named(kinds[key], lang)}{text('colon', lang)}{value_in(value, lang)}"
        for key, value in [*entry.rules.items(), *entry.resources.items()]
    ]
    more = len(lines) - SHOWN
    return lines if more <= 1 else [*lines[:SHOWN], text("more", lang, n=more)]


def named(one: Declaration, lang: str) -> str:
    """The name of a setting in a language."""
    return one.title_zh if lang == "zh" else one.title_en
