"""The regimes that are compared: which there are, which one is set, which is the baseline."""

from typing import Any

import solara

from dashboard.desk import Desk
from dashboard.look import LOOKS
from dashboard.panel import moves
from dashboard.panel.side_words import about_preset, texts
from dashboard.state import FEWEST_ARMS, LETTERS, MOST_ARMS, Arm, State, base_scenario, title
from scenarios.library import presets

DASHES = {"solid": "", "dashed": "7 4", "dotted": "2 3"}


@solara.component_vue("arms.vue")
def _Arms(
    arms: list[dict[str, Any]], edited: int, presets: list[dict[str, str]], base: str, base_title: str,
    words: dict[str, str], fewest: int, most: int, event_edit: Any = None, event_preset: Any = None,
    event_add: Any = None, event_remove: Any = None, event_baseline: Any = None,
) -> None:  # fmt: skip
    """The template's own properties."""


def Arms(desk: Desk) -> solara.Element:
    """Two to four regimes, the first of them the baseline."""
    state, lang = desk.state, desk.state.lang
    base = state.arms[state.edited].base
    return _Arms(
        arms=listed(state), edited=state.edited, base=base, base_title=title(Arm(base), lang),
        presets=[
            {"key": name, "title": preset_title(name, lang), "about": about_preset(name, lang)} for name in presets()
        ],
        words=texts("arms", lang), fewest=FEWEST_ARMS, most=MOST_ARMS,
        event_edit=lambda number: desk.change(state.with_(edited=number)),
        event_preset=lambda name: desk.change(moves.with_preset(state, name)),
        event_add=lambda what: desk.change(moves.added(state, what)),
        event_remove=lambda number: desk.change(moves.removed(state, number)),
        event_baseline=lambda number: desk.change(moves.as_baseline(state, number)),
    )  # fmt: skip


def preset_title(name: str, lang: str) -> str:
    """What a preset is called in a language."""
    scenario = base_scenario(name)
    return scenario.title_zh if lang == "zh" else scenario.title_en


def listed(state: State) -> list[dict[str, Any]]:
    """The regimes as the page lists them: label, line, how many levers are changed, whether its time is."""
    return [
        {"letter": LETTERS[i], "label": label, "color": LOOKS[i].color, "dash": dash(LOOKS[i].line),
         "changes": len(arm.changes), "timed": arm.timeline is not None}
        for i, (arm, label) in enumerate(zip(state.arms, state.labels(), strict=True))
    ]  # fmt: skip


def dash(line: str | list[int]) -> str:
    """A line of a chart as SVG's dashes."""
    return DASHES[line] if isinstance(line, str) else " ".join(str(part) for part in line)
