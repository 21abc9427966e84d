"""The waterfall adds up, on games whose shares are known; how far a question is answered; cards."""

import itertools
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from dashboard.asked import Asked
from dashboard.runs.study import Key
from dashboard.views.why import standing_of, told_of
from dashboard.views.why_cards import cards
from dashboard.views.why_chart import Waterfall, reach, verdict, waterfall
from dashboard.views.why_data import Wanted, called, found, seconds, wanted, whole_p
from dashboard.views.why_plain import plain
from dashboard.views.why_words import WORDS, duration
from experiments.coalitions import GROUPS, members
from model.outcomes import OUTCOMES
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.scenario import Scenario

KEYS = [outcome.key for outcome in OUTCOMES]
OUTCOME = "satisfaction"
PARTS = {"clarity": 0.10, "ties": -0.04, "capacity": 0.02, "voice": 0.0}
TOGETHER = 0.06  # of clarity and voice: half for each of them
SHARES = {"clarity": 0.13, "ties": -0.04, "capacity": 0.02, "voice": 0.03}
LABELS = ("A one", "B other")


@pytest.fixture(scope="module")
def pair() -> tuple[Scenario, Scenario]:
    return load("hierarchy"), load("network")


def game(question: Wanted, worth: Any) -> dict[Key, tuple[float, ...]]:
    """Outcomes of all runs, where coalition (ids) is worth so much at a seed."""
    known = {}
    names = {question.game.scenario(c).hash: [question.game.players[i].id for i in members(c)]
             for c in range(question.game.whole + 1)} if len(question.game.players) <= 4 else {}  # fmt: skip
    for seed, keys in question.keys.items():
        for key in keys:
            known[key] = tuple(worth(names.get(key[0], []), seed, outcome) for outcome in KEYS)
    return known


def worth(ids: Sequence[str], seed: int, outcome: str) -> float:
    """A game whose Shapley values are `SHARES`, with residents that differ from seed to seed."""
    both = TOGETHER * ("clarity" in ids and "voice" in ids)
    apart = 0.001 * (seed % 3) * (1 + len(ids))
    return 0.5 + 0.01 * seed + sum(PARTS[one] for one in ids) + both + (apart if outcome == OUTCOME else 0.0)


def drawn(pair: tuple[Scenario, Scenario], seeds: int, lang: str = "en") -> Waterfall:
    question = wanted(*pair, Asked(seeds=seeds))
    one = found(*pair, Asked(seeds=seeds), seeds, game(question, worth), OUTCOME)
    made = waterfall(one, OUTCOME, LABELS, (0, 1), lang)
    assert made is not None
    return made


@pytest.mark.parametrize("seeds", [1, 3, 6])
def test_the_bars_lead_from_a_to_b_and_are_the_known_shares(pair: tuple[Scenario, Scenario], seeds: int) -> None:
    made = drawn(pair, seeds)
    at = made.a
    for bar in made.bars:
        assert bar.start == pytest.approx(at, abs=1e-12)
        assert bar.end == pytest.approx(bar.start + bar.value, abs=1e-12)
        at = bar.end
    assert at == pytest.approx(made.b, abs=1e-12)
    drift = np.mean([0.001 * (seed % 3) for seed in range(1, seeds + 1)])
    for bar in made.bars:
        assert bar.value == pytest.approx(SHARES[bar.term] + drift, abs=1e-12)
    assert made.n == seeds
    sizes = [abs(bar.value) for bar in made.bars]
    assert sizes == sorted(sizes, reverse=True)


