"""Pages of the API: each public name of `sanshe` at the place where it is defined, and the points to extend it at.

A page holds mkdocstrings directives (`:::`); signatures and docstrings are read from the sources as the site is built.
"""

import importlib
import inspect
from collections.abc import Iterable
from typing import Any

import sanshe
from experiments.markdown import table

ROOMS = {
    "scenarios": "What a run is told: scenarios, their rules, their errors.",
    "agents": "Who decides.",
    "model": "The world and its day.",
    "experiments": "Many runs and what they mean.",
}
EXTENDING = (
    "scenarios.extensions", "scenarios.declare", "scenarios.rules.card", "model.desks", "model.outcomes",
)  # fmt: skip
"""Modules that rules and agents of somebody's own are written against (docs/extending.md)."""


MEMBERS = {"model.outcomes": "    options:\n      members: [Outcome, PRIMARY, evaluate]\n"}
"""Of a module that holds much else: what of it matters to others."""
FRONT = "---\nsearch:\n  boost: 0.3\n---\n\n"
"""Who searches for a word of the model wants its page first and not each function that has it in its name."""


def place(name: str) -> str:
    """The module in which a public name is defined, and so its room."""
    return sanshe._WHERE[name]  # noqa: SLF001  the front door's own list


def names(room: str) -> tuple[str, ...]:
    """The public names that live in a room."""
    return tuple(name for name in sanshe.__all__ if place(name).partition(".")[0] == room)


def pages() -> dict[str, str]:
    """Every page of the API by where it stands."""
    found = {"reference/api/README.md": _index(), "reference/api/extending.md": _extending()}
    for room, about in ROOMS.items():
        found[f"reference/api/{room}.md"] = f"{FRONT}# {room}\n\n{about}\n\n" + _directives(
            f"{place(name)}.{name}" for name in names(room)
        )
    return found


def _directives(identifiers: Iterable[str]) -> str:
    return "\n".join(f"::: {one}\n{MEMBERS.get(one, '')}" for one in identifiers)


def _index() -> str:
    parts = [
        "# API\n",
        "The public names, as `import sanshe` gives them; each is loaded when first used. What else stands in the "
        "rooms may change without notice, the [points to extend](extending.md) apart.\n",
    ]
    for room, about in ROOMS.items():
        rows = [
            (f"[`sanshe.{name}`]({room}.md#{place(name)}.{name})", _summary(getattr(sanshe, name)))
            for name in names(room)
        ]
        parts += [f"## {room}\n", f"{about}\n", table(("name", "what it is"), rows)]
    return "\n".join(parts)


def _extending() -> str:
    modules = (importlib.import_module(one) for one in EXTENDING)
    rows = [(f"[`{one.__name__}`](#{one.__name__})", _summary(one)) for one in modules]
    return (
        f"{FRONT}# Points to extend\n\nWhat a rule or a kind of agent of your own is written against; "
        "[Rules and agents of your own](../../extending.md) has worked examples.\n\n"
        f"{table(('module', 'what it is'), rows)}\n{_directives(EXTENDING)}"
    )


def _summary(one: Any) -> str:
    """The first sentence of a docstring; of a value without one, what kind of value it is."""
    said = inspect.getdoc(one) if callable(one) or inspect.ismodule(one) else None
    if said:
        return " ".join(said.split("\n\n")[0].split())
    values = tuple(one)
    return f"{len(values)} of `{type(values[0]).__name__}`"
