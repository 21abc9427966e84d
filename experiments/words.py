"""Findings in words, in English and Chinese."""

from collections.abc import Sequence

import pandas as pd


def outcome_name(key: str, lang: str = "en") -> str:
    """An outcome's name in a language; what is not declared keeps its key."""
    from model.outcomes import OUTCOMES

    names = {outcome.key: outcome.zh if lang == "zh" else outcome.en for outcome in OUTCOMES}
    return names.get(key, key)


def signed(value: float, low: float, high: float) -> str:
    """A difference with its sign and, where it is known, its interval."""
    return f"{value:+.3g}" + (f" ({low:+.3g} … {high:+.3g})" if low == low else "")


def arm_labels(names: Sequence[str], titles_zh: Sequence[str], lang: str = "en") -> dict[str, str]:
    """What arms are called for a reader, by name: their names; in Chinese their titles, where all of them differ."""
    titled = lang == "zh" and len(set(titles_zh)) == len(names)
    return dict(zip(names, titles_zh if titled else names, strict=True))


_JOIN = {"en": ", ", "zh": "、"}
_NOTHING = {"en": "nothing", "zh": "无"}
_TEXT = {
    "en": (
        "{b} against {a} ({n} paired seeds): better in {better} of {judged} outcomes with a better direction "
        "({better_list}); worse in {worse} ({worse_list}); equivalent in {equivalent}, where the difference is shown "
        "to be smaller than of interest ({equivalent_list}); in {open} the data do not tell."
    ),
    "zh": (
        "{b} 与 {a} 相比（{n} 个配对种子）：在有优劣方向的 {judged} 项结果中，{better} 项更好（{better_list}）；"
        "{worse} 项更差（{worse_list}）；{equivalent} 项等效，即差异已证明小于有意义的最小值（{equivalent_list}）；"
        "{open} 项数据不足以判断。"
    ),
}
VERDICTS = {
    "en": {"better": "better", "worse": "worse", "higher": "higher", "lower": "lower", "equivalent": "equivalent",
           "open": "not known"},
    "zh": {"better": "更好", "worse": "更差", "higher": "更高", "lower": "更低", "equivalent": "等效", "open": "未知"},
}  # fmt: skip


def listed(names: Sequence[str], lang: str = "en") -> str:
    """Names one after another; a word where there are none."""
    return _JOIN[lang].join(names) or _NOTHING[lang]


def sentence(
    table: pd.DataFrame, names: tuple[str, ...], seeds: int, lang: str = "en", labels: tuple[str, ...] | None = None
) -> str:
    """One sentence an arm: where it is better than the first, where worse, where alike, and where nothing is known.

    `labels` are what the arms are called, if not by their names in the table.
    """
    called = dict(zip(names, labels or names, strict=True))
    told = []
    for arm in names[1:]:
        part = table[(table["arm"] == arm) & (table["better"] != "none")]
        part = part[part["mean_a"].notna() | part["mean_b"].notna()]  # what neither arm has, such as recovery, is none
        verdicts = {
            verdict: [outcome_name(key, lang) for key in part.loc[part["verdict"] == verdict, "outcome"]]
            for verdict in ("better", "worse", "equivalent", "open")
        }
        counts = {verdict: len(keys) for verdict, keys in verdicts.items()}
        lists = {f"{verdict}_list": listed(keys, lang) for verdict, keys in verdicts.items()}
        told.append(_TEXT[lang].format(a=called[names[0]], b=called[arm], n=seeds, judged=len(part), **counts, **lists))
    return "\n".join(told)
