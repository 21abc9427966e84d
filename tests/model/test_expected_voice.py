"""Requests a need: a case known by hand, and what each pull does."""

import numpy as np
import pytest

from agents.resident import ONLINE, PHONE, REFERENCE_COST, VISIT
from model.expected_voice import Requests, care_weights, expected_requests
from scenarios.actors import CATEGORIES
from scenarios.parameters import Parameters

ADDRESSEE = np.array([1, 1, 0, 2, 0])
# Nothing but reach decides, whatever the channel.
FLAT: dict[str, float] = {
    "voice_trust": 0.0, "voice_habit": 0.0, "voice_severity": 0.0,
    "phone_cost": REFERENCE_COST, "online_cost": REFERENCE_COST,
}  # fmt: skip


def requests(older: float = 0.2, web: float = 0.5, met: float = 0.0, way: float = 0.15, **changes: float) -> Requests:
    return expected_requests(Parameters.model_validate(changes), ADDRESSEE, way, older, web, met)


def test_with_nothing_but_reach_the_shares_are_those_of_the_parameters() -> None:
    p = Parameters.model_validate(FLAT)
    got = requests(**FLAT)
    for c, name in enumerate(CATEGORIES):
        reach = getattr(p, f"reach_{name}")
        borne = (1.0 - reach) * (1.0 - getattr(p, f"self_help_{name}") - getattr(p, f"neighbour_{name}"))
        assert got.plain[c].sum() == pytest.approx(reach)
        over, fade = p.escalation_probability, p.fade_probability
        assert got.escalated[c].sum() == pytest.approx(borne * over / (over + fade))


def test_channels_of_equal_cost_are_shared_evenly_by_those_who_have_them() -> None:
    got = requests(older=0.0, web=0.5, **FLAT)
    told = got.plain[0] / got.plain[0].sum()
    assert told[[VISIT, PHONE, ONLINE]].tolist() == pytest.approx([0.25 + 0.5 / 3, 0.25 + 0.5 / 3, 0.5 / 3])


def test_care_arises_to_the_old_who_are_less_often_online() -> None:
    got = requests(web=0.5, **FLAT)
    online = got.plain[:, ONLINE] / got.plain.sum(axis=1)
    assert online[CATEGORIES.index("care")] < online[0] - 0.02
    light, heavy = care_weights(Parameters(share_vulnerable=0.0), 0.2)
    assert (light, heavy) == (1.0, Parameters().need_elderly_care_ratio)


def test_visitors_who_meet_people_hear_of_more() -> None:
    dear = {"way": 1.0, "phone_cost": 1.0, "online_cost": 1.0, "self_help_collective": 0.0, "neighbour_collective": 0.0}
    more, none = (requests(met=met, **dear).plain.sum(axis=1) for met in (0.2, 0.0))
    assert (more >= none - 1e-12).all()
    collective = CATEGORIES.index("collective")
    assert more[collective] > none[collective] + 0.01


def test_a_longer_way_turns_visits_into_calls_and_some_fall_silent() -> None:
    near, far = requests(way=0.1), requests(way=1.0)
    assert (far.plain[:, VISIT] < near.plain[:, VISIT]).all() and (far.plain[:, PHONE] > near.plain[:, PHONE]).all()
    assert (far.plain.sum(axis=1) < near.plain.sum(axis=1)).all()


def test_no_need_becomes_more_than_one_request() -> None:
    got = requests(met=5.0, worsening=0.5, escalation_probability=0.2, fade_probability=0.1)
    assert ((got.plain + got.escalated).sum(axis=1) < 1.0).all()
    assert ((got.insist > 0.25) & (got.insist < 1.0)).all()
