"""The levers of the regime that is set: where it stands between the poles, and every rule and resource."""

from collections.abc import Callable
from typing import Any

import solara

from dashboard.desk import Desk
from dashboard.panel import moves
from dashboard.panel.arms import preset_title
from dashboard.panel.fields import Fields
from dashboard.panel.form import lever_form
from dashboard.panel.side_words import texts
from dashboard.state import LETTERS, State


@solara.component_vue("levers.vue")
def _Blend(
    share: float | None, titles: list[str], letter: str, changes: int, timed: bool, is_baseline: bool, as_preset: bool,
    words: dict[str, str], event_blend: Any = None, event_preset: Any = None, event_baseline: Any = None,
) -> None:  # fmt: skip
    """The template's own properties."""


@solara.component
def Panel(desk: Desk) -> solara.Element:
    """Blend, resets, and the form of all levers."""
    state, lang = desk.state, desk.state.lang
    echo, set_echo = solara.use_state({"key": "", "n": 0})
    arm = state.arms[state.edited]

    def answered(move: Callable[[State, dict[str, Any]], State]) -> Callable[[dict[str, Any]], None]:
        def do(told: dict[str, Any]) -> None:
            desk.change(move(state, told))
            set_echo({"key": told["key"], "n": told["n"]})

        return do

    with solara.Div() as panel:
        _Blend(
            share=moves.share_of(arm.base), titles=[preset_title(n, lang) for n in (moves.HIERARCHY, moves.NETWORK)],
            letter=LETTERS[state.edited], changes=len(arm.changes), timed=arm.timeline is not None,
            is_baseline=arm == state.arms[0], as_preset=not arm.changed,
            words=texts("levers", lang) | texts("arms", lang),
            event_blend=lambda share: desk.change(moves.blended(state, float(share))),
            event_preset=lambda *_: desk.change(moves.to_preset(state)),
            event_baseline=lambda *_: desk.change(moves.to_baseline(state)),
        )  # fmt: skip
        Fields(
            lever_form(lang), lang, f"levers:{state.edited}:{arm.base}", moves.levers_of(arm), moves.base_levers(arm),
            arms=[{"letter": LETTERS[i], "values": moves.levers_of(each)} for i, each in enumerate(state.arms)],
            echo=echo,
            on_set=answered(lambda now, told: moves.set_lever(now, told["key"], told["value"])),
            on_back=answered(lambda now, told: moves.back(now, told["key"])),
        )  # fmt: skip
    return panel
