"""More posts at one window with one class, first come first served, make nobody wait longer, request by request.

Let n − 1 requests before the n-th have begun by t, its beginning with the posts c(·). With posts d(·) ≥ c(·) at every
time they have begun no later (by induction) and so, their hours being the same, ended no later: at t no more of them
are at work than with c, and fewer than d(t). So the n-th has begun by t too. It holds for any arrivals, at once or
not, any hours, nought among them, and posts that come and go, as long as there are at no time fewer (Kiefer &
Wolfowitz 1955 for constant c); and likewise when some hours are shorter. Sums of doubles are monotone, so it holds to
the last bit. It is not claimed for several classes, nor for requests that go on from desk to desk: there another post
may make one wait.
"""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from model.service import simulate_service

type Floats = NDArray[np.float64]

MANY = settings(max_examples=30, deadline=None)
INF = float("inf")


def started(arrival: Floats, hours: Floats, posts: NDArray[np.int64], times: Floats) -> Floats:
    """When each of these requests was begun; `posts[0]` at first, `posts[k]` from `times[k - 1]` on."""
    n = len(arrival)
    changes = (times, np.zeros(len(times), dtype=np.int64), posts[1:])
    return simulate_service(arrival, np.arange(n + 1), np.zeros(n, dtype=np.int64), hours, posts[:1], None, changes)[0]


@st.composite
def queues(draw: st.DrawFn) -> tuple[Floats, Floats, NDArray[np.int64], NDArray[np.int64], Floats]:
    """Arrivals, hours, posts that come and go, some more at every time, and the times of change; ties are common."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    n, turns = draw(st.integers(1, 80)), draw(st.integers(0, 5))
    whole = draw(st.booleans())
    arrival, hours = rng.uniform(0, n / 2, n), rng.weibull(draw(st.sampled_from([0.5, 1.0, 3.0])), n)
    times = np.sort(rng.uniform(0, n, turns))
    if whole:
        arrival, hours, times = np.floor(arrival), np.floor(hours * 1.7), np.floor(times)
    posts = rng.integers(0, 4, turns + 1)
    return arrival, hours, posts, posts + rng.integers(0, 3, turns + 1), times


@MANY
@given(queues())
def test_more_posts_at_any_time_make_nobody_wait_longer(queue: Any) -> None:
    arrival, hours, fewer, more, times = queue
    assert (started(arrival, hours, more, times) <= started(arrival, hours, fewer, times)).all()


@MANY
@given(queues(), st.floats(0.0, 1.0))
def test_shorter_work_makes_nobody_wait_longer(queue: Any, share: float) -> None:
    arrival, hours, posts, _, times = queue
    assert (started(arrival, share * hours, posts, times) <= started(arrival, hours, posts, times)).all()


@MANY
@given(queues())
def test_who_comes_first_is_begun_first(queue: Any) -> None:
    arrival, hours, posts, _, times = queue
    begun = started(arrival, hours, posts, times)
    order = np.argsort(arrival, kind="stable")
    assert (np.diff(begun[order][np.isfinite(begun[order])]) >= 0.0).all()
    assert np.isfinite(begun[order]).sum() == np.argmax(~np.isfinite([*begun[order], INF]))


@pytest.mark.parametrize("posts", [1, 2])
def test_with_two_desks_another_post_can_make_one_wait_longer(posts: int) -> None:
    """Why no more is claimed: a second post at the first desk lets the long case reach the second desk first."""
    start, _ = simulate_service([0.0, 0.0], [0, 2, 4], [0, 1, 0, 1], [1.0, 1.0, 0.5, 9.0], [posts, 1])
    assert start[1] == {1: 1.0, 2: 9.5}[posts]
