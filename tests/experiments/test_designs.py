"""A design says which scenarios are run, and refuses what cannot be."""

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.design_files import load_design
from experiments.designs import Design
from experiments.factor_levels import Factor
from experiments.sweep import Plan
from scenarios.declare import declarations
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.rules import Rules

STAFF, ADMIN = "communities_per_station", "committee_admin_share"


def test_the_smallest_design_is_a_full_factorial(tmp_path: Path) -> None:
    file = tmp_path / "design.yaml"
    file.write_text(
        f"base: hierarchy\nyears: 0.1\nseeds: 3\nfactors:\n  {STAFF}: [1, 2, 4]\n  {ADMIN}: [0.3, 0.8]\n",
        encoding="utf-8",
    )
    design = load_design(file)
    assert (design.days, design.seeds, design.method, len(design)) == (25, (1, 2, 3), "full", 6)
    points = list(design)
    assert [(p[STAFF], p[ADMIN]) for p in points] == list(product([1, 2, 4], [0.3, 0.8]))
    for point in points:
        made = design.scenario(point)
        assert made.hash == load("hierarchy").replace(**point).hash


def test_without_factors_it_is_the_base_alone() -> None:
    design = Design("network", seeds=[4, 2])
    assert list(design) == [{}]
    assert design.seeds == (4, 2)
    assert design.scenario({}).hash == load("network").hash


def test_fractional_designs_are_balanced_and_of_their_resolution() -> None:
    declared = [d for d in declarations(Rules) if d.choices or d.kind is bool or None not in (d.low, d.high)][:6]
    factors = {d.key: list(d.choices or ((False, True) if d.kind is bool else (d.low, d.high)))[:2] for d in declared}
    design = Design("hierarchy", factors, method="fractional", resolution=4)
    assert len(design) < 2 ** len(factors)
    signs = np.array([[1 if p[k] == factors[k][-1] else -1 for k in factors] for p in design])
    assert set(signs.ravel()) == {-1, 1}
    assert (signs.sum(axis=0) == 0).all()
    n = signs.shape[1]
    for i in range(n):  # resolution IV: no main effect is confounded with another or with a product of two
        for j in range(i + 1, n):
            assert signs[:, i] @ signs[:, j] == 0
            for k in range(n):
                if k not in (i, j):
                    assert signs[:, i] * signs[:, j] @ signs[:, k] == 0


@pytest.mark.parametrize("method", ["latin_hypercube", "sobol"])
def test_drawn_designs_spread_evenly_over_ranges_and_levels(method: str) -> None:
    factors = {ADMIN: {"low": 0.2, "high": 0.6}, STAFF: [1, 2, 3, 4]}
    design = Design("hierarchy", factors, method=method, points=64, design_seed=3)
    points = list(design)
    assert len(points) == len(design) == 64
    share = np.sort([p[ADMIN] for p in points])
    assert (np.floor((share - 0.2) / 0.4 * 64) == np.arange(64)).all()  # one in each of 64 equal cells
    assert [sum(p[STAFF] == level for p in points) for level in (1, 2, 3, 4)] == [16] * 4
    assert points == list(Design("hierarchy", factors, method=method, points=64, design_seed=3))
    assert points != list(Design("hierarchy", factors, method=method, points=64, design_seed=4))


def test_more_points_of_a_sobol_sequence_extend_it() -> None:
    few, many = (list(Design("hierarchy", {ADMIN: {}}, method="sobol", points=n)) for n in (8, 32))
    assert many[:8] == few


def test_an_empty_range_is_the_declared_one() -> None:
    drawn = [p[ADMIN] for p in Design("hierarchy", {ADMIN: None}, method="latin_hypercube", points=200)]
    declared = Design("hierarchy", {ADMIN: {}}, method="sobol", points=1).factors[0]
    assert declared.low <= min(drawn) < max(drawn) <= declared.high
    assert max(drawn) - min(drawn) > 0.98 * (declared.high - declared.low)


@given(st.integers(1, 50), st.integers(0, 49), st.floats(0.0, 1.0))
def test_a_factor_gives_what_is_within_it(low: int, more: int, u: float) -> None:
    assert low <= Factor("x", (), low, low + more, integer=True).at(u) <= low + more
    assert Factor("x", tuple(range(low))).at(u) in range(low)
    assert float(low) <= Factor("x", (), low, low + more + 0.5).at(u) <= low + more + 0.5


