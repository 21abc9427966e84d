"""Everything a user can set is declared once; this reads the declarations back for tables, forms and messages."""

from __future__ import annotations

from dataclasses import dataclass
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticUndefined


class Declared(BaseModel):
    """A frozen table of declared settings: no unknown keys, no booleans for numbers, nothing infinite."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    def __repr__(self) -> str:
        from scenarios.showing import settings_text

        return settings_text(self)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from scenarios.showing import settings_html

        return settings_html(self)


@dataclass(frozen=True)
class Declaration:
    """One setting as declared: names, unit, range, default, and where its value comes from.

    `default` is None where a value must be given; `kind` is the type of a value, `choices` its words if it is one of
    several; `prior` is a narrower range to draw from; `threshold` is where a blend switches a choice.
    """

    key: str
    title_zh: str
    title_en: str
    unit: str
    low: float | None
    high: float | None
    default: Any
    group: str
    tag: str
    source: str
    choices: tuple[str, ...]
    prior: tuple[float, float] | None
    threshold: float
    kind: type

    @property
    def integer(self) -> bool:
        """Whether a value is a whole number."""
        return self.kind is int

    @property
    def allowed(self) -> str:
        """What a value may be, in words for a message."""
        if self.choices:
            return " or ".join(self.choices)
        if self.kind is bool:
            return "true or false"
        if self.kind not in (int, float):
            return "a text that is not empty"
        noun = "a whole number" if self.integer else "a number"
        if self.low is not None and self.high is not None:
            return (
                f"{noun} from {self.low:,.12g} to {self.high:,.12g}" if self.low < self.high else f"{self.low:g} only"
            )
        return noun


def declared(
    default: Any, *, zh: str, en: str, unit: str = "", ge: float | None = None, le: float | None = None,
    group: str = "", tag: Literal["measured", "literature", "assumed"] = "assumed", source: str = "",
    prior: tuple[float, float] | None = None, threshold: float = 0.5,
) -> Any:  # fmt: skip
    """A pydantic field that carries its declaration; a default of `...` makes the value required."""
    extra: dict[str, Any] = {
        "zh": zh, "unit": unit, "low": ge, "high": le, "group": group, "tag": tag,
        "source": source, "prior": list(prior) if prior else None, "threshold": threshold,
    }  # fmt: skip
    return Field(default, title=en, ge=ge, le=le, json_schema_extra=extra)


def _kind(annotation: Any) -> type:
    """The type of a value, `None` left aside."""
    if get_origin(annotation) in (Union, UnionType):
        annotation = next(a for a in get_args(annotation) if a is not type(None))
    return annotation if isinstance(annotation, type) else str


def declarations(model: type[BaseModel]) -> tuple[Declaration, ...]:
    """The declarations of a table, in the order they were written; fields without one are left out."""
    rows: list[Declaration] = []
    for key, field in model.model_fields.items():
        if not isinstance(field.json_schema_extra, dict) or "threshold" not in field.json_schema_extra:
            continue
        x: dict[str, Any] = dict(field.json_schema_extra)
        choices = tuple(get_args(field.annotation)) if get_origin(field.annotation) is Literal else ()
        rows.append(
            Declaration(
                key,
                x["zh"],
                field.title or key,
                x["unit"],
                x["low"],
                x["high"],
                None if field.default is PydanticUndefined else field.default,
                x["group"],
                x["tag"],
                x["source"],
                choices,
                (x["prior"][0], x["prior"][1]) if x["prior"] else None,
                x["threshold"],
                _kind(field.annotation),
            )
        )
    return tuple(rows)
