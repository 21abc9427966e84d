"""The picture of a journey: a lane for each desk, bars for waiting and work, arrows for hand-overs."""

import math
from collections.abc import Sequence
from typing import Any

from dashboard.views.journey_dates import calendar_hours, moment
from dashboard.views.journey_story import Journey, hours_in
from dashboard.views.journey_sums import BORNE, came_in, done, last_hour
from dashboard.views.journey_words import say
from scenarios.dates import date_of

RESIDENT = -1
TICKS = 6


def span(journeys: Sequence[Journey]) -> tuple[float, float]:
    """(first, last) working hour of a picture of these journeys, the same for all."""
    first = min(float(journey.need["arose"]) for journey in journeys)
    ends = []
    for journey in journeys:
        ends.append(last_hour(journey.need, journey.horizon) if came_in(journey.need, journey.horizon) else first + 1.0)
        ends += [stop.finished for stop in journey.stops if math.isfinite(stop.finished)]
    return first, max(*ends, first + 1.0)


def lanes(journey: Journey, lang: str, last: float) -> dict[str, Any]:
    """A journey as `lanes` (what they are called, in the order in which the case came there), `bars` (lane, from, to,
    kind: silence, delay, wait, work, lost), `hands` (lane, lane, at) and `end` (when it was resolved, or None).
    """
    need, stops = journey.need, journey.stops
    number_of: dict[int, int] = {RESIDENT: 0}
    for stop in stops:
        number_of.setdefault(stop.row, len(number_of))
    came = came_in(need, journey.horizon)
    bars: list[dict[str, Any]] = []
    if came or str(need["state"]) in BORNE:  # when a need fades or a neighbour helps is written down nowhere
        bars.append(_bar(0, float(need["arose"]), min(float(need["voiced"]), last) if came else last, "silence"))
    hands: list[dict[str, Any]] = []
    over = max((stop.finished for stop in stops if stop.race and stop.kind == "work"), default=last)
    for stop in stops:
        lane = number_of[stop.row]
        arrived = stop.arrived if math.isfinite(stop.arrived) else last
        if stop.gap and stop.gap != "follow_up" and math.isfinite(stop.ready) and arrived > stop.ready:
            bars.append(_bar(lane, stop.ready, arrived, "delay"))
        started = stop.started if math.isfinite(stop.started) else (over if stop.kind == "unbegun" else last)
        if started > arrived:
            bars.append(_bar(lane, arrived, started, "wait"))
        if math.isfinite(stop.started):
            kind = "lost" if stop.kind in ("review", "copy", "rework") else "work"
            bars.append(_bar(lane, stop.started, stop.finished if math.isfinite(stop.finished) else last, kind))
        if stop.crossed:
            at = stop.ready if math.isfinite(stop.ready) else arrived
            hands.append({"source": number_of.get(stop.source, 0), "target": lane, "at": at})
    names = {row: journey.name(row, lang) if row != RESIDENT else say("resident", lang) for row in number_of}
    return {
        "lanes": [names[row] for row in number_of],
        "bars": [bar for bar in bars if bar["to"] >= bar["from"]],
        "hands": hands,
        "end": float(need["resolved"]) if done(need, journey.horizon) else None,
    }


def ticks(first: float, last: float, day_hours: float, lang: str) -> list[dict[str, Any]]:
    """Dates along the axis: hour and label, at the beginning of working days."""
    days = max(1, math.ceil((last - first) / day_hours / TICKS))
    found = [
        {"at": day * day_hours, "label": f"{date_of(day).month}/{date_of(day).day}"}
        for day in range(math.ceil(first / day_hours), math.floor(last / day_hours) + 1, days)
    ]
    return found or [{"at": first, "label": moment(calendar_hours(first, day_hours), lang)}]


def label(journey: Journey, arm: str, lang: str) -> str:
    """What the picture shows, in words."""
    rows = {stop.row for stop in journey.stops}
    hours = last_hour(journey.need, journey.horizon) - float(journey.need["arose"])
    return say("picture_label", lang, arm=arm, stops=len(journey.stops), desks=len(rows), hours=hours_in(hours))


def _bar(lane: int, begin: float, end: float, kind: str) -> dict[str, Any]:
    return {"lane": lane, "from": begin, "to": end, "kind": kind}
