import warnings
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from statsmodels.duration.survfunc import SurvfuncRight

from model.estimators import gini, kaplan_meier, mean, off_diagonal_share, quantile_time, restricted_mean
from model.ledger import State
from model.observed import CareersSeen
from model.outcomes import (
    ACTIVITIES,
    CO_ORDINATION,
    OF_TIES,
    ON_REQUESTS,
    OUTCOMES,
    OWN_WORK,
    STATES,
    Observed,
    evaluate,
)
from model.tables import Activity
from scenarios.actors import KINDS

NAN = float("nan")
# Remission under 6-MP, weeks (Freireich et al. 1963; Kaplan–Meier curve in every textbook); negative: censored.
GEHAN = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35]


def observed(requests: dict[str, Any], *, horizon: float = 1500.0, residents: int = 1000, **changes: Any) -> Observed:
    """A run of one actor a kind whose ledger has these columns; what is not told is plain."""
    n = len(next(iter(requests.values())))
    plain: dict[str, Any] = {
        **{name: np.zeros(n) for name in ("arose", "voiced", "responded", "resolved")},
        **{name: np.full(n, NAN) for name in ("followed_up", "satisfaction")},
        **{name: np.zeros(n, dtype=np.int16) for name in ("hand_overs", "passes", "reopened", "community", "origin")},
        "state": np.full(n, int(State.CLOSED)),
        "standard_hours": np.full(n, 30.0),
        "vulnerable": np.zeros(n, dtype=bool),
    }
    plain |= {name: np.asarray(column) for name, column in requests.items()}
    k = len(KINDS)
    values: dict[str, Any] = {
        "actor_kind": np.arange(k),
        "kinds": KINDS,
        "capacity": np.full(k, 100.0),
        "busy": np.full(k, 80.0),
        "cancelled": np.zeros(k),
        "activity": np.zeros((k, len(ACTIVITIES))),
        "hand_overs": np.zeros((k, k), dtype=np.int64),
        "tier_of_kind": np.zeros(k, dtype=np.int64),
        "trust": np.tile([0.2, 0.4, 0.6, 0.8], (residents, 1)),
        "satisfaction": np.full(residents, 0.5),
        "vulnerable": np.arange(residents) < residents // 10,
        "visit_hours": 30.0,
        "volunteered": np.where(np.arange(len(ACTIVITIES)) == Activity.WORK, 50.0, 0.0),
        "wage": 60.0,
        "overhead_yuan": 6000.0,
        "shadow_wage": 25.0,
    }
    return Observed(requests=plain, horizon=horizon, residents=residents, **(values | changes))


def drawn(n: int, seed: int = 3) -> Observed:
    """A ledger drawn at random; `n` needs over a year in 54 communities of 353,200 residents."""
    rng = np.random.default_rng(seed)
    horizon, people = 1500.0, 353_200
    arose = rng.uniform(0.0, horizon, n)
    voiced = np.where(rng.random(n) < 0.7, arose + rng.exponential(6.0, n), NAN)
    responded = voiced + rng.exponential(3.0, n)
    resolved = responded + rng.exponential(60.0, n)
    followed = np.where(rng.random(n) < 0.3, resolved + 30.0, NAN)
    columns = {
        "arose": arose,
        "voiced": voiced,
        "responded": np.where(responded <= horizon, responded, NAN),
        "resolved": np.where(resolved <= horizon, resolved, NAN),
        "followed_up": np.where(followed <= horizon, followed, NAN),
        "satisfaction": np.where(resolved <= horizon, rng.random(n), NAN),
        "community": rng.integers(0, 54, n),
        "vulnerable": rng.random(n) < 0.12,
        "reopened": rng.integers(0, 2, n),
        "state": np.where(voiced < horizon, int(State.CLOSED), int(State.UNVOICED)),
    }
    return observed(columns, horizon=horizon, residents=people)


# --- survival
def test_kaplan_meier_by_hand() -> None:
    weeks = np.array(GEHAN, dtype=np.float64)
    curve = kaplan_meier(np.abs(weeks), weeks > 0)
    assert curve.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    shares = np.cumprod([18 / 21, 16 / 17, 14 / 15, 11 / 12, 10 / 11, 6 / 7, 5 / 6])
    assert np.allclose(curve.share, shares)
    assert np.allclose(curve.share, [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], atol=6e-4)
    assert quantile_time(curve) == 23.0
    # 6 + 1·0.857 + 3·0.807, up to week 10
    assert restricted_mean(curve, 10.0) == pytest.approx(6.0 + shares[0] + 3.0 * shares[1])