def test_bases_cities_and_settings_that_move_together_are_factors(small: Path) -> None:
    design = Design(
        "hierarchy",
        {
            "base": ["hierarchy", "network"],
            "city": [str(small), "shangcheng_2016"],
            "staff": [{"name": "few", STAFF: 4, ADMIN: 0.8}, {"name": "many", STAFF: 1, ADMIN: 0.3}],
        },
    )
    assert len(design) == 8
    point = list(design)[5]
    assert design.shown(point) == {"base": "network", "city": "small", "staff": "many"}
    made = design.scenario(point)
    assert made.hash == load("network").replace(city=str(small), **{STAFF: 1, ADMIN: 0.3}).hash


def test_dates_and_sizes_of_a_timeline_are_factors(small: Path) -> None:
    base = load("hierarchy").replace(
        city=str(small),
        timeline=[
            {"day": 10, "rules": {ADMIN: 0.3}},
            {"day": 20, "for": 5, "surge": {"category": "care", "factor": 2.0}},
        ],
    )
    factors = {"timeline.1.date": ["2016-02-01", "2016-03-01"], "timeline.2.surge.factor": [1.5, 3.0]}
    design = Design(base, factors, years=0.4)
    made = [design.scenario(point).timeline for point in design]
    assert all(len(t) == 2 for t in made)  # entries of one day may stand either way round
    assert sorted({entry.date.isoformat() for t in made for entry in t if entry.rules}) == ["2016-02-01", "2016-03-01"]
    assert sorted({entry.surge.factor for t in made for entry in t if entry.surge}) == [1.5, 3.0]


def test_a_list_of_points_is_run_as_written() -> None:
    points = [{STAFF: 1, ADMIN: 0.3}, {STAFF: 4, ADMIN: 0.5}]
    design = Design("hierarchy", method="list", points=points)
    assert list(design) == points
    assert design.names == (STAFF, ADMIN)


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"factors": {"comunities_per_station": [1]}}, "comunities_per_station", "communities_per_station"),
    ({"factors": {STAFF: [1, 99]}}, STAFF, "whole number"),
    ({"factors": {STAFF: [1, 1]}}, STAFF, "each level once"),
    ({"factors": {STAFF: []}}, STAFF, "at least one level"),
    ({"factors": {STAFF: 3}}, STAFF, "list of levels"),
    ({"factors": {STAFF: {"low": 1, "high": 4}}}, STAFF, "list of levels"),
    ({"factors": {ADMIN: {"low": 0.5, "high": 0.2}}, "method": "sobol", "points": 4}, ADMIN, "below the high"),
    ({"factors": {ADMIN: {"lo": 0.5}}, "method": "sobol", "points": 4}, ADMIN, "low and high"),
    ({"factors": {ADMIN: {}}, "method": "sobol", "points": 5}, "points", "power of 2"),
    ({"factors": {ADMIN: {}}, "method": "sobol"}, "points", "how many"),
    ({"factors": {ADMIN: [0.1]}, "points": 4}, "points", "none for method full"),
    ({"factors": {ADMIN: [0.1]}, "method": "ful"}, "method", "'full'"),
    ({"factors": {ADMIN: [0.1, 0.2]}, "method": "fractional"}, "factors", "two or more"),
    ({"factors": {"staff": [{STAFF: 1}], STAFF: [2]}}, STAFF, "one factor"),
    ({"factors": {"staff": [{"nonsense": 1}]}}, "nonsense", "nearest"),
    ({"factors": {"seed": [{STAFF: 1}]}}, "seed", "another name"),
    ({"factors": {"Point": [{STAFF: 1}]}}, "Point", "another name"),
    ({"factors": {"error": [{STAFF: 1}]}}, "error", "another name"),
    ({"factors": {"\ud800": [{STAFF: 1}]}}, "factors", "can be printed"),
    ({"factors": {"a\nb": [{STAFF: 1}]}}, "factors", "can be printed"),
    ({"factors": {"x": [{"name": "level 2", STAFF: 1}, {STAFF: 2}]}}, "x", "names that differ"),
    ({"base": ["hierarchy"]}, "base", "the name or file of a scenario"),
    ({"base": None}, "base", "the name or file of a scenario"),
    ({"factors": {"timeline.1.day": [3]}}, "timeline.1.day", "a base with a timeline"),
    ({"factors": {"city": ["nowhere"]}}, "city", ""),
    ({"factors": {"base": ["nowhere"]}}, "base", ""),
    ({"factors": [1]}, "factors", "a mapping"),
    ({"seeds": 0}, "seeds", "whole number"),
    ({"seeds": [1, 1]}, "seeds", "each seed once"),
    ({"years": 0}, "years", "above 0"),
    ({"method": "list", "points": [{STAFF: 1}, {ADMIN: 0.1}]}, "points", "the same in each"),
    ({"method": "list"}, "points", "a list of points"),
    ({"method": "sobol", "points": 4}, "factors", "at least one"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "field", "allowed"), BAD)
