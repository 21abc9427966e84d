"""What `sanshe attribute` and `sanshe path` print."""

from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from sanshe.printing import console, number
from scenarios.words import group_in, unit_in

if TYPE_CHECKING:
    from experiments.attribute import Attribution
    from experiments.path import ReformPath

_ATTRIBUTE = {
    "en": {"title": "{outcome} ({unit}): {b} − {a}; n = {n}, {years:g} a; * p < 0.05 by Holm over the terms",
           "heads": ("rule", "group", "Shapley value", "95 % interval", "p (Holm)", "alone in A", "taken out of B",
                     "out − in"),
           "whole": "whole difference"},
    "zh": {"title": "{outcome}（{unit}）：{b} − {a}；n = {n}，{years:g} 年；* 对各项作 Holm 校正后 p < 0.05",
           "heads": ("规则", "组", "Shapley 值", "95% 区间", "p (Holm)", "单独加入 A", "单独撤出 B", "撤出 − 加入"),
           "whole": "总差异"},
}  # fmt: skip


def print_attribution(found: "Attribution", files: list[Path], lang: str) -> None:
    """A table an outcome shown, largest rules first, then the findings in words and where the files are."""
    from experiments.coalitions import WHOLE
    from experiments.runner import WORKING_DAYS
    from experiments.statistics import SIGNIFICANT
    from experiments.words import outcome_name

    out, words = console(), _ATTRIBUTE[lang]
    names = {player.id: player.label(lang) for player in found.players} | {WHOLE: str(words["whole"])}
    a, b = found.labels(lang)
    for key in found.shown:
        part = found.table[found.table["outcome"] == key]
        part = part.sort_values(
            "value", key=lambda v: v.abs().where(part["term"] != WHOLE, float("inf")), ascending=False
        )
        first = part.iloc[0]
        title = str(words["title"]).format(
            outcome=outcome_name(key, lang), unit=unit_in(str(first["unit"]), lang), a=a, b=b, n=first["n"],
            years=found.days / WORKING_DAYS,
        )  # fmt: skip
        table = Table(title=title, title_justify="left")
        for i, head in enumerate(words["heads"]):
            table.add_column(head, justify="left" if i < 2 else "right")
        for row in part.to_dict("records"):
            sure, moved = (" *" if row[p] < SIGNIFICANT else "" for p in ("p_holm", "shift_p_holm"))
            table.add_row(
                names[row["term"]], group_in(row["group"], lang), number(row["value"]),
                f"{number(row['ci_low'])} … {number(row['ci_high'])}", number(row["p_holm"]) + sure,
                number(row["in_value"]), number(row["out_value"]), number(row["shift_value"]) + moved,
            )  # fmt: skip
        out.print(table)
    for text in found.findings(lang):
        out.print(text, highlight=False)
    for path in files:
        out.print(str(path), highlight=False)


_PATH = {
    "en": {"title": "{order}, {outcome} ({unit}): {b} into {a}; n = {n} fresh seeds, {years:g} a; ! worse than A, "
                    "p < 0.05 by Holm over the steps",
           "heads": ("step", "brought in", "outcome", "from A", "95 % interval", "p (Holm)", "from the step before",
                     "95 % interval", "search: from A")},
    "zh": {"title": "{order}，{outcome}（{unit}）：{b} 引入 {a}；{n} 个新种子，{years:g} 年；! 不如 A（对各步作 Holm "
                    "校正后 p < 0.05）",
           "heads": ("步", "引入", "结果", "与 A 之差", "95% 区间", "p (Holm)", "与上一步之差", "95% 区间",
                     "搜索：与 A 之差")},
}  # fmt: skip


def print_path(found: "ReformPath", files: list[Path], lang: str) -> None:
    """The steps of the best order on fresh seeds, then the findings in words and where the files are."""
    from experiments.coalitions import declared_as
    from experiments.path_words import order_name
    from experiments.runner import WORKING_DAYS
    from experiments.words import outcome_name

    out, words = console(), _PATH[lang]
    names = {player.id: player.label(lang) for player in found.players}
    a, b = found.labels(lang)
    best = found.steps[found.steps["order"] == next(iter(found.orders))]
    title = str(words["title"]).format(
        order=order_name("best", lang), outcome=outcome_name(found.outcome, lang), a=a, b=b, n=best["n"].iloc[0],
        unit=unit_in(declared_as([found.outcome])[found.outcome][0], lang), years=found.days / WORKING_DAYS,
    )  # fmt: skip
    table = Table(title=title, title_justify="left")
    for i, head in enumerate(words["heads"]):
        table.add_column(head, justify="left" if i == 1 else "right")
    first = best.iloc[0]
    table.add_row("0", "A", number(first["mean_a"]), *("" for _ in range(6)))
    for row in best.to_dict("records"):
        table.add_row(
            str(row["step"]), names[row["term"]], number(row["mean"]), number(row["change"]),
            f"{number(row['ci_low'])} … {number(row['ci_high'])}",
            number(row["p_holm"]) + (" !" if row["worse"] else ""),
            number(row["step_change"]), f"{number(row['step_low'])} … {number(row['step_high'])}",
            number(row["searched_change"]),
        )  # fmt: skip
    out.print(table)
    for text in found.findings(lang):
        out.print(text, highlight=False)
    for path in files:
        out.print(str(path), highlight=False)
