"""What `sensitivity`, `map` and `optimize` print."""

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from sanshe.printing import WIDE, number
from scenarios.words import unit_in

if TYPE_CHECKING:
    from experiments.analysis import Analysis
    from experiments.optimize import Optimization
    from experiments.regime_map import RegimeMap
    from experiments.sensitivity import Sensitivity

_RUNS = {
    "en": "{runs:,} runs of {years:g} years",
    "zh": "共 {runs:,} 次运行，每次 {years:g} 年",
}
_TERMS = {
    "en": {"group": "group of parameters", "parameter": "parameter",
           "title": "{name} ({unit}): the {n} largest of {all}",
           "mu_star": "μ*", "mu": "μ", "sigma": "σ", "floor": "by chance", "ST": "ST", "S1": "S1", "delta": "δ",
           "interval": "95 % interval"},
    "zh": {"group": "参数组", "parameter": "参数", "title": "{name}（{unit}）：{all} 项中最大的 {n} 项",
           "mu_star": "μ*", "mu": "μ", "sigma": "σ", "floor": "偶然水平", "ST": "ST", "S1": "S1", "delta": "δ",
           "interval": "95% 区间"},
}  # fmt: skip
TOP = 10


def console() -> Console:
    """Standard output; as wide as tables need where it is no terminal."""
    found = Console(markup=False, emoji=False)  # a name is what it is, brackets and colons too
    return found if found.is_terminal else Console(width=WIDE, markup=False, emoji=False)


def print_runs(runs: int, years: float, lang: str) -> None:
    """How many runs it will take, before the first."""
    console().print(_RUNS[lang].format(runs=runs, years=years), highlight=False)


def print_texts(found: "Analysis", files: list[Path], lang: str) -> None:
    """What was found in words, then where the files are."""
    out = console()
    for told in found.findings(lang):
        out.print(told, highlight=False)
    for path in files:
        out.print(str(path), highlight=False)


def print_sensitivity(found: "Sensitivity", files: list[Path], lang: str) -> None:
    """For each outcome shown the terms that move it most, what was found in words, and the files."""
    from experiments.sensitivity import term_names
    from experiments.words import outcome_name

    words, out, names = _TERMS[lang], console(), term_names(found, lang)
    every = ("mu_star", "ST", "S1", "delta", "mu", "sigma", "floor")
    measures = [key for key in every if key in found.indices and found.indices[key].notna().any()]
    for key in found.shown:
        mine = found.indices[found.indices["outcome"] == key].sort_values("rank", kind="stable")
        if mine.empty:
            continue
        title = words["title"].format(
            name=outcome_name(key, lang), unit=unit_in(str(mine["unit"].iloc[0]), lang), n=min(TOP, len(mine)),
            all=len(mine),
        )  # fmt: skip
        table = Table(title=title, title_justify="left")
        table.add_column(words["group" if found.grouped else "parameter"], no_wrap=True)
        for measure in measures:
            table.add_column(words[measure], justify="right")
            if f"{measure}_low" in mine:
                table.add_column(words["interval"], justify="right")
        for row in mine.head(TOP).to_dict("records"):
            cells = []
            for measure in measures:
                cells.append(number(row[measure]))
                if f"{measure}_low" in mine:
                    cells.append(f"{number(row[f'{measure}_low'])} … {number(row[f'{measure}_high'])}")
            table.add_row(names[str(row["term"])], *cells)
        out.print(table)
    print_texts(found, files, lang)


_MAP = {
    "en": {"title": "Who is ahead, share of {kept} draws (n = {n} paired seeds, {years:g} a)", "outcome": "outcome",
           "neither": "neither", "over": "most told by"},
    "zh": {"title": "何者占优：占 {kept} 组抽样的比例（{n} 个配对种子，{years:g} 年）", "outcome": "结果",
           "neither": "无胜者", "over": "主要取决于"},
}  # fmt: skip


