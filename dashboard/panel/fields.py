"""The fields of a form, drawn by one template; the form goes to the page once, values each time they change."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import solara

from dashboard.panel.side_words import texts


@solara.component_vue("fields.vue")
def _Fields(
    form: dict[str, Any], words: dict[str, str], scope: str, values: dict[str, Any], base: dict[str, Any],
    arms: list[dict[str, Any]], changes: list[str], echo: dict[str, Any], event_set: Any = None, event_undo: Any = None,
) -> None:  # fmt: skip
    """The template's own properties."""


def Fields(
    form: dict[str, Any],
    lang: str,
    scope: str,
    values: Mapping[str, Any],
    base: Mapping[str, Any],
    *,
    echo: Mapping[str, Any],
    on_set: Callable[[dict[str, Any]], None],
    on_back: Callable[[dict[str, Any]], None],
    arms: Sequence[dict[str, Any]] = (),
    changes: Sequence[str] = (),
) -> solara.Element:
    """A form with its values and those of its base; `scope` tells its controls from another's, and what is set.

    `arms` are the values of all regimes, where they may differ; `changes` are listed above the form. An event is
    `{"key", "value", "n"}`, and `echo` is the last one that was dealt with: until then a control shows what the
    visitor did.
    """
    return _Fields(
        form=form, words=texts("form", lang), scope=scope, values=dict(values), base=dict(base), arms=list(arms),
        changes=list(changes), echo=dict(echo), event_set=on_set, event_undo=on_back,
    )  # fmt: skip
