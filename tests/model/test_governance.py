"""The whole model in small cities: conservation, paired identities, and each rule's benefit and price."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.resident import Resident
from model.governance import GovernanceModel
from model.ledger import State
from model.service import change_servers, replay
from model.tables import Activity, CaseState, Count, Job
from scenarios.errors import InputError
from scenarios.scenario import Scenario
from tests.model.small import ROWS, rules, small, unbooked

DAYS = 30


def run(scenario: Scenario, days: int = DAYS, seed: int = 3, record_legs: bool = False) -> GovernanceModel:
    model = GovernanceModel(scenario, rng=seed, record_legs=record_legs)
    model.run_for(days)
    return model


def fingerprint(model: GovernanceModel) -> bytes:
    rows = model.ledger.look(model.world)
    return rows.tobytes() + model.world.activity.tobytes() + model.residents.columns["trust"].tobytes()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=rules(), seed=st.integers(0, 1000))
def test_requests_and_hours_are_conserved_every_day(city: Path, changes: dict[str, object], seed: int) -> None:
    model = GovernanceModel(small("hierarchy", city, **changes), rng=seed)
    posts = int(model.world.orders["servers"].sum())
    for _ in range(12):
        model.run_for(1)
        rows = model.ledger.look(model.world)
        counts = np.bincount(rows["state"], minlength=len(State))
        assert counts.sum() == len(rows) == model.needs.count.sum()
        live = model.ledger.row_of_case >= 0
        # A closed case keeps its slot while a stopped copy of it still stands in a queue.
        haunted = live & (model.world.cases["ghosts"] > 0) & (model.world.cases["state"] == int(CaseState.CLOSED))
        assert live.sum() == counts[State.UNDERWAY] + counts[State.RESOLVED] + haunted.sum()
        assert (rows["state"][model.voicing.borne] == State.UNVOICED).all()
        assert len(model.voicing.borne) == counts[State.UNVOICED]
        floor = model.world.floor
        booked = model.world.activity.sum(axis=1)
        np.testing.assert_allclose(booked + unbooked(model), floor["busy_hours"], atol=1e-7)
        idle = floor["server_hours"] - floor["busy_hours"]
        assert (idle >= -1e-9).all()
        assert int(model.world.orders["servers"].sum()) == posts
        waiting = np.bincount(
            model.world.jobs["actor"][model.world.jobs["state"] == int(Job.WAITING)], minlength=len(model.rows)
        )
        assert (waiting == floor["waiting"]).all()
    assert model.world.activity[:, Activity.DUPLICATE].sum() == pytest.approx(model.world.floor["cancelled"].sum())


@pytest.mark.parametrize("name", ["hierarchy", "network"])
def test_stamps_come_in_order(city: Path, name: str) -> None:
    rows = run(small(name, city)).ledger.rows
    rows = rows[np.isfinite(rows["resolved"])]
    assert len(rows) > 100
    assert (rows["arose"] <= rows["voiced"] + 1e-9).all()
    assert (rows["voiced"] <= rows["responded"]).all()
    assert (rows["responded"] <= rows["resolved"]).all()


def waits_clipped_at_the_end(model: GovernanceModel) -> np.ndarray:
    """Hours waited by desk: of legs that ended, of those under way, and so far of those that still wait."""
    legs, jobs = model.legs(), model.world.jobs
    waits = np.bincount(legs["actor"], weights=legs["started"] - legs["arrived"], minlength=len(model.rows))
    now = np.full(len(jobs), model.day * model.hours)
    for state, end in ((Job.WAITING, now), (Job.IN_SERVICE, jobs["started"])):
        mine = jobs["state"] == int(state)
        waits += np.bincount(jobs["actor"][mine], weights=(end - jobs["arrived"])[mine], minlength=len(model.rows))
    return waits


@pytest.mark.parametrize("name", ["hierarchy", "network"])
def test_littles_law_holds_for_every_desk(city: Path, name: str) -> None:
    """Little 1961: the integral of those waiting is the sum of the waits, clipped at the end of the run."""
    # Copies of an overlap that were stopped while they waited leave no leg behind.
    model = run(small(name, city), record_legs=True)
    assert (waits_clipped_at_the_end(model) <= model.world.floor["queue_hours"] + 1e-6).all()
    sole = small(name, city, gap_probability=0.8, sole_duty_service=1.0, sole_duty_enforcement=1.0)
    model = run(sole, record_legs=True)
    np.testing.assert_allclose(waits_clipped_at_the_end(model), model.world.floor["queue_hours"], atol=1e-6)


UNMOVED = {"street_allocation": 0.0, "purchase_mode": "none", "open_venues": 0.0, "incubation": 0}
"""Posts stay where they are, and as many."""


@pytest.mark.parametrize("name", ["hierarchy", "network"])
def test_realised_legs_replayed_start_when_they_did(city: Path, name: str) -> None:
    """The engine is one: each realised leg, sent alone to its actor when it came, starts when the run says."""
    model = run(small(name, city, **UNMOVED), record_legs=True)
    rows, start = replay(model.legs(), model.world.orders["servers"])
    # What was under way at the end left no leg, but holds its post: compare what started before any of it.
    serving = model.world.jobs["started"][model.world.jobs["state"] == int(Job.IN_SERVICE)]
    settled = rows["started"] < (serving.min() if len(serving) else np.inf)
    assert settled.sum() > 500
    np.testing.assert_allclose(start[settled], rows["started"][settled], atol=1e-9)


def test_days_one_by_one_equal_days_at_once(city: Path) -> None:
    once, pieces = (GovernanceModel(small("network", city), rng=5) for _ in range(2))
    once.run_for(20)
    for _ in range(20):
        pieces.run_for(1)
    assert fingerprint(once) == fingerprint(pieces)


def test_looking_changes_nothing(city: Path) -> None:
    blind = run(small("network", city), record_legs=False)
    seen = GovernanceModel(small("network", city), rng=3, record_legs=True)
    for _ in range(DAYS):
        seen.run_for(1)
        seen.requests.frame()
        seen.outcomes.daily()
        seen.outcomes.monthly()
        seen.outcomes.cohorts()
        seen.legs()
    assert fingerprint(blind) == fingerprint(seen)


def test_equal_rules_under_two_names_are_bit_identical(city: Path) -> None:
    same = small("network", city).model_copy(update={"name": "other"})
    assert fingerprint(run(small("network", city))) == fingerprint(run(same))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=rules())
def test_needs_are_the_same_under_any_rules(city: Path, changes: dict[str, object]) -> None:
    a = run(small("hierarchy", city), 10).ledger
    b = run(small("hierarchy", city, **changes), 10).ledger
    for name in ("need", "arose_calendar", "resident", "item", "category"):
        np.testing.assert_array_equal(a.rows[name][: a.size], b.rows[name][: b.size])


def test_the_order_of_rows_changes_nothing(city: Path, tmp_path: Path) -> None:
    path = tmp_path / "small.csv"
    path.write_text("community,street,residents\n" + "\n".join(reversed(ROWS)) + "\n", encoding="utf-8")
    assert fingerprint(run(small("network", city), 10)) == fingerprint(run(small("network", path), 10))


def test_two_live_models_never_mix(city: Path) -> None:
    alone = run(small("hierarchy", city), 10)
    a, b = (GovernanceModel(small(name, city), rng=3) for name in ("hierarchy", "network"))
    for _ in range(10):
        a.run_for(1)
        b.run_for(1)
    assert fingerprint(a) == fingerprint(alone)
    a.agents_by_type[Resident][0].trust[0] = 0.123
    assert b.agents_by_type[Resident][0].trust[0] != pytest.approx(0.123)


def test_a_run_in_which_nobody_looks_makes_no_view(city: Path) -> None:
    model = run(small("network", city))
    assert model.residents.views_made == 0
    assert len(model.agents_by_type[Resident]) == sum(int(row.split(",")[2]) for row in ROWS)
    ids = {agent.unique_id for agent in model.agents} & {r.unique_id for r in model.agents_by_type[Resident]}
    assert not ids


def test_unlimited_posts_leave_no_queue(city: Path) -> None:
    model = GovernanceModel(small("hierarchy", city), rng=1)
    for row in range(len(model.rows)):
        model.world = change_servers(model.world, row, 100_000, 0.0)
    model.run_for(10)
    assert model.world.floor["queue_hours"].sum() == 0.0


@pytest.mark.parametrize("days", [float("nan"), float("inf"), -3, 0, 0.5, "a", True])
def test_days_that_are_none_are_refused_and_lose_nothing(city: Path, days: Any) -> None:
    model = run(small("hierarchy", city), 2)
    with pytest.raises(InputError, match="days: found"):
        model.run_for(days)
    model.run_for(1)
    assert model.day == 3


@pytest.mark.parametrize("seed", [-1, 2**70, "a", None, 2.7, True])
def test_seeds_that_are_none_are_refused(city: Path, seed: Any) -> None:
    with pytest.raises(InputError, match="rng: found"):
        GovernanceModel(small("hierarchy", city), rng=seed)


def test_the_name_of_a_citys_file_changes_nothing(city: Path, tmp_path: Path) -> None:
    again = tmp_path / "another_name.csv"
    again.write_bytes(city.read_bytes())
    assert small("hierarchy", city).hash == small("hierarchy", again).hash
    assert fingerprint(run(small("hierarchy", city), 10)) == fingerprint(run(small("hierarchy", again), 10))


def test_who_comes_back_on_the_day_of_resolution_has_judged_the_defect(city: Path) -> None:
    model = GovernanceModel(
        small("hierarchy", city, task_error=0.15, reopen_delay_days=2.0, follow_up_share=0.1, reopen_propensity=1.0)
    )
    back = 0
    for _ in range(60):
        model.needs_arise()
        model.residents_reconsider()
        model.institutions_serve(*model.requests_are_routed())
        closed = np.unique(model.world.closed[: model.world.count[Count.CLOSED]])
        cases = model.world.cases[closed]
        again = cases["state"] == int(CaseState.UNDERWAY)
        assert (cases["failed"][again] == 1).all()
        back += int(again.sum())
        model.residents_judge()
        model.visitors_ask()
        model.record.close_day()
        model.day += 1
    assert back > 0


def test_escalated_requests_pass_the_windows_by(city: Path) -> None:
    model = run(small("hierarchy", city, escalation_probability=0.2), 60, record_legs=True)
    legs = model.legs()
    over = legs[legs["rank"] == 1]
    assert len(over) > 50
    assert not (over["activity"] == Activity.INTAKE).any()
