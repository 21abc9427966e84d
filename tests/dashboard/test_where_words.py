"""Every text stands in both languages with the same values in it."""

import math
from string import Formatter

import pytest

from dashboard.views import model_words, where_words
from dashboard.views.where_data import Spread
from dashboard.views.where_words import group_in, signed, told


@pytest.mark.parametrize("words", [where_words.WORDS, model_words.WORDS], ids=["where", "model"])
def test_both_languages_have_every_text_with_the_same_values(words: dict[str, tuple[str, str]]) -> None:
    for key, (en, zh) in words.items():
        assert en, key
        assert zh, key
        fields = [{name for _, name, _, _ in Formatter().parse(one) if name} for one in (en, zh)]
        assert fields[0] == fields[1], key


def test_a_mean_is_told_with_its_interval_if_there_is_one() -> None:
    assert told(Spread(0.5, 0.4, 0.6, 3)) == "0.500 (0.400 … 0.600)"
    assert told(Spread(0.5, math.nan, math.nan, 1)) == "0.500"
    assert told(Spread(0.5, -0.1, 1.1, 3), sign=True) == "+0.500 (−0.100 … +1.10)"
    assert told(Spread(math.nan, math.nan, math.nan, 0)) == "–"
    assert signed(0.0) == "0"


def test_groups_have_names_in_both_languages() -> None:
    for name in ("vulnerable", "others", "under_18", "18_to_59", "over_60", "under_60"):
        assert group_in(name, "zh") != group_in(name, "en")
        assert "_" not in group_in(name, "en")
