"""What a day costs in the Mesa twins, which do the very same: `python -m benchmarks.twins_cost KIND RESIDENTS DAYS`.

Each measurement is a process of its own on one core; all three are of the ready district's shape, under `hierarchy`.
"""

import json
import sys

from benchmarks.alone import alone, one_core
from benchmarks.table import Line

KINDS = ("ours", "plain", "event")
SIZES = {10_000: 10, 100_000: 5, 353_200: 3}  # residents: days of a twin that are timed
DISTRICT = max(SIZES)
OUR_DAYS = 100
NAMES = {"plain": "plain Mesa", "event": "event-driven Mesa"}
WANTED = {"plain": 150.0, "event": 20.0}  # times quicker, at the district's size


def twins(quick: bool) -> list[Line]:
    """Lines at every size; `quick`: the smallest."""
    lines = []
    for residents, days in list(SIZES.items())[: 1 if quick else None]:
        mine = _ms("ours", residents, OUR_DAYS)
        lines.append(Line(f"{residents:,} residents: Sanshe", mine, "ms a day"))
        for kind, name in NAMES.items():
            took = _ms(kind, residents, days)
            target = WANTED[kind] if residents == DISTRICT else None
            series = f"{name}, the whole day"
            lines += [
                Line(f"{residents:,} residents: {name}", took, "ms a day", series=series, residents=residents),
                Line(f"{residents:,} residents: quicker than {name}", took / mine, "times", target, at_least=True),
            ]
    return lines


def _ms(kind: str, residents: int, days: int) -> float:
    return 1e3 * float(alone("benchmarks.twins_cost", kind, str(residents), str(days))["seconds"]) / days


def main(kind: str, residents: str, days: str) -> None:
    """Time one, print JSON."""
    from benchmarks.twins import run_event, run_ours, run_plain

    run = dict(zip(KINDS, (run_ours, run_plain, run_event), strict=True))[kind]
    print(json.dumps({"seconds": run(int(residents), int(days))}))


if __name__ == "__main__":
    one_core()
    main(*sys.argv[1:])
