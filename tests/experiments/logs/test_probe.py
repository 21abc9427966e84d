"""Which settings move what a log tells, by more than seeds alone do."""

from collections.abc import Mapping
from typing import Any, cast

import numpy as np
import pytest

from experiments.logs.district import district_of
from experiments.logs.probe import probe
from experiments.logs.simulator import Simulator, inputs_for, simulator
from scenarios.library import load
from tests.experiments.logs.made import week

KEYS = ("street_cycle_days", "way_hours")


class Line:
    """Summaries that rise with the street's cycle, each seed on a line of its own; nothing else moves them."""

    inputs = inputs_for(load("network"), KEYS)
    names = ("steep", "flat")

    def __call__(self, draw: Mapping[str, Any], seed: int) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        cycle = draw.get("street_cycle_days", 2.5)
        return np.array([cycle + 0.1 * seed, 0.001 * cycle + 0.1 * seed])


def test_what_is_moved_and_what_is_noise() -> None:
    found = probe(cast(Simulator, Line()), [1, 2, 3])
    steep: dict[Any, Any] = found.to_dict("records")[0]
    assert (steep["setting"], steep["summary"]) == ("street_cycle_days", "steep")
    assert (steep["low"], steep["high"]) == (1.0, 5.0)  # what the range to draw from says
    assert (steep["at_low"], steep["base"], steep["at_high"]) == pytest.approx((1.2, 2.7, 5.2))
    assert steep["moved"] == pytest.approx(4.0)
    assert steep["noise"] == pytest.approx(0.1)
    assert list(found["told"]) == [True, False, False, False]


@pytest.mark.proof
def test_a_cycle_of_approvals_moves_a_replay_and_the_way_to_the_station_does_not() -> None:
    log = week(3000)
    simulate = simulator(log, district_of(log, load("hierarchy"), per_1000=1500.0), KEYS, weeks=4)
    found = probe(simulate, [1, 2, 3, 4])
    half = found[(found["setting"] == "street_cycle_days") & (found["summary"] == "all:log_hours_50")]
    assert half["told"].all()
    assert (half["moved"] > 0.0).all()
    # The way to the station is behind a request that was voiced.
    assert not found.loc[found["setting"] == "way_hours", "told"].any()
