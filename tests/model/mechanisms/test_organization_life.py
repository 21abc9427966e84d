"""Organisations go over to another regime with what they are paid for, and only with that."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model.governance import GovernanceModel
from model.routes import ROLE
from tests.model.small import STILL, small

CITY = "community,street,residents,organizations,workers\na,one,5000,0,\nb,one,6000,2,3\nc,two,7000,1,2\n"
RICH: dict[str, Any] = {"incubation": 20_000_000, "incubation_failure": 0.0, "venue_yuan": 0.0}
BOUGHT: dict[str, Any] = {"purchase_mode": "projects", "purchase_share": 0.6}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three communities, in the first of which no organisation stands at the start."""
    path = tmp_path_factory.mktemp("life") / "city.csv"
    path.write_text(CITY, encoding="utf-8")
    return path


def told(model: GovernanceModel) -> dict[str, np.ndarray]:
    """Who plays the organisations' role where, with how many posts, how skilled, and what is sent there."""
    row = model.organizations.row
    return {
        "role": model.world.role_actor[ROLE["organization"]].copy(),
        "posts": model.world.orders["servers"][row].copy(),
        "skill": model.world.skill[row].copy(),
        "slip": model.world.slip[row].copy(),
        "share": model.reception.bought.share,
    }


def run(city: Path, day: int, *entries: dict[str, Any], **rules: Any) -> GovernanceModel:
    model = GovernanceModel(small("hierarchy", city, timeline=entries, **(STILL | rules)), rng=3)
    model.run_for(day)
    return model


@pytest.mark.parametrize("rules", [RICH, BOUGHT, RICH | BOUGHT | {"matching": "fair"}], ids=["grants", "bought", "all"])
def test_a_change_of_other_rules_leaves_their_desks_as_they_were(city: Path, rules: dict[str, Any]) -> None:
    """Desks that live by contracts and grants alone among them, whose role the change writes anew."""
    day = 66
    turn = {"day": day, "rules": {"sole_duty_service": 0.9, "fund_mix": "government", "communities_per_station": 2}}
    model = run(city, day, turn, **rules)
    before, journal = told(model), len([e for e in model.accounts.journal if "organization" in e.payer + e.payee])
    if "incubation" in rules:
        assert before["posts"][0] > 0 and before["role"][0] >= 0
    model.run_for(1)
    assert model.scenario.rules.sole_duty_service == 0.9
    for name, value in told(model).items():
        np.testing.assert_array_equal(value, before[name], err_msg=name)
    assert len([e for e in model.accounts.journal if "organization" in e.payer + e.payee]) == journal


def test_what_is_bought_ends_on_the_day_the_rule_does_and_begins_on_the_day_it_does(city: Path) -> None:
    base = told(run(city, 1))
    model = run(city, 41, {"day": 41, "rules": BOUGHT}, {"day": 83, "rules": {"purchase_mode": "none"}})
    np.testing.assert_array_equal(told(model)["posts"], base["posts"])
    model.run_for(1)
    bought = told(model)
    assert bought["share"].any() and bought["share"][1:].sum(axis=1).min() > 0.0
    model.run_for(40)
    assert told(model)["posts"].sum() > base["posts"].sum()
    model.run_for(2)
    for name, value in told(model).items():
        if name not in ("role", "posts"):
            np.testing.assert_array_equal(value, base[name], err_msg=name)
    model.run_for(60)  # what was begun is done
    for name, value in told(model).items():
        np.testing.assert_array_equal(value, base[name], err_msg=name)
