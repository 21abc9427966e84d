"""A request's journey as a story in plain words, one sentence or two a step, in either language."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.views.journey_dates import DAY_HOURS, calendar_hours, moment
from dashboard.views.journey_legs import Stop
from dashboard.views.journey_sums import came_in, done
from dashboard.views.journey_words import say
from dashboard.words import number
from scenarios.duty_list import load_duty_list

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Journey:
    """One need under one regime: its row of the ledger, its stops, the horizon (working hours), and what desks are
    called (row, language) and at which level they stand.
    """

    need: "pd.Series[Any]"
    stops: tuple[Stop, ...]
    horizon: float
    day_hours: float
    names: Mapping[str, Mapping[int, str]]
    tiers: Mapping[int, int]

    def name(self, row: int, lang: str) -> str:
        """What a desk is called; its number where it no longer stands."""
        return self.names[lang].get(row, f"#{row}")


def hours_in(value: float) -> str:
    """Hours for readers: to a tenth, small ones to a hundredth."""
    return "0" if value == 0 else f"{value:,.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.005 else "<0.01"


def item_in(key: str, lang: str) -> str:
    """What an item of the duty list is called."""
    item = next(item for item in load_duty_list() if item.key == key)
    return item.zh if lang == "zh" else item.en


def who(journey: Journey, lang: str) -> str:
    """Whose need it is, and what it is."""
    need = journey.need
    return say(
        "who", lang, community=need["community"], street=need["street"], age=say(f"age{int(need['age_band'])}", lang),
        weak=say("weak", lang) if need["vulnerable"] else "", item=item_in(str(need["item"]), lang),
        category=say(str(need["category"]), lang), severity=number(float(need["severity"]), 2),
    )  # fmt: skip


def story(journey: Journey, lang: str) -> list[dict[str, str]]:
    """The journey from arising to the end: entries of `when` (date and time, or nothing), `text`, and `kind`
    (silence, stop, lost, end, open).
    """
    need, horizon = journey.need, journey.horizon

    def entry(time: float, texts: list[str], kind: str = "stop", *, finish: bool = False) -> dict[str, str]:
        when = ""
        if math.isfinite(time):
            when = moment(calendar_hours(time, journey.day_hours, finish=finish), lang)
        return {"when": when, "text": (" " if lang == "en" else "").join(filter(None, texts)), "kind": kind}

    arises = say("fallout" if str(need["origin"]) == "fallout" else "arises", lang)
    told = [{"when": moment(float(need["arose_calendar"]), lang), "text": arises, "kind": "silence"}]
    if not came_in(need, horizon):
        state = str(need["state"])
        told.append({"when": "", "text": say(state if state != "underway" else "undecided", lang), "kind": "open"})
        return told
    days = (float(need["voiced_calendar"]) - float(need["arose_calendar"])) / DAY_HOURS
    over = str(need["origin"]) == "escalated"
    told.append(
        entry(
            float(need["voiced"]),
            [
                say("after", lang, days=hours_in(days)) if days >= 0.05 else "",
                say("over", lang) if over else say("voiced", lang, channel=say(str(need["channel"]), lang)),
                say("comes_in", lang, hours=hours_in(float(need["voiced"]) - float(need["arose"]))),
                say(str(need["duty"]), lang),
            ],
            "silence",
        )
    )  # fmt: skip
    resolved = done(need, horizon)
    shown = False
    for stop in journey.stops:
        if stop.kind == "follow_up" and stop.open and not math.isfinite(stop.arrived):
            continue  # the resident does not know that somebody means to ask
        if resolved and not shown and _after(stop, float(need["resolved"])):
            told.append(_resolution(journey, lang, entry))
            shown = True
        handed = (
            (stop.ready, stop.arrived) if stop.gap in ("", "sitting", "appointment") else (stop.arrived, stop.ready)
        )
        first = next((time for time in handed if math.isfinite(time)), math.nan)
        kind = "open" if stop.open else "lost" if stop.kind in ("review", "copy", "unbegun", "rework") else "stop"
        told.append(entry(first, _at_stop(journey, stop, lang), kind))
    if resolved and not shown:
        told.append(_resolution(journey, lang, entry))
    if str(need["state"]) == "underway" and not any(stop.open for stop in journey.stops):
        told.append(entry(math.nan, [say("held_now", lang)], "open"))
    last = []
    if math.isfinite(float(need["satisfaction"])):
        last.append(say("judged", lang, value=number(float(need["satisfaction"]), 2)))
    if resolved and str(need["state"]) == "closed" and need["defect"]:
        last.append(say("faulty", lang))
    if last:
        told.append(entry(math.nan, last, "end"))
    return told


def _after(stop: Stop, resolved: float) -> bool:
    """Whether a stop comes after the (first) resolution."""
    ends = stop.finished if math.isfinite(stop.finished) else stop.arrived
    return stop.kind != "unbegun" and (not math.isfinite(ends) or ends > resolved + 1e-9)


def _resolution(journey: Journey, lang: str, entry: Any) -> dict[str, str]:
    need = journey.need
    total = float(need["resolved"]) - float(need["arose"])
    told = [say("told", lang)] if any(stop.shared or stop.gap == "decision" for stop in journey.stops) else []
    said = say(
        "resolved", lang, hours=hours_in(total), days=hours_in(total / journey.day_hours),
        standard=hours_in(float(need["standard_hours"])),
    )  # fmt: skip
    found: dict[str, str] = entry(float(need["resolved"]), [*told, said], "end", finish=True)
    return found


def _at_stop(journey: Journey, stop: Stop, lang: str) -> list[str]:
    """What happens at a stop, in sentences."""
    desk = journey.name(stop.row, lang)
    texts = []
    if stop.gap in ("reopened", "mended", "decision", "follow_up"):
        texts.append(_gap(stop, lang))
    if stop.crossed:
        up = journey.tiers.get(stop.row, 0) - journey.tiers.get(stop.source, 0)
        direction = say("up" if up > 0 else "down" if up < 0 else "sideways", lang)
        texts.append(say("from", lang, direction=direction, source=journey.name(stop.source, lang), desk=desk))
    else:
        texts.append(say("at", lang, desk=desk[0].upper() + desk[1:] if lang == "en" else desk))
    if stop.gap in ("sitting", "appointment"):
        texts.append(_gap(stop, lang))
    if stop.open:
        return [*texts, _now(journey, stop, lang)]
    if stop.kind != "unbegun":
        queue = stop.started - stop.arrived
        texts.append(say("queue", lang, hours=hours_in(queue)) if queue > 0.005 else say("no_queue", lang))
    texts.append(say(f"did_{stop.kind}", lang))
    if stop.shared:
        texts.append(say("shared", lang))
    if math.isfinite(stop.started):
        parts = [
            say(f"part_{name}", lang, hours=hours_in(value))
            for name, value in (("handover", stop.handover), ("reading", stop.reading), ("lost", stop.lost))
            if value >= 0.005
        ]
        inside = say("parts", lang, list=say("joint", lang).join(parts)) if parts else ""
        texts.append(say("took", lang, hours=hours_in(stop.hours), parts=inside))
    return texts


def _gap(stop: Stop, lang: str) -> str:
    """What lay before a stop."""
    span = stop.arrived - stop.ready
    if not math.isfinite(span) or (span <= 0.005 and stop.gap in ("sitting", "appointment")):
        return ""
    if stop.gap == "reopened" and span <= 0.0:
        return say("gap_found", lang)
    return say(f"gap_{stop.gap}", lang, hours=hours_in(max(span, 0.0)))


def _now(journey: Journey, stop: Stop, lang: str) -> str:
    """How a stop stands that is not over at the horizon."""
    if math.isfinite(stop.started):
        return say("works_now", lang)
    if math.isfinite(stop.arrived):
        return say("waits_now", lang, hours=hours_in(journey.horizon - stop.arrived))
    return say("sits_not_yet" if stop.gap == "sitting" else "comes_now", lang)
