"""Regimes as the page holds them are the scenarios that the command line runs."""

import pytest

from dashboard.state import Arm, State, arm_from, base_scenario, language, scenario_of, settings_from
from scenarios.errors import InputError
from scenarios.library import HOME, blend, load, presets


@pytest.mark.parametrize("name", presets())
def test_a_preset_is_the_commands_own(name: str) -> None:
    state = State(arms=(Arm(name), Arm("network")))
    assert state.scenario(0).hash == load(name).hash
    assert arm_from(load(name)) == Arm(name)


def test_a_scenario_file_becomes_an_arm_with_the_same_hash() -> None:
    scenario = load("network").replace(
        name="mine", studios=False, evaluation=0.1, wage_yuan_per_hour=70.0,
        timeline=[{"day": 40, "for": 20, "surge": {"category": "care", "factor": 1.5}}],
    )  # fmt: skip
    arm, common = arm_from(scenario), settings_from(scenario)
    assert arm.base == "network" and arm.name == "mine"
    assert scenario_of(arm, State(city=common["city"]).district, common["parameters"]).hash == scenario.hash


def test_parameters_and_city_are_common_to_all() -> None:
    default = load("network").parameters.model_dump()
    key, usual = next((key, value) for key, value in default.items() if isinstance(value, float))
    scenario = load("network").replace(**{key: usual * 0.99})
    assert settings_from(scenario) == {"city": HOME, "parameters": {key: usual * 0.99}}
    arms = State(parameters={key: usual * 0.99}).scenarios()
    assert {getattr(arm.parameters, key) for arm in arms} == {usual * 0.99}


def test_a_blend_is_the_librarys() -> None:
    assert base_scenario("hierarchy~network@0.35").hash == blend(load("hierarchy"), load("network"), 0.35).hash


def test_labels_tell_arms_apart_and_what_was_changed() -> None:
    state = State(arms=(Arm("network"), Arm("network"), Arm("network", {"studios": False})), lang="zh")
    assert len(set(state.labels())) == 3
    assert [label.endswith("*") for label in state.labels()] == [False, False, True]
    assert state.labels()[0].startswith("A ") and "网络" in state.labels()[0]


def test_a_file_of_this_machine_is_no_preset(tmp_path: object) -> None:
    with pytest.raises(InputError):
        base_scenario(f"{tmp_path}/x.yaml")


@pytest.mark.parametrize(
    ("asked", "accepted", "lang"),
    [("zh", "en", "zh"), (None, "zh-CN,zh;q=0.9", "zh"), (None, "de,zh", "en"), ("fr", "", "en"), ("en", "zh", "en")],
)
def test_the_language_of_a_page(asked: str | None, accepted: str, lang: str) -> None:
    assert language(asked, accepted) == lang
