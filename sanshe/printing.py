"""What the command prints: tables, one sentence, and a progress bar on a terminal."""

import math
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table

from scenarios.words import actor_in, unit_in, winner_in

if TYPE_CHECKING:
    import pandas as pd

    from experiments.compare import Comparison
    from experiments.priors import Priors
    from model.governance import GovernanceModel
    from scenarios.scenario import Scenario

WIDE = 150
_HEAD = {
    "en": ("outcome", "unit", "mean A", "mean B", "B − A", "95 % interval", "effect", "p (Holm)", "winner"),
    "zh": ("结果", "单位", "A 均值", "B 均值", "B − A", "95% 区间", "效应量", "p (Holm)", "较优"),
}
_YEAR = {"en": "a", "zh": "年"}
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
        "above_1",
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
    "zh": "保留 {kept} 组, 其中 {crowded} 组有单个部门或科室负荷超过1。",
}


class Progress:
    """A bar that counts seeds or what else is told; silent when the output is not a terminal."""

    def __init__(self, total: int, what: str = "seeds") -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        console = Console(stderr=True)
        self._bar = Bar(*columns, console=console, disable=not console.is_terminal, transient=True)
        self._task = self._bar.add_task(what, total=total)

    def __enter__(self) -> "Progress":
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.stop()

    def tell(self, done: int) -> None:
        """So many seeds are done."""
        self._bar.update(self._task, completed=done)


def _console() -> Console:
    console = Console(markup=False, emoji=False)  # a name is what it is, brackets and colons too
    return console if console.is_terminal else Console(width=WIDE, markup=False, emoji=False)


def number(value: object) -> str:
    """A number with four significant digits; a dash for none."""
    known = float(str(value))
    return "–" if math.isnan(known) else f"{known:.4g}"


def print_comparison(found: "Comparison", files: list[Path], lang: str) -> None:
    """The table of each further arm against the first, the sentence, and where the files are."""
    from experiments.words import outcome_name

    console = _console()
    labels = found.labels(lang)
    for arm, label in zip(found.names[1:], labels[1:], strict=True):
        years = found.days / 250
        table = Table(
            title=f"A = {labels[0]}, B = {label}; n = {found.seeds}, {years:g} {_YEAR[lang]}", title_justify="left"
        )
        for i, head in enumerate(_HEAD[lang]):
            table.add_column(head, justify="left" if i < 2 else "right", no_wrap=i == 0)
        for row in found.table[found.table["arm"] == arm].itertuples():
            interval = f"{number(row.ci_low)} … {number(row.ci_high)}"
            table.add_row(
                outcome_name(str(row.outcome), lang), unit_in(str(row.unit), lang), number(row.mean_a),
                number(row.mean_b), number(row.difference), interval, number(row.effect_size), number(row.p_holm),
                winner_in(str(row.winner), lang),
            )  # fmt: skip
        console.print(table)
    console.print(found.sentence(lang), highlight=False)
    for path in files:
        console.print(str(path), highlight=False)


def print_outcomes(scenario: "Scenario", frame: "pd.DataFrame", lang: str) -> None:
    """The outcomes of one run."""
    from experiments.words import outcome_name

    title = scenario.title_zh if lang == "zh" else scenario.title_en
    table = Table(title=title, title_justify="left")
    for i, head in enumerate((_HEAD[lang][0], _HEAD[lang][1], "")):
        table.add_column(head, justify="right" if i == 2 else "left")
    for row in frame.itertuples():
        table.add_row(outcome_name(str(row.outcome), lang), unit_in(str(row.unit), lang), number(row.value))
    _console().print(table)


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
    _console().print(table)


def print_priors(found: "Priors", lang: str) -> None:
    """The share of draws that are left out, by which kind at which pole (`experiments.priors`)."""
    rejected, draws = len(found.rejected), len(found.draws)
    console = _console()
    console.print(_REJECTED[lang].format(rejected=rejected, draws=draws, share=rejected / draws), highlight=False)
    crowded = len(found.crowded - found.rejected)
    console.print(_CROWDED[lang].format(kept=draws - rejected, crowded=crowded), highlight=False)
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
    console.print(table)


def print_money(model: "GovernanceModel", lang: str) -> None:
    """Hours and yuan of a year by kind of actor, with overhead, works and the total (`model.budget.public_money`)."""
    from model.budget import posts_by_kind, public_money

    table = Table(title_justify="left")
    for i, head in enumerate(_MONEY[lang]):
        table.add_column(head, justify="right" if i else "left")
    for line in public_money(posts_by_kind(model.world.orders), len(model.residents), model.scenario.resources):
        table.add_row(actor_in(line.what, lang), f"{line.posts:,}", f"{line.hours:,.0f}", f"{line.yuan:,.0f}")
    _console().print(table)


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
    _console().print(table)
