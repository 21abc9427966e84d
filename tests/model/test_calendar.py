import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.calendar import WorkingCalendar, day_at
from scenarios.dates import EPOCH, WORKING_DAYS, date_of, working_day

YEARS = 20
HOURS = st.sampled_from([1.0, 5.5, 6.0, 6.5, 7.3, 12.0])
SHARES = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=50)
SIDES = st.sampled_from(["start", "finish"])


def test_first_day_runs_from_nine_to_noon_and_from_two_to_five() -> None:
    calendar = WorkingCalendar()
    assert calendar.calendar_of([0.0, 1.5, 3.0, 4.0]).tolist() == [9.0, 10.5, 14.0, 15.0]
    assert calendar.calendar_of([3.0, 6.0], side="finish").tolist() == [12.0, 17.0]
    assert calendar.calendar_of(6.0, side="start") == 33.0


def test_shut_times_become_the_next_opening() -> None:
    calendar = WorkingCalendar()
    night, noon, evening, saturday = 3.0, 13.0, 20.0, 5 * 24.0 + 10.0
    assert calendar.working_of([night, noon, evening, saturday]).tolist() == [0.0, 3.0, 6.0, 30.0]


def test_a_year_has_250_working_days_and_two_closed_weeks() -> None:
    calendar = WorkingCalendar()
    days = calendar.calendar_day(np.arange(WORKING_DAYS))
    assert WORKING_DAYS == 250
    assert set(range(52)) - set((days // 7).tolist()) == {5, 39}
    assert (days % 7).max() == 4
    assert calendar.calendar_day(250) == 364


def test_dates_skip_weekends_and_spring_festival() -> None:
    calendar = WorkingCalendar()
    assert calendar.date(0) == EPOCH == dt.date(2016, 1, 4)
    assert calendar.date(4) == dt.date(2016, 1, 8)
    assert calendar.date(5) == dt.date(2016, 1, 11)
    assert calendar.date(25) == dt.date(2016, 2, 15)
    assert calendar.date(250) == dt.date(2017, 1, 2)
    assert all(calendar.date(day).weekday() < 5 for day in range(500))


def test_the_periods_of_days_follow_each_other_without_a_gap() -> None:
    calendar = WorkingCalendar()
    periods = np.array([calendar.day_period(day) for day in range(600)])
    assert periods[0, 0] == 0.0
    assert np.array_equal(periods[1:, 0], periods[:-1, 1])
    opening = calendar.calendar_of(6.0 * np.arange(600))
    assert ((periods[:, 0] <= opening) & (opening < periods[:, 1])).all()


@settings(deadline=None)
@given(shares=SHARES, hours=HOURS, side=SIDES)
def test_there_and_back_is_the_same_working_hour(shares: list[float], hours: float, side: str) -> None:
    calendar = WorkingCalendar(hours)
    spread = np.array(shares) * YEARS * WORKING_DAYS * hours
    working = np.concatenate([spread, np.rint(spread / (hours / 2)) * (hours / 2)])
    back = calendar.working_of(calendar.calendar_of(working, "start" if side == "start" else "finish"))
    assert np.abs(back - working).max() <= 1e-9


@settings(deadline=None)
@given(shares=SHARES, hours=HOURS)
def test_both_ways_are_monotone_and_a_finish_is_never_after_its_start(shares: list[float], hours: float) -> None:
    calendar = WorkingCalendar(hours)
    working = np.sort(np.array(shares) * YEARS * WORKING_DAYS * hours)
    start, finish = calendar.calendar_of(working), calendar.calendar_of(working, "finish")
    assert (np.diff(start) >= 0).all() and (np.diff(finish) >= 0).all()
    assert (finish <= start).all()
    clock = np.sort(np.array(shares) * YEARS * 364 * 24.0)
    assert (np.diff(calendar.working_of(clock)) >= 0).all()


@settings(deadline=None)
@given(shares=SHARES, hours=HOURS)
def test_one_never_waits_backwards_for_the_next_opening(shares: list[float], hours: float) -> None:
    calendar = WorkingCalendar(hours)
    clock = np.array(shares) * YEARS * 364 * 24.0
    assert (calendar.calendar_of(calendar.working_of(clock)) >= clock - 1e-9).all()


def test_the_edges_of_days_hold_at_odd_lengths_of_day() -> None:
    calendar = WorkingCalendar(7.3)
    days = np.arange(5000)
    opening = calendar.calendar_of(days * 7.3)
    assert np.array_equal(np.floor(opening / 24.0).astype(np.int64), calendar.calendar_day(days))
    assert np.allclose(opening % 24.0, 12.0 - 3.65)


def test_unknown_times_stay_unknown() -> None:
    calendar = WorkingCalendar()
    assert np.isnan(calendar.calendar_of([np.nan, 1.0])).tolist() == [True, False]
    assert np.isnan(calendar.working_of([np.nan, 1.0])).tolist() == [True, False]


@pytest.mark.parametrize("hours", [0.0, -1.0, 20.5, float("nan")])
def test_an_impossible_length_of_day_is_refused(hours: float) -> None:
    with pytest.raises(ValueError, match="productive_hours"):
        WorkingCalendar(hours)


def test_an_unknown_side_is_refused() -> None:
    side: str = "middle"
    with pytest.raises(ValueError, match="middle"):
        WorkingCalendar().calendar_of([1.0], side)  # type: ignore[arg-type]  # the wrong side is the point


def test_dates_without_numpy_are_the_same() -> None:
    calendar = WorkingCalendar()
    for day in range(3 * WORKING_DAYS):
        assert date_of(day) == calendar.date(day)
        assert working_day(date_of(day)) == day
    assert working_day(dt.date(2016, 1, 9)) == 5  # a Saturday
    assert working_day(dt.date(2016, 2, 8)) == 25  # the first of a closed week


@pytest.mark.parametrize("hours", [1.1, 1.7, 2.3, 6.0, 7.3, 11.9])
def test_an_opening_belongs_to_the_day_that_it_opens(hours: float) -> None:
    days = np.arange(3 * WORKING_DAYS)
    np.testing.assert_array_equal(day_at(days * hours, hours), days)
    np.testing.assert_array_equal(day_at(np.nextafter(days[1:] * hours, 0.0), hours), days[:-1])
    np.testing.assert_array_equal(day_at((days + 0.5) * hours, hours), days)
