"""Where complexes stand, what stands in them, and what they change."""

from pathlib import Path

import numpy as np
import pytest

from model.boundaries import KIND, hand_over_tables, kind_tiers
from model.governance import GovernanceModel
from model.mechanisms.complexes import (
    APART,
    HOUSE,
    WITH_STATION,
    WITHOUT_STATION,
    ServiceComplexes,
    complex_tables,
    standing_near,
    withdrawn_posts,
)
from model.observed import cost
from tests.model.small import small


def test_of_the_communities_that_share_a_station_one_has_it_in_its_complex(city: Path) -> None:
    groups = [(0, 1, 2), (3, 4)]
    for share in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        near = standing_near(small("hierarchy", city, service_complexes=share), groups)
        assert (near != APART).sum() == round(5 * share)
        for group in groups:
            here = near[list(group)]
            assert (here == WITH_STATION).sum() == (here != APART).any()
    assert (near == WITHOUT_STATION).sum() == 3


def test_a_larger_share_keeps_what_stands(city: Path) -> None:
    groups = [(0, 1, 2), (3, 4)]
    before = np.zeros(5, dtype=np.int64)
    for share in (0.2, 0.4, 0.6, 0.8, 1.0):
        near = standing_near(small("hierarchy", city, service_complexes=share), groups)
        assert (near[before != APART] == before[before != APART]).all()
        before = near


def test_hand_overs_between_those_in_the_house_alone_change(city: Path) -> None:
    scenario = small("hierarchy", city, complex_handover=0.5, complex_retention=0.5)
    model = GovernanceModel(scenario, rng=1)
    hours, kept = hand_over_tables(scenario, kind_tiers(model.rows))
    complex_tables(hours, kept, scenario.parameters)
    for layer, kinds in ((WITH_STATION, (*HOUSE, "station")), (WITHOUT_STATION, HOUSE)):
        for a in KIND:
            for b in KIND:
                inside = a in kinds and b in kinds and a != b
                i, j = KIND[a], KIND[b]
                assert hours[layer, i, j] == (0.5 if inside else 1.0) * hours[APART, i, j]
                lost = 1.0 - kept[APART, i, j]
                assert 1.0 - kept[layer, i, j] == pytest.approx((0.5 if inside else 1.0) * lost)


def test_no_desk_loses_its_last_post(city: Path) -> None:
    scenario = small("hierarchy", city, complex_yuan=200_000.0)
    posts = np.array([1, 2, 5, 1, 9])
    for complexes in range(12):
        taken = withdrawn_posts(complexes, posts, ["a", "b", "a", "b", "a"], scenario.parameters, scenario.resources)
        assert taken.sum() == min(round(complexes * 200_000 / 90_000), 13)
        assert (posts - taken >= 1).all() and (taken >= 0).all()


def test_every_function_pays_its_share(city: Path) -> None:
    scenario = small("hierarchy", city, complex_yuan=90_000.0)
    posts, functions = np.array([2, 5, 3] * 10), ["general", "affairs", "social"] * 10
    taken = withdrawn_posts(10, posts, functions, scenario.parameters, scenario.resources).reshape(10, 3)
    assert taken.sum(axis=0).tolist() == [2, 5, 3] and taken.max() == 1


def test_complexes_that_are_closed_leave_nothing_behind(city: Path) -> None:
    ends = [{"day": 3, "rules": {"service_complexes": 0.0}}]
    model = GovernanceModel(small("network", city, service_complexes=0.8, timeline=ends), rng=1)
    fresh = GovernanceModel(small("network", city, service_complexes=0.0), rng=1)
    assert model.mechanisms.get(ServiceComplexes).here.sum() == 4
    model.run_for(4)
    fresh.run_for(4)
    assert not model.world.near.any()
    np.testing.assert_array_equal(model.voicing.way_hours, fresh.voicing.way_hours)
    np.testing.assert_array_equal(model.world.orders["servers"], fresh.world.orders["servers"])


def test_a_complex_costs_what_the_posts_given_up_for_it_would_have(city: Path) -> None:
    """The same money: hours on duty at the wage and what builders get, together those of the hierarchy."""
    spent = {}
    for share in (0.0, 1.0):
        model = GovernanceModel(small("hierarchy", city, service_complexes=share, complex_yuan=200_000.0), rng=1)
        model.run_for(252)
        seen = model.outcomes.observed()
        spent[share] = cost(seen), float(seen.capacity.sum()) * seen.wage
    assert spent[1.0][1] < 0.99 * spent[0.0][1]
    assert spent[1.0][0] == pytest.approx(spent[0.0][0], rel=0.003)
