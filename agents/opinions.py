"""How opinions meet 观点互动: bounded confidence, weighted averaging, and the camps that are left.

Opinions are positions in 0..1. Everything is a pure function; draws are handed in.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

MEETS_HALF_WAY = 0.5  # share of the distance each of two who listen goes towards the other


def deffuant(positions: ArrayLike, confidence: ArrayLike, draws: ArrayLike) -> NDArray[np.float64]:
    """Positions after pairs have met in turn (Deffuant et al. 2000, Advances in Complex Systems 3:87).

    Two who meet listen to each other if they are no further apart than the wider of their two bounds of `confidence`
    (one number or one each), and then each goes half the way, so that the mean is kept. `draws` in (0, 1), shape
    (meetings, 2), pick who meets. From an even spread about ⌊1 ÷ 2d⌋ large camps are left.
    """
    now: list[float] = np.asarray(positions, np.float64).tolist()
    bounds: list[float] = np.broadcast_to(np.asarray(confidence, np.float64), (len(now),)).tolist()
    exchange(now, bounds, np.ravel(np.asarray(draws, np.float64)).tolist())
    return np.array(now)


def exchange(now: list[float], bounds: list[float], draws: list[float]) -> None:
    """Let pairs meet in turn by the rule of `deffuant`: moves the positions `now` in place, two draws a meeting.

    In plain numbers, since a dozen people sit at a table.
    """
    n = len(now)
    if n < 2:
        return
    for one, another in zip(draws[::2], draws[1::2], strict=True):
        i, j = int(one * n), int(another * (n - 1))
        if i == n:  # a draw may round to 1
            i -= 1
        if j == n - 1:
            j -= 1
        if j >= i:  # anyone but oneself
            j += 1
        apart = now[j] - now[i]
        if -bounds[i] <= apart <= bounds[i] or -bounds[j] <= apart <= bounds[j]:
            now[i] += MEETS_HALF_WAY * apart
            now[j] -= MEETS_HALF_WAY * apart


def degroot(weights: ArrayLike, positions: ArrayLike, rounds: int = 1) -> NDArray[np.float64]:
    """Positions after each has so many times taken the weighted mean of all (DeGroot 1974, JASA 69:118).

    `weights` (n, n) with rows that sum to one, else ValueError.
    """
    w, x = np.asarray(weights, np.float64), np.asarray(positions, np.float64)
    if not np.allclose(w.sum(axis=1), 1.0):
        raise ValueError(f"weights: found rows that sum to {w.sum(axis=1)}; allowed rows that sum to 1")
    for _ in range(rounds):
        x = w @ x
    return x


def camps(positions: ArrayLike, apart: float) -> list[NDArray[np.float64]]:
    """Positions in camps, left to right: a new one begins where two neighbours are further than `apart`."""
    x = np.sort(np.asarray(positions, np.float64))
    return np.split(x, np.flatnonzero(np.diff(x) > apart) + 1)


def largest_camp(positions: Sequence[float], width: float) -> tuple[float, float]:
    """(share, median) of the most positions that lie within `width` of each other; of equals the leftmost."""
    x = sorted(positions)
    if not x:
        return 0.0, float("nan")
    first = most = end = 0
    for i, left in enumerate(x):
        while end < len(x) and x[end] <= left + width + 1e-12:
            end += 1
        if end - i > most:
            first, most = i, end - i
    camp = x[first : first + most]
    middle = most // 2
    median = camp[middle] if most % 2 else 0.5 * (camp[middle - 1] + camp[middle])
    return most / len(x), float(median)
