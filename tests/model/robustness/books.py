"""What must hold of any run on any day: requests, hours and yuan are conserved, and every number is one that can be."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.accounts import OUTSIDE
from model.governance import GovernanceModel
from model.ledger import ORIGINS, State
from model.observed import Observed
from model.outcomes import OUTCOMES, evaluate
from model.tables import Activity, CaseState, Duty, Floats, Ints, Job
from tests.model.small import unbooked

HOURS = 1e-7  # what sums of hours may differ by
VOICELESS = (State.UNVOICED, State.SELF_HELPED, State.NEIGHBOUR_HELPED, State.FADED, State.SUPPLIED)
INSIDE = (State.UNDERWAY, State.RESOLVED, State.CLOSED)
LEFT_OUT = (Activity.DELEGATED, Activity.CONTEST)  # of non-state initiative
SHARES = ("share", "0 to 1")  # units of outcomes that lie in [0, 1]
SIGNED = {"vulnerable_gap": (-1.0, 1.0)}  # a difference of two shares


def fingerprint(model: GovernanceModel) -> bytes:
    """What a run was, to the last bit: needs, residents, desks, hours, yuan."""
    world = model.world
    parts = [model.ledger.look(world).tobytes(), world.activity.tobytes(), world.hand_overs.tobytes()]
    parts += [column.tobytes() for column in model.residents.columns.values()]
    parts += [np.ascontiguousarray(world.floor[name]).tobytes() for name in world.floor.dtype.names or ()]
    parts += [np.ascontiguousarray(world.orders[name]).tobytes() for name in world.orders.dtype.names or ()]
    parts += [world.skill.tobytes(), world.slip.tobytes(), model.volunteers.hours.tobytes()]
    told = (model.accounts.journal, model.voicing.resident_hours, model.volunteers.contacts)
    return b"".join(parts) + repr(told).encode()


# --- requests
def requests_are_conserved(model: GovernanceModel) -> None:
    """Each need is in one state, with the time stamps of that state; those inside are the engine's cases, each once."""
    rows, cases = model.ledger.look(model.world), model.world.cases
    states = np.bincount(rows["state"], minlength=len(State))
    assert len(states) == len(State) and states.sum() == len(rows) == len(model.requests)
    assert len(np.unique(rows["need"])) == len(rows)
    by_origin = np.bincount(rows["origin"], minlength=len(ORIGINS))
    further = sum(process._count for process in model.needs.further)  # type: ignore[attr-defined]
    outside = int(model.needs.count.sum()) + further
    if model.causes.removed.any():
        assert by_origin[0] + by_origin[1] <= outside
    else:
        assert by_origin[0] + by_origin[1] == outside
    held = np.flatnonzero(model.ledger.row_of_case >= 0)
    row = model.ledger.row_of_case[held]
    assert len(np.unique(row)) == len(row)
    ghosts = (cases["state"][held] == int(CaseState.CLOSED)) & (cases["ghosts"][held] > 0)
    assert (~ghosts).sum() == states[State.UNDERWAY] + states[State.RESOLVED]
    open_now = np.isin(rows["state"], (State.UNDERWAY, State.RESOLVED))
    assert np.array_equal(np.sort(row[~ghosts]), np.flatnonzero(open_now))
    assert np.array_equal(np.sort(model.voicing.borne), np.flatnonzero(rows["state"] == State.UNVOICED))
    # Those without a row are the institutions' own work and errands; a slot is free or taken.
    live = cases["state"] != int(CaseState.FREE)
    own = live & (model.ledger.row_of_case < 0)
    assert (cases["need"][own] < 0).all() and (cases["need"][held] >= 0).all()
    assert live.sum() == len(held) + own.sum() == len(cases) - model.ledger._slots._number


def stamps_are_in_order(model: GovernanceModel) -> None:
    """Arising, voicing, first answer, first resolution, follow-up: none in the future, each where its state has it."""
    rows, now = model.ledger.look(model.world), model.day * model.hours
    voiced, responded, resolved = rows["voiced"], rows["responded"], rows["resolved"]
    came = np.isin(rows["state"], INSIDE)
    assert np.isnan(voiced[np.isin(rows["state"], VOICELESS)]).all()
    assert (voiced[rows["state"] == State.UNDECIDED] >= now - HOURS).all()
    assert (voiced[came] <= now + HOURS).all() and (voiced[came] >= rows["arose"][came] - HOURS).all()
    assert np.isnan(responded[~came]).all() and np.isnan(resolved[~came]).all()
    assert np.isfinite(resolved[np.isin(rows["state"], (State.RESOLVED, State.CLOSED))]).all()
    for before, after in ((voiced, responded), (responded, resolved), (resolved, rows["followed_up"])):
        known = np.isfinite(after)
        assert (after[known] >= before[known]).all() and (after[known] <= now + HOURS).all()
    assert (np.isfinite(rows["satisfaction"]) <= np.isfinite(resolved)).all()
    assert np.array_equal(came, rows["duty"] >= 0)


