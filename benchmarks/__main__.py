"""Print the table of benchmarks: `uv run --extra dev python -m benchmarks [--quick] [--only PART ...]`.

Ratios are of measurements made side by side in this run. A busy machine makes all of it slower, a ratio less so.
"""

import argparse

from benchmarks.alone import one_core
from benchmarks.district import district, scale
from benchmarks.floors import floors
from benchmarks.kernel import beside_ciw, measure, where_it_goes
from benchmarks.large import large
from benchmarks.page import page
from benchmarks.starts import starts
from benchmarks.sweep import sweep, workers
from benchmarks.table import Line, printed

PARTS = ("kernel", "floors", "district", "scale", "large", "sweep", "workers", "starts", "page")
USUAL = tuple(part for part in PARTS if part != "page")  # which needs a browser
SIMPY_NS = 20_000.0  # of a leg, only where the kernel's own measurement was left out


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks", description="What Sanshe costs, against its targets.")
    parser.add_argument("--quick", action="store_true", help="short runs, one of each")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=USUAL)
    told = parser.parse_args()
    simpy = SIMPY_NS
    if "starts" in told.only:
        print(printed("Starts: whole processes, two cores", starts(told.quick)), flush=True)
    if "sweep" in told.only:
        print(printed("A sweep: one warm worker process", sweep(told.quick)), flush=True)
    if "workers" in told.only:
        print(printed("Many runs: two warm workers beside one, wall clock", workers(told.quick)), flush=True)
    if "page" in told.only:
        print(printed("The page: one server, Chromium beside it, two cores", page(told.quick)), flush=True)
    if {"kernel", "floors", "district", "scale", "large"} & set(told.only):
        one_core()
    if "kernel" in told.only:
        rows = measure()
        lines = []
        for row in rows:
            lines.append(Line(f"load {row.load}: a served leg", row.ours, "ns", row.limit))
            lines.append(Line(f"load {row.load}: SimPy on the same requests", row.theirs, "ns"))
            lines.append(
                Line(f"load {row.load}: quicker than SimPy", row.theirs / row.ours, "times", 75.0, at_least=True)
            )
        simpy = rows[0].theirs
        print(
            printed("The service kernel alone: 1,000 actors, 350,000 legs, three classes; same starts as SimPy", lines),
            flush=True,
        )
        print(printed("The service kernel beside Ciw; same starts as Ciw", beside_ciw()), flush=True)
        costs = where_it_goes()
        lines = [Line(what, cost, "ns", ratio=cost / costs[-1][1], beside="of the last") for what, cost in costs]
        print(printed("Where a leg's time goes", lines), flush=True)
    if "floors" in told.only:
        print(printed("Floors of this machine, and what a leg and a day are of them", floors(told.quick)), flush=True)
    if "district" in told.only:
        lines, parts = district(told.quick, simpy)
        print(printed("The district: one core, processor time", lines), flush=True)
        print(printed("Where a year's time goes", parts), flush=True)
    if "scale" in told.only:
        print(printed("More residents, as many events: hierarchy, one core", scale(told.quick)), flush=True)
    if "large" in told.only:
        print(printed("Large cities: many districts in one model, one core", large(told.quick)), flush=True)


if __name__ == "__main__":
    main()
