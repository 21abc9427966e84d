"""The names of the API reference, page by page: what `sanshe` names itself, and what a user meets beside it.

A test holds that the pages have all of `sanshe.__all__`, and that each name tells its parameters and an example that
runs (`tests/test_api.py`).
"""

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
    "many runs": (
        "sanshe.Design", "sanshe.sweep", "sanshe.results", "sanshe.Results", "sanshe.write_analysis", "sanshe.report",
        "experiments.errors.WorkersEndedError",
    ),
    "rules and agents of your own": (
        "sanshe.RULES", "scenarios.rules.RuleCard", "scenarios.rules.Rules", "scenarios.extensions.Extension",
        "scenarios.extensions.ExtensionLike", "scenarios.declare.declared", "scenarios.declare.Declared",
        "scenarios.declare.declarations", "scenarios.declare.Declaration", "model.desks.Desks",
        "agents.institution.Institution", "model.streams.uniforms", "model.service.change_servers",
    ),
}  # fmt: skip
