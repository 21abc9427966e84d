"""A district as data: its streets and communities, with everything optional left to stated defaults."""

from __future__ import annotations

import csv
from pathlib import Path

from pydantic import Field, ValidationError

from scenarios.declare import Declared
from scenarios.errors import InputError, nearest

CITIES = Path(__file__).parent / "cities"


class Community(Declared):
    """One community; None means the default of resources and parameters."""

    community: str = Field(min_length=1)
    street: str = Field(min_length=1)
    residents: int = Field(ge=1, le=1_000_000)
    staff: int | None = Field(None, ge=0, le=10_000)
    stations: int | None = Field(None, ge=0, le=100)
    organizations: int | None = Field(None, ge=0, le=1_000)
    workers: int | None = Field(None, ge=0, le=10_000)
    share_over_60: float | None = Field(None, ge=0, le=1)
    share_online: float | None = Field(None, ge=0, le=1)


COLUMNS = tuple(Community.model_fields)


class City(Declared):
    """A district: communities sorted by (street, community), so that the order of rows changes nothing."""

    key: str
    title_zh: str
    title_en: str
    communities: tuple[Community, ...]
    source: str = ""

    @property
    def residents(self) -> int:
        """Everyone who lives in the district."""
        return sum(c.residents for c in self.communities)

    @property
    def streets(self) -> tuple[str, ...]:
        """The streets, sorted."""
        return tuple(sorted({c.street for c in self.communities}))


def read_text(path: Path) -> str:
    """A user's text file, or one line that says why it cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise InputError("encoding", f"byte {e.object[e.start]:#x}", "UTF-8", file=path, line=None) from e
    except OSError as e:
        raise InputError("file", e.strerror or "unreadable", "a readable file", file=path) from e
    if not text.strip():
        raise InputError("file", "nothing", "a file with content", file=path)
    return text


def read_communities(path: Path) -> tuple[Community, ...]:
    """The communities of a CSV, sorted."""
    reader = csv.reader(read_text(path).splitlines())
    header = [h.strip() for h in next(reader)]
    for name in header:
        if name not in COLUMNS or header.count(name) > 1:
            raise InputError("column", repr(name), nearest(name, COLUMNS) + ", once", file=path, line=1)
    for name in ("community", "street", "residents"):
        if name not in header:
            raise InputError(name, "no such column", "a column of this name", file=path, line=1)
    rows: dict[tuple[str, str], Community] = {}
    for cells in reader:
        line = reader.line_num
        if not any(c.strip() for c in cells):
            continue
        if len(cells) != len(header):
            raise InputError("row", f"{len(cells)} cells", f"{len(header)} cells", file=path, line=line)
        values: dict[str, object] = {}
        for name, cell in zip(header, (c.strip() for c in cells), strict=True):
            if name in ("community", "street"):
                values[name] = cell
            elif cell or name == "residents":
                share = name.startswith("share")
                try:
                    values[name] = float(cell) if share else int(cell)
                except ValueError as e:
                    raise InputError(
                        name, repr(cell), "a number" if share else "a whole number", file=path, line=line
                    ) from e
        try:
            row = Community.model_validate(values)
        except ValidationError as e:
            first = e.errors()[0]
            raise InputError(str(first["loc"][0]), repr(first["input"]), first["msg"], file=path, line=line) from e
        at = (row.street, row.community)
        if at in rows:
            raise InputError("community", repr(row.community), "each community once", file=path, line=line)
        rows[at] = row
    if not rows:
        raise InputError("rows", "none", "at least one community", file=path)
    return tuple(rows[at] for at in sorted(rows))


def load_city(name_or_path: str | Path) -> City:
    """A city of the library by name, or a CSV of the user's own."""
    path = Path(name_or_path)
    if path.suffix == "":
        known = sorted(p.stem for p in CITIES.glob("*.yaml"))
        if str(path) not in known:
            raise InputError("city", repr(str(path)), nearest(str(path), known) + ", or a CSV", file=None)
        path = CITIES / f"{path}.yaml"
    if path.suffix.lower() == ".csv":
        return City(key=path.stem, title_zh=path.stem, title_en=path.stem, communities=read_communities(path))
    from scenarios.library import read_yaml

    data = read_yaml(path)
    for name in ("communities", "title"):
        if name not in data:
            raise InputError(name, "nothing", "a value", file=path)
    return City(
        key=path.stem, title_zh=str(data["title"]["zh"]), title_en=str(data["title"]["en"]),
        communities=read_communities(path.parent / str(data["communities"])), source=str(data.get("source", "")),
    )  # fmt: skip
