"""A hand-made journey in both languages, its picture, its dates, and which requests are chosen."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.views import journey_words
from dashboard.views.journey import summed
from dashboard.views.journey_choice import CHOICES, both, fitting
from dashboard.views.journey_dates import calendar_hours, moment
from dashboard.views.journey_lanes import lanes, span, ticks
from dashboard.views.journey_legs import Stop
from dashboard.views.journey_story import Journey, story, who
from dashboard.views.journey_sums import sums
from model.calendar import WorkingCalendar

NAN = math.nan
NEED = {
    "need": 8, "origin": "exogenous", "category": "enforcement", "item": "group_renting", "community": "甲",
    "street": "北街", "channel": "phone", "vulnerable": True, "age_band": 2, "severity": 0.5, "arose": 3.0,
    "arose_calendar": 12.0, "voiced": 6.0, "voiced_calendar": 30.0, "responded": 15.0, "resolved": 17.0,
    "followed_up": 50.0, "standard_hours": 90.0, "hand_overs": 2, "passes": 1, "reopened": 0, "hours": 3.35,
    "satisfaction": 0.6, "duty": "gap", "defect": False, "state": "closed",
}  # fmt: skip
STOPS = (
    Stop(0, "intake", 6.0, 8.0, 8.5, ready=NAN),
    Stop(1, "review", 8.5, 8.5, 8.75, source=0, ready=8.5, handover=0.15),
    Stop(2, "work", 14.5, 14.5, 17.0, source=1, ready=8.75, handover=0.25, lost=0.2, reading=0.25),
    Stop(0, "follow_up", 47.0, 49.9, 50.0, gap="follow_up", ready=17.0),
)
NAMES = {
    "en": {0: "甲 service station", 1: "北街 street office", 2: "housing department"},
    "zh": {0: "甲服务站", 1: "北街街道办事处", 2: "住建部门"},
}


def made(stops: tuple[Stop, ...] = STOPS, **changes: Any) -> Journey:
    return Journey(pd.Series(NEED | changes), stops, 600.0, 6.0, NAMES, {0: 0, 1: 1, 2: 2})


def test_the_story_of_a_journey_in_english() -> None:
    texts = [entry["text"] for entry in story(made(), "en")]
    assert who(made(), "en").startswith("A resident of 甲 (北街), aged 60 or over, vulnerable, has a need: overcrowded")
    assert texts[0] == "The need arises."
    assert "0.75 days pass. The resident speaks up: by phone. It comes in 3.00 working hours after" in texts[1]
    assert "desks may pass it on" in texts[1]
    assert texts[2] == "甲 service station. 2.00 h in the queue. It is taken in. 0.50 h at a post."
    assert texts[3].startswith("Handed over upwards from 甲 service station to 北街 street office.")
    assert "passed on" in texts[3]
    assert (
        "2.50 h at a post (of which 0.25 h for taking it over, 0.25 h for reading whether it is theirs, 0.20 h"
        in texts[4]
    )
    assert texts[5].startswith("Resolved, 14.0 working hours (2.33 working days) after it arose")
    assert texts[6].startswith("30.0 h later. 甲 service station. 2.90 h in the queue. Asks the resident")
    assert texts[-1] == "The resident's satisfaction with it at last: 0.60 of 1."


def test_the_story_of_a_journey_in_chinese() -> None:
    entries = story(made(), "zh")
    assert "北街·甲的一位居民（60岁及以上，弱势居民）" in who(made(), "zh")
    assert entries[0]["when"] == "2016年1月4日（周一）12:00"
    assert entries[3]["text"].startswith("由甲服务站向上交接给北街街道办事处。无需排队。阅件后推给别处。")
    assert [entry["kind"] for entry in entries] == ["silence", "silence", "stop", "lost", "stop", "end", "stop", "end"]


@pytest.mark.parametrize("state", ["unvoiced", "self_helped", "neighbour_helped", "faded", "supplied", "undecided"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_was_never_voiced_is_said_so(state: str, lang: str) -> None:
    silent = made((), voiced=NAN, state=state, satisfaction=NAN)
    entries = story(silent, lang)
    assert [entry["kind"] for entry in entries] == ["silence", "open"]
    assert entries[1]["text"] == journey_words.say(state, lang)
    bar = {"lane": 0, "from": 3.0, "to": 20.0, "kind": "silence"}
    borne = state in ("unvoiced", "undecided")
    assert lanes(silent, lang, 20.0)["bars"] == ([bar] if borne else [])  # when it was helped, nobody wrote down
    rows = summed([silent], lang)
    assert rows[0][1] == journey_words.say("never_in", lang)
    assert rows[1][1] == ("597.0" if borne else "–")


def test_what_still_waits_at_the_end_is_said_so() -> None:
    waits = made(
        (STOPS[0], Stop(1, "approval", NAN, NAN, NAN, source=0, gap="sitting", ready=8.5, open=True)),
        state="underway", resolved=NAN, satisfaction=NAN, hand_overs=1, passes=0,
    )  # fmt: skip
    entries = story(waits, "en")
    assert entries[-1]["kind"] == "open"
    assert "Waits for its next sitting when the run ends." in entries[-1]["text"]
    queued = made((Stop(0, "intake", 500.0, NAN, NAN, open=True),), state="underway", resolved=NAN, satisfaction=NAN)
    assert "Still in this queue when the run ends, after 100.0 h." in story(queued, "en")[-1]["text"]
    held = made((STOPS[0],), state="underway", resolved=NAN, satisfaction=NAN)
    assert "waits for its issue" in story(held, "en")[-1]["text"]


def test_sums_of_a_hand_made_journey() -> None:
    found = sums(pd.Series(NEED), STOPS, 600.0, {0: 0, 1: 1, 2: 2})
    assert found["total"] == 14.0
    assert (found["silence"], found["waiting"], found["delay"], found["service"]) == (3.0, 2.0, 5.75, 3.25)
    assert found["tiers"] == 2
    assert found["lost_reading"] == pytest.approx(0.5)
    assert found["lost"] == pytest.approx(0.25 + 0.2 + 0.5)


def test_lanes_follow_the_case_and_share_one_axis() -> None:
    one = made()
    first, last = span([one])
    assert (first, last) == (3.0, 50.0)
    found = lanes(one, "en", last)
    assert found["lanes"] == ["the resident", "甲 service station", "北街 street office", "housing department"]
    assert [(hand["source"], hand["target"]) for hand in found["hands"]] == [(1, 2), (2, 3)]
    assert {"lane": 1, "from": 6.0, "to": 8.0, "kind": "wait"} in found["bars"]
    assert {"lane": 2, "from": 8.5, "to": 8.75, "kind": "lost"} in found["bars"]
    assert found["end"] == 17.0
    assert [tick["at"] for tick in ticks(first, last, 6.0, "en")] == [6.0, 18.0, 30.0, 42.0]
    assert ticks(first, last, 6.0, "en")[0]["label"] == "1/5"


def test_dates_are_those_of_the_models_calendar() -> None:
    for day_hours in (6.0, 7.5):
        calendar = WorkingCalendar(day_hours)
        hours = np.concatenate([np.linspace(0.0, 2000.0, 997), np.arange(0.0, 900.0, day_hours / 2)])
        for side in ("start", "finish"):
            wanted = calendar.calendar_of(hours, side=side)
            found = [calendar_hours(float(hour), day_hours, finish=side == "finish") for hour in hours]
            assert found == pytest.approx(wanted)
    assert moment(33.5, "en") == "Tue 5 Jan 2016, 09:30"


def ledger(**columns: list[float]) -> pd.DataFrame:
    size = len(next(iter(columns.values())))
    plain = {"category": ["care"] * size, "community": ["甲"] * size, "hand_overs": [0] * size, "passes": [0] * size}
    return pd.DataFrame({"need": range(size), "arose": [1.0] * size, **plain, **columns})


def test_choices_find_what_they_say() -> None:
    first = ledger(voiced=[2, 2, NAN, 2], responded=[3, NAN, NAN, 3], resolved=[9, NAN, NAN, 40], passes=[0, 0, 0, 2])
    second = ledger(voiced=[2, 2, 2, NAN], responded=[NAN, 3, 3, NAN], resolved=[NAN, 5, 5, NAN])
    pairs = both(first, second)
    found = {choice: fitting(pairs, choice, 100.0, "", "")["need"].tolist() for choice in CHOICES}
    assert found["long"] == [3, 0]
    assert found["passed"] == [3]
    assert found["rescued"] == [1]
    assert found["dropped"] == [0]
    assert found["silent"] == [2]
    assert found["unheard"] == [3]
    assert sorted(found["random"]) == [0, 1, 2, 3]
    assert found["random"] == fitting(pairs, "random", 100.0, "", "")["need"].tolist()
    assert fitting(pairs, "long", 100.0, "administrative", "").empty
    assert fitting(pairs, "long", 100.0, "care", "乙").empty


def test_an_answer_after_the_horizon_is_none() -> None:
    first = ledger(voiced=[2], responded=[30], resolved=[40])
    second = ledger(voiced=[2], responded=[3], resolved=[5])
    assert fitting(both(first, second), "rescued", 20.0, "", "")["need"].tolist() == [0]
    assert fitting(both(first, second), "rescued", 50.0, "", "").empty
