"""Condorcet's jury: how often a sitting's majority is right, flat and in tiers.

The model votes by positions: the largest camp of those present is a sitting's view, and a majority if it holds more
than half. Here who is right stands at one position and who is wrong at another, further apart than a camp is wide, and
nobody is moved by talk, so that votes are independent as Condorcet has it.
"""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from numpy.typing import NDArray
from scipy import stats

from agents.association import sit
from model.streams import in_turn
from proofs.known import KnownAnswer, frame, of_replications
from proofs.process.looks import line, marks, panels

CHANCE = 0.6
OTHERS = (0.4, 0.5, 0.55, 0.75)
SIZES = (1, 3, 5, 11, 25, 51, 101)
OTHER_SIZES = (3, 11, 25)
TIER = 3
REPLICATIONS, VOTES = 20, 1000
MORE = 5  # times the votes where tiers are held against flat, which differ by little
PURPOSE = 1000
RIGHT, WRONG, WIDTH = 0.25, 0.75, 0.1


def majority(chance: float, size: int) -> float:
    """Chance that more than half of an odd number are right (Condorcet 1785)."""
    return float(stats.binom.sf(size // 2, size, chance))


def tiers(chance: float, size: int) -> float:
    """The same of a sitting of so many, each of whom brings what a sitting of so many came to."""
    return majority(majority(chance, size), size)


def vote(right: NDArray[np.bool_] | list[bool]) -> bool:
    """Whether a sitting comes to the right view, by the model's own count."""
    n = len(right)
    held = sit([RIGHT if one else WRONG for one in right], [True] * n, [0.0] * n, [], WIDTH)
    assert held.agreed
    return held.position == RIGHT


def flat(chance: float, size: int, seed: int, votes: int) -> float:
    """Share of so many votes in which a sitting of this size is right."""
    right = in_turn(seed, PURPOSE, size, votes * size).reshape(votes, size) < chance
    return float(np.mean([vote(one) for one in right]))


def tiered(chance: float, seed: int, votes: int) -> float:
    """The same of a sitting of those whom sittings of three sent."""
    right = in_turn(seed, PURPOSE, -1, votes * TIER * TIER).reshape(votes, TIER, TIER) < chance
    return float(np.mean([vote([vote(council) for council in one]) for one in right]))


def points(replications: int = REPLICATIONS, votes: int = VOTES) -> pd.DataFrame:
    """How often a majority is right: by size, by chance of one, and in tiers of three by three against flat nine."""
    rows, more = [], []
    cases = [(CHANCE, n) for n in SIZES] + [(chance, n) for chance in OTHERS for n in OTHER_SIZES]
    for number, (chance, n) in enumerate(cases):
        found = [flat(chance, n, 1000 * number + i, votes) for i in range(replications)]
        rows.append((f"{n} at p = {chance}", majority(chance, n), *of_replications(found)))
        more.append(("flat", chance, n))
    for number, chance in enumerate((CHANCE, 0.75)):
        seeds = range(100_000 + 1000 * number, 100_000 + 1000 * number + replications)
        nine = [flat(chance, TIER**2, seed, MORE * votes) for seed in seeds]
        three = [tiered(chance, seed, MORE * votes) for seed in seeds]
        rows.append((f"flat nine at p = {chance}", majority(chance, TIER**2), *of_replications(nine)))
        rows.append((f"three by three at p = {chance}", tiers(chance, TIER), *of_replications(three)))
        more += [("nine", chance, TIER**2), ("tiers", chance, TIER**2)]
    kind, chances, sizes = zip(*more, strict=True)
    return frame(rows).assign(kind=kind, chance=chances, size=sizes)


def draw(rows: pd.DataFrame, figure: Figure) -> None:
    """Majorities over size; tiers against flat."""
    size, tier = panels(figure)
    number = np.arange(1, 103, 2)
    flat_ = rows[rows["kind"] == "flat"]
    for series, chance in enumerate((CHANCE, *OTHERS)):
        mine = flat_[flat_["chance"] == chance]
        line(size, number, [majority(chance, n) for n in number.tolist()], series)
        marks(size, mine["size"], mine, series, f"p = {chance}")
    size.set(xscale="log", xlabel="votes n, each right with p", ylabel="share of sittings that are right")
    size.set_ylim(-0.02, 1.02)
    size.legend(title="model; lines: Condorcet", frameon=False, loc="lower left", ncols=2, fontsize=8)
    apart = rows[rows["kind"] != "flat"].reset_index(drop=True)
    tier.bar(apart.index, apart["theory"], 0.6, color="#DDDDDD", zorder=0)
    marks(tier, apart.index, apart, 1)
    tier.set(ylim=(0.6, 1.0), ylabel="share of sittings that are right")
    tier.set_xticks(apart.index, [case.replace(" at ", "\n") for case in apart["case"]])


ANSWER = KnownAnswer(
    key="condorcet",
    title="A majority of those who are right with p > ½ is right more often the more they are; tiers lose some of it",
    reference="Condorcet 1785; tiers: Boland 1989, The Statistician 38:181–189",
    setting="who is right and who is wrong stand apart by more than a camp is wide, and nobody is moved by talk",
    through="agents.association.sit, agents.opinions.largest_camp",
    points=points,
    draw=draw,
)
