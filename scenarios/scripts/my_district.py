"""Your own district: from a CSV of its communities to who is better served, and for whom.

Run it as it stands: `python -m scenarios.scripts.my_district [mine.csv] [--quick]`. Without a file it takes the
template's communities, which `sanshe template city` prints for you to fill in. It prints what was found for the whole
district and for its groups of residents, and writes a report in both languages.
"""

import argparse
import os
from pathlib import Path

import sanshe
from scenarios.templates import city_template

WORKERS = os.cpu_count() or 1


def main() -> None:
    """Compare the two regimes in the district, as a whole and by group."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("city", nargs="?", help="a CSV: community, street, residents and more")
    parser.add_argument("--quick", action="store_true", help="a tenth of a year, three seeds")
    parser.add_argument("--out", type=Path, default=Path("results/my_district"))
    told = parser.parse_args()
    seeds, years = (3, 0.1) if told.quick else (10, 1.0)

    city = told.city
    if city is None:
        told.out.mkdir(parents=True, exist_ok=True)
        city = str(told.out / "template.csv")
        Path(city).write_text(city_template(), encoding="utf-8")
    arms = [sanshe.load(name).replace(city=city) for name in ("hierarchy", "network")]
    whole = sanshe.compare(*arms, seeds=seeds, years=years, workers=WORKERS)
    groups = sanshe.equity(*arms, seeds=seeds, years=years, workers=WORKERS)
    for found, name in ((whole, "whole"), (groups, "groups")):
        print("\n".join(found.findings()))
        sanshe.write_analysis(found, told.out / name)
    for lang in ("en", "zh"):
        for file in sanshe.report(told.out, lang):
            print(file)


if __name__ == "__main__":  # worker processes import this file
    main()
