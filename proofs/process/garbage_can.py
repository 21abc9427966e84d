"""Passing the buck in three organisations: an anarchy, a competent and an incompetent hierarchy.

After Fioretti & Lomi 2010 (who add buck-passing to the garbage can of Cohen, March & Olsen 1972): in an anarchy
abilities are anywhere; in a competent hierarchy they rise with the rung, in an incompetent one they fall; a problem is
solved if ability times the efficiency of a solution reaches its difficulty. Here three desks stand in a ladder. A
problem is shown to the lowest (in an anarchy to any) and goes up as long as it is passed on; if all do, an office names
the lowest.

*Without load* a desk passes on with 1 − its ability: theory is a chain of chances, exact. *Under load* ability acts
only as in the model itself, by how fast a desk works and how often it fails, and desks pass on by load: there is no
formula, and what is held is an order, in every replication at every load.

Of the paper's claims one holds: top executives need not be good problem-solvers, for an incompetent hierarchy solves no
less than a competent one. That what is solved is solved low holds of incompetent hierarchies alone. That most decisions
solve nothing is put in, by how abilities and difficulties are spread. Whether an anarchy or an incompetent hierarchy
passes on less has no fixed answer: the order without load turns round under load. How often each organisation of the
paper passes on was not to be read, and is not claimed. Not reproduced: agents who meet at random in space, solutions
that look for problems, postponing.
"""

from itertools import permutations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from numpy.typing import NDArray

from model.streams import in_turn
from model.tables import Activity, Duty, Op, World
from proofs.known import KnownAnswer, frame, in_most_runs, of_replications
from proofs.process.desks import UNLIMITED, desks, served
from proofs.process.looks import line, marks, panels

ABILITIES = (0.25, 0.5, 0.75)
ORGANISATIONS = ("competent hierarchy", "anarchy", "incompetent hierarchy")
MEASURES = ("passes a problem", "share solved", "share solved by the lowest")
PASSES = ("passes", "error")
RUNGS, OFFICE, LOWEST = (0, 1, 2), 3, 0
REPLICATIONS, PLACES, PROBLEMS = 30, 60, 120  # organisations alike, problems of each
RATES = (0.3, 0.6, 1.2, 1.8, 2.4)  # problems that come to an organisation in an hour; its desks together do three
LOAD, INTERCEPT = 0.3, -1.5  # b₁ and b₀ of the logit of passing on, under load
ARRIVALS, FIRST = 1000, 1001  # purposes of draws


def solves(ability: float) -> float:
    """Chance that ability × efficiency reaches the difficulty, both of these uniform from 0 to 1."""
    return ability / 2.0


def abilities(organisation: str, place: int) -> tuple[float, ...]:
    """Of the desks of one organisation, the lowest rung first."""
    if organisation == "anarchy":
        orders = list(permutations(ABILITIES))
        return orders[place % len(orders)]
    return ABILITIES if organisation == "competent hierarchy" else ABILITIES[::-1]


def chain(able: tuple[float, ...], first: int) -> NDArray[np.float64]:
    """The `MEASURES` of a problem shown to rung `first`, then to those above and around."""
    passes, reaches, decided = 0.0, 1.0, np.zeros(len(able))
    for step in RUNGS:
        rung = (first + step) % len(able)
        decided[rung] += reaches * able[rung]
        reaches *= 1.0 - able[rung]
        passes += reaches
    decided[LOWEST] += reaches  # all have passed it on
    solved = decided * np.array([solves(a) for a in able])
    return np.array([passes, solved.sum(), solved[LOWEST]])


def theory(organisation: str) -> NDArray[np.float64]:
    """The `MEASURES` without load, over all ways in which abilities, and who is asked first, may fall."""
    if organisation != "anarchy":
        return chain(abilities(organisation, 0), LOWEST)
    return np.mean([chain(able, first) for able in permutations(ABILITIES) for first in RUNGS], axis=0)


def organised(organisation: str, seed: int, posts: int) -> World:
    """So many organisations of one kind, before their first problem."""
    way = [(Op.OWN, LOWEST, 1.0, Activity.WORK)]
    n = PLACES * PROBLEMS
    world = desks(n, way, roles=4, places=PLACES, posts=posts, owners=RUNGS, duty=Duty.GAP, superior=OFFICE, seed=seed)
    if organisation == "anarchy":
        world.cases["first"] = (len(RUNGS) * in_turn(seed, FIRST, 0, n)).astype(np.int8)
    for place in range(PLACES):
        rows = world.role_actor[: len(RUNGS), place]
        world.slip[rows, 0] = [1.0 - solves(a) for a in abilities(organisation, place)]
    return world


def measured(world: World) -> NDArray[np.float64]:
    """The `MEASURES` of a world whose problems are all decided."""
    cases = world.cases
    solved = cases["defect"] == 0
    return np.array([cases["passes"].mean(), solved.mean(), (solved & (cases["owner"] < PLACES)).mean()])


