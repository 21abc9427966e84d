"""Gale & Shapley 1962: stable matches, and how good they are for those who propose and for those who choose.

What theory knows for n by n at random, and what is held against it:

- No pair blocks (Gale & Shapley 1962), exactly.
- The mean number of stable matches is n! ∫∫ Π_{i≠j} (1 − x_i y_j) dx dy (Knuth 1976), here by inclusion and exclusion.
- Where all who choose think alike, the k-th in their eyes has the best of what is left: the mean rank of those who
  propose is (n + 1)/n · (H_{n+1} − 1), and of those who choose (n + 1)/2. Exact for any n.
- Where all tastes are unrelated no closed form is known. For n = 2 and 3 the mean ranks are found over all markets by
  definition: of the matches that no pair blocks, the one best for those who propose. At n = 100 they are 4.88 and 20.6
  by Ashlagi, Kanoria & Leshno 2017; the mean rank of proposers is at most a coupon collector's, H_n (Wilson 1972); and
  for large n the two mean ranks multiply to n (Pittel 1992, Annals of Applied Probability 2:358), a limit that is near
  enough at n = 1000 and not yet at 100.
"""

from itertools import permutations, product
from math import factorial

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from numpy.typing import NDArray

from model.matching import blocking_pairs, deferred_acceptance
from model.streams import in_turn
from proofs.known import KnownAnswer, frame, of_replications
from proofs.process.looks import line, marks, panels

PUBLISHED, PROPOSERS_RANK, CHOOSERS_RANK = 100, 4.88, 20.6
SIZES, LARGE, SMALL = (10, 30, 100, 300), 1000, (2, 3)
REPLICATIONS, FEW = 200, 40
COUNTED, MARKETS = (2, 3, 4), 2000
LIKING, RATING = 1000, 1001  # purposes of draws


def harmonic(n: int) -> float:
    """H_n = 1 + ½ + … + 1/n."""
    return float((1.0 / np.arange(1, n + 1)).sum())


def in_turn_rank(n: int) -> float:
    """Mean rank that proposers have who are served one after the other, all tastes of theirs unrelated."""
    return (n + 1) / n * (harmonic(n + 1) - 1.0)


def stable_matches(n: int) -> float:
    """Mean number of stable matches of n by n at random (Knuth 1976), over the 2^{n(n − 1)} sets of ordered pairs.

    The product over pairs of 1 − x_i y_j is a sum over sets of pairs of (−1)^size Π x_i^{out} Π y_j^{in}, whose
    integral over the unit cube is Π 1/(out_i + 1) Π 1/(in_j + 1).
    """
    pairs = [(i, j) for i in range(n) for j in range(n) if i != j]
    whole = 0.0
    for chosen in product((False, True), repeat=len(pairs)):
        given, taken = [1] * n, [1] * n
        for (i, j), is_in in zip(pairs, chosen, strict=True):
            given[i] += is_in
            taken[j] += is_in
        whole += (-1.0) ** sum(chosen) / float(np.prod(given) * np.prod(taken))
    return factorial(n) * whole


def tastes(n: int, seed: int, purpose: int) -> NDArray[np.float64]:
    """What each thinks of each, unrelated; (n, n)."""
    return in_turn(seed, purpose, n, n * n).reshape(n, n)


def ranks(liking: NDArray[np.float64], rating: NDArray[np.float64]) -> tuple[float, float]:
    """(mean rank proposers give their match, mean rank those who choose give theirs), 1 the best, by the model."""
    n = len(liking)
    match = deferred_acceptance(liking, rating, np.ones(n, dtype=np.int64))
    mine = (liking > liking[np.arange(n), match][:, None]).sum(axis=1) + 1
    theirs = (rating > rating[np.argsort(match), np.arange(n)]).sum(axis=0) + 1
    return float(mine.mean()), float(theirs.mean())


def number_stable(n: int, seed: int) -> int:
    """How many matches of a random market no pair blocks, by the model's own count of blocking pairs."""
    liking, rating, one = tastes(n, seed, LIKING), tastes(n, seed, RATING), np.ones(n, dtype=np.int64)
    return sum(not blocking_pairs(np.array(match), liking, rating, one) for match in permutations(range(n)))


