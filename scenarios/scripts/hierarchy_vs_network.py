"""Hierarchy against network, with two arms between that tell clear boundaries from lateral ties.

Run it as it stands: `python -m scenarios.scripts.hierarchy_vs_network [--quick] [--out FOLDER]`. It prints what was
found and what was not, and writes tables, figure, provenance and a report into the folder.
"""

import argparse
import os
from pathlib import Path

import sanshe

ARMS = ("hierarchy", "clean_hierarchy", "messy_network", "network")

WORKERS = os.cpu_count() or 1


def main() -> None:
    """Run the four arms on the same residents with the same needs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of a year, three seeds")
    parser.add_argument("--out", type=Path, default=Path("results/hierarchy_vs_network"))
    told = parser.parse_args()
    seeds, years = (3, 0.1) if told.quick else (10, 1.0)

    found = sanshe.compare(*ARMS, seeds=seeds, years=years, workers=WORKERS)
    print(found.sentence())
    print(found.table[["arm", "outcome", "difference", "ci_low", "ci_high", "verdict"]].to_string(index=False))
    sanshe.write_analysis(found, told.out)
    for file in sanshe.report(told.out):
        print(file)


if __name__ == "__main__":  # worker processes import this file
    main()