@pytest.mark.parametrize("rounded", [0, 6])
def test_kaplan_meier_equals_statsmodels(rounded: int) -> None:
    rng = np.random.default_rng(11)
    length, limit = rng.exponential(10.0, 700), rng.uniform(0.0, 30.0, 700)
    duration, event = np.round(np.minimum(length, limit), rounded) + 0.5, length <= limit
    curve = kaplan_meier(duration, event)
    theirs = SurvfuncRight(duration, event.astype(int))
    assert np.array_equal(curve.times, theirs.surv_times)
    assert np.allclose(curve.share, theirs.surv_prob, atol=1e-12)
    for share in (0.25, 0.5, 0.75):
        assert quantile_time(curve, share) == theirs.quantile(share)


def test_without_censoring_the_curve_is_the_sample() -> None:
    sample = np.random.default_rng(5).gamma(2.0, 20.0, 1001)
    curve = kaplan_meier(sample, np.ones(1001, dtype=bool))
    assert quantile_time(curve) == np.median(sample)
    assert restricted_mean(curve, 60.0) == pytest.approx(np.minimum(sample, 60.0).mean())


def test_a_curve_that_stays_high_has_no_median() -> None:
    duration, event = np.array([1.0, 5.0, 5.0, 5.0]), np.array([True, False, False, False])
    assert np.isnan(quantile_time(kaplan_meier(duration, event)))
    assert restricted_mean(kaplan_meier(duration, event), 4.0) == pytest.approx(1.0 + 3.0 * 0.75)
    assert restricted_mean(kaplan_meier(duration[1:], event[1:]), 4.0) == 4.0


# --- other estimators
def test_gini_is_half_the_relative_mean_difference() -> None:
    values = np.random.default_rng(2).random(54)
    pairs = np.abs(values[:, None] - values[None, :]).mean()
    assert gini(values) == pytest.approx(pairs / (2.0 * values.mean()))
    assert gini(np.full(7, 0.3)) == pytest.approx(0.0, abs=1e-15)
    assert gini(np.array([0.0, 0.0, 0.0, 1.0])) == 0.75
    assert gini(np.zeros(3)) == 0.0


def test_means_leave_out_the_unknown_and_verticality_counts_tiers() -> None:
    assert mean(np.array([1.0, NAN, 3.0])) == 2.0
    counts = np.array([[5, 1, 2], [0, 0, 1], [1, 0, 0]])
    assert off_diagonal_share(counts, np.array([0, 0, 2])) == pytest.approx(4 / 10)


# --- declarations
def test_every_outcome_is_declared_once_and_in_both_languages() -> None:
    keys = [outcome.key for outcome in OUTCOMES]
    assert len(set(keys)) == len(keys)
    for outcome in OUTCOMES:
        assert outcome.en and outcome.zh and outcome.unit and outcome.definition_en and outcome.definition_zh
        assert outcome.better in ("higher", "lower", "none")
        assert outcome.kind in ("stock", "flow", "cohort")
    without = {outcome.key for outcome in OUTCOMES if outcome.better == "none"}
    money = {"public_money", "private_money", "spent_share"}
    none = {"verticality", "hand_overs", "utilisation", "self_governance_hours", "supplied_needs"}
    watched = {"survey_hours", "monitoring_hours", "found_out", "care_effort"}
    organisations = {"organizations_alive", "organization_concentration", "organization_diversity"}
    common = {"issues_decided", "participation", "ties_used", "non_state_initiative"}
    assert without == none | money | watched | organisations | common
    assert list(evaluate(drawn(50))) == keys


# --- outcomes on ledgers small enough to count
def test_money_and_supplied_needs_by_hand() -> None:
    """Half a year of 1,000 residents of whom 100 are vulnerable; paid for 130 days."""
    states = np.array([State.SUPPLIED, State.SUPPLIED, State.UNVOICED, State.CLOSED])
    money: dict[str, Any] = {
        "public_yuan": 130_000.0,
        "private_yuan": 10_000.0,
        "spent_yuan": 70_000.0,
        "paid_days": 130.0,
    }
    values = evaluate(observed({"state": states}, horizon=750.0, **money))
    assert values["public_money"] == pytest.approx(250_000.0)
    assert values["private_money"] == pytest.approx(20_000.0)
    assert values["spent_share"] == pytest.approx(0.5)
    assert values["supplied_needs"] == pytest.approx(2 / (0.5 * 0.1))


