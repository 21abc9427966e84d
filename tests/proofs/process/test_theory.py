"""The theories that the process proofs hold the model against, at the numbers of their sources."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.participatory import equal_shares
from proofs.known import frame, of_replications, refuted
from proofs.process import (
    condorcet,
    deffuant,
    degroot,
    gale_shapley,
    garbage_can,
    garicano,
    kaplan_meier,
    mcfadden,
    oliver,
    radner,
    sah_stiglitz,
    tullock,
)
from proofs.process import (
    equal_shares as ballot,
)
from scenarios.library import load


def test_radner_of_forty_reports_and_eight_processors() -> None:
    assert radner.hours(40, 8) == 8
    assert [radner.hours(n, 1) for n in (1, 2, 10)] == [1, 2, 10]
    for n, p in ((1, 1), (2, 2), (7, 3), (40, 8), (23, 23), (40, 21)):
        ways = radner.tree(n, p)
        assert len(ways) == n and sum(map(len, ways)) == n + p - 1  # every report is added, and every sum but one
        assert radner.found(n, p) == radner.hours(n, p)


def test_garicano_spans() -> None:
    assert garicano.span(0.25, 0.8) == pytest.approx(20.0)
    assert garicano.span(0.25, 0.95) == pytest.approx(80.0)


def test_sah_and_stiglitz_of_good_and_bad() -> None:
    found = [sah_stiglitz.passes(rule, f, 2) for rule in ("chain", "either") for f in (0.8, 0.3)]
    assert found == pytest.approx([0.64, 0.09, 0.96, 0.51])


def test_condorcet_flat_and_in_tiers() -> None:
    found = [condorcet.majority(0.6, n) for n in (3, 11, 101, 9)]
    assert found == pytest.approx([0.648, 0.7535, 0.9791, 0.7334], abs=5e-5)
    assert condorcet.tiers(0.6, 3) == pytest.approx(0.7155, abs=5e-5)
    assert condorcet.vote([True, True, False]) and not condorcet.vote([True, False, False])


def test_room_for_camps() -> None:
    assert [deffuant.about(d) for d in (0.5, 0.25, 0.2, 0.12, 0.1)] == [1, 2, 2, 4, 5]


def test_degroot_end_and_rate_are_those_of_the_weights() -> None:
    values = np.sort(np.linalg.eigvals(degroot.WEIGHTS).real)
    assert values == pytest.approx([0.0, degroot.RATE, 1.0], abs=1e-12)
    assert degroot.influence(degroot.WEIGHTS) == pytest.approx([0.25, 0.5, 0.25])
    assert degroot.after(3) == pytest.approx(np.linalg.matrix_power(degroot.WEIGHTS, 3) @ degroot.START)


def test_matches_by_definition() -> None:
    assert [gale_shapley.stable_matches(n) for n in (1, 2, 3)] == pytest.approx([1.0, 1.125, 60324 / 46656])
    assert gale_shapley.by_definition(2) == pytest.approx((1.25, 1.375))
    assert gale_shapley.in_turn_rank(1) == pytest.approx(1.0)
    assert gale_shapley.in_turn_rank(2) == pytest.approx(1.25)  # the second has its first choice in half of the cases
    assert gale_shapley.harmonic(3) == pytest.approx(11 / 6)


def test_blocs_by_votes_and_by_equal_shares() -> None:
    assert ballot.known("greedy", (60, 40), 5, 50) == [5, 0]
    assert ballot.known("equal_shares", (60, 40), 5, 50) == [3, 2]


def exact_shares(cost: list[int], approves: np.ndarray, budget: int) -> list[int]:
    """Equal shares as Peters et al. write it, in fractions: the smallest ρ first, found among all candidates for it."""
    purse = [Fraction(budget, approves.shape[1])] * approves.shape[1]
    chosen: list[int] = []
    while True:
        ranked = []
        for p in set(range(len(cost))) - set(chosen):
            mine = [purse[v] for v in np.flatnonzero(approves[p]).tolist()]
            if mine and sum(mine) >= cost[p]:
                tries = [
                    Fraction(cost[p] - sum(b for b in mine if b < cap), sum(b >= cap for b in mine)) for cap in mine
                ]
                share = min(t for t in tries if sum(min(b, t) for b in mine) == cost[p])
                ranked.append((share / cost[p], -len(mine), cost[p], p, share))
        if not ranked:
            return chosen
        *_, best, share = min(ranked)
        chosen.append(best)
        for v in np.flatnonzero(approves[best]).tolist():
            purse[v] -= min(purse[v], share)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 7), st.integers(1, 8))
def test_equal_shares_are_those_of_the_rule_in_fractions(seed: int, projects: int, voters: int) -> None:
    rng = np.random.default_rng(seed)
    cost, approves = rng.integers(1, 30, projects), rng.random((projects, voters)) < 0.5
    budget = int(rng.integers(1, 80))
    assert equal_shares(cost, approves, budget) == exact_shares(cost.tolist(), approves, budget)


def test_the_buck_is_passed_by_a_chain_of_chances() -> None:
    competent, anarchy, incompetent = (garbage_can.theory(one) for one in garbage_can.ORGANISATIONS)
    assert competent[0] == pytest.approx(0.75 + 0.75 * 0.5 + 0.75 * 0.5 * 0.25)
    assert competent[0] > anarchy[0] > incompetent[0]
    assert incompetent[1] > anarchy[1] > competent[1]


def test_the_logit_and_the_law_of_open_requests() -> None:
    assert mcfadden.chance(0.0, 0.0) == 0.5
    assert mcfadden.chance(-0.15, 1.0) == pytest.approx(0.5)
    assert kaplan_meier.still_open(0.0) == 1.0
    assert kaplan_meier.dropped(1.0, 1.0) == pytest.approx(kaplan_meier.still_open(2.0))


def test_what_was_expected_moves_nothing() -> None:
    p = load("hierarchy").replace(satisfaction_level=0.0).parameters
    assert oliver.satisfaction(0.8, 0.8, p) == 0.5
    assert oliver.expectation(0.8, 0, p) == pytest.approx(oliver.EXPECTED)
    assert oliver.expectation(0.8, 1000, p) == pytest.approx(0.8)


def test_rivals_burn_all_but_one_nth() -> None:
    assert [tullock.burnt(n) for n in (1, 2, 10)] == pytest.approx([0.0, 0.5, 0.9])
    assert tullock.best_answer(25.0) == pytest.approx(25.0)


def test_another_theory_is_refuted() -> None:
    """What the engine gives is told apart from the theory of a chance that is a little off."""
    found = of_replications([sah_stiglitz.sound("chain", 0.8, 2, seed, 500) for seed in range(20)])
    rows = [(f"f = {f}", sah_stiglitz.passes("chain", f, 2), *found) for f in (0.8, 0.85, 0.75)]
    assert list(refuted(frame(rows))["case"]) == ["f = 0.85", "f = 0.75"]
