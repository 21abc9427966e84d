"""What can be listed and checked without running a model: `rules`, `outcomes`, `scenarios`, `check`, `template`."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sanshe.options import Lang, LangOption, load_scenario

if TYPE_CHECKING:
    pass

from enum import StrEnum


class Template(StrEnum):
    """Files that `sanshe template` can write."""

    CITY = "city"
    SCENARIO = "scenario"


def rules(
    lang: LangOption = Lang.EN,
    as_json: Annotated[bool, typer.Option("--json", help="one object a rule")] = False,
    scenario: Annotated[
        str | None, typer.Option("--scenario", help="a YAML file whose own rules are listed too")
    ] = None,
) -> None:
    """List the boundary rules, their poles, benefits and prices."""
    from scenarios.declare import declarations
    from scenarios.rules import RULES, Rules
    from scenarios.words import choice_in, unit_in

    cards, table = RULES, Rules
    if scenario is not None:
        loaded = load_scenario(scenario, None)
        cards, table = loaded.cards, type(loaded.rules)
    known = {d.key: d for d in declarations(table)}
    if as_json:
        told: list[dict[str, Any]] = []
        for card in cards:
            keys = {
                key: {
                    "poles": list(card.poles[key]), "unit": unit_in(known[key].unit, lang),
                    "range": list(known[key].choices) if known[key].choices else [known[key].low, known[key].high],
                }
                for key in card.keys
            }  # fmt: skip
            _, _, benefit, price = card.told(lang)
            told.append(
                {"id": card.id, "keys": keys, "zh": card.zh, "en": card.en, "attribute": card.attribute,
                 "level": card.level, "group": card.group, "passage": card.passage, "benefit": benefit, "price": price}
            )  # fmt: skip
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for card in cards:
        name, about, benefit, price = card.told(lang)
        typer.echo(f"{card.id}  {name}: {about}")
        for key in card.keys:
            low, high = (choice_in(pole, lang) for pole in card.poles[key])
            unit = f" ({unit_in(known[key].unit, lang)})" if known[key].unit else ""
            typer.echo(f"      {key}: {low} → {high}{unit}")
        typer.echo(f"      + {benefit}\n      - {price}")


_ARROWS = {"higher": "↑", "lower": "↓", "none": "·"}  # the better direction, as in tables and figures


def outcomes(lang: LangOption = Lang.EN) -> None:
    """List the outcomes by the keys that --outcome takes, with unit, better direction (↑ ↓) and definition."""
    from model.outcomes import OUTCOMES
    from scenarios.words import unit_in

    for outcome in OUTCOMES:
        zh = lang is Lang.ZH
        name, definition = (outcome.zh, outcome.definition_zh) if zh else (outcome.en, outcome.definition_en)
        typer.echo(
            f"{outcome.key}  {name} {_ARROWS[outcome.better]} ({unit_in(outcome.unit, lang)})\n      {definition}"
        )


def scenarios(lang: LangOption = Lang.EN) -> None:
    """List the scenarios that come with Sanshe."""
    from scenarios.library import load, presets

    for name in presets():
        scenario = load(name)
        typer.echo(f"{name}: {scenario.title_zh if lang is Lang.ZH else scenario.title_en}")


def check(file: Annotated[str, typer.Argument(help="a scenario's YAML, or a city's CSV or YAML")]) -> None:
    """Check a scenario or a city's data; says in one line what is wrong."""
    from scenarios.city import City
    from scenarios.library import load_any

    found = load_any(file)
    if isinstance(found, City):
        told = f"city, {len(found.communities)} communities, {found.residents} residents"
    else:
        told = f"scenario {found.name}, {found.hash[:12]}"
    typer.echo(f"{file}: {told}")


def template(kind: Annotated[Template, typer.Argument(help="city or scenario")]) -> None:
    """Print a template: a city's CSV, or a scenario's YAML with every setting."""
    from scenarios.templates import city_template, scenario_template

    typer.echo(city_template() if kind is Template.CITY else scenario_template(), nl=False)