def test_times_run_from_arising_and_what_is_open_is_censored() -> None:
    values = evaluate(
        observed(
            {
                "arose": [0.0, 0.0, 10.0, 0.0],
                "voiced": [2.0, 4.0, 12.0, NAN],
                "responded": [3.0, 6.0, 20.0, NAN],
                "resolved": [8.0, NAN, 30.0, NAN],
                "state": [State.CLOSED, State.UNDERWAY, State.CLOSED, State.UNVOICED],
            },
            horizon=100.0,
        )
    )
    assert values["voiced_share"] == 0.75
    assert values["time_to_voice"] == pytest.approx((2.0 + 4.0 + 2.0 + 100.0) / 4)
    assert values["response_time"] == 6.0
    assert values["resolution_time"] == 20.0
    assert values["resolution_mean"] == pytest.approx((8.0 + 20.0 + 100.0) / 3)
    assert values["resolved_share"] == pytest.approx(2 / 3)
    assert values["backlog"] == 1.0
    assert values["unvoiced_stock"] == 1.0


def test_a_moment_of_voicing_that_is_still_to_come_is_not_voiced() -> None:
    values = evaluate(observed({"arose": [1.0, 1.0], "voiced": [2.0, 120.0], "resolved": [3.0, NAN]}, horizon=100.0))
    assert values["voiced_share"] == 0.5
    assert values["backlog"] == 0.0


def test_only_the_end_of_the_standard_decides_who_is_left_out_of_it() -> None:
    columns = {"voiced": [0.0, 10.0, 69.0, 80.0], "resolved": [5.0, 60.0, NAN, 81.0]}
    values = evaluate(observed(columns, horizon=100.0))
    assert values["within_standard"] == pytest.approx(1 / 3)  # the last one's 30 hours end after the horizon


def test_equity_compares_shares_within_the_standard() -> None:
    late, kept = 200.0, 5.0
    values = evaluate(
        observed(
            {
                "resolved": [kept, kept, kept, late, kept, late, late, kept],
                "community": [0, 0, 0, 0, 2, 2, 2, 2],
                "vulnerable": [False, False, False, True, False, True, False, True],
            }
        )
    )
    assert values["worst_community"] == 0.5
    assert values["community_gini"] == pytest.approx(gini(np.array([0.75, 0.5])))
    assert values["vulnerable_gap"] == pytest.approx(4 / 5 - 1 / 3)


def test_rates_are_per_thousand_residents_a_model_year() -> None:
    columns = {"origin": [0, 1, 1], "resolved": [1.0, 2.0, 3.0]}
    one = evaluate(observed(columns, horizon=1500.0, residents=2000))
    two = evaluate(observed(columns, horizon=3000.0, residents=2000))
    assert one["escalated"] == 1.0
    assert two["escalated"] == 0.5
    assert one["social_hours"] == (len(KINDS) * 80.0 + 30.0 + 50.0) / 2.0


def test_hours_and_yuan_of_a_request() -> None:
    k = len(KINDS)
    activity: NDArray[np.float64] = np.zeros((k, len(ACTIVITIES)))
    activity[:, Activity.WORK], activity[:, Activity.DELEGATED] = 10.0, 30.0
    activity[0, [Activity.HANDOVER, Activity.TRAVEL, Activity.DUPLICATE]] = 4.0, 6.0, 5.0
    hand_overs = np.zeros((k, k), dtype=np.int64)
    hand_overs[0, 1], hand_overs[0, 4] = 3, 1
    values = evaluate(
        observed(
            {"resolved": [1.0, 2.0], "hand_overs": [1, 4], "passes": [0, 1], "reopened": [0, 2]},
            activity=activity,
            hand_overs=hand_overs,
            tier_of_kind=np.array([0, 0, 0, 0, 1, 2, 2, 2, 0, 2, 2]),
        )
    )
    assert values["co_ordination_hours"] == (4.0 + 6.0) / 2
    assert values["institution_hours"] == (10.0 * k + 4.0 + 6.0 + 5.0) / 2
    assert values["duplicated_hours"] == 1000.0 * 5.0 / 2
    assert values["cost_per_resolved"] == (100.0 * k * 60.0 + 6000.0) / 2
    assert values["social_cost_per_resolved"] == values["cost_per_resolved"] + 80.0 * 25.0 / 2
    assert values["utilisation"] == pytest.approx(0.8)
    assert values["self_governance_hours"] == 80.0 - 30.0
    assert values["verticality"] == 0.25
    assert values["hand_overs"] == 2.5
    assert values["passed_on"] == 0.5
    assert values["reopened_share"] == 0.5
    assert [values[f"trust_{kind}"] for kind in ("committee", "station", "government", "organization")] == (
        pytest.approx([0.2, 0.4, 0.6, 0.8])
    )


