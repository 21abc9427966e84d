"""A scenario: all that a run is told."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import ValidationError

from scenarios.city import City, load_city
from scenarios.declare import Declared
from scenarios.errors import InputError, nearest
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import Rules

SECTIONS: dict[str, type[Declared]] = {"rules": Rules, "parameters": Parameters, "resources": Resources}


def validate[T: Declared](kind: type[T], values: dict[str, Any], file: object = None, lines: Any = None) -> T:
    """A table from values; a bad one is an InputError that names the field."""
    at = lines or {}
    for key in values:
        if key not in kind.model_fields:
            raise InputError(
                str(key), "an unknown key", nearest(str(key), kind.model_fields), file=file, line=at.get(key)
            )
    try:
        return kind.model_validate(values)
    except ValidationError as e:
        first = e.errors()[0]
        key = str(first["loc"][0])
        raise InputError(key, repr(first["input"]), first["msg"], file=file, line=at.get(key)) from e


class Scenario(Declared):
    """A city under rules, with parameters and resources."""

    name: str
    title_zh: str
    title_en: str
    city: City
    rules: Rules = Rules()
    parameters: Parameters = Parameters()
    resources: Resources = Resources()
    extensions: tuple[str, ...] = ()

    def replace(self, **changes: Any) -> Scenario:
        """The same scenario with some settings changed, each found by its key."""
        new: dict[str, Any] = {}
        if "city" in changes:
            city = changes.pop("city")
            new["city"] = city if isinstance(city, City) else load_city(city)
        for part, kind in SECTIONS.items():
            mine = {k: changes.pop(k) for k in list(changes) if k in kind.model_fields}
            if mine:
                new[part] = validate(kind, getattr(self, part).model_dump() | mine)
        for key in changes:
            known = [k for kind in SECTIONS.values() for k in kind.model_fields]
            raise InputError(key, "an unknown key", nearest(key, [*known, "city"]))
        return self.model_copy(update=new)

    @property
    def hash(self) -> str:
        """sha256 of the content; names and titles do not count."""
        data = self.model_dump(mode="json", exclude={"name": True, "title_zh": True, "title_en": True})
        data["city"] = data["city"]["communities"]
        return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
