"""Keys are said by what they stand for, and numbers with four digits."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.factors import FACTORS
from experiments.table_words import Words, number
from model.outcomes import OUTCOMES
from scenarios.declare import declarations
from scenarios.parameters import Parameters
from scenarios.rules import RULES, Rules

EN, ZH = Words("en", {"a": "a", "b": "b"}), Words("zh", {"a": "甲", "b": "乙"})


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_number_keeps_four_digits(value: float) -> None:
    told = float(number(value).replace("−", "-").replace(",", ""))
    assert told == pytest.approx(value, rel=5.001e-4)
    assert not number(-0.0).startswith("−") and "e" not in number(123456.0)


def test_what_is_no_number_is_said() -> None:
    assert [number(x) for x in (math.nan, math.inf, -math.inf, 0.0)] == ["–", "∞", "−∞", "0"]


def test_every_key_of_something_declared_has_a_name_in_both_languages() -> None:
    known = {o.key: (o.en, o.zh) for o in OUTCOMES}
    known |= {d.key: (d.title_en, d.title_zh) for table in (Rules, Parameters) for d in declarations(table)}
    known |= {card.id: (f"{card.id} {card.en}", f"{card.id} {card.zh}") for card in RULES}
    factors = {factor.key: (factor.en, factor.zh) for factor in FACTORS}  # a factor of one setting is named by itself
    assert {key: (EN.word(key), ZH.word(key)) for key in known} == known | {
        k: factors[k] for k in factors if k in known
    }
    assert (EN.word("clarity×ties"), ZH.word("clarity×ties")) == ("clarity×ties", "边界清晰×横向联系")
    assert ZH.word("<nobody's>") == "<nobody's>"
    assert Words("en", own={"my_rule": "my own rule"}).word("my_rule") == "my own rule"
