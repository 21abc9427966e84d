"""The rows of a log's file as text, each with the line it begins on, however large the file is."""

import codecs
import csv
import hashlib
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from experiments.logs.columns import HEADERS, MUST, Columns, found_fields
from scenarios.errors import InputError
from scenarios.reading import short

if TYPE_CHECKING:
    from _csv import Reader

BLOCK = 1 << 20  # bytes read at once, and signs a cell may have
CHUNK = 100_000  # rows made columns at once
HEADER_ROWS = 10  # in which the header is looked for; exports put titles above it
LONGEST_ROW = 1_000  # lines
SEPARATORS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Rows:
    """The text of a log's rows: a column a field that the log has, and `line`; those of another width apart."""

    text: pd.DataFrame
    read: int
    wrong_width: int
    first_wrong: int  # its line; 0 for none
    digest: str


def read_rows(path: Path, columns: Columns) -> Rows:
    """Read a CSV; its encoding, its separator and the row of its header are found out.

    Raises InputError for a file that is not there, holds no text or no table, or lacks a column that must be.
    """
    encoding, digest = _encoding(path, columns)
    csv.field_size_limit(BLOCK)
    with path.open(encoding=encoding, newline="") as file:
        start = "".join(itertools.islice(file, HEADER_ROWS))
    separator = max(SEPARATORS, key=start.count)
    try:
        width, fields, above = _header(csv.reader(io.StringIO(start, newline=""), delimiter=separator), path, columns)
    except csv.Error as error:
        raise InputError("CSV", str(error), "a header of columns", file=path, line=1) from error
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader((line.replace("\0", "") for line in file), delimiter=separator)
        rows = _Walk(reader, path, width, above)
        try:
            parts = [
                pd.DataFrame(
                    {name: [cells[at] for _, cells in chunk] for name, at in fields.items()}, dtype="str"
                ).assign(line=[line for line, _ in chunk])
                for chunk in itertools.batched(rows, CHUNK)
            ]
        except csv.Error as error:
            line = reader.line_num
            raise InputError("CSV", str(error), "rows of cells divided alike", file=path, line=line) from error
        except UnicodeError as error:
            line = reader.line_num + 1
            raise InputError(
                "encoding", f"a byte that is not {encoding}", "one encoding", file=path, line=line
            ) from error
    if not parts:
        found = f"{rows.wrong_width} of another width" if rows.wrong_width else "none"
        raise InputError("rows", found, f"a row of {width} cells a request", file=path, line=rows.first_wrong or None)
    text = pd.concat(parts, ignore_index=True)
    for name in fields:
        text[name] = text[name].str.strip()
    return Rows(text, rows.read, rows.wrong_width, rows.first_wrong, digest)


class _Walk:
    """The rows below the header, one by one, with the line each begins on; counts those of another width."""

    def __init__(self, reader: "Reader", path: Path, width: int, above: int) -> None:
        self._reader, self._path, self._width, self._above = reader, path, width, above
        self.read = self.wrong_width = self.first_wrong = 0

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        reader, width = self._reader, self._width
        for _ in range(self._above):
            next(reader)
        line, end = 0, reader.line_num
        open_quote = False
        for cells in reader:
            line, end = end + 1, reader.line_num
            if end - line > LONGEST_ROW:
                break
            if not any(cells):
                continue
            self.read += 1
            fits = len(cells) == width or (len(cells) > width and not any(cells[width:]))  # separators at the end
            open_quote = not fits and end > line
            if fits:
                yield line, cells
                continue
            self.wrong_width += 1
            self.first_wrong = self.first_wrong or line
        if open_quote or end - line > LONGEST_ROW:  # that row took in all that follows
            raise InputError("CSV", "a quote that is not closed", "quotes in pairs", file=self._path, line=line)


def _header(reader: "Reader", path: Path, columns: Columns) -> tuple[int, dict[str, int], int]:
    """(cells a row, the place of each field, rows to pass over); the header is the first row with a time of arrival."""
    first: list[str] | None = None
    for number, raw in enumerate(reader, 1):
        cells = [cell.strip() for cell in raw]
        if not any(cells):
            continue
        first = first or cells
        try:
            fields = found_fields(cells, columns)
        except InputError:
            continue
        if all(field in fields for field in MUST):
            while len(cells) > 1 and not cells[-1] and len(cells) - 1 not in fields.values():
                cells.pop()
            return len(cells), fields, number
    if first is None:
        raise InputError("file", "nothing in it", "a log of requests", file=path)
    fields = found_fields(first, columns)  # what it complains of is told
    missing = next(field for field in MUST if field not in fields)
    heads = short(", ".join(first))
    known = ", ".join(HEADERS[missing][:3]) + ", " + HEADERS[missing][-1]
    allowed = f"a column of {missing} under a known header ({known}, …) or one that --columns names"
    raise InputError(missing, f"no such column among {heads}", allowed, file=path, line=1)


def _encoding(path: Path, columns: Columns) -> tuple[str, str]:
    """The encoding of a file, and the first twelve digits of its sha256."""
    digest = hashlib.sha256()
    likely = [columns.encoding] if columns.encoding else ["utf-8-sig", "gb18030"]
    decoders = {name: codecs.getincrementaldecoder(name)() for name in likely}
    try:
        with path.open("rb") as file:
            start = file.read(4)
            if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not columns.encoding:
                decoders = {"utf-16": codecs.getincrementaldecoder("utf-16")()}
            if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
                raise InputError("file", "an Excel workbook", "a CSV: save it as CSV UTF-8", file=path)
            file.seek(0)
            while block := file.read(BLOCK):
                digest.update(block)
                for name in list(decoders):
                    try:
                        decoders[name].decode(block)
                    except UnicodeDecodeError:
                        del decoders[name]
    except OSError as error:
        raise InputError("file", error.strerror or "unreadable", "a readable file", file=path) from error
    except ValueError as error:
        if isinstance(error, InputError):
            raise
        raise InputError("file", short(str(path)), "the name of a file") from error
    if not decoders:
        found = f"bytes that are not {' or '.join(likely)}"
        raise InputError("encoding", found, "UTF-8, GB18030, or one that --columns names", file=path)
    return next(iter(decoders)), digest.hexdigest()[:12]
