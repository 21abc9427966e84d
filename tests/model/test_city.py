"""The population of a city: shares, houses, ties; the same for any order of the input, compiled or not."""

import os
import pickle
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numba.core import config

from agents.population import Residents
from model import city as builder
from model.city import LEADER_EVERY, build_residents
from scenarios.city import City, Community
from scenarios.library import load
from scenarios.parameters import Parameters

P = Parameters()
compiled = pytest.mark.skipif(bool(config.DISABLE_JIT), reason="takes minutes, or says nothing, uncompiled")


def city(sizes: tuple[int, ...], reverse: bool = False, older: float | None = None) -> City:
    places = [
        Community(community=f"c{k}", street=f"s{k % 2}", residents=size, share_over_60=older)
        for k, size in enumerate(sizes)
    ]
    return City(key="made", title_zh="虚构", title_en="made", communities=tuple(places[::-1] if reverse else places))


def same(a: Residents, b: Residents) -> bool:
    return list(a.columns) == list(b.columns) and all((a.columns[name] == b.columns[name]).all() for name in a.columns)


@pytest.fixture(scope="module")
def town() -> Residents:
    return build_residents(city((3800, 6000)), P, 7)


def test_a_city_may_have_many_streets() -> None:
    places = [Community(community=f"c{k}", street=f"s{k}", residents=2) for k in range(200)]
    many = build_residents(City(key="made", title_zh="虚构", title_en="made", communities=tuple(places)), P, 7)
    assert len(np.unique(many.columns["street"])) == 200


def test_order_of_input_changes_nothing() -> None:
    assert same(*(build_residents(city((900, 700, 1), flip), P, 7) for flip in (False, True)))


def test_another_seed_is_another_population_in_the_same_houses() -> None:
    a, b = (build_residents(city((900, 700)), P, seed) for seed in (7, 8))
    for name in ("community", "street", "building", "stairwell", "estate"):
        assert (a.columns[name] == b.columns[name]).all()
    for name in ("age_band", "online", "vulnerable", "habit", "trust", "ideal", "ties"):
        assert (a.columns[name] != b.columns[name]).any()


def test_columns_have_their_types() -> None:
    r = build_residents(city((60, 1)), P, 7)
    kinds = {name: column.dtype.str[1:] for name, column in r.columns.items()}
    assert kinds == {
        "community": "i2", "building": "i4", "stairwell": "i4", "estate": "i4", "street": "i2", "age_band": "i1",
        "vulnerable": "b1", "online": "b1", "habit": "f4", "trust": "f4", "expectation": "f4", "satisfaction": "f4",
        "ideal": "f4", "volunteer_hours": "f4", "ties": "i4",
    }  # fmt: skip
    assert r.trust.shape == (61, 4)
    assert r.ties.shape == (61, 6)
    with pytest.raises(ValueError, match="read-only"):
        r.set("ties", -1)


def test_shares(town: Residents) -> None:
    old = town.age_band == 2
    assert abs(town.online.mean() - P.share_online) < 0.02
    assert abs(town.vulnerable.mean() - P.share_vulnerable) < 0.015
    assert abs(old.mean() - P.share_over_60) < 0.015
    assert town.online[old].mean() < town.online[~old].mean()
    assert town.vulnerable[old].mean() > town.vulnerable[~old].mean()
    assert abs((town.volunteer_hours > 0).mean() - builder.VOLUNTEERS) < 0.015
    assert np.abs(town.trust.mean(axis=0) - builder.TRUST_MEANS).max() < 0.01
    for name in ("habit", "trust", "expectation", "satisfaction", "ideal"):
        assert 0.0 <= town.columns[name].min() <= town.columns[name].max() <= 1.0


@pytest.mark.parametrize("older", [0.0, 0.5, 1.0])
def test_a_communitys_own_share_goes_first_and_means_hold(older: float) -> None:
    r = build_residents(city((5000,), older=older), P, 7)
    assert abs((r.age_band == 2).mean() - older) < 0.02
    assert abs(r.online.mean() - P.share_online) < 0.025
    assert abs(r.vulnerable.mean() - P.share_vulnerable) < 0.02


