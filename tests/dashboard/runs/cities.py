"""Plans for cities small enough for tests."""

from pathlib import Path
from typing import Any

from dashboard.runs.plan import Plan
from scenarios.library import load
from scenarios.scenario import Scenario

ROWS = ("乙,北街,700", "甲,北街,900", "丙,北街,500", "丁,南街道,800", "戊,南街道,600")
EXTENSION = """
import os
from scenarios.extensions import Extension

def act(model):
    if model.day >= {day}:
        {what}

extension = Extension("odd", standing_orders=act)
"""


def city(folder: Path) -> Path:
    """The file of a city of five communities in two streets."""
    path = folder / "small.csv"
    if not path.exists():
        path.write_text("\n".join(["community,street,residents", *ROWS]) + "\n", encoding="utf-8")
    return path


def small(folder: Path, name: str, **changes: Any) -> Scenario:
    """A preset in this city."""
    return load(name).replace(**{"city": city(folder), "staff_per_10000": 30.0} | changes)


def plan(folder: Path, days: int = 40, seeds: tuple[int, ...] = (1, 2), *names: str, **changes: Any) -> Plan:
    """Presets in the small city, hierarchy against network where none are named."""
    return Plan(tuple(small(folder, name, **changes) for name in names or ("hierarchy", "network")), days, seeds)


def acting(folder: Path, day: int, what: str) -> list[str]:
    """An extension that does something in every week from a day on."""
    (folder / "odd.py").write_text(EXTENSION.format(day=day, what=what), encoding="utf-8")
    return [f"{folder}/odd.py:extension"]
