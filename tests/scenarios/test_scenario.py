"""A scenario is replaced, hashed and written by its content."""

import copy
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scenarios.city import City
from scenarios.declare import declarations
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import Rules
from scenarios.scenario import Scenario

TABLES = (Rules, Parameters, Resources)
DECLARED = tuple(d for table in TABLES for d in declarations(table))
HIERARCHY = load("hierarchy")


def value_of(key: str) -> st.SearchStrategy[Any]:
    d = next(d for d in DECLARED if d.key == key)
    if d.choices:
        return st.sampled_from(d.choices)
    if d.kind is bool:
        return st.booleans()
    assert d.low is not None and d.high is not None
    return st.integers(int(d.low), int(d.high)) if d.integer else st.floats(d.low, d.high)


changes = st.lists(st.sampled_from([d.key for d in DECLARED]), unique=True, max_size=8).flatmap(
    lambda keys: st.fixed_dictionaries({key: value_of(key) for key in keys})
)


def get(scenario: Scenario, key: str) -> Any:
    parts = (scenario.rules, scenario.parameters, scenario.resources)
    return next(getattr(part, key) for part in parts if key in type(part).model_fields)


@given(changes)
def test_replace_sets_these_keys_and_no_other(new: dict[str, Any]) -> None:
    changed = HIERARCHY.replace(**new)
    for d in DECLARED:
        assert get(changed, d.key) == new.get(d.key, get(HIERARCHY, d.key))
    assert (changed.hash == HIERARCHY.hash) == all(get(HIERARCHY, k) == v for k, v in new.items())


@given(changes)
def test_the_hash_depends_on_values_not_on_names_or_the_way_there(new: dict[str, Any]) -> None:
    at_once = HIERARCHY.replace(**new)
    one_by_one = HIERARCHY.replace(name="other", title_en="Other")
    for key, value in reversed(new.items()):
        one_by_one = one_by_one.replace(**{key: value})
    assert one_by_one.hash == at_once.hash
    assert one_by_one.rules == at_once.rules


@settings(max_examples=15, deadline=None)
@given(changes)
@example({"committee_admin_share": 0.0012489236995569368})  # as long as a number is written
def test_written_and_read_again_it_is_the_same(tmp_path_factory: pytest.TempPathFactory, new: dict[str, Any]) -> None:
    scenario = HIERARCHY.replace(**new)
    path = tmp_path_factory.mktemp("scenario") / "a.yaml"
    path.write_text(scenario.to_yaml(), encoding="utf-8")
    assert load(path) == scenario
    assert load(path).hash == scenario.hash


def test_a_city_of_ones_own_is_written_out_with_the_scenario(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("community,street,residents,share_online\nb,s,10,\na,s,20,0.5\n")
    scenario = HIERARCHY.replace(city=tmp_path / "mine.csv")
    path = tmp_path / "elsewhere.yaml"
    path.write_text(scenario.to_yaml(), encoding="utf-8")
    (tmp_path / "mine.csv").unlink()
    assert load(path).city.communities == scenario.city.communities
    assert load(path).hash == scenario.hash != HIERARCHY.hash


def test_titles_and_source_of_a_city_do_not_count() -> None:
    city = HIERARCHY.city
    renamed = City(key="k", title_zh="z", title_en="e", communities=city.communities)
    assert HIERARCHY.replace(city=renamed).hash == HIERARCHY.hash


def test_it_is_pickled_copied_and_frozen() -> None:
    scenario = load("network")
    assert pickle.loads(pickle.dumps(scenario)) == scenario
    assert copy.deepcopy(scenario) == scenario
    with pytest.raises(ValueError, match="frozen"):
        scenario.name = "other"


def test_numpys_numbers_are_taken_as_numbers() -> None:
    import numpy as np

    swept = HIERARCHY.replace(committee_admin_share=np.float64(0.5), communities_per_station=np.int64(3))
    assert swept.hash == HIERARCHY.replace(committee_admin_share=0.5, communities_per_station=3).hash
    assert HIERARCHY.replace(street_allocation=-0.0).hash == HIERARCHY.hash


@pytest.mark.parametrize(
    ("key", "value", "found", "allowed"),
    [
        ("comittee_admin_share", 0.5, "an unknown key", "'committee_admin_share' (the nearest)"),
        ("enforcement_seat", "county", "'county'", "district or street"),
        ("communities_per_station", 2.5, "2.5", "a whole number from 1 to 12"),
        ("communities_per_station", True, "True", "a whole number from 1 to 12"),
        ("communities_per_station", 10**30, "a number of more than 18 digits", "a whole number from 1 to 12"),
        ("street_allocation", 0.31, "0.31", "a number from 0 to 0.3"),
        ("street_allocation", float("nan"), "nan", "a number from 0 to 0.3"),
        ("street_allocation", float("inf"), "inf", "a number from 0 to 0.3"),
        ("street_allocation", "0.1", "'0.1'", "a number from 0 to 0.3"),
        ("street_allocation", None, "None", "a number from 0 to 0.3"),
        ("street_allocation", [0.1] * 9999, "a list", "a number from 0 to 0.3"),
        ("posts_move_with_hours", 1, "1", "true or false"),
        ("name", "", "''", "a text on one line that is not empty"),
        ("city", "atlantis", "'atlantis'", "shangcheng_2016, or a CSV or YAML file"),
        ("extensions", ["nowhere"], "'nowhere'", "module:attribute or path/file.py:attribute"),
    ],
)
def test_a_bad_change_is_refused(key: str, value: object, found: str, allowed: str) -> None:
    with pytest.raises(InputError) as caught:
        HIERARCHY.replace(**{key: value})
    assert (caught.value.field, caught.value.found, caught.value.allowed) == (key, found, allowed)
