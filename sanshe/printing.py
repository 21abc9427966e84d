"""What the command prints: tables, one sentence, and a progress bar on a terminal."""

import math
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.measure import Measurement
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from scenarios.words import actor_in, group_in, unit_in

if TYPE_CHECKING:
    import pandas as pd

    from experiments.decompose import Decomposition
    from experiments.priors import Priors
    from experiments.unrig import Unrigging
    from model.governance import GovernanceModel
    from scenarios.scenario import Scenario

WIDE = 150
_LEFT_OUT = {
    "en": "Left out, since the terminal has {width} columns: {heads}. All are in {file}.",
    "zh": "终端仅 {width} 列，未显示：{heads}。全部数值见 {file}。",
}
_HEAD = {"en": ("outcome", "unit"), "zh": ("结果", "单位")}
_VALUE = {"en": "value", "zh": "值"}
_OFFERED = {
    "en": (
        "kind of actor",
        "roles",
        "desks",
        "posts",
        "capacity h/day",
        "offered h/day",
        "offered load",
        "highest",
        "above 1",
    ),
    "zh": ("主体类型", "角色", "窗口组", "岗位", "日工时", "日需工时", "负荷", "最高负荷", "超1窗口组"),
}
_LOAD = {
    "en": ("kind of actor", "desks", "posts", "capacity h/day", "busy h/day", "utilisation", "waiting"),
    "zh": ("主体类型", "窗口组", "岗位", "日工时", "日忙时", "利用率", "等待件"),
}
_MONEY = {
    "en": ("kind of actor", "posts", "hours a year", "yuan a year"),
    "zh": ("主体类型", "岗位", "年工时", "年经费(元)"),
}
_PRIORS = {
    "en": ("pole", "kind of actor", "median load", "draws above 1", "nothing else above 1"),
    "zh": ("一极", "主体类型", "负荷中位数", "超1抽样数", "仅此一类超1"),
}
_REJECTED = {
    "en": "{rejected} of {draws} draws ({share:.1%}) are left out: at a pole a kind of actor is offered more than 1.",
    "zh": "{draws} 组抽样中剔除 {rejected} 组({share:.1%}):在任一极有一类主体负荷超过1。",
}
_CROWDED = {
    "en": "{kept} are kept; in {crowded} of them a single department or desk is offered more than 1.",
    "zh": "保留 {kept} 组，其中 {crowded} 组有单个部门或科室负荷超过1。",
}


_SPLIT = {
    "en": ("{b} − {a}, split over the groups of rules (Shapley values ± half the 95 % interval; * p < 0.05 by Holm); "
           "n = {n}, {years:g} a",
           "Interactions of the primary outcomes (above 0: higher together than the two add up to)",
           "without a rule that differs: {groups}", ", "),
    "zh": ("{b} − {a}，按规则组分解（Shapley 值 ± 95% 区间半宽；* Holm p < 0.05）；n = {n}，{years:g} 年",
           "主要结果的交互作用（大于0：合用时高于两组之和）", "无差异规则的组：{groups}", "、"),
}  # fmt: skip


_UNRIG: dict[str, dict[str, Any]] = {
    "en": {
        "title": "Who is best of the four, share of {kept} draws (n = {n} paired seeds, {years:g} a)",
        "tied": "nobody",
        "unknown": "unknown",
        "and": " and ",
        "where": "Where each wins (strongest condition; p < 0.05 by permutation and Holm)",
        "heads": ("outcome", "arm", "condition", "draws there", "wins there", "wins elsewhere", "p (Holm)"),
        "none": "No condition was found under which an arm wins more often than by chance.",
        "missing": "Left out, without a value at any draw: ",
        "join": ", ",
    },
    "zh": {
        "title": "四组中何者最优：占 {kept} 组抽样的比例（{n} 个配对种子，{years:g} 年）",
        "tied": "无胜者",
        "unknown": "未知",
        "and": " 且 ",
        "where": "各在何处胜出（最强条件；置换检验与 Holm 校正后 p < 0.05）",
        "heads": ("结果", "方案", "条件", "其中抽样数", "其中胜率", "其外胜率", "p (Holm)"),
        "none": "未发现任何方案胜率高于随机的条件。",
        "missing": "各组抽样均无值，未列入：",
        "join": "、",
    },
}
LINES_EVERY = 30.0  # seconds


