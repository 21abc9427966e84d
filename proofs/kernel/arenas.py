"""The capacity of a hierarchy by Arenas, Díaz-Guilera & Guimerà 2001, and what of it the engine can show.

Their nodes work off packets at a rate that depends on the load of both ends: a packet passes from i to j with chance
1 ÷ √(nᵢ nⱼ) a step, nᵢ the packets at i, so that node i passes √(nᵢ ÷ nⱼ) a step to those like j. In a tree of z
branches and m levels the root receives z √(n₂ ÷ n₁) a step from the level below and passes on √(n₁ ÷ n₂). These balance
at n₁ = z n₂, so that the most the root can pass is √z. Targets are drawn among all S = (zᵐ − 1) ÷ (z − 1) nodes, the
sender too: at p messages a step and node the root works on p A, other branches' traffic and its own messages,

    A = z (zᵐ⁻¹ − 1)² ÷ (zᵐ − 1) + 1,  and so  p_c = √z ÷ A: 0.0657 for z = 3, m = 4.

The engine's posts have rates of their own that no queue changes. So it reproduces the traffic (A) and what follows from
a root that can pass √z an hour, above a level that is no bottleneck: p_c, the number on their way below it, the share
left over above it. It does not reproduce why the root can pass √z: that is the balance above, put in as a number. Nor
does it reproduce the model with all nodes alike: with rates of one, the level below the root would congest first. The
chance 1 ÷ √(nᵢ nⱼ) is recalled, not looked up; the formula of p_c follows from it, as shown, which speaks for it.
"""

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from experiments.figures import COLOURS, STYLES
from proofs.kernel.messages import Paths, Served, growth_known, mean_present_known, serve, shortest_paths
from proofs.kernel.serving import GREY, REPLICATIONS, marks, open_frames, ratios
from proofs.known import KnownAnswer, frame, of_replications

TREES = ((2, 5), (3, 4), (4, 3), (5, 3))  # branches and levels
BELOW = (0.3, 0.5, 0.8)  # of p_c
ABOVE = (1.1, 1.3, 1.6, 2.0)
AMPLE = 10.0  # what each node below the root works off an hour
MESSAGES = 40_000


def root_traffic(branches: int, levels: int) -> float:
    """A: messages that the root works on, where each node sends one."""
    return float(branches * (branches ** (levels - 1) - 1) ** 2 / (branches**levels - 1) + 1)


def critical(branches: int, levels: int) -> float:
    """p_c, messages a step and node."""
    return float(np.sqrt(branches)) / root_traffic(branches, levels)


def tree_paths(branches: int, levels: int) -> Paths:
    """Of the tree, with a root that passes on √z an hour."""
    paths = shortest_paths(nx.balanced_tree(branches, levels - 1), itself=True)
    paths.rates[:] = AMPLE
    paths.rates[0] = np.sqrt(branches)
    return paths


def seen_critical(run: Served, part: float, branches: int, levels: int) -> float:
    """The p that the root would just manage, seen above it: p times what it passes on, over what it receives."""
    begin, end = run.span
    root = run.node == 0
    came, finish = run.came[root], run.finish[root]
    passed = np.count_nonzero((finish > begin) & (finish <= end))
    return part * critical(branches, levels) * passed / np.count_nonzero((came > begin) & (came <= end))


def points() -> pd.DataFrame:
    """p_c as seen, numbers on their way below it, and shares left over above it."""
    cases, at = [], []
    for branches, levels in TREES:
        paths, name = tree_paths(branches, levels), f"z = {branches}, m = {levels}"
        size = int(paths.nodes.max()) + 1
        for part in BELOW + ABOVE:
            entity, rate = 1_000_000 * branches + round(100 * part), part * critical(branches, levels) * size
            runs = [serve(paths, rate, i, entity, MESSAGES) for i in range(REPLICATIONS)]
            if part < 1.0:
                found = of_replications([run.mean_present() for run in runs])
                cases.append((f"{name}: on their way, {part:g} p_c", mean_present_known(paths, rate), *found))
                at.append((name, "on their way", part))
                continue
            found = of_replications([run.growth() for run in runs])
            cases.append((f"{name}: growth, {part:g} p_c", growth_known(paths, rate), *found))
            at.append((name, "growth", part))
            if part == ABOVE[-1]:
                found = of_replications([seen_critical(run, part, branches, levels) for run in runs])
                cases.append((f"{name}: p_c", critical(branches, levels), *found))
                at.append((name, "p_c", part))
    return frame(cases).assign(**{column: [row[i] for row in at] for i, column in enumerate(("tree", "what", "part"))})


def draw(points: pd.DataFrame, figure: Figure) -> None:
    """Left p_c as seen over theory, middle the messages on their way, right the share left over."""
    seen, numbers, growth = figure.subplots(1, 3)
    below, above = np.linspace(0.1, 0.9, 50), np.linspace(0.9, 2.1, 49)
    for i, (branches, levels) in enumerate(TREES):
        paths, name = tree_paths(branches, levels), f"z = {branches}, m = {levels}"
        look = {"color": COLOURS[i], "linestyle": STYLES[i], "linewidth": 1.1}
        rate = critical(branches, levels) * (int(paths.nodes.max()) + 1)
        numbers.plot(below, [mean_present_known(paths, x * rate) for x in below], **look)
        growth.plot(above, [growth_known(paths, x * rate) for x in above], **look)
        mine = {what: points[(points["tree"] == name) & (points["what"] == what)] for what in points["what"].unique()}
        ratios(seen, [i], mine["p_c"], i, label=f"{name}: {critical(branches, levels):.4f}")
        marks(numbers, mine["on their way"]["part"], mine["on their way"], i)
        marks(growth, mine["growth"]["part"], mine["growth"], i)
    seen.axhline(1.0, color=GREY, linewidth=1.0)
    seen.set(ylabel="$p_c$, model ÷ theory", xlim=(-0.6, 3.6))
    seen.margins(y=0.5)
    seen.set_xticks([])
    seen.legend(title="tree: $p_c$ of theory", frameon=False, fontsize=7, title_fontsize=7, loc="lower left")
    numbers.set(xlabel="messages sent, $p ÷ p_c$", ylabel="messages on their way")
    growth.set(xlabel="messages sent, $p ÷ p_c$", ylabel="share left over for ever")
    open_frames(seen, numbers, growth)


ANSWER = KnownAnswer(
    key="arenas",
    title="The capacity of a hierarchy, for a root that passes on √z an hour",
    reference="Arenas, Díaz-Guilera & Guimerà 2001, Physical Review Letters 86:3196",
    setting="trees of 2 to 5 branches and 3 to 5 levels; the root's rate is the balance of theirs, put in as a number",
    through="sanshe.simulate_service",
    points=points,
    draw=draw,
)