def print_map(found: "RegimeMap", files: list[Path], lang: str) -> None:
    """The draws left out, who is ahead how often, where in words, and the files."""
    from experiments.map_words import factor_name
    from experiments.words import outcome_name
    from sanshe.printing import print_priors

    words, out = _MAP[lang], console()
    print_priors(found.priors, lang)
    over = {phase.outcome: " × ".join(factor_name(factor, lang) for factor in phase.over) for phase in found.phases}
    title = words["title"].format(kept=found.kept, n=found.seeds, years=found.days / 250)
    table = Table(title=title, title_justify="left")
    for i, head in enumerate((words["outcome"], *found.arms(lang), words["neither"], words["over"])):
        table.add_column(head, justify="right" if 0 < i < 4 else "left")
    for row in found.wins.to_dict("records"):
        shares = [row[name] for name in found.names] + [row["tied"] + row["unknown"]]
        key = str(row["outcome"])
        table.add_row(outcome_name(key, lang), *(f"{share:.0%}" for share in shares), over.get(key, ""))
    out.print(table)
    print_texts(found, files, lang)


_FRONT = {
    "en": {"runs": "at most {runs:,} runs of {years:g} years, and the front again on {fresh} fresh seeds",
           "title": "The front on fresh seeds (n = {fresh}; search: {seeds})", "design": "design", "from": "rules of",
           "stays": "stays", "within": "within limits", "yes": "yes", "no": "no", "found": "",
           "search": "{name}, search", "fresh": "fresh ± half the 95 %", "most": "{n} of {all} designs are shown."},
    "zh": {"runs": "至多 {runs:,} 次运行，每次 {years:g} 年；前沿另在 {fresh} 个新种子上重跑",
           "title": "新种子上的前沿（{fresh} 个；搜索 {seeds} 个）", "design": "方案", "from": "规则同",
           "stays": "仍在前沿",
           "within": "在限制内", "yes": "是", "no": "否", "found": "", "search": "{name}（搜索）", "fresh": "新种子 "
                                                                                                  "±95% 半宽",
           "most": "共 {all} 个方案，列出 {n} 个。"},
}  # fmt: skip
DESIGNS = 20


def print_search(runs: int, fresh: int, years: float, lang: str) -> None:
    """How many runs a search will take, before the first."""
    console().print(_FRONT[lang]["runs"].format(runs=runs, fresh=fresh, years=years), highlight=False)


def print_optimization(found: "Optimization", files: list[Path], lang: str) -> None:
    """The designs of the front and those that began the search, with both values of each outcome, words and files."""
    from experiments.optimize_words import origin_name
    from experiments.words import outcome_name

    words, out = _FRONT[lang], console()
    told = list(dict.fromkeys(found.values["outcome"]))
    table = Table(title=words["title"].format(fresh=found.fresh, seeds=found.search_seeds), title_justify="left")
    for head in (words["design"], words["from"], words["stays"], words["within"]):
        table.add_column(head)
    for key in told:
        table.add_column(words["search"].format(name=outcome_name(key, lang)), justify="right")
        table.add_column(words["fresh"], justify="right")
    values = {(row.design, row.outcome): row for row in found.values.itertuples()}
    order = found.members.sort_values(["front", "stays"], ascending=False, kind="stable")
    for row in order.head(DESIGNS).to_dict("records"):
        cells = []
        for key in told:
            mine = values[row["design"], key]
            half = (float(str(mine.ci_high)) - float(str(mine.ci_low))) / 2.0
            cells += [number(mine.search), f"{number(mine.fresh)} ±{half:.2g}"]
        origin = "" if row["origin"] == "found" else origin_name(str(row["origin"]), lang)
        stays, within = (words["yes" if row[one] else "no"] for one in ("stays", "within"))
        table.add_row(str(row["design"]), origin, stays, within, *cells)
    out.print(table)
    if len(order) > DESIGNS:
        out.print(words["most"].format(n=DESIGNS, all=len(order)), highlight=False)
    print_texts(found, files, lang)
