"""Posts: the same in number under any rules, and enough of them in the smallest community."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.station import Station, largest_remainder
from agents.street import reallocate
from model.governance import GovernanceModel
from model.institutions import allot_staff, station_groups, street_teams
from scenarios.library import load


def test_nine_communities_share_two_stations() -> None:
    assert [len(group) for group in station_groups([0] * 9, 4)] == [4, 5]


@given(
    streets=st.lists(st.integers(0, 3), min_size=1, max_size=40).map(sorted),
    k=st.integers(1, 12),
    data=st.data(),
)
def test_every_community_has_one_station_of_its_street(streets: list[int], k: int, data: st.DataObject) -> None:
    own = data.draw(st.lists(st.integers(0, 1), min_size=len(streets), max_size=len(streets)))
    groups = station_groups(streets, k, own)
    assert sorted(i for group in groups for i in group) == list(range(len(streets)))
    for street in set(streets):
        mine = [group for group in groups if streets[group[0]] == street]
        homes = sum(own[i] for i, s in enumerate(streets) if s == street)
        assert len(mine) == max(1, round(homes / k))
        assert all({streets[i] for i in group} == {street} for group in mine)
        assert all(list(group) == list(range(group[0], group[-1] + 1)) for group in mine)
    assert station_groups(streets, k, [1] * len(streets)) == station_groups(streets, k)


def test_without_a_station_one_goes_to_the_nearest_and_to_the_one_before_of_two() -> None:
    assert station_groups([0] * 5, 1, [1, 0, 1, 0, 0]) == [(0, 1), (2, 3, 4)]
    assert station_groups([0] * 4, 1, [0, 0, 1, 1]) == [(0, 1, 2), (3,)]
    assert station_groups([0, 0, 1, 1], 1, [0, 0, 1, 1]) == [(0, 1), (2,), (3,)]
    assert station_groups([0] * 6, 2, [1, 0, 1, 1, 0, 1]) == [(0, 1, 2), (3, 4, 5)]


def test_a_community_without_a_station_is_served_next_door_by_its_own_posts(tmp_path: Path) -> None:
    path = tmp_path / "city.csv"
    rows = "甲,东街,6000,1\n乙,东街,6000,0\n丙,东街,6000,\n"
    path.write_text("community,street,residents,stations\n" + rows, encoding="utf-8")
    shared = GovernanceModel(load("hierarchy").replace(city=str(path)), rng=1)
    path.write_text("community,street,residents,stations\n" + rows.replace(",0", ","), encoding="utf-8")
    apart = GovernanceModel(load("hierarchy").replace(city=str(path)), rng=1)
    stations = [i for i in shared.institutions if isinstance(i, Station)]
    # Places by sorted name: 丙, 乙, 甲.
    assert [station.places for station in stations] == [(0, 1), (2,)]
    posts = [i.posts for i in apart.institutions if isinstance(i, Station)]
    assert [station.posts for station in stations] == [posts[0] + posts[1], posts[2]]
    way = shared.scenario.parameters.way_hours
    assert shared.voicing.way_hours.tolist() == pytest.approx([way * 2**0.5, way * 2**0.5, way])
    shared.run_for(15)
    resolved = shared.requests.frame().dropna(subset="resolved")["community"].value_counts()
    assert (resolved[["甲", "乙", "丙"]] > 50).all()


def test_staff_of_the_real_district_is_the_same_in_every_arm() -> None:
    totals = {
        name: allot_staff(load(name)).total for name in ("hierarchy", "clean_hierarchy", "messy_network", "network")
    }
    assert set(totals.values()) == {742}


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


@pytest.mark.parametrize(("streets", "officers"), [(6, 4), (3, 3), (5, 9), (1, 1)])
def test_every_street_has_officers(tmp_path: Path, streets: int, officers: int) -> None:
    rows = "\n".join(f"c{i},s{i},{400 + 3000 * (i == 0)}" for i in range(streets))
    (tmp_path / "few.csv").write_text(f"community,street,residents\n{rows}\n", encoding="utf-8")
    scenario = load("network").replace(city=str(tmp_path / "few.csv"))
    model = GovernanceModel(scenario, rng=1)
    teams = street_teams(model, scenario, officers)
    assert sum(team.posts for team in teams) == officers and min(team.posts for team in teams) > 0
    assert sorted(place for team in teams for place in team.places) == list(range(streets))
