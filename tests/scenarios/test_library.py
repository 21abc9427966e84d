"""Scenarios are loaded by name or file, inherited and blended; a bad file is refused by its line."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.declare import declarations
from scenarios.errors import InputError
from scenarios.library import blend, load, presets
from scenarios.rules import RULES, Rules

ARMS = {name: load(name) for name in ("hierarchy", "clean_hierarchy", "messy_network", "network")}
POLES = {key: pole for card in RULES for key, pole in card.poles.items()}
CLARITY = {key for card in RULES if card.group == "clarity" for key in card.keys}


def test_the_four_presets() -> None:
    assert set(ARMS) <= set(presets())
    for key, (low, high) in POLES.items():
        assert getattr(ARMS["hierarchy"].rules, key) == low
        assert getattr(ARMS["network"].rules, key) == high
        assert getattr(ARMS["clean_hierarchy"].rules, key) == (high if key in CLARITY else low)
        assert getattr(ARMS["messy_network"].rules, key) == (low if key in CLARITY else high)


def test_they_differ_in_their_rules_only() -> None:
    for arm in ARMS.values():
        assert arm.parameters == ARMS["hierarchy"].parameters
        assert arm.resources == ARMS["hierarchy"].resources
        assert arm.city == ARMS["hierarchy"].city
    assert len({arm.hash for arm in ARMS.values()}) == 4
    assert ARMS["hierarchy"].rules == Rules()


def test_a_file_inherits_and_overrides(tmp_path: Path) -> None:
    (tmp_path / "town.csv").write_text("community,street,residents\na,s,100\n")
    (tmp_path / "base.yaml").write_text("inherits: network\nrules: {committee_admin_share: 1}\ncity: town.csv\n")
    (tmp_path / "mine.yml").write_text(
        "schema: 1\ninherits: base.yaml\ntitle: {zh: 我}\nparameters:\n  needs_care: 1e2\nresources:\n"
    )
    mine = load(tmp_path / "mine.yml")
    assert (mine.name, mine.title_zh, mine.title_en) == ("mine", "我", "mine")
    assert mine.rules.committee_admin_share == 1.0 and mine.rules.communities_per_station == 4
    assert mine.parameters.needs_care == 100.0
    assert mine.city.residents == 100
    assert mine.resources == ARMS["network"].resources


def test_a_folder_named_like_a_preset_hides_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "network").mkdir()
    monkeypatch.chdir(tmp_path)
    assert load("network") == ARMS["network"]


BAD = [
    ("rules: {comittee_admin_share: 1}\n", 1, "comittee_admin_share", "an unknown key", "'committee_admin_share'"),
    ("rules:\n  needs_care: 100\n", 2, "needs_care", "an unknown key", "this key under parameters"),
    ("rules:\n\n  communities_per_station: 13\n", 3, "communities_per_station", "13", "from 1 to 12"),
    ("rules: {communities_per_station: 1_0}\n", 1, "communities_per_station", "'1_0'", "from 1 to 12"),
    ("rules: {communities_per_station: 2.0}\n", 1, "communities_per_station", "2.0", "whole number"),
    ("rules: {enforcement_seat: [street]}\n", 1, "enforcement_seat", "a list", "district or street"),
    ("rules: {enforcement_seat: !!set {street}}\n", 1, "YAML", "tag", "plain values"),
    ("rules: {sole_duty_service: .nan}\n", 1, "sole_duty_service", "'.nan'", "a number from 0 to 1"),
    ("rules: {sole_duty_service: 1e400}\n", 1, "sole_duty_service", "1e400", "a number from 0 to 1"),
    ("rules: {sole_duty_service: yes}\n", 1, "sole_duty_service", "'yes'", "a number from 0 to 1"),
    ("rules: {sole_duty_service: true}\n", 1, "sole_duty_service", "True", "a number from 0 to 1"),
    ("rules: {sole_duty_service: }\n", 1, "sole_duty_service", "None", "a number from 0 to 1"),
    ("rules: [a]\n", 1, "rules", "a list", "a mapping"),
    ("name: x\nrulez: {}\n", 2, "rulez", "an unknown key", "'rules' (the nearest)"),
    ("title: Mine\n", 1, "title", "'Mine'", "a mapping of zh and en"),
    ("title: {zh: 5}\n", 1, "zh", "5", "a text"),
    ("name: 5\n", 1, "name", "5", "a text"),
    ("name: ''\n", 1, "name", "''", "a text"),
    ("schema: 2\n", 1, "schema", "2", "1"),
    ("schema: true\n", 1, "schema", "True", "1"),
    ("inherits: hierachy\n", 1, "inherits", "'hierachy'", "'hierarchy' (the nearest)"),
    ("inherits: [network]\n", 1, "inherits", "a list", "a text"),
    ("inherits: mine.yaml\n", 1, "inherits", "'mine.yaml'", "a chain that ends"),
    ("city: Shangcheng\n", 1, "city", "'Shangcheng'", "'shangcheng_2016'"),
    ("city: none.csv\n", 1, "city", "'none.csv', no such file", "a file that is there"),
    ("inherits: none.yaml\n", 1, "inherits", "no such file", "a file that is there"),
    ('inherits: "a\\0.yaml"\n', 1, "inherits", r"'a\x00.yaml'", "a text on one line"),
    ("city: {communities: none.csv}\n", 1, "communities", "no such file", "a file that is there"),
    ("city: 3\n", 1, "city", "3", "a text"),
    ("city: {communities: 3}\n", 1, "communities", "3", "the name of a CSV"),
    ("extensions: a:b\n", 1, "extensions", "'a:b'", "a list"),
    ("extensions: [5]\n", 1, "extensions", "5", "module:attribute"),
    ("name: x\nextensions: [nothing_here:e]\n", 2, "extensions", "ModuleNotFoundError", "can be imported"),
    ("extensions: [none.py:e]\n", 1, "extensions", "No such file", "can be imported"),
]


@pytest.mark.parametrize(("text", "line", "field", "found", "allowed"), BAD)
def test_a_bad_scenario_is_refused(tmp_path: Path, text: str, line: int, field: str, found: str, allowed: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(path)
    assert (caught.value.file, caught.value.line, caught.value.field) == (str(path), line, field)
    assert found in str(caught.value.found)
    assert allowed in caught.value.allowed
    assert "\n" not in caught.value.message and len(caught.value.message) < 600


@pytest.mark.parametrize("name", ["netwrok", "", ".", "a\0b", "x.csv", "x" * 5000 + ".yaml"])
def test_what_is_no_scenario_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        load(name)


def test_the_mistake_of_a_parent_is_shown_in_the_parent(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("name: b\nrules: {x: 1}\n")
    (tmp_path / "mine.yaml").write_text("inherits: base.yaml\n")
    with pytest.raises(InputError) as caught:
        load(tmp_path / "mine.yaml")
    assert caught.value.file is not None and caught.value.file.endswith("base.yaml") and caught.value.line == 2


@given(st.floats(0, 1))
def test_a_blend_lies_between(t: float) -> None:
    a, b = ARMS["hierarchy"], ARMS["network"]
    mixed = blend(a, b, t)
    for d in declarations(Rules):
        x, y, z = (getattr(s.rules, d.key) for s in (a, b, mixed))
        if d.choices or d.kind is bool:
            assert z == (y if t >= d.threshold else x)
        else:
            assert min(x, y) <= z <= max(x, y)
            assert z == pytest.approx(x + t * (y - x), abs=0.5 if d.integer else 1e-12)
    assert mixed.parameters == a.parameters


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_blend_goes_one_way(s: float, t: float) -> None:
    first, second = (blend(ARMS["hierarchy"], ARMS["network"], x).rules for x in sorted((s, t)))
    assert first.committee_admin_share >= second.committee_admin_share
    assert first.communities_per_station <= second.communities_per_station


def test_the_ends_of_a_blend_are_the_scenarios_themselves() -> None:
    a, b = ARMS["hierarchy"], ARMS["network"]
    assert blend(a, b, 0).hash == a.hash and blend(a, b, 1).hash == b.hash
    assert blend(a, a, 0.3).hash == a.hash


@pytest.mark.parametrize("t", [-0.1, 1.1, float("nan"), True, "0.5", None])
def test_a_blend_beyond_its_ends_is_refused(t: Any) -> None:
    with pytest.raises(InputError, match="a number from 0 to 1"):
        blend(ARMS["hierarchy"], ARMS["network"], t)
