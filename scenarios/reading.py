"""Read what a user wrote, YAML or CSV, so that every mistake has a file, a line and a field."""

from __future__ import annotations

import csv
import io
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scenarios.declare import Declaration, Declared, declarations
from scenarios.errors import InputError, nearest
from scenarios.lined import Lined

LARGEST_FILE = 50_000_000  # bytes
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
NUMBER = re.compile(r"[-+]?([0-9]{1,18}\.?[0-9]{0,24}|\.[0-9]{1,24})([eE][-+]?[0-9]{1,3})?")


TEXT = "a text on one line that is not empty"


def short(value: object) -> str:
    """A found value as a message shows it: quoted, and cut where it is long."""
    if isinstance(value, int) and abs(value) >= 10**18:
        return "a number of more than 18 digits"
    if isinstance(value, list | tuple | dict):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def read_text(path: Path) -> str:
    """A user's text file in UTF-8, or the line where it is none.

    Raises InputError for a file that is missing, unreadable, too large, empty, or holds control characters.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except OSError as e:
        raise InputError("file", e.strerror or "unreadable", "a readable file", file=path) from e
    except ValueError as e:
        raise InputError("file", short(str(path)), "the name of a file") from e
    if len(raw) > LARGEST_FILE:
        raise InputError("file", "more than 50 MB", "at most 50 MB", file=path)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        line = e.object.count(b"\n", 0, e.start) + 1
        raise InputError("encoding", _encoding(raw, e.start), "UTF-8 (Excel: CSV UTF-8)", file=path, line=line) from e
    if not text.strip():
        raise InputError("file", "nothing in it", "a file with content", file=path)
    control = CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        raise InputError("character", f"control character {control[0]!r}", "text", file=path, line=line)
    return text


def _encoding(raw: bytes, at: int) -> str:
    """What a text that is not UTF-8 seems to be."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    byte = f"byte {raw[at]:#04x}"
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return byte
    return byte if CONTROL.search(text) else f"GBK ({byte})"


def read_yaml(path: Path) -> Lined:
    """A YAML mapping with its line numbers; numbers are decimal, dates and `yes` stay text, tags are refused."""
    text = read_text(path)
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        node = YAML(pure=True).compose(text)
    except MarkedYAMLError as e:
        mark = e.problem_mark or e.context_mark
        found = (e.problem or "a mistake").removeprefix("found ")
        raise InputError("YAML", found, "well-formed YAML", file=path, line=mark.line + 1 if mark else None) from e
    except (YAMLError, RecursionError, ValueError) as e:
        found = "too many levels" if isinstance(e, RecursionError) else str(e)
        raise InputError("YAML", found, "well-formed YAML", file=path) from e
    data = _plain(node, path, {}, ())
    if not isinstance(data, Lined):
        raise InputError("YAML", short(data), "a mapping of keys to values", file=path, line=1)
    return data


def _plain(node: Any, path: Path, done: dict[int, Any], above: tuple[int, ...]) -> Any:
    """The value of a composed YAML node."""
    if node is None:
        return None
    line = node.start_mark.line + 1
    if id(node) in above or len(above) > 20:
        raise InputError("YAML", "a value inside itself or too deep", "at most 20 levels", file=path, line=line)
    if id(node) in done:
        return done[id(node)]
    tag, inner = str(node.tag), (*above, id(node))
    if tag == "tag:yaml.org,2002:map":
        value: Any = Lined(line)
        for name, content in node.value:
            at, key = name.start_mark.line + 1, name.value
            if not isinstance(key, str) or not key:
                raise InputError("key", "a list, a mapping or nothing", "a word", file=path, line=at)
            if key in value:
                raise InputError(key, "the same key again", "each key once", file=path, line=at)
            value[key], value.lines[key] = _plain(content, path, done, inner), at
    elif tag == "tag:yaml.org,2002:seq":
        value = [_plain(item, path, done, inner) for item in node.value]
    elif tag == "tag:yaml.org,2002:null":
        value = None
    elif tag == "tag:yaml.org,2002:bool":
        value = node.value.lower() == "true" if node.value.lower() in ("true", "false") else node.value
    elif tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float"):
        value = _number(node.value)
    elif tag in ("tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:value"):
        value = node.value
    else:
        raise InputError("YAML", f"tag {tag}", "plain values", file=path, line=line)
    done[id(node)] = value
    return value


def _number(text: str) -> int | float | str:
    """A decimal number, or the text itself if it is written in another way (`1_000`, `0x10`, `.inf`)."""
    if INTEGER.fullmatch(text):
        return int(text)
    return float(text) if NUMBER.fullmatch(text) and math.isfinite(float(text)) else text


@dataclass(frozen=True)
class Row:
    """One row of a CSV: its cells by column, stripped, and the line on which it ends."""

    line: int
    cells: dict[str, str]


def read_rows(
    path: Path, columns: Sequence[str], required: Iterable[str], names: Mapping[str, str] | None = None
) -> Iterator[Row]:
    """The rows of a CSV with a header; columns in any order, empty rows left out.

    `names` gives further names that a header may use, each with the column it means.

    Raises InputError for unknown, repeated or missing columns, rows of another length, and bad quotes.
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    header: list[str] = []
    try:
        for raw in reader:
            line, cells = reader.line_num, [unicodedata.normalize("NFC", cell.strip()) for cell in raw]
            if not any(cells):
                continue
            if not header:
                meant = [(names or {}).get(cell, cell) for cell in cells]
                header = _header(meant, path, line, columns, required)
            elif len(cells) != len(header):
                raise InputError("row", f"{len(cells)} cells", f"{len(header)} cells", file=path, line=line)
            else:
                yield Row(line, dict(zip(header, cells, strict=True)))
    except csv.Error as e:
        raise InputError("CSV", str(e), "rows of comma-separated cells", file=path, line=reader.line_num) from e


def _header(cells: list[str], path: Path, line: int, columns: Sequence[str], required: Iterable[str]) -> list[str]:
    for name in cells:
        mark = next((word for sign, word in ((";", "semicolons"), ("\t", "tabs")) if sign in name), None)
        if mark and len(cells) == 1:
            raise InputError("CSV", f"cells divided by {mark}", "cells divided by commas", file=path, line=line)
        if name not in columns:
            raise InputError("column", short(name), nearest(name, columns), file=path, line=line)
        if cells.count(name) > 1:
            raise InputError("column", f"{name!r} twice", "each column once", file=path, line=line)
    for name in required:
        if name not in cells:
            raise InputError(name, "no such column", "a column of this name", file=path, line=line)
    return cells


def number(kind: type, cell: str) -> object:
    """A cell as a number if it is one of this kind, else as it is, for the check to refuse."""
    if kind is int:
        return int(cell) if INTEGER.fullmatch(cell) else cell
    return float(cell) if NUMBER.fullmatch(cell) and math.isfinite(float(cell)) else cell


def plain(value: object) -> object:
    """A number of numpy as Python's own, and minus zero as zero, so that equal values are the same."""
    item = getattr(value, "item", None)
    if callable(item) and getattr(value, "ndim", None) == 0:
        value = item()
    return value + 0.0 if isinstance(value, float) and math.isfinite(value) else value


def check[T: Declared](
    kind: type[T],
    values: Mapping[str, object],
    *,
    file: object = None,
    lines: Mapping[str, int] | None = None,
    elsewhere: Mapping[str, str] | None = None,
) -> T:
    """A table from values; a bad one is an InputError that names the field and what it may be.

    `lines` gives the line of each key; `elsewhere` the section where a key unknown here belongs.
    """
    at = lines or {}
    for key in values:
        if key not in kind.model_fields:
            home = (elsewhere or {}).get(key)
            allowed = f"this key under {home}" if home else nearest(key, kind.model_fields)
            raise InputError(short(key)[1:-1], "an unknown key", allowed, file=file, line=at.get(key, at.get("")))
    try:
        return kind.model_validate({key: plain(value) for key, value in values.items()})
    except ValidationError as e:
        first = e.errors(include_url=False)[0]
        key = str(first["loc"][0])
        known: dict[str, Declaration] = {d.key: d for d in declarations(kind)}
        found = "nothing" if first["type"] == "missing" else short(first["input"])
        allowed = known[key].allowed if key in known else first["msg"]
        raise InputError(key, found, allowed, file=file, line=at.get(key, at.get(""))) from e


def text_of(data: Lined, key: str, default: str, file: object) -> str:
    """A text of a mapping, or its default where the key is missing."""
    value = data.get(key, default)
    if not is_text(value):
        raise InputError(key, short(value), TEXT, file=file, line=data.lines.get(key))
    return str(value)


def is_text(value: object) -> bool:
    """Whether a value can name something: a text on one line, not blank, of letters that can be printed."""
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def mapping_of(data: Lined, key: str, file: object, allowed: str = "a mapping of keys to values") -> Lined:
    """A mapping inside a mapping; nothing counts as an empty one."""
    value = data.get(key)
    if value is None:
        return Lined(data.lines.get(key))
    if not isinstance(value, Lined):
        raise InputError(key, short(value), allowed, file=file, line=data.lines.get(key))
    return value


def only(data: Lined, known: Iterable[str], file: object) -> None:
    """Refuse a mapping with a key that is not known, naming the nearest."""
    names = tuple(known)
    for key in data:
        if key not in names:
            raise InputError(
                short(key)[1:-1], "an unknown key", nearest(key, names), file=file, line=data.lines.get(key)
            )


def beside(file: Path, name: str, field: str, line: int | None) -> Path:
    """The file of this name beside another one, which must be there."""
    path = file.parent / name
    try:
        there = path.exists()
    except (OSError, ValueError):  # no name of a file on this machine
        there = False
    if not there:
        raise InputError(field, f"{short(name)}, no such file", "a file that is there", file=file, line=line)
    return path


def titles(data: Lined, default: str, file: object) -> tuple[str, str]:
    """The Chinese and the English title of a mapping's `title: {zh, en}`."""
    title = mapping_of(data, "title", file, "a mapping of zh and en")
    only(title, ("zh", "en"), file)
    return text_of(title, "zh", default, file), text_of(title, "en", default, file)


def schema_one(data: Lined, file: object) -> None:
    """Refuse a file of another schema version."""
    found = data.get("schema", 1)
    if isinstance(found, bool) or found != 1:
        raise InputError("schema", short(found), "1", file=file, line=data.lines.get("schema"))
