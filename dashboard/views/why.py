"""Why: the difference between two regimes split over their rules, and the card of each rule."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import solara

from dashboard.asked import MOST_SEEDS, Asked, asked_of, years_of
from dashboard.chart import Chart
from dashboard.desk import Desk
from dashboard.refusals import refusal
from dashboard.runs.run import ACTIVE
from dashboard.served import served
from dashboard.state import MOST_YEARS
from dashboard.views.why_cards import cards
from dashboard.views.why_chart import waterfall
from dashboard.views.why_data import Wanted, called, found, seconds, wanted
from dashboard.views.why_plain import plain
from dashboard.views.why_words import WORDS, duration, text
from dashboard.watch import use_study, visitor
from experiments.coalitions import BY, EXACT
from experiments.words import outcome_name
from model.outcomes import OUTCOMES
from scenarios.errors import InputError
from scenarios.limits import whole_number
from scenarios.rules import RULES
from scenarios.words import unit_in

if TYPE_CHECKING:
    from dashboard.runs.study import Study
    from experiments.attribute import Attribution
    from scenarios.scenario import Scenario


ENOUGH = 10  # seeds from which intervals of sampled orders cover which orders were drawn


@dataclass(frozen=True)
class Standing:
    """How far a question is answered: runs known of those that are wanted, whole seeds, and what the study does."""

    runs: int
    known: int
    of_first: tuple[int, int]  # known, wanted
    seeds: int
    status: str  # of a study that works on this question, else "done", "elsewhere" or "" (not begun)
    ahead: int = 0
    error: str = ""


@solara.component_vue("why.vue")
def _Asking(
    words: dict[str, str], arms: list[dict[str, str]], asked: dict[str, Any], bys: list[dict[str, str]],
    outcome: str, outcomes: list[dict[str, str]], limits: dict[str, float], told: str, status: str, progress: float,
    missing: int, event_ask: Any = None, event_pick: Any = None, event_begin: Any = None, event_halt: Any = None,
) -> None:  # fmt: skip
    """The template's own properties."""


@solara.component_vue("why_told.vue")
def _Told(words: dict[str, str], findings: list[str], limits: list[str]) -> None:
    """The template's own properties."""


@solara.component_vue("why_cards.vue")
def _Cards(
    words: dict[str, str], arms: list[str], cards: list[dict[str, Any]], every: bool, event_every: Any = None
) -> None:
    """The template's own properties."""


@solara.component
def View(desk: Desk) -> solara.Element:
    """What is asked and how far it is answered; the waterfall with its words; the cards."""
    study = use_study()
    every, show_every = solara.use_state(False)
    state, lang = desk.state, desk.state.lang
    asked = asked_of(state)
    labels = state.labels()
    pair = (labels[asked.a], labels[asked.b])
    a, b = state.scenario(asked.a), state.scenario(asked.b)
    hashes = (a.hash, b.hash)
    question, refused = solara.use_memo(
        lambda: _question(a, b, asked, lang), [hashes, asked.by, asked.days, asked.seeds, lang]
    )
    known = study.known if study is not None else {}
    standing = standing_of(question, known, study) if question is not None else None
    few = question is not None and len(question.game.players) <= EXACT
    seeds = standing.seeds if standing else 0
    answer = use_answer(a, b, asked, seeds, known, state.outcome, hashes, at_once=few)
    told = text("not_split", lang, error=refused)
    if question is not None and standing is not None:
        told = told_of(standing, asked, question, state.district.residents, lang)
    by_rule = answer if answer is not None and asked.by == "rule" else None
    with solara.Div(classes=["why"]) as view:
        _Asking(
            words=_words(lang), arms=[{"title": label} for label in labels], outcome=state.outcome,
            asked={"a": asked.a, "b": asked.b, "by": asked.by, "years": asked.years, "seeds": asked.seeds},
            bys=[{"key": by, "title": text(f"by_{by}", lang)} for by in reversed(BY)], outcomes=_outcomes(lang),
            limits={"years": MOST_YEARS, "seeds": MOST_SEEDS},
            told=told,
            status=standing.status if standing else "refused",
            progress=standing.known / standing.runs if standing else 0.0,
            missing=standing.runs - standing.known if standing else 0,
            event_ask=lambda told: _ask(desk, asked, told),
            event_pick=lambda key: desk.change(state.with_(outcome=key)),
            event_begin=lambda *_: _begin(desk, question, study),
            event_halt=lambda *_: _halt(study),
        )  # fmt: skip
        if standing is not None and standing.seeds:
            if answer is None:
                solara.Div(classes=["s-card"], children=[text("counting", lang)])
            else:
                _Answer(answer, state.outcome, pair, (asked.a, asked.b), asked.seeds, lang)
        _Cards(
            words=_words(lang) | {"show_all": text("show_all", lang, n=len(RULES))}, arms=list(pair), every=every,
            cards=cards(a, b, pair, lang, every=every, found=by_rule, outcome=state.outcome),
            event_every=lambda on: show_every(bool(on)),
        )  # fmt: skip
    return view


