"""Everything a user can set is declared once; this reads the declarations back for tables, forms and messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field


class Declared(BaseModel):
    """A frozen table of declared settings: no unknown keys, no booleans for numbers, nothing infinite."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


@dataclass(frozen=True)
class Declaration:
    """One setting as declared: names, unit, range, default, and where its value comes from."""

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
    integer: bool


def declared(
    default: Any, *, zh: str, en: str, unit: str = "", ge: float | None = None, le: float | None = None,
    group: str = "", tag: str = "assumed", source: str = "", prior: tuple[float, float] | None = None,
    threshold: float = 0.5,
) -> Any:  # fmt: skip
    """A pydantic field that carries its declaration; `threshold` is where a blend switches a choice."""
    extra: dict[str, Any] = {
        "zh": zh, "unit": unit, "low": ge, "high": le, "group": group, "tag": tag,
        "source": source, "prior": list(prior) if prior else None, "threshold": threshold,
    }  # fmt: skip
    return Field(default, title=en, ge=ge, le=le, json_schema_extra=extra)


def declarations(model: type[BaseModel]) -> tuple[Declaration, ...]:
    """The declarations of a table, in the order they were written."""
    rows = []
    for key, field in model.model_fields.items():
        extra = field.json_schema_extra
        if not isinstance(extra, dict):
            continue
        x: dict[str, Any] = dict(extra)
        kind = field.annotation
        choices = tuple(get_args(kind)) if get_origin(kind) is Literal else ()
        prior = tuple(x["prior"]) if x["prior"] else None
        rows.append(
            Declaration(
                key,
                x["zh"],
                field.title or key,
                x["unit"],
                x["low"],
                x["high"],
                field.default,
                x["group"],
                x["tag"],
                x["source"],
                choices,
                prior,
                x["threshold"],
                kind is int,
            )  # fmt: skip
        )
    return tuple(rows)
