"""The tabs of the side."""

from typing import Any

import solara

from dashboard.desk import Desk
from dashboard.state import PANELS
from dashboard.words import text


@solara.component_vue("tabs.vue")
def _Tabs(panel: str, panels: list[dict[str, str]], label: str, event_choose: Any = None) -> None:
    """The template's own properties."""


def Tabs(desk: Desk) -> solara.Element:
    """Levers; assumptions and district; in time."""
    lang = desk.state.lang
    return _Tabs(
        panel=desk.state.panel, label=text("panels", lang),
        panels=[{"key": panel, "title": text(f"panel_{panel}", lang)} for panel in PANELS],
        event_choose=lambda panel: desk.change(desk.state.with_(panel=panel)),
    )  # fmt: skip
