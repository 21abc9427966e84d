"""What Compare says in sentences and in its table: pure functions over the frames of `compare_data`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.look import LOOKS
from dashboard.runs.plan import Plan
from dashboard.state import LETTERS, Arm, State, base_scenario
from dashboard.timeline_marks import placed
from dashboard.views.compare_chart import signed, written
from dashboard.views.compare_data import counted, differences, reached, told_day, verdict
from dashboard.views.compare_words import GROUPS, INTRO, say
from experiments.runner import days_of
from experiments.words import outcome_name
from model.outcomes import OUTCOMES, PRIMARY, Outcome
from scenarios.words import unit_in

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

BY_KEY = {outcome.key: outcome for outcome in OUTCOMES}
ARROWS = {"higher": "↑", "lower": "↓", "none": ""}
BY_CHANCE = 0.1  # share of 90 % intervals that do not hold a difference of zero


def about(outcome: Outcome, lang: str) -> dict[str, str]:
    """An outcome for readers: its name, unit, definition, better direction."""
    zh = lang == "zh"
    return {
        "key": outcome.key, "name": headed(outcome_name(outcome.key, lang)), "unit": unit_in(outcome.unit, lang),
        "definition": outcome.definition_zh if zh else outcome.definition_en,
        "better": say(f"better_{outcome.better}", lang), "other": outcome.en if zh else outcome.zh,
    }  # fmt: skip


def explained(outcome: Outcome, lang: str) -> str:
    """What an outcome is, in what unit, and which direction is better, as sentences."""
    told = about(outcome, lang)
    more = say("semicolon", lang).join((told["unit"], told["better"]))
    return (
        headed(told["definition"])
        + say("stop", lang)
        + ("" if lang == "zh" else " ")
        + headed(more)
        + say("stop", lang)
    )


def headed(name: str) -> str:
    """A name as it begins a line."""
    return name[:1].upper() + name[1:]


def choices(lang: str) -> list[dict[str, Any]]:
    """All outcomes in groups, for the page's picker."""
    groups: list[dict[str, Any]] = []
    for outcome in OUTCOMES:
        if outcome.key in GROUPS:
            groups.append({"title": GROUPS[outcome.key][lang == "zh"], "outcomes": []})
        groups[-1]["outcomes"].append(about(outcome, lang))
    return groups


def rests(points: pd.DataFrame, done: int, asked: int, lang: str) -> str:
    """On how many seeds the curves rest."""
    told = [say("finished", lang, done=done, all=asked)]
    steps = reached(points)
    if len(steps) == 1 or (steps and steps[0][1] == steps[-1][1]):
        n = steps[0][1]
        told.append(say("rests_one", lang) if n == 1 else say("rests", lang, n=n))
    elif steps:
        (day, n), (last, fewest) = steps[0], steps[-1]
        told.append(say("rests_steps", lang, day=day, n=n, last=last, fewest=fewest))
    rest = say("semicolon", lang).join(told) + say("stop", lang)
    return rest + ("" if lang == "zh" else " ") + say("so_far", lang) if steps else rest


def unequal(arms: "Sequence[Scenario]", lang: str) -> list[str]:
    """That regimes and the baseline do not meet the same shocks; nothing where they do."""
    found: dict[int, dict[str, None]] = {}
    for having, entry in placed(arms):
        if entry.shock and len(having) < len(arms):
            differing = set(having) if 0 not in having else set(range(len(arms))) - set(having)
            for arm in differing:
                found.setdefault(arm, {})[entry.label(lang)] = None
    return [
        say("unequal", lang, arms=LETTERS[arm], a=LETTERS[0], shocks=say("comma", lang).join(shocks))
        for arm, shocks in sorted(found.items())
    ]


def sentences(points: pd.DataFrame, key: str, labels: Sequence[str], lang: str) -> list[str]:
    """What is known of an outcome so far: each arm's value, its paired difference to the first, and what that says.

    One sentence for two arms; for more, one on the baseline and one for each further arm.
    """
    day = told_day(points)
    here = points[points["day"] == day]
    gaps = differences(here, key).set_index("arm").to_dict("index")
    arms = []
    for arm, label in enumerate(labels[1:], 1):
        n, gap, low, high = (gaps[arm][name] for name in ("n", "mean", "low", "high"))
        told = verdict(gap, low, high, BY_KEY[key].better)
        here_is = written(float(here.loc[here["arm"] == arm, key].mean()))
        difference = _difference(int(n), gap, low, high, lang)
        says = say(f"says_{told}", lang, a=LETTERS[0])
        arms.append(say("told_arm", lang, arm=label, value=here_is, difference=difference, verdict=says))
    first = say(
        "told", lang, outcome=headed(outcome_name(key, lang)), day=f"{day:,}", arm_a=labels[0],
        a=written(float(here.loc[here["arm"] == 0, key].mean())),
    )  # fmt: skip
    stop = say("stop", lang)
    if len(arms) == 1:
        return [first + say("semicolon", lang) + arms[0] + stop]
    return [first + stop, *(arm + stop for arm in arms)]


def _difference(n: int, gap: float, low: float, high: float, lang: str) -> str:
    """A difference with its interval, as far as there is one."""
    if n == 0:
        return say("no_value", lang)
    if n == 1:
        return say("told_one", lang, difference=signed(gap))
    written_out = (signed(x, high - low) for x in (gap, low, high))
    return say("told_band", lang, **dict(zip(("difference", "low", "high"), written_out, strict=True)), n=n)


