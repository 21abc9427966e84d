"""What scenarios, districts and tables of settings show of themselves at a prompt and in a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from scenarios.declare import Declaration, Declared, declarations

if TYPE_CHECKING:
    from scenarios.city import City
    from scenarios.scenario import Scenario

PARTS = ("rules", "parameters", "resources")
MOST_ROWS = 100  # of a table in a notebook
FEW = 8  # settings that still fit on a line


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as an HTML table; a long one is cut, and says so."""
    whole = list(rows)
    lines = ["".join(f"<td>{escape(str(cell))}</td>" for cell in row) for row in whole[:MOST_ROWS]]
    more = f"<p>… {len(whole):,} rows in all</p>" if len(whole) > MOST_ROWS else ""
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    return (
        f"<table><thead><tr>{head}</tr></thead><tbody>"
        + "".join(f"<tr>{c}</tr>" for c in lines)
        + f"</tbody></table>{more}"
    )


def settings_text(settings: Declared) -> str:
    """A table of settings as Python writes it, one line a setting where there are many."""
    told = [f"{key}={value!r}" for key, value in settings]
    name = type(settings).__name__
    return f"{name}({', '.join(told)})" if len(told) <= FEW else f"{name}(\n    " + ",\n    ".join(told) + ",\n)"


def settings_html(settings: Declared) -> str:
    """A table of settings with what each is called, its unit and what it may be."""
    return table(
        ("setting", "value", "unit", "what it is", "allowed"),
        [(d.key, getattr(settings, d.key), d.unit, d.title_en, d.allowed) for d in declarations(type(settings))],
    )


def off_default(settings: Declared) -> list[tuple[Declaration, Any]]:
    """The settings that are not at their defaults, with their values."""
    told = [(d, getattr(settings, d.key)) for d in declarations(type(settings))]
    return [(d, value) for d, value in told if value != d.default]


def city_text(city: City) -> str:
    """How large a district is."""
    streets, communities = len(city.streets), len(city.communities)
    return f"{city.key}, {city.residents:,} residents, communities {communities:,}, streets {streets:,}"


def city_html(city: City) -> str:
    """A district with its communities; columns in which nothing is stated are left out."""
    stated = [d.key for d in declarations(type(city.communities[0]))]
    stated = [key for key in stated if any(getattr(one, key) is not None for one in city.communities)]
    rows = [["" if getattr(one, key) is None else getattr(one, key) for key in stated] for one in city.communities]
    return f"<p><b>{escape(city.title_en)}</b>: {escape(city_text(city))}</p>" + table(stated, rows)


def scenario_text(scenario: Scenario) -> str:
    """A scenario's name and district, and how many of its settings are not at their defaults."""
    off = {part: len(off_default(getattr(scenario, part))) for part in PARTS}
    told = ", ".join(f"{part} {number}" for part, number in off.items() if number)
    entries = f"; {len(scenario.timeline)} entries in time" if scenario.timeline else ""
    return f"{scenario.name} ({city_text(scenario.city)}; off their defaults: {told or 'none'}{entries})"


def scenario_html(scenario: Scenario) -> str:
    """A scenario: its district, the settings that are not at their defaults, and what comes in time."""
    rows = [
        (part, d.key, value, d.default, d.unit, d.title_en)
        for part in PARTS
        for d, value in off_default(getattr(scenario, part))
    ]
    told = f"<p><b>{escape(scenario.title_en)}</b> ({escape(scenario.name)}): {escape(city_text(scenario.city))}</p>"
    if rows:
        told += table(("section", "setting", "value", "default", "unit", "what it is"), rows)
    if scenario.timeline:
        told += table(
            ("date", "working day", "working days", "what"),
            [(e.date, e.day, "for good" if e.days is None else e.days, e.label()) for e in scenario.timeline],
        )
    which = "All other settings" if rows else "All settings"
    return f"{told}<p>{which} are at their defaults; the defaults of rules are the hierarchy's.</p>"
