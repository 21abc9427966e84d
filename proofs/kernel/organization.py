"""Organisations as networks: a hierarchy, further links laid over it, and messages that find their way by it.

After Dodds, Watts & Sabel 2003. The hierarchy is a tree of `LEVELS` levels in which each superior has `SPAN` direct
subordinates. Two nodes whose lowest common superior lies at depth D (the top has 0), dᵢ and dⱼ levels above them, are
at the organisational distance x = √(dᵢ² + dⱼ² − 2), so that colleagues under one superior have 0. Links are added one
after another, each to a pair that has none, with chance in proportion to e^(−D/λ) e^(−x/ζ).

Every node sends alike, to a node at distance x with chance in proportion to e^(−x/ξ): ξ is how far tasks reach. A
message is passed on to the neighbour that shares with the target the deepest superior (itself included), of those the
nearest in the tree, of those the first in an order of each node's own. Each knows the hierarchy and its own links, and
not those of others. Every step comes nearer in that sense, so each message arrives.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from model.streams import in_turn
from proofs.kernel.serving import Floats, Ints

SPAN, LEVELS = 5, 6
LINKS, ORDER = 1080, 1081  # purposes of draws
PART = 1_000_000  # pairs that are reckoned with at once
LINKED = 1  # dᵢ² + dⱼ² of a superior and its subordinate, who have a link


@dataclass(frozen=True, eq=False)
class Hierarchy:
    """The tree; node 0 is the top, and each level follows the one above.

    Attributes:
        span: Direct subordinates of each superior.
        depth: Levels below the top, (nodes,).
        common: Depth of the lowest common superior, (nodes, nodes).
        apart: dᵢ² + dⱼ², (nodes, nodes).
        far: How far the one is from the other for passing on: by the depth of the common superior, then by the links
            between them in the tree, (nodes, nodes).
    """

    span: int
    depth: Ints
    common: NDArray[np.int8]
    apart: NDArray[np.int8]
    far: NDArray[np.int16]

    @property
    def size(self) -> int:
        """Number of nodes."""
        return len(self.depth)


@cache
def hierarchy(span: int = SPAN, levels: int = LEVELS) -> Hierarchy:
    """The tree of so many direct subordinates and levels."""
    sizes = span ** np.arange(levels)
    first = np.concatenate([[0], np.cumsum(sizes)])
    depth = np.repeat(np.arange(levels), sizes)
    place = np.arange(first[-1]) - first[depth]
    common = np.zeros((first[-1], first[-1]), dtype=np.int8)
    for level in range(1, levels):
        above = np.where(depth >= level, place // span ** np.maximum(depth - level, 0), -1 - np.arange(first[-1]))
        common += above[:, None] == above[None, :]
    np.fill_diagonal(common, depth)
    mine, other = (depth[:, None] - common).astype(np.int8), (depth[None, :] - common).astype(np.int8)
    far = (levels - common.astype(np.int16)) * (2 * levels) + mine + other
    return Hierarchy(span, depth, common, mine * mine + other * other, far)


@cache
def _without_link(tree: Hierarchy) -> tuple[Ints, Ints, NDArray[np.float32], NDArray[np.float32]]:
    """Pairs of the tree that have no link: the one, the other, D, x."""
    low, high = np.nonzero(np.triu(tree.apart > LINKED, 1))
    apart = np.sqrt(tree.apart[low, high] - 2.0)
    return low, high, tree.common[low, high].astype(np.float32), apart.astype(np.float32)


def added_links(tree: Hierarchy, reach: float, near: float, number: int, network: int) -> Ints:
    """Further links by λ = `reach` and ζ = `near`, 0 to infinite, in the order in which they are added, (number, 2).

    One after another without repeats, each in proportion to its chance, is the same as the highest of all pairs by the
    logarithm of the chance plus a Gumbel draw (Efraimidis & Spirakis 2006).
    """
    low, high, common, apart = _without_link(tree)
    merit = -np.log(-np.log(in_turn(network, LINKS, 0, len(low))))
    for what, scale in ((common, reach), (apart, near)):
        if scale == 0.0:
            merit[what > 0.0] = -np.inf
        elif np.isfinite(scale):
            merit -= what / scale
    best = np.argpartition(-merit, number)[:number]
    best = best[np.argsort(-merit[best], kind="stable")]
    return np.column_stack([low[best], high[best]])


def next_nodes(tree: Hierarchy, links: Ints, network: int) -> NDArray[np.int16]:
    """To whom each node passes what is meant for each target, (nodes, targets)."""
    subordinates = np.arange(1, tree.size)
    ends = np.concatenate([np.column_stack([(subordinates - 1) // tree.span, subordinates]), links])
    mine, other = np.concatenate([ends, ends[:, ::-1]]).T
    order = np.lexsort((in_turn(network, ORDER, 0, len(mine)), mine))
    start = np.searchsorted(mine[order], np.arange(tree.size + 1))
    onward = np.empty((tree.size, tree.size), dtype=np.int16)
    for node in range(tree.size):
        neighbours = other[order[start[node] : start[node + 1]]]
        onward[node] = neighbours[tree.far[neighbours].argmin(axis=0)]
    return onward


def chances(tree: Hierarchy, reach: float) -> Floats:
    """Share of all messages that goes from each sender to each target, for ξ = `reach`, (senders, targets)."""
    weight = np.exp(-np.sqrt(np.maximum(tree.apart - 2.0, 0.0)) / reach)
    np.fill_diagonal(weight, 0.0)
    return np.asarray(weight / weight.sum(axis=1, keepdims=True) / tree.size)


@cache
def _farthest_first(tree: Hierarchy) -> list[NDArray[np.int32]]:
    """Pairs (sender · nodes + target) that are equally far, the farthest first, in parts that memory takes easily."""
    far = tree.far.ravel().copy()
    far[:: tree.size + 1] = -1
    order = np.argsort(far, kind="stable").astype(np.int32)
    bounds = np.searchsorted(far[order], np.unique(far[far >= 0]))
    equally = np.split(order, bounds)[1:][::-1]
    return [part for pairs in equally for part in np.array_split(pairs, 1 + len(pairs) // PART)]


def borne(tree: Hierarchy, onward: NDArray[np.int16], sent: Floats) -> Floats:
    """Share of all messages that each node works on, as the sender or between, (nodes,): exact, over all pairs."""
    flow, to = sent.ravel().copy(), onward.ravel()
    for pairs in _farthest_first(tree):
        np.add.at(flow, to[pairs].astype(np.int32) * tree.size + pairs % tree.size, flow[pairs])
    by_target = flow.reshape(tree.size, tree.size)
    return np.asarray(by_target.sum(axis=1) - by_target.diagonal())


def routes(onward: NDArray[np.int16], senders: Ints, targets: Ints) -> tuple[Ints, Ints]:
    """(leg_ptr, nodes): who works on each message in turn, the sender and those between."""
    message, at = np.arange(len(senders)), senders
    who, where = [], []
    while len(message):
        who.append(message)
        where.append(at)
        at = onward[at, targets[message]].astype(np.int64)
        under_way = at != targets[message]
        message, at = message[under_way], at[under_way]
    messages = np.concatenate(who)
    order = np.argsort(messages, kind="stable")
    return np.searchsorted(messages[order], np.arange(len(senders) + 1)), np.concatenate(where)[order]
