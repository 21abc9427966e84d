"""What `sanshe compare` prints: a table an arm, what was found in words, and where the files are."""

from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from sanshe.printing import console, number, print_fitting
from scenarios.words import unit_in

if TYPE_CHECKING:
    from experiments.compare import Comparison

_HEAD = {
    "en": ("outcome", "unit", "mean A", "mean B", "B − A", "95 % interval", "d_z", "p (Holm)", "r", "saved", "B is"),
    "zh": ("结果", "单位", "A 均值", "B 均值", "B − A", "95% 区间", "d_z", "p (Holm)", "相关", "节省", "B 为"),
}
WIDE = 166  # columns where it is no terminal
_SPARE = (9, 8, 6, 7, 1, 3, 2)  # columns that a narrow terminal goes without, the first to go first
_WRAPPED = {0: 20, 1: 14}  # columns of words, and how narrow they may get
_YEAR = {"en": "a", "zh": "年"}
_LEGEND = {
    "en": "d_z: mean over standard deviation of the differences between seeds. r: correlation of A and B over seeds. "
          "saved: share of the variance of the difference that pairing takes away. equivalent: shown to be smaller "
          "than the smallest difference of interest.",
    "zh": "d_z：种子间差异的均值与标准差之比。相关：A 与 B 在各种子间的相关系数。节省：配对所消除的差异方差比例。"
          "等效：已证明小于有意义的最小差异。",
}  # fmt: skip


def share(value: object) -> str:
    """A number with two decimals; a dash for none."""
    told = f"{float(str(value)):.2f}"
    return "–" if told == "nan" else told


def digits(value: object, many: int) -> str:
    """A number with so many significant digits; a dash for none, ∞ for what no spread divides."""
    return number(f"{float(str(value)):.{many}g}")


def print_comparison(found: "Comparison", files: list[Path], lang: str) -> None:
    """The table of each further arm against the first, the findings, and where the files are."""
    from experiments.words import VERDICTS, outcome_name

    out = console(WIDE)
    labels = found.labels(lang)
    for arm, label in zip(found.names[1:], labels[1:], strict=True):
        years = found.days / 250
        table = Table(
            title=f"A = {labels[0]}, B = {label}; n = {found.seeds}, {years:g} {_YEAR[lang]}", title_justify="left"
        )
        for i, head in enumerate(_HEAD[lang]):
            table.add_column(
                head, justify="left" if i < 2 else "right", no_wrap=i not in _WRAPPED, min_width=_WRAPPED.get(i)
            )
        for row in found.table[found.table["arm"] == arm].itertuples():
            interval = f"{number(row.ci_low)} … {number(row.ci_high)}"
            table.add_row(
                outcome_name(str(row.outcome), lang), unit_in(str(row.unit), lang), number(row.mean_a),
                number(row.mean_b), number(row.difference), interval, digits(row.effect_size, 3), digits(row.p_holm, 2),
                share(row.correlation), share(row.variance_saved), VERDICTS[lang][str(row.verdict)],
            )  # fmt: skip
        print_fitting(out, table, [_HEAD[lang][i] for i in _SPARE], "comparison.csv", lang)
    out.print(_LEGEND[lang], highlight=False)
    for line in found.findings(lang):
        out.print(line, highlight=False)
    for path in files:
        out.print(str(path), highlight=False)
