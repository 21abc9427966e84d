"""The shipped duty list has the sums it must have, and a bad one is refused by its line."""

import math
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from scenarios.actors import CATEGORIES
from scenarios.duty_list import DutyItem, load_duty_list
from scenarios.errors import InputError

SHIPPED = Path(load_duty_list.__globals__["__file__"]).with_name("duty_list.csv")


@pytest.fixture(scope="module")
def items() -> tuple[DutyItem, ...]:
    return load_duty_list()


def hours(items: tuple[DutyItem, ...], category: str, who: Callable[[str], bool]) -> float:
    return math.fsum(
        item.share * task.hours for item in items if item.category == category for task in item.tasks if who(task.who)
    )


def test_sixty_items_with_keys_of_their_own(items: tuple[DutyItem, ...]) -> None:
    assert len(items) == len({item.key for item in items}) == len({item.zh for item in items}) == 60
    assert set(Counter(item.category for item in items)) == set(CATEGORIES)


@pytest.mark.parametrize(
    ("category", "expected"),
    [("administrative", 0.70), ("care", 5.25), ("collective", 4.0), ("enforcement", 0.3), ("mutual_aid", 0.8)],
)
def test_owners_hours_are_those_of_the_sizing(items: tuple[DutyItem, ...], category: str, expected: float) -> None:
    assert hours(items, category, lambda who: who == "owner") == pytest.approx(expected, abs=1e-9)
    assert math.fsum(item.share for item in items if item.category == category) == pytest.approx(1.0, abs=1e-12)


def test_enforcement_takes_two_and_a_half_hours_mostly_the_teams(items: tuple[DutyItem, ...]) -> None:
    assert hours(items, "enforcement", lambda who: who == "team") == pytest.approx(2.2, abs=1e-9)
    assert hours(items, "enforcement", lambda _: True) == pytest.approx(2.5, abs=1e-9)


def test_care_comes_in_three_sessions_of_about_a_third(items: tuple[DutyItem, ...]) -> None:
    for item in items:
        if item.category == "care":
            whole = math.fsum(task.hours for task in item.tasks)
            assert len(item.tasks) == 3
            assert all(abs(task.hours - whole / 3) < 0.02 for task in item.tasks)


def test_only_enforcement_has_two_chains(items: tuple[DutyItem, ...]) -> None:
    for item in items:
        if item.category == "enforcement":
            assert item.approval_rule == "enforcement_seat"
            assert item.approvals_hierarchy == ("committee", "street", item.liable)
            assert item.approvals_network == ("street",)
            assert item.sign_off == (item.liable,)
        else:
            assert item.approval_rule == "" and item.approvals_hierarchy == item.approvals_network
    plain = [item for item in items if item.category == "administrative"]
    assert math.fsum(item.share for item in plain if item.approvals_hierarchy) < 0.15


BAD = [
    ("category", "administrative", "administrativ", "'administrative' (the nearest)"),
    ("tasks", "paperwork:0.3:owner", "paperwork:0.3", "competence:hours:who"),
    ("tasks", "paperwork:0.3:owner", "paperwork:-1:owner", "a number above 0"),
    ("tasks", "paperwork:0.3:owner", "paperwork:nan:owner", "a number above 0"),
    ("tasks", "paperwork:0.3:owner", "magic:0.3:owner", "paperwork"),
    ("tasks", "paperwork:0.3:owner", "paperwork:0.3:street", "owner"),
    ("candidates", "station_general station_affairs,", "station_general,", "two or three roles"),
    ("candidates", "station_general station_affairs,", "station_general station_general,", "each role once"),
    ("candidates", "station_general station_affairs,", "station_genral station_affairs,", "'station_general'"),
    ("liable", "dept_public_security", "dept_public_securty", "'dept_public_security'"),
    ("approval_rule", ",,,,,street", ",,,enforcement_seet,,street", "enforcement_seat"),
    ("urgency", "street,1,1,assumed", "street,1,7,assumed", "0 (urgent)"),
    ("standard_days", "street,1,1,assumed", "street,1_0,1,assumed", "a number above 0"),
    ("source", "street,1,1,assumed", "street,1,1,", "not empty"),
    ("share", "0.11", "1.1", "a number above 0"),
]


@pytest.mark.parametrize(("field", "old", "new", "allowed"), BAD)
def test_a_bad_row_is_named(tmp_path: Path, field: str, old: str, new: str, allowed: str) -> None:
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    assert old in lines[1]
    lines[1] = lines[1].replace(old, new)
    path = tmp_path / "duty.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_duty_list(path)
    assert (caught.value.file, caught.value.line, caught.value.field) == (str(path), 2, field)
    assert allowed in caught.value.allowed


def test_shares_keys_and_columns_are_checked_over_the_whole_file(tmp_path: Path) -> None:
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "duty.csv"
    for text, field in (
        ("\n".join(lines[:-1]), "share"),
        ("\n".join([*lines, lines[-1]]), "key"),
        ("\n".join(line.rpartition(",")[0] for line in lines), "source"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            load_duty_list(path)
        assert caught.value.field == field
