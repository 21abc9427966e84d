"""Choosing one of all outcomes: grouped, searchable, with names in the page's language."""

from collections.abc import Callable
from typing import Any

import solara

from dashboard.views.compare_text import choices
from dashboard.views.compare_words import say


@solara.component_vue("pick.vue")
def _Pick(outcome: str, groups: list[dict[str, Any]], words: dict[str, str], event_pick: Any = None) -> None:
    """The template's own properties."""


def Pick(outcome: str, lang: str, choose: Callable[[str], None]) -> solara.Element:
    """The chosen outcome, and what else could be chosen; `choose` is told a key."""
    words = {key: say(key, lang) for key in ("outcome", "search", "nothing_found")}
    return _Pick(outcome=outcome, groups=choices(lang), words=words, event_pick=choose)
