"""R3, one station for several communities 一站对多居: pooled windows, for longer ways and lost local knowledge."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from model.governance import GovernanceModel
from model.tables import Activity
from scenarios.actors import CHANNELS

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

SEEDS = (1, 2, 3)
FREE = {"local_knowledge_decay": 0.0, "way_hours": 0.0}


def visits(model: GovernanceModel) -> int:
    """Requests that were brought to a station, or told a visitor at the door."""
    rows = model.ledger.look(model.world)
    return int((rows["channel"] == CHANNELS.index("visit")).sum())


@pytest.mark.parametrize("seed", SEEDS)
def test_benefit_windows_pool(lab: "Lab", seed: int) -> None:
    """No knowledge fades and nobody minds the way: the same requests come to as many posts, in larger groups."""
    alone, shared = (lab.run(seed, communities_per_station=k, **FREE) for k in (1, 4))
    posts = [model.world.orders["servers"][lab.desks(model, "station")] for model in (alone, shared)]
    assert posts[0].sum() == posts[1].sum()
    assert (len(posts[0]), len(posts[1])) == (24, 6)
    for activity in (Activity.INTAKE, Activity.WORK, None):
        waits = [lab.wait(lab.legs(model, activity, "station")) for model in (alone, shared)]
        assert waits[1] < 0.7 * waits[0]


@pytest.mark.parametrize("k", [1, 2, 4])
@pytest.mark.parametrize("way", [0.1, 0.5])
def test_price_the_way_is_longer_by_the_root_of_the_communities(lab: "Lab", k: int, way: float) -> None:
    model = lab.run(days=60, communities_per_station=k, way_hours=way, visit_met_share=0.0)
    assert visits(model) > 100
    assert model.voicing.resident_hours == pytest.approx(2.0 * way * k**0.5 * visits(model), rel=1e-9)


def test_who_speaks_at_the_door_has_no_way(lab: "Lab") -> None:
    """The ledger has who speaks to a visitor (走访) among the visits 上门, but it was the visitor who went."""
    model = lab.run(days=60, visit_met_share=1.0)
    ways = model.voicing.resident_hours / (2.0 * model.scenario.parameters.way_hours)
    assert ways == pytest.approx(round(ways), rel=1e-9)
    assert ways < visits(model)


@pytest.mark.parametrize("k", [1, 2, 4])
@pytest.mark.parametrize("decay", [0.0, 0.1, 0.3])
def test_price_local_knowledge_is_lost_with_the_communities(lab: "Lab", k: int, decay: float) -> None:
    """Intake comes straight from the resident: each hour of it is k^(−δ) informed, and the rest is worked again."""
    model = lab.run(days=60, communities_per_station=k, local_knowledge_decay=decay)
    legs = lab.legs(model, Activity.INTAKE, "station")
    worked, booked = float((legs["finished"] - legs["started"]).sum()), lab.hours(model, Activity.INTAKE)
    again = model.scenario.parameters.lost_information_rework * (1.0 - k**-decay)
    assert worked == pytest.approx(booked * (1.0 + again), rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_price_lost_knowledge_eats_up_part_of_what_pooling_gains(lab: "Lab", seed: int) -> None:
    waits, lost = [], []
    for decay in (0.0, 0.3):
        model = lab.run(seed, communities_per_station=4, local_knowledge_decay=decay)
        waits.append(lab.wait(lab.legs(model, Activity.INTAKE, "station")))
        lost.append(lab.hours(model, Activity.LOST_INFORMATION, "station"))
    assert waits[1] > waits[0]
    assert lost[1] > 2.0 * lost[0]


def test_neutral_decay_at_zero_leaves_stations_all_they_know_and_changes_nothing_else(lab: "Lab") -> None:
    model = lab.new(communities_per_station=4, local_knowledge_decay=0.0)
    assert (model.world.orders["local_knowledge"][lab.desks(model, "station")] == 1.0).all()
    told = lab.differing("local_knowledge_decay", (0.0, 0.3), communities_per_station=4)
    assert told == {"orders.local_knowledge.station"}
    assert lab.differing("local_knowledge_decay", (0.0, 0.3)) == set()
    a, b = (lab.run(days=60, local_knowledge_decay=decay) for decay in (0.0, 0.3))
    assert lab.fingerprint(a) == lab.fingerprint(b)


def test_neutral_a_way_of_no_hours_costs_none_and_changes_nothing_else(lab: "Lab") -> None:
    """The way acts at both poles, since residents go to a station under any rule."""
    assert lab.differing("way_hours", (0.0, 0.25), communities_per_station=4) == {"way_hours"}
    alone, shared = (lab.run(communities_per_station=k, way_hours=0.0) for k in (1, 4))
    assert alone.voicing.resident_hours == shared.voicing.resident_hours == 0.0
    rows = lab.both(alone, shared)
    spoke = (rows[0]["channel"] >= 0) & (rows[1]["channel"] >= 0)
    assert spoke.sum() > 10_000
    # Only who happens to be met at the door by a visitor speaks there and not by a channel of their own.
    same = rows[0]["channel"] == rows[1]["channel"]
    assert same[spoke].mean() > 0.99


def test_neutral_without_visitors_the_channels_are_the_same(lab: "Lab") -> None:
    rows = lab.both(*(lab.run(communities_per_station=k, way_hours=0.0, visit_met_share=0.0) for k in (1, 4)))
    spoke = (rows[0]["channel"] >= 0) & (rows[1]["channel"] >= 0)
    np.testing.assert_array_equal(rows[0]["channel"][spoke], rows[1]["channel"][spoke])
    way = lab.both(*(lab.run(communities_per_station=k, visit_met_share=0.0) for k in (1, 4)))
    assert (way[1]["channel"] == 0).sum() < 0.7 * (way[0]["channel"] == 0).sum()
