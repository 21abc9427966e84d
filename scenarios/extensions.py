"""Rules and agents from outside the tree: one object, named in a scenario, that declares fields and gives two hooks.

A scenario says `extensions: [my_rules.py:extension]` (a file beside it) or `[my_package.rules:extension]`, and Python
loads that object. Its fields then are rules like the built-in ones: a YAML sets them under `rules`, they are checked,
replaced, blended, hashed and pickled. **A scenario that names an extension runs that code as soon as it is read.**

A scenario keeps the code that it was loaded with and runs only beside the file that says it: a file that was changed
since is read anew when a scenario that names it is loaded again, and refused until then.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, Protocol, cast

from pydantic import create_model

from scenarios.declare import Declaration, Declared, declarations
from scenarios.errors import InputError
from scenarios.modules import module_of, source_of
from scenarios.parameters import Parameters
from scenarios.reading import check, short
from scenarios.resources import Resources
from scenarios.rules import RULES, RuleCard, Rules

LONGEST = 300  # letters of what somebody else's error says that a message shows
SETTINGS = (
    "name", "title_zh", "title_en", "city", "rules", "parameters", "resources", "extensions", "timeline", "hash",
)  # fmt: skip
_RULES: dict[tuple[tuple[str, ...], tuple[str, ...]], type[Rules]] = {}  # by references and digests of their texts


class ExtensionLike(Protocol):
    """What an extension must have; `Extension` has it, and so may any object or module of the user's.

    Examples:
        >>> from scenarios.extensions import Extension, ExtensionLike
        >>> extension: ExtensionLike = Extension("nothing_new")
        >>> extension.name, extension.cards
        ('nothing_new', ())
    """

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
    except (InputError, KeyboardInterrupt):
        raise
    except BaseException as e:  # also one that would end the program
        raise InputError(f"extension {extension.name}", told_by(e, f" in {hook}"), "a hook that runs") from e


def told_by(error: BaseException, where: str = "") -> str:
    """What an error of somebody else's code says, on one line and cut; its kind alone if it cannot say it."""
    try:
        said = " ".join(str(error).split())
    except Exception:  # noqa: BLE001 of its own making
        said = ""
    said = said if len(said) <= LONGEST else said[: LONGEST - 3] + "..."
    return f"{type(error).__name__}{where}" + (f": {said}" if said else "")


def nothing(model: object) -> None:
    """Add nothing to the model: the hook of an extension that has none."""


@dataclass(frozen=True)
class Extension:
    """A rule or a kind of agent from outside the tree, with the hooks that the model calls.

    A scenario names it under `extensions` as `my_rules.py:extension` or `my_package.rules:extension`, and its fields
    then are rules like the built-in ones. `docs/extending.md` has two worked ones.

    Args:
        name: A short name, by which messages call it.
        rules: A subclass of `Declared`, each field a new key of `Scenario.rules`; none by default.
        cards: A `RuleCard` a rule, with ids that no other rule has.
        agents: Called once with the model when its institutions stand: may make further Mesa agents in it.
        standing_orders: Called with the model at the start, each week, and when the timeline changes the rules, after
            the institutions have written their orders: may change the rows of `model.desks`.

    Examples:
        Written into a file, so that a scenario can name it: every desk of a station makes fewer errors, for a share of
        its hours.

        >>> from pathlib import Path
        >>> code = '''
        ... from scenarios.declare import Declared, declared
        ... from scenarios.extensions import Extension
        ...
        ... class Care(Declared):
        ...     checking_share: float = declared(0.0, zh="复核工时比例", en="checking", unit="share", ge=0, le=0.5)
        ...
        ... def check(model):
        ...     share, rows = model.scenario.rules.checking_share, model.desks.rows(kind="station")
        ...     model.desks.orders["error"][rows] *= 1 - share
        ...     model.desks.orders["productivity"][rows] *= 1 - share
        ...
        ... extension = Extension("care", Care, standing_orders=check)
        ... '''
        >>> _ = Path("care.py").write_text(code, encoding="utf-8")
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> plain = sanshe.load("hierarchy").replace(city=town, extensions=["care.py:extension"])
        >>> model = sanshe.GovernanceModel(plain.replace(checking_share=0.2), rng=1)
        >>> rows = model.desks.rows(kind="station")
        >>> float(model.desks.orders["error"][rows].max().round(3)), plain.parameters.task_error
        (0.04, 0.05)
    """

    name: str
    rules: type[Declared] = Declared
    cards: tuple[RuleCard, ...] = ()
    agents: Callable[[Any], object] = nothing
    standing_orders: Callable[[Any], object] = nothing


def load_extension(reference: str) -> ExtensionLike:
    """The extension of an absolute reference, checked; read anew if its file has changed."""
    where, _, attribute = reference.rpartition(":")
    try:
        module = module_of(where)
    except KeyboardInterrupt:
        raise
    except BaseException as e:  # also one that would end the program
        raise InputError("extensions", f"{reference}: {told_by(e)}", "a module that can be imported") from e
    return _extension(reference, module, attribute)


