"""Rivalry for credit: who owes an overlap spends what a contest of equals makes best, and clear duties end it."""

import numpy as np
import pytest

from model.contest import effort
from model.governance import GovernanceModel
from model.mechanisms.credit import CLAIMANTS, Credit
from model.routes import ROLE
from model.tables import Activity, Duty
from tests.model.small import STILL, small

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> GovernanceModel:
    """A town of three communities in which every item is an overlap, after 24 days."""
    path = tmp_path_factory.mktemp("town") / "town.csv"
    path.write_text("community,street,residents\n甲,街,6000\n乙,街,6000\n丙,路,6000\n", encoding="utf-8")
    overlaps = {"sole_duty_service": 0.0, "sole_duty_enforcement": 0.0, "gap_probability": 0.0}
    model = GovernanceModel(small("hierarchy", path, **STILL | overlaps | {"credit_stake": 0.5}), rng=3)
    model.run_for(24)
    return model


def test_each_rival_spends_its_part_and_the_claims_are_worked(model: GovernanceModel) -> None:
    """What desks were sent is the stake times the parts of all overlaps resolved by the last week's end."""
    credit = model.mechanisms.get(Credit)
    assert (model.duty == int(Duty.OVERLAP)).all()
    rows = model.ledger.look(model.world)
    done = rows[rows["resolved"] <= 20 * model.hours]
    expected = 0.0
    for item, place in zip(done["item"].tolist(), done["place"].tolist(), strict=True):
        desks = {int(model.world.role_actor[ROLE[role], place]) for role in model.items[item].candidates} - {-1}
        expected += 0.5 * len(desks) * effort(1.0, len(desks))
    spent = float(model.world.activity[:, Activity.CONTEST].sum())
    assert expected > 20.0
    # Those that came back were claimed twice, and some of the last week's claims still wait.
    assert 0.75 * expected < spent < 1.25 * expected
    fresh, again = (rows["resolved"] > 20 * model.hours).sum(), (rows["reopened"] > 0).sum()
    assert fresh <= credit._resolved.sum() <= fresh + again


def test_a_role_of_the_same_desk_is_no_rival(model: GovernanceModel) -> None:
    """Integrated windows: the general and the affairs window of a station are one owner."""
    parts = model.mechanisms.get(Credit)._part
    assert parts.shape == (len(model.items), len(CLAIMANTS), 3)
    number = (parts > 0.0).sum(axis=1)
    assert (number >= 2).any()
    whole = parts.sum(axis=1)
    assert np.allclose(whole[number == 2], 0.5)
    assert np.allclose(whole[number == 3], 2.0 / 3.0)
    assert (whole[number == 0] == 0.0).all()
    assert not (number == 1).any()
