"""What the model is, what it leaves out, where its numbers come from, how to cite it and to make its numbers again."""

from typing import Any

import solara

from dashboard.desk import Desk
from dashboard.plain import Lines, Plain
from dashboard.state import base_scenario
from dashboard.table import Table
from dashboard.views import model_data as data
from dashboard.views.model_document import DOCUMENTS, document
from dashboard.views.model_words import text

SIMULATED = ("residents", "institutions", "requests", "meetings", "time")
PRESETS = (
    "hierarchy", "clean_hierarchy", "messy_network", "network", "shangcheng_before", "shangcheng_2016",
    "shangcheng_reform",
)  # fmt: skip
DAY = ("day_1", "day_2", "day_3", "day_4", "day_5")
SURE = ("sure_1", "sure_2", "sure_3", "sure_4")
LIMITS = (
    "limit_city", "limit_article", "limit_follow", "limit_start", "limit_people", "limit_institutions", "limit_world",
)  # fmt: skip


@solara.component_vue("model_document.vue")
def _Document(
    documents: list[dict[str, str]], which: str, parts: list[str], part: int, html: str, words: dict[str, str],
    event_which: Any = None, event_part: Any = None,
) -> None:  # fmt: skip
    """The template's own properties."""


@solara.component_vue("model_again.vue")
def _Again(regimes: list[dict[str, str]], command: str, words: dict[str, str]) -> None:
    """The template's own properties."""


@solara.component
def View(desk: Desk) -> solara.Element:
    """All of it; nothing must have been run."""
    with solara.Div() as view:
        About(desk)
        Limits(desk)
        Numbers(desk)
        Outcomes(desk.state.lang)
        Again(desk)
        Document(desk.state.lang)
    return view


@solara.component
def About(desk: Desk) -> solara.Element:
    """What is simulated, the regimes, the day, how regimes are compared."""
    lang = desk.state.lang
    with solara.Div(classes=["s-card"]) as card:
        Plain("h2", text("about", lang))
        for key in ("about_1", "about_2", "about_3"):
            Plain("p", text(key, lang))
        Plain("h3", text("simulated", lang))
        Lines([text(key, lang) for key in SIMULATED])
        Plain("h3", text("regimes", lang))
        Plain("p", text("regimes_about", lang), "s-muted")
        Lines([f"{_title(name, lang)}{'：' if lang == 'zh' else ': '}{text(name, lang)}" for name in PRESETS])
        table = data.rules_table(lang)
        Table(table, lang, summary=table["title"], prose=True)
        Plain("h3", text("day", lang))
        Lines([text(key, lang) for key in DAY], tag="ol")
        Plain("p", text("day_more", lang))
        Plain("h3", text("sure", lang))
        Lines([text(key, lang) for key in SURE])
    return card


@solara.component
def Limits(desk: Desk) -> solara.Element:
    """What it cannot say."""
    lang, tags = desk.state.lang, data.tags()
    with solara.Div(classes=["s-card"]) as card:
        Plain("h2", text("limits", lang))
        Lines([text("limit_numbers", lang, n=sum(tags.values()), **tags), *(text(key, lang) for key in LIMITS)])
    return card


@solara.component
def Numbers(desk: Desk) -> solara.Element:
    """Parameters and resources as a table."""
    lang = desk.state.lang
    with solara.Div(classes=["s-card"]) as card:
        Plain("h2", text("numbers_from", lang))
        Plain("p", text("numbers_about", lang))
        table = data.parameters_table(desk.state.scenarios(), lang)
        Table(table, lang, summary=table["title"], prose=True)
    return card


@solara.component
def Outcomes(lang: str) -> solara.Element:
    """Outcomes and their definitions."""
    with solara.Div(classes=["s-card"]) as card:
        Plain("h2", text("outcomes", lang))
        Plain("p", text("outcomes_about", lang))
        table = data.outcomes_table(lang)
        Table(table, lang, summary=table["title"], prose=True)
    return card


@solara.component
def Again(desk: Desk) -> solara.Element:
    """How to cite, and the command that makes the same numbers."""
    from experiments.provenance import versions

    state, lang = desk.state, desk.state.lang
    line, bibtex = data.citation()
    seeds = len(desk.run.seeds) if desk.run and not desk.stale else state.seeds
    with solara.Div(classes=["s-card"]) as card:
        Plain("h2", text("again", lang))
        Plain("h3", text("cite", lang))
        Plain("p", line)
        Plain("pre", bibtex, "s-model-pre")
        Plain("h3", text("article", lang))
        Plain("p", data.ARTICLE[lang == "zh"])
        Plain("h3", text("regimes", lang))
        Plain("p", text("same", lang, seeds=seeds, years=f"{state.years:g}"))
        if desk.stale:
            Plain("p", text("same_stale", lang), "s-muted")
        words = {key: text(key, lang) for key in ("regime", "scenario", "hash")}
        _Again(
            regimes=data.regimes(state),
            command=data.command(state, seeds),
            words=words | {"same": text("same", lang, seeds=seeds, years=f"{state.years:g}")},
        )
        told = ", ".join(f"{name} {version}" for name, version in versions().items())
        Plain("p", text("versions", lang, versions=told), "s-muted")
    return card


@solara.component
def Document(lang: str) -> solara.Element:
    """The documents, one section at a time."""
    which, choose = solara.use_state("odd")
    part, turn_to = solara.use_state(0)
    found = document(which)

    def chosen(key: str) -> None:
        if key in DOCUMENTS:
            choose(key)
            turn_to(0)

    at = part if 0 <= part < len(found) else 0
    with solara.Div(classes=["s-card"]) as card:
        Plain("h2", text("document", lang))
        Plain("p", text("document_about", lang))
        _Document(
            documents=[{"key": key, "title": text(key, lang)} for key in DOCUMENTS], which=which, part=at,
            parts=[heading for heading, _ in found], html=found[at][1] if found else "",
            words={key: text(key, lang) for key in ("which", "part", "no_document")},
            event_which=chosen, event_part=turn_to,
        )  # fmt: skip
    return card


def _title(name: str, lang: str) -> str:
    scenario = base_scenario(name)
    return scenario.title_zh if lang == "zh" else scenario.title_en