@cache
def _extension(reference: str, module: ModuleType, attribute: str) -> ExtensionLike:
    def bad(found: object, allowed: str) -> InputError:
        return InputError("extensions", f"{reference}: {found}", allowed)

    extension: Any = getattr(module, attribute, None)
    try:
        _check(extension, bad)
    except InputError:
        raise
    except Exception as e:
        raise bad(told_by(e), "an object with name, rules, cards, agents and standing_orders") from e
    return cast("ExtensionLike", extension)


def _check(extension: Any, bad: Callable[[object, str], InputError]) -> None:
    """Refuse what is no extension, and an extension whose rules or cards are none."""
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
    _check_defaults(extension.rules, told, bad)
    if not isinstance(extension.cards, list | tuple):
        raise bad(f"cards {short(extension.cards)}", "a list of RuleCards")
    for card in extension.cards:
        if not isinstance(card, RuleCard) or not set(card.keys) <= set(fields) | set(Rules.model_fields):
            raise bad(f"card {short(card)}", "RuleCards whose keys are rules")
        if set(card.poles) != set(card.keys):
            raise bad(f"card {card.id} with poles of {', '.join(card.poles) or 'nothing'}", "poles of each of its keys")
        if not all(len(poles) == 2 for poles in card.poles.values()):
            raise bad(f"card {card.id} with poles that are no pairs", "the two poles of each of its keys")
        if any(card.id == built_in.id for built_in in RULES):
            raise bad(f"card {card.id}", "an id that no rule of the model has")


def _check_defaults(
    rules: type[Declared], told: dict[str, Declaration], bad: Callable[[object, str], InputError]
) -> None:
    """Each default must be a value that the field itself allows, and no field may hide a word of a scenario's own."""
    for key, declaration in told.items():
        if hasattr(Rules, key) or key in SETTINGS:
            raise bad(f"field {key}", "a name that no setting or method of a scenario has")
        try:
            check(rules, {key: declaration.default})
        except InputError as e:
            raise bad(f"field {key} with the default {e.found}", e.allowed) from e


def _digest(reference: str, source: bytes) -> str:
    return hashlib.sha256(source + reference.rpartition(":")[2].encode()).hexdigest()


def refuse_changed(rules: type[Rules]) -> None:
    """Refuse rules of extensions whose file no longer says what it said when they were loaded."""
    for reference, digest in zip(rules.extended_by, rules.sources, strict=True):
        where = reference.rpartition(":")[0]
        file = where if where.endswith(".py") else sys.modules[where].__file__
        try:
            same = file is None or _digest(reference, Path(file).read_bytes()) == digest
        except OSError as e:
            raise InputError(
                "extensions", f"{reference}: {told_by(e)}", "the file that the scenario was loaded with"
            ) from e
        if not same:
            again = "the scenario loaded again" if where.endswith(".py") else "Python started again"
            raise InputError("extensions", f"{reference}, changed since the scenario was loaded", again)


def rules_with(references: tuple[str, ...]) -> type[Rules]:
    """The table of rules with the fields of extensions and their hooks; the same class for the same code."""
    if not references:
        return Rules
    extensions = tuple(load_extension(reference) for reference in references)
    digests = tuple(_digest(one, source_of(one.rpartition(":")[0])) for one in references)
    if (references, digests) not in _RULES:
        _RULES[references, digests] = _rules_of(references, digests, extensions)
    return _RULES[references, digests]


def _rules_of(
    references: tuple[str, ...], digests: tuple[str, ...], extensions: tuple[ExtensionLike, ...]
) -> type[Rules]:
    taken = dict.fromkeys([*Rules.model_fields, *Parameters.model_fields, *Resources.model_fields], "the model")
    fields: dict[str, Any] = {}
    for reference, extension in zip(references, extensions, strict=True):
        for key, field in extension.rules.model_fields.items():
            if key in taken:
                raise InputError("extensions", f"{reference}: {key}, a key of {taken[key]} too", "keys of its own")
            taken[key] = reference
            fields[key] = (field.annotation, field)

    class ExtendedRules(Rules):
        """The built-in rules and those of the extensions; pickled as its references and values."""

        extended_by = references
        sources = digests
        hooks = extensions

        def __reduce__(self) -> tuple[object, ...]:
            refuse_changed(type(self))
            return (_rebuild, (references, digests, self.model_dump()))

    return cast("type[Rules]", create_model("ExtendedRules", __base__=ExtendedRules, **fields))


def _rebuild(references: tuple[str, ...], digests: tuple[str, ...], values: dict[str, Any]) -> Rules:
    """The rules that were pickled, by the code that they had there."""
    rules = rules_with(references)
    if rules.sources != digests:
        raise InputError("extensions", ", ".join(references), "the files as they were when the scenario was loaded")
    return rules(**values)
