"""A map of when each regime wins: both run under drawn conditions, and words that say where who is ahead.

Run it as it stands: `python -m scenarios.scripts.regime_map [--quick] [--outcome resolution_mean]`. It prints who is
ahead where, in boxes found on two thirds of the draws and tried on the rest, and draws the phase diagram with the line
of indifference. Needs the extra `discovery`.
"""

import argparse
import os
from pathlib import Path

import sanshe

WORKERS = os.cpu_count() or 1
QUICK_CITY = "community,street,residents\na,one,4000\nb,one,3000\nc,two,5000\n"


def main() -> None:
    """Draw conditions, run hierarchy and network under each, and say who wins where."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small district, 40 draws, a tenth of a year")
    parser.add_argument("--outcome", default="resolution_mean")
    parser.add_argument("--out", type=Path, default=Path("results/regime_map"))
    told = parser.parse_args()
    draws, seeds, years = (40, 3, 0.1) if told.quick else (120, 4, 0.5)

    arms = [sanshe.load(name) for name in ("hierarchy", "network")]
    if told.quick:
        told.out.mkdir(parents=True, exist_ok=True)
        city = told.out / "quick.csv"
        city.write_text(QUICK_CITY, encoding="utf-8")
        arms = [arm.replace(city=str(city)) for arm in arms]
    found = sanshe.regime_map(
        *arms, draws=draws, seeds=seeds, years=years, outcomes=[told.outcome], workers=WORKERS, folder=told.out
    )
    print("\n".join(found.findings()))
    for file in sanshe.write_analysis(found, told.out):
        print(file)


if __name__ == "__main__":  # worker processes import this file
    main()
