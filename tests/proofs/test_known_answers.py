import numpy as np
import pandas as pd
import pytest

from proofs.known import COLUMNS, KnownAnswer, frame, refuted
from proofs.table import FIGURES, KINDS, came_out

KNOWN = [answer for answers in KINDS.values() for answer in answers]


def test_a_point_off_theory_is_refuted_and_one_within_its_error_is_not() -> None:
    points = frame([("off", 1.0, 1.1, 0.0, 0.0), ("near", 1.0, 1.1, 0.1, 19.0), ("none", 1.0, np.nan, 0.1, 19.0)])
    assert list(refuted(points)["case"]) == ["off", "none"]


def test_the_table_counts_what_is_exact_and_what_intervals_hold() -> None:
    points = frame([("a", 1.0, 1.0, 0.0, 0.0), ("b", 1.0, 1.3, 0.1, 19.0), ("c", 1.0, 1.1, 0.1, 19.0)])
    assert came_out(points) == "1 of 1 equal; 1 of 2 intervals hold theory, at most 3.0 standard errors off"


def test_every_answer_has_its_own_key() -> None:
    assert len({answer.key for answer in KNOWN}) == len(KNOWN)


@pytest.mark.proof
@pytest.mark.parametrize("answer", KNOWN, ids=lambda answer: answer.key)
def test_the_model_gives_the_known_answer_and_the_page_shows_it(answer: KnownAnswer) -> None:
    points = answer.points()
    assert tuple(points.columns[: len(COLUMNS)]) == COLUMNS
    assert refuted(points).empty, refuted(points)
    shown = pd.read_csv(FIGURES / f"{answer.key}.csv")
    pd.testing.assert_frame_equal(points, shown, check_dtype=False, rtol=1e-9)
