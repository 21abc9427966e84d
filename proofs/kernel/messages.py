"""Messages between the nodes of a network: who works on them, what each node then bears, and when it is too much.

The convention of Guimerà et al. 2002: a message is queued and worked on by its sender and by all on its path, and is
gone when it reaches its target. Each node has one post, works on what comes first, and takes exponential time of mean
1 ÷ its rate. Paths are fixed and a node's work has one law, so each node is as if it stood alone, whatever the graph
(Kelly 1975): with load ρ it holds ρ ÷ (1 − ρ) messages in the mean, as long as all loads are below one.

Above that, a node passes on one in a of what it receives, a = load, in proportion to what has come (it works in order);
what follows on the paths receives so much less (Goodman & Massey 1984, for networks of Jackson's kind). The backlog
grows by Σ (a − 1) · rate over the nodes that are too much asked.
"""

from dataclasses import dataclass

import networkx as nx
import numpy as np

from model.service import simulate_service
from model.streams import in_turn
from proofs.kernel.serving import WARM_UP, Floats, Ints, came_to, exponentials, mean_present

BETWEEN, PATH, WORK = 1070, 1071, 1072  # purposes of draws
NOWHERE = -1


@dataclass(frozen=True)
class Paths:
    """All the ways that messages may take.

    Attributes:
        nodes: Who works on a message in turn, (paths, longest), filled up with `NOWHERE`.
        share: Of all messages, (paths,); sums to 1.
        rates: What each node works off an hour, (nodes,).
    """

    nodes: Ints
    share: Floats
    rates: Floats

    @property
    def lengths(self) -> Ints:
        """How many work on a message, (paths,)."""
        return np.asarray((self.nodes != NOWHERE).sum(axis=1))


def shortest_paths(graph: "nx.Graph[int]", itself: bool = False) -> Paths:
    """Between all pairs alike, over their shortest paths alike; with `itself` a sender's target may be itself."""
    rows, share, size = [], [], len(graph)
    pairs = size * (size if itself else size - 1)
    for sender in range(size):
        if itself:
            rows.append([sender])
            share.append(1.0 / pairs)
        for target in range(size):
            if target != sender:
                found = list(nx.all_shortest_paths(graph, sender, target))
                rows += [path[:-1] for path in found]
                share += [1.0 / (pairs * len(found))] * len(found)
    nodes = np.full((len(rows), max(map(len, rows))), NOWHERE, dtype=np.int64)
    for i, row in enumerate(rows):
        nodes[i, : len(row)] = row
    return Paths(nodes, np.array(share), np.ones(size))


def passed(paths: Paths, messages: float, capped: bool = False) -> Floats:
    """What each node receives an hour at so many messages an hour in all, (nodes,).

    With `capped`, nodes that are too much asked hold back what they cannot do: the least fixed point, found by going
    back and forth between what is received and what is passed on.
    """
    size, there = len(paths.rates), paths.nodes != NOWHERE
    received, let_through = np.zeros(size), np.ones(size)
    for _ in range(10_000):
        through = np.where(there, let_through[paths.nodes], 1.0)
        reaches = np.cumprod(np.column_stack([np.ones(len(through)), through[:, :-1]]), axis=1)
        flow = messages * paths.share[:, None] * reaches
        before, received = received, np.bincount(paths.nodes[there], weights=flow[there], minlength=size)
        if not capped or np.abs(received - before).max() < 1e-13:
            break
        let_through = np.minimum(1.0, paths.rates / np.maximum(received, 1e-300))
    return np.asarray(received)


def limit(paths: Paths) -> float:
    """The messages an hour in all at which the first node is fully asked."""
    return float(1.0 / (passed(paths, 1.0) / paths.rates).max())


def mean_present_known(paths: Paths, messages: float) -> float:
    """Messages on their way in the mean, below the limit."""
    load = passed(paths, messages) / paths.rates
    return float((load / (1.0 - load)).sum())


def growth_known(paths: Paths, messages: float) -> float:
    """Of the messages that are sent, the share that is left over for ever: Guimerà's order parameter."""
    return float(np.maximum(passed(paths, messages, capped=True) - paths.rates, 0.0).sum() / messages)


@dataclass(frozen=True)
class Served:
    """What the engine made of messages: when each was sent; of each leg its node, and when it came, began, ended."""

    sent: Floats
    ptr: Ints
    node: Ints
    came: Floats
    start: Floats
    finish: Floats

    @property
    def span(self) -> tuple[float, float]:
        """From the end of the warm-up to the last that was sent, hours."""
        return float(self.sent[int(WARM_UP * len(self.sent))]), float(self.sent[-1])

    def mean_present(self) -> float:
        """Messages on their way, mean over time."""
        return mean_present(self.sent, self.finish[self.ptr[1:] - 1], *self.span)

    def growth(self) -> float:
        """Further messages on their way at the end of the span, over those sent meanwhile."""
        begin, end = self.span
        sent = np.count_nonzero((self.sent > begin) & (self.sent <= end))
        last = self.finish[self.ptr[1:] - 1]
        return 1.0 - float(np.count_nonzero((last > begin) & (last <= end))) / sent


def serve(paths: Paths, messages: float, replication: int, entity: int, number: int) -> Served:
    """So many messages at this rate, by the engine."""
    sent = np.cumsum(exponentials(replication, BETWEEN, entity, number)) / messages
    way = np.searchsorted(np.cumsum(paths.share), in_turn(replication, PATH, entity, number))
    way = np.minimum(way, len(paths.share) - 1)
    ptr = np.concatenate([[0], np.cumsum(paths.lengths[way])])
    rows = paths.nodes[way]
    return serve_routes(sent, ptr, rows[rows != NOWHERE], paths.rates, replication, entity)


def serve_routes(sent: Floats, ptr: Ints, node: Ints, rates: Floats, replication: int, entity: int) -> Served:
    """Messages along their routes, by the engine; node k of the rates has one post."""
    work = exponentials(replication, WORK, entity, len(node)) / rates[node]
    start, finish = simulate_service(sent, ptr, node, work, np.ones(len(rates), dtype=np.int64))
    return Served(sent, ptr, node, came_to(sent, ptr, finish), start, finish)
