"""One honest sentence each: what is found of a group, of a gap, of a promise, of the worst community.

Told by the 90 % interval of the paired difference: where it holds zero, or nobody agrees which direction is better,
there is no winner.
"""

from collections.abc import Sequence

from dashboard.views.where_chart import Asked
from dashboard.views.where_data import Group, Spread, Stage, Worst
from dashboard.views.where_words import capital, group_in, text, told
from dashboard.words import number
from experiments.equity import gap_verdict
from experiments.equity_words import GAPS

MOST_NAMES = 4  # of communities in a sentence


def of_group(group: Group, further: int, asked: Asked) -> str:
    """What a further regime (0 the first of them) brings to a group of residents against the baseline."""
    value = group.differences[further]
    about = {
        "group": capital(group_in(group.name, asked.lang)), "measure": asked.measure, "a": asked.labels[0],
        "b": asked.labels[further + 1], "difference": told(value, sign=True), "n": value.n,
    }  # fmt: skip
    if value.n < 2:
        return text("single" if value.n else "no_value", asked.lang, **about)
    if not value.sure:
        return text("open", asked.lang, **about)
    higher = value.mean > 0.0
    better = higher == (asked.better == "higher")
    judged = "is_neither" if asked.better == "none" else "is_better" if better else "is_worse"
    more = text("more" if higher else "less", asked.lang)
    return text("found", asked.lang, more=more, judged=text(judged, asked.lang), **about)


def of_gap(gap: Group, further: int, asked: Asked) -> str:
    """What becomes of a gap between groups under a further regime."""
    lang, change = asked.lang, gap.differences[further]
    a, b = gap.values[0], gap.values[further + 1]
    about = {
        "gap": capital(GAPS[lang][gap.name]), "a": asked.labels[0], "b": asked.labels[further + 1],
        "value_a": told(a, sign=True), "value_b": told(b, sign=True), "difference": told(change, sign=True),
    }  # fmt: skip
    if change.n < 2:
        return text("gap_single" if change.n else "gap_none", lang, **about)
    if not change.sure:
        return text("gap_open", lang, **about)
    verdict = gap_verdict({
        "gap": gap.name, "difference": change.mean, "p_holm": 0.0, "mean_a": a.mean, "low_a": a.low, "high_a": a.high,
        "mean_b": b.mean, "low_b": b.low, "high_b": b.high,
    })  # fmt: skip
    return text(f"gap_{'moves' if verdict == 'open' else verdict}", lang, **about)


def of_stage(stage: Stage, further: int, asked: Asked) -> str:
    """How many needs come to a stage under a further regime and the baseline."""
    change = stage.differences[further].times(1000.0)
    key = "promise_single" if change.n < 2 else "promise_found" if change.sure else "promise_open"
    return text(
        key, asked.lang, stage=capital(stage_name(stage.key, asked.lang)),
        a=asked.labels[0], b=asked.labels[further + 1],
        share_a=thousand(stage.shares[0]), share_b=thousand(stage.shares[further + 1]), n=change.n,
        difference=told(change, sign=True),
    )  # fmt: skip


def of_worst(worst: Worst | None, arm: int, asked: Asked) -> str:
    """Which community is the worst served under a regime, and how often."""
    lang, label = asked.lang, asked.labels[arm]
    if worst is None:
        return text("worst_none" if asked.better == "none" else "worst_unknown", lang, arm=label)
    if len(worst.names) == worst.among:
        return text("worst_same", lang, arm=label)
    names = ("、" if lang == "zh" else ", ").join(worst.names[:MOST_NAMES])
    names += " …" if len(worst.names) > MOST_NAMES else ""
    about = {"arm": label, "names": names, "value": told(worst.value), "behind": told(worst.behind, sign=True)}
    if len(worst.names) > 1:
        return text("worst_tied", lang, **about)
    often = round(worst.often[worst.names[0]] * worst.seeds)
    return text("worst_is", lang, **about, often=often, n=worst.seeds)


def stage_name(key: str, lang: str) -> str:
    """A promise of the article with its own term, and what is counted for it."""
    own, counted = text(key, "zh"), text(f"is_{key}", lang)
    return f"{own}（{counted}）" if lang == "zh" else f"{text(key, lang)} {own} ({counted})"


def thousand(share: Spread) -> str:
    """A share as a count per 1,000."""
    return number(1000.0 * share.mean)


def sentences(groups: Sequence[Group], gaps: Sequence[Group], asked: Asked) -> list[str]:
    """What is found for each group and gap, each further regime against the baseline."""
    return [
        line
        for further in range(len(asked.labels) - 1)
        for line in (
            *(of_group(group, further, asked) for group in groups), *(of_gap(gap, further, asked) for gap in gaps)
        )
    ]  # fmt: skip
