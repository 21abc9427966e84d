"""What-if in time: reforms and shocks on the axis of the run, for one regime or all."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import solara

from dashboard.desk import Desk
from dashboard.look import LOOKS
from dashboard.panel.timeline_edits import as_base, moved, put, reform, whole_presets
from dashboard.panel.timeline_forms import details, levers, shocks, ticks
from dashboard.panel.timeline_words import WORDS, text
from dashboard.refusals import refusal
from dashboard.state import LETTERS, State, base_scenario
from dashboard.timeline_marks import Placed, placed
from experiments.runner import days_of
from scenarios.dates import EPOCH, IN_YEAR, WORKING_DAYS, YEAR_DAYS, date_of, working_day
from scenarios.errors import InputError
from scenarios.reading import short
from scenarios.scenario import Scenario
from scenarios.timeline import SHOCKS

CALENDAR = {"epoch": EPOCH.isoformat(), "year": YEAR_DAYS, "within": list(IN_YEAR)}
WEEK, QUARTER = 5, WORKING_DAYS // 4  # what an arrow key moves by


@dataclass(frozen=True)
class Answer:
    """What a form is told: the number of the answer, what was wrong, or rules to fill in."""

    number: int = 0
    error: str = ""
    rules: list[dict[str, Any]] | None = None


@solara.component_vue("timeline.vue")
def _Timeline(
    lang: str, words: dict[str, str], days: int, calendar: dict[str, Any], ticks: list[dict[str, Any]],
    arms: list[dict[str, Any]], edited: int, rows: list[dict[str, Any]], levers: list[dict[str, Any]],
    shocks: list[dict[str, Any]], presets: list[dict[str, str]], copies: list[dict[str, Any]], steps: list[int],
    answer: dict[str, Any], event_save: Any = None, event_move: Any = None, event_remove: Any = None,
    event_fill: Any = None, event_base: Any = None,
) -> None:  # fmt: skip
    """The template's own properties."""


@solara.component
def Panel(desk: Desk) -> solara.Element:
    """The axis with all entries, each to be moved, changed or taken out; forms for a reform and for a shock."""
    answer, set_answer = solara.use_state(Answer())
    state, lang = desk.state, desk.state.lang
    days = days_of(state.years)
    scenarios = state.scenarios()
    entries = placed(scenarios)

    def tell(error: str = "", rules: list[dict[str, Any]] | None = None) -> None:
        set_answer(Answer(answer.number + 1, error, rules))

    def change(make: Callable[[], State]) -> None:
        """Take over a new state, or tell what was wrong and keep what was said."""
        try:
            new = make()
        except InputError as error:
            told = refusal(error, state.lang)
            desk.complain(told)
            tell(error=told)
            return
        desk.change(new)
        tell()

    def fill(asked: dict[str, Any]) -> None:
        try:
            rules = reform(state, _arms(asked["arms"], state), _day(asked["date"]), str(asked["preset"]))
        except InputError as error:
            tell(error=refusal(error, state.lang))
            return
        tell(rules=[{"key": key, "value": value} for key, value in rules.items()])

    def one(number: Any) -> Placed:
        if not isinstance(number, int) or not 0 <= number < len(entries):
            raise InputError("timeline", f"entry {short(number)}", f"one of {len(entries)}")
        return entries[number]

    def save(told: dict[str, Any]) -> None:
        old = told.get("row")
        change(
            lambda: put(state, _arms(told["arms"], state), entry_of(told), None if old is None else one(old))
        )  # fmt: skip

    def move(told: dict[str, Any]) -> None:
        change(
            lambda: put(
                state, one(told["row"]).arms, moved(one(told["row"]), told["day"], told["days"]), one(told["row"])
            )
        )

    now = scenarios[state.edited]
    return _Timeline(
        lang=lang, words=_words(days, lang), days=days, calendar=CALENDAR, ticks=ticks(days), edited=state.edited,
        arms=[
            {"letter": LETTERS[i], "label": label, "color": LOOKS[i].color} for i, label in enumerate(state.labels())
        ],
        rows=[row(number, entry, len(scenarios), days, lang) for number, entry in enumerate(entries)],
        levers=levers(now.rules.model_dump() | now.resources.model_dump(), lang), shocks=shocks(state.district, lang),
        presets=[{"key": name, "title": _title(base_scenario(name), lang)} for name in whole_presets()],
        copies=_copies(state, lang), steps=[WEEK, QUARTER], answer=asdict(answer),
        event_save=save, event_move=move, event_remove=lambda row: change(lambda: put(state, (), None, one(row))),
        event_fill=fill, event_base=lambda arm: change(lambda: as_base(state, _arms([arm], state)[0])),
    )  # fmt: skip


