"""Which column of a log holds what, and what its services are: known headers, and a small YAML for any other.

The YAML says only what differs from what is known:

    columns:
      requested: 来电时间
      area: 镇街
    times: {format: "%d.%m.%Y %H:%M", zone: Asia/Shanghai, drawn: 2018-03-31}
    categories:
      enforcement: [占道经营, 违法建设]
    no_requests:
      status: [作废, 重复]
"""

import codecs
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict

from scenarios.actors import CATEGORIES
from scenarios.errors import InputError, nearest
from scenarios.lined import Lined
from scenarios.reading import is_text, mapping_of, only, read_yaml, schema_one, short

HEADERS: dict[str, tuple[str, ...]] = {
    "request": (
        "service_request_id", "request_id", "case_enquiry_id", "case_id", "sr_number", "srnumber", "unique_key",
        "ticket_id", "工单编号", "工单号", "诉求编号", "受理编号", "案件编号", "编号",
    ),
    "requested": (
        "requested_datetime", "created_date", "creation_date", "date_created", "open_dt", "opened", "requested",
        "受理时间", "来电时间", "登记时间", "创建时间", "诉求时间", "上报时间", "反映时间",
    ),
    "closed": (
        "closed_datetime", "closed_date", "date_closed", "closed_dt", "close_date", "closed", "completion_date",
        "办结时间", "结案时间", "办理完成时间", "完成时间", "关闭时间", "答复时间",
    ),
    "updated": (
        "updated_datetime", "updated_date", "resolution_action_updated_date", "last_modified_date", "updated",
        "更新时间", "最后更新时间",
    ),
    "service": (
        "service_name", "service", "request_type", "sr_type", "complaint_type", "service_type", "case_title", "type",
        "reason", "category", "service_code", "诉求类别", "服务名称", "事项名称", "诉求类型", "问题类别", "问题类型",
        "事件类型", "事项分类", "二级分类", "一级分类", "分类",
    ),
    "category": ("category", "三社类别"),
    "area": (
        "area", "community", "neighborhood", "neighbourhood", "nc_name", "community_area", "community_board",
        "council_district", "borough", "ward", "district", "zipcode", "所属社区", "社区", "所属街道", "街道", "镇街",
        "街镇", "乡镇街道", "所属区域", "区域", "区县", "行政区",
    ),
    "channel": (
        "channel", "request_source", "open_data_channel_type", "method_received", "source", "origin", "来源渠道",
        "诉求来源", "受理渠道", "渠道", "来源", "来电方式",
    ),
    "status": ("status", "case_status", "工单状态", "状态", "办理状态", "处理状态"),
}  # fmt: skip
"""The headers under which each field is known without a map, the likeliest first; case, spaces and `_` do not count."""
MUST = ("requested", "service")
KEYS = ("schema", "columns", "times", "encoding", "categories", "no_requests")
TIMES = ("format", "zone", "drawn")
CATEGORY_NAMES: dict[str, str] = {
    "administrative": "行政", "care": "照护", "collective": "公共事务", "enforcement": "执法", "mutual_aid": "互助",
}  # fmt: skip
LISTED = ("service", "status", "channel", "area")  # by which rows can be told to be no requests


