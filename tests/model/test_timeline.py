"""Reforms and shocks in time: what goes over to the new regime, what is conserved, and what stays as it was."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from agents.station import Station
from agents.team import Team
from agents.worker import Worker
from model.governance import GovernanceModel
from model.ledger import State
from model.shocks import withdrawn
from model.tables import CaseState, Duty, Job, Phase
from scenarios.library import load
from tests.model.small import STILL, rules, small, unbooked

DAYS = 30
REFORM: dict[str, Any] = {
    "enforcement_seat": "street", "communities_per_station": 3, "station_functions": "integrated",
    "committee_admin_share": 0.3, "sole_duty_service": 0.9, "sole_duty_enforcement": 0.9, "street_allocation": 0.2,
}  # fmt: skip

PAID_IN_POSTS = {"service_complexes": 0.0, "incubation": 0, "purchase_mode": "none", "purchase_share": 0.0}
"""Rules that pay for what they do with posts."""
BUSY: dict[str, Any] = {
    "work_scale": 1.4, "needs_administrative": 1500.0, "needs_care": 250.0, "needs_enforcement": 120.0,
    "delegated_hours": 30.0, "staff_per_10000": 30.0, "officers": 200,
}  # fmt: skip


def entry(day: int, days: int | None = None, **what: Any) -> dict[str, Any]:
    return {"day": day, **what} | ({"for": days} if days else {})


def model_of(
    city: Path, *entries: dict[str, Any], name: str = "hierarchy", seed: int = 3, **more: Any
) -> GovernanceModel:
    scenario = small(name, city).replace(**({"staff_per_10000": 60.0, "officers": 400, "timeline": entries} | more))
    return GovernanceModel(scenario, rng=seed, record_legs=True)


def run(city: Path, *entries: dict[str, Any], days: int = DAYS, **more: Any) -> GovernanceModel:
    model = model_of(city, *entries, **more)
    model.run_for(days)
    return model


def fingerprint(model: GovernanceModel) -> bytes:
    rows = model.ledger.look(model.world)
    return rows.tobytes() + model.world.activity.tobytes() + model.residents.columns["trust"].tobytes()


def closed(model: GovernanceModel) -> np.ndarray:
    standing = set(model.institutions)
    return np.array([institution not in standing for institution, _ in model.rows])


def assert_conserved(model: GovernanceModel) -> None:
    """Every need and every case in one state; queues as counted; every hour in the books or still to come there."""
    world, floor = model.world, model.world.floor
    rows = model.ledger.look(world)
    counts = np.bincount(rows["state"], minlength=len(State))
    assert counts.sum() == len(rows)
    live = model.ledger.row_of_case >= 0
    haunted = live & (world.cases["ghosts"] > 0) & (world.cases["state"] == int(CaseState.CLOSED))
    assert live.sum() == counts[State.UNDERWAY] + counts[State.RESOLVED] + haunted.sum()
    waiting = world.jobs["actor"][world.jobs["state"] == int(Job.WAITING)]
    assert (np.bincount(waiting, minlength=len(model.rows)) == floor["waiting"]).all()
    serving = world.jobs["actor"][world.jobs["state"] == int(Job.IN_SERVICE)]
    assert (np.bincount(serving, minlength=len(model.rows)) == floor["busy"]).all()
    # Hours of a copy that moved while it stood by are booked where it ended, so only the sum must agree.
    np.testing.assert_allclose(world.activity.sum() + unbooked(model).sum(), floor["busy_hours"].sum(), atol=1e-7)
    assert (floor["server_hours"] - floor["busy_hours"] >= -1e-9).all()
    assert (world.orders["servers"][closed(model)] == 0).all()
    held = np.unique(world.role_actor[world.role_actor >= 0])
    assert not closed(model)[held].any()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=rules(), after=rules(), seed=st.integers(0, 1000))
@example(before={}, after=REFORM, seed=3)
@example(before=REFORM, after={"enforcement_seat": "district", "communities_per_station": 1,
                               "station_functions": "siloed"}, seed=3)  # fmt: skip
def test_requests_hours_and_posts_are_conserved_over_a_reform_and_back(
    city: Path, before: dict[str, Any], after: dict[str, Any], seed: int
) -> None:
    left = ("overlap_share", "lost_information_rework", *PAID_IN_POSTS)
    new = {key: value for key, value in after.items() if key not in left}
    begins = before | STILL | PAID_IN_POSTS
    model = model_of(city, entry(6, 6, rules=new), seed=seed, **(BUSY | begins))
    posts = int(model.world.orders["servers"].sum())
    for _ in range(18):
        model.run_for(1)
        assert_conserved(model)
        assert int(model.world.orders["servers"].sum()) == posts
    assert not (model.world.floor["waiting"] + model.world.floor["busy"])[closed(model)].any()


def test_after_a_reform_nobody_waits_at_a_closed_desk_or_owns_a_case_there(city: Path) -> None:
    model = model_of(city, entry(10, rules=REFORM), **BUSY)
    model.run_for(10)
    assert model.world.floor["waiting"].sum() > 20
    for _ in range(5):
        model.run_for(1)
        assert_conserved(model)
    gone, cases = closed(model), model.world.cases
    assert gone.sum() == 6
    live = cases[cases["state"] == int(CaseState.UNDERWAY)]
    assert len(live) > 10
    assert not gone[live["owner"][live["owner"] >= 0]].any()
    assert not gone[live["at"][live["at"] >= 0]].any()


def test_races_and_readings_in_flight_go_on_and_end(city: Path) -> None:
    model = model_of(
        city,
        entry(10, rules=REFORM),
        **(BUSY | {"staff_per_10000": 50.0}),
        sole_duty_service=0.0,
        sole_duty_enforcement=0.0,
    )
    model.run_for(10)
    jobs = model.world.jobs
    alive = np.isin(jobs["state"], (int(Job.WAITING), int(Job.STANDBY), int(Job.IN_SERVICE)))
    for phase in (Phase.OPENING, Phase.REVIEW):
        assert (alive & (jobs["phase"] == int(phase))).any()
    rows = model.ledger.look(model.world)
    unclear = (rows["state"] == State.UNDERWAY) & (rows["duty"] != int(Duty.SOLE))
    number = int(unclear.sum())
    assert number > 10
    model.run_for(60)
    after = model.ledger.look(model.world)[: len(unclear)]
    assert np.isfinite(after["resolved"][unclear]).mean() > 0.95


def test_littles_law_holds_over_a_reform(city: Path) -> None:
    """The integral of those waiting is the sum of the waits, clipped at the end, whichever desk they were spent at."""
    sole: dict[str, Any] = {"gap_probability": 1.0, "sole_duty_service": 1.0, "sole_duty_enforcement": 1.0}
    change = {key: value for key, value in REFORM.items() if not key.startswith("sole")}
    model = run(city, entry(7, 9, rules=change), **BUSY, **sole)
    legs, jobs, now = model.legs(), model.world.jobs, model.day * model.hours
    waits = float((legs["started"] - legs["arrived"]).sum())
    for state, end in ((Job.WAITING, np.full(len(jobs), now)), (Job.IN_SERVICE, jobs["started"])):
        mine = jobs["state"] == int(state)
        waits += float((end - jobs["arrived"])[mine].sum())
    assert waits > 100.0
    assert waits == pytest.approx(float(model.world.floor["queue_hours"].sum()), abs=1e-6)


@pytest.mark.parametrize("name", ["hierarchy", "network"])
def test_a_change_to_what_holds_already_is_bit_identical_to_none(city: Path, name: str) -> None:
    same = load(name).rules.model_dump()
    changed = run(city, entry(7, rules=same), entry(12, 5, resources={"street_posts": 8}), name=name)
    assert fingerprint(changed) == fingerprint(run(city, name=name))
    assert len(changed.events) == 3


def test_a_change_on_day_0_is_bit_identical_to_the_scenario_that_starts_so(city: Path) -> None:
    assert fingerprint(run(city, entry(0, rules=REFORM))) == fingerprint(run(city, **REFORM))


def test_before_a_change_nothing_is_other_than_without_it(city: Path) -> None:
    with_it, without = model_of(city, entry(12, rules=REFORM)), model_of(city)
    with_it.run_for(12)
    without.run_for(12)
    rows = [model.ledger.look(model.world).tobytes() for model in (with_it, without)]
    assert rows[0] == rows[1]
    assert with_it.world.activity[: len(without.rows)].tobytes() == without.world.activity.tobytes()
    with_it.run_for(1)
    without.run_for(1)
    assert with_it.ledger.look(with_it.world).tobytes() != without.ledger.look(without.world).tobytes()


def test_run_again_or_day_by_day_it_is_the_same(city: Path) -> None:
    entries = [entry(5, 8, rules=REFORM), entry(9, 5, surge={"category": "care", "factor": 3.0})]
    once, again, pieces = run(city, *entries), run(city, *entries), model_of(city, *entries)
    for _ in range(DAYS):
        pieces.run_for(1)
        pieces.outcomes.daily()
        _ = pieces.events
    assert fingerprint(once) == fingerprint(again) == fingerprint(pieces)


def test_a_change_at_the_very_end_of_a_run_has_not_come_yet(city: Path) -> None:
    model = run(city, entry(DAYS, rules=REFORM))
    assert model.scenario.rules.enforcement_seat == "district" and model.events.empty
    assert fingerprint(model)[:1000] == fingerprint(run(city))[:1000]


def test_the_scenario_in_force_is_the_one_of_the_day(city: Path) -> None:
    model = model_of(city, entry(3, 4, rules=REFORM))
    seats = []
    for _ in range(9):
        model.run_for(1)
        seats.append(model.scenario.rules.enforcement_seat)
    # Read after each day, at whose opening it was settled.
    assert seats == ["district"] * 3 + ["street"] * 4 + ["district"] * 2
    assert model.settings.rules.enforcement_seat == "district" and len(model.settings.timeline) == 1


def test_who_stands_are_the_models_agents_and_who_comes_back_is_the_same(city: Path) -> None:
    model = model_of(city, entry(3, 4, rules=REFORM))
    first, teams = list(model.institutions), list(model.agents_by_type[Team])
    model.run_for(5)
    assert set(model.agents) == {*model.institutions, *model.agents_by_type[Worker], *model.organizations.alive}
    assert [team.street for team in model.agents_by_type[Team]] == [0, 1]
    assert all(len(station.desks) == 1 for station in model.agents_by_type[Station])
    model.run_for(5)
    assert model.institutions == first and list(model.agents_by_type[Team]) == teams
    assert set(model.agents) == {*model.institutions, *model.agents_by_type[Worker], *model.organizations.alive}


def test_social_workers_go_with_their_posts(city: Path) -> None:
    model = run(city, entry(3, rules=REFORM), days=5)
    standing = {institution for institution in model.institutions if isinstance(institution, Station)}
    assert {worker.employer for worker in model.agents_by_type[Worker]} <= standing
    number = sum(station.social_posts for station in standing)
    assert len(model.agents_by_type[Worker]) == number > 0


def test_everything_follows_the_rules_as_if_it_had_started_so(city: Path) -> None:
    """After a reform the rows by which the district goes are those of a district that started so, desk by desk."""
    changed, started = run(city, entry(1, rules=REFORM), days=3), model_of(city, **REFORM)
    np.testing.assert_array_equal(changed.duty, started.duty)
    np.testing.assert_array_equal(changed.tiers, started.tiers)
    np.testing.assert_array_equal(changed.world.hand_hours, started.world.hand_hours)
    np.testing.assert_array_equal(changed.reception.own_work.mean, started.reception.own_work.mean)
    np.testing.assert_array_equal(changed.voicing.way_hours, started.voicing.way_hours)
    a, b = ({i.name: i for i in model.institutions} for model in (changed, started))
    assert list(a) == list(b)
    for name, institution in a.items():
        assert [(d.roles, d.posts) for d in institution.desks] == [(d.roles, d.posts) for d in b[name].desks]
        rows = [[d.row for d in i.desks] for i in (institution, b[name])]
        for field in ("servers", "overhead", "local_knowledge", "pass_intercept", "error", "sitting_every"):
            orders = (changed.world.orders, started.world.orders)
            assert orders[0][field][rows[0]].tolist() == orders[1][field][rows[1]].tolist()
    routes = changed.book.routes["start"][changed.book.first :]
    steps = changed.book.steps["role"][routes[:10]], started.book.steps["role"][started.book.routes["start"][:10]]
    np.testing.assert_array_equal(*steps)


def test_posts_that_a_street_moved_come_home_or_stay_as_the_rule_says(city: Path) -> None:
    more = BUSY | {"staff_per_10000": 50.0, "street_allocation": 0.3}
    ends = entry(14, rules={"street_allocation": 0.0})
    model = run(city, entry(12, rules={"sole_duty_service": 0.9}), ends, days=11, **more)
    assert model.reception.reallocation.posts != model.reception.reallocation.home
    moved = model.world.orders["servers"].copy()
    model.run_for(2)
    np.testing.assert_array_equal(model.world.orders["servers"], moved)
    model.run_for(2)
    home = model.reception.reallocation.home
    assert {row: int(model.world.orders["servers"][row]) for row in home} == home


# --- shocks
def test_a_surge_adds_needs_and_leaves_the_ordinary_ones_as_they_are(city: Path) -> None:
    surge = entry(5, 10, surge={"category": "mutual_aid", "factor": 3.0})
    runs = [run(city, surge), run(city, surge, name="network"), run(city, entry(2, rules=REFORM), surge), run(city)]
    needs = [model.ledger.rows[: model.ledger.size] for model in runs]
    fields = ["need", "arose_calendar", "resident", "item", "category"]
    for mine in needs[:3]:
        extra = mine["need"] % 8 == 6
        for name in fields:
            np.testing.assert_array_equal(mine[name][~extra], needs[3][name])
            np.testing.assert_array_equal(mine[name][extra], needs[0][name][needs[0]["need"] % 8 == 6])
        came = mine["arose_calendar"][extra]
        period = runs[0].calendar.day_period(5)[0], runs[0].calendar.day_period(14)[1]
        assert period[0] <= came.min() and came.max() < period[1]
        assert len(np.unique(mine["need"])) == len(mine)
        assert (mine["category"][extra] == 4).all()
        expected = 2.0 * runs[0].needs.rate[4] * (period[1] - period[0])
        assert abs(int(extra.sum()) - expected) < 4.0 * np.sqrt(expected)


def test_a_surge_by_one_brings_nothing(city: Path) -> None:
    surge = entry(5, 10, surge={"category": "care", "factor": 1.0})
    assert fingerprint(run(city, surge)) == fingerprint(run(city))


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12), st.floats(0.0, 0.9))
def test_posts_are_withdrawn_by_largest_remainder_and_none_is_left_empty(posts: list[int], share: float) -> None:
    gone = withdrawn(posts, share)
    assert sum(gone) == min(round(share * sum(posts)), sum(max(p - 1, 0) for p in posts))
    assert all(0 <= g <= max(p - 1, 0) for p, g in zip(posts, gone, strict=True))


def test_a_cut_takes_posts_of_community_staff_and_gives_them_back(city: Path) -> None:
    model = model_of(city, entry(4, 6, budget_cut={"share": 0.2}), **(BUSY | {"staff_per_10000": 60.0}))
    orders = model.world.orders
    kinds = model.desks.rows(kind="committee").tolist() + model.desks.rows(kind="station").tolist()
    before = orders["servers"].copy()
    others = np.setdiff1d(np.arange(len(before)), kinds)
    model.run_for(5)
    assert before[kinds].sum() - model.world.orders["servers"][kinds].sum() == round(0.2 * before[kinds].sum())
    np.testing.assert_array_equal(model.world.orders["servers"][others], before[others])
    assert_conserved(model)
    model.run_for(6)
    np.testing.assert_array_equal(model.world.orders["servers"], before)
    assert_conserved(model)


def test_a_loss_of_staff_strikes_its_kind_in_its_street_also_after_a_reform(city: Path) -> None:
    loss = {"kind": "station", "share": 0.5, "street": "北街"}
    model = model_of(city, entry(4, staff_loss=loss), entry(6, rules=REFORM))
    total = {}
    for day in (3, 5, 7):
        model.run_for(day - model.day)
        total[day] = [sum(i.posts for i in model.institutions if i.kind == "station" and i.street == s) for s in (0, 1)]
    south, north = (model.settings.city.streets.index(name) for name in ("南街", "北街"))
    assert total[5][south] == total[3][south]
    assert total[5][north] < total[3][north]
    started = model_of(city, **REFORM)
    whole = sum(i.posts for i in started.institutions if i.kind == "station" and i.street == north)
    assert total[7][north] == whole - round(0.5 * whole)


def test_outages_and_leaders_are_told_to_whoever_asks(city: Path) -> None:
    model = model_of(
        city, entry(2, 3, platform_outage={}), entry(4, leader_leaves={"community": "乙"}), entry(6, leader_leaves={})
    )
    plain = run(city, days=8)
    seen = []
    for _ in range(8):
        seen.append((model.shocks.outage, len(model.shocks.leaders_left)))
        model.run_for(1)
    assert [outage for outage, _ in seen] == [False] * 2 + [True] * 3 + [False] * 3
    assert [number for _, number in seen] == [0] * 4 + [1] * 2 + [5] * 2
    assert sorted(set(model.shocks.leaders_left.values())) == [4, 6]
    assert model.shocks.outage_on(3) and not model.shocks.outage_on(5)
    assert fingerprint(model) == fingerprint(plain)


def test_events_say_what_happened_when(city: Path) -> None:
    model = run(city, entry(0, rules={"enforcement_seat": "street"}), entry(4, 6, budget_cut={"share": 0.2}), days=8)
    frame = model.events
    assert frame[["day", "kind", "what", "label"]].to_numpy().tolist() == [
        [0, "change", "begins", "R1"],
        [4, "budget_cut", "begins", "budget cut"],
    ]
    assert frame["date"].tolist() == [model.calendar.date(0), model.calendar.date(4)]
    model.run_for(5)
    assert model.events["what"].tolist() == ["begins", "begins", "ends"]


def test_recovery_is_an_outcome_of_runs_with_a_shock(city: Path) -> None:
    def value(model: GovernanceModel) -> float:
        return float(model.outcomes.frame().set_index("outcome")["value"]["recovery_days"])

    assert np.isnan(value(run(city, entry(5, rules=REFORM))))
    model = run(city, entry(26, 8, surge={"category": "administrative", "factor": 8.0}), days=70)
    assert 0.0 < value(model) <= 70 - 34
    observed = model.outcomes.observed()
    daily = model.outcomes.daily().groupby("day")["backlog"].sum()
    np.testing.assert_array_equal(observed.open_by_day, daily.to_numpy())


def test_hand_overs_are_counted_by_the_levels_at_which_they_happened(city: Path) -> None:
    model = run(city, entry(10, rules={"enforcement_seat": "street"}))
    observed = model.outcomes.observed()
    assert observed.hand_overs.shape == (2 * len(observed.kinds),) * 2
    assert observed.hand_overs.sum() == sum(c.sum() for _, c in model.crossed) + model.world.hand_overs.sum()
    legs_before = model_of(city)
    legs_before.run_for(10)
    np.testing.assert_array_equal(model.crossed[0][1], legs_before.world.hand_overs)
