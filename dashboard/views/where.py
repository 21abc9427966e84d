"""Where and for whom: communities as tiles by street, groups of residents, the article's four promises."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import solara

from dashboard.desk import Desk
from dashboard.plain import Card, Lines, Plain
from dashboard.table import Table
from dashboard.views import where_chart as chart
from dashboard.views import where_data as data
from dashboard.views import where_whom as whom
from dashboard.views.where_told import of_worst, sentences
from dashboard.views.where_words import text, told
from dashboard.words import text as common
from experiments.words import outcome_name
from scenarios.library import HOME
from scenarios.words import unit_in

if TYPE_CHECKING:
    from dashboard.runs.run import Run
    from model.outcomes import Outcome

USUAL, USUAL_LIVE = "within_standard", "backlog"


@solara.component_vue("where.vue")
def _Where(
    measure: str, measures: list[dict[str, Any]], direction: str, told: str, live: bool, shown: dict[str, Any] | None,
    picked: str, words: dict[str, str], event_measure: Any = None, event_pick: Any = None,
) -> None:  # fmt: skip
    """The template's own properties."""


@solara.component_vue("where_whom.vue")
def _Whom(blocks: list[dict[str, Any]], axis: list[dict[str, Any]], change_axis: list[dict[str, Any]]) -> None:
    """The template's own properties."""


@solara.component_vue("where_promises.vue")
def _Promises(funnel: dict[str, Any], unit: str) -> None:
    """The template's own properties."""


@solara.component
def View(desk: Desk) -> solara.Element:
    """Where, for whom, and the four promises, over what is finished, or the watched seed as it stands."""
    run, lang = desk.run, desk.state.lang
    if run is None:
        return Card(common("nothing_where", lang), common("nothing_yet", lang))
    with solara.Div() as view:
        Where(desk, run)
        Whom(desk, run)
        Promises(desk, run)
    return view


def asked_of(desk: Desk, run: "Run") -> tuple[chart.Asked, str, bool]:
    """What is asked, the outcome's key, and whether it is asked of the one watched seed, since none is finished.

    The outcome is the one that all of the page looks at, if groups have it and it is known by now.
    """
    from model.by_group import GROUPED

    live = not run.finished
    known = data.LIVE if live else GROUPED
    key = desk.state.outcome if desk.state.outcome in known else USUAL_LIVE if live else USUAL
    lang, outcome = desk.state.lang, _outcome(key)
    labels = desk.labels
    return chart.Asked(lang, outcome_name(key, lang), unit_in(outcome.unit, lang), outcome.better, labels), key, live


@solara.component
def Where(desk: Desk, run: "Run") -> solara.Element:
    """The communities."""
    lang = desk.state.lang
    asked, key, live = asked_of(desk, run)
    picked, pick = solara.use_state("")
    arms = len(run.plan.arms)
    streets = {place.community: place.street for place in run.plan.arms[0].city.communities}

    def found() -> tuple[dict[str, Any] | None, dict[str, Any] | None, list[data.Worst | None]]:
        groups = _communities(run, key, live, arms)
        often = [] if live else [data.worst(run.groups(), key, arm, asked.better) for arm in range(arms)]
        if not groups:
            return None, None, often
        counted = [worst.often if worst else None for worst in often]
        return chart.maps(groups, streets, asked), chart.table(groups, streets, asked, counted), often

    shown, table, often = solara.use_memo(found, [*_known(desk, run), asked])
    with solara.Div(classes=["s-card"], attributes={"id": "where"}) as card:
        Plain("h2", text("where", lang))
        _Where(
            measure=key, measures=_measures(lang, live), direction=text(asked.better, lang),
            told=told_of(run, live, lang), live=live, shown=shown, picked=picked,
            words={name: text(name, lang) for name in ("measure", "mark", "point_at")},
            event_measure=lambda chosen: desk.change(desk.state.with_(outcome=chosen)),
            event_pick=lambda name: pick("" if name == picked else name),
        )  # fmt: skip
        if run.plan.arms[0].city.key == HOME:
            Plain("p", text("made_up", lang), "s-muted").key("made_up")
        if picked in streets and not live:
            Picked(run, picked, asked).key("picked")
        if often:
            Plain("h3", text("worst", lang)).key("worst")
            said = [of_worst(one, arm, asked) for arm, one in enumerate(often)]
            Lines(said[:1] if asked.better == "none" else [*said, text("worst_chance", lang)]).key("worst_is")
        if table:
            Table(table, lang).key("table")
    return card


