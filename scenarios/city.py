"""A district as data: its streets and communities, with everything optional left to stated defaults."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from scenarios.declare import Declared, declarations, declared
from scenarios.errors import InputError, nearest
from scenarios.lined import Lined
from scenarios.reading import (
    beside,
    check,
    number,
    only,
    read_rows,
    read_yaml,
    schema_one,
    short,
    text_of,
    titles,
)  # fmt: skip
from scenarios.showing import city_html, city_text

CITIES = Path(__file__).parent / "cities"
KEYS = ("schema", "title", "communities", "source")
REQUIRED = ("community", "street", "residents")
MOST_RESIDENTS = 10_000_000  # of a district; more do not fit into an ordinary machine's memory

OWN = "own_district"  # the key of a city that comes from Python

Name = Annotated[str, Field(min_length=1, max_length=100)]
type CityLike = "City | str | Path | Mapping[str, Any] | Sequence[Mapping[str, Any]]"


class Community(Declared):
    """One community (社区) of a district; None means the default of resources and parameters.

    Attributes:
        community: Its name, once in the district.
        street: The name of the street (街道) it belongs to.
        residents: Persons.
        staff: Posts of community workers at committee and station.
        stations: 1, a station of its own, or 0 to share a neighbour's.
        organizations: Social organisations.
        workers: Posts of its organisations together.
        share_over_60: Share of residents of 60 and more, 0 to 1.
        share_online: Share of residents online, 0 to 1.

    Examples:
        >>> import sanshe
        >>> old = {"community": "East", "street": "North", "residents": 6000, "share_over_60": 0.4}
        >>> sanshe.load("network").replace(city=[old]).city.communities[0].share_over_60
        0.4
    """

    community: Name = declared(..., zh="社区", en="name of the community, once in the district")
    street: Name = declared(..., zh="街道", en="name of the street it belongs to")
    residents: int = declared(..., zh="常住人口", en="residents", unit="persons", ge=1, le=1_000_000)
    staff: int | None = declared(
        None, zh="社区工作者", en="community workers of committee and station; else by staff_per_10000", unit="posts",
        ge=0, le=10_000,
    )  # fmt: skip
    stations: int | None = declared(
        None, zh="服务站", en="station of its own: 1, or 0 to share a neighbour's; else 1", unit="stations",
        ge=0, le=1,
    )  # fmt: skip
    organizations: int | None = declared(
        None, zh="社会组织", en="social organisations; else organizations_per_community", unit="organisations",
        ge=0, le=1_000,
    )  # fmt: skip
    workers: int | None = declared(
        None, zh="社会组织专职人员", en="posts of its organisations together; else organization_posts each",
        unit="posts", ge=0, le=10_000,
    )  # fmt: skip
    share_over_60: float | None = declared(
        None, zh="60岁以上比例", en="residents over 60; else the parameter", unit="share", ge=0, le=1
    )
    share_online: float | None = declared(
        None, zh="上网比例", en="residents online; else the parameter", unit="share", ge=0, le=1
    )


COLUMNS = tuple(Community.model_fields)


class City(Declared):
    """A district (区): its streets and communities, sorted by both, so that the order of rows changes nothing.

    `sanshe.Scenario.replace` makes one of a name, a file or a list.

    Attributes:
        key: Its name in the library, or the name of its file.
        title_zh: Its title in Chinese.
        title_en: Its title in English.
        communities: One `Community` each.
        source: Where its numbers come from, if stated.

    Examples:
        >>> import sanshe
        >>> city = sanshe.load("network").city
        >>> city
        <City shangcheng_2016, 353,200 residents, communities 54, streets 6>
        >>> city.streets
        ('南星', '小营', '望江', '清波', '湖滨', '紫阳')
        >>> city.communities[0].residents
        6225
    """

    key: str
    title_zh: str
    title_en: str
    communities: tuple[Community, ...]
    source: str = ""

    def __repr__(self) -> str:
        return f"<City {city_text(self)}>"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        """What a notebook shows: its communities."""
        return city_html(self)

    @property
    def residents(self) -> int:
        """Everyone who lives in the district, persons."""
        return sum(c.residents for c in self.communities)

    @property
    def identity(self) -> str:
        """What draws about the city as such are keyed by: a library city's name, else the data and never the file."""
        if self.key in cities() and load_city(self.key).communities == self.communities:
            return self.key
        rows = [community.model_dump(mode="json") for community in self.communities]
        return hashlib.sha256(json.dumps(rows, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    @property
    def streets(self) -> tuple[str, ...]:
        """The streets, sorted."""
        return tuple(sorted({c.street for c in self.communities}))


def _gather(rows: list[tuple[int | None, Community]], path: object) -> tuple[Community, ...]:
    """Communities sorted; a name may stand once in the whole district, since results are reported by it."""
    seen: set[str] = set()
    total = 0
    for line, row in rows:
        total += row.residents
        if total > MOST_RESIDENTS:
            allowed = f"at most {MOST_RESIDENTS:,} residents in the district"
            raise InputError("residents", f"{total:,} up to here", allowed, file=path, line=line)
        if row.community in seen:
            raise InputError("community", f"{row.community!r} again", "each community once", file=path, line=line)
        seen.add(row.community)
    if not rows:
        raise InputError("communities", "none", "at least one community", file=path)
    return tuple(row for _, row in sorted(rows, key=lambda pair: (pair[1].street, pair[1].community)))


def _community(values: Mapping[str, object], file: object, lines: Mapping[str, int]) -> Community:
    """One community; several stations in it are refused with what to write instead."""
    stations = values.get("stations")
    if isinstance(stations, int) and stations > 1:
        allowed = (
            "0 (shares a neighbouring community's station) or 1; write a community with several stations as several "
            "communities, one a station, each with the residents it serves"
        )
        raise InputError("stations", short(stations), allowed, file=file, line=lines.get("stations", lines.get("")))
    for field in ("community", "street"):
        name = values.get(field)
        if isinstance(name, str) and not (name.isprintable() and name == name.strip()):
            raise InputError(
                field,
                short(name),
                "a name on one line, without spaces around it",
                file=file,
                line=lines.get(field, lines.get("")),
            )
    return check(Community, values, file=file, lines=lines)


def read_communities(path: Path) -> tuple[Community, ...]:
    """The communities of a CSV with the columns of `Community`, sorted; an empty cell means the default.

    The header may name a column by its key, in Chinese (常住人口), or by both (residents 常住人口).
    """
    told = declarations(Community)
    kinds = {d.key: d.kind for d in told}
    names = {name: d.key for d in told for name in (d.title_zh, f"{d.key} {d.title_zh}")}
    rows: list[tuple[int | None, Community]] = []
    for row in read_rows(path, COLUMNS, REQUIRED, names):
        values = {
            name: cell if kinds[name] not in (int, float) else number(kinds[name], cell)
            for name, cell in row.cells.items()
            if cell or name in REQUIRED
        }
        rows.append((row.line, _community(values, path, {"": row.line})))
    return _gather(rows, path)


def city_from(data: Lined, key: str, file: Path | None) -> City:
    """A city from a YAML mapping; `communities` names a CSV beside the file or lists them itself.

    Without a `file`, as from Python, it lists them.
    """
    only(data, KEYS, file)
    schema_one(data, file)
    zh, en = titles(data, key, file)
    listed = data.get("communities")
    if file is not None and isinstance(listed, str) and listed.strip():
        communities = read_communities(beside(file, listed, "communities", data.lines.get("communities")))
    elif isinstance(listed, list) and all(isinstance(row, Lined) for row in listed):
        communities = _gather([(row.line, _community(row, file, {"": row.line} | row.lines)) for row in listed], file)
    else:
        line = data.lines.get("communities")
        found = short(listed) if listed is not None else "nothing"
        allowed = (
            f"a list of mappings with {', '.join(REQUIRED)}"
            if file is None
            else "the name of a CSV, or a list of communities"
        )
        raise InputError("communities", found, allowed, file=file, line=line)
    source = text_of(data, "source", "not stated", file) if "source" in data else ""
    return City(key=key, title_zh=zh, title_en=en, communities=communities, source=source)


def cities() -> tuple[str, ...]:
    """The names of the districts in the library."""
    return tuple(sorted(p.stem for p in CITIES.glob("*.yaml")))


def load_city(name_or_path: str | Path) -> City:
    """A city of the library by name, or from a CSV or YAML file of the user's own."""
    name = str(name_or_path)
    path = CITIES / f"{name}.yaml" if name in cities() else Path(name)
    if path.suffix.lower() == ".csv":
        return City(key=path.stem, title_zh=path.stem, title_en=path.stem, communities=read_communities(path))
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise InputError("city", short(name), nearest(name, cities()) + ", or a CSV or YAML file")
    return city_from(read_yaml(path), path.stem, path)


def city_of(given: CityLike) -> City:
    """A city as a user gives it: one that is there, a name or a file, or its communities as a YAML lists them.

    A list holds a mapping a community, with the columns of `Community`; a mapping may have a `title` and a `source`
    beside its `communities`. Raises `InputError`.
    """
    if isinstance(given, City):
        return given
    if isinstance(given, str | Path):
        return load_city(given)
    if not isinstance(given, Mapping | list | tuple):
        raise InputError("city", short(given), "a name, a CSV or YAML file, or a list of communities")
    told = Lined.of(given if isinstance(given, Mapping) else {"communities": given})
    listed = told.get("communities")
    if isinstance(listed, list | tuple):
        told["communities"] = [Lined.of(row) if isinstance(row, Mapping) else row for row in listed]
    return city_from(told, OWN, None)
