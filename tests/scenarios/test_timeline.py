"""A timeline is read, checked, carried and written like the rest of a scenario."""

import datetime as dt
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.errors import InputError
from scenarios.library import blend, load
from scenarios.timeline import Entry, turns

HIERARCHY = load("hierarchy")
EXAMPLE = Path(__file__).parent.parent.parent / "docs" / "examples" / "reform_in_stages.yaml"
STREET: dict[str, Any] = {"day": 30, "rules": {"enforcement_seat": "street"}}
SURGE: dict[str, Any] = {"day": 50, "for": 10, "surge": {"category": "enforcement", "factor": 2.0}}
ENTRIES = [
    STREET,
    SURGE,
    {"day": 60, "for": 5, "resources": {"street_posts": 3}},
    {"day": 70, "for": 5, "budget_cut": {"share": 0.1}},
    {"day": 75, "staff_loss": {"kind": "station", "share": 0.2}},
    {"day": 80, "for": 1, "platform_outage": {}},
    {"day": 81, "leader_leaves": {}},
]


def test_a_change_holds_from_its_day_to_before_its_end() -> None:
    scenario = HIERARCHY.replace(timeline=[{"day": 30, "for": 5, "rules": {"communities_per_station": 3}}])
    held = [scenario.in_force(day).rules.communities_per_station for day in (0, 29, 30, 34, 35, 400)]
    assert held == [1, 1, 3, 3, 1, 1]
    assert scenario.in_force(29) is scenario
    assert turns(scenario.timeline) == [30, 35]


def test_what_stays_may_be_changed_again_and_comes_back_after_a_period() -> None:
    entries = [
        {"day": 10, "rules": {"committee_admin_share": 0.6}},
        {"day": 20, "for": 10, "rules": {"committee_admin_share": 0.2}},
        {"day": 40, "rules": {"committee_admin_share": 0.4}},
    ]
    scenario = HIERARCHY.replace(timeline=list(reversed(entries)))
    held = [scenario.in_force(day).rules.committee_admin_share for day in (9, 10, 20, 29, 30, 40)]
    assert held == [0.8, 0.6, 0.2, 0.2, 0.6, 0.4]


def test_dates_are_those_of_the_models_calendar(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    lines = ("inherits: hierarchy", "timeline:", "  - date: 2016-03-05", "    until: 2016-03-14",
             "    rules: {enforcement_seat: street}")  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    (entry,) = load(path).timeline
    assert entry.date == dt.date(2016, 3, 7)  # the fifth is a Saturday
    assert entry.days == 5


def test_it_is_written_read_pickled_and_hashed(tmp_path: Path) -> None:
    scenario = HIERARCHY.replace(timeline=ENTRIES)
    path = tmp_path / "a.yaml"
    path.write_text(scenario.to_yaml(), encoding="utf-8")
    assert load(path) == scenario == pickle.loads(pickle.dumps(scenario))
    assert load(path).hash == scenario.hash != HIERARCHY.hash
    assert scenario.replace(timeline=[]).hash == HIERARCHY.hash
    assert scenario.replace(communities_per_station=2).timeline == scenario.timeline
    assert HIERARCHY.replace(timeline=reversed_entries()).hash == scenario.hash


def reversed_entries() -> list[dict[str, Any]]:
    return list(reversed(ENTRIES))


def test_scenarios_with_a_timeline_may_be_keys() -> None:
    one, again = load("shangcheng_reform"), load("shangcheng_reform")
    assert len({one, again, load("shangcheng_before")}) == 2
    assert {one: "found"}[again] == "found"


def test_a_child_inherits_it_or_puts_its_own_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "parent.yaml").write_text(HIERARCHY.replace(timeline=ENTRIES).to_yaml(), encoding="utf-8")
    for text, number in (
        ("", 7),
        ("timeline: []\n", 0),
        ("timeline: [{day: 3, rules: {street_allocation: 0.1}}]\n", 1),
    ):
        (tmp_path / "child.yaml").write_text("inherits: parent.yaml\n" + text, encoding="utf-8")
        assert len(load(tmp_path / "child.yaml").timeline) == number


@pytest.mark.parametrize(("t", "which"), [(0.0, 0), (0.49, 0), (0.5, 1), (1.0, 1)])
def test_a_blend_has_the_timeline_of_the_nearer_one(t: float, which: int) -> None:
    arms = HIERARCHY.replace(timeline=[STREET]), load("network").replace(timeline=[SURGE])
    assert blend(*arms, t).timeline == arms[which].timeline


@given(st.permutations(ENTRIES))
def test_the_order_in_which_entries_are_written_changes_nothing(entries: list[dict[str, Any]]) -> None:
    assert HIERARCHY.replace(timeline=entries).timeline == HIERARCHY.replace(timeline=ENTRIES).timeline


def test_entries_are_taken_as_they_are() -> None:
    assert HIERARCHY.replace(timeline=[Entry(day=30, rules={"enforcement_seat": "street"})]).timeline[0].day == 30


def test_labels_say_rules_by_id_and_shocks_by_name() -> None:
    entries = HIERARCHY.replace(timeline=ENTRIES).timeline
    assert [entry.label() for entry in entries][:3] == ["R1", "surge of needs", "street_posts"]
    assert entries[1].label("zh") == "诉求激增"


def test_the_worked_example_is_read() -> None:
    scenario = load(EXAMPLE)
    assert [entry.label() for entry in scenario.timeline] == ["R8", "R4", "R3", "R1", "surge of needs"]
    last, network = scenario.in_force(249).rules, load("network").rules
    for key in ("sole_duty_service", "station_functions", "communities_per_station", "enforcement_seat"):
        assert getattr(last, key) == getattr(network, key)


