"""R4, three functions in one station 三大功能: any window serves all, and generalists are slower."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from model.ledger import State
from model.tables import Activity

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

SEEDS = (1, 2, 3)


@pytest.mark.parametrize("seed", SEEDS)
def test_benefit_one_group_of_windows_waits_less_than_three(lab: "Lab", seed: int) -> None:
    siloed, integrated = (
        lab.run(seed, station_functions=how, generalist_overhead=0.0) for how in ("siloed", "integrated")
    )
    posts = [model.world.orders["servers"][lab.desks(model, "station")] for model in (siloed, integrated)]
    assert posts[0].sum() == posts[1].sum()
    assert (len(posts[0]), len(posts[1])) == (24, 8)
    for activity in (Activity.INTAKE, Activity.WORK, None):
        waits = [lab.wait(lab.legs(model, activity, "station")) for model in (siloed, integrated)]
        assert waits[1] < 0.7 * waits[0]


@pytest.mark.parametrize("overhead", [0.08, 0.25])
def test_price_every_task_at_the_window_takes_a_share_longer(lab: "Lab", overhead: float) -> None:
    """Requests that never left the station: the hours spent on each are (1 + g) times those of specialists."""
    quick, slow = lab.both(*(lab.run(station_functions="integrated", generalist_overhead=g) for g in (0.0, overhead)))
    settled = np.ones(len(quick), dtype=bool)
    for rows in (quick, slow):
        settled &= (rows["hand_overs"] == 0) & (rows["passes"] == 0) & (rows["reopened"] == 0)
        settled &= (rows["duty"] == 0) & np.isnan(rows["followed_up"])
        settled &= (rows["state"] == int(State.CLOSED)) & (rows["origin"] == 0)
    assert settled.sum() > 1000
    np.testing.assert_allclose(slow["hours"][settled], (1.0 + overhead) * quick["hours"][settled], rtol=1e-5)


@pytest.mark.parametrize("seed", SEEDS)
def test_price_slower_windows_wait_longer(lab: "Lab", seed: int) -> None:
    waits = []
    for overhead in (0.0, 0.08, 0.25):
        model = lab.run(seed, station_functions="integrated", generalist_overhead=overhead)
        waits.append(lab.wait(lab.legs(model, None, "station")))
    assert waits == sorted(waits) and waits[2] > 2.0 * waits[0]


def test_neutral_no_overhead_makes_generalists_as_quick_and_changes_nothing_else(lab: "Lab") -> None:
    model = lab.new(station_functions="integrated", generalist_overhead=0.0)
    assert (model.world.orders["overhead"] == 1.0).all()
    told = lab.differing("generalist_overhead", (0.0, 0.25), station_functions="integrated")
    assert told == {"orders.overhead.station"}
    assert lab.differing("generalist_overhead", (0.0, 0.25)) == set()
    a, b = (lab.run(days=60, generalist_overhead=overhead) for overhead in (0.0, 0.25))
    assert lab.fingerprint(a) == lab.fingerprint(b)
