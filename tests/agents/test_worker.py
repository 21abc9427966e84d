"""What a social worker knows and decides."""

import math
from types import SimpleNamespace
from typing import Any

import mesa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.worker import Worker, monthly_chance
from scenarios.parameters import Parameters


class World(mesa.Model[Any, Any]):
    """A model with parameters and nothing else."""

    def __init__(self, **changes: float) -> None:
        super().__init__(rng=0)
        self.told = SimpleNamespace(parameters=Parameters.model_validate(changes))

    @property
    def scenario(self) -> Any:
        return self.told

    @scenario.setter
    def scenario(self, value: Any) -> None:
        pass


def worker(licensed: bool = False, tenure: float = 0.0, settled: bool = True, **changes: float) -> Worker:
    return Worker(World(**changes), None, licensed, tenure, settled)  # type: ignore[arg-type]


def test_a_share_a_year_quits_where_nobody_is_tired() -> None:
    stay = 1.0 - monthly_chance(0.12, 0.0)
    assert stay**12.5 == pytest.approx(0.88)
    assert monthly_chance(0.0, 5.0) == 0.0


@given(st.floats(0.0, 0.9), st.floats(0.0, 5.0), st.floats(0.0, 5.0))
def test_a_larger_logit_never_makes_it_less_likely(a_year: float, low: float, more: float) -> None:
    assert 0.0 <= monthly_chance(a_year, low) <= monthly_chance(a_year, low + more) <= 1.0


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 0.5), st.floats(0.0, 0.5))
def test_burnout_stays_in_0_to_1_and_follows_the_load(start: float, use: float, rise: float, rest: float) -> None:
    one = worker(burnout_rise=rise, burnout_recovery=rest)
    one.burnout = start
    one.work_a_month(use, 0.0)
    assert 0.0 <= one.burnout <= 1.0
    if use <= 0.75:
        assert one.burnout <= start
    if use == 1.0:
        assert one.burnout >= start


def test_burnout_settles_where_rise_and_recovery_balance() -> None:
    one = worker(burnout_rise=0.1, burnout_recovery=0.15, comfortable_load=0.75)
    for _ in range(500):
        one.work_a_month(0.875, 0.0)  # half way from comfortable to full
    b = one.burnout
    # One step: b ← (b + 0.05(1 − b))(1 − 0.075) is at rest where b = 0.04625 / (0.075 + 0.04625).
    assert b == pytest.approx(0.05 * 0.925 / (1.0 - 0.95 * 0.925))


def test_skill_grows_with_tenure_and_saturates() -> None:
    skills = [worker(tenure=years, learning_gain=0.2, learning_years=2.0).skill for years in (0.0, 2.0, 4.0, 100.0)]
    assert skills == pytest.approx([0.8, 1.0 - 0.2 * math.exp(-1.0), 1.0 - 0.2 * math.exp(-2.0), 1.0])


def test_licence_training_and_settling_multiply() -> None:
    one = worker(
        True, settled=False, learning_gain=0.0, licence_premium=0.1, training_gain=0.2, newcomer_productivity=0.8
    )
    one.trained = 1e9
    assert one.skill == pytest.approx(1.1 * 1.2 * 0.8)
    assert one.knowledge == pytest.approx(0.9)
    plain = worker(True, learning_gain=0.0, licence_premium=0.0)
    assert plain.skill == 1.0 and plain.knowledge == 1.0


def test_training_helps_in_the_examination() -> None:
    one = worker(licence_pass=0.1)
    assert one.passes == pytest.approx(0.1)
    one.trained = 40.0
    assert one.passes == pytest.approx(1.0 - 0.9 * math.exp(-1.0))


def test_only_the_licensed_and_settled_found_and_the_tired_and_trusted_more_readily() -> None:
    assert worker(False).founds(0.9) == 0.0 == worker(True, settled=False).founds(0.9)
    one = worker(True)
    rested = one.founds(0.5)
    one.burnout = 0.5
    assert 0.0 < rested < one.founds(0.5) < one.founds(0.8)
