"""The regimes of a result, rule by rule, from its provenance: what differs, what does not, what changes in time."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.readable import Block, Readable
from experiments.report_words import WORDS
from experiments.table_words import NONE, Words
from scenarios.dates import date_of
from scenarios.declare import Declaration, Declared, declarations
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import RULES, Rules
from scenarios.timeline import CHANGES, SHOCKS
from scenarios.words import choice_in, shock_in, unit_in

if TYPE_CHECKING:
    from experiments.report_reading import Arm, Setting

MOST_ARMS = 6  # that stand side by side
GIVEN: dict[str, type[Declared]] = {"parameters": Parameters, "resources": Resources}


def value_in(value: object, lang: str) -> str:
    """A setting's value: a number as it was set, a choice with what a YAML says."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return NONE if value is None else choice_in(value, lang)
    whole = float(value).is_integer() and abs(value) < 1e15
    return (f"{int(value):,}" if whole else f"{value:.6g}").replace("-", "−")


def _names(settings: "dict[str, Setting]", lang: str) -> dict[str, tuple[str, str, str]]:
    """Card's id, name and unit of every rule by key, those of extensions last."""
    card = {key: one.id for one in RULES for key in one.keys}
    names = {d.key: (card[d.key], d.title_zh if lang == "zh" else d.title_en, d.unit) for d in declarations(Rules)}
    order = {one.id: i for i, one in enumerate(RULES)}
    names = dict(sorted(names.items(), key=lambda item: order[item[1][0]]))
    own = {key: (one.id or NONE, one.zh if lang == "zh" else one.en, one.unit) for key, one in settings.items()}
    return names | {key: told for key, told in own.items() if key not in names}


def _same(values: Sequence[object]) -> bool:
    return all(value == values[0] and type(value) is type(values[0]) for value in values)


def _made(heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Readable:
    return Readable(tuple(heads), (False,) * len(heads), (Block("", "", tuple(rows)),), ())


def _differing(
    heads: tuple[str, ...], rows: Sequence[tuple[tuple[str, ...], list[str], str]], labels: Sequence[str], lang: str
) -> Readable | None:
    """What differs, from rows of (name of a setting, each arm's value, unit): the arms side by side.

    Of many arms, each that differs from the first in a row of its own.
    """
    if not rows:
        return None
    words = WORDS[lang]
    if len(labels) <= MOST_ARMS:
        return _made((*heads, *labels, words["unit"]), [(*name, *values, unit) for name, values, unit in rows])
    told = [
        (*name, values[0], label, value, unit)
        for name, values, unit in rows
        for label, value in zip(labels[1:], values[1:], strict=True)
        if value != values[0]
    ]
    return _made((*heads, labels[0], words["regime"], words["value"], words["unit"]), told)


def rule_tables(
    arms: "Sequence[Arm]", labels: Sequence[str], settings: "dict[str, Setting]", lang: str
) -> tuple[Readable | None, Readable | None]:
    """The rules that differ between the arms, with each arm's value, and those that do not, with the one value."""
    names = _names(settings, lang)
    keys = [*names, *dict.fromkeys(key for arm in arms for key in arm.scenario.rules if key not in names)]
    differ, same = [], []
    for key in keys:
        at = [arm.scenario.rules.get(key) for arm in arms]
        if all(value is None for value in at):
            continue
        id_, name, unit = names.get(key, (NONE, key, ""))
        told = [value_in(value, lang) for value in at]
        if _same(at):
            same.append((id_, name, told[0], unit_in(unit, lang) or NONE))
        else:
            differ.append(((id_, name), told, unit_in(unit, lang) or NONE))
    words = WORDS[lang]
    heads = (words["rule"], words["name"])
    one = _made((*heads, words["all"], words["unit"]), same) if same else None
    return _differing(heads, differ, labels, lang), one


def given_tables(arms: "Sequence[Arm]", labels: Sequence[str], lang: str) -> tuple[Readable | None, Readable | None]:
    """Parameters and resources that differ between the arms, and those that are alike but not at their defaults."""
    differ, changed = [], []
    for part, table in GIVEN.items():
        known = {d.key: d for d in declarations(table)}
        for key in dict.fromkeys(key for arm in arms for key in getattr(arm.scenario, part)):
            at = [getattr(arm.scenario, part).get(key) for arm in arms]
            d = known.get(key)
            told, unit = [value_in(value, lang) for value in at], unit_in(d.unit, lang) if d else ""
            if not _same(at):
                differ.append(((_title(d, key, lang),), told, unit or NONE))
            elif d is None or at[0] != d.default:
                default = value_in(d.default, lang) if d else NONE
                changed.append((_title(d, key, lang), told[0], default, unit or NONE))
    words = WORDS[lang]
    two = _differing((words["setting"],), differ, labels, lang)
    heads = (words["setting"], words["all"], words["default"], words["unit"])
    return two, _made(heads, changed) if changed else None


def _title(d: Declaration | None, key: str, lang: str) -> str:
    return key if d is None else d.title_zh if lang == "zh" else d.title_en


def _changes(event: dict[str, Any], words: Words) -> str:
    """What one entry of a timeline changes."""
    told = []
    for part in CHANGES:
        for key, value in dict(event.get(part) or {}).items():
            told.append(f"{words.word(str(key))} = {value_in(value, words.lang)}")
    for shock in (name for name in SHOCKS if name in event):
        names = {d.key: _title(d, d.key, words.lang) for d in declarations(SHOCKS[shock])}
        how = [
            f"{names.get(key, key)} {words.word(value) if isinstance(value, str) else value_in(value, words.lang)}"
            for key, value in dict(event[shock] or {}).items()
        ]  # fmt: skip
        told.append(shock_in(shock, words.lang) + (f" ({', '.join(how)})" if how else ""))
    return "; ".join(told) or str(event.get("label", NONE))


def extension_table(arms: "Sequence[Arm]", labels: Sequence[str], lang: str) -> Readable | None:
    """Whose runs hold code from outside the tree, by its files' names; it may do more than its rules say."""
    rows = [
        (label, Path(file).name + colon + name)
        for arm, label in zip(arms, labels, strict=True)
        for file, colon, name in (reference.rpartition(":") for reference in arm.scenario.extensions)
    ]
    return _made((WORDS[lang]["regime"], WORDS[lang]["file_of_code"]), rows) if rows else None


def timeline_table(arms: "Sequence[Arm]", labels: Sequence[str], words: Words) -> Readable | None:
    """The entries of all timelines in order of their dates, each once, with the arms that have it."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for arm, label in zip(arms, labels, strict=True):
        for event in arm.events:
            end = event.get("end")
            until = date_of(end).isoformat() if isinstance(end, int) and 0 <= end < 10_000_000 else NONE
            mine = found.setdefault((str(event.get("date", NONE)), until, _changes(event, words)), [])
            if label not in mine:
                mine.append(label)
    if not found:
        return None
    said = WORDS[words.lang]
    rows = [
        (date, until, said["all"] if len(mine) == len(arms) > 1 else said["comma"].join(mine), what)
        for (date, until, what), mine in sorted(found.items())
    ]
    return _made((said["from"], said["until"], said["regime"], said["what"]), rows)
