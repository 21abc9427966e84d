"""The duty list: who may and must act on each kind of item."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from pathlib import Path

from scenarios.actors import CATEGORIES, COMPETENCES, ROLES
from scenarios.errors import InputError, nearest
from scenarios.reading import Row, number, read_rows, short


@dataclass(frozen=True)
class Task:
    """A piece of work: the competence it needs, its mean hours, and who does it (`owner` or a role)."""

    competence: str
    hours: float
    who: str


@dataclass(frozen=True)
class DutyItem:
    """One kind of item 事项 of the duty list 责任清单.

    `share` of its category (they sum to 1); `candidates` may own it, the first is the liable owner; `liable` is the
    department that answers for it; the approvals come before the work, in order, and `approval_rule` names the rule
    that chooses between the two chains ('' if they are equal); `sign_off` follows the last task where that rule stands
    at the network's pole; `superior` assigns it when all candidates refuse; `standard_days` are working days;
    `urgency` is 0 urgent, 1 normal, 2 patient; `source` says where the row comes from.
    """

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


COLUMNS = tuple(field.name for field in fields(DutyItem))
APPROVAL_RULES = ("", "enforcement_seat")


class _Cells:
    """The cells of one row, read as what they must be."""

    def __init__(self, row: Row, path: Path) -> None:
        self.cells, self.line, self.path = row.cells, row.line, path

    def bad(self, name: str, found: object, allowed: str) -> InputError:
        return InputError(name, short(found), allowed, file=self.path, line=self.line)

    def text(self, name: str) -> str:
        if not self.cells[name]:
            raise self.bad(name, "", "a text that is not empty")
        return self.cells[name]

    def word(self, name: str, word: str, known: tuple[str, ...]) -> str:
        if word not in known:
            raise self.bad(name, word, nearest(word, known))
        return word

    def roles(self, name: str) -> tuple[str, ...]:
        roles = tuple(self.word(name, word, ROLES) for word in self.cells[name].split())
        if len(set(roles)) < len(roles):
            raise self.bad(name, self.cells[name], "each role once")
        return roles

    def number(self, name: str, cell: str, low: float, high: float) -> float:
        value = number(float, cell)
        if not isinstance(value, float) or not low < value <= high:
            raise self.bad(name, cell, f"a number above {low:g} and at most {high:g}")
        return value

    def tasks(self) -> tuple[Task, ...]:
        tasks = []
        for text in self.text("tasks").split():
            parts = text.split(":")
            if len(parts) != 3:
                raise self.bad("tasks", text, "competence:hours:who, separated by spaces")
            competence, hours, who = parts
            tasks.append(
                Task(
                    self.word("tasks", competence, COMPETENCES),
                    self.number("tasks", hours, 0.0, 100.0),
                    self.word("tasks", who, ("owner", *ROLES)),
                )
            )
        if not any(task.who == "owner" for task in tasks):
            raise self.bad("tasks", self.cells["tasks"], "at least one task whose who is owner")
        return tuple(tasks)

    def item(self) -> DutyItem:
        candidates = self.roles("candidates")
        if not 2 <= len(candidates) <= 3:
            raise self.bad("candidates", self.cells["candidates"], "two or three roles, the liable owner first")
        rule = self.word("approval_rule", self.cells["approval_rule"], APPROVAL_RULES)
        chains = self.roles("approvals_hierarchy"), self.roles("approvals_network")
        if not rule and chains[0] != chains[1]:
            raise self.bad("approvals_network", self.cells["approvals_network"], "the same as approvals_hierarchy")
        urgency = self.cells["urgency"]
        if urgency not in ("0", "1", "2"):
            raise self.bad("urgency", urgency, "0 (urgent), 1 (normal) or 2 (patient)")
        return DutyItem(
            key=self.text("key"), zh=self.text("zh"), en=self.text("en"),
            category=self.word("category", self.cells["category"], CATEGORIES),
            share=self.number("share", self.cells["share"], 0.0, 1.0), tasks=self.tasks(), candidates=candidates,
            liable=self.word("liable", self.cells["liable"], ROLES),
            approvals_hierarchy=chains[0], approvals_network=chains[1], approval_rule=rule,
            sign_off=self.roles("sign_off"), superior=self.word("superior", self.cells["superior"], ROLES),
            standard_days=self.number("standard_days", self.cells["standard_days"], 0.0, 250.0),
            urgency=int(urgency), source=self.text("source"),
        )  # fmt: skip


def load_duty_list(path: Path | None = None) -> tuple[DutyItem, ...]:
    """The items of a CSV, in its order; lists are separated by spaces, a task is competence:hours:who.

    Raises InputError for anything unknown, a key that stands twice, and shares that do not sum to 1 in a category.
    """
    path = path or Path(__file__).with_name("duty_list.csv")
    items: dict[str, DutyItem] = {}
    for row in read_rows(path, COLUMNS, COLUMNS):
        item = _Cells(row, path).item()
        if item.key in items:
            raise InputError("key", f"{item.key!r} again", "each key once", file=path, line=row.line)
        items[item.key] = item
    for category in CATEGORIES:
        whole = math.fsum(item.share for item in items.values() if item.category == category)
        if abs(whole - 1.0) > 1e-9:
            raise InputError("share", f"{whole:g} in {category}", "shares that sum to 1 in each category", file=path)
    return tuple(items.values())
