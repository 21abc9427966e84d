"""Print the table of benchmarks: `uv run --extra dev python -m benchmarks [--quick] [--keep] [--only PART ...]`.

Ratios are of measurements made side by side in this run. A busy machine makes all of it slower, a ratio less so.
"""

import argparse
from collections.abc import Callable, Iterator

from benchmarks.alone import one_core
from benchmarks.district import district, scale
from benchmarks.floors import floors
from benchmarks.kept import keep
from benchmarks.kernel import kernel
from benchmarks.large import large
from benchmarks.page import page
from benchmarks.peers import peers
from benchmarks.starts import starts
from benchmarks.sweep import sweep, workers
from benchmarks.table import Line, printed
from benchmarks.twins_cost import twins

type Tables = Iterator[tuple[str, list[Line]]]  # titles and their lines


def _one(title: str, measure: Callable[[bool], list[Line]]) -> Callable[[bool], Tables]:
    """A part that has one table."""

    def tables(quick: bool) -> Tables:
        yield title, measure(quick)

    return tables


# Parts by the wall clock come first, on all cores; from the first of ONE_CORE on, all runs on one.
PARTS: dict[str, Callable[[bool], Tables]] = {
    "starts": _one("Starts: whole processes, two cores", starts),
    "sweep": _one("A sweep: one warm worker process", sweep),
    "workers": _one("Many runs: two warm workers beside one, wall clock", workers),
    "page": _one("The page: one server, Chromium beside it, two cores", page),
    "kernel": kernel,
    "floors": _one("Floors of this machine, and what a leg and a day are of them", floors),
    "district": district,
    "scale": _one("More residents, as many events: hierarchy, one core", scale),
    "twins": _one("The same day in Mesa, an object a resident: one core, processor time", twins),
    "peers": _one("The district's day in other frameworks: one core, processor time", peers),
    "large": _one("Large cities: many districts in one model, one core", large),
}
ONE_CORE = ("kernel", "floors", "district", "scale", "twins", "peers", "large")
USUAL = tuple(part for part in PARTS if part != "page")  # the page needs a browser


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks", description="What Sanshe costs, against its targets.")
    parser.add_argument("--quick", action="store_true", help="short runs, one of each")
    parser.add_argument("--keep", action="store_true", help="keep what is found for docs/performance.md")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=USUAL)
    told = parser.parse_args()
    for part, tables in PARTS.items():
        if part not in told.only:
            continue
        if part in ONE_CORE:
            one_core()
        for title, lines in tables(told.quick):
            print(printed(title, lines), flush=True)
            if told.keep:
                keep(part, title, lines)


if __name__ == "__main__":
    main()
