"""Load, inherit and blend scenarios."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

from scenarios.city import KEYS as CITY
from scenarios.city import City, cities, city_from, load_city
from scenarios.declare import Declared, declarations
from scenarios.errors import InputError, nearest
from scenarios.lined import Lined
from scenarios.modules import absolute
from scenarios.reading import (
    beside,
    check,
    mapping_of,
    only,
    plain,
    read_yaml,
    schema_one,
    short,
    text_of,
    titles,
)  # fmt: skip
from scenarios.scenario import Scenario, homes, sections
from scenarios.timeline import timeline_from

PRESETS = Path(__file__).parent / "presets"
KEYS = ("schema", "inherits", "name", "title", "city", "rules", "parameters", "resources", "extensions", "timeline")
HOME = "shangcheng_2016"


def presets() -> tuple[str, ...]:
    """The names of the ready scenarios, sorted; each can be given to `sanshe.load`.

    Returns:
        Names, of which `hierarchy` and `network` are the two poles, and `clean_hierarchy` and `messy_network` tell
        clear boundaries from lateral ties.

    Examples:
        >>> import sanshe
        >>> print(*sanshe.presets())
        clean_hierarchy hierarchy messy_network network shangcheng_2016 shangcheng_before shangcheng_reform
    """
    return tuple(sorted(p.stem for p in PRESETS.glob("*.yaml")))


def load(name_or_path: str | Path) -> Scenario:
    """A scenario: a district under rules, with parameters and resources, ready to be run or changed.

    Args:
        name_or_path: A name of `sanshe.presets`, or a YAML file of one's own, which may inherit from either. A file
            that names extensions runs their code as soon as it is read.

    Returns:
        A frozen `sanshe.Scenario`; without a city of its own it has the library's district.

    Raises:
        InputError: With file, line and field, for whatever cannot be read or is not allowed.

    Examples:
        >>> import sanshe
        >>> network = sanshe.load("network")
        >>> network
        <Scenario network (shangcheng_2016, 353,200 residents, communities 54, streets 6; off their defaults: rules 30)>
        >>> network.rules.communities_per_station
        4
        >>> sanshe.load("netwrk")
        Traceback (most recent call last):
            ...
        scenarios.errors.InputError: scenario: found 'netwrk'; allowed 'network' (the nearest), or a YAML file
    """
    return _load(_find(str(name_or_path)), ())


def load_any(name_or_path: str | Path) -> City | Scenario:
    """A scenario or a city, by name or from a file; a YAML's own keys tell which of the two it is."""
    name = str(name_or_path)
    suffix = Path(name).suffix.lower()
    if suffix == ".csv" or (name in cities() and name not in presets()):
        return load_city(name)
    if name in presets():
        return load(name)
    if suffix not in (".yaml", ".yml"):
        allowed = nearest(name, [*presets(), *cities()]) + ", or a CSV or YAML file"
        raise InputError("scenario or city", short(name), allowed)
    data = read_yaml(Path(name))
    return load_city(name) if _is_city(data, Path(name)) else load(name)


def _is_city(data: Lined, path: Path) -> bool:
    """Whether a YAML's keys are a city's, be they misspelt; a file with keys of both is refused."""
    city, scenario = ([key for key in own if key not in shared] for own, shared in ((CITY, KEYS), (KEYS, CITY)))
    of_city = next((key for key in data if key in city), None)
    of_scenario = next((key for key in data if key in scenario), None)
    if of_city and of_scenario:
        allowed = f"keys of a city ({', '.join(CITY)}) or of a scenario ({', '.join(KEYS)})"
        found = f"a key of a city beside {of_scenario}, a key of a scenario"
        raise InputError(of_city, found, allowed, file=path, line=data.lines[of_city])
    if of_city or of_scenario:
        return of_city is not None
    return any(close and close[0] in city for key in data if (close := get_close_matches(key, [*city, *KEYS], 1, 0.6)))


def _find(name: str, beside: Path | None = None) -> Path:
    """The file of a preset, or of a YAML relative to another one."""
    if name in presets():
        return PRESETS / f"{name}.yaml"
    if Path(name).suffix.lower() not in (".yaml", ".yml"):
        raise InputError("scenario", short(name), nearest(name, presets()) + ", or a YAML file")
    return (beside or Path()) / name