def use_answer(
    a: "Scenario", b: "Scenario", asked: Asked, seeds: int, known: Any, outcome: str, hashes: tuple[str, str], *,
    at_once: bool,
) -> "Attribution | None":  # fmt: skip
    """The attribution from the first `seeds` seeds: at once, or beside the page where pairs of many rules take long.

    While it is reckoned beside the page, the one of fewer seeds stays.
    """
    about = (hashes, asked.by, asked.days, outcome)

    def reckon(here: bool) -> "tuple[Any, Attribution | None]":
        return about, found(a, b, asked, seeds, known, outcome) if seeds and here == at_once else None

    mine = solara.use_memo(lambda: reckon(True), [about, seeds, at_once])
    task: Any = solara.lab.use_task(
        lambda: reckon(False), dependencies=[about, seeds, at_once], prefer_threaded=True
    )  # fmt: skip
    last = mine if at_once else task.latest
    return last[1] if last is not None and last[0] == about else None


@solara.component
def _Answer(
    answer: "Attribution", outcome: str, pair: tuple[str, str], arms: tuple[int, int], of: int, lang: str
) -> solara.Element:
    """The waterfall, what was found, what it cannot say."""
    drawn = waterfall(answer, outcome, pair, arms, lang)
    with solara.Div(classes=["s-card"]) as card:
        if answer.seeds < of:
            words = text("so_far_one" if answer.seeds == 1 else "so_far", lang, n=answer.seeds, seeds=of)
            solara.Div(classes=["why-so-far"], attributes={"role": "status"}, children=[words])
        if drawn is None:
            solara.Div(children=[text("no_value", lang)])
            return card
        solara.Div(classes=["why-plain"], children=[plain(drawn, outcome, pair, lang)])
        Chart(drawn.option, drawn.label, height=drawn.height, table=drawn.table)
        how = text("exact" if answer.exact else "drawn", lang)
        caption = text("caption", lang, n=drawn.n, years=f"{answer.days / 250:g}", how=how)
        notes = [caption, *([text("cut", lang)] if drawn.cut else [])]
        notes += [text("few", lang)] if not answer.exact and drawn.n < ENOUGH else []
        solara.Div(classes=["s-muted"], children=[" ".join(notes)])
        mine = called(answer, pair)
        _Told(words=_words(lang), findings=mine.findings(lang), limits=mine.limits(lang))
    return card


def standing_of(question: Wanted, known: Any, study: "Study | None") -> Standing:
    """How far a question is answered by the runs that are known, and whether the visitor's study works on it."""
    runs, missing = question.runs, question.missing(known)
    first = next(iter(question.keys))
    of_first = len(set(question.keys[first]))
    counted = (runs, runs - missing, (of_first - question.missing(known, first), of_first), question.complete(known))
    if not missing:
        return Standing(*counted, "done")
    if study is None:
        return Standing(*counted, "")
    mine = {key for keys in question.keys.values() for key in keys} <= {*study.keys, *known}
    if mine:
        return Standing(*counted, study.status, study.ahead, study.error)
    return Standing(*counted, "elsewhere" if study.status in ACTIVE else "")


