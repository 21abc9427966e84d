"""Five ways to lay links over a hierarchy, and which lets its busiest node bear least (Dodds, Watts & Sabel 2003).

At the published size (span 5, 6 levels) as many links are added as there are nodes, by (λ, ζ): multiscale (0.5, 0.5),
core-periphery (0.1, 0.15), local team (∞, 0), random (∞, ∞), random interdivisional (0, ∞). The busiest node works on
the share ρ_max of all messages, so that the organisation congests at 1 ÷ ρ_max messages an hour. With fixed ways it is
a network of Kelly's kind, and Σ ρ ÷ (1 − ρ) messages are on their way. `organization` has the model.

Checked in the abstract and in the caption of figure 3: both chances with D and x, sizes, the five classes and their
values, ξ = 1, as many links as nodes, "broad local minimum" of ρ_max around (0.5, 0.5). The paper prints 3,905 nodes; a
full tree has 3,906. Not to be had, and so our reading: how ties are handled, that x of superior and subordinate counts
as 0 for messages, that the sender works on a message and the target does not, and by which knowledge it is passed on.

As claimed, the busiest node of the multiscale network bears less than that of the hierarchy alone, of local team,
random and interdivisional, in every network tried and by two thirds and more. Against core-periphery it depends: for
messages to all alike (ξ = ∞) multiscale bears less in the mean; for ξ = 1 no difference is seen with as many links as
nodes, multiscale bears less with a quarter and a half of them, and more with a tenth. If messages are passed on to the
neighbour nearest in the tree, whoever is its superior, core-periphery bears less with as many links as nodes (0.026
against 0.032, three networks, ξ = 1), and (0.5, 0.5) is no minimum: the reading here is the one that has the published
minimum there.
"""

from functools import cache

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from scipy import stats

from experiments.figures import COLOURS, STYLES
from model.streams import in_turn
from proofs.kernel.messages import Served, serve_routes
from proofs.kernel.organization import added_links, borne, chances, hierarchy, next_nodes, routes
from proofs.kernel.serving import GREY, WARM_UP, Floats, exponentials, marks, open_frames, ratios
from proofs.known import SHOWN_LEVEL, KnownAnswer, frame, of_replications

CLASSES: dict[str, tuple[float, float]] = {
    "multiscale": (0.5, 0.5),
    "core-periphery": (0.1, 0.15),
    "local team": (np.inf, 0.0),
    "random": (np.inf, np.inf),
    "interdivisional": (0.0, np.inf),
}
HIERARCHY = "hierarchy alone"
REACHES = {"ξ = 1": 1.0, "ξ = ∞": np.inf}
PARTS = (0.1, 0.25, 0.5)  # links over nodes, beside 1
LEAST = "multiscale"
RIVAL = "core-periphery"  # against which an order is claimed for ξ = ∞ alone, see above
NETWORKS = 5  # of each class, with the same draws
MORE_NETWORKS = 12  # of multiscale and its rival, for what the busiest node bears with as many links as nodes
MESSAGES = 80_000
LOAD = 0.8  # of the busiest node
POWER = {"ρ_max": 0.5, "on their way": 1.0}  # of what is measured, with which its spread over networks grows
TICKS, MOST = (0.02, 0.05, 0.1, 0.2, 0.5), r"$\rho_{\mathrm{max}}$, share of the messages"
BETWEEN, WHO = 1082, 1083  # purposes of draws


@cache
def _sent(reach: str) -> Floats:
    """Shares of all messages, (senders, targets)."""
    return chances(hierarchy(), REACHES[reach])


@cache
def _summed(reach: str) -> Floats:
    """The same summed up, pair after pair."""
    return np.cumsum(_sent(reach))


