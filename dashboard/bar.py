"""The bar: views, language, run and its progress, complaints."""

from collections.abc import Callable
from typing import Any

import solara

from dashboard import address
from dashboard.desk import Desk
from dashboard.refusals import refusal
from dashboard.state import MOST_SEEDS, MOST_YEARS, VIEWS
from dashboard.words import text
from scenarios.errors import InputError
from scenarios.limits import whole_number

OWN = (
    "panels",
    "title",
    "subtitle",
    "views",
    "language",
    "years",
    "seeds",
    "run",
    "pause",
    "resume",
    "cancel",
    "more",
    "close",
)


@solara.component_vue("bar.vue")
def _Bar(
    lang: str, view: str, views: list[dict[str, str]], words: dict[str, str], query: str, years: float, seeds: int,
    limits: dict[str, float], status: str, progress: float, told: str, complaint: str, note: str,
    event_go: Any = None, event_switch: Any = None, event_put: Any = None, event_do: Any = None,
    event_heard: Any = None,
) -> None:  # fmt: skip
    """The template's own properties."""


def Bar(desk: Desk, complaint: str, do: Callable[[str], None]) -> solara.Element:
    """The bar; `do` is told run, pause, resume, stop or more."""
    state, run = desk.state, desk.run
    lang = state.lang
    words = {key: text(key, lang) for key in OWN} | {"view": text(f"view_{state.view}", lang)}
    return _Bar(
        lang=lang, view=state.view, words=words, query=address.query(state), years=state.years, seeds=state.seeds,
        views=[{"key": view, "title": text(f"view_{view}", lang)} for view in VIEWS],
        limits={"years": MOST_YEARS, "seeds": MOST_SEEDS},
        status=run.status if run else "", progress=run.progress if run else 0.0, told=_told(desk),
        complaint=complaint or (run.error if run else ""), note=_note(desk),
        event_go=lambda view: desk.change(state.with_(view=view)),
        event_switch=lambda *_: desk.change(state.with_(lang="en" if lang == "zh" else "zh")),
        event_put=lambda told: _set(desk, told), event_do=do, event_heard=lambda *_: desk.complain(""),
    )  # fmt: skip


def _told(desk: Desk) -> str:
    """How far the run is, in words."""
    run, lang = desk.run, desk.state.lang
    if run is None:
        return ""
    if run.status == "waiting" and not run.ahead:
        return text("starting", lang)
    return text(run.status, lang, ahead=run.ahead, done=len(run.finished), all=len(run.seeds))


def _note(desk: Desk) -> str:
    """What a reader should know of what is shown."""
    if desk.run is None:
        return text("gone", desk.state.lang) if desk.state.run else ""
    return text("changed_since", desk.state.lang) if desk.stale else ""


def _set(desk: Desk, told: dict[str, str]) -> None:
    """Another number of years or seeds."""
    try:
        if told["key"] == "seeds":
            desk.change(desk.state.with_(seeds=whole_number("seeds", _number(told["value"]), 2, MOST_SEEDS)))
            return
        years = _number(told["value"])
        if not isinstance(years, float) or not 0.0 < years <= MOST_YEARS:
            raise InputError("years", repr(told["value"]), f"above 0, at most {MOST_YEARS:g}")
        desk.change(desk.state.with_(years=years))
    except InputError as error:
        desk.complain(refusal(error, desk.state.lang))


def _number(value: str) -> float | str:
    try:
        return float(value)
    except ValueError:
        return value
