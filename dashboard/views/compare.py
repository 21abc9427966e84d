"""The view Compare: what regimes come to over time, how they differ on the same seeds, and how sure that is."""

from typing import Any

import solara

from dashboard.chart import Chart
from dashboard.desk import Desk
from dashboard.look import LOOKS
from dashboard.runs.run import Run
from dashboard.state import LETTERS
from dashboard.views import compare_chart, compare_data, compare_text
from dashboard.views.compare_words import say
from dashboard.views.pick import Pick
from experiments.words import outcome_name
from model.outcomes import OUTCOMES

HEAD = ("baseline", "regimes")
AXIS = ("axis", "days", "dates")
TABLE = (
    "adjusted", "adjusted_head", "head_outcome", "head_arm", "head_mean", "head_difference", "head_plot", "table",
)  # fmt: skip
DASHES = {"solid": "", "dashed": "6 4", "dotted": "2 3"}
SHAPES = {
    "circle": "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0", "diamond": "M0 -5L5 0L0 5L-5 0Z", "triangle": "M0 -5L5 4H-5Z",
    "rect": "M-4 -4H4V4H-4Z",
}  # fmt: skip


@solara.component_vue("compare.vue")
def _Head(
    about: str, told: list[str], arms: list[dict[str, Any]], words: dict[str, str], rests: str, note: str
) -> None:  # fmt: skip
    """The template's own properties."""


@solara.component_vue("compare_axis.vue")
def _Axis(words: dict[str, str], dates: bool, event_choose: Any = None) -> None:
    """The template's own properties."""


@solara.component_vue("heading.vue")
def _Heading(title: str, sub: str) -> None:
    """The template's own properties."""


@solara.component_vue("compare_table.vue")
def _Table(
    title: str, told: list[str], chance: str, rows: list[Any], words: dict[str, str], baseline: str, only: str,
    several: bool, every: bool, adjusted: bool, outcome: str, event_every: Any = None, event_adjusted: Any = None,
    event_choose: Any = None,
) -> None:  # fmt: skip
    """The template's own properties."""


@solara.component_vue("compare_intro.vue")
def _Intro(arms: list[dict[str, Any]], words: dict[str, str], happens: list[str], note: str) -> None:
    """The template's own properties."""


def legend(labels: tuple[str, ...]) -> list[dict[str, Any]]:
    """How each arm looks."""
    return [
        {
            "letter": LETTERS[arm], "label": label, "color": look.color, "baseline": arm == 0,
            "dash": DASHES[look.line] if isinstance(look.line, str) else " ".join(map(str, look.line)),
            "mark": SHAPES[look.symbol],
        }
        for arm, (label, look) in enumerate(zip(labels, LOOKS, strict=False))
    ]  # fmt: skip


@solara.component
def View(desk: Desk) -> solara.Element:
    """What was found so far; before the first run, what is compared and what will happen."""
    dates, set_dates = solara.use_state(False)
    every, set_every = solara.use_state(False)
    adjusted, set_adjusted = solara.use_state(False)
    run = desk.run
    with solara.Div() as view:
        if run is None or not len(run.points()):
            Intro(desk)
        else:
            Found(desk, run, dates, set_dates)
            Horizon(desk, run, every, adjusted, set_every, set_adjusted)
    return view


@solara.component
def Intro(desk: Desk) -> solara.Element:
    """What the regimes are, and what pressing run does."""
    lang = desk.state.lang
    told = [compare_text.introduced(arm, lang) for arm in desk.state.arms]
    arms = [look | {"told": text} for look, text in zip(legend(desk.state.labels()), told, strict=True)]
    words = {key: say(key, lang) for key in ("intro", "what_happens", "baseline")}
    return _Intro(arms=arms, words=words, happens=compare_text.happens(desk.state), note=_waiting(desk.run, lang))


def _waiting(run: Run | None, lang: str) -> str:
    """Why there is nothing yet of a run."""
    if run is None:
        return ""
    if run.status == "waiting" and run.ahead:
        return say("waits", lang, n=run.ahead)
    return say("starts" if run.status in ("waiting", "running", "done") else f"empty_{run.status}", lang)


