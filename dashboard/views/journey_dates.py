"""Working hours as dates and times, in plain Python: a page that tells one journey needs no compiled calendar.

The same mapping as `model.calendar.WorkingCalendar`, which says what it means.
"""

import datetime as dt
import math

from scenarios.dates import EPOCH, date_of

DAY_HOURS = 24.0
NOON, AFTERNOON = 12.0, 14.0
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EDGE = 1e-10  # hours; what is nearer to the edge of a half day stands on it


def calendar_hours(working: float, day_hours: float, *, finish: bool = False) -> float:
    """Calendar hours since the start of the model's calendar; of the two sides of a break the later one, or with
    `finish` the earlier one.
    """
    half = day_hours / 2.0
    edge = round(working / half)
    on_edge = abs(working - edge * half) < EDGE
    piece = edge if on_edge else math.floor(working / half)
    within = 0.0 if on_edge else working - piece * half
    if finish and on_edge and piece > 0:
        piece, within = piece - 1, half
    day, late = divmod(piece, 2)
    opening = AFTERNOON if late else NOON - half
    return DAY_HOURS * (date_of(day) - EPOCH).days + opening + within


def moment(calendar: float, lang: str) -> str:
    """A date and a time of the model's calendar, given in calendar hours."""
    time = dt.datetime.combine(EPOCH, dt.time()) + dt.timedelta(minutes=math.floor(calendar * 60.0 + 1e-6))
    weekday = WEEKDAYS[lang == "zh"][time.weekday()]
    if lang == "zh":
        return f"{time.year}年{time.month}月{time.day}日（{weekday}）{time:%H:%M}"
    return f"{weekday} {time.day} {MONTHS[time.month - 1]} {time.year}, {time:%H:%M}"
