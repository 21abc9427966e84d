"""F6, service complexes 复合空间: cheap hand-overs and people who meet, for posts, upkeep and the others' ways."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from model.accounts import SUPPLIERS
from model.governance import GovernanceModel
from model.ledger import State
from model.mechanisms.complexes import ServiceComplexes, post_yuan
from model.tables import Activity
from scenarios.actors import CATEGORIES
from scenarios.parameters import Parameters

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

FREE: dict[str, Any] = {
    "complex_handover": 1.0, "complex_retention": 0.0, "complex_meeting": 0.0, "complex_detour": 0.0,
    "complex_yuan": 0.0, "complex_upkeep_hours": 0.0,
}  # fmt: skip
"""A complex that gives and takes nothing; at one station a community nobody's way changes either."""
DAYS = 40


@pytest.fixture(scope="module")
def none(lab: "Lab") -> GovernanceModel:
    """No complex."""
    return lab.run(days=DAYS)


def test_with_all_its_strengths_neutral_a_complex_changes_nothing(lab: "Lab", none: GovernanceModel) -> None:
    assert lab.fingerprint(lab.run(days=DAYS, service_complexes=0.5, **FREE)) == lab.fingerprint(none)


def test_dormant_its_parameters_change_nothing(lab: "Lab", none: GovernanceModel) -> None:
    for key, value in FREE.items():
        assert lab.differing(key, (value, getattr(Parameters(), key))) == set()
    assert lab.fingerprint(lab.run(days=DAYS, **FREE)) == lab.fingerprint(none)
    assert none.accounts.total("complex") == 0


def test_benefit_hand_overs_inside_cost_less_and_keep_more(lab: "Lab", none: GovernanceModel) -> None:
    """Half the hours: what remains in full comes from above, as from a street that assigns. Above nobody gains."""
    cheap = lab.run(days=DAYS, service_complexes=1.0, **FREE | {"complex_handover": 0.5})
    house, above = ("committee", "party", "property", "organization"), ("department", "team", "civil_affairs")
    hours = [lab.hours(m, Activity.HANDOVER, *house) for m in (none, cheap)]
    assert hours[1] < 0.75 * hours[0]
    hours = [lab.hours(m, Activity.HANDOVER, *above) for m in (none, cheap)]
    assert hours[1] == pytest.approx(hours[0], rel=0.05)
    keeps = lab.run(days=DAYS, service_complexes=1.0, **FREE | {"complex_retention": 1.0})
    lost = [lab.hours(m, Activity.LOST_INFORMATION, *house) for m in (none, keeps)]
    assert lost[1] < 0.8 * lost[0]


def test_benefit_and_price_neighbours_who_hear_of_needs_help_at_complexes_alone(lab: "Lab") -> None:
    model = lab.run(days=DAYS, service_complexes=0.5, visit_met_share=0.0, **FREE | {"complex_meeting": 0.1})
    base = lab.run(days=DAYS, visit_met_share=0.0)
    rows, before = model.ledger.look(model.world), base.ledger.look(base.world)
    here = model.mechanisms.get(ServiceComplexes).here[rows["place"]]

    def number(table: Any, there: Any, *states: State) -> int:
        return int((np.isin(table["state"], [int(s) for s in states]) & there).sum())

    silent, helped = (State.UNVOICED, State.FADED), State.NEIGHBOUR_HELPED
    assert number(rows, here, *silent) < 0.8 * number(before, here, *silent)
    assert number(rows, here, helped) > 1.05 * number(before, here, helped)
    assert number(rows, ~here, helped) == number(before, ~here, helped)
    assert number(rows, ~here, *silent) == pytest.approx(number(before, ~here, *silent), rel=0.01)
    # What neighbours give is counted, hour by hour.
    more = number(rows, here, helped) - number(before, here, helped)
    assert model.voicing.volunteer_hours - base.voicing.volunteer_hours == pytest.approx(0.8 * more)


