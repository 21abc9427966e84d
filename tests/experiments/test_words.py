import pandas as pd

from experiments.words import outcome_name, sentence
from model.outcomes import OUTCOMES


def table(winners: list[str]) -> pd.DataFrame:
    keys = [outcome.key for outcome in OUTCOMES if outcome.better != "none"][: len(winners)]
    rows = [{"arm": "b", "outcome": key, "better": "higher", "winner": w} for key, w in zip(keys, winners, strict=True)]
    frame = pd.DataFrame([*rows, {"arm": "b", "outcome": "hand_overs", "better": "none", "winner": "none"}])
    return frame.assign(mean_a=1.0, mean_b=2.0)


def test_every_outcome_has_a_name_in_both_languages() -> None:
    for outcome in OUTCOMES:
        assert outcome_name(outcome.key, "en") == outcome.en
        assert outcome_name(outcome.key, "zh") == outcome.zh
    assert outcome_name("of_my_own", "zh") == "of_my_own"


def test_sentence_says_what_was_found_and_what_was_not() -> None:
    first, second = OUTCOMES[0], OUTCOMES[1]
    told = sentence(table(["B", "A", "none"]), ("a", "b"), 10, "en")
    assert told == (
        "b against a (10 paired seeds): better in 1 of 3 outcomes with a better direction "
        f"({first.en}); worse in 1 ({second.en}); in 1 the data do not tell."
    )


def test_sentence_in_chinese_names_outcomes_in_chinese() -> None:
    told = sentence(table(["B", "B"]), ("a", "b"), 10, "zh")
    assert f"{OUTCOMES[0].zh}、{OUTCOMES[1].zh}" in told
    assert "0 项更差（无）" in told


def test_one_sentence_an_arm() -> None:
    both = pd.concat([table(["B"]), table(["A"]).assign(arm="c")])
    assert [line.split(" ")[0] for line in sentence(both, ("a", "b", "c"), 3).splitlines()] == ["b", "c"]


def test_what_neither_arm_has_is_not_counted() -> None:
    some = table(["B", "none", "none"])
    some.loc[1, ["mean_a", "mean_b"]] = float("nan")
    assert "better in 1 of 2 outcomes" in sentence(some, ("a", "b"), 10)