@pytest.mark.parametrize(
    ("entry", "line", "words"),
    [
        ("{date: 2016-01-03, platform_outage: {}}", 3, "date: found '2016-01-03'; allowed a date"),
        ("{date: 31 March, rules: {enforcement_seat: street}}", 3, "date: found '31 March'; allowed a date such as"),
        ("{date: 2016-02-30, rules: {enforcement_seat: street}}", 3, "date: found '2016-02-30'"),
        ("{rules: {enforcement_seat: street}}", 3, "date: found neither date nor day"),
        ("{day: 1, date: 2016-02-01, platform_outage: {}}", 3, "found both date and day"),
        ("{day: -1, platform_outage: {}}", 3, "day: found -1; allowed a whole number of working days from 0"),
        ("{day: 1, for: 0, platform_outage: {}}", 3, "for: found 0"),
        ("{day: 1, for: 2, until: 2016-02-01, platform_outage: {}}", 3, "both until and for"),
        ("{date: 2016-03-01, until: 2016-03-01, platform_outage: {}}", 3, "a date that ends it after 2016-03-01"),
        ("{day: 1}", 3, "found nothing that happens"),
        ("{day: 1, rules: {}}", 3, "rules: found nothing"),
        ("{day: 1, for: 2, platform_outage: {}, budget_cut: {share: 0.1}}", 3, "found platform_outage and budget_cut"),
        ("{day: 1, rules: {enforcement_sea: street}}", 3, "allowed 'enforcement_seat' (the nearest)"),
        ("{day: 1, rules: {communities_per_station: 13}}", 3, "found 13; allowed a whole number from 1 to 12"),
        ("{day: 1, rules: {street_posts: 3}}", 3, "street_posts: found an unknown key"),
        ("{day: 1, resources: {productive_hours: 5.0}}", 3, "productive_hours: found a change in time"),
        ("{day: 1, surge: {category: care, factor: 2.0}}", 3, "surge: found no end"),
        ("{day: 1, for: 3, surge: {category: noise, factor: 2.0}}", 3, "category: found 'noise'"),
        ("{day: 1, for: 3, surge: {category: care}}", 3, "factor: found nothing; allowed a number from 1 to 20"),
        ("{day: 1, budget_cut: {share: 1.5}}", 3, "share: found 1.5; allowed a number from 0 to 0.9"),
        ("{day: 1, staff_loss: {kind: team, share: 0.1, street: 北街}}", 3, "street: found '北街'"),
        ("{day: 1, staff_loss: {kind: department, share: 0.1, street: 小营}}", 3, "none: it is the district's"),
        ("{day: 1, for: 3, leader_leaves: {}}", 3, "leader_leaves: found an end"),
        ("{day: 1, leader_leaves: {community: 无名}}", 3, "community: found '无名'"),
        ("{day: 1, surgee: {}}", 3, "surgee: found an unknown key; allowed 'surge' (the nearest)"),
        ("3", 2, "timeline: found 3 as entry 1"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, entry: str, line: int, words: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(f"inherits: hierarchy\ntimeline:\n  - {entry}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(path)
    assert caught.value.message.startswith(f"{path}:{line}: ")
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{day: 5, rules: {enforcement_seat: street}}", "{day: 5, rules: {enforcement_seat: district}}"),
        ("{day: 5, for: 9, rules: {enforcement_seat: street}}", "{day: 8, rules: {enforcement_seat: district}}"),
        ("{day: 5, for: 9, budget_cut: {share: 0.1}}", "{day: 8, for: 9, budget_cut: {share: 0.2}}"),
        ("{day: 5, staff_loss: {kind: team, share: 0.1}}", "{day: 8, staff_loss: {kind: team, share: 0}}"),
    ],
)  # fmt: skip
def test_contradictions_are_refused(tmp_path: Path, first: str, second: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(f"inherits: hierarchy\ntimeline:\n  - {first}\n  - {second}\n", encoding="utf-8")
    with pytest.raises(InputError, match="while the entry of day 5 holds") as caught:
        load(path)
    assert caught.value.line == 4


def test_equal_values_and_periods_that_follow_each_other_are_no_contradiction() -> None:
    entries = [
        {"day": 5, "for": 9, "rules": {"enforcement_seat": "street"}},
        {"day": 8, "rules": {"enforcement_seat": "street"}},
        {"day": 20, "for": 5, "budget_cut": {"share": 0.1}},
        {"day": 25, "for": 5, "budget_cut": {"share": 0.2}},
    ]
    assert len(HIERARCHY.replace(timeline=entries).timeline) == 4


def test_a_timeline_must_fit_the_city_it_is_moved_to(tmp_path: Path) -> None:
    path = tmp_path / "city.csv"
    path.write_text("community,street,residents\na,b,100\n", encoding="utf-8")
    scenario = HIERARCHY.replace(timeline=[{"day": 1, "staff_loss": {"kind": "team", "share": 0.1, "street": "小营"}}])
    with pytest.raises(InputError, match="street: found '小营'; allowed b"):
        scenario.replace(city=str(path))


def test_the_page_shows_the_example_as_it_is() -> None:
    page = (EXAMPLE.parent.parent / "timeline.md").read_text(encoding="utf-8")
    assert f"```yaml\n{EXAMPLE.read_text(encoding='utf-8')}```" in page
