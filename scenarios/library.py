"""Load, inherit and blend scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scenarios.city import load_city, read_text
from scenarios.declare import declarations
from scenarios.errors import InputError, nearest
from scenarios.scenario import SECTIONS, Scenario, validate

PRESETS = Path(__file__).parent / "presets"
KEYS = ("schema", "inherits", "name", "title", "city", "rules", "parameters", "resources", "extensions")


def read_yaml(path: Path) -> Any:
    """A YAML mapping with line numbers."""
    text = read_text(path)
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        data = YAML().load(text)
    except MarkedYAMLError as e:
        line = e.problem_mark.line + 1 if e.problem_mark else None
        raise InputError(
            "YAML", e.problem or "a mistake", "well-formed YAML, each key once", file=path, line=line
        ) from e
    if not isinstance(data, dict):
        raise InputError("YAML", type(data).__name__, "a mapping", file=path, line=1)
    return data


def _lines(node: Any) -> dict[str, int]:
    return {k: node.lc.key(k)[0] + 1 for k in node}


def presets() -> tuple[str, ...]:
    """The names of the ready scenarios."""
    return tuple(sorted(p.stem for p in PRESETS.glob("*.yaml")))


def load(name_or_path: str | Path, _seen: tuple[Path, ...] = ()) -> Scenario:
    """A scenario by preset name or from a YAML file."""
    path = Path(name_or_path)
    if path.suffix == "" and not path.exists():
        if str(path) not in presets():
            raise InputError("scenario", repr(str(path)), nearest(str(path), presets()) + ", or a YAML file")
        path = PRESETS / f"{path}.yaml"
    path = path.resolve()
    if path in _seen:
        raise InputError("inherits", "a cycle", "a chain that ends", file=path)
    data = read_yaml(path)
    lines = _lines(data)
    for key in data:
        if key not in KEYS:
            raise InputError(str(key), "an unknown key", nearest(str(key), KEYS), file=path, line=lines[key])
    if data.get("schema", 1) != 1:
        raise InputError("schema", repr(data["schema"]), "1", file=path, line=lines["schema"])
    if data.get("extensions"):
        raise InputError(
            "extensions", "a list", "an empty list (not yet supported)", file=path, line=lines["extensions"]
        )

    def place(key: str) -> str | Path:
        value = str(data[key])
        near = path.parent / value
        return near if Path(value).suffix else value

    new: dict[str, Any] = {"name": str(data.get("name", path.stem))}
    base = load(place("inherits"), (*_seen, path)) if "inherits" in data else None
    title = data.get("title") or {}
    if not isinstance(title, dict):
        raise InputError("title", repr(title), "a mapping of zh and en", file=path, line=lines["title"])
    new["title_zh"], new["title_en"] = str(title.get("zh", new["name"])), str(title.get("en", new["name"]))
    new["city"] = load_city(place("city")) if "city" in data else base.city if base else load_city("shangcheng_2016")
    for part, kind in SECTIONS.items():
        own = data.get(part) or {}
        if not isinstance(own, dict):
            raise InputError(part, repr(own), "a mapping", file=path, line=lines[part])
        before = getattr(base, part).model_dump() if base else {}
        own_lines = _lines(own) if own else {}
        plain = {k: float(v) if isinstance(v, float) else v for k, v in own.items()}
        new[part] = validate(kind, before | plain, path, own_lines)
    return Scenario(**new)


def blend(a: Scenario, b: Scenario, t: float) -> Scenario:
    """Between two scenarios: numbers linearly, integers rounded, choices at their threshold."""
    if isinstance(t, bool) or not 0 <= t <= 1:
        raise InputError("t", repr(t), "0 to 1")
    new: dict[str, Any] = {}
    for part, kind in SECTIONS.items():
        mixed: dict[str, Any] = {}
        for d in declarations(kind):
            x, y = getattr(getattr(a, part), d.key), getattr(getattr(b, part), d.key)
            if t in (0, 1) or x == y:
                mixed[d.key] = y if t == 1 else x
            elif d.integer:
                mixed[d.key] = round(x + t * (y - x))
            elif isinstance(x, float):
                mixed[d.key] = min(max(x + t * (y - x), min(x, y)), max(x, y))
            else:
                mixed[d.key] = y if t >= d.threshold else x
        new[part] = kind(**mixed)
    name = f"{a.name}~{b.name}@{t:g}"
    return Scenario(name=name, title_zh=name, title_en=name, city=b.city if t >= 0.5 else a.city, **new)
