"""What a rule from outside the tree sees of the desks, and that its orders hold for one week."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model.desks import WRITTEN
from model.governance import GovernanceModel
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.scenario import Scenario

ROWS = ("乙,北街,700", "甲,北街,900", "丙,北街,500", "丁,南街,800", "戊,南街,600")
SOURCE = """
from scenarios.declare import Declared, declared
from scenarios.extensions import Extension

class Mine(Declared):
    slower: float = declared(0.0, zh="慢", en="slower", unit="share", ge=0, le=0.5)

def order(model):
    model.desks.orders["productivity"][model.desks.rows(kind="committee")] *= 1.0 - model.scenario.rules.slower
    model.desks.orders["error"][:] += model.scenario.rules.slower

extension = Extension("slower", Mine, standing_orders=order)
"""


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    (tmp_path / "small.csv").write_text("community,street,residents\n" + "\n".join(ROWS), encoding="utf-8")
    (tmp_path / "slower.py").write_text(SOURCE, encoding="utf-8")
    return load("network").replace(city=str(tmp_path / "small.csv"), extensions=[f"{tmp_path}/slower.py:extension"])


def test_rows_are_found_by_kind_role_and_street(scenario: Scenario) -> None:
    model = GovernanceModel(scenario.replace(station_functions="siloed"), rng=1)
    desks = model.desks
    assert len(desks.rows()) == len(model.rows) == len(desks.orders)
    assert [model.rows[row][0].kind for row in desks.rows(kind="committee")] == ["committee"] * 5
    for street in (0, 1, -1):
        assert {model.rows[row][0].street for row in desks.rows(street=street)} == {street}
    social = desks.rows(role="station_social")
    assert set(social) < set(desks.rows(kind="station"))
    assert set(desks.rows(kind="station", street=1)) == set(desks.rows(kind="station")) & set(desks.rows(street=1))
    assert set(WRITTEN) | {"servers", "kind", "connected"} == set(desks.orders.dtype.names or ())


@pytest.mark.parametrize(("asked", "near"), [({"kind": "comittee"}, "'committee'"), ({"role": "stret"}, "'street'")])
def test_a_kind_or_role_that_does_not_exist_is_told(scenario: Scenario, asked: dict[str, Any], near: str) -> None:
    with pytest.raises(InputError, match=near):
        GovernanceModel(scenario, rng=1).desks.rows(**asked)


def test_orders_hold_for_a_week_and_do_not_add_up(scenario: Scenario) -> None:
    model = GovernanceModel(scenario.replace(slower=0.2, street_allocation=0.0), rng=1)
    first = model.desks.orders.copy()
    rows = model.desks.rows(kind="committee")
    assert first["productivity"][rows] == pytest.approx(0.8)
    assert first["error"] == pytest.approx(scenario.parameters.task_error + 0.2)
    model.run_for(16)
    assert (model.desks.orders == first).all()


def test_they_stand_on_what_the_street_orders(scenario: Scenario) -> None:
    """Posts that the street moved work slower at first; a rule from outside changes that number, not its default."""
    moving = scenario.replace(street_allocation=0.3, committee_admin_share=0.9, staff_per_10000=60.0)
    plain, slower = GovernanceModel(moving, rng=1), GovernanceModel(moving.replace(slower=0.2), rng=1)
    for model in (plain, slower):
        model.run_for(6)
    rows = plain.desks.rows(kind="committee")
    assert (plain.desks.orders["productivity"][rows] < 1.0).any()
    same = plain.desks.orders["servers"][rows] == slower.desks.orders["servers"][rows]
    assert same.any()
    expected = 0.8 * plain.desks.orders["productivity"][rows][same]
    assert slower.desks.orders["productivity"][rows][same] == pytest.approx(expected)


def test_last_week_is_told_by_desk_and_by_community(scenario: Scenario) -> None:
    model = GovernanceModel(scenario.replace(gap_probability=0.8, sole_duty_service=0.0), rng=1)
    assert not model.desks.busy_hours.any() and not model.desks.passed_on.any()
    before, told = (np.zeros(len(model.rows)), np.zeros(len(model.rows))), np.zeros(5)
    for _ in range(3):
        model.run_for(5)
        floor, rows = model.world.floor, model.ledger.look(model.world)
        assert model.desks.queue_hours == pytest.approx(floor["queue_hours"] - before[0])
        assert model.desks.busy_hours == pytest.approx(floor["busy_hours"] - before[1])
        passed = np.bincount(rows["place"], weights=rows["passes"], minlength=5)
        assert (model.desks.passed_on == passed - told).all() and passed.sum() > told.sum()
        before, told = (floor["queue_hours"].copy(), floor["busy_hours"].copy()), passed


POSTS = """
from model.service import change_servers
from scenarios.extensions import Extension

def move(model):
    street = int(model.desks.rows(kind="street")[0])
    station = int(model.desks.rows(kind="station", street=0)[0])
    if model.day == 5:
        for row, more in ((street, -1), (station, 1)):
            posts = int(model.desks.orders["servers"][row]) + more
            model.world = change_servers(model.world, row, posts, model.day * model.hours)

extension = Extension("posts", standing_orders=move)
"""


def test_a_hook_may_move_a_post(scenario: Scenario, tmp_path: Path) -> None:
    (tmp_path / "posts.py").write_text(POSTS, encoding="utf-8")
    moving = scenario.replace(extensions=[f"{tmp_path}/posts.py:extension"], street_allocation=0.0)
    model, plain = GovernanceModel(moving, rng=1), GovernanceModel(moving.replace(extensions=[]), rng=1)
    for each in (model, plain):
        each.run_for(12)
    moved = model.desks.orders["servers"] - plain.desks.orders["servers"]
    assert sorted(moved[moved != 0]) == [-1, 1]
    capacity = model.world.floor["server_hours"] - plain.world.floor["server_hours"]
    assert capacity[moved == 1] == pytest.approx(7 * model.hours)