# --- hours
def hours_are_conserved(model: GovernanceModel) -> None:
    """Posts' hours are busy and idle; busy hours are in the books or under way; queues are as long as they say."""
    world, floor, jobs = model.world, model.world.floor, model.world.jobs
    for state, column in ((Job.WAITING, "waiting"), (Job.IN_SERVICE, "busy")):
        number = np.bincount(jobs["actor"][jobs["state"] == int(state)], minlength=len(floor))
        assert np.array_equal(number, floor[column])
    scale = max(1.0, float(floor["server_hours"].sum()))
    assert abs(float(world.activity.sum() + unbooked(model).sum() - floor["busy_hours"].sum())) <= HOURS * scale
    assert (floor["server_hours"] - floor["busy_hours"] >= -HOURS).all()
    copies = jobs["state"].reshape(len(world.cases), -1) if len(world.cases) else jobs["state"].reshape(0, 1)
    working = ~np.isin(copies, (int(Job.IDLE), int(Job.STOPPED)))
    inside = np.isin(world.cases["state"], (int(CaseState.UNDERWAY), int(CaseState.RESOLVED)))
    assert np.array_equal(working.any(axis=1), inside)
    assert (working.sum(axis=1)[world.cases["duty"] != int(Duty.OVERLAP)] <= 1).all()


def every_number_can_be(model: GovernanceModel) -> None:
    """No share outside 0 to 1, nothing negative that counts or measures, nothing that is no number."""
    world, rows = model.world, model.ledger.look(model.world)
    people = model.residents.columns
    live = world.cases[world.cases["state"] != int(CaseState.FREE)]
    shares: list[tuple[str, NDArray[Any]]] = [
        *((name, people[name]) for name in ("habit", "trust", "expectation", "satisfaction", "ideal")),
        ("severity", rows["severity"]), ("judged", rows["satisfaction"][~np.isnan(rows["satisfaction"])]),
        ("information", live["information"]), ("reopens", live["reopens"]),
        *((name, world.orders[name]) for name in ("error", "local_knowledge")),
        *((name, world.fusion[name]) for name in ("share", "follow_share", "completeness", "redo_share")),
        ("kept", world.hand_kept),
    ]  # fmt: skip
    for name, values in shares:
        assert (values >= 0.0).all() and (values <= 1.0).all(), name
    amounts: list[tuple[str, NDArray[Any]]] = [
        *((name, rows[name]) for name in ("hours", "hand_overs", "passes", "reopened")),
        *((name, live[name]) for name in ("hours", "scale", "passes", "hand_overs", "ghosts")),
        *((name, world.floor[name]) for name in world.floor.dtype.names or () if name not in ("head", "since")),
        *((name, world.orders[name]) for name in ("servers", "sitting_every", "sitting_first", "overhead")),
        ("hand-overs", world.hand_overs), ("hand-over hours", world.hand_hours),
        ("volunteers", people["volunteer_hours"]), ("given", model.volunteers.hours),
        ("residents' hours", np.array([model.voicing.resident_hours])),
    ]  # fmt: skip
    for name, values in amounts:
        assert (values >= 0.0).all() and np.isfinite(values).all(), name
    for name, values in (("skill", world.skill), ("productivity", world.orders["productivity"])):
        assert (values > 0.0).all() and np.isfinite(values).all(), name
    # What is left of a task when hand-over and lost work are taken off may be below nought by rounding.
    assert (world.activity >= -1e-12).all() and np.isfinite(world.activity).all()
    assert (np.abs(world.slip) <= 1.0).all()  # a chance that is below nought is none
    assert np.isfinite(world.orders["pass_intercept"]).all() and np.isfinite(world.orders["pass_load"]).all()


