"""A log of any year on the model's calendar: days of the week and hours of the day stay."""

import numpy as np
import pandas as pd
import pytest

from experiments.logs.district import district_of
from experiments.logs.on_calendar import (
    OPEN_WEEKS,
    arrivals_of,
    channel_of,
    days_until,
    end_of,
    log_times,
    model_hours,
)
from model.calendar import WorkingCalendar
from scenarios.actors import CATEGORIES, CHANNELS
from scenarios.errors import InputError
from scenarios.library import load
from tests.experiments.logs.made import log_of, week


@pytest.mark.parametrize("first", ["2018-01-01 00:00:09", "2016-02-29 12:00:00", "2021-12-31 23:59:59", "2018-03-04"])
def test_weekday_and_hour_stay_and_there_is_a_way_back(first: str) -> None:
    requested = pd.Series(pd.Timestamp(first) + pd.to_timedelta([0, 5, 29, 200], unit="h"))
    log = log_of(requested, requested + pd.Timedelta(hours=1))
    hours = model_hours(log, log.frame["requested"])
    on_model = pd.Timestamp("2016-01-04") + pd.to_timedelta(hours, unit="h").round("s")
    assert list(on_model.day_of_week) == list(requested.dt.day_of_week)
    assert list(on_model.time) == list(requested.dt.time)
    np.testing.assert_array_equal(np.diff(hours), [5, 24, 171])
    assert log_times(log, hours).tolist() == requested.dt.as_unit("s").tolist()
    assert log_times(log, np.array([np.nan])).isna().all()


def test_offices_are_open_in_every_week_of_a_replay() -> None:
    log = week()
    calendar = WorkingCalendar()
    monday = model_hours(log, pd.Series([log.begins]))[0]
    opening = monday + 24 * 7 * np.arange(OPEN_WEEKS) + 9.0
    np.testing.assert_array_equal(calendar.calendar_of(calendar.working_of(opening)), opening)
    before, after = opening[0] - 24 * 7, opening[-1] + 24 * 7
    assert (calendar.calendar_of(calendar.working_of(np.array([before, after]))) > [before, after]).all()


def test_the_model_runs_until_the_end_of_what_is_followed() -> None:
    log, calendar = week(), WorkingCalendar()
    for weeks in (1, 2, 8):
        end = model_hours(log, pd.Series([end_of(log, weeks)]))[0]
        last = days_until(log, end_of(log, weeks)) - 1
        assert calendar.day_period(last)[1] <= end < calendar.day_period(last + 1)[1]


def test_a_row_is_an_arrival_in_its_area_category_and_channel() -> None:
    log = week()
    scenario = district_of(log, load("network"), per_1000=5000.0)
    found = arrivals_of(log, scenario)
    names = [place.community for place in scenario.city.communities]
    assert [names[number] for number in found.place] == list(log.frame["area"])
    assert [CATEGORIES[number] for number in found.category] == list(log.frame["category"])
    assert [CHANNELS[number] for number in found.channel] == [channel_of(name) for name in log.frame["channel"]]
    with pytest.raises(InputError, match="area: found area 0"):
        arrivals_of(log, load("network"))


@pytest.mark.parametrize(
    ("name", "channel"),
    [("Call", "phone"), ("Voicemail", "phone"), ("PHONE", "phone"), ("来电", "phone"), ("12345热线", "phone"),
     ("Walk-in", "visit"), ("Driver Self Report", "visit"), ("Council's Office", "visit"), ("窗口来访", "visit"),
     ("当面", "visit"), ("网上", "online"),
     ("Mobile App", "online"), ("Self Service", "online"), ("Email", "online"), ("微信小程序", "online"),
     ("unstated", "online"), *((name, name) for name in CHANNELS)],
)  # fmt: skip
def test_channels_by_their_words(name: str, channel: str) -> None:
    assert channel_of(name) == channel
