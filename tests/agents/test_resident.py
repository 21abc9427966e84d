"""Residents' decisions: each taken alone gives the same as taken together, and directions are as stated."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from agents import resident as r

P: Any = SimpleNamespace(
    **{f"reach_{c}": v for c, v in zip(r.CATEGORIES, (0.95, 0.6, 0.5, 0.7, 0.15), strict=True)},
    **{f"self_help_{c}": 0.3 for c in r.CATEGORIES},
    **{f"neighbour_{c}": 0.3 for c in r.CATEGORIES},
    voice_trust=1.0, voice_cost=0.8, voice_habit=0.5, voice_severity=0.8, phone_cost=0.1, online_cost=0.05,
    fade_probability=0.3, escalation_probability=0.05, worsening=0.2, patience=2.0, satisfaction_level=0.6,
    satisfaction_surprise=0.4, expectation_adaptation=0.2, trust_gain=0.05, trust_loss=0.12, word_of_mouth=0.05,
    reopen_propensity=0.7,
)  # fmt: skip


def test_alone_equals_together() -> None:
    g = np.random.default_rng(1)
    n = 301
    cat = g.integers(0, 5, n)
    a, b, c, d, u = g.random((5, n))
    tied = g.random(n) < 0.5

    def all_of(s: slice) -> list[Any]:
        utility = r.voice_utilities(cat[s], a[s], b[s], c[s], d[s], P)
        return [
            utility,
            r.decide_voice(cat[s], utility, tied[s], P, u[s]),
            r.choose_channel(tied[s], d[s], P, u[s]),
            *r.reconsider(utility, a[s], P, u[s]),
            *r.judge(a[s], b[s], P),
            r.update_trust(a[s], b[s], P),
            r.will_reopen(a[s], b[s], P, u[s]),
        ]

    whole = all_of(slice(None))
    for i in range(n):
        for one, many in zip(all_of(slice(i, i + 1)), whole, strict=True):
            assert one[0] == many[i]


def test_average_resident_voices_with_reach() -> None:
    half = np.full(5, 0.5)
    u = r.voice_utilities(np.arange(5), half, half, half, np.full(5, r.REFERENCE_COST), P)
    np.testing.assert_allclose(1 / (1 + np.exp(-u)), [0.95, 0.6, 0.5, 0.7, 0.15])


def test_trust_falls_faster_than_it_rises() -> None:
    t = np.array([0.5, 0.5])
    up, down = r.update_trust(t, np.array([1.0, 0.0]), P) - t
    assert 0 < up < -down


def test_word_of_mouth_does_not_depend_on_order() -> None:
    g = np.random.default_rng(2)
    ties = g.integers(-1, 50, (50, 6))
    rows, kind, s = g.integers(0, 50, 40), g.integers(0, 4, 40), g.random(40)
    results = []
    for order in (np.arange(40), g.permutation(40)):
        e, t = np.full(50, 0.5, np.float32), np.full((50, 4), 0.5, np.float32)
        r.word_of_mouth(rows[order], s[order], kind[order], ties, e, t, P)
        results.append((e, t))
    assert (results[0][0] == results[1][0]).all()
    assert (results[0][1] == results[1][1]).all()


def test_only_those_online_go_online() -> None:
    u = np.linspace(0.001, 0.999, 99)
    assert r.choose_channel(np.zeros(99, bool), np.full(99, 0.25), P, u).max() == r.PHONE
    assert r.choose_channel(np.ones(99, bool), np.full(99, 0.25), P, u).max() == r.ONLINE
