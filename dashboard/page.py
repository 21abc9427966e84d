"""The page: the bar, the settings at the side, the view that is looked at. Solara shows `Page`."""

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


@solara.component
def Page() -> solara.Element:
    """All of it."""
    search = solara.use_router().search or ""
    first, told = solara.use_memo(lambda: _opened(search), [])
    state, set_state = solara.use_state(first)
    complaint, complain = solara.use_state(told)
    run, version = use_run(state.run)

    def change(new: State) -> None:
        """A new state, if it is one that can be run."""
        try:
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
        hall.add_seeds(run, seeds - len(run.seeds))
        desk.change(replace(state, seeds=seeds))
    else:
        {"pause": hall.pause, "resume": hall.resume, "stop": hall.stop}[what](run)
