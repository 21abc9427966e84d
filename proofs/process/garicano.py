"""Garicano 2000: how many producers one problem solver can help, who is asked what they do not know."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from model.posts import settle
from model.tables import Activity, Duty, Op, World
from proofs.known import KnownAnswer, frame, of_replications
from proofs.process.desks import UNLIMITED, desks
from proofs.process.desks import served as served_until
from proofs.process.looks import GREY, line, marks, off_theory, panels

HELP, KNOWN = 0.25, 0.8  # h and F of the main case: a span of 20
OTHERS = ((0.1, 0.5), (0.1, 0.9), (0.25, 0.5), (0.25, 0.9), (0.5, 0.5), (0.5, 0.8), (0.5, 0.95))
ABOVE = 0.95  # what a solver knows, where an expert stands above
FEW, MANY = (4, 8, 12, 16, 18), (24, 28, 32)  # producers
ASKING = 10  # producers by whom a span is measured
REPLICATIONS, PROBLEMS = 20, 1000  # problems of each producer, one an hour
PRODUCER, SOLVER = 0, 1


def span(help_hours: float, known: float) -> float:
    """Producers by whom a problem solver is fully occupied: 1 ÷ [h (1 − F)] (Garicano 2000, JPE 108:874)."""
    return 1.0 / (help_hours * (1.0 - known))


def served(
    producers: int, help_hours: float, known: tuple[float, ...], seed: int, problems: int, posts: int, until: float
) -> World:
    """An organisation at work until some hour, by the engine.

    A producer takes an hour for each problem, one after the other. What it does not know it passes on to the solver,
    who spends h on being told, whether it knows or not, and passes on what it does not know to an expert above.
    `known` holds F of the producers, and what is known by them and by the layers above together, but for the highest,
    which knows all.
    """
    roles = len(known) + 1
    way = [(Op.SERVE, PRODUCER, 1.0, Activity.ROUTINE), (Op.OWN, PRODUCER, 0.0, Activity.WORK)]
    n = producers * problems
    world = desks(n, way, roles=roles, places=producers, posts=posts, owners=range(roles), duty=Duty.GAP, seed=seed)
    world.orders["servers"][:producers] = 1
    world.role_actor[SOLVER:] = world.role_actor[SOLVER:, :1]  # all producers have the same ones above them
    world.hand_hours[:, :, SOLVER:] = help_hours
    below = np.array([0.0, *known[:-1]])
    passed = (1.0 - np.array(known)) / (1.0 - below)  # share of what comes to a layer that it does not know
    for role, share in enumerate(passed):
        world.orders["pass_intercept"][world.role_actor[role]] = np.log(share / (1.0 - share))
    world.orders["pass_intercept"][world.role_actor[-1]] = -np.inf
    return served_until(world, np.repeat(np.arange(problems, dtype=np.float64), producers), until)


def helped(help_hours: float, known: tuple[float, ...], seed: int, problems: int = PROBLEMS) -> float:
    """Hours that the highest layer is asked for, an hour and producer, in one replication."""
    world = served(ASKING, help_hours, known, seed, problems, UNLIMITED, np.inf)
    return float(world.activity[world.role_actor[-1, 0]].sum()) / (ASKING * problems)


def one_solver(producers: int, seed: int, problems: int = PROBLEMS) -> tuple[float, float]:
    """(share of its time that one solver is at work, problems an hour that are left over) in one replication."""
    end = problems + 1.0  # the first problems are done after an hour
    world = served(producers, HELP, (KNOWN,), seed, problems, 1, end)
    settle(world, end)
    solver = world.floor[world.role_actor[SOLVER, 0]]
    return float(solver["busy_hours"]) / problems, float(solver["waiting"]) / problems


def points(replications: int = REPLICATIONS, problems: int = PROBLEMS) -> pd.DataFrame:
    """Spans over h and F, the load of one solver over producers, and what is left over above the span."""
    rows, at = [], []
    cases = [(h, (known,)) for h, known in ((HELP, KNOWN), *OTHERS)] + [(HELP, (KNOWN, ABOVE))]
    for number, (h, known) in enumerate(cases):
        load, error, freedom = of_replications(
            [helped(h, known, 1000 * number + i, problems) for i in range(replications)]
        )
        layer = "" if len(known) == 1 else " of the layer above"
        rows.append(
            (f"span{layer}, h = {h}, F = {known[-1]}", span(h, known[-1]), 1.0 / load, error / load**2, freedom)
        )
        at.append(span(h, known[-1]))
    for n in (*FEW, *MANY):
        busy, left = np.transpose([one_solver(n, 1000 * n + i, problems) for i in range(replications)])
        if n in FEW:
            rows.append((f"load of one solver, {n} producers", n / span(HELP, KNOWN), *of_replications(busy)))
        else:
            rows.append((f"left over an hour, {n} producers", n * (1 - KNOWN) - 1 / HELP, *of_replications(left)))
        at.append(float(n))
    what = ["span"] * len(cases) + ["load"] * len(FEW) + ["left over"] * len(MANY)
    return frame(rows).assign(what=what, at=at)


def draw(rows: pd.DataFrame, figure: Figure) -> None:
    """The load of one solver with its kink at the span; spans over h and F."""
    load, wide = panels(figure)
    number, limit = np.linspace(0.0, 34.0, 200), span(HELP, KNOWN)
    line(load, number, np.minimum(number / limit, 1.0), 0)
    marks(load, rows["at"][rows["what"] == "load"], rows[rows["what"] == "load"], 0, "load of the solver")
    line(load, number[number >= limit], number[number >= limit] * (1 - KNOWN) - 1 / HELP, 1)
    marks(
        load,
        rows["at"][rows["what"] == "left over"],
        rows[rows["what"] == "left over"],
        1,
        "problems left over an hour",
    )
    load.axhline(1.0, color=GREY, linewidth=0.6, linestyle=":")
    load.axvline(limit, color=GREY, linewidth=0.6, linestyle=":")
    load.set(xlabel=f"producers below one solver, h = {HELP}, F = {KNOWN}", ylim=(0.0, 2.6))
    load.set_ylabel("share of its time, problems an hour")
    load.legend(title="engine; lines: theory", frameon=False)
    all_spans = rows[rows["what"] == "span"]
    off_theory(wide, all_spans, relative=True)
    labels = [f"{h}\n{known}" for h, known in ((HELP, KNOWN), *OTHERS)] + [f"{HELP}\n{ABOVE}"]
    wide.set_xticks(range(len(all_spans)), labels)
    wide.set_xlabel("h, and F below it; the last: an expert above the solver")
    wide.set_title("spans", fontsize=9)


ANSWER = KnownAnswer(
    key="garicano",
    title="One who is asked what others do not know can help 1 ÷ h(1 − F) of them, and no more",
    reference="Garicano 2000, Journal of Political Economy 108:874–904",
    setting="a producer's hour a problem; it passes on what it does not know; a hand-over takes the solver h hours",
    through="model.engine.run: passing on (model.owners.review_done) and hours of hand-over",
    points=points,
    draw=draw,
)
