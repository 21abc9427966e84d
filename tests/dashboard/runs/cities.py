"""Plans for cities small enough for tests."""

from pathlib import Path
from typing import Any

from dashboard.runs.plan import Plan
from scenarios.library import load

ROWS = ("乙,北街,700", "甲,北街,900", "丙,北街,500", "丁,南街,800", "戊,南街,600")


def city(folder: Path) -> Path:
    """A city of five communities in two streets."""
    path = folder / "small.csv"
    path.write_text("\n".join(["community,street,residents", *ROWS]) + "\n", encoding="utf-8")
    return path


def plan(folder: Path, days: int = 40, seeds: tuple[int, ...] = (1, 2), *names: str, **changes: Any) -> Plan:
    """Hierarchy against network, or the named presets, in the small city."""
    there = city(folder)
    arms = [
        load(name).replace(city=there, staff_per_10000=30.0, **changes) for name in names or ("hierarchy", "network")
    ]
    return Plan(tuple(arms), days, seeds)
