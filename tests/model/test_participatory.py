"""A fund is allotted within its money; equal shares give a group its part, greedy gives all to the larger bloc."""

from itertools import combinations, pairwise
from math import ceil

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from model.participatory import METHODS, equal_shares, greedy


def blocs(*sizes: int, projects: int = 10) -> np.ndarray:
    """Each bloc approves of so many projects of its own, in this order."""
    approves = np.zeros((projects * len(sizes), sum(sizes)), dtype=bool)
    edges = np.cumsum([0, *sizes])
    for bloc, (a, b) in enumerate(pairwise(edges)):
        approves[bloc * projects : (bloc + 1) * projects, a:b] = True
    return approves


def test_known_answer_blocs_of_60_and_40() -> None:
    """Ten projects of cost 10, budget 50: greedy 5 and 0, equal shares 3 and 2 (Peters et al. 2021)."""
    approves, cost = blocs(60, 40, projects=5), np.full(10, 10)
    for method, expected in ((greedy, (5, 0)), (equal_shares, (3, 2))):
        chosen = method(cost, approves, 50)
        assert (sum(p < 5 for p in chosen), sum(p >= 5 for p in chosen)) == expected


def test_a_dear_project_of_many_and_a_cheap_one_of_few() -> None:
    """Voters have 10 each. All ten want A (60, 6 each); then each has 4, and B's three can pay 12 but not 13."""
    approves = np.zeros((2, 10), dtype=bool)
    approves[0], approves[1, :3] = True, True
    assert equal_shares(np.array([60, 12]), approves, 100) == [0, 1]
    assert equal_shares(np.array([60, 13]), approves, 100) == [0]


def test_poor_voters_pay_what_they_have() -> None:
    """Five purses of 5. A takes 4 from each of the first four; B's voters then have 1, 1, 5 and pay 7, not 8."""
    approves = np.array([[1, 1, 1, 1, 0], [0, 0, 1, 1, 1]], dtype=bool)
    assert equal_shares(np.array([16, 7]), approves, 25) == [0, 1]
    assert equal_shares(np.array([16, 8]), approves, 25) == [0]


@st.composite
def ballots(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, int]:
    projects, voters = draw(st.integers(1, 6)), draw(st.integers(1, 7))
    cost = draw(st.lists(st.integers(1, 40), min_size=projects, max_size=projects))
    cells = draw(st.lists(st.booleans(), min_size=projects * voters, max_size=projects * voters))
    return np.array(cost), np.array(cells).reshape(projects, voters), draw(st.integers(0, 120))


@settings(max_examples=300)
@given(ballots())
def test_no_more_is_spent_than_there_is_and_only_on_what_somebody_wants(
    given_: tuple[np.ndarray, np.ndarray, int],
) -> None:
    cost, approves, budget = given_
    for method in METHODS.values():
        chosen = method(cost, approves, budget)
        assert len(set(chosen)) == len(chosen)
        assert int(cost[chosen].sum()) <= budget
        assert all(approves[p].any() for p in chosen)


@settings(max_examples=200)
@given(ballots(), st.integers(1, 20))
def test_equal_shares_represent_every_group_that_agrees(given_: tuple[np.ndarray, np.ndarray, int], price: int) -> None:
    """Justified representation, unit costs: who are enough for a project and agree on one get one that some of them
    approve of (Aziz et al. 2017)."""
    _, approves, budget = given_
    projects, voters = approves.shape
    cost = np.full(projects, price)
    chosen = equal_shares(cost, approves, budget)
    for p in range(projects):
        if p in chosen or budget < price:
            continue
        need = ceil(voters * price / budget)
        for group in combinations(np.flatnonzero(approves[p]).tolist(), need):
            assert approves[chosen][:, list(group)].any()


@given(ballots(), st.integers(2, 5))
def test_the_unit_of_money_does_not_matter(given_: tuple[np.ndarray, np.ndarray, int], factor: int) -> None:
    cost, approves, budget = given_
    for method in METHODS.values():
        assert method(cost, approves, budget) == method(cost * factor, approves, budget * factor)


def test_nobody_votes() -> None:
    for method in METHODS.values():
        assert method(np.array([1]), np.zeros((1, 0), dtype=bool), 10) == []
