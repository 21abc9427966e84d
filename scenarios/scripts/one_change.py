"""One rule changed, and a figure of it for a paper: copy this file, change what stands at its top, run it.

Run it as it stands: `python -m scenarios.scripts.one_change [--quick] [--out FOLDER]`; a copy runs by its own name. It
prints the differences of the chosen outcomes, and writes `chosen.pdf` and `chosen.png` beside all tables, the figure of
all outcomes and the provenance.
"""

import argparse
import os
from pathlib import Path

import matplotlib as mpl

import sanshe

BASE = "hierarchy"  # or network, or a YAML file of your own
CHANGE = {"station_functions": "integrated"}  # `uv run sanshe rules` lists every rule and its two ends
NAME = "one_window"  # of the changed arm, and of the folder under results
OUTCOMES = ("response_time", "resolution_mean", "satisfaction", "cost_per_resolved", "institution_hours", "backlog")

WORKERS = os.cpu_count() or 1


def tell(done: int) -> None:
    """Say how far it is."""
    print(f"{done} seeds done", flush=True)


def main() -> None:
    """Run the base and, beside it, the base with the change, on the same residents with the same needs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of a year, three seeds")
    parser.add_argument("--out", type=Path, default=Path(f"results/{NAME}"))
    told = parser.parse_args()
    seeds, years = (3, 0.1) if told.quick else (10, 1.0)

    base = sanshe.load(BASE)
    other = base.replace(**CHANGE, name=NAME)
    found = sanshe.compare(base, other, seeds=seeds, years=years, workers=WORKERS, progress=tell)
    print(found.sentence())
    shown = found.table[found.table["outcome"].isin(OUTCOMES)]
    print(shown[["outcome", "unit", "difference", "ci_low", "ci_high", "p_holm", "verdict"]].to_string(index=False))
    files = sanshe.write_analysis(found, told.out)
    mpl.rcParams["pdf.fonttype"] = 42  # letters stay letters, as journals ask
    for kind in ("pdf", "png"):
        files.append(told.out / f"chosen.{kind}")
        found.plot("en", OUTCOMES).savefig(files[-1], dpi=300)
    for file in files:
        print(file)


if __name__ == "__main__":  # worker processes import this file
    main()