@solara.component
def Found(desk: Desk, run: Run, dates: bool, set_dates: Any) -> solara.Element:
    """The two charts of the chosen outcome, with what they say."""
    state, labels = desk.state, desk.labels
    lang, key = state.lang, state.outcome
    points, days = run.points(), run.plan.days
    outcome = compare_text.BY_KEY[key]
    about, told = compare_text.about(outcome, lang), compare_text.sentences(points, key, labels, lang)
    notes = [say(f"status_{run.status}", lang)] if run.status in ("stopped", "paused", "failed") else []
    notes += compare_text.unequal(run.plan.arms, lang)
    with solara.Div() as found:
        with solara.Div(classes=["s-compare-top"]):
            Pick(key, lang, lambda chosen: desk.change(state.with_(outcome=chosen)))
            _Axis(words={key: say(key, lang) for key in AXIS}, dates=dates, event_choose=set_dates)
        _Head(
            about=compare_text.explained(outcome, lang), arms=legend(labels), told=told, note=" ".join(notes),
            words={key: say(key, lang) for key in HEAD},
            rests=compare_text.rests(points, len(run.finished), len(run.seeds), lang),
        )  # fmt: skip
        turns = compare_chart.marks_of(run.plan, lang)
        with solara.Div(classes=["s-compare-charts"]):
            rows, gaps = compare_data.curves(points, key), compare_data.differences(points, key)
            name, unit = outcome_name(key, lang), about["unit"]
            with solara.Div():
                _Heading(title=say("levels", lang, outcome=about["name"]), sub=say("levels_sub", lang, unit=unit))
                Chart(
                    compare_chart.curves_option(rows, labels, days, lang, dates=dates, turns=turns),
                    say("levels_aria", lang, outcome=name, told=" ".join(told)), height=compare_chart.HEIGHT,
                    table=compare_chart.numbers_of(rows, labels, lang),
                )  # fmt: skip
            with solara.Div():
                _Heading(title=say("gap", lang, a=labels[0]), sub=say("gap_sub", lang, unit=unit))
                Chart(
                    compare_chart.differences_option(gaps, labels, days, lang, dates=dates, turns=turns),
                    say("gap_aria", lang, outcome=name, a=labels[0], told=" ".join(told)), height=compare_chart.HEIGHT,
                    table=compare_chart.numbers_of(gaps, labels, lang, zero=True),
                )  # fmt: skip
    return found


@solara.component
def Horizon(
    desk: Desk, run: Run, every: bool, adjusted: bool, set_every: Any, set_adjusted: Any
) -> solara.Element:  # fmt: skip
    """The outcomes of the finished seeds at the horizon, with paired differences and what they say."""
    lang, labels, key = desk.state.lang, desk.labels, desk.state.outcome
    seeds, days = run.finished, run.plan.days
    table = solara.use_memo(
        lambda: compare_data.at_horizon(run.points(), days, seeds) if seeds else None, [run.id, seeds]
    )  # fmt: skip
    words = {word: say(word, lang) for word in TABLE}
    words |= {"every": say("every", lang, n=len(OUTCOMES)), "head_verdict": say("head_verdict", lang, a=LETTERS[0])}
    if table is None:
        over = run.status in ("stopped", "failed")
        told, rows = [say("never" if over else "not_yet", lang, day=f"{days:,}")], []
    else:
        told = compare_text.summary(table, labels, lang, adjusted=adjusted)
        keys = compare_text.shown_keys(every, key)
        rows = compare_text.rows_of(table, labels, keys, len(seeds), lang)
    return _Table(
        title=compare_text.horizon(run.plan, len(seeds), len(run.seeds), lang), told=told, rows=rows, words=words,
        chance=compare_text.chance(lang), baseline=labels[0], only=labels[1], several=len(labels) > 2, every=every,
        adjusted=adjusted, outcome=key, event_every=set_every, event_adjusted=set_adjusted,
        event_choose=lambda chosen: desk.change(desk.state.with_(outcome=chosen)),
    )  # fmt: skip
