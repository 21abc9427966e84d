"""A log of requests of a real district (311, 12345): read, cleaned, and what was done to it told."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from experiments.logs.cleaning import REASONS, Tally
from experiments.logs.columns import LISTED, Columns
from experiments.logs.csv_rows import read_rows
from experiments.logs.services import categories_of
from experiments.logs.times import LATEST, Reader
from scenarios.errors import InputError
from scenarios.reading import short

UNSTATED = "unstated"
"""The area, channel or service of a row that has none."""
DATE_ONLY = 0.95  # share of times at midnight above which a column has dates, not times
LAST_SECOND = pd.Timedelta(days=1) - pd.Timedelta(seconds=1)
_CANCELLED = r"cancel|duplicate|referred|void|withdrawn|作废|撤销|撤单|退单|重复|转出"
_OPEN = r"open|progress|pending|assigned|^new$|received|未|待|在办|处理中|办理中|受理中"
_CLOSED = r"clos|complet|resolv|done|finish|结|完成|关闭|归档|已回复|已答复"


@dataclass(frozen=True)
class RequestLog:
    """A cleaned log of requests, one row each, by time of arrival.

    Attributes:
        frame: `request`, `requested` and `closed` (local time to the second; NaT: still open when the log was drawn),
            `service` (as in the log), `category` (one of `scenarios.actors.CATEGORIES`), `area`, `channel`; sorted by
            `requested`, `request`.
        begins: Midnight before the first request.
        ends: Midnight after the last request; with `begins` the window of arrivals.
        drawn: Until when closings could have been seen: the latest time of the file, or what the map says.
        cleaning: `reason` (a key of `experiments.logs.cleaning.REASONS`), `rows`, `share` of the rows read,
            `first_line`: what was dropped or mended and why.
        source: Name of the file.
        digest: The first twelve digits of its sha256.
    """

    frame: pd.DataFrame
    begins: pd.Timestamp
    ends: pd.Timestamp
    drawn: pd.Timestamp
    cleaning: pd.DataFrame
    source: str
    digest: str

    @property
    def days(self) -> int:
        """Calendar days of the window of arrivals."""
        return int((self.ends - self.begins).days)


def read_log(path: str | Path, columns: Columns | None = None) -> RequestLog:
    """Read and clean a log of requests.

    Args:
        path: A CSV in UTF-8 or GB18030, columns named as by Open311 GeoReport v2, by usual exports of 311 and 12345, or
            as `columns` says.
        columns: The map; None for a log whose headers are known.

    Returns:
        The log, with the report of its cleaning.

    Raises:
        InputError: For a file that cannot be read as a log at all, with file, line, field, found and allowed.
    """
    file, told = Path(path), columns or Columns()
    rows = read_rows(file, told)
    text = rows.text
    tally = Tally(rows.read, text["line"], pd.Series(True, index=text.index))
    tally.count("row_width", rows.wrong_width, rows.first_wrong)
    for field in LISTED:
        if field in told.no_requests and field not in text:
            raise InputError(field, "no such column", "a column of it, since no_requests names it", file=told.file)
    marked = [text[field].isin(list(words)) for field, words in told.no_requests.items()]
    if marked:
        tally.drop("no_request", pd.concat(marked, axis=1).any(axis=1))
    _number(text, tally)
    requested, closed, drawn = _times(text, told, tally, file)
    for field in ("area", "channel", "service"):
        if field not in text:
            text[field] = ""
        shown = text[field].map(on_one_line)
        tally.note("unprintable", shown != text[field])
        text[field] = shown
        empty = text[field] == ""
        tally.note(f"{field}_missing", empty)
        text[field] = text[field].mask(empty, UNSTATED)
    category, known = categories_of(text["service"], text.get("category"), told)
    tally.note("service_unrecognised", ~known)
    frame = pd.DataFrame(
        {"request": text["request"], "requested": requested, "closed": closed, "service": text["service"],
         "category": category, "area": text["area"], "channel": text["channel"]}
    )[tally.kept]  # fmt: skip
    if frame.empty:
        report = tally.frame()
        dropped = report[report["reason"].map(lambda key: REASONS[key].done == "dropped")]
        worst = dropped.sort_values("rows", kind="stable").iloc[-1]
        found = f"none of {rows.read} that is kept (most: {REASONS[str(worst['reason'])].en})"
        allowed = "at least one request that can be used"
        raise InputError("rows", found, allowed, file=file, line=int(worst["first_line"]))
    frame = frame.sort_values(["requested", "request"], kind="stable", ignore_index=True)
    begins, ends = frame["requested"].iloc[0].normalize(), frame["requested"].iloc[-1].normalize()
    return RequestLog(
        frame, begins, ends + pd.Timedelta(days=1), drawn, tally.frame(), file.name, rows.digest,
    )  # fmt: skip


def on_one_line(text: str) -> str:
    """A text without what no printer shows, such as what would steer a terminal."""
    return text if text.isprintable() else " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _number(text: pd.DataFrame, tally: Tally) -> None:
    """Every request has a number of its own; one that comes again is dropped."""
    if "request" not in text:
        text["request"] = ""
    missing = text["request"] == ""
    tally.note("request_missing", missing)
    text["request"] = text["request"].mask(missing, "line " + text["line"].astype("str"))
    again = pd.Series(False, index=text.index)
    again[tally.kept] = text.loc[tally.kept, "request"].duplicated()
    tally.drop("duplicate_request", again)


def _times(text: pd.DataFrame, told: Columns, tally: Tally, file: Path) -> tuple[pd.Series, pd.Series, pd.Timestamp]:
    """(arrival, closing) of every row that can be used, and when the log was drawn."""
    reader = Reader(told.format, told.zone)
    requested = reader.read(text["requested"])
    if requested.isna().all():
        found = short(text["requested"].iloc[0])
        allowed = "times, such as 2018-01-31 09:30 (for another way of writing them: times.format in --columns)"
        raise InputError("requested", found, allowed, file=file, line=int(text["line"].iloc[0]))
    limit, stated = _limit(told, requested)
    tally.drop("requested_missing", text["requested"] == "")
    tally.drop("requested_unreadable", requested.isna())
    tally.drop("requested_too_late", requested > min(limit, LATEST))
    nothing = pd.Series(pd.NaT, index=text.index, dtype="datetime64[s]")
    updated = reader.read(text["updated"]) if "updated" in text else nothing
    closed = nothing
    if "closed" in text:
        closed = reader.read(text["closed"])
        tally.drop("closed_unreadable", (text["closed"] != "") & closed.isna())
    closed = _closings(text, requested, closed, updated, tally, limit, stated)
    _of_the_clock(requested, reader, tally)
    stamps = pd.concat([requested, closed, updated.mask(updated > limit)], axis=1)[tally.kept]
    seen = max((pd.Timestamp(latest) for latest in stamps.max() if pd.notna(latest)), default=limit)
    return requested, closed, limit if stated else seen


def _closings(
    text: pd.DataFrame, requested: pd.Series, closed: pd.Series, updated: pd.Series, tally: Tally,
    limit: pd.Timestamp, stated: bool,
) -> pd.Series:  # fmt: skip
    """Closing times, by what the status says of them; NaT for what was open when the log was drawn."""
    status = text["status"].str.casefold() if "status" in text else pd.Series("", index=text.index, dtype="str")
    cancelled = status.str.contains(_CANCELLED)
    is_open = status.str.contains(_OPEN) & ~cancelled
    is_closed = cancelled | (status.str.contains(_CLOSED) & ~is_open)
    by_update = closed.isna() & is_closed & updated.notna()
    tally.note("closed_by_update", by_update)
    closed = closed.mask(by_update, updated)
    midnight = closed.notna() & (closed == closed.dt.normalize())
    if midnight.sum() > DATE_ONLY * closed.notna().sum():
        tally.note("closed_date_only", midnight)
        closed = closed.mask(midnight, closed + LAST_SECOND)
    tally.drop("closed_before_requested", closed < requested)
    late = closed > limit
    if stated:
        tally.note("closed_after_drawn", late)
        closed = closed.mask(late)
    else:
        tally.drop("closed_in_future", late)
    tally.drop("closed_without_time", is_closed & closed.isna() & ~(late & stated))
    tally.note("cancelled", cancelled)
    tally.note("open_with_closing", is_open & closed.notna())
    tally.note("still_open", closed.isna())
    return closed


def _of_the_clock(requested: pd.Series, reader: Reader, tally: Tally) -> None:
    """What is worth knowing of how times were written."""
    dates = requested == requested.dt.normalize()
    if dates.sum() > DATE_ONLY * requested.notna().sum():
        tally.note("requested_date_only", dates)
    for reason, met in (("times_ambiguous", reader.ambiguous), ("times_universal", reader.universal)):
        if met:
            tally.note(reason, tally.kept)


def _limit(told: Columns, requested: pd.Series) -> tuple[pd.Timestamp, bool]:
    """The latest time that can be, and whether the map stated it.

    Without a word it is now, in the zone that is furthest ahead; a log whose years are mostly to come, as one of a
    model's, has none.
    """
    if told.drawn is not None:
        drawn = Reader().read(pd.Series([told.drawn], dtype="str")).iloc[0]
        if pd.isna(drawn):
            raise InputError(
                "drawn", short(told.drawn), "a date, such as 2018-03-31", file=told.file, line=told.lines.get("drawn")
            )
        return (drawn + LAST_SECOND if drawn == drawn.normalize() else drawn), True
    now = pd.Timestamp.now(tz="Etc/GMT-14").tz_localize(None).floor("s")
    return (now if (requested <= now).mean() >= 0.5 else pd.Timestamp.max.floor("s")), False
