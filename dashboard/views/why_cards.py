"""The card of each rule as the page shows it; a pure function."""

from typing import TYPE_CHECKING, Any

from dashboard.panel.timeline_forms import value_in
from dashboard.views.why_words import text
from experiments.attribute import Attribution
from experiments.words import VERDICTS, outcome_name, signed
from scenarios.declare import declarations
from scenarios.rules import RULES, Rules
from scenarios.words import group_in, unit_in

if TYPE_CHECKING:
    from scenarios.scenario import Scenario


def cards(
    a: "Scenario", b: "Scenario", labels: tuple[str, str], lang: str, *, every: bool = False,
    found: Attribution | None = None, outcome: str = "",
) -> list[dict[str, Any]]:  # fmt: skip
    """The cards of the rules in which two regimes differ, or of all, in the order of the rules.

    `found` is the attribution by single rules, if one was made: the card then has the rule's share in the outcome.
    """
    here, there = a.rules.model_dump(), b.rules.model_dump()
    kinds = {one.key: one for one in declarations(Rules)}
    told = []
    for card in RULES:
        differing = [key for key in card.keys if here[key] != there[key]]
        if not differing and not every:
            continue
        name, explanation, benefit, price = card.told(lang)
        settings = [
            {
                "name": kinds[key].title_zh if lang == "zh" else kinds[key].title_en,
                "unit": unit_in(kinds[key].unit, lang),
                "a": value_in(here[key], lang), "b": value_in(there[key], lang), "same": here[key] == there[key],
            }
            for key in card.keys
        ]  # fmt: skip
        told.append(
            {
                "id": card.id, "name": name, "differs": bool(differing), "group": group_in(card.group, lang),
                "attribute": text(f"attribute_{card.attribute}", lang), "level": text(f"level_{card.level}", lang),
                "explanation": explanation, "passage": card.passage, "benefit": benefit, "price": price,
                "settings": settings, "share": share(found, card.id, outcome, labels, lang),
            }
        )  # fmt: skip
    return told


def share(
    found: Attribution | None, rule: str, outcome: str, labels: tuple[str, str], lang: str
) -> dict[str, Any] | None:
    """What a rule was found to add to an outcome: words, and where its bar and interval lie from 0 to 1."""
    from dashboard.views.why_chart import share_of, verdict
    from experiments.statistics import SIGNIFICANT

    row = None if found is None else share_of(found, outcome, rule)
    if found is None or row is None:
        return None
    mine: dict[Any, Any] = row.to_dict()
    each = found.table[(found.table["outcome"] == outcome) & (found.table["group"] != "")]
    ends = each[["value", "ci_low", "ci_high"]].to_numpy().ravel()
    low, high = min(0.0, *ends[ends == ends]), max(0.0, *ends[ends == ends])
    way = (high - low) or 1.0
    judged = verdict(mine["value"], mine["p_holm"] < SIGNIFICANT, mine["better"])
    return {
        "title": text("share", lang, outcome=outcome_name(outcome, lang)),
        "told": f"{signed(mine['value'], mine['ci_low'], mine['ci_high'])} · {VERDICTS[lang][judged]}",
        "more": [
            f"{text('alone', lang, a=labels[0])} {signed(mine['in_value'], mine['in_low'], mine['in_high'])}",
            f"{text('taken', lang, b=labels[1])} {signed(mine['out_value'], mine['out_low'], mine['out_high'])}",
        ],
        "verdict": judged, "zero": -low / way, "value": (mine["value"] - low) / way,
        "low": (mine["ci_low"] - low) / way if mine["ci_low"] == mine["ci_low"] else None,
        "high": (mine["ci_high"] - low) / way if mine["ci_high"] == mine["ci_high"] else None,
    }  # fmt: skip
