"""The district on one core: `python -m benchmarks.district SCENARIO DAYS [what]` prints one measurement as JSON.

`what` is `plain` (time and memory), `legs` (counts the served legs), `profile` (where the time goes), `empty` (days on
which nothing arises and nobody has work of their own), or a factor such as `0.1` or `10`: so many times the residents,
with as many events and posts as ever.
"""

import json
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from benchmarks.alone import alone, one_core, peak_memory
from benchmarks.table import Line

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

OWN_WORK = ("delegated_hours", "routine_hours", "hotline_hours", "home_visit_hours", "duty_list_hours")
YEAR = 250
PARTS_TITLE = "Where a year's time goes"
ALL_OF_THEM = "all of these"


def nothing_arises(scenario: "Scenario") -> "Scenario":
    """The district on days without events; outside the declared ranges, so not checked."""
    none = dict.fromkeys(OWN_WORK, 0.0) | {key: 1e-6 for key in type(scenario.parameters).model_fields if _is_need(key)}
    return scenario.model_copy(update={"parameters": scenario.parameters.model_copy(update=none)})


def _is_need(key: str) -> bool:
    return key.startswith("needs_")


def with_residents(scenario: "Scenario", factor: float) -> "Scenario":
    """So many times the residents, each with fewer needs: as many events and posts as before."""
    from model.institutions import allot_staff

    staff = allot_staff(scenario.replace(committee_admin_share=0.8))
    posts = [a + b for a, b in zip(staff.committee, staff.station, strict=True)]
    people = [
        place.model_copy(update={"residents": round(place.residents * factor), "staff": number})
        for place, number in zip(scenario.city.communities, posts, strict=True)
    ]
    p = scenario.parameters
    keys = [key for key in type(p).model_fields if _is_need(key)] + [
        key for key in OWN_WORK if key != "duty_list_hours"
    ]
    fewer = {key: getattr(p, key) / factor for key in keys}
    officers = {"officers": round(scenario.resources.officers / factor)}
    return scenario.model_copy(
        update={
            "city": scenario.city.model_copy(update={"communities": tuple(people)}),
            "parameters": p.model_copy(update=fewer),
            "resources": scenario.resources.model_copy(update=officers),
        }
    )


def measured(name: str, days: int, what: str) -> dict[str, Any]:
    """One measurement; the kernels are loaded before the clock starts."""
    from benchmarks.clock import clocked
    from model.governance import GovernanceModel
    from scenarios.library import load

    scenario = load(name)
    GovernanceModel(scenario, rng=2).run_for(2)
    if what == "empty":
        scenario = nothing_arises(scenario)
    elif what[0].isdigit():
        scenario = with_residents(scenario, float(what))
    began = time.process_time()
    model = GovernanceModel(scenario, rng=1, record_legs=what == "legs")
    built = time.process_time() - began
    spent = clocked(model) if what == "profile" else {}
    began = time.process_time()
    model.run_for(days)
    ran = time.process_time() - began
    memory = peak_memory()
    found = {"residents": len(model.residents), "build": built, "run": ran, "memory": memory, "profile": spent}
    return found | {"legs": len(model.legs()), "needs": len(model.requests), "cases": model.reception.cases_so_far}


def district(quick: bool) -> Iterator[tuple[str, list[Line]]]:
    """The district at both poles, and where a year's time goes."""
    lines, parts = [], []
    days = 25 if quick else YEAR
    for name in ("hierarchy", "network"):
        runs = [alone("benchmarks.district", name, str(days), "plain") for _ in range(1 if quick else 3)]
        run = sorted(runs, key=lambda found: float(found["run"]))[len(runs) // 2]
        legs = alone("benchmarks.district", name, str(days), "legs")["legs"]
        year = run["run"] * YEAR / days
        cost = 1e9 * run["run"] / legs
        lines += [
            Line(f"{name}: building, {run['residents']:,} residents", run["build"], "s", 2.0),
            Line(f"{name}: a year of {YEAR} days", year, "s", 3.0),
            Line(f"{name}: a served leg, all of the day in it ({legs:,} legs)", cost, "ns", 2000.0),
            Line(f"{name}: peak resident memory in a year", run["memory"], "MiB", 700.0),
        ]  # fmt: skip
        if not quick:
            ten = alone("benchmarks.district", name, str(10 * YEAR), "plain")
            lines += [
                Line(f"{name}: ten years", ten["run"], "s", 30.0, ratio=ten["run"] / year, beside="a year"),
                Line(f"{name}: peak resident memory in ten years", ten["memory"], "MiB", 700.0),
            ]
        parts += _parts(name, days)
    empty = alone("benchmarks.district", "hierarchy", str(days), "empty")
    lines.append(Line("a day on which nothing happens", 1e3 * empty["run"] / days, "ms"))
    yield "The district: one core, processor time", lines
    yield PARTS_TITLE, parts


def _parts(name: str, days: int) -> list[Line]:
    """Where a year's time goes: parts that add up to the year, which the clock itself makes a little longer."""
    found = alone("benchmarks.district", name, str(days), "profile")
    spent = found["profile"] | {"the rest: the week of streets and committees, Mesa's events, the clock": 0.0}
    *_, rest = spent
    spent[rest] = found["run"] - sum(spent.values())
    return [
        Line(f"{name}: {part}", seconds * YEAR / days, "s a year", ratio=seconds / found["run"], beside="of the year")
        for part, seconds in (spent | {ALL_OF_THEM: found["run"]}).items()
    ]


def scale(quick: bool) -> list[Line]:
    """Cost of a day at a tenth, once and ten times the residents, with as many events."""
    days = 10 if quick else 50
    found = [alone("benchmarks.district", "hierarchy", str(days), factor) for factor in ("0.1", "1", "10")]
    base = found[1]["run"]
    return [
        Line(
            f"{run['residents']:,} residents, {run['needs'] / days:,.0f} needs a day",
            1e3 * run["run"] / days,
            "ms a day",
            ratio=run["run"] / base,
            beside=f"353,200 residents; built in {run['build']:.2f} s, {run['memory']:,.0f} MiB",
        )
        for run in found
    ]


if __name__ == "__main__":
    one_core()
    print(json.dumps(measured(sys.argv[1], int(sys.argv[2]), sys.argv[3])))