def test_benefit_who_was_kept_silent_by_the_cost_speaks_where_they_are_met(lab: "Lab") -> None:
    """There is no way to where one is; whom a complex does not reach stays silent."""
    dear: dict[str, Any] = {"voice_cost": 2.0, "way_hours": 0.5, "phone_cost": 0.5, "online_cost": 0.5}
    unhelped = {f"neighbour_{name}": 0.0 for name in CATEGORIES} | {"visit_met_share": 0.0}
    base = lab.run(days=DAYS, **dear, **unhelped)
    model = lab.run(days=DAYS, service_complexes=0.5, **dear, **unhelped, **FREE | {"complex_meeting": 0.1})
    before, rows = lab.both(base, model)
    here = model.mechanisms.get(ServiceComplexes).here[rows["place"]]
    spoken = [[float(np.isfinite(t["voiced"][there]).mean()) for there in (here, ~here)] for t in (before, rows)]
    assert spoken[1][0] > spoken[0][0] + 0.03
    assert spoken[1][1] == pytest.approx(spoken[0][1], abs=0.002)


def test_price_committees_and_stations_have_so_many_posts_less_as_the_houses_cost(
    lab: "Lab", none: GovernanceModel
) -> None:
    base = none.world.orders["servers"]
    for yuan, number, posts in ((200_000.0, 1.0, 18), (50_000.0, 0.5, 2), (0.0, 1.0, 0)):
        model = lab.new(service_complexes=number, **FREE | {"complex_yuan": yuan})
        assert post_yuan(model.scenario.resources) == 90_000.0
        less = base - model.world.orders["servers"]
        stations = lab.desks(model, "committee", "station")
        assert less[stations].sum() == less.sum() == posts
        assert (model.world.orders["servers"][stations] >= 1).all() and (less >= 0).all()
    model = lab.run(days=250, service_complexes=1.0, **FREE | {"complex_yuan": 200_000.0}, city=lab.single)
    # Two posts' worth went to whoever built the house, as the district is left with it: the first four weeks' wages
    # were paid before the posts were given up, and the last instalment before the year's end is for ten days.
    paid = model.accounts.total("complex")
    assert paid == 11 * round(2 * 90_000 * 100 * 20 / 250) + round(2 * 90_000 * 100 * 10 / 250)
    assert {payee for _, payee, purpose in model.accounts.flows if purpose == "complex"} == {SUPPLIERS}


def test_price_withdrawn_posts_make_others_wait(lab: "Lab", none: GovernanceModel) -> None:
    model = lab.run(days=DAYS, service_complexes=1.0, **FREE | {"complex_yuan": 100_000.0})
    waits = [lab.wait(lab.legs(m, None, "station")) for m in (none, model)]
    assert waits[1] > 1.3 * waits[0]


def test_price_committees_keep_the_house_up(lab: "Lab") -> None:
    model = lab.run(days=50, service_complexes=0.5, **FREE | {"complex_upkeep_hours": 5.0})
    assert lab.hours(model, Activity.UPKEEP, "committee") == pytest.approx(4 * 5.0 * 10, rel=0.03)


@pytest.mark.parametrize("detour", [0.0, 0.25])
def test_price_who_shares_a_station_travels_further_to_it(lab: "Lab", detour: float) -> None:
    rule = {"communities_per_station": 4, "way_hours": 0.2}
    middle = lab.new(**rule).voicing.way_hours
    ways = lab.new(**rule, service_complexes=1.0, **FREE | {"complex_detour": detour}).voicing.way_hours
    for street in (slice(0, 4), slice(4, 8)):
        near, *far = sorted(ways[street].tolist())
        assert near == 0.2 and min(far) == max(far) > 1.1 * middle[street].max()
        assert ways[street].mean() == pytest.approx((1.0 + detour) * 0.2 * 2.0)
    assert (lab.new(way_hours=0.2, service_complexes=1.0).voicing.way_hours == 0.2).all()


def test_neutral_no_way_costs_nobody_anything(lab: "Lab") -> None:
    rule = {"communities_per_station": 4, "way_hours": 0.0, "service_complexes": 1.0}
    assert lab.run(days=10, **rule).voicing.resident_hours == 0.0
    assert lab.differing("complex_detour", (0.0, 0.5), **rule) == set()
