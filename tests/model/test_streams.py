"""Keyed draws: the same key gives the same number, in any company, and the numbers look drawn."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from model.streams import Purpose, in_turn, uniform, uniforms

SEEDS = st.integers(0, 2**62)


@settings(deadline=None)  # the first call compiles
@given(SEEDS, st.sampled_from(Purpose), st.lists(st.integers(0, 2**62), min_size=1, max_size=20), st.integers(0, 2**30))
def test_a_draw_depends_on_its_key_alone(seed: int, purpose: Purpose, entities: list[int], occasion: int) -> None:
    together = uniforms(seed, purpose, np.array(entities), occasion)
    backwards = uniforms(seed, purpose, np.array(entities[::-1]), occasion)
    np.testing.assert_array_equal(together, backwards[::-1])
    alone = uniforms(seed, purpose, np.array(entities[:1]), occasion)
    assert alone[0] == together[0]
    with np.errstate(over="ignore"):
        assert uniform(seed, purpose, entities[0], occasion) == together[0]
    assert ((together > 0.0) & (together < 1.0)).all()


@settings(deadline=None)
@given(SEEDS, st.sampled_from(Purpose), st.integers(-(2**62), 2**62), st.integers(0, 20), st.integers(-(2**30), 2**30))
def test_draws_in_turn_are_those_of_the_occasions(
    seed: int, purpose: Purpose, entity: int, number: int, first: int
) -> None:
    wanted = uniforms(seed, purpose, np.full(number, entity), first + np.arange(number))
    np.testing.assert_array_equal(in_turn(seed, purpose, entity, number, first), wanted)


def test_another_seed_purpose_entity_or_occasion_gives_another_number() -> None:
    keys = np.arange(500)
    draws = [
        uniforms(seed, purpose, keys, occasion)
        for seed in (1, 2)
        for purpose in (Purpose.WORK, Purpose.ERROR)
        for occasion in (0, 1)
    ]
    assert len(np.unique(np.concatenate(draws))) == 8 * 500


def test_draws_are_uniform_and_unrelated() -> None:
    keys = np.arange(2_000)
    first, second = (uniforms(11, Purpose.WORK, keys, occasion) for occasion in (0, 1))
    other = uniforms(12, Purpose.WORK, keys, 0)
    assert stats.kstest(first, "uniform").pvalue > 1e-3
    for one, two in ((first, second), (first, other), (first[:-1], first[1:])):
        assert abs(np.corrcoef(one, two)[0, 1]) < 4 / np.sqrt(len(one))


def test_no_number_of_a_purpose_is_used_twice() -> None:
    assert len({int(purpose) for purpose in Purpose}) == len(Purpose.__members__)
