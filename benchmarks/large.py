"""A city of many districts in one model, for a year: `python -m benchmarks.large SCENARIO RESIDENTS DAYS [profile]`.

The city is the ready district many times over: its streets and communities again and again, until there are enough
residents, with staff in proportion and departments that grow with it.
"""

import json
import sys
import time
from typing import TYPE_CHECKING, Any

from benchmarks.alone import alone, one_core, peak_memory
from benchmarks.district import YEAR
from benchmarks.table import Line

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

SIZES = {"1 million": 1_000_000, "10 million": 10_000_000}
DISTRICTS_OWN = ("department_posts", "desk_posts", "service_centre_posts", "association_posts")
"""Posts that a district has once, however many communities it has."""
MOST_SECONDS, MOST_MIB = 90.0, 8192.0  # of the largest, one year


def city_of(scenario: "Scenario", residents: int) -> "Scenario":
    """The scenario in a city of about so many residents, made of copies of its district."""
    district = scenario.city.communities
    factor = residents / sum(place.residents for place in district)
    communities = [
        place.model_copy(update={"community": f"{place.community} {copy}", "street": f"{place.street} {copy}"})
        for copy in range(int(factor) + 1)
        for place in district
    ][: round(factor * len(district))]
    posts = {key: max(1, round(factor * getattr(scenario.resources, key))) for key in DISTRICTS_OWN}
    return scenario.model_copy(
        update={
            "city": scenario.city.model_copy(update={"communities": tuple(communities)}),
            "resources": scenario.resources.model_copy(update=posts),
        }
    )


def measured(name: str, residents: int, days: int, profile: bool) -> dict[str, Any]:
    """One measurement; the kernels are loaded before the clock starts."""
    from benchmarks.clock import clocked
    from model.governance import GovernanceModel
    from scenarios.library import load

    scenario = load(name)
    GovernanceModel(scenario, rng=2).run_for(2)
    scenario = city_of(scenario, residents)
    began = time.process_time()
    model = GovernanceModel(scenario, rng=1)
    built = time.process_time() - began
    spent = clocked(model) if profile else {}
    began = time.process_time()
    model.run_for(days)
    ran = time.process_time() - began
    memory = peak_memory()
    about = {"residents": len(model.residents), "communities": len(scenario.city.communities)}
    return about | {"build": built, "run": ran, "memory": memory, "needs": len(model.requests), "profile": spent}


def large(quick: bool) -> list[Line]:
    """A year of each city at both poles, each in a process of its own; `quick` a tenth of the smaller one's year."""
    lines = []
    for what, residents in list(SIZES.items())[: 1 if quick else None]:
        last = residents == max(SIZES.values())
        for name in ("hierarchy", "network"):
            days = YEAR // 10 if quick else YEAR
            found = alone("benchmarks.large", name, str(residents), str(days))
            about = f"{name}, {what} residents"
            lines += [
                Line(f"{about}, {found['communities']:,} communities: building", found["build"], "s"),
                Line(
                    f"{about}: {days} days, {found['needs']:,} needs", found["run"], "s",
                    MOST_SECONDS if last else None, beside=f"{1e6 * found['run'] / found['needs']:.1f} µs a need",
                ),
                Line(
                    f"{about}: a day", 1e3 * found["run"] / days, "ms a day",
                    series="Sanshe, its whole day" if name == "hierarchy" else "", residents=found["residents"],
                ),
                Line(f"{about}: peak resident memory", found["memory"], "MiB", MOST_MIB if last else None),
            ]  # fmt: skip
    return lines


if __name__ == "__main__":
    one_core()
    print(json.dumps(measured(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:] == ["profile"])))
