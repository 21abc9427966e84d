"""Everything a user can set is declared once; this reads the declarations back for tables, forms and messages."""

from __future__ import annotations

from dataclasses import dataclass
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticUndefined


class Declared(BaseModel):
    """A frozen table of declared settings: no unknown keys, no booleans for numbers, nothing infinite.

    Subclass it and give each field by `declared`: an extension's rules are such a table, as are the model's own rules,
    parameters and resources. `scenarios.declare.declarations` reads the declarations back.

    Examples:
        >>> from scenarios.declare import Declared, declarations, declared
        >>> class Mentoring(Declared):
        ...     mentoring_share: float = declared(0.0, zh="带教工时比例", en="mentoring", unit="share", ge=0, le=0.3)
        >>> Mentoring()
        Mentoring(mentoring_share=0.0)
        >>> declarations(Mentoring)[0].allowed
        'a number from 0 to 0.3'
    """

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
    """One setting as declared.

    Attributes:
        key: Its key.
        title_zh: What it is called in Chinese.
        title_en: What it is called in English.
        unit: Its unit; empty for choices and yes or no.
        low: Lowest value; None for no numbers.
        high: Highest value.
        default: None where a value must be given.
        group: The rule's card, or the theme of a parameter.
        tag: `measured`, `literature` or `assumed`.
        source: Where the default comes from, if stated.
        choices: Its words if it is one of several.
        prior: A narrower range to draw from.
        threshold: Where a blend switches a choice.
        kind: The type of a value.

    Examples:
        >>> from scenarios.declare import declarations
        >>> from scenarios.parameters import Parameters
        >>> told = {d.key: d for d in declarations(Parameters)}
        >>> told["task_error"].title_en, told["task_error"].allowed, told["task_error"].tag
        ('chance of a faulty task', 'a number from 0 to 0.15', 'assumed')
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
    """A field of a `Declared` table, with all that is to be known of a setting.

    Messages, forms, templates and the tables of the documentation are made from it, so that it is written nowhere else.

    Args:
        default: The value that leaves the district as it was; `...` makes the value required.
        zh: What it is called in Chinese.
        en: What it is called in English.
        unit: Its unit in English, `share` for 0 to 1; empty for choices and yes or no.
        ge: The lowest value that is allowed; None for no numbers.
        le: The highest value that is allowed.
        group: The id of the rule's card, or the theme of a parameter.
        tag: Where the default comes from: `measured`, `literature` or `assumed`.
        source: The measurement or the work, where there is one.
        prior: (low, high) to draw from where the whole range is not likely; None draws from the whole.
        threshold: Where between two scenarios, 0 to 1, `sanshe.blend` changes a choice from the first's to the
            second's.

    Returns:
        What pydantic takes for a field.

    Examples:
        >>> from scenarios.declare import Declared, declared
        >>> class Watch(Declared):
        ...     ombudsman_share: float = declared(0.0, zh="督查工时比例", en="inspection", unit="share", ge=0, le=0.5)
        >>> Watch(ombudsman_share=0.1).ombudsman_share
        0.1
    """
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
    """The declarations of a table, in the order they were written; fields without one are left out.

    Args:
        model: A subclass of `Declared`, as `Rules`, `Parameters` or `Resources`.

    Returns:
        One `Declaration` a field.

    Examples:
        >>> from scenarios.declare import declarations
        >>> from scenarios.resources import Resources
        >>> [d.key for d in declarations(Resources)][:3]
        ['posts_move_with_hours', 'productive_hours', 'staff_per_10000']
    """
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
