"""What `sanshe equity` prints: outcomes by group, the gaps, what was found in words, and where the files are."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table

from sanshe.printing import console, number, print_fitting
from scenarios.words import unit_in

if TYPE_CHECKING:
    from experiments.equity import Equity

_HEAD = {
    "en": ("breakdown", "group", "residents", "mean A", "mean B", "B − A", "95 % interval", "p (Holm)", "B is"),
    "zh": ("划分", "群体", "居民", "A 均值", "B 均值", "B − A", "95% 区间", "p (Holm)", "B 为"),
}
_GAP_HEAD = {
    "en": ("gap", "outcome", "unit", "under A (95 %)", "under B (95 %)", "change (95 %)", "p (Holm)", "the gap"),
    "zh": ("差距", "结果", "单位", "A 之下（95%）", "B 之下（95%）", "变化（95%）", "p (Holm)", "差距"),
}
_GAPS = {"en": "Gaps and inequality that change, or of the outcomes drawn", "zh": "有变化或图中结果的差距与不平等"}
_YEAR = {"en": "a", "zh": "年"}
WIDE = 166
_SPARE, _GAP_SPARE = (0, 2, 7, 4, 3), (2, 6, 3, 4)  # columns that a narrow terminal goes without, the first to go first


def _interval(low: Any, high: Any) -> str:
    return f"{float(low):.3g} … {float(high):.3g}" if low == low else "–"


def _with(value: Any, low: Any, high: Any) -> str:
    return f"{number(f'{float(value):.3g}')} ({_interval(low, high)})"


def print_equity(found: "Equity", files: list[Path], lang: str) -> None:
    """A table an arm and outcome drawn, one of gaps, the findings, and where the files are."""
    from experiments.equity_words import BREAKDOWNS, GAPS, VERDICTS, group_name
    from experiments.words import VERDICTS as OF_GROUPS
    from experiments.words import outcome_name

    out = console(WIDE)
    labels = found.labels(lang)
    for arm, label in zip(found.names[1:], labels[1:], strict=True):
        about = f"A = {labels[0]}, B = {label}; n = {found.seeds}, {found.days / 250:g} {_YEAR[lang]}"
        for key in found.drawn:
            part = found.table[(found.table["arm"] == arm) & (found.table["outcome"] == key)]
            unit = unit_in(str(part["unit"].iloc[0]), lang)
            table = Table(title=f"{outcome_name(key, lang)} ({unit}); {about}", title_justify="left")
            for i, head in enumerate(_HEAD[lang]):
                table.add_column(head, justify="left" if i < 2 else "right", no_wrap=i > 1)
            for row in part.itertuples():
                table.add_row(
                    BREAKDOWNS[lang][str(row.breakdown)], group_name(str(row.group), lang), f"{row.residents:,.0f}",
                    number(row.mean_a), number(row.mean_b), number(row.difference), _interval(row.ci_low, row.ci_high),
                    number(f"{row.p_holm:.2g}"), OF_GROUPS[lang][str(row.verdict)],
                )  # fmt: skip
            print_fitting(out, table, [_HEAD[lang][i] for i in _SPARE], "equity.csv", lang)
        table = Table(title=f"{_GAPS[lang]}; {about}", title_justify="left")
        for i, head in enumerate(_GAP_HEAD[lang]):
            table.add_column(head, justify="left" if i < 3 else "right", no_wrap=i > 2)
        for gaps in (found.gaps, found.inequality):
            changed = (gaps["verdict"] != "open") & (gaps["gap"] != "worst")
            for row in gaps[(gaps["arm"] == arm) & (changed | gaps["outcome"].isin(found.drawn))].itertuples():
                table.add_row(
                    GAPS[lang][str(row.gap)], outcome_name(str(row.outcome), lang), unit_in(str(row.unit), lang),
                    _with(row.mean_a, row.low_a, row.high_a), _with(row.mean_b, row.low_b, row.high_b),
                    _with(row.difference, row.ci_low, row.ci_high), number(f"{row.p_holm:.2g}"),
                    VERDICTS[lang][str(row.verdict)],
                )  # fmt: skip
        print_fitting(out, table, [_GAP_HEAD[lang][i] for i in _GAP_SPARE], "gaps.csv, inequality.csv", lang)
    for line in found.findings(lang):
        out.print(line, highlight=False)
    for path in files:
        out.print(str(path), highlight=False)
