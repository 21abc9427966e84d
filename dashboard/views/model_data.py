"""What the view “Model” says in tables, from the declarations themselves; how to cite, and to make numbers again."""

import shlex
from collections import Counter
from typing import Any

from dashboard.address import query
from dashboard.chart import numbers
from dashboard.state import LETTERS, State, base_scenario
from dashboard.views.model_document import file_of
from dashboard.views.model_words import text
from model.outcomes import OUTCOMES, PRIMARY
from scenarios.declare import Declaration, declarations
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import RULES
from scenarios.scenario import Scenario
from scenarios.words import SECTIONS, choice_in, unit_in

TAGS = ("measured", "literature", "assumed")
TITLE = "“三社”的边界属性如何厘清?——杭州市上城区的探索与实践"
ARTICLE = (f"《中国社区报》, 17 March 2017: {TITLE}", f"《中国社区报》，2017年3月17日：{TITLE}")
PARAMETERS_HEAD = ("name", "key", "value", "usual", "unit", "range", "prior", "tag", "source", "group")
RULES_HEAD = ("name", "key", "attribute", "level", "explanation", "benefit", "price", "passage")
OUTCOMES_HEAD = ("name", "key", "unit", "better", "kind", "definition")


def settable() -> tuple[Declaration, ...]:
    """All parameters and resources."""
    return (*declarations(Parameters), *declarations(Resources))


def tags() -> dict[str, int]:
    """How many of them come from where."""
    found = Counter(one.tag for one in settable())
    return {tag: found[tag] for tag in TAGS}


def parameters_table(scenarios: tuple[Scenario, ...], lang: str) -> dict[str, Any]:
    """Every parameter and resource with its value in these regimes and where it comes from."""
    rows = [
        [one.title_zh if lang == "zh" else one.title_en, one.key, _now(one, scenarios, lang), _value(one.default, lang),
         unit_in(one.unit, lang), _range(one, lang), _pair(one.prior), text(one.tag, lang), one.source or "–",
         SECTIONS[one.group][lang == "zh"] if one.group in SECTIONS else one.group]
        for one in settable()
    ]  # fmt: skip
    return numbers(text("parameters", lang, n=len(rows)), [text(key, lang) for key in PARAMETERS_HEAD], rows)


def rules_table(lang: str) -> dict[str, Any]:
    """Every rule: what it sets, gains and costs, and its passage of the article."""
    rows = []
    for card in RULES:
        name, explanation, benefit, price = card.told(lang)
        rows.append([f"{card.id} {name}", ", ".join(card.keys), text(card.attribute, lang), text(card.level, lang),
                     explanation, benefit, price, card.passage])  # fmt: skip
    return numbers(text("rules", lang, n=len(rows)), [text(key, lang) for key in RULES_HEAD], rows)


def outcomes_table(lang: str) -> dict[str, Any]:
    """Every outcome and its definition."""
    rows = [
        [(one.zh if lang == "zh" else one.en) + (" (P)" if one.key in PRIMARY else ""), one.key,
         unit_in(one.unit, lang), text(one.better, lang), text(one.kind, lang),
         one.definition_zh if lang == "zh" else one.definition_en]
        for one in OUTCOMES
    ]  # fmt: skip
    return numbers(text("all_outcomes", lang, n=len(rows)), [text(key, lang) for key in OUTCOMES_HEAD], rows)


def citation() -> tuple[str, str]:
    """The software as a reference in a line, and as BibTeX, by CITATION.cff."""
    from ruamel.yaml import YAML

    said = YAML(typ="safe").load(file_of("CITATION.cff").read_text(encoding="utf-8"))
    authors = ", ".join(_author(author) for author in said["authors"])
    line = f"{authors}. {said['title']}. Version {said['version']}. {said['license']}."
    bibtex = (
        "@software{sanshe,\n"
        f"  author = {{{{{authors}}}}},\n  title = {{{{{said['title']}}}}},\n"
        f"  version = {{{said['version']}}},\n  license = {{{said['license']}}}\n}}"
    )
    return line, bibtex


def regimes(state: State) -> list[dict[str, str]]:
    """Each regime: what it is called, the preset or file that holds it, its hash, and where the file is to be had."""
    rows = []
    for i, (label, scenario) in enumerate(zip(state.labels(), state.scenarios(), strict=True)):
        ready = is_ready(scenario)
        letter = LETTERS[i].lower()
        rows.append({
            "label": label, "hash": scenario.hash, "what": scenario.name if ready else f"{letter}.yaml",
            "ready": text("preset", state.lang, name=scenario.name) if ready else "",
            "link": "" if ready else f"/take/{letter}.yaml?{query(state)}",
        })  # fmt: skip
    return rows


def is_ready(scenario: Scenario) -> bool:
    """Whether a command finds the same scenario by its name."""
    from scenarios.library import presets

    return scenario.name in presets() and base_scenario(scenario.name).hash == scenario.hash


def command(state: State, seeds: int) -> str:
    """The command that makes the numbers of the page again."""
    arms = [row["what"] for row in regimes(state)]
    return shlex.join(["sanshe", "compare", *arms, "--years", f"{state.years:g}", "--seeds", str(seeds)])


def _author(author: dict[str, str]) -> str:
    """A person or an entity of CITATION.cff."""
    return author.get("name") or " ".join(filter(None, (author.get("given-names"), author.get("family-names"))))


def _now(one: Declaration, scenarios: tuple[Scenario, ...], lang: str) -> str:
    """The value in force; by regime where regimes differ; a star where it is not the default."""
    values = [getattr(s.parameters if hasattr(s.parameters, one.key) else s.resources, one.key) for s in scenarios]
    star = "" if all(value == one.default for value in values) else " *"
    if all(value == values[0] for value in values):
        return _value(values[0], lang) + star
    return " · ".join(f"{LETTERS[i]} {_value(value, lang)}" for i, value in enumerate(values)) + star


def _value(value: object, lang: str) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return choice_in(value, lang)
    return f"{value:,.6g}"


def _range(one: Declaration, lang: str) -> str:
    if one.choices:
        return " / ".join(choice_in(choice, lang) for choice in one.choices)
    return _pair(None if one.low is None or one.high is None else (one.low, one.high))


def _pair(pair: tuple[float, float] | None) -> str:
    return "–" if pair is None else f"{pair[0]:,.6g} … {pair[1]:,.6g}"
