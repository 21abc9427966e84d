"""What can be set, as a description that a template draws.

It is made from the declarations alone, so that a new rule, resource or parameter is there by itself. It holds no
values, and so goes to a page once a language.

A form is `{"groups": [{"key", "title", "about", "folded", "items": [item]}]}`; an item is a rule with its fields and
its card, or one resource or parameter; a field says how one key may be set.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from dashboard.panel.side_words import text
from dashboard.words import choice as word
from scenarios.declare import Declaration, declarations
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import RULES, RuleCard, Rules
from scenarios.words import SECTIONS, choice_in, unit_in

STEPS = 100  # of a slider, about
RESOURCES = "capacity"  # what the group of resources is called


@lru_cache(maxsize=2)
def lever_form(lang: str) -> dict[str, Any]:
    """Rules by the three attributes of a boundary, then resources: what may differ between regimes."""
    known = {d.key: d for d in declarations(Rules)}
    attributes = dict.fromkeys(card.attribute for card in RULES)
    groups = [
        _group(attribute, lang, [_rule(card, known, lang) for card in RULES if card.attribute == attribute])
        for attribute in attributes
    ]
    return {"groups": [*groups, _group(RESOURCES, lang, [_single(d, lang) for d in declarations(Resources)])]}


@lru_cache(maxsize=2)
def setting_form(lang: str) -> dict[str, Any]:
    """The parameters, which are common to all regimes, by their declared groups."""
    settings = declarations(Parameters)
    return {
        "groups": [
            {"key": group, "title": _section(group, lang), "about": "", "folded": True,
             "items": [_single(d, lang) for d in settings if d.group == group]}
            for group in dict.fromkeys(d.group for d in settings)
        ]
    }  # fmt: skip


def _section(group: str, lang: str) -> str:
    """What a group of parameters or resources is called; one without words keeps its key."""
    return SECTIONS[group][lang == "zh"] if group in SECTIONS else group


def _group(key: str, lang: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"key": key, "title": text(f"group.{key}", lang), "about": text(f"group.{key}.about", lang),
            "folded": key == RESOURCES, "items": items}  # fmt: skip


def _rule(card: RuleCard, known: dict[str, Declaration], lang: str) -> dict[str, Any]:
    """A rule: its fields, and what its card says."""
    name, about, benefit, price = card.told(lang)
    named = {d.key: d for kind in (Parameters, Resources, Rules) for d in declarations(kind)}
    return {
        "id": card.id, "name": name, "about": about, "level": text(f"level.{card.level}", lang),
        "fields": [_field(known[key], lang, card.poles[key]) for key in card.keys],
        "card": {
            "passage": card.passage, "benefit": benefit, "price": price,
            "parameters": [
                {"key": key, "name": _name(named[key], lang) if key in named else key} for key in card.parameters
            ],
        },
        "find": _find(
            card.id, card.zh, card.en, card.explanation_zh, card.explanation_en, card.passage,
            *(text(f"level.{card.level}", each) for each in ("en", "zh")),
            *(word for key in card.keys for word in _words(known[key])),
        ),
    }  # fmt: skip


def _single(d: Declaration, lang: str) -> dict[str, Any]:
    """A setting that stands for itself."""
    return {
        "id": d.key, "name": _name(d, lang), "about": "", "level": "", "fields": [_field(d, lang, None)], "card": None,
        "find": _find(*_words(d), *(_section(d.group, each) for each in ("en", "zh"))),
    }  # fmt: skip


def _field(d: Declaration, lang: str, poles: tuple[object, object] | None) -> dict[str, Any]:
    """How one key is set: a switch, one of several words, or a number in its bounds; `poles` (hierarchy, network)."""
    kind = "switch" if d.kind is bool else "choice" if d.choices else "number"
    field: dict[str, Any] = {
        "key": d.key, "name": _name(d, lang), "kind": kind, "unit": unit_in(d.unit, lang), "share": d.unit == "share",
        "poles": None if poles is None else list(poles), "allowed": allowed(d, lang),
        "tag": text(f"tag.{d.tag}", lang), "source": d.source,
    }  # fmt: skip
    if kind == "choice":
        field["choices"] = [{"value": choice, "text": word(choice, lang)} for choice in d.choices]
    if kind == "number":
        low, high = d.low or 0.0, d.high if d.high is not None else 0.0
        field |= {"low": low, "high": high, "whole": d.integer, "step": step(low, high, whole=d.integer),
                  "fixed": low == high}  # fmt: skip
    return field


def _name(d: Declaration, lang: str) -> str:
    return d.title_zh if lang == "zh" else d.title_en


def _words(d: Declaration) -> Sequence[str]:
    """What a setting is found by."""
    return (d.key, d.key.replace("_", " "), d.title_zh, d.title_en, *(choice_in(c, "zh") for c in d.choices), d.source)


def _find(*words: str) -> str:
    return " ".join(words).lower()


def allowed(d: Declaration, lang: str) -> str:
    """What a value may be, in a language."""
    if lang != "zh":
        return d.allowed
    if d.kind is bool or d.choices:
        return "、".join(word(choice, lang) for choice in (d.choices or (True, False)))
    if d.low is None or d.high is None:
        return "整数" if d.integer else "数"
    if d.low == d.high:
        return f"仅 {d.low:,.12g}"
    return f"{d.low:,.12g} 至 {d.high:,.12g} 的{'整数' if d.integer else '数'}"


def step(low: float, high: float, *, whole: bool) -> float:
    """The step of a slider: 1, 2 or 5 times a power of ten, about a hundred to the range."""
    if high <= low:
        return 1.0
    rough = (high - low) / STEPS
    power = 10.0 ** math.floor(math.log10(rough) + 1e-9)
    found = next(nice * power for nice in (5.0, 2.0, 1.0) if nice * power <= rough * (1 + 1e-9))
    return max(1.0, found) if whole else float(f"{found:.6g}")
