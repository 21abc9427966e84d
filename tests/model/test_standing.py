"""Several mechanisms bear on one desk's standing orders; none undoes another's."""

from pathlib import Path

import numpy as np
import pytest

from model.governance import GovernanceModel
from scenarios.actors import COMPETENCES
from tests.model.small import ROWS, small

CARE = COMPETENCES.index("care")


@pytest.fixture
def model(tmp_path: Path) -> GovernanceModel:
    city = tmp_path / "city.csv"
    city.write_text("community,street,residents\n" + "\n".join(ROWS) + "\n", encoding="utf-8")
    return GovernanceModel(small("hierarchy", city, street_allocation=0.2), rng=5)


def test_layers_add_up_or_multiply(model: GovernanceModel) -> None:
    standing, orders = model.standing, model.world.orders
    row, before = 2, model.world.orders.copy()
    standing.posts("a")[row] += 2
    standing.posts("b")[row] -= 1
    standing.skill("a")[row, CARE], standing.skill("b")[row, CARE] = 1.5, 0.8
    standing.slip("a")[row, CARE], standing.slip("b")[row, CARE] = 0.02, 0.03
    standing.passing("a")[row], standing.passing("b")[row] = 1.0, -0.25
    standing.write()
    assert orders["servers"][row] == before["servers"][row] + 1
    assert model.world.skill[row, CARE] == pytest.approx(1.2) and model.world.slip[row, CARE] == pytest.approx(0.05)
    assert orders["pass_intercept"][row] == pytest.approx(before["pass_intercept"][row] + 0.75)
    others = np.arange(len(orders)) != row
    np.testing.assert_array_equal(orders[others], before[others])
    assert (model.world.skill[others] == 1.0).all() and (model.world.slip[others] == 0.0).all()


def test_writing_twice_is_writing_once_and_a_layer_taken_back_is_gone(model: GovernanceModel) -> None:
    before = model.world.orders.copy()
    layer = model.standing.posts("a")
    layer[:] = 1
    for _ in range(2):
        model.standing.write()
        np.testing.assert_array_equal(model.world.orders["servers"], before["servers"] + 1)
    layer[:] = 0
    model.standing.write()
    np.testing.assert_array_equal(model.world.orders, before)


def test_posts_never_fall_below_none(model: GovernanceModel) -> None:
    model.standing.posts("a")[0] = -1000
    model.standing.write()
    assert model.standing.home[0] == 0 and model.world.orders["servers"][0] == 0


def test_posts_that_a_street_moves_move_with_the_home_they_come_from(model: GovernanceModel) -> None:
    model.run_for(15)
    total = model.world.orders["servers"].sum()
    layer = model.standing.posts("a")
    layer[[0, 1]] = [1, -1]
    model.standing.write()
    assert model.world.orders["servers"].sum() == total
    model.run_for(10)
    assert model.world.orders["servers"].sum() == total