def test_the_option_shows_what_the_bars_say(pair: tuple[Scenario, Scenario]) -> None:
    made = drawn(pair, 4)
    base, bars, way, whiskers, told = made.option["series"]
    assert [row + bar["value"] for row, bar in zip(base["data"], bars["data"], strict=True)] == pytest.approx(
        [made.a, *(bar.end for bar in made.bars), made.b]
    )
    assert base["itemStyle"]["color"] == "transparent"
    assert len(told["data"]) == len(made.bars) + 2 == len(made.option["yAxis"]["data"])
    ends = [point for point in whiskers["data"] if point[0] != "-"]
    assert len(ends) == 2 * len(made.bars)
    assert (way["data"][0][0], way["data"][-2][0]) == (made.a, pytest.approx(made.b))
    low, high = made.option["xAxis"]["min"], made.option["xAxis"]["max"]
    assert all(low <= x <= high for x, _ in ends)
    # Direction is told by words and hatch, not by colour alone.
    better, worse = made.bars[0], next(bar for bar in made.bars if bar.value < 0)
    assert (better.verdict, worse.verdict) == ("better", "worse")
    looks = {bar.term: row["itemStyle"] for bar, row in zip(made.bars, bars["data"][1:-1], strict=True)}
    assert looks[better.term]["decal"]["rotation"] == -looks[worse.term]["decal"]["rotation"]
    words = [row["label"]["formatter"] for row in told["data"]]
    assert any("better" in one for one in words) and any("worse" in one for one in words)
    assert len(made.table["rows"]) == len(GROUPS) + 2
    assert "clarity" in made.label and LABELS[0] in made.label


def test_a_plain_sentence_says_what_is_sure_and_what_is_not(pair: tuple[Scenario, Scenario]) -> None:
    said = plain(drawn(pair, 6), OUTCOME, LABELS, "en")
    assert said.startswith("From A one to B other, satisfaction goes from ")
    assert "0.13 up through clarity" in said and "0.039 down through ties" in said
    once = plain(drawn(pair, 1, "zh"), OUTCOME, LABELS, "zh")
    assert "无法区分" in once and "使其" not in once


def test_one_seed_claims_nothing_and_has_no_whiskers(pair: tuple[Scenario, Scenario]) -> None:
    made = drawn(pair, 1)
    assert {bar.verdict for bar in made.bars} == {"open"}
    assert made.option["series"][3]["data"] == []


def test_an_outcome_without_a_value_cannot_be_split(pair: tuple[Scenario, Scenario]) -> None:
    asked = Asked(seeds=2)
    known = game(wanted(*pair, asked), lambda ids, _seed, _key: float("nan") if len(ids) == 2 else 1.0)
    one = found(*pair, asked, 2, known, OUTCOME)
    assert waterfall(one, OUTCOME, LABELS, (0, 1), "en") is None


@pytest.mark.parametrize(
    ("ends", "cut"),
    [((0.60, 0.64), True), ((0.1, 0.9), False), ((-0.2, 0.3), False), ((0.0, 0.0), False), ((5.0, 5.0), False)],
)
def test_the_axis_holds_all_and_says_if_zero_is_cut_off(ends: tuple[float, float], cut: bool) -> None:
    low, high, said = reach(ends, ())
    assert said == cut
    assert low <= min(ends) <= max(ends) < high
    assert cut == (low > 0.0)


def test_a_verdict_needs_to_be_sure_and_a_better_direction() -> None:
    assert verdict(0.1, False, "higher") == "open"
    assert verdict(0.0, True, "higher") == "open"
    assert [verdict(v, True, b) for v, b in itertools.product((0.1, -0.1), ("higher", "lower", "none"))] == [
        "better", "worse", "higher", "worse", "better", "lower",
    ]  # fmt: skip


def test_p_of_the_whole_is_adjusted_over_the_outcomes_as_in_a_comparison(pair: tuple[Scenario, Scenario]) -> None:
    asked = Asked(seeds=5)
    rng = np.random.default_rng(5)
    noise = {(seed, key): rng.normal() for seed in range(1, 6) for key in KEYS}
    known = game(wanted(*pair, asked), lambda ids, seed, key: 0.8 * len(ids) + noise[seed, key] * (1 + len(ids)))
    one = found(*pair, asked, 5, known, OUTCOME)
    from dashboard.runs.study import Answers
    from experiments.attribute import attribute

    every = attribute(*pair, by="group", seeds=5, years=1.0, permutations=1, evaluate=Answers(250, known))
    there = every.table[every.table["outcome"] == OUTCOME].set_index("term")
    here = one.table.set_index("term")
    np.testing.assert_allclose(here["p_holm"], there["p_holm"])
    np.testing.assert_allclose(here["value"], there["value"])
    assert whole_p(*pair, 250, 5, known)[OUTCOME] == pytest.approx(float(there["p_holm"].iloc[0]))