def told_of(standing: Standing, asked: Asked, question: Wanted, residents: int, lang: str) -> str:
    """How far it is, in words; before it is begun, what it would take."""
    years, missing = f"{asked.years:g}", standing.runs - standing.known
    done = {"done": standing.known, "runs": standing.runs}
    first = text("first", lang, done=standing.of_first[0], runs=standing.of_first[1])
    if standing.status == "done":
        return text("done", lang, runs=standing.runs, seeds=asked.seeds)
    if standing.status == "waiting":
        return text("waiting" if standing.ahead else "starting", lang, ahead=standing.ahead)
    if standing.status == "running":
        said = text("running", lang, **done)
        return said if standing.seeds else f"{said} · {first}"
    if standing.status == "stopped":
        return text("stopped", lang, **done)
    if standing.status == "failed":
        return text("failed", lang, error=standing.error)
    takes = duration(seconds(missing, residents, asked.days, len(served().hall.workers)), lang)
    exact = len(question.game.players) <= EXACT
    said = text("runs_known" if standing.known else "runs", lang, runs=standing.runs, missing=missing, years=years)
    said += (
        text("about", lang, time=takes) + (", " if lang == "en" else "，") + text("exact" if exact else "drawn", lang)
    )
    return said + ("" if standing.status != "elsewhere" else (". " if lang == "en" else "。") + text("elsewhere", lang))


def _question(a: "Scenario", b: "Scenario", asked: Asked, lang: str) -> tuple[Wanted | None, str]:
    try:
        return wanted(a, b, asked), ""
    except InputError as error:
        return None, refusal(error, lang)


def _begin(desk: Desk, question: Wanted | None, study: "Study | None") -> None:
    """Let the hall make what is missing; what was found before counts."""
    hall = served().hall
    if question is None:
        return
    if (
        study is not None
        and study.status == "stopped"
        and set(study.keys) == {k for ks in question.keys.values() for k in ks}
    ):
        hall.resume(study)
        return
    try:
        hall.study(visitor(), question.every_task(), question.days)
    except InputError as error:
        desk.complain(refusal(error, desk.state.lang))


def _halt(study: "Study | None") -> None:
    """Let it be; what was found stays."""
    if study is not None:
        served().hall.stop(study)


def _ask(desk: Desk, asked: Asked, told: dict[str, Any]) -> None:
    """Ask something else: another pair, split, length or number of seeds."""
    key, value = told["key"], told["value"]
    try:
        desk.change(desk.state.with_(why=changed(asked, key, value, len(desk.state.arms)).written()))
    except InputError as error:
        desk.complain(refusal(error, desk.state.lang))


def changed(asked: Asked, key: str, value: Any, arms: int) -> Asked:
    """The question with one thing changed; where both regimes would be the same, they change places.

    Raises `InputError`.
    """
    if key in ("a", "b"):
        number = whole_number("regimes", value, 0, arms - 1)
        other = "b" if key == "a" else "a"
        swap = {other: getattr(asked, key)} if getattr(asked, other) == number else {}
        return asked.with_(**{key: number}, **swap)
    if key == "by":
        if value not in BY:
            raise InputError("by", repr(value), " or ".join(BY))
        return asked.with_(by=value)
    if key == "seeds":
        return asked.with_(seeds=whole_number("seeds", _number(value), 1, MOST_SEEDS))
    return asked.with_(years=years_of(value))


def _number(value: Any) -> Any:
    try:
        return float(value)
    except (TypeError, ValueError):
        return value


def _words(lang: str) -> dict[str, str]:
    return {key: texts[lang == "zh"] for key, texts in WORDS.items()}


def _outcomes(lang: str) -> list[dict[str, str]]:
    found = []
    for outcome in OUTCOMES:
        unit = unit_in(outcome.unit, lang)
        found.append({"key": outcome.key, "title": outcome_name(outcome.key, lang) + (f" ({unit})" if unit else "")})
    return found
