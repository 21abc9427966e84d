"""The table of benchmarks says whether a target was met, and by how much it was missed."""

from benchmarks.district import nothing_arises, with_residents
from benchmarks.large import city_of
from benchmarks.table import Line, number, printed
from model.institutions import allot_staff
from scenarios.library import load


def test_a_target_is_met_or_missed_by_so_much() -> None:
    assert Line("a", 2.0, "s", 2.0).verdict == "met"
    assert Line("a", 2.5, "s", 2.0).verdict == "missed by 25 %"
    assert Line("a", 60.0, "times", 75.0, at_least=True).verdict == "missed by 20 %"
    assert Line("a", 80.0, "times", 75.0, at_least=True).verdict == "met"
    assert Line("a", 1.0, "s").verdict == ""


def test_columns_stand_below_each_other() -> None:
    text = printed("T", [Line("short", 1234.5, "ns", 350.0, ratio=2.0, beside="it"), Line("a longer one", 0.5, "s")])
    head, *rows = text.strip().split("\n")
    assert head == "## T" and len(rows) == 3
    assert rows[1].startswith("short         ") and "1,234" in rows[1] and "2 ×  it" in rows[1]
    assert [number(x) for x in (0.1234, 12.34, 1234.0)] == ["0.123", "12.3", "1,234"]


def test_more_residents_have_as_many_needs_and_posts() -> None:
    base = load("hierarchy")
    ten = with_residents(base, 10.0)
    assert ten.city.residents == 10 * base.city.residents
    assert allot_staff(ten).total == allot_staff(base).total and allot_staff(ten).officers == allot_staff(base).officers
    for key in ("needs_care", "needs_administrative"):
        assert getattr(ten.parameters, key) * 10 == getattr(base.parameters, key)
    assert nothing_arises(base).parameters.needs_care < 1e-3


def test_a_large_city_is_the_district_many_times() -> None:
    small = load("hierarchy")
    large = city_of(small, 1_000_000)
    places = large.city.communities
    assert abs(sum(place.residents for place in places) / 1_000_000 - 1.0) < 0.01
    assert len({place.community for place in places}) == len(places) == round(54 * 1_000_000 / 353_200)
    assert large.resources.department_posts == round(small.resources.department_posts * 1_000_000 / 353_200)
    assert (large.rules, large.parameters) == (small.rules, small.parameters)
