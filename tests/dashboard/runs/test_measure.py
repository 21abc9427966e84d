from pathlib import Path

import numpy as np
import pytest

from dashboard.runs.frames import PLACES, PROMISED
from dashboard.runs.measure import places, point, promises
from model.by_group import read_groups
from model.governance import GovernanceModel
from tests.dashboard.runs.cities import small


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> GovernanceModel:
    model = GovernanceModel(small(tmp_path_factory.mktemp("city"), "network"), rng=2)
    model.run_for(60)
    return model


def test_a_point_is_the_models_own_outcomes(model: GovernanceModel) -> None:
    assert np.array(point(model)).tobytes() == model.outcomes.frame()["value"].to_numpy().tobytes()


def test_places_agree_with_outcomes_by_community(model: GovernanceModel) -> None:
    found = places(model, 1)
    assert tuple(found.columns) == PLACES
    groups = read_groups(model)
    there = groups[groups["breakdown"] == "community"].pivot_table(index="group", columns="outcome", values="value")
    there = there.loc[found["community"]]
    for name in ("voiced_share", "resolved_share", "satisfaction"):
        assert found[name].to_numpy() == pytest.approx(there[name].to_numpy(), rel=1e-5)
    for count, rate in (("backlog", "backlog"), ("unvoiced", "unvoiced_stock")):
        assert found[count].to_numpy() == pytest.approx(there[rate].to_numpy() * found["residents"] / 1000.0)
    assert found["backlog"].sum() > 0


def test_fewer_come_to_each_further_promise_and_groups_add_up(model: GovernanceModel) -> None:
    found = promises(model).set_index("group")[list(PROMISED)]
    assert (found.diff(axis=1).iloc[:, 1:] <= 0).all(axis=None)
    assert (found.loc["vulnerable"] + found.loc["others"] == found.loc["all"]).all()
    outcomes = model.outcomes.frame().set_index("outcome")["value"]
    whole = found.loc["all"]
    assert whole["arisen"] == len(model.requests)
    assert whole["voiced"] / whole["arisen"] == pytest.approx(outcomes["voiced_share"])
    assert whole["resolved"] / whole["voiced"] == pytest.approx(outcomes["resolved_share"])
    assert whole["followed_up"] / whole["resolved"] == pytest.approx(outcomes["followed_up_share"])
    assert 0 < whole["followed_up"] < whole["resolved"]


def test_looking_changes_nothing(tmp_path: Path) -> None:
    looked_at, alone = (GovernanceModel(small(tmp_path, "network"), rng=4) for _ in range(2))
    for _ in range(6):
        looked_at.run_for(5)
        point(looked_at), places(looked_at, 0), promises(looked_at)
    alone.run_for(30)
    assert point(looked_at) == pytest.approx(point(alone), rel=0, abs=0, nan_ok=True)