@solara.component
def Picked(run: "Run", community: str, asked: chart.Asked) -> solara.Element:
    """All measures of a community, in every regime."""
    from model.by_group import GROUPED

    lang, arms = asked.lang, len(run.plan.arms)

    def rows() -> list[list[str]]:
        mine = run.groups()
        mine = mine[(mine["breakdown"] == "community") & (mine["group"] == community)]
        found = ((key, group) for key in GROUPED for group in data.groups_of(mine, "community", key, arms))
        return [
            [outcome_name(key, lang), unit_in(_outcome(key).unit, lang), text(_outcome(key).better, lang),
             *map(told, group.values), *(told(value, sign=True) for value in group.differences)]
            for key, group in found
        ]  # fmt: skip

    head = [text("measure", lang), text("unit", lang), "", *asked.labels, *(asked.pair(i) for i in range(arms - 1))]
    title = text("all_measures", lang, community=community)
    table = {"title": title, "head": head, "rows": solara.use_memo(rows, [run.id, run.finished, community, lang])}
    return Table(table, lang, summary=title, opened=True)


@solara.component
def Whom(desk: Desk, run: "Run") -> solara.Element:
    """The groups of residents."""
    lang = desk.state.lang
    asked, key, live = asked_of(desk, run)
    arms = len(run.plan.arms)

    def found() -> tuple[dict[str, tuple[data.Group, ...]], tuple[data.Group, ...]]:
        groups = run.groups()
        parts = {name: data.groups_of(groups, name, key, arms) for name, _ in whom.BLOCKS}
        return parts, tuple(gap for gap in data.gaps(groups, key, arms) if gap.name in ("vulnerable", "oldest"))

    parts, gaps = solara.use_memo(lambda: ({}, ()) if live else found(), [run.id, run.finished, key])
    with solara.Div(classes=["s-card"], attributes={"id": "whom"}) as card:
        Plain("h2", text("whom", lang))
        if live:
            Plain("p", text("later", lang), "s-muted")
        else:
            drawn = whom.blocks(parts, gaps, asked)
            Plain("p", f"{asked.measure} ({asked.unit}), {text(asked.better, lang)}", "s-muted")
            _Whom(blocks=drawn["blocks"], axis=drawn["axis"], change_axis=drawn["change_axis"])
            Plain("h3", text("in_words", lang))
            named = sorted(
                (group for name in ("vulnerability", "age") for group in parts[name]),
                key=lambda group: whom.ORDER.index(group.name),
            )
            Lines([*sentences(named, gaps, asked), text("unequal_needs", lang)])
            Table(drawn["table"], lang)
    return card


@solara.component
def Promises(desk: Desk, run: "Run") -> solara.Element:
    """How many needs come how far."""
    lang = desk.state.lang
    asked, _, live = asked_of(desk, run)
    arms = len(run.plan.arms)

    def found() -> dict[str, tuple[float, Sequence[data.Stage]]]:
        promises = run.promises()
        return {
            name: (float(promises.loc[promises["group"] == name, "arisen"].mean()), data.stages(promises, name, arms))
            for name in ("all", "vulnerable", "others")
        }

    parts = solara.use_memo(lambda: {} if live else found(), [run.id, run.finished])
    with solara.Div(classes=["s-card"], attributes={"id": "promises"}) as card:
        Plain("h2", text("promises", lang))
        if live:
            Plain("p", text("later", lang), "s-muted")
        else:
            funnel = whom.funnels(parts, asked)
            Plain("p", text("promises_about", lang, n=len(run.finished)), "s-muted")
            _Promises(funnel=funnel, unit=text("per_1000", lang))
            Plain("h3", text("in_words", lang))
            Lines([*funnel["sentences"], text("promises_limits", lang)])
            Table(funnel["table"], lang)
    return card


def told_of(run: "Run", live: bool, lang: str) -> str:
    """What the numbers rest on: how many seeds, how long, or the one that is watched."""
    days, done, seeds = run.plan.days, len(run.finished), len(run.seeds)
    if live:
        places = run.places()
        if places.empty:
            return text("starting", lang)
        return text("live", lang, seed=run.plan.watched, day=int(places["day"].max()), days=days, n=len(data.LIVE))
    return text("one_seed" if done == 1 else "of_seeds", lang, done=done, all=seeds, days=days, years=f"{days / 250:g}")


def _communities(run: "Run", key: str, live: bool, arms: int) -> tuple[data.Group, ...]:
    if not live:
        return data.groups_of(run.groups(), "community", key, arms)
    places = run.places()
    return () if places.empty else data.live(places, key, arms)


def _known(desk: Desk, run: "Run") -> list[Any]:
    """What the frames of a run depend on: while nothing is finished, they grow with its version."""
    return [run.id, run.finished, 0 if run.finished else desk.version]


def _measures(lang: str, live: bool) -> list[dict[str, Any]]:
    from model.by_group import GROUPED

    return [
        {"key": key, "title": f"{outcome_name(key, lang)} ({unit_in(_outcome(key).unit, lang)})",
         "known": not live or key in data.LIVE}
        for key in GROUPED
    ]  # fmt: skip


def _outcome(key: str) -> "Outcome":
    from model.outcomes import OUTCOMES

    return next(outcome for outcome in OUTCOMES if outcome.key == key)
