"""The duty list: who may and must act on each kind of item."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from scenarios.actors import CATEGORIES, COMPETENCES, ROLES
from scenarios.city import read_text
from scenarios.errors import InputError, nearest


@dataclass(frozen=True)
class Task:
    """A piece of work: the competence it needs, its hours, and who does it (`owner` or a role)."""

    competence: str
    hours: float
    who: str


@dataclass(frozen=True)
class DutyItem:
    """One kind of item; shares sum to 1 in a category, the first candidate is the liable owner."""

    key: str
    zh: str
    en: str
    category: str
    share: float
    tasks: tuple[Task, ...]
    candidates: tuple[str, ...]
    liable: str
    approvals_hierarchy: tuple[str, ...]
    approvals_network: tuple[str, ...]
    approval_rule: str
    sign_off: tuple[str, ...]
    superior: str
    standard_days: float
    urgency: int
    source: str


def load_duty_list(path: Path | None = None) -> tuple[DutyItem, ...]:
    """The items of a CSV; lists are separated by spaces, a task is competence:hours:who."""
    path = path or Path(__file__).with_name("duty_list.csv")
    items = []
    reader = csv.DictReader(read_text(path).splitlines())
    for row in reader:
        line = reader.line_num

        def pick(name: str, word: str, known: tuple[str, ...], line: int = line) -> str:
            if word not in known:
                raise InputError(name, repr(word), nearest(word, known), file=path, line=line)
            return word

        def roles(name: str, row: dict[str, str] = row) -> tuple[str, ...]:
            return tuple(pick(name, w, ROLES) for w in row[name].split())

        try:
            parts = [t.split(":") for t in row["tasks"].split()]
            tasks = tuple(
                Task(pick("tasks", c, COMPETENCES), float(h), pick("tasks", w, ("owner", *ROLES))) for c, h, w in parts
            )
            items.append(
                DutyItem(
                    row["key"], row["zh"], row["en"], pick("category", row["category"], CATEGORIES),
                    float(row["share"]), tasks, roles("candidates"), row["liable"], roles("approvals_hierarchy"),
                    roles("approvals_network"), row["approval_rule"], roles("sign_off"), row["superior"],
                    float(row["standard_days"]), int(row["urgency"]), row["source"],
                )  # fmt: skip
            )
        except (KeyError, TypeError, AttributeError) as e:
            raise InputError("row", str(e), "every column filled", file=path, line=line) from e
    return tuple(items)