def test_houses_nest(town: Residents) -> None:
    first = town.community == 0
    assert len(np.unique(town.building[first])) == round(3800 / P.building_residents)
    assert abs(len(np.unique(town.stairwell[first])) - 3800 / P.stairwell_residents) < 8
    inner = ["stairwell", "building", "estate", "community", "street"]
    for inside, outside in pairwise(inner):
        pairs = np.unique(np.stack([town.columns[inside], town.columns[outside]]), axis=1)
        assert len(np.unique(pairs[0])) == pairs.shape[1], f"a {inside} in two of {outside}"
        if inside in ("stairwell", "building", "estate"):
            assert (np.unique(town.columns[inside]) == np.arange(pairs.shape[1])).all()
    per_estate = np.unique(np.stack([town.building, town.estate]), axis=1)[1]
    assert np.bincount(per_estate).max() == P.estate_buildings


def test_ties_are_mostly_near_and_never_to_oneself(town: Residents) -> None:
    assert (town.ties != np.arange(len(town))[:, None]).all()
    assert town.ties.min() >= -1
    assert town.ties.max() < len(town)
    ring = town.ties[:, :-1]
    assert (ring >= 0).mean() > 0.999
    assert (town.community[ring] == town.community[:, None]).mean() > 0.95
    near = (town.building[ring] == town.building[:, None]).mean()
    assert abs(near - (1 - P.tie_rewire)) < 0.02


def test_the_last_tie_is_a_leader_of_ones_own_community(town: Residents) -> None:
    starts, sizes = np.array([0, 3800]), np.array([3800, 6000])
    last, place = town.ties[:, -1], town.community
    leaders = np.maximum(1, sizes // LEADER_EVERY)
    number, left = np.divmod(last - starts[place], (sizes // leaders)[place])
    told = last >= 0
    assert (left[told] == 0).all()
    assert (number[told] < leaders[place[told]]).all()
    assert (number[told] >= 0).all()
    for k, count in enumerate(leaders):
        heard = np.bincount(number[told & (place == k)], minlength=count)
        assert len(heard) == count
        assert heard.min() > 0.8 * sizes[k] / count  # none is left out
    # Only a leader who would have named himself names nobody.
    rows = np.flatnonzero(~told)
    assert ((rows - starts[place[rows]]) % (sizes // leaders)[place[rows]] == 0).all()


def test_without_rewiring_all_but_leaders_are_in_the_building() -> None:
    r = build_residents(city((1000,)), P.model_copy(update={"tie_rewire": 0.0}), 7)
    assert (r.building[r.ties[:, :-1]] == r.building[:, None]).all()
    assert r.ties[5, :-1].tolist() == [6, 4, 7, 3, 8]


def test_the_smallest_places_have_residents_and_no_false_ties() -> None:
    r = build_residents(city((1, 2, 3)), P, 7)
    assert len(r) == 6
    for row, ties in enumerate(r.ties):
        assert row not in ties
        assert all(-1 <= tie < 6 for tie in ties)


def test_residents_belong_to_the_model() -> None:
    model = object()
    r = build_residents(city((60,)), P, 7, model)
    assert r.model is model
    assert r[0].model is model
    assert len(r.select(r.age_band == 9)) == 0


@compiled
def test_the_librarys_district_is_one_to_one() -> None:
    scenario = load("hierarchy")
    r = build_residents(scenario.city, scenario.parameters, 7)
    assert len(r) == scenario.city.residents
    counts = np.bincount(r.community)
    assert counts.tolist() == [place.residents for place in scenario.city.communities]
    assert r.groupby("street").count() == {
        k: sum(c.residents for c in scenario.city.communities if c.street == name)
        for k, name in enumerate(scenario.city.streets)
    }
    assert r.views_made == 0


@compiled
def test_plain_python_builds_the_same_residents() -> None:
    program = (
        "import sys, pickle; from model.city import build_residents; from scenarios.parameters import Parameters; "
        "city = pickle.load(sys.stdin.buffer); columns = build_residents(city, Parameters(), 7).columns; "
        "sys.stdout.buffer.write(pickle.dumps(columns))"
    )

    place = city((130, 1, 40))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        input=pickle.dumps(place), capture_output=True, check=False, cwd=Path(builder.__file__).parents[1],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert same(Residents(pickle.loads(done.stdout)), build_residents(place, P, 7))
