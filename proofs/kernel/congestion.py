"""When a network of any shape congests (Guimerà, Díaz-Guilera, Vega-Redondo, Cabrales & Arenas 2002).

Each of S nodes sends p messages an hour, to all others alike, along shortest paths; each works off one an hour. With
Bⱼ the number of (sender, target) pairs whose path node j works on, as the sender or between (the target does not), node
j has the load ρⱼ = p Bⱼ ÷ (S − 1). So the first congests at p_c = (S − 1) ÷ max Bⱼ, and below it Σ ρⱼ ÷ (1 − ρⱼ)
messages are on their way. Above p_c the share of the messages sent that stays for ever rises from zero: the order
parameter. In networkx, Bⱼ is twice the betweenness of an undirected graph and S − 1.

A run takes long to show it near the load at which a further node congests (the streets of the ring at 1.12 p_c): such
points are left out. The district's tree is one district, six streets and nine communities each; a ring or a clique of
the streets are lateral ties.
"""

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from experiments.figures import COLOURS, STYLES
from proofs.kernel.messages import Paths, growth_known, serve, shortest_paths
from proofs.kernel.serving import REPLICATIONS, Floats, marks, open_frames
from proofs.known import KnownAnswer, frame, of_replications

BELOW = (0.3, 0.5, 0.8)  # of p_c, where the number on their way is asked
AROUND = (0.8, 1.2, 1.4, 1.7, 2.0)  # of p_c, where its growth is asked; no further node is just fully asked there
MESSAGES = 40_000
STREETS, COMMUNITIES = 6, 9


def district(ties: str = "") -> "nx.Graph[int]":
    """District, six streets, 54 communities; with a `ring` or a `clique` of the streets."""
    tree = nx.Graph((0, street) for street in range(1, STREETS + 1))
    for street in range(STREETS):
        first = 1 + STREETS + COMMUNITIES * street
        tree.add_edges_from((1 + street, community) for community in range(first, first + COMMUNITIES))
    if ties == "ring":
        nx.add_cycle(tree, range(1, STREETS + 1))
    if ties == "clique":
        tree.add_edges_from((i, j) for i in range(1, STREETS + 1) for j in range(1, i))
    return tree


GRAPHS: "dict[str, nx.Graph[int]]" = {
    "tree of threes": nx.balanced_tree(3, 3),
    "star of 20": nx.star_graph(19),
    "complete, 20": nx.complete_graph(20),
    "district": district(),
    "district, ring": district("ring"),
    "district, clique": district("clique"),
}


def worked_on(graph: "nx.Graph[int]") -> Floats:
    """Bⱼ, the ordered pairs whose path node j works on, (nodes,), with parts where there are several shortest paths."""
    between = nx.betweenness_centrality(graph, normalized=False)
    return np.array([2.0 * between[node] for node in range(len(graph))]) + len(graph) - 1


def critical(graph: "nx.Graph[int]") -> float:
    """p_c, messages an hour and node."""
    return float((len(graph) - 1) / worked_on(graph).max())


def present(graph: "nx.Graph[int]", part: float) -> float:
    """Messages on their way in the mean at this part of p_c, below one."""
    load = part * worked_on(graph) / worked_on(graph).max()
    return float((load / (1.0 - load)).sum())


def _rate(graph: "nx.Graph[int]", part: float) -> float:
    return part * critical(graph) * len(graph)


def points() -> pd.DataFrame:
    """Numbers on their way below p_c, and the order parameter around it."""
    cases, at = [], []
    for k, (name, graph) in enumerate(GRAPHS.items()):
        paths = shortest_paths(graph)
        for what, parts in (("on their way", BELOW), ("growth", AROUND)):
            for part in parts:
                entity = 10_000 * (k + 1) + round(100 * part)
                runs = [serve(paths, _rate(graph, part), i, entity, MESSAGES) for i in range(REPLICATIONS)]
                found = [run.mean_present() if what == "on their way" else run.growth() for run in runs]
                known = present(graph, part) if what == "on their way" else growth_known(paths, _rate(graph, part))
                cases.append((f"{name}: {what}, {part:g} p_c", known, *of_replications(found)))
                at.append((name, what, part))
    return frame(cases).assign(**{column: [row[i] for row in at] for i, column in enumerate(("graph", "what", "part"))})


def draw(points: pd.DataFrame, figure: Figure) -> None:
    """Left the messages on their way, right the order parameter, over p in parts of p_c."""
    numbers, growth = figure.subplots(1, 2)
    below, around = np.linspace(0.1, 0.9, 60), np.linspace(0.7, 2.1, 57)
    for i, (name, graph) in enumerate(GRAPHS.items()):
        paths: Paths = shortest_paths(graph)
        look = {"color": COLOURS[i], "linestyle": STYLES[i], "linewidth": 1.1}
        numbers.plot(below, [present(graph, x) for x in below], **look)
        growth.plot(around, [growth_known(paths, _rate(graph, x)) for x in around], **look)
        for axes, what in ((numbers, "on their way"), (growth, "growth")):
            mine = points[(points["graph"] == name) & (points["what"] == what)]
            marks(axes, mine["part"], mine, i, label=f"{name}: $p_c$ = {critical(graph):.3g}")
    numbers.set(yscale="log", xlabel="messages sent, $p ÷ p_c$", ylabel="messages on their way")
    numbers.legend(title="model; lines: theory", frameon=False, fontsize=7, title_fontsize=7)
    growth.set(xlabel="messages sent, $p ÷ p_c$", ylabel="share left over for ever")
    open_frames(numbers, growth)


ANSWER = KnownAnswer(
    key="congestion",
    title="When a network of any shape congests",
    reference="Guimerà et al. 2002, Physical Review Letters 89:248701; Kelly 1975; Goodman & Massey 1984",
    setting="one post a node, messages between all pairs along shortest paths, exponential work of mean one hour",
    through="sanshe.simulate_service",
    points=points,
    draw=draw,
)
