"""Where a result comes from: versions, scenarios, seeds, command."""

import hashlib
import platform
import sys
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pandas as pd

    from scenarios.scenario import Scenario

PACKAGES = ("sanshe", "mesa", "numpy", "numba", "pandas", "scipy", "pydantic", "pyarrow", "matplotlib", "statsmodels")

ROOMS = ("model", "agents", "scenarios")  # whose sources decide what a run gives


class Paired(Protocol):
    """A result of paired runs on seeds 1 to `seeds`."""

    @property
    def names(self) -> tuple[str, ...]:
        """What the arms are called."""

    @property
    def scenarios(self) -> "tuple[Scenario, ...]":
        """The arms."""

    @property
    def seeds(self) -> int:
        """How many seeds each arm ran on."""

    @property
    def days(self) -> int:
        """Working days of a run."""


@dataclass(frozen=True)
class Tabled:
    """A table from paired runs of these scenarios."""

    names: tuple[str, ...]
    scenarios: "tuple[Scenario, ...]"
    seeds: int
    days: int
    table: "pd.DataFrame"


@cache
def code() -> str:
    """sha256 of Sanshe's own sources that decide what a run gives; one changed sign in them is another."""
    digest = hashlib.sha256()
    home = Path(__file__).resolve().parent.parent
    for room in ROOMS:
        for path in sorted((home / room).rglob("*")):
            if path.suffix in (".py", ".csv") and "scripts" not in path.parts and "cities" not in path.parts:
                digest.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def versions() -> dict[str, str]:
    """Python, the machine's kind, the packages that results depend on, and twelve digits of Sanshe's own sources."""
    known = {name: metadata.version(name) for name in PACKAGES}
    told = {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
    return told | known | {"code": code()[:12]}


def events(scenario: "Scenario") -> list[dict[str, Any]]:
    """When each entry of a scenario's timeline begins and ends, and what it says."""
    return [
        {"date": entry.date.isoformat(), "end": entry.end, "label": entry.label(), **entry.written()}
        for entry in scenario.timeline
    ]


def origin(command: list[str] | None = None, **more: Any) -> dict[str, Any]:
    """What must be known of any result: the command that made it, `more`, and the versions."""
    program = "sanshe" if command is not None else Path(sys.argv[0]).stem.replace("__main__", "sanshe")
    words = command if command is not None else sys.argv[1:]
    return {"schema": 1, "command": [program, *words], **more, "versions": versions()}


def provenance(result: Paired, command: list[str] | None = None, **more: Any) -> dict[str, Any]:
    """What must be known to make the same result again; `more` is what an experiment adds of its own."""
    arms = [
        {"name": name, "hash": scenario.hash, "scenario": scenario.model_dump(mode="json", exclude={"city"}),
         "city": scenario.city.key, "city_title": {"en": scenario.city.title_en, "zh": scenario.city.title_zh},
         "residents": scenario.city.residents, "communities": len(scenario.city.communities),
         "events": events(scenario)}
        for name, scenario in zip(result.names, result.scenarios, strict=True)
    ]  # fmt: skip
    seeds = list(range(1, result.seeds + 1))
    return origin(command, **{"arms": arms, "seeds": seeds, "working_days": result.days, **more})
