"""The glossary: terms in Chinese and English, from one table beside the pages and from the declarations.

`docs/glossary.csv` has a row a term. What is declared elsewhere (actors, groups and choices of rules, presets, shocks)
is named there by a reference, and reads as it is declared; rules, primary outcomes and roles need no row at all.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from experiments.markdown import table
from model.outcomes import OUTCOMES, PRIMARY
from scenarios.actors import KINDS, ROLES, kind_of
from scenarios.library import load
from scenarios.rules import RULES
from scenarios.words import ACTORS, CHOICES, GROUPS, SHOCKS

SECTIONS = ("district", "actors", "rules", "groups", "choices", "model", "outcomes", "queues", "statistics")
COLUMNS = ("section", "declared", "zh", "en", "pinyin", "meaning_en", "meaning_zh", "where")
HEADS = {"en": ("term", "中文", "meaning", "in the model"), "zh": ("术语", "英文", "释义", "模型中")}


@dataclass(frozen=True)
class Term:
    """A term in both languages, what it means, and where it is in the model (keys, rules, files)."""

    section: str
    zh: str
    en: str
    meaning_en: str
    meaning_zh: str
    where: str
    pinyin: str = ""
    declared: str = ""


def declared_name(reference: str, en: str = "") -> tuple[str, str]:
    """(zh, en) of what is declared, as `actor:street`; `en` only where the declarations have no English name of it.

    Raises `KeyError` for what is not declared, `ValueError` for a name that is declared and given all the same.
    """
    kind, _, key = reference.partition(":")
    if kind == "actor":
        return ACTORS[key], en
    if en:
        raise ValueError(f"{reference}: found the name {en}; allowed none, it is declared")
    words = key.replace("_", " ")
    if kind == "choice":
        return CHOICES[key], words
    if kind == "group":
        return GROUPS[key], words
    if kind == "shock":
        return SHOCKS[key][1], SHOCKS[key][0]
    if kind == "outcome":
        return next((o.zh, o.en) for o in OUTCOMES if o.key == key)
    if kind == "preset":
        scenario = load(key)
        return scenario.title_zh, scenario.title_en
    raise KeyError(reference)


def _outcome(key: str, section: str) -> Term:
    o = next(o for o in OUTCOMES if o.key == key)
    return Term(section, o.zh, o.en, o.definition_en, o.definition_zh, f"`{key}`", declared=f"outcome:{key}")


def _written(path: Path) -> Iterator[Term]:
    """The rows of the table; `ValueError` for another head, an unknown section or a cell that is missing."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path.name}: found the columns {rows.fieldnames}; allowed {COLUMNS}")
        for row in rows:
            if row["declared"].startswith("outcome:"):
                yield _outcome(row["declared"].partition(":")[2], row["section"])
                continue
            if row["declared"]:
                row["zh"], row["en"] = declared_name(row["declared"], row["en"])
                mine = [card.id for card in RULES if row["declared"] == f"group:{card.group}"]
                row["meaning_en"] = row["meaning_en"].format(rules=", ".join(mine))
                row["meaning_zh"] = row["meaning_zh"].format(rules="、".join(mine))
            if row["section"] not in SECTIONS or not all(
                row[key] for key in COLUMNS if key not in ("declared", "pinyin")
            ):
                raise ValueError(f"{path.name}: found {row}; allowed a section of {SECTIONS} and no empty cell")
            yield Term(**row)


def terms(path: Path) -> tuple[Term, ...]:
    """All terms, section by section: those of the table, then those that the declarations alone make."""
    found = list(_written(path))
    found += [
        Term("rules", c.zh, c.en, c.explanation_en, c.explanation_zh,
             f"[{c.id}](rules/{c.id.lower()}.md), " + ", ".join(f"`{key}`" for key in c.keys), declared=f"rule:{c.id}")
        for c in RULES
    ]  # fmt: skip
    found += [
        Term("actors", ACTORS[role], role.replace("_", " "), f"A role of `{kind_of(role)}` in the duty list.",
             f"责任清单中“{ACTORS[kind_of(role)]}”的一种职能。", f"`{role}`", declared=f"actor:{role}")
        for role in ROLES
        if role not in KINDS
    ]  # fmt: skip
    found += [_outcome(key, "outcomes") for key in PRIMARY]
    return tuple(term for section in SECTIONS for term in found if term.section == section)


def glossary_table(path: Path, section: str, lang: str) -> str:
    """One section of the glossary for readers of a language, whose words stand first."""
    rows = []
    for term in terms(path):
        if term.section == section:
            said = f"{term.zh} ({term.pinyin})" if term.pinyin else term.zh
            names = (term.en, said) if lang == "en" else (term.zh, term.en)
            rows.append((*names, term.meaning_en if lang == "en" else term.meaning_zh, term.where))
    return table(HEADS[lang], rows)
