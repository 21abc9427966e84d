"""What of a log's rows cannot be used, what is mended, and what is only worth knowing: each with its number.

A row that is dropped counts under the first reason that drops it, in the order below.
"""

from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

type Done = Literal["read", "dropped", "mended", "noted", "kept"]


@dataclass(frozen=True)
class Reason:
    """Why rows were dropped or mended, or what is worth knowing of them, in both languages."""

    done: Done
    en: str
    zh: str


REASONS: dict[str, Reason] = {
    "read": Reason("read", "rows below the header", "表头以下的行"),
    "row_width": Reason("dropped", "another number of cells than the header has", "单元格数与表头不符"),
    "no_request": Reason("dropped", "no request, by the map", "按映射文件，不属诉求"),
    "duplicate_request": Reason("dropped", "the number of a request above", "诉求编号与前面的行重复"),
    "requested_missing": Reason("dropped", "no time of arrival", "无受理时间"),
    "requested_unreadable": Reason("dropped", "time of arrival that cannot be read", "受理时间无法识别"),
    "requested_too_late": Reason("dropped", "arrival after the log was drawn", "受理时间晚于导出时间"),
    "closed_unreadable": Reason("dropped", "closing time that cannot be read", "办结时间无法识别"),
    "closed_before_requested": Reason("dropped", "closed before it arrived", "办结早于受理"),
    "closed_in_future": Reason("dropped", "closing time that has not come yet", "办结时间尚未到来"),
    "closed_without_time": Reason("dropped", "closed by its status, without a time", "状态为办结，但无办结时间"),
    "request_missing": Reason("mended", "no number of its own: its line stands for it", "无诉求编号，以行号代替"),
    "closed_after_drawn": Reason("mended", "closed after the log was drawn: open then", "办结晚于导出时间，按未办结计"),
    "closed_by_update": Reason("mended", "closed without a time: its last change", "办结无时间，以最后更新时间代替"),
    "closed_date_only": Reason("mended", "closing date without a clock: end of that day", "办结仅有日期，按当日结束计"),
    "area_missing": Reason("mended", "no area: `unstated`", "无区域，记为“未注明”"),
    "channel_missing": Reason("mended", "no channel: `unstated`", "无渠道，记为“未注明”"),
    "service_missing": Reason("mended", "no service: `unstated`", "无类别，记为“未注明”"),
    "unprintable": Reason("mended", "letters that cannot be printed, left out", "含不可打印字符，已去除"),
    "service_unrecognised": Reason(
        "mended", "service that nothing tells: counted as {unrecognised}", "类别无法归入，计为“{unrecognised}”"
    ),
    "cancelled": Reason("noted", "cancelled, referred or duplicate by its status", "状态为撤销、转出或重复"),
    "open_with_closing": Reason("noted", "open by its status, yet with a closing time", "状态未办结，但有办结时间"),
    "still_open": Reason("noted", "open when the log was drawn: censored", "导出时未办结：按删失处理"),
    "requested_date_only": Reason("noted", "arrival without a clock: hours of day unknown", "受理仅有日期，时段未知"),
    "times_ambiguous": Reason("noted", "dates read as month/day, which nothing settles", "日期按“月/日”读取，无法确证"),
    "times_universal": Reason("noted", "times in UTC: name the district's zone", "时间为 UTC，请在映射文件中注明时区"),
    "kept": Reason("kept", "requests of the cleaned log", "清洗后的诉求"),
}  # fmt: skip
COLUMNS = ("reason", "rows", "share", "first_line")


@dataclass
class Tally:
    """Counts reasons, and which rows are still in."""

    read: int
    line: pd.Series
    kept: pd.Series  # bool, a row of the file each
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)

    def count(self, reason: str, rows: int, first_line: int) -> None:
        """So many rows have this reason, the first on that line."""
        if rows:
            self.counts[reason] = (rows, first_line)

    def drop(self, reason: str, which: pd.Series) -> None:
        """Drop those of the rows still in."""
        self.note(reason, which)
        self.kept &= ~which

    def note(self, reason: str, which: pd.Series) -> None:
        """Count those of the rows still in."""
        mine = which & self.kept
        self.count(reason, int(mine.sum()), int(self.line[mine].iloc[0]) if mine.any() else 0)

    def frame(self) -> pd.DataFrame:
        """The report: a row a reason that was met, in the order of `REASONS`."""
        self.count("read", self.read, int(self.line.min()))
        self.note("kept", self.kept)
        met = [(reason, *self.counts[reason]) for reason in REASONS if reason in self.counts]
        rows = [(reason, rows, rows / self.read, line) for reason, rows, line in met]
        return pd.DataFrame(rows, columns=list(COLUMNS))
