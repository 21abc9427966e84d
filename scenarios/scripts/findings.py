"""Everything that docs/findings.md reports, run anew: `python -m scenarios.scripts.findings --out FOLDER`.

Eleven parts, each into a folder of its own with its tables, figure and provenance: the four arms, the reform of 2016
against what was before, each rule alone, the decomposition over the groups of rules, which rule did it, where each
regime is ahead, who wins where, the four arms at other numbers of posts, where nobody minds hand-overs, and where their
posts stand, and what runs say of every registered prediction. `--only PART` runs one; `tools/write_findings.py --from
FOLDER` writes the tables.
"""

import argparse
import os
from pathlib import Path

import sanshe
from experiments.factors import ARMS
from experiments.output import DRAWS, keep_draw, ready_folder, write_analysis, write_comparison, write_table
from experiments.posts_seen import posts_seen
from experiments.predictions import judge_predictions

STAFF = (19, 20, 21, 22, 24, 27)
"""Posts per 10,000 residents at which the arms are compared again; 21 is what the scenarios have."""
FEWER_SEEDS = 5
"""Of the parts with many arms."""
ATTRIBUTION_SEEDS, MAP_DRAWS = 6, 120
"""Seeds of the attribution; draws of the map."""
MAPPED = ("handover_hours", "task_error", "local_knowledge_decay", "gap_probability")
"""Conditions of the map: those of its phase diagrams when all were drawn, on other draws."""


def four_arms(folder: Path, workers: int) -> None:
    """Three contrasts with the hierarchy over a year."""
    write_comparison(sanshe.compare(*ARMS, seeds=10, years=1.0, workers=workers), folder, "en")


def reform(folder: Path, workers: int) -> None:
    """The district before 2016, after it, on its way, and on a way that stops half-way, over two years."""
    way = sanshe.load("shangcheng_reform")
    halted = way.replace(name="first_two_stages", timeline=way.timeline[:2])
    found = sanshe.compare("shangcheng_before", "shangcheng_2016", way, halted, seeds=10, years=2.0, workers=workers)
    write_comparison(found, folder, "en")


def alone(folder: Path, workers: int) -> None:
    """The hierarchy with one rule at its networked value, for each rule."""
    base = sanshe.load("hierarchy")
    arms = [base.replace(**card.at("network"), name=card.id) for card in sanshe.RULES]
    found = sanshe.compare(base, *arms, seeds=FEWER_SEEDS, years=1.0, workers=workers)
    write_comparison(found, folder, "en")


def decomposition(folder: Path, workers: int) -> None:
    """The whole difference over clarity, ties, capacity and voice."""
    write_analysis(sanshe.decompose("hierarchy", "network", seeds=10, workers=workers), folder, "en")


def attribution(folder: Path, workers: int) -> None:
    """Which rule did it: half a year, so that the runs are done within the hour."""
    found = sanshe.attribute(years=0.5, seeds=ATTRIBUTION_SEEDS, workers=workers, folder=folder)
    write_analysis(found, folder, "en")


def where(folder: Path, workers: int) -> None:
    """Where each of two regimes is ahead over four conditions: boxes and trees tried on draws that were held out."""
    found = sanshe.regime_map(
        factors=MAPPED, outcomes=("resolution_mean", "satisfaction", "within_standard"), draws=MAP_DRAWS, seed=2,
        seeds=2, years=0.4, workers=workers, folder=folder,
    )  # fmt: skip
    write_analysis(found, folder, "en")


def winners(folder: Path, workers: int) -> None:
    """Who wins where, at the registered size; draws that are done lie in the folder until all are."""
    found = sanshe.unrig(workers=workers, keep=lambda number, frame: keep_draw(folder, number, frame))
    write_analysis(found, folder, "en", gone=[DRAWS])


def staffing(folder: Path, workers: int) -> None:
    """The four arms with fewer and more posts: how much of what was found hangs on how full the district is."""
    for staff in STAFF:
        arms = [sanshe.load(name).replace(staff_per_10000=staff) for name in ARMS]
        found = sanshe.compare(*arms, seeds=FEWER_SEEDS, years=1.0, workers=workers)
        write_comparison(found, ready_folder(folder / str(staff)), "en")


def unminded(folder: Path, workers: int) -> None:
    """The four arms where residents do not mind hand-overs: how much of satisfaction hangs on that they do."""
    arms = [sanshe.load(name).replace(hand_over_penalty=0.0) for name in ARMS]
    write_comparison(sanshe.compare(*arms, seeds=FEWER_SEEDS, years=1.0, workers=workers), folder, "en")


def posts(folder: Path, workers: int) -> None:
    """Where posts stand in the four arms, and how busy they are."""
    write_table(posts_seen(ARMS, FEWER_SEEDS, 250, workers), folder, "posts")


def registered(folder: Path, workers: int) -> None:
    """Every registered prediction, claim by claim."""
    write_table(judge_predictions(workers=workers), folder, "predictions")


PARTS = {
    "arms": four_arms, "reform": reform, "alone": alone, "decomposition": decomposition, "attribution": attribution,
    "map": where, "winners": winners,
    "staffing": staffing, "unminded": unminded, "posts": posts,
    "predictions": registered,
}  # fmt: skip


def main() -> None:
    """Run the parts that were asked for."""
    parser = argparse.ArgumentParser(description="Run everything that docs/findings.md reports.")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where the results go")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="these parts alone")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes")
    told = parser.parse_args()
    for part in told.only:
        print(part, flush=True)
        PARTS[part](ready_folder(told.out / part), told.workers)


if __name__ == "__main__":
    main()