def pace(done: int, total: int, seconds: float, what: str) -> str:
    """How far a long experiment is, how fast it goes, and how long it will take from here."""
    left = seconds / done * (total - done)
    return f"{what}: {done} of {total}, {60.0 * done / max(seconds, 1e-9):.3g} a minute, {left / 60.0:.1f} min left"


class Progress:
    """A bar that counts seeds or what else is told.

    When the output is not a terminal it is silent, or, for a long experiment (`lines`), a line now and then.
    """

    def __init__(self, total: int, what: str = "seeds", lines: bool = False, rate: bool = False) -> None:
        columns = (
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            *((_Rate(),) if lines or rate else ()), TimeRemainingColumn(),
        )  # fmt: skip
        self._total, self._what, self._lines = total, what, lines
        self._start = self._told = time.monotonic()
        console = Console(stderr=True)
        self._bar = Bar(*columns, console=console, disable=not console.is_terminal, transient=True)
        self._task = self._bar.add_task(what, total=total)

    def __enter__(self) -> "Progress":
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.stop()

    def tell(self, done: int, failed: int = 0) -> None:
        """So many are done, and so many of these failed."""
        what = f"{self._what} ({failed} failed)" if failed else self._what
        self._bar.update(self._task, completed=done, description=what)
        now = time.monotonic()
        if self._lines and self._bar.disable and (now - self._told >= LINES_EVERY or done == self._total):
            self._told = now
            sys.stderr.write(pace(done, self._total, now - self._start, self._what) + "\n")
            sys.stderr.flush()


class _Rate(ProgressColumn):
    """How many a minute."""

    def render(self, task: Task) -> Text:
        """The rate since the start, a minute."""
        return Text(f"{60.0 * task.completed / task.elapsed:.3g}/min" if task.elapsed else "")


def console(wide: int = WIDE) -> Console:
    """Where tables go: a terminal as wide as it is, else so many columns `wide`."""
    out = Console(markup=False, emoji=False)  # a name is what it is, brackets and colons too
    return out if out.is_terminal else Console(width=wide, markup=False, emoji=False)


def print_fitting(out: Console, table: Table, spare: Sequence[str], file: str, lang: str) -> None:
    """A table of which a narrow terminal has only the columns that it has room for, and which those are.

    `spare` are the heads of columns that can be done without, the first to go first; `file` has them all.
    """
    for column in table.columns:
        if column.no_wrap:  # Rich would measure its longest word
            column.min_width = max(cell_len(str(text)) for text in (column.header, *column.cells))
    endless, left_out = out.options.update(max_width=10_000), []
    for head in spare:
        if Measurement.get(out, endless, table).minimum <= out.width:
            break
        table.columns = [column for column in table.columns if column.header != head]
        left_out.append(head)
    out.print(table)
    if left_out:
        heads = (", " if lang == "en" else "、").join(left_out)
        out.print(_LEFT_OUT[lang].format(width=out.width, heads=heads, file=file), highlight=False)


def number(value: object) -> str:
    """A number with four significant digits; a dash for none, ∞ for what no spread divides."""
    known = float(str(value))
    if math.isinf(known):
        return "∞" if known > 0.0 else "-∞"
    return "–" if math.isnan(known) else f"{known:.4g}"


