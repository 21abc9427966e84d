"""Pages of the API: each public name of `sanshe`, and what a user meets beside it, page by page.

A page holds mkdocstrings directives (`:::`); signatures and docstrings are read from the sources as the site is built.
That they have all of `sanshe.__all__`, and that each name tells its parameters and an example that runs, is held by
`tests/test_api.py`.
"""

import importlib
import inspect
from typing import Any

from experiments.markdown import table

PAGES: dict[str, tuple[str, ...]] = {
    "scenarios": (
        "sanshe.load", "sanshe.presets", "sanshe.blend", "sanshe.Scenario", "sanshe.InputError", "scenarios.city.City",
        "scenarios.city.Community", "scenarios.timeline.Entry",
    ),
    "models": (
        "sanshe.GovernanceModel", "model.ledger.Requests", "model.observe.Outcomes", "model.outcomes.Outcome",
        "model.outcomes.evaluate", "model.calendar.WorkingCalendar", "agents.population.Residents", "sanshe.Resident",
        "sanshe.simulate_service",
    ),
    "analyses": (
        "sanshe.compare", "sanshe.Comparison", "sanshe.equity", "sanshe.Equity", "sanshe.attribute",
        "sanshe.Attribution", "sanshe.decompose", "sanshe.Decomposition", "sanshe.path", "sanshe.ReformPath",
        "experiments.coalitions.Player", "sanshe.sensitivity", "sanshe.Sensitivity", "sanshe.regime_map",
        "sanshe.RegimeMap", "experiments.regime_map.Phase", "sanshe.unrig", "sanshe.Unrigging", "sanshe.optimize",
        "sanshe.Optimization", "experiments.analysis.Analysis",
    ),
    "many_runs": (
        "sanshe.Design", "sanshe.sweep", "sanshe.results", "sanshe.Results", "sanshe.write_analysis", "sanshe.report",
        "experiments.errors.WorkersEndedError",
    ),
    "extending": (
        "sanshe.RULES", "scenarios.rules.RuleCard", "scenarios.rules.Rules", "scenarios.extensions.Extension",
        "scenarios.extensions.ExtensionLike", "scenarios.declare.declared", "scenarios.declare.Declared",
        "scenarios.declare.declarations", "scenarios.declare.Declaration", "model.desks.Desks",
        "agents.institution.Institution", "model.streams.uniforms", "model.service.change_servers",
    ),
}  # fmt: skip
ABOUT = {
    "scenarios": ("Scenarios", "What a run is told: a district, its rules, parameters and resources."),
    "models": ("Models", "A district day by day, and what can be seen of it."),
    "analyses": ("Analyses", "Many runs and what they mean, one question each."),
    "many_runs": ("Many runs", "Designs of one's own, results on disk, and reports."),
    "extending": (
        "Points to extend",
        "What a rule or a kind of agent of your own is written against; [Rules and agents of your "
        "own](../../extending.md) has worked examples.",
    ),
}  # fmt: skip
NAMES = frozenset(name for names in PAGES.values() for name in names)
FRONT = "---\nsearch:\n  boost: 0.3\n---\n\n"
"""Who searches for a word of the model wants its page first and not each function that has it in its name."""


def pages() -> dict[str, str]:
    """Every page of the API by where it stands."""
    found = {"reference/api/README.md": _index()}
    for page, names in PAGES.items():
        title, about = ABOUT[page]
        directives = "\n".join(f"::: {name}\n" for name in names)
        found[f"reference/api/{page}.md"] = f"{FRONT}# {title}\n\n{about}\n\n{directives}"
    return found


def public(name: str) -> Any:
    """What a name with its module stands for."""
    module, _, own = name.rpartition(".")
    return getattr(importlib.import_module(module), own)


def _index() -> str:
    parts = [
        "# API\n",
        "The public names, as `import sanshe` gives them, each loaded when first used, and what is met beside them. "
        "What else stands in the rooms may change without notice.\n",
    ]
    for page, names in PAGES.items():
        rows = [(f"[`{name}`]({page}.md#{name})", _summary(public(name))) for name in names]
        title, about = ABOUT[page]
        parts += [f"## {title}\n", f"{about}\n", table(("name", "what it is"), rows)]
    return "\n".join(parts)


def _summary(one: Any) -> str:
    """The first sentence of a docstring; of a value without one, what kind of value it is."""
    said = inspect.getdoc(one) if callable(one) else None
    if said:
        return " ".join(said.split("\n\n")[0].split())
    values = tuple(one)
    return f"{len(values)} of `{type(values[0]).__name__}`"
