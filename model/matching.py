"""Deferred acceptance: a stable match of proposers with receivers that take several (Gale & Shapley 1962, AMM 69:9).

At a fair 公益相亲会 organisations propose to communities; a community keeps the best so far, up to its capacity, and
lets the others propose on. In the end no organisation and community would both rather have each other.
"""

import heapq

import numpy as np

from model.tables import Floats, Ints

UNMATCHED = -1


def deferred_acceptance(liking: Floats, rating: Floats, capacity: Ints) -> Ints:
    """Match n proposers with m receivers; returns the receiver of each proposer, (n,), UNMATCHED for none.

    `liking` (n, m) what each proposer thinks of each receiver, `rating` (n, m) what each receiver thinks of each
    proposer, more is better and −inf is out of the question; of equals the lower number goes first. `capacity` (m,).
    """
    n, m = liking.shape
    order = np.argsort(-liking, axis=1, kind="stable")
    kept: list[list[tuple[float, int]]] = [[] for _ in range(m)]  # heaps: the least liked first
    following = [0] * n
    match = np.full(n, UNMATCHED, dtype=np.int64)
    free = list(range(n - 1, -1, -1))
    while free:
        i = free.pop()
        while following[i] < m:
            j = int(order[i, following[i]])
            following[i] += 1
            if np.isneginf(liking[i, j]) or np.isneginf(rating[i, j]) or capacity[j] <= 0:
                continue
            entry = (float(rating[i, j]), -i)
            if len(kept[j]) < capacity[j]:
                heapq.heappush(kept[j], entry)
            elif entry > kept[j][0]:
                left = -heapq.heapreplace(kept[j], entry)[1]
                match[left] = UNMATCHED
                free.append(left)
            else:
                continue
            match[i] = j
            break
    return match


def blocking_pairs(match: Ints, liking: Floats, rating: Floats, capacity: Ints) -> list[tuple[int, int]]:
    """Pairs (proposer, receiver) who would both rather have each other than what they have; a stable match has none."""
    n, m = liking.shape
    pairs = []
    for i in range(n):
        mine = liking[i, match[i]] if match[i] >= 0 else -np.inf
        for j in range(m):
            if not liking[i, j] > mine or np.isneginf(rating[i, j]) or capacity[j] <= 0:
                continue
            held = rating[match == j, j]
            if len(held) < capacity[j] or rating[i, j] > held.min():
                pairs.append((i, j))
    return pairs