def _with_half(row: Any) -> str:
    """A value, half its interval, and a star where Holm's p is below 0.05."""
    half = (row.ci_high - row.ci_low) / 2.0
    reach = "" if math.isnan(half) else f" ±{half:.2g}"
    told = "–" if math.isnan(row.value) else f"{row.value:.3g}"
    return f"{told}{reach}{'*' if row.p_holm < 0.05 else ''}"


def _by_term(frame: "pd.DataFrame", title: str, lang: str, units: bool) -> Table:
    """One row an outcome, one column a term, with or without the units."""
    from experiments.words import outcome_name

    table = Table(title=title, title_justify="left")
    terms = list(dict.fromkeys(frame["term"]))
    lead = 2 if units else 1
    for i, head in enumerate((*_HEAD[lang][:lead], *(group_in(term, lang) for term in terms))):
        table.add_column(head, justify="left" if i < lead else "right", no_wrap=i != 1 or not units)
    for key, part in frame.groupby("outcome", sort=False):
        cells = [_with_half(row) for row in part.itertuples()]
        about = (outcome_name(str(key), lang), unit_in(str(part["unit"].iloc[0]), lang))
        table.add_row(*about[:lead], *cells)
    return table


def print_decomposition(found: "Decomposition", files: list[Path], lang: str) -> None:
    """The whole difference and each group's part by outcome, the interactions of the primary ones, and the files."""
    from model.outcomes import PRIMARY

    out = console()
    title, crossed, unchanged, join = _SPLIT[lang]
    a, b = found.labels(lang)
    out.print(_by_term(found.table, title.format(a=a, b=b, n=found.seeds, years=found.days / 250), lang, units=True))
    primary = found.interactions[found.interactions["outcome"].isin(PRIMARY)]
    out.print(_by_term(primary, crossed, lang, units=False))
    groups = [group_in(group, lang) for group, keys in found.keys.items() if not keys]
    if groups:
        out.print(unchanged.format(groups=join.join(groups)), highlight=False)
    for path in files:
        out.print(str(path), highlight=False)


def print_unrigging(found: "Unrigging", files: list[Path], lang: str) -> None:
    """The share of draws left out, who wins how often, under which conditions, and the files."""
    from experiments.factors import FACTORS
    from experiments.words import outcome_name

    words = _UNRIG[lang]
    out = console()
    kept = len(found.priors.draws) - len(found.priors.rejected)
    print_priors(found.priors, lang)
    title = words["title"].format(kept=kept, n=found.seeds, years=found.days / 250)
    table = Table(title=title, title_justify="left")
    for i, head in enumerate((_HEAD[lang][0], *found.labels(lang), words["tied"], words["unknown"])):
        table.add_column(head, justify="right" if i else "left")
    for row in found.wins.to_dict("records"):
        shares = [f"{row[column]:.0%}" for column in (*found.names, "tied", "unknown")]
        table.add_row(outcome_name(str(row["outcome"]), lang), *shares)
    out.print(table)
    if found.missing:
        names = str(words["join"]).join(outcome_name(key, lang) for key in found.missing)
        out.print(f"{words['missing']}{names}", highlight=False)
    told = found.conditions[found.conditions["p_holm"] < 0.05]
    if told.empty:
        out.print(words["none"], highlight=False)
    else:
        called = {f.key: f.zh if lang == "zh" else f.en for f in FACTORS}
        labels = dict(zip(found.names, found.labels(lang), strict=True))
        table = Table(title=words["where"], title_justify="left")
        for i, head in enumerate(words["heads"]):
            table.add_column(head, justify="right" if i > 2 else "left")
        for row in told.to_dict("records"):
            splits = [
                f"{called[row['factor' + n]]} {'>' if row['above' + n] else '≤'} {row['threshold' + n]:.3g}"
                for n in ("", "_2") if row["factor" + n] in called
            ]  # fmt: skip
            table.add_row(
                outcome_name(str(row["outcome"]), lang), labels[str(row["arm"])], str(words["and"]).join(splits),
                str(row["inside"]), f"{row['won_inside']:.0%}", f"{row['won_outside']:.0%}", number(row["p_holm"]),
            )  # fmt: skip
        out.print(table)
    for path in files:
        out.print(str(path), highlight=False)


