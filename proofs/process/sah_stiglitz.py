"""Sah & Stiglitz 1986: what passes where all must find it good, and where one who does is enough.

What in the model is that process: a *chain* is tasks in a row at several desks, any of which may fail, so that a
service is sound if all succeed. *Either* is an overlap of owners (several who are liable at once, R8): if the one ahead
fails another stands in, so that a service is sound if any succeeds. An approval of the model costs time and never
refuses; it is not what is proven here.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from model.tables import Activity, Duty, Op
from proofs.known import KnownAnswer, frame, of_replications
from proofs.process.desks import desks, served
from proofs.process.looks import line, marks, off_theory, panels

GOOD, BAD = 0.8, 0.3  # chance that one judges a good, and a bad one, to be good
CHANCES = (0.1, BAD, 0.5, 0.65, GOOD, 0.95)
NUMBERS = (2, 3)
REPLICATIONS, REQUESTS = 40, 5000
RULES = ("chain", "either")


def passes(rule: str, chance: float, judges: int) -> float:
    """What passes: f^n in a chain of so many, 1 − (1 − f)^n where one is enough (Sah & Stiglitz 1986)."""
    return chance**judges if rule == "chain" else 1.0 - (1.0 - chance) ** judges


def sound(rule: str, chance: float, judges: int, seed: int, requests: int = REQUESTS) -> float:
    """Share of requests without a defect by the engine, whose desks each succeed with this chance."""
    if rule == "chain":
        way: Sequence[tuple[Op, int, float, Activity]] = [(Op.SERVE, k, 1.0, Activity.WORK) for k in range(judges)]
        world = desks(requests, way, roles=judges, seed=seed)
    else:
        way = [(Op.OWN, 0, 1.0, Activity.WORK)]
        world = desks(requests, way, roles=judges, owners=range(judges), duty=Duty.OVERLAP, seed=seed)
        world.fusion["share"] = 0.5  # of the work that each does before it learns that another is ahead
    world.orders["error"] = 1.0 - chance
    world = served(world, np.arange(requests, dtype=np.float64))
    return float(1.0 - world.cases["defect"].mean())


def points(replications: int = REPLICATIONS, requests: int = REQUESTS) -> pd.DataFrame:
    """Shares that pass, over the chance of one, for two and for three."""
    cases = [(rule, judges, chance) for rule in RULES for judges in NUMBERS for chance in CHANCES]
    rows = []
    for number, (rule, judges, chance) in enumerate(cases):
        found = [sound(rule, chance, judges, 1000 * number + i, requests) for i in range(replications)]
        rows.append((f"{rule} of {judges}, f = {chance}", passes(rule, chance, judges), *of_replications(found)))
    return frame(rows).assign(
        rule=[rule for rule, _, _ in cases], judges=[n for _, n, _ in cases], chance=[f for _, _, f in cases]
    )


def draw(rows: pd.DataFrame, figure: Figure) -> None:
    """What passes over the chance of one; how good and bad ones do; how far the engine is from theory."""
    share, gap, off = panels(figure, 3)
    chance = np.linspace(0.0, 1.0, 200)
    for series, (rule, judges) in enumerate((rule, judges) for rule in RULES for judges in NUMBERS):
        mine = rows[(rows["rule"] == rule) & (rows["judges"] == judges)]
        line(share, chance, passes_over(rule, chance, judges), series)
        marks(share, mine["chance"], mine, series)
        for place, f in enumerate((GOOD, BAD)):
            one = mine[mine["chance"] == f]
            gap.bar(series + 0.4 * place - 0.2, one["theory"], 0.36, color=("#BBBBBB", "#E5E5E5")[place], zorder=0)
            marks(gap, [series + 0.4 * place - 0.2], one, series)
    share.set(xlabel="chance f that one finds it good", ylabel="share that passes")
    share.set_title("engine; lines: theory", fontsize=9)
    gap.set_title("the same marks; bars: theory", fontsize=9)
    gap.set(ylabel=f"share that passes, good (f = {GOOD}) and bad ({BAD})")
    gap.set_xticks(range(4), [f"{rule}\nof {judges}" for rule in RULES for judges in NUMBERS])
    off_theory(off, rows)
    off.set_xlabel("cases, in the order of the table")


def passes_over(rule: str, chance: np.ndarray, judges: int) -> list[float]:
    """`passes` at each of these chances."""
    return [passes(rule, float(f), judges) for f in chance]


ANSWER = KnownAnswer(
    key="sah_stiglitz",
    title="A chain lets less that is bad pass, and less that is good; where either is enough it is the other way round",
    reference="Sah & Stiglitz 1986, American Economic Review 76:716–727",
    setting="tasks in a row that may fail, or an overlap of owners who stand in for each other; failures independent",
    through="model.engine.run: failures of tasks (model.tasks.fails), overlaps (model.owners.race, copy_done)",
    points=points,
    draw=draw,
)