# --- yuan
def yuan_are_conserved(model: GovernanceModel) -> None:
    """Double entry: the journal alone gives every balance, all balances add up to nothing, none inside is below."""
    balance: dict[str, int] = dict.fromkeys(model.accounts.balance, 0)
    flows: dict[tuple[str, str, str], int] = {}
    for entry in model.accounts.journal:
        assert entry.fen > 0 and 0 <= entry.day <= model.day
        balance[entry.payer] -= entry.fen
        balance[entry.payee] += entry.fen
        key = (entry.payer, entry.payee, entry.purpose)
        flows[key] = flows.get(key, 0) + entry.fen
    assert balance == model.accounts.balance and flows == model.accounts.flows
    assert sum(balance.values()) == 0
    assert all(amount >= 0 for name, amount in balance.items() if name not in OUTSIDE)


BOOKS: tuple[Callable[[GovernanceModel], None], ...] = (
    requests_are_conserved, stamps_are_in_order, hours_are_conserved, every_number_can_be, yuan_are_conserved,
)  # fmt: skip


def check(model: GovernanceModel) -> None:
    """All books of a model as it stands."""
    for book in BOOKS:
        book(model)


# --- time
def days(model: GovernanceModel, number: int) -> Iterator[None]:
    """Run day by day: each day's hours on duty are the posts there, and those who finish what they began."""
    serve = model.institutions_serve

    def on_duty() -> NDArray[Any]:
        floor = model.world.floor
        return np.asarray(floor["server_hours"] - floor["overrun_hours"])

    def served(times: Floats, cases: Ints) -> None:
        posts, before = model.world.orders["servers"].copy(), on_duty()
        serve(times, cases)
        np.testing.assert_allclose(on_duty() - before, posts * model.hours, rtol=1e-9, atol=HOURS)

    vars(model)["institutions_serve"] = served
    for _ in range(number):
        model.run_for(1)
        yield


def open_requests(model: GovernanceModel) -> int:
    """Requests that have come in and were not resolved once, as the rows stand now."""
    rows = model.ledger.look(model.world)
    return int((np.isin(rows["state"], INSIDE) & ~np.isfinite(rows["resolved"])).sum())


def littles_law_holds(model: GovernanceModel, seen: list[int], exact: bool) -> None:
    """Little 1961: stocks that were seen are those of the time stamps; hours in queues are those that legs waited.

    `seen` are open requests at the close of each day. Without overlaps (`exact`) every wait ends in a leg; a copy
    of an overlap that was stopped while it waited leaves none.
    """
    rows = model.ledger.look(model.world)
    closes = model.hours * np.arange(1, len(seen) + 1)
    came = rows["voiced"][np.isin(rows["state"], INSIDE)]
    went = rows["resolved"][np.isfinite(rows["resolved"])]
    stock = np.searchsorted(np.sort(came), closes, side="left") - np.searchsorted(np.sort(went), closes, side="right")
    assert stock.tolist() == model.outcomes.observed().open_by_day.tolist()
    at_close = np.searchsorted(np.sort(went), closes, side="right") - np.searchsorted(
        np.sort(went), closes, side="left"
    )
    # What ends at the very hour of an opening ends at the close before it, at which it was still seen.
    assert (stock <= seen).all() and (seen <= stock + at_close).all()
    legs, jobs, now = model.legs(), model.world.jobs, model.day * model.hours
    assert (legs["arrived"] <= legs["started"]).all() and (legs["started"] <= legs["finished"]).all()
    waited = float((legs["started"] - legs["arrived"]).sum())
    served = float((legs["finished"] - legs["started"]).sum())
    for state in (Job.WAITING, Job.IN_SERVICE):
        mine = jobs[jobs["state"] == int(state)]
        end = np.full(len(mine), now) if state == Job.WAITING else mine["started"]
        waited += float((end - mine["arrived"]).sum())
        served += float((now - mine["started"]).sum()) if state == Job.IN_SERVICE else 0.0
    queues, busy = (float(model.world.floor[name].sum()) for name in ("queue_hours", "busy_hours"))
    assert waited <= queues * (1.0 + 1e-9) + HOURS and served <= busy * (1.0 + 1e-9) + HOURS
    if exact:
        np.testing.assert_allclose([waited, served], [queues, busy], rtol=1e-9, atol=HOURS)


# --- outcomes
def _none_voiced(o: Observed) -> bool:
    return not len(o.came)


def _none_resolved(o: Observed) -> bool:
    return o.number_resolved == 0