def served(onward: np.ndarray, reach: str, rate: float, network: int) -> Served:
    """Messages at this rate along their ways, by the engine."""
    size = hierarchy().size
    sent = np.cumsum(exponentials(network, BETWEEN, 0, MESSAGES)) / rate
    pair = np.minimum(np.searchsorted(_summed(reach), in_turn(network, WHO, 0, MESSAGES)), size * size - 1)
    ptr, node = routes(onward, pair // size, pair % size)
    return serve_routes(sent, ptr, node, np.ones(size), network, 0)


def busy(run: Served, node: int) -> float:
    """Hours that this node works a message sent, after the warm-up."""
    first = int(WARM_UP * MESSAGES)
    legs = slice(int(run.ptr[first]), None)
    mine = run.node[legs] == node
    return float((run.finish[legs] - run.start[legs])[mine].sum() / (MESSAGES - first))


@cache
def found() -> pd.DataFrame:
    """A row a network, ξ and number of links: theory over all pairs (most, present) and the engine (seen, there)."""
    tree, rows = hierarchy(), []
    none = np.empty((0, 2), dtype=np.int64)
    for name in (HIERARCHY, *CLASSES):
        for network in range(MORE_NETWORKS if name in (LEAST, RIVAL) else NETWORKS):
            links = none if name == HIERARCHY else added_links(tree, *CLASSES[name], tree.size, network)
            for part in (1.0,) if name == HIERARCHY or network >= NETWORKS else (*PARTS, 1.0):
                onward = next_nodes(tree, links[: round(part * tree.size)], network)
                for reach in REACHES if part == 1.0 else list(REACHES)[:1]:
                    load = borne(tree, onward, _sent(reach))
                    busiest, most = int(load.argmax()), float(load.max())
                    row = {"class": name, "network": network, "part": part, "reach": reach, "most": most}
                    if network < NETWORKS:
                        load *= LOAD / most
                        run = served(onward, reach, LOAD / most, network)
                        row |= {"seen": busy(run, busiest), "there": run.mean_present()}
                        row["present"] = float((load / (1.0 - load)).sum())
                    rows.append(row)
    return pd.DataFrame(rows)


def in_the_mean(every: pd.DataFrame, reach: str) -> tuple[float, float]:
    """How much less the busiest node of multiscale bears than its rival's, in the mean, and half its 95 % interval."""
    full = every[(every["part"] == 1.0) & (every["reach"] == reach)].set_index(["class", "network"])["most"]
    mean, error, freedom = of_replications(full[RIVAL] - full[LEAST])
    return mean, float(stats.t.ppf(0.5 + SHOWN_LEVEL / 2, freedom) * error)


def pooled(tried: pd.DataFrame) -> tuple[dict[str, float], float]:
    """What networks differ from their theory by, pooled over all classes, and the degrees of freedom.

    Five networks a class alone would tell their error so badly that nothing could be refuted. The variance of a count
    of messages grows as its mean, that of how many are on their way as its square: so far they are made alike.
    """
    groups = ["class", "part", "reach"]
    found, number = {}, len(tried) - tried.groupby(groups).ngroups
    for what, theory, model in (("ρ_max", "most", "seen"), ("on their way", "present", "there")):
        apart = (tried[model] - tried[theory]) / tried[theory] ** POWER[what]
        inside = apart - apart.groupby([tried[group] for group in groups]).transform("mean")
        found[what] = float(np.sqrt((inside**2).sum() / number))
    return found, float(number)


def points() -> pd.DataFrame:
    """What the busiest node bears, how many are on their way, and where multiscale bears less (1: in all networks)."""
    cases, at, every = [], [], found()
    tried = every[every["network"] < NETWORKS]
    spread, freedom = pooled(tried)
    for (name, part, reach), mine in tried.groupby(["class", "part", "reach"], sort=False):
        links = "" if name == HIERARCHY else f", {part:g} N links"
        for what, theory, model in (("ρ_max", "most", "seen"), ("on their way", "present", "there")):
            known, given = float(mine[theory].mean()), float(mine[model].mean())
            error = spread[what] * known ** POWER[what] / np.sqrt(len(mine))
            cases.append((f"{name}{links}, {reach}: {what}", known, given, error, freedom))
            at.append((name, part, reach, what))
    full = tried[tried["part"] == 1.0].set_index(["class", "reach", "network"])["seen"].sort_index()
    for reach in REACHES:
        for name in (HIERARCHY, *CLASSES):
            if name not in (LEAST, RIVAL):
                less = float((full[LEAST, reach] < full[name, reach]).mean())
                cases.append((f"{LEAST} bears less than {name}, {reach}: share of networks", 1.0, less, 0.0, 1.0))
                at.append((name, 1.0, reach, "less"))
    less, half = in_the_mean(every, "ξ = ∞")
    cases.append((f"{LEAST} bears less than {RIVAL} in the mean, ξ = ∞ (1: yes)", 1.0, float(less > half), 0.0, 1.0))
    at.append((RIVAL, 1.0, "ξ = ∞", "less"))
    return pd.concat([frame(cases), pd.DataFrame(at, columns=["class", "part", "reach", "what"])], axis=1)


def draw(points: pd.DataFrame, figure: Figure) -> None:
    """Left ρ_max over the links, middle for near and far tasks, right the messages on their way, model over theory."""
    over_links, over_reach, way = figure.subplots(1, 3)
    near, far = REACHES
    for i, name in enumerate((HIERARCHY, *CLASSES)):
        mine = points[points["class"] == name]
        most, there = mine[mine["what"] == "ρ_max"], mine[mine["what"] == "on their way"]
        full, lines = most[most["part"] == 1.0], most[most["reach"] == near].sort_values("part")
        if name == HIERARCHY:
            over_links.axhline(lines["theory"].iloc[0], color=COLOURS[i], linewidth=1.1)
        else:
            over_links.plot(lines["part"], lines["theory"], color=COLOURS[i], linestyle=STYLES[i], linewidth=1.1)
            marks(over_links, lines["part"], lines, i)
        marks(over_reach, [x + 0.05 * (i - 2.5) for x in range(2)], full, i, label=name, linestyle=STYLES[i])
        at_full = there[there["part"] == 1.0]
        ratios(way, [x + 0.1 * (i - 2.5) for x in range(2)], at_full, i)
    over_links.set(yscale="log", xlabel="links added ÷ nodes", ylabel=MOST, title=near)
    over_reach.set(yscale="log", ylabel=MOST, title="as many links as nodes")
    figure.legend(*over_reach.get_legend_handles_labels(), frameon=False, loc="outside lower center", ncols=6)
    way.set(ylabel="messages on their way, model ÷ theory", title=f"busiest node at load {LOAD}")
    way.axhline(1.0, color=GREY, linewidth=1.0)
    for axes in (over_links, over_reach):
        axes.set_yticks(TICKS, [f"{tick:g}" for tick in TICKS])
        axes.minorticks_off()
    for axes in (over_reach, way):
        axes.set_xticks([0, 1], [near, far])
        axes.set_xlim(-0.5, 1.5)
    open_frames(over_links, over_reach, way)


ANSWER = KnownAnswer(
    key="dodds",
    title="Five ways to lay links over a hierarchy: the multiscale network keeps its busiest node from congestion",
    reference="Dodds, Watts & Sabel 2003, PNAS 100:12516; Kelly 1975, Journal of Applied Probability 12:542",
    setting="span 5, 6 levels, 3,906 nodes; up to as many links, five networks a class; one post a node",
    through="sanshe.simulate_service",
    points=points,
    draw=draw,
)
