"""Round scales, and colours on which text is read."""

import math
from itertools import pairwise

import pytest

from dashboard.views.where_scale import DIFFERENCES, NOTHING, VALUES, even_scale, ink_on, luminance, mixed, scale_of


def test_a_scale_goes_out_to_round_numbers() -> None:
    scale = scale_of([0.43, 0.88, math.nan])
    assert [scale.low, scale.high] == pytest.approx([0.4, 1.0])
    assert scale.ticks == pytest.approx((0.4, 0.6, 0.8, 1.0))


def test_the_ends_of_a_scale_have_the_end_colours_and_nothing_is_grey() -> None:
    scale = scale_of([0.0, 10.0])
    assert scale.colour(0.0) == VALUES[0]
    assert scale.colour(10.0) == VALUES[-1]
    assert scale.colour(math.nan) == NOTHING


def test_darkness_grows_with_the_value() -> None:
    scale = scale_of([0.0, 1.0])
    shades = [luminance(scale.colour(i / 50)) for i in range(51)]
    assert all(darker < lighter for lighter, darker in pairwise(shades))


def test_differences_have_zero_in_the_middle_and_the_same_reach_on_both_sides() -> None:
    scale = even_scale([-0.02, 0.31])
    assert scale.at(0.0) == pytest.approx(0.5)
    assert scale.low == -scale.high
    assert scale.high >= 0.31
    assert scale.colour(0.0) == DIFFERENCES[4]
    assert 0.0 in scale.ticks


def test_values_that_are_all_the_same_or_missing_have_a_scale_too() -> None:
    for values in ([0.7, 0.7], [0.0], [], [math.nan], [-3.0]):
        scale = scale_of(values)
        assert scale.low < scale.high
        assert even_scale(values).at(0.0) == pytest.approx(0.5)
    assert scale_of([0.7, 0.7]).at(0.7) == pytest.approx(0.5, abs=0.2)


@pytest.mark.parametrize("colours", [VALUES, DIFFERENCES])
def test_text_on_any_tile_has_a_contrast_of_4_5_or_more(colours: tuple[str, ...]) -> None:
    for first, second in pairwise(colours):
        for step in range(21):
            fill = mixed(first, second, step / 20)
            light, dark = sorted((luminance(fill), luminance(ink_on(fill))), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_luminance_is_that_of_wcag() -> None:
    assert luminance("#ffffff") == pytest.approx(1.0)
    assert luminance("#000000") == 0.0
    assert luminance("#0072b2") == pytest.approx(0.1521, abs=0.002)