def entry_of(told: dict[str, Any]) -> dict[str, Any]:
    """An entry as the form says it: `date`, `days` or None, and `changes` (rules and resources) or `shock`.

    Raises `InputError` for a date that is none; the rest is checked where the timeline is.
    """
    said: dict[str, Any] = {"day": _day(told["date"])}
    if told.get("days") is not None:
        said["for"] = told["days"]
    if told.get("shock"):
        if told["shock"] not in SHOCKS:
            raise InputError("timeline", short(told["shock"]), ", ".join(SHOCKS))
        values = {key: value for key, value in (told.get("values") or {}).items() if value not in ("", None)}
        return said | {told["shock"]: values}
    for change in told.get("changes") or ():
        said.setdefault(change["part"], {})[change["key"]] = change["value"]
    return said


def row(number: int, one: Placed, arms: int, days: int, lang: str) -> dict[str, Any]:
    """An entry for the list: when, for whom, in words, and as its form takes it."""
    entry = one.entry
    last = None if entry.end is None else date_of(entry.end)
    begin = entry.date.isoformat()
    if entry.shock == "leader_leaves":
        when = text("from_good", lang, from_=begin)
    elif last is None:
        when = text("from_on", lang, from_=begin)
    else:
        when = text("from_to", lang, from_=begin, to=last.isoformat(), days=entry.days)
    said = entry.written()
    sign = {key: value for key, value in said.items() if key not in ("day", "for")}
    return {
        "row": number, "sign": f"{one.arms} {sign}", "arms": list(one.arms), "everybody": len(one.arms) == arms,
        "day": entry.day, "days": entry.days, "date": begin, "when": when, "label": entry.label(lang),
        "late": entry.day >= days, "details": details(entry, lang), "shock": entry.shock,
        "values": said.get(entry.shock, {}) if entry.shock else {},
        "changes": [{"part": part, "key": key, "value": value}
                    for part in ("rules", "resources") for key, value in getattr(entry, part).items()],
    }  # fmt: skip


def _words(days: int, lang: str) -> dict[str, str]:
    plain = {key: texts[lang == "zh"] for key, texts in WORDS.items()}
    return plain | {"axis": text("axis", lang, from_=date_of(0).isoformat(), to=date_of(days).isoformat())}


def _title(scenario: Scenario, lang: str) -> str:
    return scenario.title_zh if lang == "zh" else scenario.title_en


def _copies(state: State, lang: str) -> list[dict[str, Any]]:
    """What to say of regimes whose preset has a timeline of its own."""
    found = []
    for number, (arm, label) in enumerate(zip(state.arms, state.labels(), strict=True)):
        if base_scenario(arm.base).timeline:
            copied = arm.timeline is not None
            told = text("as_base" if copied else "own", lang, arm=label)
            found.append({"arm": number, "copied": copied, "told": told})
    return found


def _arms(asked: Any, state: State) -> tuple[int, ...]:
    arms = tuple(range(len(state.arms)))
    if not isinstance(asked, list) or not asked or not all(type(one) is int and one in arms for one in asked):
        raise InputError("regimes", short(asked), f"some of {', '.join(LETTERS[: len(arms)])}")
    return tuple(sorted(set(asked)))


def _day(date: Any) -> int:
    """The working day on a date, or the next one. Raises `InputError`."""
    try:
        found = dt.date.fromisoformat(str(date))
    except ValueError:
        found = dt.date.min
    if found < EPOCH:
        raise InputError("date", short(str(date)), f"a date from {EPOCH.isoformat()} on")
    return working_day(found)
