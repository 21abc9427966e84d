from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.address import query, state_from
from dashboard.panel.timeline import entry_of, row
from dashboard.panel.timeline_edits import as_base, moved, put, reform, whole_presets, with_entries
from dashboard.panel.timeline_forms import details, levers, shocks, ticks
from dashboard.panel.timeline_words import WORDS
from dashboard.state import Arm, State, base_scenario
from dashboard.timeline_marks import placed
from scenarios.dates import date_of
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.timeline import SHOCKS

STATE = State(arms=(Arm("hierarchy"), Arm("network"), Arm("shangcheng_reform")))
KINDS = st.sampled_from([
    {"shock": "surge", "values": {"category": "care", "factor": 1.5}}, {"shock": "platform_outage"},
    {"shock": "leader_leaves", "values": {"community": ""}},
    {"changes": [{"part": "rules", "key": "studios", "value": True}]},
    {"changes": [{"part": "rules", "key": "evaluation", "value": 0.25},
                 {"part": "resources", "key": "staff_per_10000", "value": 25.0}]},
])  # fmt: skip
TOLD = st.builds(
    lambda kind, day, days, arms: (
        kind | {"date": date_of(day).isoformat(), "days": None if kind.get("shock") == "leader_leaves" else days},
        sorted(arms),
    ),
    KINDS, st.integers(0, 600), st.integers(1, 90), st.sets(st.integers(0, 2), min_size=1),
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(TOLD, min_size=1, max_size=3))
def test_what_is_put_in_stands_in_the_scenarios_and_in_the_address(
    put_in: list[tuple[dict[str, Any], list[int]]],
) -> None:
    state = STATE
    for told, arms in put_in:
        try:
            new = put(state, arms, entry_of(told))
        except InputError:
            continue  # it contradicts what stands there
        for arm in range(3):
            before, after = (len(one.scenario(arm).timeline) for one in (state, new))
            assert after - before == (arm in arms)
        state = new
        assert [s.timeline for s in state_from(query(state)).scenarios()] == [s.timeline for s in state.scenarios()]
    for one in placed(state.scenarios()):  # and the form gives back what it was given
        form = row(0, one, 3, 250, "en")
        said = entry_of(form)
        assert put(state, one.arms, said, one) == state


@given(TOLD)
def test_what_is_taken_out_again_leaves_nothing(told: tuple[dict[str, Any], list[int]]) -> None:
    said, arms = told
    start = STATE.with_arm(2, Arm("network"))
    there = put(start, arms, entry_of(said))
    (one,) = placed(there.scenarios())
    assert one.arms == tuple(arms)
    assert put(there, (), None, one) == start


def test_a_copy_of_the_presets_own_timeline_is_changed_and_put_back() -> None:
    own = base_scenario("shangcheng_reform").timeline
    first = placed(STATE.scenarios())[0]
    new = put(STATE, first.arms, moved(first, first.entry.day + 5, 30), first)
    assert new.arms[:2] == STATE.arms[:2]
    assert len(new.scenario(2).timeline) == len(own)
    assert new.scenario(2).timeline[0].end == own[0].day + 35
    assert base_scenario("shangcheng_reform").timeline == own
    assert as_base(new, 2) == STATE
    assert put(STATE, first.arms, moved(first, first.entry.day, None), first) == STATE  # the same is no change


def test_an_entry_goes_from_all_regimes_to_one() -> None:
    told = {"date": "2016-05-02", "days": 20, "shock": "budget_cut", "values": {"share": 0.3}}
    everywhere = put(State(), (0, 1), entry_of(told))
    (one,) = placed(everywhere.scenarios())
    assert one.arms == (0, 1)
    alone = put(everywhere, (1,), entry_of(told | {"days": 30}), one)
    (mine,) = placed(alone.scenarios())
    assert (mine.arms, mine.entry.days) == ((1,), 30)


@pytest.mark.parametrize(
    ("told", "about"),
    [
        ({"date": "yesterday", "days": 4, "shock": "platform_outage"}, "date"),
        ({"date": "2015-01-01", "days": 4, "shock": "platform_outage"}, "date"),
        ({"date": "2016-05-02", "shock": "surge", "values": {"category": "care", "factor": 2.0}}, "surge"),
        ({"date": "2016-05-02", "days": 4, "shock": "surge", "values": {"category": "care", "factor": 99.0}}, "factor"),
        ({"date": "2016-05-02", "days": 0, "shock": "platform_outage"}, "for"),
        ({"date": "2016-05-02", "days": 4, "shock": "flood"}, "flood"),
        ({"date": "2016-05-02", "days": 4, "changes": []}, "timeline"),
        ({"date": "2016-05-02", "changes": [{"part": "rules", "key": "nothing", "value": 1}]}, "nothing"),
        ({"date": "2016-05-02", "changes": [{"part": "resources", "key": "working_days", "value": 9}]}, "working_days"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(told: dict[str, Any], about: str) -> None:
    with pytest.raises(InputError, match=about):
        put(State(), (1,), entry_of(told))


def test_a_whole_preset_is_what_differs_on_that_day() -> None:
    assert "shangcheng_reform" not in whole_presets()
    rules = reform(State(), (0,), 50, "network")
    state = put(State(), (0,), {"day": 50, "rules": rules})
    assert state.scenario(0).in_force(50).rules == load("network").rules
    assert state.scenario(0).in_force(49).rules == load("hierarchy").rules
    with pytest.raises(InputError, match="differs"):
        reform(state, (0,), 60, "network")


def test_forms_are_made_of_the_declarations() -> None:
    from scenarios.declare import declarations
    from scenarios.rules import Rules

    city = State().district
    found = shocks(city, "zh")
    assert [one["key"] for one in found] == list(SHOCKS)
    streets = next(f for one in found for f in one["fields"] if f["key"] == "street")
    assert [choice["value"] for choice in streets["choices"]] == ["", *city.streets]
    offered = [f["key"] for group in levers({}, "en") if group["part"] == "rules" for f in group["fields"]]
    assert sorted(offered) == sorted(one.key for one in declarations(Rules))
    assert "working_days" not in [f["key"] for f in levers({}, "en")[-1]["fields"]]


def test_ticks_stand_on_the_axis_and_are_few() -> None:
    for days in (5, 25, 125, 250, 500, 2500, 5000):
        found = ticks(days)
        assert 0 < len(found) <= 8
        assert all(0 <= one["day"] < days for one in found)
        assert len({one["label"] for one in found}) == len(found)


def test_details_are_told_in_both_languages_and_counted_if_many() -> None:
    state = with_entries(State(), 0, [{"day": 3, "rules": load("network").rules.model_dump()}])
    (one,) = placed(state.scenarios())
    for lang in ("en", "zh"):
        assert len(details(one.entry, lang)) == 5
    for en, zh in WORDS.values():
        assert en.count("{") == zh.count("{")
