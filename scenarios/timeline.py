"""A timeline: reforms and shocks in time 改革与冲击的时间线.

Each entry begins on a working day and either changes rules or resources, or brings one shock. With a period it ends
again, and what held before holds once more; without one it stays. In a YAML:

    timeline:
      - {date: 2016-03-01, rules: {enforcement_seat: street}}
      - {date: 2016-05-02, for: 40, surge: {category: enforcement, factor: 2.0}}

`date` is a date of the model's calendar (where offices are shut, the next working day), `day` a working day from 0;
`until` the date on which it no longer holds, `for` a number of working days.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import Field

from scenarios.actors import OF_THE_DISTRICT
from scenarios.dates import EPOCH, date_of, working_day
from scenarios.declare import Declared, declared
from scenarios.errors import InputError, nearest
from scenarios.lined import Lined
from scenarios.reading import check, only, short
from scenarios.rules import RULES
from scenarios.shocks import SHOCKS, BudgetCut, LeaderLeaves, PlatformOutage, StaffLoss, Surge
from scenarios.words import shock_in

if TYPE_CHECKING:
    from scenarios.city import City

__all__ = [
    "CHANGES", "FIXED", "SHOCKS", "BudgetCut", "Entry", "LeaderLeaves", "PlatformOutage", "StaffLoss", "Surge",
    "changes_on", "timeline_from", "turns",
]  # fmt: skip

MOST_DAY = 1_000_000
MOST_ENTRIES = 1_000
FIXED = ("productive_hours", "working_days")  # resources that no timeline changes: the calendar is made of them
CHANGES = ("rules", "resources")
KEYS = ("date", "day", "until", "for", *CHANGES, *SHOCKS)


class Entry(Declared):
    """One entry of a timeline: from a working day on, for a time or for good, a change of rules, or one shock.

    Attributes:
        day: The working day on which it begins, from 0.
        days: Working days it lasts; None for good.
        rules: Values by key that hold meanwhile.
        resources: Likewise.
        surge: More needs of a category (`Surge`).
        budget_cut: Less money for community staff (`BudgetCut`).
        staff_loss: Posts that stand empty (`StaffLoss`).
        platform_outage: The data platform does not work.
        leader_leaves: The keenest leader gives up (`LeaderLeaves`).

    Examples:
        >>> import sanshe
        >>> entry = sanshe.load("shangcheng_reform").timeline[0]
        >>> entry.date, entry.label()
        (datetime.date(2016, 4, 1), 'R1 R6 R8 R9')
    """

    day: int = declared(..., zh="工作日", en="working day on which it begins", unit="days", ge=0, le=MOST_DAY)
    days: int | None = declared(None, zh="天数", en="working days it lasts", unit="days", ge=1, le=MOST_DAY)
    rules: dict[str, Any] = Field(default_factory=dict)
    resources: dict[str, Any] = Field(default_factory=dict)
    surge: Surge | None = None
    budget_cut: BudgetCut | None = None
    staff_loss: StaffLoss | None = None
    platform_outage: PlatformOutage | None = None
    leader_leaves: LeaderLeaves | None = None

    def __hash__(self) -> int:
        """Entries, and so scenarios, are frozen and may be keys; of a change what it names counts, not the values."""
        return hash((self.day, self.days, self.shock, frozenset(self.rules), frozenset(self.resources)))

    @property
    def end(self) -> int | None:
        """First working day on which it no longer holds; None: never."""
        return None if self.days is None else self.day + self.days

    @property
    def date(self) -> dt.date:
        """The date on which it begins."""
        return date_of(self.day)

    @property
    def shock(self) -> str:
        """The name of its shock; empty for a change."""
        return next((name for name in SHOCKS if getattr(self, name) is not None), "")

    def holds(self, day: int) -> bool:
        """Whether it holds on working day `day`, from 0."""
        return self.day <= day and (self.end is None or day < self.end)

    def label(self, lang: str = "en") -> str:
        """A few words, in `lang`, `en` or `zh`: a change's rules by id and resources by key, the name of a shock."""
        if self.shock:
            return shock_in(self.shock, lang)
        ids = dict.fromkeys(next((c.id for c in RULES if key in c.keys), key) for key in self.rules)
        return " ".join([*ids, *self.resources])

    def written(self) -> dict[str, Any]:
        """The entry as a YAML says it."""
        said: dict[str, Any] = {"day": self.day} | ({"for": self.days} if self.days is not None else {})
        said |= {part: dict(getattr(self, part)) for part in CHANGES if getattr(self, part)}
        if self.shock:
            said[self.shock] = getattr(self, self.shock).model_dump(exclude_none=True)
        return said


