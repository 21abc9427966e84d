"""What is common to all regimes: the district, and what is assumed of it."""

from collections.abc import Callable
from typing import Any

import solara

from dashboard import address
from dashboard.desk import Desk
from dashboard.district import MOST_COMMUNITIES, MOST_RESIDENTS
from dashboard.panel import moves
from dashboard.panel.fields import Fields
from dashboard.panel.form import setting_form
from dashboard.panel.side_words import text, texts
from dashboard.panel.upload import MOST_BYTES, read_upload, taken
from dashboard.refusals import refusal
from dashboard.served import served
from dashboard.state import State, library_city
from scenarios.city import City, cities
from scenarios.errors import InputError
from scenarios.templates import city_template

OWN, SERVED = "~own", "~served"  # districts of no library: a visitor's, and the one the server was started with


@solara.component_vue("settings.vue")
def _District(
    title: str, told: str, note: str, chosen: str, districts: list[dict[str, str]], words: dict[str, str], limits: str,
    most: dict[str, int], sample: str, answer: dict[str, Any], changed: int, event_city: Any = None,
    event_upload: Any = None, event_reset: Any = None,
) -> None:  # fmt: skip
    """The template's own properties."""


@solara.component
def Panel(desk: Desk) -> solara.Element:
    """District, upload, and the form of all assumptions."""
    state, lang = desk.state, desk.state.lang
    echo, set_echo = solara.use_state({"key": "", "n": 0})
    answer, set_answer = solara.use_state({"bad": "", "good": "", "n": 0})

    def upload(told: dict[str, Any], buffers: list[Any] | None = None) -> None:
        bad = good = ""
        try:
            new, good = taken(state, read_upload(str(told["name"]), b"".join(bytes(part) for part in buffers or ())))
            desk.change(new)
        except InputError as error:
            bad = refusal(error, lang)
        set_answer({"bad": bad, "good": good, "n": told["n"]})

    def answered(move: Callable[[State, dict[str, Any]], State]) -> Callable[[dict[str, Any]], None]:
        def do(told: dict[str, Any]) -> None:
            desk.change(move(state, told))
            set_echo({"key": told["key"], "n": told["n"]})

        return do

    district = state.district
    with solara.Div() as panel:
        _District(
            title=name_of(district, lang), told=size(district, lang), chosen=chosen(state.city),
            note="" if address.holds(state) else text("settings.unheld", lang),
            districts=choices(state, lang), words=texts("settings", lang), limits=limits(lang), most=MOST_BYTES,
            sample=city_template(), answer=answer, changed=len(state.parameters),
            event_city=lambda key: desk.change(state.with_(city=served().city if key == SERVED else key)),
            event_upload=upload, event_reset=lambda *_: desk.change(state.with_(parameters={})),
        )  # fmt: skip
        Fields(
            setting_form(lang), lang, "settings", moves.defaults() | dict(state.parameters), moves.defaults(),
            changes=list(state.parameters), echo=echo,
            on_set=answered(lambda now, told: moves.set_parameter(now, told["key"], told["value"])),
            on_back=answered(lambda now, told: moves.back_parameter(now, told["key"])),
        )  # fmt: skip
    return panel


def name_of(city: City, lang: str) -> str:
    """What a district is called."""
    return city.title_zh if lang == "zh" else city.title_en


def size(city: City, lang: str) -> str:
    """How large it is, in words."""
    return text(
        "settings.of", lang, residents=f"{city.residents:,}", streets=len(city.streets),
        communities=f"{len(city.communities):,}",
    )  # fmt: skip


def limits(lang: str) -> str:
    """What may be uploaded."""
    return text(
        "settings.limits", lang, csv=MOST_BYTES[".csv"] // 1_000_000, yaml=MOST_BYTES[".yaml"] // 1_000,
        residents=f"{MOST_RESIDENTS:,}", communities=f"{MOST_COMMUNITIES:,}",
    )  # fmt: skip


def chosen(city: City | str) -> str:
    """Which of the choices a district is."""
    if isinstance(city, str):
        return city
    return SERVED if city == served().city else OWN


def choices(state: State, lang: str) -> list[dict[str, str]]:
    """The districts that can be chosen: the library's, the server's own, and the one that was uploaded."""
    found = [{"key": key, "title": name_of(library_city(key), lang)} for key in cities()]
    here = served().city
    if isinstance(here, City):
        found.append({"key": SERVED, "title": text("settings.served", lang, title=name_of(here, lang))})
    if chosen(state.city) == OWN:
        found.append({"key": OWN, "title": text("settings.own", lang, title=name_of(state.district, lang))})
    return found
