import pandas as pd

from experiments.words import outcome_name, sentence
from model.outcomes import OUTCOMES


def table(verdicts: list[str]) -> pd.DataFrame:
    keys = [outcome.key for outcome in OUTCOMES if outcome.better != "none"][: len(verdicts)]
    about = zip(keys, verdicts, strict=True)
    rows = [{"arm": "b", "outcome": key, "better": "higher", "verdict": verdict} for key, verdict in about]
    frame = pd.DataFrame([*rows, {"arm": "b", "outcome": "hand_overs", "better": "none", "verdict": "higher"}])
    return frame.assign(mean_a=1.0, mean_b=2.0)


def test_every_outcome_has_a_name_in_both_languages() -> None:
    for outcome in OUTCOMES:
        assert outcome_name(outcome.key, "en") == outcome.en
        assert outcome_name(outcome.key, "zh") == outcome.zh
    assert outcome_name("of_my_own", "zh") == "of_my_own"


def test_sentence_says_what_was_found_and_what_was_not() -> None:
    first, second, third = OUTCOMES[:3]
    told = sentence(table(["better", "worse", "equivalent", "open"]), ("a", "b"), 10, "en")
    assert told == (
        "b against a (10 paired seeds): better in 1 of 4 outcomes with a better direction "
        f"({first.en}); worse in 1 ({second.en}); equivalent in 1, where the difference is shown to be smaller than of "
        f"interest ({third.en}); in 1 the data do not tell."
    )


def test_sentence_in_chinese_names_outcomes_in_chinese() -> None:
    told = sentence(table(["better", "better"]), ("a", "b"), 10, "zh")
    assert f"{OUTCOMES[0].zh}、{OUTCOMES[1].zh}" in told
    assert "0 项更差（无）" in told


def test_one_sentence_an_arm() -> None:
    both = pd.concat([table(["better"]), table(["A"]).assign(arm="c")])
    assert [line.split(" ")[0] for line in sentence(both, ("a", "b", "c"), 3).splitlines()] == ["b", "c"]


def test_what_neither_arm_has_is_not_counted() -> None:
    some = table(["better", "open", "open"])
    some.loc[1, ["mean_a", "mean_b"]] = float("nan")
    assert "better in 1 of 2 outcomes" in sentence(some, ("a", "b"), 10)
