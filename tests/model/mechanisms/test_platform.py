"""Who is connected, and when the platform is out."""

from pathlib import Path

import numpy as np
import pytest

from model.governance import GovernanceModel
from model.mechanisms.platform import DataPlatform, Outages, connected_desks, connected_places
from model.routes import ROLE
from model.tables import NOBODY, Activity, Link
from tests.model.small import small


def test_raising_the_share_only_connects_more_and_the_governments_desks_come_first(city: Path) -> None:
    before = np.zeros(0, dtype=bool)
    for pi in (0.0, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0):
        model = GovernanceModel(small("hierarchy", city, data_platform=pi), rng=1)
        now = connected_desks(model.scenario, model.rows)
        assert (model.world.orders["connected"] == np.where(now, Link.UP, Link.NONE)).all()
        assert not len(before) or (now >= before).all()
        government = np.array([i.kind in ("street", "department", "civil_affairs", "team") for i, _ in model.rows])
        places = connected_places(model.scenario)
        assert now[government].all() if places.any() else not now.any()
        for row, (institution, _) in enumerate(model.rows):
            if not government[row]:
                assert now[row] == places[list(institution.places)].any()
        before = now
    assert before.all()


def test_a_shared_station_is_connected_with_the_first_of_its_communities(city: Path) -> None:
    scenario = small("hierarchy", city, data_platform=0.2, communities_per_station=4)
    model = GovernanceModel(scenario, rng=1)
    stations = [i for i in model.institutions if i.kind == "station"]
    links = [model.world.orders["connected"][i.desks[0].row] == Link.UP for i in stations]
    assert links == [bool(connected_places(scenario)[list(i.places)].any()) for i in stations]
    assert sum(links) == 1


def test_it_is_out_as_often_and_as_long_as_said() -> None:
    shares = []
    for seed in range(40):
        outages = Outages(seed)
        out = np.array([outages.out(day + 0.5, 6.0, 2.0) for day in range(250 * 10)])
        shares.append(out.mean())
    # Up 250 / 6 days, out 2 days, in the mean.
    assert np.mean(shares) == pytest.approx(2.0 / (2.0 + 250.0 / 6.0), rel=0.15)


def test_outages_are_the_same_whenever_one_begins_to_look() -> None:
    early, late = Outages(3), Outages(3)
    seen = [early.out(day + 0.5, 12.0, 3.0) for day in range(500)]
    assert [late.out(day + 0.5, 12.0, 3.0) for day in range(300, 500)] == seen[300:]


def test_leaving_the_platform_during_an_outage_leaves_nothing_behind(city: Path) -> None:
    ends = [{"day": 3, "rules": {"data_platform": 0.0}}]
    model = GovernanceModel(small("hierarchy", city, data_platform=1.0, timeline=ends), rng=1)
    platform = model.mechanisms.get(DataPlatform)
    platform.outage(True)
    model.run_for(3)
    assert model.world.floor["untyped"].sum() > 0.0 and model.voicing.online is None
    model.run_for(1)
    assert not model.world.orders["connected"].any() and model.world.floor["untyped"].sum() == 0.0
    fresh = GovernanceModel(small("hierarchy", city), rng=1)
    for name in ("completeness", "entry_hours", "double_entry_hours", "follow_tracked"):
        assert model.world.fusion[name] == fresh.world.fusion[name]
    np.testing.assert_array_equal(model.world.orders["pass_intercept"], fresh.world.orders["pass_intercept"])
    platform.outage(False)
    model.run_for(2)
    assert model.world.activity.sum() > 0.0


def test_what_nobody_is_left_to_type_in_stays_out_and_the_others_catch_up(city: Path) -> None:
    """An organisation may leave a community while the platform is out."""
    model = GovernanceModel(small("messy_network", city, data_platform=1.0), rng=1)
    platform = model.mechanisms.get(DataPlatform)
    platform.outage(True)
    model.run_for(15)
    floor, served = model.world.floor, model.world.role_actor[ROLE["organization"]]
    late = floor["untyped"].copy()
    gone = next(int(row) for row in served if late[row] > 0.0)
    served[served == gone] = NOBODY
    typed = model.world.activity[:, Activity.ENTRY].copy()
    platform.outage(False)
    assert floor["untyped"].sum() == 0.0
    model.run_for(10)
    more = model.world.activity[:, Activity.ENTRY] - typed
    late[gone] = 0.0
    assert more[gone] == 0.0 and (more[late > 0.0] > 0.0).mean() > 0.9
