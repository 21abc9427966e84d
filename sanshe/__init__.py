"""Sanshe 三社: how a district's three sectors serve residents under configurable boundary rules.

The public names, loaded when first used; `help(sanshe.compare)` and its like tell each with an example:

- a scenario: `load`, `presets`, `blend`, `Scenario`, `RULES`, `InputError`
- a run: `GovernanceModel`, `Resident`, `simulate_service`
- two ways of governing on the same residents: `compare`, `Comparison`; for whom: `equity`, `Equity`
- which rule did it: `attribute`, `Attribution`, `decompose`, `Decomposition`; in which order: `path`, `ReformPath`
- what it depends on: `sensitivity`, `Sensitivity`, `regime_map`, `RegimeMap`, `unrig`, `Unrigging`
- the best of the rules: `optimize`, `Optimization`
- many runs: `Design`, `sweep`, `results`, `Results`
- to keep and to read: `write_analysis`, `report`

The examples run a district of two communities for some days, so that each takes about a second: they show what is
asked and what comes of it, and nothing follows from their numbers for a district.

Examples:
    >>> import sanshe
    >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
    >>> hierarchy, network = (sanshe.load(name).replace(city=town) for name in ("hierarchy", "network"))
    >>> found = sanshe.compare(hierarchy, network, seeds=3, years=0.04)
    >>> found.findings()[-1]
    'Warm-up: a run of 10 working days is too short to say whether it settles; that takes 50.'
"""

import importlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from agents.resident import Resident
    from experiments.attribute import Attribution, attribute
    from experiments.compare import Comparison, compare
    from experiments.decompose import Decomposition, decompose
    from experiments.designs import Design
    from experiments.equity import Equity, equity
    from experiments.optimize import Optimization, optimize
    from experiments.output import write_analysis
    from experiments.path import ReformPath, path
    from experiments.regime_map import RegimeMap, regime_map
    from experiments.report import report
    from experiments.results import Results, results
    from experiments.sensitivity import Sensitivity, sensitivity
    from experiments.sweep import sweep
    from experiments.unrig import Unrigging, unrig
    from model.governance import GovernanceModel
    from model.service import simulate_service
    from scenarios.errors import InputError
    from scenarios.library import blend, load, presets
    from scenarios.rules import RULES
    from scenarios.scenario import Scenario

__all__ = [
    "RULES",
    "Attribution",
    "Comparison",
    "Decomposition",
    "Design",
    "Equity",
    "GovernanceModel",
    "InputError",
    "Optimization",
    "ReformPath",
    "RegimeMap",
    "Resident",
    "Results",
    "Scenario",
    "Sensitivity",
    "Unrigging",
    "attribute",
    "blend",
    "compare",
    "decompose",
    "equity",
    "load",
    "optimize",
    "path",
    "presets",
    "regime_map",
    "report",
    "results",
    "sensitivity",
    "simulate_service",
    "sweep",
    "unrig",
    "write_analysis",
]

_WHERE = {
    "Attribution": "experiments.attribute",
    "Comparison": "experiments.compare",
    "Decomposition": "experiments.decompose",
    "Design": "experiments.designs",
    "Equity": "experiments.equity",
    "GovernanceModel": "model.governance",
    "InputError": "scenarios.errors",
    "Optimization": "experiments.optimize",
    "RULES": "scenarios.rules",
    "ReformPath": "experiments.path",
    "RegimeMap": "experiments.regime_map",
    "Resident": "agents.resident",
    "Results": "experiments.results",
    "Scenario": "scenarios.scenario",
    "Sensitivity": "experiments.sensitivity",
    "Unrigging": "experiments.unrig",
    "attribute": "experiments.attribute",
    "blend": "scenarios.library",
    "compare": "experiments.compare",
    "decompose": "experiments.decompose",
    "equity": "experiments.equity",
    "load": "scenarios.library",
    "optimize": "experiments.optimize",
    "path": "experiments.path",
    "presets": "scenarios.library",
    "regime_map": "experiments.regime_map",
    "report": "experiments.report",
    "results": "experiments.results",
    "sensitivity": "experiments.sensitivity",
    "simulate_service": "model.service",
    "sweep": "experiments.sweep",
    "unrig": "experiments.unrig",
    "write_analysis": "experiments.output",
}
_ROOMS = ("scenarios", "agents", "model", "experiments")


def _check_rooms() -> None:
    """Say which foreign module hides one of ours, such as a `model.py` in the folder where Python was started."""
    home = Path(__file__).resolve().parent.parent
    for room in _ROOMS:
        spec = importlib.util.find_spec(room)
        origin = None if spec is None or spec.origin is None else Path(spec.origin).resolve()
        if origin != home / room / "__init__.py":
            raise ImportError(f"{room}: found {origin}; allowed Sanshe's own package of this name, which it hides")


_check_rooms()


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(importlib.import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'sanshe' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
