"""Times as logs write them: ISO 8601 with or without a zone, `2018/1/1 0:05`, AM and PM, `2018年1月1日 0:05`."""

from dataclasses import dataclass

import pandas as pd

ZONE = r"(?i:Z|UTC|[+-]\d{2}:?\d{2})$"  # after a time of day
_OFFSET = r"^(?P<local>.*\d:\d{2}.*?)\s*(?P<zone>(?i:Z|UTC|[+-]\d{2}:?\d{2}))$"
_CLOCK = (
    r"(?:[T\s]+(?P<half1>[AP]M)?\s*(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,]\d+)?)?"
    r"\s*(?P<half2>[AP]M)?)?$"
)
_YEAR_FIRST = r"(?i)^(?P<year>\d{4})[-/.](?P<a>\d{1,2})[-/.](?P<b>\d{1,2})" + _CLOCK
_YEAR_LAST = r"(?i)^(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<year>\d{4})" + _CLOCK
_CHINESE = str.maketrans(
    {"年": "-", "月": "-", "日": " ", "号": " ", "时": ":", "点": ":", "分": ":", "秒": "", "：": ":", "\u3000": " "}
)


FIRST_YEAR, LATEST = 1900, pd.Timestamp("2200-01-01")
"""No log of a district is of other years: what says so is a slip, and would stretch the log over centuries."""


@dataclass
class Reader:
    """How a column's times are read; one for the whole file, so that all its parts are read alike.

    `day_first` is settled by the first date that can be only one of 3/4/2018 and 4/3/2018; `ambiguous` says that dates
    were read as month first without any that settles it.
    """

    format: str | None = None
    zone: str | None = None
    day_first: bool | None = None
    ambiguous: bool = False
    universal: bool = False  # a zone of UTC, and no zone to turn it into

    def read(self, text: pd.Series) -> pd.Series:
        """The times of texts, to the second; NaT where a text is empty, no time, or of a year that no log is of."""
        found = self._any_year(text.str.strip())
        return found.where(found.dt.year >= FIRST_YEAR)

    def _any_year(self, text: pd.Series) -> pd.Series:
        """The times of texts as they stand."""
        if self.format is not None:
            return _local(
                pd.to_datetime(text, format=self.format, errors="coerce", utc=self.zone is not None), self.zone
            )
        zoned = text.str.contains(r"\d:\d{2}.*" + ZONE, regex=True)
        found = pd.Series(pd.NaT, index=text.index, dtype="datetime64[s]")
        if zoned.any():
            found[zoned] = self._zoned(text[zoned])
        found[~zoned] = self._plain(text[~zoned])
        return found

    def _zoned(self, text: pd.Series) -> pd.Series:
        """Times with a zone: the district's local time, or the wall clock as it is written."""
        parts = text.str.extract(_OFFSET)
        local = self._plain(parts["local"].fillna(""))
        zone = parts["zone"].fillna("").str.upper().replace({"Z": "+0000", "UTC": "+0000"}).str.replace(":", "")
        if self.zone is None:
            self.universal |= bool((zone == "+0000").any())
            return local
        sign = zone.str[0].map({"+": 1, "-": -1}).astype("float64")
        minutes = sign * (60 * zone.str[1:3].astype("float64") + zone.str[3:5].astype("float64"))
        return _local((local - pd.to_timedelta(minutes * 60, unit="s")).dt.tz_localize("UTC"), self.zone)

    def _plain(self, text: pd.Series) -> pd.Series:
        """Times without a zone."""
        found = pd.to_datetime(text, format="ISO8601", errors="coerce").dt.as_unit("s")
        left = found.isna() & (text != "")
        if not left.any():
            return found
        rest = text[left].map(_latin).astype("str")
        read = _parts(rest.str.extract(_YEAR_FIRST), "a", "b")
        last = rest.str.extract(_YEAR_LAST)
        if last["year"].notna().any():
            read = read.fillna(self._year_last(last))
        found[left] = read
        return found

    def _year_last(self, parts: pd.DataFrame) -> pd.Series:
        if self.day_first is None:
            first, second = (pd.to_numeric(parts[name]).max() for name in ("a", "b"))
            if first > 12 or second > 12:
                self.day_first = bool(first > 12)
                self.ambiguous = False
            else:
                self.ambiguous = True
        return _parts(parts, "b", "a") if self.day_first else _parts(parts, "a", "b")


def _latin(text: str) -> str:
    """A Chinese date in the signs of others; 上午 and 下午 as AM and PM."""
    for word, half in (("上午", " AM "), ("下午", " PM "), ("中午", " PM "), ("晚上", " PM "), ("凌晨", " AM ")):
        text = text.replace(word, half)
    return text.translate(_CHINESE).replace(": ", ":").strip().rstrip(":-").replace("  ", " ")


def _parts(parts: pd.DataFrame, month: str, day: str) -> pd.Series:
    """Times of the parts that a pattern found."""
    numbers = {name: pd.to_numeric(parts[name], errors="coerce") for name in ("year", month, day)}
    clock = {name: pd.to_numeric(parts[name], errors="coerce").fillna(0) for name in ("hour", "minute", "second")}
    half = parts["half1"].fillna(parts["half2"]).str.upper()
    hour = clock["hour"].where(half.isna(), clock["hour"] % 12) + 12 * (half == "PM")
    frame = pd.DataFrame(
        {"year": numbers["year"], "month": numbers[month], "day": numbers[day], "hour": hour,
         "minute": clock["minute"], "second": clock["second"]}
    )  # fmt: skip
    return pd.to_datetime(frame, errors="coerce").dt.as_unit("s")


def _local(times: pd.Series, zone: str | None) -> pd.Series:
    """Without a zone: the local time of the district's."""
    if times.dt.tz is not None:
        times = times.dt.tz_convert(zone).dt.tz_localize(None) if zone else times.dt.tz_localize(None)
    return pd.Series(times.dt.as_unit("s"))
