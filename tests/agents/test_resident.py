"""Residents' decisions: each taken alone gives the same as taken together, and directions are as stated."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents import resident as r
from scenarios.actors import CATEGORIES, CHANNELS
from scenarios.parameters import Parameters

P = Parameters()
REACH = [getattr(P, f"reach_{category}") for category in CATEGORIES]


def test_numbers_are_the_vocabularys() -> None:
    assert [CHANNELS[number] for number in (r.VISIT, r.PHONE, r.ONLINE)] == ["visit", "phone", "online"]


def test_alone_equals_together() -> None:
    g = np.random.default_rng(1)
    n = 301
    cat = g.integers(0, 5, n)
    a, b, c, d, u = g.random((5, n))
    tied = g.random(n) < 0.5

    def all_of(s: slice) -> list[Any]:
        utility = r.voice_utilities(cat[s], a[s], b[s], c[s], d[s], P)
        performed = r.performance(100 * a[s], 1 + 10 * b[s], tied[s], cat[s], P)
        channel = r.choose_channel(tied[s], d[s], P, u[s])
        return [
            utility,
            r.decide_voice(cat[s], utility, tied[s], P, u[s], d[s]),
            channel,
            r.cost_of(channel, d[s], P),
            *r.reconsider(utility, a[s], P, u[s]),
            performed,
            *r.judge(performed, b[s], P),
            r.update_trust(a[s], b[s], P),
            r.will_reopen(a[s], b[s], P, u[s]),
        ]

    whole = all_of(slice(None))
    for i in range(n):
        for one, many in zip(all_of(slice(i, i + 1)), whole, strict=True):
            assert one[0] == many[i]
    assert all(len(values) == 0 for values in all_of(slice(0, 0)))


def test_average_resident_voices_with_reach() -> None:
    half = np.full(5, 0.5)
    u = r.voice_utilities(np.arange(5), half, half, half, np.full(5, r.REFERENCE_COST), P)
    np.testing.assert_allclose(1 / (1 + np.exp(-u)), REACH)


def test_trust_and_severity_raise_voice_and_cost_lowers_it() -> None:
    one, half = np.ones(1), np.full(1, 0.5)
    care = np.array([CATEGORIES.index("care")])

    def u(severity: Any = half, trust: Any = half, cost: Any = half) -> float:
        return float(r.voice_utilities(care, severity, trust, half, cost, P)[0])

    assert u(severity=one) > u()
    assert u(trust=one) > u()
    assert u(cost=one) < u()


def test_the_silent_split_by_their_shares() -> None:
    n = 100_000
    category = np.full(n, CATEGORIES.index("mutual_aid"))
    draw = (np.arange(n) + 0.5) / n
    other = np.random.default_rng(1).permutation(draw)
    utility = np.zeros(n)  # half of them voice
    for tied, neighbour in ((True, P.neighbour_mutual_aid), (False, 0.0)):
        choice = r.decide_voice(category, utility, np.full(n, tied), P, draw, other)
        shares = np.bincount(choice, minlength=4) / n
        alone = P.self_help_mutual_aid
        expected = [0.5, 0.5 * (1 - alone - neighbour), 0.5 * alone, 0.5 * neighbour]
        np.testing.assert_allclose(shares, expected, atol=3e-3)
        # Those who bear are no more reluctant than the other silent ones.
        assert abs(draw[choice == r.BEAR].mean() - 0.75) < 0.005


def test_reconsidering_follows_its_probabilities() -> None:
    n = 100_000
    fate, severity = r.reconsider(np.zeros(n), np.full(n, 0.5), P, (np.arange(n) + 0.5) / n)
    shares = np.bincount(fate, minlength=4) / n
    rest = 1 - P.fade_probability - P.escalation_probability
    expected = [rest / 2, P.fade_probability, rest / 2, P.escalation_probability]
    np.testing.assert_allclose(shares, expected, atol=1e-4)
    np.testing.assert_allclose(np.unique(severity[fate == r.STAY]), 0.5 + P.worsening * 0.5)
    assert (severity[fate != r.STAY] == 0.5).all()


def test_performance_and_satisfaction_fall_with_wait_defects_and_hand_overs() -> None:
    standard = np.full(4, 10.0)
    wait = np.array([10.0, 40.0, 10.0, 10.0])
    p = r.performance(wait, standard, np.array([False, False, True, False]), np.array([0, 0, 0, 3]), P)
    s, e = r.judge(p, np.full(4, 0.5), P)
    for values in (p, s, e):
        assert (values[1:] < values[0]).all()
    assert r.judge(p, np.full(4, 0.9), P)[0][0] < s[0]
    many = r.performance(wait, standard, np.zeros(4, bool), np.full(4, 1000), P)
    assert (many == 0.0).all()


def test_trust_falls_faster_than_it_rises_and_stays_in_bounds() -> None:
    t = np.array([0.5, 0.5])
    up, down = r.update_trust(t, np.array([1.0, 0.0]), P) - t
    assert 0 < up < -down
    ends = r.update_trust(np.array([1.0, 0.0]), np.array([1.0, 0.0]), P)
    assert ends.tolist() == [1.0, 0.0]


def test_only_those_online_go_online() -> None:
    u = np.linspace(0.001, 0.999, 99)
    assert r.choose_channel(np.zeros(99, bool), np.full(99, 0.25), P, u).max() == r.PHONE
    channel = r.choose_channel(np.ones(99, bool), np.full(99, 0.25), P, u)
    assert channel.max() == r.ONLINE
    costs = dict(zip(channel.tolist(), r.cost_of(channel, np.full(99, 0.25), P).tolist(), strict=True))
    assert costs == {r.VISIT: 0.25, r.PHONE: P.phone_cost, r.ONLINE: P.online_cost}


def heard_one_by_one(rows: Any, satisfaction: Any, kind: Any, ties: Any, expectation: Any, trust: Any) -> None:
    """Word of mouth as a loop over listeners."""
    news: dict[int, list[tuple[int, float]]] = {}
    for row, s, k in zip(rows, satisfaction, kind, strict=True):
        for listener in ties[row]:
            if listener >= 0:
                news.setdefault(int(listener), []).append((int(k), float(s)))
    for listener, items in news.items():
        mean = sum(s for _, s in items) / len(items)
        expectation[listener] += P.word_of_mouth * (mean - expectation[listener])
        for k in {k for k, _ in items}:
            about = np.array([np.mean([s for kk, s in items if kk == k])])
            trust[listener, k] = r.update_trust(trust[listener, k : k + 1], about, P, P.word_of_mouth)[0]


@settings(deadline=None)
@given(seed=st.integers(0, 2**32 - 1), n=st.integers(0, 60), kinds=st.integers(1, 5))
def test_word_of_mouth_is_a_mean_over_what_is_heard_in_any_order(seed: int, n: int, kinds: int) -> None:
    g = np.random.default_rng(seed)
    ties = g.integers(-1, 30, (30, 6)).astype(np.int32)
    rows, kind, s = g.integers(0, 30, n), g.integers(0, kinds, n), np.round(g.random(n), 1)
    before = g.random(30), g.random((30, kinds))
    results = []
    for order in (np.arange(n), g.permutation(n)):
        e, t = before[0].astype(np.float32), before[1].astype(np.float32)
        r.word_of_mouth(rows[order], s[order], kind[order], ties, e, t, P)
        results.append((e, t))
    assert (results[0][0] == results[1][0]).all()
    assert (results[0][1] == results[1][1]).all()
    heard_one_by_one(rows, s, kind, ties, *before)
    np.testing.assert_allclose(results[0][0], before[0], atol=1e-6)
    np.testing.assert_allclose(results[0][1], before[1], atol=1e-6)


def test_word_of_mouth_reaches_only_ties() -> None:
    ties = np.full((9, 6), -1, np.int32)
    e, t = np.full(9, 0.5), np.full((9, 4), 0.5)
    one = np.ones(1, np.int64)
    r.word_of_mouth(one, np.ones(1), one, ties, e, t, P)
    assert (e == 0.5).all()
    ties[1, 2] = 7
    r.word_of_mouth(one, np.ones(1), one, ties, e, t, P)
    assert np.flatnonzero(e != 0.5).tolist() == [7]
    assert np.argwhere(t != 0.5).tolist() == [[7, 1]]
    silent = P.model_copy(update={"word_of_mouth": 0.0})
    r.word_of_mouth(one, np.zeros(1), one, ties, e, t, silent)
    assert e[7] > 0.5


@pytest.mark.parametrize("value", [-0.1, 1.1, np.nan])
def test_word_of_mouth_refuses_what_is_no_satisfaction(value: float) -> None:
    one = np.ones(1, np.int64)
    with pytest.raises(ValueError, match="satisfaction"):
        r.word_of_mouth(one, np.full(1, value), one, np.full((9, 6), 2), np.ones(9), np.ones((9, 4)), P)