def _load(path: Path, seen: tuple[Path, ...]) -> Scenario:
    try:
        whole = path.resolve()
    except (OSError, ValueError) as e:
        raise InputError("file", short(str(path)), "the name of a file") from e
    data = read_yaml(path)
    only(data, KEYS, path)
    schema_one(data, path)
    base = None
    if "inherits" in data:
        with_line = data.lines["inherits"]
        parent = text_of(data, "inherits", "", path)
        try:
            place = _find(parent, path.parent)
        except InputError as e:
            raise InputError("inherits", e.found, e.allowed, file=path, line=with_line) from e
        if parent not in presets():
            place = beside(path, parent, "inherits", with_line)
        if place.resolve() in (*seen, whole):
            raise InputError("inherits", short(parent), "a chain that ends", file=path, line=with_line)
        base = _load(place, (*seen, whole))
    name = text_of(data, "name", path.stem, path)
    zh, en = titles(data, name, path)
    extensions = _extensions(data, base.extensions if base else (), path)
    try:
        tables = sections(extensions)
    except InputError as e:
        raise InputError(e.field, e.found, e.allowed, file=path, line=data.lines.get("extensions")) from e
    elsewhere = homes(tables)
    parts: dict[str, Declared] = {}
    for part, kind in tables.items():
        own = mapping_of(data, part, path)
        before = getattr(base, part).model_dump() if base else {}
        parts[part] = check(kind, before | own, file=path, lines=own.lines, elsewhere=elsewhere)
    city = _city(data, base, path)
    # A file's own timeline takes the place of the inherited one, which may not fit another city.
    entries, line = (base.timeline if base else ()), data.lines.get("inherits")
    if "timeline" in data:
        entries, line = data["timeline"], data.lines["timeline"]
        entries = () if entries is None else entries
    timeline = timeline_from(entries, parts, city, path, line)
    return Scenario.model_validate(
        {"name": name, "title_zh": zh, "title_en": en, "city": city, "extensions": extensions, "timeline": timeline}
        | parts
    )


def _extensions(data: Lined, before: tuple[str, ...], path: Path) -> tuple[str, ...]:
    """The inherited extensions and the file's own, each once."""
    own, line = data.get("extensions"), data.lines.get("extensions")
    own = [] if own is None else own
    if not isinstance(own, list):
        raise InputError("extensions", short(own), "a list of module:attribute", file=path, line=line)
    try:
        return tuple(dict.fromkeys([*before, *(absolute(reference, path.parent) for reference in own)]))
    except InputError as e:
        raise InputError("extensions", e.found, e.allowed, file=path, line=line) from e


def _city(data: Lined, base: Scenario | None, path: Path) -> City:
    """The file's own city, else the inherited one, else the library's first."""
    if "city" not in data:
        return base.city if base else load_city(HOME)
    if isinstance(data["city"], Lined):
        return city_from(data["city"], path.stem, path)
    name = text_of(data, "city", HOME, path)
    try:
        return load_city(beside(path, name, "city", data.lines["city"]) if Path(name).suffix else name)
    except InputError as e:
        if e.file is not None:
            raise
        raise InputError(e.field, e.found, e.allowed, file=path, line=data.lines["city"]) from e


def blend(a: Scenario, b: Scenario, t: float) -> Scenario:
    """A scenario between two: numbers linearly, integers rounded, choices at their threshold.

    So it can be asked whether half a reform does half the good. A rule of an extension that only one of the two has
    counts as its default in the other. City and timeline are those of `b` from t = 0.5 on: what changes in time changes
    as there, whole.

    Args:
        a: The scenario at t = 0.
        b: The scenario at t = 1.
        t: Where between the two, from 0 to 1.

    Returns:
        A new scenario, named after the two and `t`.

    Raises:
        InputError: For a `t` that is no number from 0 to 1, and where the mixture is not allowed.

    Examples:
        >>> import sanshe
        >>> hierarchy, network = sanshe.load("hierarchy"), sanshe.load("network")
        >>> half = sanshe.blend(hierarchy, network, 0.5)
        >>> half.name
        'hierarchy~network@0.5'
        >>> [s.rules.committee_admin_share for s in (hierarchy, half, network)]
        [0.8, 0.55, 0.3]
        >>> [s.rules.station_functions for s in (hierarchy, half, network)]
        ['siloed', 'integrated', 'integrated']
    """
    t_number = plain(t)
    if isinstance(t_number, bool) or not isinstance(t_number, int | float) or not 0 <= t_number <= 1:
        raise InputError("t", short(t_number), "a number from 0 to 1")
    extensions = tuple(dict.fromkeys([*a.extensions, *b.extensions]))
    if t_number in (0, 1):
        extensions = b.extensions if t_number else a.extensions
    new: dict[str, Any] = {}
    for part, kind in sections(extensions).items():
        before, after = getattr(a, part), getattr(b, part)
        mixed = {}
        for d in declarations(kind):
            x, y = getattr(before, d.key, d.default), getattr(after, d.key, d.default)
            mixed[d.key] = between(x, y, t_number, d.threshold)
        new[part] = check(kind, mixed)
    name = f"{a.name}~{b.name}@{t_number:g}"
    nearer = b if t_number >= 0.5 else a
    mixed_up = Scenario(name=name, title_zh=name, title_en=name, city=nearer.city, extensions=extensions, **new)
    return mixed_up.replace(timeline=nearer.timeline) if nearer.timeline else mixed_up


def between(x: Any, y: Any, t: float, threshold: float) -> Any:
    """A value between two: linear for numbers, rounded for whole ones, the second from the threshold on for others."""
    if t in (0, 1) or x == y:
        return y if t == 1 else x
    if isinstance(x, bool | str):
        return y if t >= threshold else x
    if isinstance(x, int):
        return round(x + t * (y - x))
    return min(max(x + t * (y - x), min(x, y)), max(x, y))