def without_load(organisation: str, seed: int) -> NDArray[np.float64]:
    """The `MEASURES` by the engine where desks pass on with 1 − their ability."""
    world = organised(organisation, seed, UNLIMITED)
    for place in range(PLACES):
        able = np.array(abilities(organisation, place))
        world.orders["pass_intercept"][world.role_actor[: len(RUNGS), place]] = np.log((1.0 - able) / able)
    return measured(served(world, np.arange(len(world.cases), dtype=np.float64)))


def under_load(organisation: str, rate: float, seed: int) -> NDArray[np.float64]:
    """The `MEASURES` by the engine where the able work faster and fail less, and desks pass on by their load."""
    world = organised(organisation, seed, 1)
    for place in range(PLACES):
        world.skill[world.role_actor[: len(RUNGS), place], 0] = 2.0 * np.array(abilities(organisation, place))
    world.orders["pass_intercept"], world.orders["pass_load"] = INTERCEPT, LOAD
    between = -np.log(in_turn(seed, ARRIVALS, 0, PLACES * PROBLEMS)).reshape(PLACES, PROBLEMS) / rate
    times = np.cumsum(between, axis=1).ravel()  # at each place at random
    order = np.argsort(times)
    world.cases["place"] = order // PROBLEMS
    return measured(served(world, times[order]))


def ordered(rate: float, replications: int) -> tuple[dict[str, NDArray[np.bool_]], list[float]]:
    """(whether each claim holds in each replication, passes a problem in each: mean and error) under this load."""
    found = np.array([[under_load(one, rate, seed) for one in ORGANISATIONS] for seed in range(replications)])
    passes, solved, low = np.moveaxis(found, 2, 0)
    claims = {
        "competent hierarchies pass on most": passes[:, 0] > passes[:, 1:].max(axis=1),
        "incompetent ones solve more than competent ones": solved[:, 2] > solved[:, 0],
        "in incompetent ones the lowest solve more than half of it": low[:, 2] > 0.5 * solved[:, 2],
    }
    return claims, [number for column in passes.T for number in of_replications(column)[:2]]


def points(replications: int = REPLICATIONS) -> pd.DataFrame:
    """Without load what theory has; under load whether the order holds in each replication."""
    rows, more = [], []
    for number, organisation in enumerate(ORGANISATIONS):
        found = np.array([without_load(organisation, 1000 * number + i) for i in range(replications)])
        for measure, value, column in zip(MEASURES, theory(organisation), found.T, strict=True):
            rows.append((f"{organisation}: {measure}", float(value), *of_replications(column)))
            more.append((organisation, measure, np.nan, *[np.nan] * (2 * len(ORGANISATIONS))))
    for rate in RATES:
        claims, passes = ordered(rate, replications)
        for claim, holds in claims.items():
            rows.append(in_most_runs(f"{rate} an hour: {claim}", holds))
            more.append(("all", claim, rate, *passes))
    columns = ["organisation", "measure", "rate", *(f"{one}, {what}" for one in ORGANISATIONS for what in PASSES)]
    return pd.concat([frame(rows), pd.DataFrame(more, columns=columns)], axis=1)


def draw(rows: pd.DataFrame, figure: Figure) -> None:
    """Without load the measures beside theory; under load how often each organisation passes on."""
    measure, load = panels(figure)
    for series, organisation in enumerate(ORGANISATIONS):
        mine = rows[rows["organisation"] == organisation]
        place = np.arange(len(MEASURES)) + 0.26 * (series - 1)
        measure.bar(place, mine["theory"], 0.24, color="#DDDDDD", zorder=0)
        marks(measure, place, mine, series, organisation)
        under = rows[rows["rate"].notna()].drop_duplicates("rate")
        passes = under[[f"{organisation}, {what}" for what in PASSES]].set_axis(["model", "error"], axis=1)
        line(load, under["rate"], passes["model"], series)
        marks(load, under["rate"], passes.assign(freedom=REPLICATIONS - 1.0), series)
    measure.set_xticks(range(len(MEASURES)), [name.replace("solved by", "solved\nby") for name in MEASURES])
    measure.set_title("without load; bars: theory", fontsize=9)
    measure.legend(frameon=False)
    load.set(xlabel="problems an hour", ylabel=MEASURES[0], ylim=(0.0, None))
    load.set_title("under load, means over replications; no theory", fontsize=9)


ANSWER = KnownAnswer(
    key="garbage_can",
    title="Three ladders pass the buck as a chain of chances says; their orders under load are our own claims",
    reference="after Fioretti & Lomi 2010, Computational and Mathematical Organization Theory 16:113–143",
    setting="ladders of three desks whose abilities rise, fall, or are anywhere; passing on by ability, or by load",
    through="model.engine.run: passing on (model.owners), skill and failures (model.tasks)",
    points=points,
    draw=draw,
)