def print_outcomes(scenario: "Scenario", frame: "pd.DataFrame", lang: str) -> None:
    """The outcomes of one run."""
    from experiments.words import outcome_name

    title = scenario.title_zh if lang == "zh" else scenario.title_en
    table = Table(title=title, title_justify="left")
    for i, head in enumerate((_HEAD[lang][0], _HEAD[lang][1], _VALUE[lang])):
        table.add_column(head, justify="right" if i == 2 else "left")
    for row in frame.itertuples():
        table.add_row(outcome_name(str(row.outcome), lang), unit_in(str(row.unit), lang), number(row.value))
    console().print(table)


def print_offered(frame: "pd.DataFrame", lang: str) -> None:
    """Hours that come to each kind of actor before any queue forms (`model.load.offered_load`)."""
    table = Table(title_justify="left")
    for i, head in enumerate(_OFFERED[lang]):
        table.add_column(head, justify="right" if i > 1 else "left")
    for row in frame.itertuples():
        table.add_row(
            actor_in(str(row.kind), lang), actor_in(str(row.roles), lang), str(row.desks), str(row.posts),
            number(row.capacity), number(row.offered), number(row.load), number(row.highest), str(row.above_1),
        )  # fmt: skip
    console().print(table)


def print_priors(found: "Priors", lang: str) -> None:
    """The share of draws that are left out, by which kind at which pole (`experiments.priors`)."""
    rejected, draws = len(found.rejected), len(found.draws)
    out = console()
    out.print(_REJECTED[lang].format(rejected=rejected, draws=draws, share=rejected / draws), highlight=False)
    crowded = len(found.crowded - found.rejected)
    out.print(_CROWDED[lang].format(kept=draws - rejected, crowded=crowded), highlight=False)
    table = Table(title_justify="left")
    for i, head in enumerate(_PRIORS[lang]):
        table.add_column(head, justify="right" if i > 1 else "left")
    for row in found.by_kind().itertuples():
        table.add_row(
            actor_in(str(row.pole), lang),
            actor_in(str(row.kind), lang),
            number(row.median),
            str(row.above_1),
            str(row.alone),
        )
    out.print(table)


def print_money(model: "GovernanceModel", lang: str) -> None:
    """Hours and yuan of a year by kind of actor, with overhead, works and the total (`model.budget.public_money`)."""
    from model.budget import posts_by_kind, public_money

    table = Table(title_justify="left")
    for i, head in enumerate(_MONEY[lang]):
        table.add_column(head, justify="right" if i else "left")
    for line in public_money(posts_by_kind(model.world.orders), len(model.residents), model.scenario.resources):
        table.add_row(actor_in(line.what, lang), f"{line.posts:,}", f"{line.hours:,.0f}", f"{line.yuan:,.0f}")
    console().print(table)


def print_utilisation(model: "GovernanceModel", lang: str) -> None:
    """Capacity, busy hours and queues by kind of actor, as they came out."""
    from scenarios.actors import KINDS

    table = Table(title_justify="left")
    for i, head in enumerate(_LOAD[lang]):
        table.add_column(head, justify="right" if i else "left")
    floor, orders, days = model.world.floor, model.world.orders, max(model.day, 1)
    for k, kind in enumerate(KINDS):
        mine = orders["kind"] == k
        capacity, busy = float(floor["server_hours"][mine].sum()), float(floor["busy_hours"][mine].sum())
        table.add_row(
            actor_in(kind, lang), str(int(mine.sum())), str(int(orders["servers"][mine].sum())),
            number(capacity / days), number(busy / days), number(busy / capacity if capacity else math.nan),
            str(int(floor["waiting"][mine].sum())),
        )  # fmt: skip
    console().print(table)