def turns(timeline: Iterable[Entry]) -> list[int]:
    """The working days on which an entry begins or ends, in order."""
    return sorted({day for entry in timeline for day in (entry.day, entry.end) if day is not None})


def changes_on(timeline: Iterable[Entry], day: int) -> dict[str, dict[str, Any]]:
    """Rules and resources that differ on a working day from those at the start; what began later goes first."""
    new: dict[str, dict[str, Any]] = {part: {} for part in CHANGES}
    for entry in sorted(timeline, key=lambda entry: entry.day):
        if entry.holds(day):
            for part in CHANGES:
                new[part] |= getattr(entry, part)
    return new


def timeline_from(
    given: object, tables: Mapping[str, Declared], city: City, file: object = None, line: int | None = None
) -> tuple[Entry, ...]:
    """The checked entries of a list of mappings or entries, in order of their days.

    `tables` are the rules and resources at the start. Raises `InputError` with file and line.
    """
    if not isinstance(given, list | tuple):
        raise InputError("timeline", short(given), "a list of entries", file=file, line=line)
    if len(given) > MOST_ENTRIES:
        raise InputError("timeline", f"{len(given)} entries", f"at most {MOST_ENTRIES}", file=file, line=line)
    read = []
    for number, entry in enumerate(given):
        told = entry.written() if isinstance(entry, Entry) else entry
        if not isinstance(told, Mapping):
            found = f"{short(told)} as entry {number + 1}"
            raise InputError("timeline", found, "a mapping with a date", file=file, line=line)
        lined = Lined.of(told, line)
        read.append((_entry(lined, tables, city, file), lined.line))
    read.sort(key=lambda pair: pair[0].day)
    _no_contradiction(read, file)
    return tuple(sorted((entry for entry, _ in read), key=_place))


def _place(entry: Entry) -> tuple[int, str]:
    """Where an entry stands: by its day, then by what it says, so that the order of writing changes nothing."""
    return entry.day, json.dumps(entry.written(), sort_keys=True, ensure_ascii=False)


def _entry(told: Lined, tables: Mapping[str, Declared], city: City, file: object) -> Entry:
    only(told, KEYS, file)

    def bad(field: str, found: str, allowed: str) -> InputError:
        return InputError(field, found, allowed, file=file, line=told.lines.get(field, told.line))

    day = _begin(told, bad)
    named = [key for key in told if key in SHOCKS]
    changed = [key for key in told if key in CHANGES]
    if len(named) + bool(changed) != 1:
        found = " and ".join([*named, *changed]) or "nothing that happens"
        raise bad("timeline", found, f"rules or resources, or one of {', '.join(SHOCKS)}")
    values: dict[str, Any] = {"day": day, "days": _length(told, day, bad)}
    for part in [*changed, *named]:
        own = told[part] if told[part] is not None else Lined(told.lines.get(part))
        if not isinstance(own, Lined):
            raise bad(part, short(own), "a mapping of keys to values")
        if part in SHOCKS:
            values[part] = _shock(part, own, city, file)
            continue
        for key in own:
            if key in FIXED:
                raise InputError(
                    key, "a change in time", "a value for the whole run", file=file, line=own.lines.get(key, own.line)
                )
        checked = check(type(tables[part]), tables[part].model_dump() | own, file=file, lines=_lines(own))
        values[part] = {key: getattr(checked, key) for key in own}
    if changed and not any(values.get(part) for part in CHANGES):
        raise bad(changed[0], "nothing", "at least one key to change")
    if "surge" in named and values["days"] is None:
        raise bad("surge", "no end", "until or for beside it")
    if "leader_leaves" in named and values["days"] is not None:
        raise bad("leader_leaves", "an end", "no until or for: who has left does not come back")
    return check(Entry, values, file=file, lines=_lines(told))