def hours(**spent: float) -> NDArray[np.float64]:
    """Hours by activity, (activities,)."""
    told = np.zeros(len(ACTIVITIES))
    for name, value in spent.items():
        told[ACTIVITIES.index(name)] = value
    return told


def test_every_activity_is_own_work_or_on_requests_or_co_ordination() -> None:
    assert sorted(OWN_WORK + ON_REQUESTS + CO_ORDINATION) == list(Activity)
    named = {"MEETING", "CONTEST", "MONITORING", "SURVEY", "ENTRY", "TRAINING", "SUPPORT"}
    assert {activity.name for activity in OF_TIES} == named  # what prediction B1 names


@pytest.mark.parametrize("activity", list(Activity))
def test_an_hour_counts_once_among_the_hours_of_institutions(activity: Activity) -> None:
    """Of one hour of one committee, for two resolved requests of two."""
    spent = np.zeros((len(KINDS), len(ACTIVITIES)))
    spent[0, activity] = 1.0
    values = evaluate(observed({"resolved": [1.0, 2.0]}, activity=spent))
    assert values["co_ordination_hours"] == (0.5 if activity in CO_ORDINATION else 0.0)
    assert values["institution_hours"] == (0.0 if activity in OWN_WORK else 0.5)
    once = {"duplicated_hours": Activity.DUPLICATE, "rework_hours": Activity.REWORK,
            "lost_information_hours": Activity.LOST_INFORMATION}  # fmt: skip
    assert [values[name] for name in once] == [500.0 * (activity == mine) for mine in once.values()]
    assert values["social_hours"] == evaluate(observed({"resolved": [1.0, 2.0]}))["social_hours"]  # busy hours alone


def test_meetings_and_contests_are_those_of_both_sides() -> None:
    """Half a year of 2,000 residents is one of 1,000 for a year."""
    activity = np.tile(hours(meeting=3.0, contest=1.0), (len(KINDS), 1))
    given = hours(meeting=5.0, contest=2.0, work=100.0)
    values = evaluate(
        observed({"resolved": [1.0]}, horizon=750.0, residents=2000, activity=activity, volunteered=given)
    )
    assert values["meeting_hours"] == 3.0 * len(KINDS) + 5.0
    assert values["contest_hours"] == 1.0 * len(KINDS) + 2.0
    assert values["co_ordination_hours"] == 4.0 * len(KINDS)  # of institutions alone
    assert values["social_hours"] == len(KINDS) * 80.0 + 30.0 + 107.0
    plain = evaluate(observed({"resolved": [1.0]}, horizon=750.0, residents=2000, volunteered=hours()))
    assert values["social_cost_per_resolved"] - plain["social_cost_per_resolved"] == pytest.approx(107.0 * 25.0)


def test_non_state_initiative_by_hand() -> None:
    """Two organisations and a property company, a station that types, and neighbours."""
    kinds = np.array([KINDS.index(kind) for kind in ("organization", "organization", "property", "station")])
    activity = np.stack([
        hours(work=6.0, contest=50.0), hours(meeting=1.0), hours(work=3.0, delegated=9.0),
        hours(work=20.0, entry=5.0, delegated=70.0),
    ])  # fmt: skip

    def share(volunteered: NDArray[np.float64], rows: slice = slice(None)) -> float:
        these: dict[str, Any] = {"actor_kind": kinds[rows], "activity": activity[rows], "volunteered": volunteered}
        time: dict[str, Any] = {"capacity": np.full(4, 100.0)[rows], "busy": np.full(4, 80.0)[rows]}
        return evaluate(observed({"resolved": [1.0]}, **these, **time))["non_state_initiative"]

    assert share(hours(work=4.0, meeting=1.0, contest=9.0)) == pytest.approx(15.0 / 40.0)
    assert share(hours()) == pytest.approx(10.0 / 35.0)
    assert share(hours(), slice(3, 4)) == 0.0
    assert share(hours(work=1.0), slice(0, 3)) == 1.0
    assert np.isnan(share(hours(), slice(0, 0)))


def test_ties_used_are_contacts_a_thousand_residents_and_year() -> None:
    values = evaluate(observed({"resolved": [1.0]}, horizon=750.0, residents=4000, contacts=30))
    assert values["ties_used"] == 15.0


