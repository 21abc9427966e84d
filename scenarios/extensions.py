"""Rules and agents from outside the tree: one object, named in a scenario, that declares fields and gives two hooks.

A scenario says `extensions: [my_rules.py:extension]` (a file beside it) or `[my_package.rules:extension]`, and Python
loads that object. Its fields then are rules like the built-in ones: a YAML sets them under `rules`, they are checked,
replaced, blended, hashed and pickled. **A scenario that names an extension runs that code as soon as it is read.**
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, Protocol, cast

from pydantic import create_model

from scenarios.declare import Declared, declarations
from scenarios.errors import InputError
from scenarios.parameters import Parameters
from scenarios.reading import short
from scenarios.resources import Resources
from scenarios.rules import RULES, RuleCard, Rules


class ExtensionLike(Protocol):
    """What an extension must have; `Extension` has it, and so may any object or module of the user's."""

    @property
    def name(self) -> str:
        """A short name."""

    @property
    def rules(self) -> type[Declared]:
        """A table of `declared` fields, each one a new rule key."""

    @property
    def cards(self) -> tuple[RuleCard, ...]:
        """What each new rule is, says and costs."""

    @property
    def agents(self) -> Callable[[Any], object]:
        """Called with the model once its institutions stand: may make further Mesa agents in it."""

    @property
    def standing_orders(self) -> Callable[[Any], object]:
        """Called with the model whenever institutions have written their standing orders: may change those rows."""


def call_hook(extension: ExtensionLike, hook: Literal["agents", "standing_orders"], model: object) -> None:
    """Call a hook with the model; one that raises is an `InputError` that names what it raised."""
    try:
        getattr(extension, hook)(model)
    except InputError:
        raise
    except Exception as e:
        raise InputError(f"extension {extension.name}", f"{type(e).__name__} in {hook}: {e}", "a hook that runs") from e


def nothing(model: object) -> None:
    """Add nothing to the model: the hook of an extension that has none."""


@dataclass(frozen=True)
class Extension:
    """A rule or a kind of agent from outside the tree, with the hooks that the model calls."""

    name: str
    rules: type[Declared] = Declared
    cards: tuple[RuleCard, ...] = ()
    agents: Callable[[Any], object] = nothing
    standing_orders: Callable[[Any], object] = nothing


def absolute(reference: object, beside: Path | None = None) -> str:
    """A reference with its file made absolute (relative to `beside`), so that it means the same anywhere."""
    if not isinstance(reference, str) or ":" not in reference or not all(reference.rpartition(":")[::2]):
        raise InputError("extensions", short(reference), "module:attribute or path/file.py:attribute")
    where, _, attribute = reference.rpartition(":")
    return f"{((beside or Path()) / where).resolve()}:{attribute}" if where.endswith(".py") else reference


@cache
def _module(where: str) -> ModuleType:
    """The module of a reference; a file is loaded under a name of its own, once a process."""
    if not where.endswith(".py"):
        return importlib.import_module(where)
    name = f"extension_{hashlib.sha256(where.encode()).hexdigest()[:16]}"
    spec = importlib.util.spec_from_file_location(name, where)
    if spec is None or spec.loader is None:
        raise ImportError(f"no Python file at {where}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


@cache
def load_extension(reference: str) -> ExtensionLike:
    """The extension of an absolute reference, checked."""

    def bad(found: object, allowed: str) -> InputError:
        return InputError("extensions", f"{reference}: {found}", allowed)

    where, _, attribute = reference.rpartition(":")
    try:
        module = _module(where)
    except (Exception, SystemExit) as e:
        raise bad(f"{type(e).__name__}: {e}", "a module that can be imported") from e
    extension: Any = getattr(module, attribute, None)
    if not all(hasattr(extension, part) for part in ("name", "rules", "cards", "agents", "standing_orders")):
        raise bad(short(extension), "an object with name, rules, cards, agents and standing_orders")
    if not (isinstance(extension.rules, type) and issubclass(extension.rules, Declared)):
        raise bad(f"rules {short(extension.rules)}", "a subclass of scenarios.declare.Declared")
    fields = tuple(extension.rules.model_fields)
    told = {d.key: d for d in declarations(extension.rules)}
    for key in fields:
        if key not in told:
            raise bad(f"field {key}", "fields made with declared(...)")
        if told[key].default is None:
            raise bad(f"field {key} without a default", "the value that leaves the district as it was")
    for card in extension.cards:
        if not isinstance(card, RuleCard) or not set(card.keys) <= set(fields) | set(Rules.model_fields):
            raise bad(f"card {short(card)}", "RuleCards whose keys are rules")
        if set(card.poles) != set(card.keys):
            raise bad(f"card {card.id} with poles of {', '.join(card.poles) or 'nothing'}", "poles of each of its keys")
        if any(card.id == built_in.id for built_in in RULES):
            raise bad(f"card {card.id}", "an id that no rule of the model has")
    return cast("ExtensionLike", extension)


def digest(reference: str) -> str:
    """sha256 of the extension's source file, which goes into a scenario's hash; the reference if it has no file."""
    where, _, attribute = reference.rpartition(":")
    source = _module(where).__file__
    content = Path(source).read_bytes() if source else where.encode()
    return hashlib.sha256(content + attribute.encode()).hexdigest()


@cache
def rules_with(references: tuple[str, ...]) -> type[Rules]:
    """The table of rules with the fields of extensions; the same class for the same references."""
    if not references:
        return Rules
    taken = dict.fromkeys([*Rules.model_fields, *Parameters.model_fields, *Resources.model_fields], "the model")
    fields: dict[str, Any] = {}
    for reference in references:
        extension = load_extension(reference)
        for key, field in extension.rules.model_fields.items():
            if key in taken:
                raise InputError("extensions", f"{reference}: {key}, a key of {taken[key]} too", "keys of its own")
            taken[key] = reference
            fields[key] = (field.annotation, field)
    return cast("type[Rules]", create_model("ExtendedRules", __base__=_base(references), **fields))


def _base(references: tuple[str, ...]) -> type[Rules]:
    class ExtendedRules(Rules):
        """The built-in rules and those of the extensions; pickled as its references and values."""

        extended_by = references

        def __reduce__(self) -> tuple[object, ...]:
            return (_rebuild, (references, self.model_dump()))

    return ExtendedRules


def _rebuild(references: tuple[str, ...], values: dict[str, Any]) -> Rules:
    return rules_with(references)(**values)


def all_cards(references: Iterable[str] = ()) -> tuple[RuleCard, ...]:
    """The cards of the built-in rules and of extensions."""
    return (*RULES, *(card for reference in references for card in load_extension(reference).cards))
