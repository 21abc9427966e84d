"""A log against its replays, in the half that a fit sees and in the other."""

from dataclasses import replace

import numpy as np
import pytest

from experiments.logs.against import PARTS, against
from experiments.logs.against_figure import draw_against
from experiments.logs.against_words import SAID, readable
from experiments.logs.halves import FIT, HALVES, half_of
from experiments.logs.request_log import RequestLog
from tests.experiments.logs.made import week


def slower(log: RequestLog, factor: int) -> RequestLog:
    took = log.frame["closed"] - log.frame["requested"]
    frame = log.frame.assign(closed=log.frame["requested"] + factor * took)
    return replace(log, frame=frame, drawn=frame["closed"].max())


def test_areas_and_days_are_held_out_whole() -> None:
    log = week(700)
    half, days = half_of(log), (log.frame["requested"] - log.begins).dt.days
    assert set(half) == set(HALVES)
    areas = {area: set(half[log.frame["area"] == area]) for area in set(log.frame["area"])}
    held = {area for area, parts in areas.items() if parts <= {"held_areas", "held_both"}}
    assert len(held) == 3
    assert all(parts <= {FIT, "held_days"} for area, parts in areas.items() if area not in held)
    assert set(days[half == FIT]) == {0, 2, 4, 6}
    assert set(days[half == "held_days"]) == {1, 3, 5}


def test_one_area_is_parted_by_days_alone() -> None:
    log = week(100)
    log.frame["area"] = "all over"
    assert set(half_of(log)) == {FIT, "held_days"}


def test_a_log_against_itself_is_nowhere_apart_and_twice_the_time_is_one_doubling() -> None:
    log = week(400)
    same = against(log, [log], weeks=8).table()
    known = same["apart"].notna()
    assert set(same["part"]) == set(PARTS)
    assert known.any()
    assert (same.loc[known, "apart"] == 0.0).all()
    for side in ("model_low", "model_high"):
        np.testing.assert_array_equal(same.loc[known, side], same.loc[known, "model"])
    twice = against(log, [slower(log, 2)], weeks=8).table()
    hours = twice[twice["pattern"].str.startswith("hours") & (twice["requests"] > 50)]
    assert (hours["apart"].dropna() - 1.0).abs().max() < 1e-9
    shares = twice[(twice["pattern"] == "closed_within_24") & (twice["group"] == "all")]
    assert (shares["apart"] < -0.1).all()


def test_the_models_interval_is_from_the_lowest_to_the_highest_seed() -> None:
    log = week(100)
    row = against(log, [slower(log, 3), log, slower(log, 2)], weeks=8).table().query("pattern == 'hours_50'").iloc[0]
    assert row["model_low"] == pytest.approx(row["log"])
    assert row["model_high"] == pytest.approx(3 * row["log"])
    assert row["model"] == pytest.approx(2 * row["log"])


def test_what_lies_beyond_the_horizon_is_said_so() -> None:
    log = week(100)
    told = readable(against(log, [slower(log, 50)], weeks=1))
    assert (told[told["pattern"] == "90 % closed by (h)"]["model"] == "beyond 168 h").all()
    assert (told[told["pattern"] == "90 % closed by (h)"]["apart"] == "–").all()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_speaks_both_languages(lang: str) -> None:
    told = readable(against(week(200), [slower(week(200), 2)]), lang, ("all", "category"))
    text = " ".join(told.astype(str).to_numpy().ravel())
    assert ("照护" in text) == (lang == "zh")
    assert ("held-out" in text) == (lang == "en")
    assert "2" in SAID[lang].format(seeds=2)


@pytest.mark.proof
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_figure_shows_both_halves_in_both_languages(lang: str) -> None:
    log = week(700)
    figure = draw_against(against(log, [slower(log, 2), slower(log, 3)], weeks=2), lang)
    curves, quantiles, shares = figure.axes[:3]
    assert len(curves.lines) == 3  # the log and two seeds
    assert len(quantiles.get_yticks()) == 4
    assert len(shares.get_yticks()) == 1 + 5 + 3 + 4