def summary(table: pd.DataFrame, labels: Sequence[str], lang: str, *, adjusted: bool = False) -> list[str]:
    """How each arm does in the headline outcomes, one sentence an arm; `table` as from `compare_data.at_horizon`.

    By the 90 % intervals, or, if `adjusted`, by what is left of them after Holm.
    """
    by = "verdict" if adjusted else "told"
    if (table["told"] == "one").any():
        return [say("one_finished", lang)]
    told = []
    for arm, label in enumerate(labels[1:], 1):
        found = counted(table, arm, by=by)
        lists = {
            f"{name}_list": say("summary_list", lang, list=say("comma", lang).join(
                outcome_name(key, lang) for key in found[name]
            )) if found[name] else ""
            for name in ("better", "worse")
        }  # fmt: skip
        counts = {name: len(keys) for name, keys in found.items()}
        judged = sum(counts.values())
        said = say("summary", lang, by=say(f"by_{by}", lang), judged=judged, arm=label, a=LETTERS[0], **counts, **lists)
        if counts["equivalent"]:
            equal = say("summary_equivalent", lang, n=counts["equivalent"])
            said = said.removesuffix(say("stop", lang)) + say("semicolon", lang) + equal
        told.append(said)
    return told


def chance(lang: str) -> str:
    """That some of many outcomes differ by chance alone."""
    return say("chance", lang, n=len(OUTCOMES), few=round(BY_CHANCE * len(OUTCOMES)))


def rows_of(table: pd.DataFrame, labels: Sequence[str], keys: Sequence[str], seeds: int, lang: str) -> list[Any]:
    """The table at the horizon: one entry an outcome, with one line an arm; places on the small plot from 0 to 100."""
    rows = []
    for key in keys:
        part = table[table["outcome"] == key].sort_values("arm")
        bounds = part[["difference", "ci_low", "ci_high"]].abs().to_numpy()
        finite = bounds[bounds == bounds]
        reach = float(finite.max()) if len(finite) else 0.0
        lines = [_line(row, labels, reach, seeds, lang) for row in part.to_dict("records")]
        told = about(BY_KEY[key], lang)
        rows.append(
            {
                "key": key, "name": told["name"], "unit": told["unit"], "arrow": ARROWS[BY_KEY[key].better],
                "better": told["better"], "definition": told["definition"],
                "choose": say("choose", lang, outcome=outcome_name(key, lang)),
                "baseline": written(float(part["baseline"].iloc[0])), "arms": lines,
            }
        )  # fmt: skip
    return rows


def _line(row: dict[Any, Any], labels: Sequence[str], reach: float, seeds: int, lang: str) -> dict[str, Any]:
    arm, low, high = int(row["arm"]), float(row["ci_low"]), float(row["ci_high"])
    mean, width = float(row["difference"]), high - low

    def place(value: float) -> float | None:
        return None if value != value else 50.0 if reach == 0.0 else round(50.0 + 46.0 * value / reach, 2)

    return {
        "letter": LETTERS[arm], "label": labels[arm], "color": LOOKS[arm].color, "symbol": LOOKS[arm].symbol,
        "mean": written(float(row["mean_b"])), "difference": signed(mean, width),
        "interval": "" if low != low else f"{signed(low, width)} … {signed(high, width)}",
        "pairs": "" if row["n"] in (0, seeds) else say("pairs", lang, n=int(row["n"])),
        "told": str(row["told"]), "verdict": say(f"verdict_{row['told']}", lang),
        "adjusted": say(f"verdict_{row['verdict']}", lang) if row["told"] not in ("none", "one") else "–",
        "plot": [place(low), place(mean), place(high)],
    }  # fmt: skip


def shown_keys(every: bool, chosen: str) -> tuple[str, ...]:
    """The outcomes of the table: all, or the headline ones with the chosen one before them."""
    if every:
        return tuple(outcome.key for outcome in OUTCOMES)
    return PRIMARY if chosen in PRIMARY else (chosen, *PRIMARY)


def introduced(arm: Arm, lang: str) -> str:
    """What a regime is, in two sentences, and how far it was changed."""
    zh = lang == "zh"
    first, tilde, rest = arm.base.partition("~")
    if tilde:
        second, _, share = rest.partition("@")
        a, b = (base_scenario(name) for name in (first, second))
        told = say(
            "blended", lang, a=a.title_zh if zh else a.title_en, b=b.title_zh if zh else b.title_en,
            share=f"{float(share):.0%}",
        )  # fmt: skip
    else:
        told = INTRO[first][zh]
    n = len(arm.changes)
    more = [say("changed_one" if n == 1 else "changed", lang, n=n)] if n else []
    entries = base_scenario(arm.base).timeline if arm.timeline is None else arm.timeline
    if entries and arm.timeline is not None:
        more.append(say("in_time", lang, n=len(entries)))
    return ("" if zh else " ").join([told, *more])


def happens(state: State) -> list[str]:
    """What pressing run does."""
    lang, city = state.lang, state.district
    title = city.title_zh if lang == "zh" else city.title_en
    told = say(
        "happens", lang, city=title, residents=f"{city.residents:,}", days=f"{days_of(state.years):,}",
        seeds=state.seeds,
    )  # fmt: skip
    return [told, *unequal(state.scenarios(), lang), say("happens_not", lang)]


def horizon(plan: Plan, done: int, asked: int, lang: str) -> str:
    """What the table stands for."""
    return say("horizon", lang, day=f"{plan.days:,}", n=done, all=asked)
