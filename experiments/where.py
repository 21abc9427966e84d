"""Who is ahead at each draw of a map, and the boxes and trees that say where; tables from runs, no model is run."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from experiments.boxes import LEAST_CASES, NEARLY, Limit, find_box, grow_tree, held_out, try_box, wilson
from experiments.map_words import limits_told
from experiments.statistics import SIGNIFICANT, holm
from experiments.unrig import find_winners

COLUMNS = ("outcome", "side", "found", "box", "n", "cases", "in_box", "in_box_cases", "base", "density", "density_low",
           "density_high", "coverage", "coverage_low", "coverage_high", "density_training", "coverage_training",
           "p_holm", "holds")  # fmt: skip


def judge(runs: pd.DataFrame, outcomes: Sequence[str], names: tuple[str, ...]) -> pd.DataFrame:
    """Who wins each outcome at each draw (`experiments.unrig.winner_of`), with the difference B − A.

    `runs` has one row a draw, arm (0 or 1) and seed, and one column an outcome. A side is ahead if the paired interval
    over seeds leaves out zero and the difference is beyond the smallest of interest.
    """
    from model.outcomes import OUTCOMES

    about = {outcome.key: outcome for outcome in OUTCOMES}
    known = [key for key in outcomes if key in runs]
    long = runs.melt(["draw", "arm", "seed"], known, "outcome", "value")
    long["unit"] = [about[key].unit for key in long["outcome"]]
    long["better"] = [about[key].better for key in long["outcome"]]
    found = find_winners(long, names)
    wide = long.pivot(index=["draw", "outcome", "seed"], columns="arm", values="value")
    difference = (wide[1] - wide[0]).groupby(["draw", "outcome"]).mean().rename("difference")
    return found.merge(difference, left_on=["draw", "outcome"], right_index=True, how="left")


def find_boxes(
    winners: pd.DataFrame, conditions: pd.DataFrame, outcomes: Sequence[str], names: tuple[str, ...], seed: int
) -> tuple[pd.DataFrame, dict[tuple[str, str], tuple[Limit, ...]]]:
    """The table `boxes` of a `RegimeMap`, and the boxes themselves by outcome and side.

    `found` is `everywhere` or `nowhere` where a side wins at least 95 % of the draws or at most 5 %, `few` where too
    few draws are there to look for a box, `none` where none was found, else `box`.
    """
    out = held_out(len(conditions), seed)
    rows: list[dict[str, Any]] = []
    boxes: dict[tuple[str, str], tuple[Limit, ...]] = {}
    for key, side in product(outcomes, names):
        mine = winners[winners["outcome"] == key].set_index("draw")["winner"].reindex(conditions.index)
        case = (mine == side).to_numpy()
        share = float(case.mean())
        row: dict[str, Any] = {"outcome": key, "side": side, "box": "", "holds": False, "p_holm": np.nan}
        trained = min(int(case[~out].sum()), int((~case[~out]).sum()))
        if mine.notna().sum() == 0:
            row["found"] = "few"
        elif share >= NEARLY or share <= 1.0 - NEARLY:
            row["found"] = "everywhere" if share >= NEARLY else "nowhere"
        elif trained < LEAST_CASES:
            row["found"] = "few"
        else:
            box = find_box(conditions[~out], case[~out])
            row["found"] = "box" if box else "none"
            if box:
                boxes[key, side] = box
                row |= _tried(box, conditions, case, out)
        rows.append(row)
    table = pd.DataFrame(rows).reindex(columns=list(COLUMNS))
    table["p_holm"] = holm(table["p_holm"].to_numpy(dtype=np.float64))
    table["holds"] = table["p_holm"] < SIGNIFICANT
    return table, boxes


def _tried(box: tuple[Limit, ...], conditions: pd.DataFrame, case: "np.ndarray", out: "np.ndarray") -> dict[str, Any]:
    """A box's row: how it does on held-out draws, and how it did where it was found."""
    trial, training = try_box(box, conditions[out], case[out]), try_box(box, conditions[~out], case[~out])
    density, coverage = wilson(trial.hits, trial.held), wilson(trial.hits, trial.cases)
    return {
        "box": limits_told(box, "en"), "n": trial.n, "cases": trial.cases, "in_box": trial.held,
        "in_box_cases": trial.hits, "base": trial.base, "density": trial.density, "density_low": density[0],
        "density_high": density[1], "coverage": trial.coverage, "coverage_low": coverage[0],
        "coverage_high": coverage[1], "density_training": training.density, "coverage_training": training.coverage,
        "p_holm": trial.p,
    }  # fmt: skip


def find_trees(
    winners: pd.DataFrame, conditions: pd.DataFrame, outcomes: Sequence[str], names: tuple[str, ...], seed: int
) -> pd.DataFrame:
    """The table `trees` of a `RegimeMap`: one row an outcome and leaf; `says` a side's name or `neither`.

    `share_held_out` with its interval is how often the leaf is right on held-out draws; `accuracy` how often the whole
    tree is, `base` how often its most frequent answer alone would be; p by the binomial test, Holm over outcomes.
    """
    out = held_out(len(conditions), seed)
    parts, chances = [], []
    for key in outcomes:
        mine = winners[winners["outcome"] == key].set_index("draw")["winner"].reindex(conditions.index)
        classes = np.array([side if side in names else "neither" for side in mine], dtype=str)
        tree = grow_tree(conditions, classes, out)
        chances.append(tree.p)
        for leaf in tree.leaves:
            low, high = wilson(leaf.right_held_out, leaf.n_held_out)
            share = leaf.right_held_out / leaf.n_held_out if leaf.n_held_out else np.nan
            parts.append((key, limits_told(leaf.limits, "en"), leaf.says, leaf.n, leaf.right / leaf.n, leaf.n_held_out,
                          share, low, high, tree.right / tree.n, tree.base / tree.n))  # fmt: skip
    columns = ["outcome", "leaf", "says", "n", "share", "n_held_out", "share_held_out", "ci_low", "ci_high", "accuracy",
               "base"]  # fmt: skip
    table = pd.DataFrame(parts, columns=columns)
    adjusted: Mapping[str, float] = dict(zip(outcomes, holm(np.array(chances)).tolist(), strict=True))
    return table.assign(p_holm=table["outcome"].map(adjusted))
