"""A reform in stages, all at once, or stopped half-way: what its pace costs and gains on the way.

Run it as it stands: `python -m scenarios.scripts.staged_reform [--quick]`. Four districts start alike: one stays as it
was, one takes the stages of 2016 one after the other, one takes them all on the first day of the first stage, one
stops half-way. It prints their differences from the first, and draws them in time with the dates of the stages.
"""

import argparse
import os
from pathlib import Path

import sanshe

WORKERS = os.cpu_count() or 1


def main() -> None:
    """Run the four ways."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="stages ten days apart, a third of a year, three seeds")
    parser.add_argument("--out", type=Path, default=Path("results/staged_reform"))
    told = parser.parse_args()
    seeds, years = (3, 0.3) if told.quick else (10, 2.0)

    way = sanshe.load("shangcheng_reform")
    stages = [entry.written() for entry in way.timeline]
    if told.quick:
        stages = [stage | {"day": 10 * number + 10} for number, stage in enumerate(stages)]
    first = min(stage["day"] for stage in stages)
    at_once = [stage | {"day": first} for stage in stages]
    arms = [
        way.replace(timeline=[], name="as_it_was", title_zh="维持原状"),
        way.replace(timeline=stages, name="in_stages", title_zh="分步推行"),
        way.replace(timeline=at_once, name="at_once", title_zh="一次到位"),
        way.replace(timeline=stages[: len(stages) // 2], name="half_way", title_zh="半途而止"),
    ]
    found = sanshe.compare(*arms, seeds=seeds, years=years, workers=WORKERS)
    print(found.sentence())
    for file in sanshe.write_analysis(found, told.out):
        print(file)


if __name__ == "__main__":  # worker processes import this file
    main()