def every_market(n: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All markets of n by n: ranks that proposers give, and ranks they are given, (markets, n, n), 0 the best.

    The first proposer's ranks are in order: who is called the first chooser makes no difference.
    """
    lists = np.array(list(permutations(range(n))))
    chosen = np.array(list(product(range(len(lists)), repeat=2 * n - 1)))
    ranked = lists[np.column_stack([np.zeros(len(chosen), dtype=np.int64), chosen])]
    return ranked[:, :n], ranked[:, n:].transpose(0, 2, 1)


def by_definition(n: int) -> tuple[float, float]:
    """Mean ranks over all markets in the match that no pair blocks and that proposers like best, by trying all."""
    mine, theirs = every_market(n)
    who = np.arange(n)
    best, ranks_then = np.full(len(mine), np.inf), np.zeros((len(mine), 2))
    for match in map(list, permutations(range(n))):
        have, had = mine[:, who, match], theirs[:, np.argsort(match), who]
        blocked = ((mine < have[:, :, None]) & (theirs < had[:, None, :])).any(axis=(1, 2))
        better = ~blocked & (have.sum(axis=1) < best)
        best[better] = have.sum(axis=1)[better]
        ranks_then[better] = np.column_stack([have.mean(axis=1), had.mean(axis=1)])[better] + 1.0
    return float(ranks_then[:, 0].mean()), float(ranks_then[:, 1].mean())


def over_all(n: int) -> tuple[float, float]:
    """The same by the model."""
    liking, rating = (-ranked.astype(np.float64) for ranked in every_market(n))
    proposers, choosers = np.mean([ranks(*market) for market in zip(liking, rating, strict=True)], axis=0)
    return float(proposers), float(choosers)


def unrelated(n: int, times: int) -> NDArray[np.float64]:
    """Mean ranks of both sides in markets at random, (times, 2)."""
    return np.array([ranks(tastes(n, seed, LIKING), tastes(n, seed, RATING)) for seed in range(times)])


def points(replications: int = REPLICATIONS, markets: int = MARKETS, large: int = LARGE) -> pd.DataFrame:
    """Blocking pairs, numbers of stable matches, and mean ranks."""
    rows, more = [], []
    blocked, one = 0, np.ones(50, dtype=np.int64)
    for seed in range(10):
        liking, rating = tastes(50, seed, LIKING), tastes(50, seed, RATING)
        blocked += len(blocking_pairs(deferred_acceptance(liking, rating, one), liking, rating, one))
    rows.append(("blocking pairs in ten matches of 50", 0.0, float(blocked), 0.0, 0.0))
    more.append(("blocking", 50))
    for n in COUNTED:
        found = [number_stable(n, seed) for seed in range(markets)]
        rows.append((f"stable matches, n = {n}", stable_matches(n), *of_replications(found)))
        more.append(("stable", n))
    for n in SMALL:
        for side, theory, model in zip(("proposers", "choosers"), by_definition(n), over_all(n), strict=True):
            rows.append((f"{side}, all markets of {n}", theory, model, 0.0, 0.0))
            more.append((side, n))
    hundred, multiplied = unrelated(PUBLISHED, 2 * replications), unrelated(large, FEW).prod(axis=1) / large
    rows.append((f"proposers, n = {PUBLISHED}", PROPOSERS_RANK, *of_replications(hundred[:, 0])))
    rows.append((f"choosers, n = {PUBLISHED}", CHOOSERS_RANK, *of_replications(hundred[:, 1])))
    more += [("proposers", PUBLISHED), ("choosers", PUBLISHED)]
    rows.append((f"product of mean ranks ÷ n, n = {large}", 1.0, *of_replications(multiplied)))
    more.append(("product", large))
    for n in SIZES:
        alike = np.repeat(np.arange(n, dtype=np.float64)[:, None], n, axis=1)  # all who choose want the same
        times = replications if n <= PUBLISHED else FEW
        two = np.array([ranks(tastes(n, seed, LIKING), alike) for seed in range(times)])
        rows.append((f"proposers, choosers alike, n = {n}", in_turn_rank(n), *of_replications(two[:, 0])))
        rows.append((f"choosers alike, n = {n}", (n + 1) / 2, float(two[:, 1].mean()), 0.0, 0.0))
        more += [("proposers in turn", n), ("choosers alike", n)]
    what, size = zip(*more, strict=True)
    return frame(rows).assign(what=what, size=size)


def draw(rows: pd.DataFrame, figure: Figure) -> None:
    """Mean ranks over n, and the number of stable matches."""
    rank, number = panels(figure)
    size = np.unique(np.geomspace(2, 400, 60).astype(int))
    line(rank, size, [in_turn_rank(n) for n in size.tolist()], 0, "one after the other, exact")
    line(rank, size, [harmonic(n) for n in size.tolist()], 2, "coupon collector, at most")
    line(rank, size, (size + 1) / 2, 1, "(n + 1) ÷ 2, exact")
    names = {"proposers in turn": "proposers, choosers alike", "choosers alike": "choosers alike",
             "proposers": "proposers, unrelated", "choosers": "choosers, unrelated"}  # fmt: skip
    for series, (what, name) in enumerate(names.items()):
        mine = rows[rows["what"] == what]
        marks(rank, mine["size"], mine, series, name)
    rank.set(xscale="log", yscale="log", xlabel="n", ylabel="mean rank of the match, 1 the best")
    rank.legend(frameon=False, fontsize=7)
    mine = rows[rows["what"] == "stable"]
    line(number, mine["size"], mine["theory"], None, "Knuth's integral")
    marks(number, mine["size"], mine, 0, "model, markets at random")
    number.set(xlabel="n", ylabel="matches that no pair blocks", xticks=COUNTED)
    number.legend(frameon=False)


ANSWER = KnownAnswer(
    key="gale_shapley",
    title="Matches at a fair are stable, and as good for each side as theory has it",
    reference="Gale & Shapley 1962, AMM 69:9–15; Ashlagi, Kanoria & Leshno 2017, JPE 125:69–98",
    setting="as many proposers as choosers with room for one, tastes at random: unrelated, or all choosers alike",
    through="model.matching.deferred_acceptance, blocking_pairs",
    points=points,
    draw=draw,
)
