"""Read a design from a YAML file.

The smallest says what is varied, from where, how long and how often:

    base: hierarchy
    years: 0.1
    seeds: 3
    factors:
      communities_per_station: [1, 2, 4]
      committee_admin_share: [0.3, 0.8]

Beside these `schema`, `method`, `points`, `resolution` and `design_seed` (`experiments.designs.Design`). A base and a
city that are files lie beside the design's own file.
"""

from pathlib import Path
from typing import Any

from experiments.designs import Design
from experiments.factor_levels import PLACES
from scenarios.errors import InputError
from scenarios.lined import Lined
from scenarios.reading import beside, mapping_of, only, read_yaml, schema_one

KEYS = ("schema", "base", "factors", "years", "seeds", "method", "points", "resolution", "design_seed")
FILES = (".yaml", ".yml", ".csv")


def load_design(path: "str | Path | Design") -> Design:
    """A design from its YAML file, or as it is; what is wrong is an `InputError` with file and line."""
    if isinstance(path, Design):
        return path
    file = Path(path)
    if file.suffix.lower() not in (".yaml", ".yml"):
        raise InputError("design", repr(str(path)), "a YAML file")
    data = read_yaml(file)
    only(data, KEYS, file)
    schema_one(data, file)
    factors = mapping_of(data, "factors", file, "a mapping of factors to levels")
    told: dict[str, Any] = {key: value for key, value in data.items() if key not in ("schema", "factors")}
    told = {key: _placed(key, value, file, data.lines.get(key)) for key, value in told.items()}
    levels = {key: _placed(key, value, file, factors.lines.get(key)) for key, value in factors.items()}
    lines = data.lines | factors.lines | _inner(factors) | _inner(data)
    try:
        design = Design(**told, factors=levels or None)
    except InputError as e:
        if e.file is not None:
            raise
        line = lines.get(e.field, data.lines.get("factors"))
        raise InputError(e.field, e.found, e.allowed, file=file, line=line) from e
    design.file, design.lines = file, _points(data) | lines
    return design


def _inner(data: Lined) -> dict[str, int]:
    """The lines of keys inside lists of mappings, as of levels that move together."""
    rows = [row for value in data.values() if isinstance(value, list) for row in value if isinstance(row, Lined)]
    return {key: line for row in rows for key, line in row.lines.items()}


def _points(data: Lined) -> dict[str, int]:
    """The lines of points that are written out."""
    points = data.get("points")
    listed = enumerate(points if isinstance(points, list) else [], 1)
    return {f"point {number}": point.line for number, point in listed if isinstance(point, Lined) and point.line}


def _placed(key: str, value: Any, file: Path, line: int | None) -> Any:
    """A value in which files of bases and cities are looked for beside the design's own."""
    if isinstance(value, list):
        return [_placed(key, one, file, line) for one in value]
    if isinstance(value, Lined):
        value.update({name: _placed(name, one, file, value.lines.get(name, line)) for name, one in value.items()})
        return value
    if key in PLACES and isinstance(value, str) and Path(value).suffix.lower() in FILES:
        return str(beside(file, value, key, line))
    return value
