"""A tidy table is set as a report and a paper print it, with every number where it was."""

import math

import pandas as pd

from experiments.readable import readable
from experiments.table_words import Words

EN, ZH = Words("en", {"a": "a", "b": "b"}), Words("zh", {"a": "甲", "b": "乙"})


def test_an_outcome_a_row_stays_a_row_with_its_interval_in_one_cell() -> None:
    table = pd.DataFrame(
        {"outcome": ["backlog", "satisfaction"], "unit": ["requests", "0 to 1"], "better": ["lower", "higher"],
         "difference": [-12345.6, 0.5], "ci_low": [-2.0, math.nan], "ci_high": [1.0, math.nan],
         "p_holm": [1e-5, 0.25], "winner": ["B", "none"], "n": [9, 9]}
    )  # fmt: skip
    found = readable(table, EN)
    assert found.heads == ("outcome", "unit", "B − A", "95 % interval", "p (Holm)", "better arm")
    assert [block.rows for block in found.blocks] == [
        (("backlog ↓", "requests", "−12,350", "−2 … 1", "< 0.001", "b"),),
        (("satisfaction ↑", "0 to 1", "0.5", "–", "0.25", "–"),),
    ]
    assert found.numeric == (False, False, True, True, True, False)
    assert found.notes == ("In every row: n = 9.", "A is a, B is b.", "↑ ↓ the better direction.")
    assert readable(table, ZH).blocks[0].rows[0][-1] == "乙"


def test_outcomes_with_several_rows_have_a_block_each() -> None:
    table = pd.DataFrame(
        {"arm": ["b", "c", "b", "c"], "outcome": ["backlog", "backlog", "cost", "cost"],
         "unit": ["requests"] * 2 + ["?"] * 2, "mean_a": [1.0, 1.0, 2.0, 2.0], "value": [3.0, 4.0, 5.0, 6.0]}
    ).iloc[[0, 2, 1, 3]]  # fmt: skip
    found = readable(table, EN)
    assert found.heads == ("arm", "value")
    assert [block.title for block in found.blocks] == ["backlog (requests); mean A = 1", "cost (?); mean A = 2"]
    assert [block.rows for block in found.blocks] == [(("b", "3"), ("c", "4")), (("b", "5"), ("c", "6"))]


def test_outcomes_without_any_value_are_named_below() -> None:
    table = pd.DataFrame(
        {"outcome": ["backlog"] * 2 + ["satisfaction"] * 2, "term": ["whole", "ties"] * 2,
         "value": [1.0, 2.0, math.nan, math.nan]}
    )  # fmt: skip
    found = readable(table, EN)
    assert [block.key for block in found.blocks] == ["backlog"]
    assert found.notes == ("Without a value: satisfaction.",)


def test_a_condition_is_a_phrase() -> None:
    table = pd.DataFrame(
        {"outcome": ["backlog", "satisfaction"], "arm": ["a", "b"], "factor": ["way_hours"] * 2,
         "above": ["True", False], "threshold": [0.3, 0.25],
         "factor_2": [math.nan, "word_of_mouth"], "above_2": [math.nan, True],
         "threshold_2": [math.nan, 0.1]}
    )  # fmt: skip
    found = readable(table, EN)
    assert found.heads == ("outcome", "arm", "condition")
    way, talk = EN.word("way_hours"), EN.word("word_of_mouth")
    assert [block.rows[0][2] for block in found.blocks] == [f"{way} > 0.3", f"{way} ≤ 0.25 and {talk} > 0.1"]


def test_columns_beyond_a_page_are_counted() -> None:
    table = pd.DataFrame([[float(i * j) for i in range(1, 16)] for j in (1, 2)], columns=[f"x{i}" for i in range(15)])
    found = readable(table, EN)
    assert len(found.heads) == 12 == len(found.blocks[0].rows[0])
    assert found.notes == ("Not shown here, but in the file: 3 further columns.",)


def test_a_table_without_rows_has_its_heads() -> None:
    found = readable(pd.DataFrame(columns=["outcome", "arm", "better", "p_holm"]), EN)
    assert (found.heads, found.blocks) == (("outcome", "arm", "p (Holm)"), ())
