"""The page: the bar, the settings at the side, the view that is looked at. Solara shows `Page`."""

import logging
from dataclasses import replace
from typing import Any, cast

import solara

from dashboard import address
from dashboard.bar import Bar
from dashboard.desk import Desk
from dashboard.panel.side import Side
from dashboard.refusals import refusal
from dashboard.runs.plan import Plan
from dashboard.served import served
from dashboard.state import MOST_SEEDS, State, language
from dashboard.views import compare, model, structure, take, where, why
from dashboard.watch import use_run, visitor
from dashboard.words import text
from experiments.runner import days_of
from scenarios.errors import InputError

FIRST_SEED = 1
MORE = 10
VIEWS = {
    "compare": compare.View, "structure": structure.View, "where": where.View, "why": why.View,
    "model": model.View, "take": take.View,
}  # fmt: skip


logger = logging.getLogger("sanshe")


@solara.component_vue("trouble.vue")
def _Trouble(words: dict[str, list[str]]) -> None:
    """The template's own properties."""


@solara.component
def Page() -> solara.Element:
    """All of it; should a part of it fail, a sentence in its place: what went wrong is for the server's log alone."""
    wrong, _ = solara.use_exception()
    if wrong is None:
        return Whole()
    logger.error("a page failed", exc_info=wrong)
    return _Trouble(words={lang: [text("failed_page", lang), text("reload", lang)] for lang in ("en", "zh")})


@solara.component
def Whole() -> solara.Element:
    """The bar, the side, the view."""
    search = solara.use_router().search or ""
    first, told = solara.use_memo(lambda: _opened(search), [])
    state, set_state = solara.use_state(first)
    complaint, complain = solara.use_state(told)
    run, version = use_run(state.run)

    def change(new: State) -> None:
        """A new state, if it is one that can be run."""
        try:
            address.must_be_known(new)
            new.scenarios()
            address.query(new)
        except InputError as error:
            complain(refusal(error, state.lang))
            return
        complain("")
        set_state(new)

    desk = Desk(state, change, run, version, complain)
    with solara.Div(classes=["s-page"]) as whole:
        Bar(desk, complaint, lambda what: _do(what, desk))
        with solara.Div(classes=["s-side"], attributes={"role": "region", "aria-label": text("panels", state.lang)}):
            Side(desk)
        with solara.Div(
            classes=["s-main"], attributes={"role": "region", "aria-label": text(f"view_{state.view}", state.lang)}
        ):
            VIEWS[state.view](desk)
    return whole


def _opened(search: str) -> tuple[State, str]:
    """The state of the address, and what was wrong with it."""
    here = served()
    accepted = (cast("Any", solara.lab.headers).value or {}).get("accept-language", [""])[0]
    lang = language(here.lang, accepted)
    try:
        state = address.state_from(search, lang, here.city)
        return state, text("unheld", state.lang) if address.unheld(search) else ""
    except InputError as error:
        asked = language("zh" if "lang=zh" in search else lang, "")
        return replace(State(), city=here.city, lang=asked), refusal(error, asked)


def _do(what: str, desk: Desk) -> None:
    """What the buttons of the bar ask for."""
    hall, state, run = served().hall, desk.state, desk.run
    if what == "run":
        try:
            plan = Plan(state.scenarios(), days_of(state.years), tuple(range(FIRST_SEED, FIRST_SEED + state.seeds)))
            if run is not None:
                hall.stop(run)
            desk.change(replace(state, run=hall.submit(visitor(), plan).id))
        except InputError as error:
            desk.complain(refusal(error, state.lang))
    elif run is None:
        return
    elif what == "more":
        seeds = min(len(run.seeds) + MORE, MOST_SEEDS)
        if seeds == len(run.seeds):
            desk.complain(InputError("seeds", f"{seeds} already", f"at most {MOST_SEEDS} on the page").message)
            return
        hall.add_seeds(run, seeds - len(run.seeds))
        desk.change(replace(state, seeds=seeds))
    else:
        {"pause": hall.pause, "resume": hall.resume, "stop": hall.stop}[what](run)
