"""Posts: the same in number under any rules, and enough of them in the smallest community."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.station import largest_remainder
from agents.street import reallocate
from model.governance import GovernanceModel
from model.institutions import allot_staff, station_groups
from scenarios.library import load


def test_nine_communities_share_two_stations() -> None:
    assert [len(group) for group in station_groups([0] * 9, 4)] == [4, 5]


def test_staff_of_the_real_district_is_the_same_in_every_arm() -> None:
    totals = {
        name: allot_staff(load(name)).total for name in ("hierarchy", "clean_hierarchy", "messy_network", "network")
    }
    assert set(totals.values()) == {636}


def test_two_posts_a_community_move_with_the_delegated_hours() -> None:
    home, moved = allot_staff(load("hierarchy")), allot_staff(load("network"))
    assert sum(moved.moved) == sum(home.committee) - sum(moved.committee) == pytest.approx(2 * 54, abs=3)


@given(weights=st.lists(st.floats(0.0, 1e6), min_size=1, max_size=9), total=st.integers(0, 500))
def test_largest_remainder_gives_out_all_posts(weights: list[float], total: int) -> None:
    posts = largest_remainder(tuple(weights), total)
    assert sum(posts) == total
    assert min(posts) >= 0


@settings(max_examples=200)
@given(
    desks=st.lists(st.tuples(st.integers(0, 30), st.floats(0.0, 1e4)), min_size=1, max_size=9),
    share=st.floats(0.0, 0.3),
)
def test_reallocation_keeps_the_posts_of_a_street(desks: list[tuple[int, float]], share: float) -> None:
    home, queues = zip(*desks, strict=True)
    posts = reallocate(home, queues, share)
    assert sum(posts) == sum(home)
    assert all(new >= min(1, old) for new, old in zip(posts, home, strict=True))
    if share == 0.0 or sum(queues) == 0.0:
        assert posts == home


def test_the_smallest_community_is_served(tmp_path: Path) -> None:
    path = tmp_path / "tiny.csv"
    path.write_text("community,street,residents\n甲,东街,300\n乙,东街,250\n", encoding="utf-8")
    model = GovernanceModel(load("hierarchy").replace(city=str(path)), rng=1)
    model.run_for(20)
    assert model.requests.frame()["resolved"].notna().sum() > 5
