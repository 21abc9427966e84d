"""What Compare says, in both languages."""

import re
from typing import Any

import pytest

from dashboard.state import Arm, Lang, State
from dashboard.views import compare_text as text
from dashboard.views import compare_words, take_words
from dashboard.views.compare_data import at_horizon
from dashboard.views.compare_words import GROUPS, INTRO
from model.outcomes import OUTCOMES, PRIMARY
from scenarios.library import load, presets
from scenarios.scenario import Scenario
from tests.dashboard.made import KEYS, points

LABELS = ("A base", "B other", "C third")
HAN = re.compile("[\u4e00-\u9fff]")


def some(arms: int = 2, seeds: tuple[int, ...] = (1, 2, 3), days: tuple[int, ...] = (5, 10)) -> Any:
    return points({(s, a, d): 0.5 + 0.1 * a + 0.001 * s * (a + 1) for s in seeds for a in range(arms) for d in days})


@pytest.mark.parametrize("words", [compare_words.WORDS, take_words.WORDS, INTRO, GROUPS])
def test_everything_is_said_in_both_languages_with_the_same_values(words: dict[str, tuple[str, str]]) -> None:
    for key, (en, zh) in words.items():
        assert en and zh and not HAN.search(en), key
        assert sorted(re.findall(r"{\w+}", en)) == sorted(re.findall(r"{\w+}", zh)), key


def test_every_preset_is_introduced_in_two_sentences() -> None:
    assert set(INTRO) == set(presets())
    assert all(en.count(". ") == 1 and en.endswith(".") for en, _ in INTRO.values())


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_all_outcomes_are_offered_once_in_their_groups(lang: str) -> None:
    groups = text.choices(lang)
    assert [one["key"] for group in groups for one in group["outcomes"]] == KEYS
    assert len(groups) == len(GROUPS) and all(one["unit"] for group in groups for one in group["outcomes"])


def test_the_sentence_tells_values_difference_interval_and_seeds() -> None:
    (told,) = text.sentences(some(), "satisfaction", LABELS[:2], "en")
    assert told.startswith("Satisfaction on day 10: 0.5020 under A base; 0.6040 under B other, +0.1020 (90 % interval ")
    assert told.endswith(", 3 seeds) — better than A.")
    several = text.sentences(some(3), "satisfaction", LABELS, "zh")
    assert len(several) == 3 and several[1].endswith("优于 A。") and "3 个种子" in several[1]


def test_no_winner_is_named_where_neither_direction_is_better_or_with_one_seed() -> None:
    moved = points({(s, a, 5): 1.0 + a + 0.01 * s * a for s in (1, 2) for a in (0, 1)}, "hand_overs")
    (told,) = text.sentences(moved, "hand_overs", LABELS[:2], "en")
    assert "neither good nor bad" in told and "better than" not in told
    (one,) = text.sentences(some(seeds=(1,)), "satisfaction", LABELS[:2], "en")
    assert "in one seed — one seed tells nothing yet" in one
    (none,) = text.sentences(some(), "recovery_days", LABELS[:2], "en")
    assert "the same as A in every seed" in none


def test_it_is_told_on_how_many_seeds_the_curves_rest() -> None:
    there = [(s, a, d) for s in (1, 2, 3) for a in (0, 1) for d in (5, 10) if s < 3 or d == 5]
    uneven = points(dict.fromkeys(there, 1.0))
    assert text.rests(uneven, 2, 10, "en").startswith(
        "2 of 10 seeds finished; the curve up to day 5 rests on 3 seeds, at the end (day 10) on 2. Each point is"
    )
    one = text.rests(some(seeds=(4,)), 0, 10, "zh")
    assert one.startswith("已完成 0/10 个种子；曲线仅基于一个种子：尚无区间。每个点")
    assert text.rests(some(), 3, 3, "en").startswith("3 of 3 seeds finished; the curves rest on 3 seeds. Each point")
    assert text.rests(points({}), 0, 3, "en") == "0 of 3 seeds finished."


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_rows_of_the_table_hold_value_difference_interval_and_verdict(lang: str) -> None:
    table = at_horizon(some(3), 10, (1, 2, 3))
    rows = text.rows_of(table, LABELS, text.shown_keys(False, "backlog"), 3, lang)
    assert [row["key"] for row in rows] == ["backlog", *PRIMARY]
    row = next(row for row in rows if row["key"] == "satisfaction")
    assert row["baseline"] == "0.5020" and [line["letter"] for line in row["arms"]] == ["B", "C"]
    line = row["arms"][1]
    assert line["difference"] == "+0.2040" and line["told"] == "better"
    assert line["verdict"] == ("▲ 更好" if lang == "zh" else "▲ better")
    low, middle, high = line["plot"]
    assert 50.0 < low < middle < high <= 96.0
    same = rows[0]["arms"][0]
    assert same["plot"] == [50.0, 50.0, 50.0] and same["told"] == "same"
    assert len(text.rows_of(table, LABELS, text.shown_keys(True, "backlog"), 3, lang)) == len(OUTCOMES)


def test_the_summary_names_what_is_better_and_claims_nothing_with_one_seed() -> None:
    (told,) = text.summary(at_horizon(some(), 10, (1, 2, 3)), LABELS[:2], "en")
    assert told == (
        "By 90 % intervals, each by itself, of 10 headline outcomes B other is better than A in 1 (satisfaction), "
        "worse in 0; in 9 the seeds do not tell them apart."
    )
    table = at_horizon(some(), 10, (1, 2, 3))
    (told,) = text.summary(table, LABELS[:2], "en", adjusted=True)
    assert told.startswith("After Holm’s adjustment, at 5 %, of 10")
    left = table[table["outcome"].isin(PRIMARY) & (table["arm"] == 1)]["verdict"]
    assert f"better than A in {(left == 'better').sum()}" in told
    assert ("as good as equal" in told) == (left == "equivalent").any()
    assert text.summary(at_horizon(some(), 10, (1,)), LABELS[:2], "en")[0].startswith("One seed has reached")


def test_a_shock_that_not_all_regimes_meet_is_told() -> None:
    surge = {"day": 3, "for": 5, "surge": {"category": "care", "factor": 2.0}}
    reform = {"day": 3, "rules": {"purchase_share": 0.1}}

    def arms(*timelines: tuple[dict[str, object], ...]) -> tuple[Scenario, ...]:
        return tuple(load("network").replace(timeline=timeline) for timeline in timelines)

    assert text.unequal(arms((surge,), (surge, reform), (surge,)), "en") == []
    (told,) = text.unequal(arms((), (surge,), (reform,)), "en")
    assert told.startswith("B and A do not meet the same shocks (surge of needs)")
    assert [one[0] for one in text.unequal(arms((surge,), (), ()), "zh")] == ["B", "C"]


def test_with_many_outcomes_chance_is_told() -> None:
    assert "of 61 outcomes some 6 would" in text.chance("en") and "61 项" in text.chance("zh")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_regime_is_introduced_with_what_was_changed_in_it(lang: str) -> None:
    told = text.introduced(Arm("network", {"studios": False, "evaluation": 0.1}), lang)
    assert told.startswith(INTRO["network"][lang == "zh"]) and "2" in told
    blended = text.introduced(Arm("hierarchy~network@0.4"), lang)
    assert "40%" in blended
    reform = text.introduced(Arm("network", {}, ({"day": 40},)), lang)
    assert "1" in reform


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_will_happen_names_residents_days_and_seeds(lang: Lang) -> None:
    told = " ".join(text.happens(State(lang=lang, years=0.4, seeds=7)))
    assert all(said in told for said in ("353,200", "100", "7"))