# --- the whole of it
def test_observing_changes_nothing_and_the_order_of_rows_does_not_matter() -> None:
    one = drawn(4000)
    before = {name: column.copy() for name, column in one.requests.items()}
    order = np.random.default_rng(1).permutation(4000)
    other = replace(one, requests={name: column[order] for name, column in one.requests.items()})
    assert evaluate(one) == pytest.approx(evaluate(other), rel=1e-9, nan_ok=True)
    assert all(np.array_equal(before[name], column, equal_nan=True) for name, column in one.requests.items())


def test_two_like_districts_together_have_the_outcomes_of_one() -> None:
    """Each outcome is a mean, a share or a rate: twice of everything leaves it as it is, but for a number of heads."""
    quality = np.array([1.1, 0.8])
    one = replace(
        drawn(3000), public_yuan=9e6, private_yuan=1e6, spent_yuan=8e6, paid_days=260.0, found_out=7, took_part=90,
        contacts=400, applications=np.array([[0.0, 30.0], [5.0, NAN]]), organization_quality=quality,
        organization_field=np.array([0, 1]), decisions=dict.fromkeys(("opened", "decided", "distance"), np.arange(4.0)),
        careers=CareersSeen(20, 1.0, 240, 300.0, 3, 5, np.array([0.1, 0.4])),
    )  # fmt: skip
    requests = {name: np.concatenate([column, column]) for name, column in one.requests.items()}
    requests["community"] = np.concatenate([one.requests["community"], one.requests["community"] + 54])
    changes: dict[str, Any] = {"requests": requests, "decisions": {n: np.tile(c, 2) for n, c in one.decisions.items()}}
    for name in ("actor_kind", "capacity", "busy", "cancelled", "activity", "trust", "satisfaction", "vulnerable",
                 "applications", "organization_quality", "organization_field"):  # fmt: skip
        changes[name] = np.concatenate([getattr(one, name), getattr(one, name)])
    for name in ("residents", "hand_overs", "visit_hours", "volunteered", "overhead_yuan", "public_yuan",
                 "private_yuan", "spent_yuan", "advanced_yuan", "found_out", "took_part", "contacts"):  # fmt: skip
        changes[name] = 2 * getattr(one, name)
    c = one.careers
    changes["careers"] = CareersSeen(40, 1.0, 480, 600.0, 6, 10, np.tile(c.burnout, 2))
    a, b = evaluate(one), evaluate(replace(one, **changes))
    assert b.pop("organizations_alive") == 2 * a.pop("organizations_alive")
    assert a == pytest.approx(b, rel=1e-9, nan_ok=True)
    unknown = {name for name, value in a.items() if np.isnan(value)}
    assert unknown == {"recovery_days", "organization_concentration", "verticality"}


def test_slower_service_can_only_look_worse() -> None:
    quick = drawn(6000)
    slow = quick.requests["resolved"] + 20.0
    later = replace(quick, requests=quick.requests | {"resolved": np.where(slow <= quick.horizon, slow, NAN)})
    a, b = evaluate(quick), evaluate(later)
    assert a["resolution_time"] < b["resolution_time"] and a["resolution_mean"] < b["resolution_mean"]
    assert a["within_standard"] > b["within_standard"] and a["backlog"] < b["backlog"]


@pytest.mark.parametrize("case", ["no needs", "nothing voiced", "nothing resolved", "before the first day", "nobody"])
def test_what_cannot_be_estimated_is_unknown_without_a_warning(case: str) -> None:
    unknown = np.full(3, NAN)
    none = {"voiced": unknown, "responded": unknown, "resolved": unknown}
    run = {
        "no needs": observed({"arose": np.zeros(0)}),
        "nothing voiced": observed({**none, "state": np.full(3, int(State.UNVOICED))}),
        "nothing resolved": observed({"resolved": unknown}),
        "before the first day": observed({"arose": np.zeros(0)}, horizon=0.0),
        "nobody": observed({"arose": np.zeros(0)}, residents=0),
    }[case]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        values = evaluate(run)
    assert np.isnan(values["resolution_time"])
    assert np.isnan(values["cost_per_resolved"])
    assert np.isnan(values["followed_up_share"])
    assert values["unvoiced_stock"] == {"nothing voiced": 3.0}.get(case, 0.0) or case == "nobody"
    assert not any(np.isinf(value) for value in values.values())


def test_states_are_those_of_the_ledger() -> None:
    assert STATES[State.UNVOICED] == "unvoiced"
    assert tuple(name.lower() for name in State.__members__) == STATES