def _none_due(o: Observed) -> bool:
    return not len(o.standard.kept)


def _half_open(name: str) -> Callable[[Observed], bool]:
    """Fewer than half have had it: a median is not known."""
    return lambda o: not (o.survival(name).share <= 0.5 + 1e-9).any()


def _one_sided(o: Observed) -> bool:
    weak = o.standard.vulnerable
    return bool(weak.all() or not weak.any())


UNKNOWN: dict[str, Callable[[Observed], bool]] = {
    "voiced_share": lambda o: not len(o.arose),
    "time_to_voice": lambda o: not len(o.arose),
    "unvoiced_stock_vulnerable": lambda o: not o.vulnerable.any(),
    "response_time": _half_open("responded"),
    "resolution_time": _half_open("resolved"),
    "resolution_mean": _none_voiced,
    "within_standard": _none_due,
    "resolved_share": _none_voiced,
    "followed_up_share": _none_resolved,
    "reopened_share": _none_resolved,
    "satisfaction": lambda o: not np.isfinite(o.of_voiced("satisfaction")).any(),
    "hand_overs": _none_voiced,
    "passed_on": _none_voiced,
    "duplicated_hours": _none_voiced,
    "lost_information_hours": _none_voiced,
    "rework_hours": _none_voiced,
    "verticality": lambda o: o.hand_overs.sum() == 0,
    "co_ordination_hours": _none_resolved,
    "institution_hours": _none_resolved,
    "cost_per_resolved": _none_resolved,
    "social_cost_per_resolved": _none_resolved,
    "supplied_needs": lambda o: not o.vulnerable.any(),
    "utilisation": lambda o: o.capacity.sum() == 0.0,
    "worker_caseload": lambda o: o.careers.worker_months == 0,
    "worker_burnout": lambda o: not len(o.careers.burnout),
    "worker_turnover": lambda o: o.careers.posts == 0,
    "application_time": lambda o: not len(o.applications),
    "decision_time": lambda o: not len(o.decisions["decided"]),
    "decision_distance": lambda o: not np.isfinite(o.decisions["distance"]).any(),
    "non_state_initiative": lambda o: not any(o.hours_of_all(a) for a in Activity if a not in LEFT_OUT),
    "organization_quality": lambda o: not len(o.organization_quality),
    "organization_concentration": lambda o: o.organization_hours.sum() == 0.0,
    "community_gini": _none_due,
    "vulnerable_gap": _one_sided,
    "worst_community": _none_due,
    "public_money": lambda o: o.paid_days == 0.0,
    "spent_share": lambda o: o.public_yuan + o.private_yuan + o.advanced_yuan == 0.0,
}
"""When an outcome has nothing to be told of, and so is not-a-number; those that are not here always have a value."""


def outcomes_can_be(model: GovernanceModel) -> dict[str, float]:
    """Every outcome lies within the range of its unit, and is not-a-number where it has no cases, and only there."""
    observed = model.outcomes.observed()
    values = evaluate(observed)
    for outcome in OUTCOMES:
        value = values[outcome.key]
        low, high = SIGNED.get(outcome.key, (0.0, 1.0 if outcome.unit in SHARES else math.inf))
        if outcome.key == "recovery_days":
            continue  # unknown without a shock, or where too little was seen before it (tests/model/test_recovery.py)
        unknown = outcome.key in UNKNOWN and UNKNOWN[outcome.key](observed)
        assert math.isnan(value) == unknown, f"{outcome.key}: found {value}, with{'out' if unknown else ''} cases"
        assert unknown or (low <= value <= high and math.isfinite(value)), f"{outcome.key}: found {value}"
    return values


def look(model: GovernanceModel) -> None:
    """All that can be asked of a run; it draws nothing and changes nothing."""
    outcomes_can_be(model)
    needs, daily, monthly = model.requests.frame(), model.outcomes.daily(), model.outcomes.monthly()
    model.outcomes.cohorts()
    assert len(needs) == len(model.requests)
    for name in ("arisen", "voiced", "responded", "resolved", "followed_up"):
        assert daily[name].sum() == monthly[name].sum() >= 0
    assert (daily[["backlog", "unvoiced", "hours", "yuan"]] >= -HOURS).all(axis=None)
    assert int(daily["backlog"].tail(len(model.scenario.city.communities)).sum()) == open_requests(model)
    model.accounts.frame(), model.accounts.balances(), model.journeys.frame(), repr(model)
