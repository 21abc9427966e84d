"""Who answers to whom, who hands over to whom, and the way of one request."""

from typing import TYPE_CHECKING, Any

import solara

from dashboard.desk import Desk
from dashboard.plain import Card
from dashboard.views import structure_graph as graph
from dashboard.views import structure_show as show
from dashboard.views.journey import Journeys
from dashboard.views.structure_words import say
from dashboard.words import text

if TYPE_CHECKING:
    from dashboard.runs.run import Run

OWN = (
    "title", "second", "actor", "choose", "back", "directions", "least", "left_out", "legend", "legend_width",
    "legend_formal", "formal",
    "legend_size", "legend_square", "legend_diamond", "legend_circle", "legend_within", "side",
    "keys",
)  # fmt: skip
NUMBERS = ("nobody", "numbers", "one_seed")


@solara.component_vue("structure.vue")
def _Graph(
    words: dict[str, str], lead: str, pictures: list[dict[str, Any]], width: float, height: float,
    heads: list[dict[str, Any]], directions: list[dict[str, str]], scale: list[dict[str, Any]], least: int,
    actors: list[dict[str, Any]], selected: str, opened: str, openable: dict[str, str] | None,
    others: list[dict[str, Any]], second: int,
    event_select: Any = None, event_open: Any = None, event_second: Any = None,
) -> None:  # fmt: skip
    """The template's own properties."""


@solara.component_vue("structure_numbers.vue")
def _Numbers(
    words: dict[str, str], lang: str, card: dict[str, Any] | None, shares: list[str], tables: list[dict[str, Any]]
) -> None:  # fmt: skip
    """The template's own properties."""


@solara.component
def View(desk: Desk) -> solara.Element:
    """The structure of two regimes side by side, and below it one request under both."""
    run, lang = desk.run, desk.state.lang
    wanted, set_wanted = solara.use_state(-1)
    with solara.Div() as whole:
        if run is None:
            Card(text("nothing_structure", lang), text("nothing_yet", lang))
            return whole
        second = second_arm(desk, run, wanted)
        _Structure(desk, run, second, set_wanted)
        Journeys(desk, run, second)
    return whole


def second_arm(desk: Desk, run: "Run", wanted: int) -> int:
    """The regime beside the baseline: the one chosen, else the one whose levers are shown, else the second."""
    for arm in (wanted, desk.state.edited):
        if 0 < arm < len(run.plan.arms):
            return arm
    return 1


@solara.component
def _Structure(desk: Desk, run: "Run", second: int, set_second: Any) -> solara.Element:
    """The two pictures, the card of an actor, the numbers."""
    lang = desk.state.lang
    opened, set_opened = solara.use_state("")
    selected, set_selected = solara.use_state("")
    arms, labels = (0, second), dict(enumerate(desk.labels))
    day = int(run.places()["day"].max()) if len(run.places()) else -1

    def seen() -> tuple[Any, ...] | None:
        """What the watched seed shows today; nothing before its first day."""
        desks = {arm: run.desks(arm) for arm in arms}
        flows = {arm: run.flows(arm) for arm in arms}
        if any(not len(frame) for frame in desks.values()):
            return None
        known = not opened or any((frame["street"] == opened.split("|")[1]).any() for frame in desks.values())
        inside = opened if known else ""
        picture = graph.picture(desks, inside)
        return inside, desks, flows, picture, *show.drawn(picture, arms, desks, flows, labels, lang, inside)

    # Drawn anew when the watched seed has gone on, not whenever another seed has.
    found = solara.use_memo(seen, [run.id, day, arms, tuple(labels.values()), lang, opened])
    if found is None:
        return solara.Div(children=[say("waiting_for", lang)], classes=["s-card"])
    opened, desks, flows, picture, pictures, tables = found
    chosen = picture.nodes.get(selected)
    if chosen is None:
        selected = ""
    most = max([1, *(link["count"] for one in pictures for link in one["links"])])

    def open_(key: str) -> None:
        set_opened(key)
        if key:
            set_selected(key if key.startswith("s|") else "")

    to_open = graph.opens(chosen, opened) if chosen else ""
    with solara.Div() as whole:
        _Graph(
            lead=say("lead", lang, seed=run.plan.watched, day=day, days=run.plan.days),
            words={key: _word(key, lang) for key in OWN}, pictures=pictures, width=picture.width, height=picture.height,
            heads=show.heads(picture, opened, lang), directions=[
                {"key": key, "title": say(key, lang), "legend": say(f"legend_{key}", lang), "color": show.COLORS[key],
                 "dash": show.DASHES[key]}
                for key in show.COLORS
            ],
            scale=[
                {"width": show.width(count, most), "text": show.counted(count)}
                for count in sorted({1, max(1, most // 10), most})
            ],
            least=graph.least_shown([graph.shown(one, picture.nodes, opened) for one in tables.values()]),
            actors=_list(picture, desks, lang), selected=selected,
            opened=say("opened", lang, name=show.title(picture.nodes[opened], desks, lang)) if opened in picture.nodes
            else say("opened", lang, name=say("community_of", lang, place=opened.split("|")[2])) if opened else "",
            openable={"key": to_open, "text": say("open", lang, name=show.title(chosen, desks, lang))}
            if chosen and to_open else None,
            others=[{"arm": arm, "title": labels[arm]} for arm in range(1, len(run.plan.arms))], second=second,
            event_select=set_selected, event_open=open_, event_second=set_second,
        )  # fmt: skip
        _Numbers(
            words={key: say(key, lang) for key in NUMBERS}, lang=lang,
            card=show.card(picture, selected, arms, desks, tables, labels, lang) if selected else None,
            shares=[show.share(flows[arm], labels[arm], lang) for arm in arms],
            tables=[show.largest(flows[arm], desks[arm], labels[arm], lang) for arm in arms],
        )  # fmt: skip
    return whole


def _word(key: str, lang: str) -> str:
    """A text as it is, places for values left in it: the template fills them in."""
    from dashboard.views.structure_words import WORDS

    return WORDS[key][lang == "zh"]


def _list(picture: graph.Picture, desks: Any, lang: str) -> list[dict[str, Any]]:
    """All actors by street, for a list that does what a click does."""
    groups: dict[str, list[dict[str, str]]] = {}
    for key, node in picture.nodes.items():
        groups.setdefault(node.street, []).append({"key": key, "name": show.title(node, desks, lang)})
    return [
        {
            "title": street or say("tier2", lang),
            "nodes": sorted(groups[street], key=lambda n: (n["key"][0] != "s", n["name"])),
        }
        for street in sorted(groups)
    ]