class Columns(BaseModel):
    """What is told of a log beside what is known without a word; all of it may be left out.

    Attributes:
        columns: The header of each field of `HEADERS` that is not known by itself.
        format: How times are written, in `strptime`'s letters; None reads ISO 8601 and its like, AM and PM, and
            Chinese dates.
        zone: The district's time zone, an IANA name: times that carry a zone are turned into its local time.
        drawn: When the log was drawn; a closing after it was not yet seen. None takes the latest time of the file.
        encoding: Of the file; None tries UTF-8 and GB18030.
        categories: The category of each service, as the log writes it.
        no_requests: By field of `LISTED`, what marks a row that is no request.
        file: The YAML it was read from.
        lines: The line of each header that the YAML names.

    Examples:
        >>> from experiments.logs.columns import Columns
        >>> Columns(columns={"area": "镇街"}, categories={"占道经营": "enforcement"}).columns["area"]
        '镇街'
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    columns: Mapping[str, str] = {}
    format: str | None = None
    zone: str | None = None
    drawn: str | None = None
    encoding: str | None = None
    categories: Mapping[str, str] = {}
    no_requests: Mapping[str, tuple[str, ...]] = {}
    file: str | None = None
    lines: Mapping[str, int] = {}


NO_FILES = ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape")
"""Encodings that Python knows of and in which no file is written."""


def load_columns(path: str | Path) -> Columns:
    """The map of a YAML file.

    Args:
        path: The YAML.

    Raises:
        InputError: With file and line, for a key, a field, a category, a zone or an encoding that is not known.
    """
    file = Path(path)
    data = read_yaml(file)
    only(data, KEYS, file)
    schema_one(data, file)
    columns = mapping_of(data, "columns", file, "a mapping of fields to headers")
    only(columns, HEADERS, file)
    times = mapping_of(data, "times", file, "a mapping of format, zone and drawn")
    only(times, TIMES, file)
    told = {key: _text(times, key, file) for key in TIMES if key in times}
    if "zone" in told:
        _zone(told["zone"], file, times.lines["zone"])
    if "format" in told:
        _format(told["format"], file, times.lines["format"])
    encoding = _text(data, "encoding", file) if "encoding" in data else None
    if encoding is not None:
        _encoding(encoding, file, data.lines["encoding"])
    return Columns(
        columns={key: _text(columns, key, file) for key in columns},
        encoding=encoding,
        categories=_categories(data, file),
        no_requests=_no_requests(data, file),
        file=str(file),
        lines=columns.lines | {key: times.lines[key] for key in told},
        **told,
    )


def category_key(word: str) -> str | None:
    """The category that a word names, by its key or in Chinese; None where it is none."""
    if word in CATEGORIES:
        return word
    return next((key for key, zh in CATEGORY_NAMES.items() if word == zh), None)


def _text(data: Lined, key: str, file: Path) -> str:
    if not is_text(data[key]):
        raise InputError(key, short(data[key]), "a text on one line", file=file, line=data.lines.get(key))
    return str(data[key])


def _zone(name: str, file: Path, line: int) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        allowed = "the IANA name of a time zone, such as Asia/Shanghai"
        raise InputError("zone", short(name), allowed, file=file, line=line) from error


def _format(name: str, file: Path, line: int) -> None:
    allowed = "the letters of strptime with year, month and day, such as %Y-%m-%d %H:%M"
    try:
        noon = dt.datetime.strptime(dt.datetime(2018, 12, 31, 12, 30, 15, tzinfo=dt.UTC).strftime(name), name)  # noqa: DTZ007
    except (ValueError, re.error) as error:
        raise InputError("format", short(name), allowed, file=file, line=line) from error
    if (noon.year, noon.month, noon.day) != (2018, 12, 31):
        raise InputError("format", short(name), allowed, file=file, line=line)


def _encoding(name: str, file: Path, line: int) -> None:
    """The name of an encoding of whole texts."""
    try:
        "".encode(name)  # what turns texts into texts, or bytes into bytes, is refused here
        odd = codecs.lookup(name).name.replace("_", "-") in NO_FILES
    except (LookupError, UnicodeError):
        odd = True
    if odd:
        allowed = "the name of an encoding, such as UTF-8 or GB18030"
        raise InputError("encoding", short(name), allowed, file=file, line=line)


def _words(data: Lined, key: str, file: Path) -> tuple[str, ...]:
    """One word, or several as a list."""
    value: Any = data[key]
    words = value if isinstance(value, list) else [value]
    if not words or any(isinstance(word, list | dict | bool) or not is_text(str(word)) for word in words):
        found = "an empty list" if value == [] else short(value)
        raise InputError(key, found, "a text, or a list of texts", file=file, line=data.lines.get(key))
    return tuple(unicodedata.normalize("NFC", str(word)) for word in words)


def _categories(data: Lined, file: Path) -> dict[str, str]:
    """The category of each service; a service in two categories is refused."""
    told = mapping_of(data, "categories", file, "a mapping of categories to services")
    found: dict[str, str] = {}
    for name in told:
        key, line = category_key(name), told.lines[name]
        if key is None:
            raise InputError(short(name)[1:-1], "an unknown category", nearest(name, CATEGORIES), file=file, line=line)
        for service in _words(told, name, file):
            if found.get(service, key) != key:
                raise InputError(name, f"{short(service)} again", "each service once", file=file, line=line)
            found[service] = key
    return found


def _no_requests(data: Lined, file: Path) -> dict[str, tuple[str, ...]]:
    told = mapping_of(data, "no_requests", file, "a mapping of fields to what marks a row that is no request")
    only(told, LISTED, file)
    return {field: _words(told, field, file) for field in told}


def same_header(name: str) -> str:
    """A header as it is compared: without case, spaces, `_` and signs."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum())


def found_fields(header: Iterable[str], columns: Columns) -> dict[str, int]:
    """The place of each field in a row of headers; a field that the log does not have is left out.

    Raises InputError for a header that the map names and the log does not have.
    """
    names = list(header)
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(same_header(name), place)
    found: dict[str, int] = {}
    for field, known in HEADERS.items():
        if field in columns.columns:
            name = columns.columns[field]
            if same_header(name) not in places:
                raise InputError(
                    field, f"no column {short(name)}", nearest(name, names), file=columns.file,
                    line=columns.lines.get(field),
                )  # fmt: skip
            found[field] = places[same_header(name)]
            continue
        at = next((places[same_header(one)] for one in known if same_header(one) in places), None)
        if at is not None and (field != "category" or at != found.get("service")):
            found[field] = at
    return found