def _lines(told: Lined) -> dict[str, int]:
    return ({"": told.line} if told.line else {}) | told.lines


def _begin(told: Lined, bad: Any) -> int:
    if ("date" in told) == ("day" in told):
        found = "both date and day" if "date" in told else "neither date nor day"
        raise bad("date", found, "a date, or a working day as day")
    if "day" in told:
        return _whole(told["day"], "day", 0, bad)
    date = _date(told["date"], "date", bad)
    if date < EPOCH:
        raise bad("date", short(str(told["date"])), f"a date from {EPOCH.isoformat()}, the start, on")
    return working_day(date)


def _length(told: Lined, day: int, bad: Any) -> int | None:
    if "until" in told and "for" in told:
        raise bad("for", "both until and for", "one of the two")
    if "for" in told:
        return _whole(told["for"], "for", 1, bad)
    if "until" not in told:
        return None
    end = working_day(_date(told["until"], "until", bad))
    if end <= day:
        raise bad("until", short(str(told["until"])), f"a date that ends it after {date_of(day).isoformat()}")
    return end - day


def _whole(value: object, field: str, least: int, bad: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MOST_DAY:
        raise bad(field, short(value), f"a whole number of working days from {least} to {MOST_DAY:,}")
    return value


def _date(value: Any, field: str, bad: Any) -> dt.date:
    try:
        date: dt.date = value if type(value) is dt.date else dt.date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise bad(field, short(value), "a date such as 2016-03-01") from error
    if working_day(date) > MOST_DAY:
        raise bad(field, str(date), f"a date up to {date_of(MOST_DAY).isoformat()}")
    return date


def _shock(name: str, own: Lined, city: City, file: object) -> Declared:
    shock = check(SHOCKS[name], own, file=file, lines=_lines(own))
    for field, known in (("street", city.streets), ("community", tuple(c.community for c in city.communities))):
        if (value := getattr(shock, field, None)) is not None and value not in known:
            raise InputError(field, short(value), nearest(value, known), file=file, line=own.lines.get(field, own.line))
    if isinstance(shock, StaffLoss) and shock.street and shock.kind in OF_THE_DISTRICT:
        line = own.lines.get("street", own.line)
        raise InputError("street", f"a street for {shock.kind}", "none: it is the district's", file=file, line=line)
    return shock


def _no_contradiction(read: Sequence[tuple[Entry, int | None]], file: object) -> None:
    """Refuse entries that say different things of one key, or take the same posts, on one day."""
    for number, (later, line) in enumerate(read):
        for earlier, _ in read[:number]:
            if not earlier.holds(later.day):
                continue
            where = f"on working day {later.day}, while the entry of day {earlier.day} holds"
            if _same_posts(earlier, later):
                raise InputError(later.shock, f"another one {where}", "one at a time", file=file, line=line)
            if earlier.end is None and earlier.day < later.day:
                continue  # what stays until it is changed may be changed
            for part in CHANGES:
                mine, theirs = getattr(later, part), getattr(earlier, part)
                for key in (key for key in mine if key in theirs and mine[key] != theirs[key]):
                    raise InputError(key, f"another value {where}", "one value at a time", file=file, line=line)


def _same_posts(a: Entry, b: Entry) -> bool:
    """Whether two entries withdraw the same posts."""
    x, y = a.staff_loss, b.staff_loss
    same = x and y and x.kind == y.kind and (x.street is None or y.street is None or x.street == y.street)
    return bool(same or (a.budget_cut and b.budget_cut))
