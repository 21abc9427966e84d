"""A surge of enforcement needs comes over the district: who keeps their head, and who recovers sooner.

Run it as it stands: `python -m scenarios.scripts.surge [--quick] [--factor 3]`. It prints the outcomes with and without
the surge under both regimes, and draws the open requests day by day.
"""

import argparse
import os
from pathlib import Path

import sanshe

SHOWN = ("response_time", "resolution_mean", "backlog", "recovery_days", "satisfaction")

WORKERS = os.cpu_count() or 1


def main() -> None:
    """Run hierarchy and network, each with and without the surge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a fifth of a year, three seeds")
    parser.add_argument("--factor", type=float, default=3.0, help="needs against ordinary times")
    parser.add_argument("--out", type=Path, default=Path("results/surge"))
    told = parser.parse_args()
    seeds, years, begin = (3, 0.2, 15) if told.quick else (10, 1.0, 80)

    surge = {"day": begin, "for": 20, "surge": {"category": "enforcement", "factor": told.factor}}
    calm = [sanshe.load(name) for name in ("hierarchy", "network")]
    struck = [
        arm.replace(timeline=[surge], name=f"{arm.name}_surge", title_zh=f"{arm.title_zh}（激增）") for arm in calm
    ]
    found = sanshe.compare(*calm, *struck, seeds=seeds, years=years, workers=WORKERS)
    rows = found.outcomes.assign(arm=[found.names[arm] for arm in found.outcomes["arm"]])
    means = rows.groupby(["outcome", "arm"])["value"].mean().unstack().reindex(index=SHOWN, columns=found.names)
    print(means.round(3).to_string())
    for file in sanshe.write_analysis(found, told.out):
        print(file)

    # The same question with the two struck regimes alone: who is ahead under the surge?
    print(sanshe.compare(*struck, seeds=seeds, years=years, workers=WORKERS).sentence())


if __name__ == "__main__":  # worker processes import this file
    main()