def test_what_cannot_be_run_is_refused(told: dict[str, Any], field: str, allowed: str) -> None:
    with pytest.raises(InputError) as caught:
        Design(**{"base": "hierarchy"} | told)
    assert caught.value.field == field
    assert allowed in caught.value.allowed


@pytest.mark.parametrize(
    ("one", "other"),
    [("timeline.1.day", "timeline.1.date"), ("timeline.1.for", "timeline.1.until"),
     ("timeline.1.surge", "timeline.1.surge.factor"), ("timeline.1.surge.factor", "timeline.1.surge")],
)  # fmt: skip
def test_of_two_factors_none_takes_the_place_of_the_other(small: Path, one: str, other: str) -> None:
    timeline = [{"day": 10, "for": 5, "surge": {"category": "care", "factor": 2.0}}]
    level = {
        "timeline.1.day": 12, "timeline.1.date": "2016-03-01", "timeline.1.for": 3, "timeline.1.until": "2016-03-01",
        "timeline.1.surge": {"category": "care", "factor": 3.0}, "timeline.1.surge.factor": 4.0,
    }  # fmt: skip
    base = load("hierarchy").replace(city=str(small), timeline=timeline)
    design = Design(base, {one: [level[one]], other: [level[other]]})
    with pytest.raises(InputError, match="the same") as caught:
        design.scenario(next(iter(design)))
    assert caught.value.field == other


def test_too_many_points_are_refused() -> None:
    hundred = [0.1 + 0.005 * i for i in range(100)]
    factors = {ADMIN: hundred, "evaluation": hundred, "data_platform": hundred, STAFF: [1, 2]}
    with pytest.raises(InputError, match="2,000,000 points"):
        Design("hierarchy", factors)


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("base: hierarchy\nsedes: 3\n", 2, "sedes"),
        ("base: nowhere\n", 1, "base"),
        (f"base: hierarchy\nfactors:\n  {STAFF}: [1, 99]\n", 3, STAFF),
        (f"base: hierarchy\nfactors:\n  x:\n    - {{{STAFF}: 1}}\n    - {{{STAFF}: 99}}\n", 5, STAFF),
        ("base: hierarchy\nseeds: none\n", 2, "seeds"),
        ("base: hierarchy\nfactors:\n  city: [gone.csv]\n", 3, "city"),
        ("base: hierarchy\nfactors:\n  base: [nowhere]\n", 3, "base"),
        ("base: shangcheng_reform\nfactors:\n\n  timeline.1.day: [nonsense]\n", 4, "timeline.1.day"),
        ("base: hierarchy\nfactors:\n  x:\n    - {timeline.1.day: 1}\n", 4, "timeline.1.day"),
    ],
)
def test_a_mistake_in_a_file_has_its_line(tmp_path: Path, text: str, line: int, field: str) -> None:
    file = tmp_path / "design.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_design(file)
    assert caught.value.message.startswith(f"{file}:{line}: ")
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        (f"method: list\npoints:\n  - {{{STAFF}: 1}}\n  - {{{STAFF}: 99}}\n", 4, STAFF),
        ("base: timed.yaml\nfactors:\n  base: [timed.yaml, hierarchy]\n  timeline.1.day: [1]\n", 4, "timeline.1.day"),
        ("base: timed.yaml\nfactors:\n  timeline.1.day: [1]\n  timeline.1.date: [2016-03-01]\n", 4, "timeline.1.date"),
    ],
)
def test_a_mistake_at_a_point_has_its_line(tmp_path: Path, text: str, line: int, field: str) -> None:
    timed = "schema: 1\ninherits: hierarchy\ntimeline:\n  - {day: 2, for: 1, surge: {category: care, factor: 2.0}}\n"
    (tmp_path / "timed.yaml").write_text(timed, encoding="utf-8")
    file = tmp_path / "design.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        Plan(load_design(file))
    assert caught.value.message.startswith(f"{file}:{line}: {field}: ")


def test_files_lie_beside_the_design(tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "design.yaml"
    file.write_text(f"factors:\n  city: [{small.name}, shangcheng_2016]\n", encoding="utf-8")
    monkeypatch.chdir("/")
    assert [d.city.residents for d in map(load_design(file).scenario, load_design(file))] == [900, 353_200]


def test_the_example_of_the_docs_is_a_design() -> None:
    example = Path(__file__).resolve().parents[2] / "docs" / "examples" / "design.yaml"
    assert len(load_design(example)) == 6
    page = (example.parents[1] / "experiments.md").read_text(encoding="utf-8")
    assert example.read_text(encoding="utf-8") in page
