"""Where a result comes from: versions, scenarios, seeds, command."""

import platform
import sys
from importlib import metadata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experiments.compare import Comparison
    from scenarios.scenario import Scenario

PACKAGES = ("sanshe", "mesa", "numpy", "numba", "pandas", "scipy", "pydantic", "pyarrow", "matplotlib", "statsmodels")


def versions() -> dict[str, str]:
    """Python, the machine's kind, and the packages that results depend on."""
    known = {name: metadata.version(name) for name in PACKAGES}
    return {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system(), **known}


def events(scenario: "Scenario") -> list[dict[str, Any]]:
    """When each entry of a scenario's timeline begins and ends, and what it says."""
    return [
        {"date": entry.date.isoformat(), "end": entry.end, "label": entry.label(), **entry.written()}
        for entry in scenario.timeline
    ]


def provenance(comparison: "Comparison", command: list[str] | None = None) -> dict[str, Any]:
    """What must be known to make the same result again."""
    return {
        "schema": 1,
        "command": ["sanshe", *(command if command is not None else sys.argv[1:])],
        "arms": [
            {"name": name, "hash": scenario.hash, "scenario": scenario.model_dump(mode="json", exclude={"city"}),
             "city": scenario.city.key, "residents": scenario.city.residents, "events": events(scenario)}
            for name, scenario in zip(comparison.names, comparison.scenarios, strict=True)
        ],
        "seeds": list(range(1, comparison.seeds + 1)),
        "working_days": comparison.days,
        "versions": versions(),
    }  # fmt: skip