def test_words_call_the_two_as_the_page_does(pair: tuple[Scenario, Scenario]) -> None:
    asked = Asked(seeds=3)
    one = found(*pair, asked, 3, game(wanted(*pair, asked), worth), OUTCOME)
    for lang in ("en", "zh"):
        told = " ".join([*called(one, LABELS).findings(lang), *called(one, LABELS).limits(lang)])
        assert all(label in told for label in LABELS)
    assert "clarity" not in " ".join(called(one, LABELS).findings("zh"))


def test_how_far_a_question_is_answered(pair: tuple[Scenario, Scenario]) -> None:
    asked = Asked(seeds=3)
    question = wanted(*pair, asked)
    assert question.runs == 48
    known: dict[Key, tuple[float, ...]] = {}
    assert standing_of(question, known, None).status == ""
    for key in question.keys[1]:
        assert question.complete(known) == 0
        known[key] = (0.0,)
    known[question.keys[3][0]] = (0.0,)
    standing = standing_of(question, known, None)
    assert (standing.seeds, standing.known, standing.of_first) == (1, 17, (16, 16))
    assert [scenario.hash for scenario, _ in question.every_task()[:16]] == [key[0] for key in question.keys[1]]
    known |= {key: (0.0,) for keys in question.keys.values() for key in keys}
    done = standing_of(question, known, None)
    assert (done.status, done.seeds) == ("done", 3)
    assert "48" in told_of(done, asked, question, 1000, "zh")


def test_two_that_differ_in_more_than_rules_are_refused(pair: tuple[Scenario, Scenario]) -> None:
    a, b = pair
    with pytest.raises(InputError, match="timeline"):
        wanted(a, b.replace(timeline=[{"day": 3, "rules": {"studios": False}}]), Asked())
    with pytest.raises(InputError, match="resources"):
        wanted(a, b.replace(staff_per_10000=30.0), Asked())
    with pytest.raises(InputError, match="same rules"):
        wanted(a, a, Asked())


def test_cards_are_those_that_differ_or_all(pair: tuple[Scenario, Scenario]) -> None:
    a, _ = pair
    b = a.replace(studios=True, evaluation=0.4)
    mine = cards(a, b, LABELS, "zh")
    assert [card["id"] for card in mine] == ["C4", "C6"]
    assert mine[0]["settings"][0]["b"] == "0.4" and not mine[0]["settings"][0]["same"]
    every = cards(a, b, LABELS, "en", every=True)
    assert len(every) == 25 and sum(card["differs"] for card in every) == 2
    assert all(card["benefit"] and card["price"] and card["passage"] for card in every)
    assert all(card["share"] is None for card in every)


def test_a_card_has_its_share_once_single_rules_were_split(pair: tuple[Scenario, Scenario]) -> None:
    a, _ = pair
    b = a.replace(studios=True, evaluation=0.4)
    asked = Asked(by="rule", seeds=4)
    question = wanted(a, b, asked)
    known = game(question, lambda ids, seed, _key: 0.3 * ("C6" in ids) - 0.1 * ("C4" in ids) + 0.01 * seed * len(ids))
    one = found(a, b, asked, 4, known, OUTCOME)
    c4, c6 = (card["share"] for card in cards(a, b, LABELS, "en", found=one, outcome=OUTCOME))
    assert c4["verdict"] == "worse" and c6["verdict"] == "better"
    assert c4["value"] < c4["zero"] < c6["value"] <= 1.0
    assert 0.0 <= c4["low"] <= c4["value"] <= c4["high"]


def test_what_it_takes_is_told_in_round_numbers() -> None:
    assert seconds(64, 353_200, 250, 2) == pytest.approx(64 * 3.45 / 2)
    assert duration(12.0, "en") == "10 s" and duration(110.4, "zh") == " 2 分钟" and duration(9000, "en") == "2.5 h"


def test_texts_stand_in_both_languages() -> None:
    for key, (en, zh) in WORDS.items():
        assert en and zh, key
        assert set(re.findall(r"{\w+}", en)) == set(re.findall(r"{\w+}", zh)), key
