"""What a user is given to start from can be read as it is, and with every setting switched on."""

import re
from pathlib import Path

from scenarios.city import COLUMNS, load_city
from scenarios.library import load
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import Rules
from scenarios.templates import city_columns, city_template, scenario_template
from scenarios.timeline import SHOCKS


def test_the_citys_template_is_a_city(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(city_template(), encoding="utf-8")
    assert load_city(path).residents == 13_066
    assert city_template().splitlines()[0].split(",") == list(COLUMNS) == [d.key for d in city_columns()]


def test_the_scenarios_template_is_the_preset_that_it_inherits(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(scenario_template(), encoding="utf-8")
    assert load(path).hash == load("hierarchy").hash
    assert load(path).name == "my_scenario"


def test_every_setting_stands_in_it_with_its_default(tmp_path: Path) -> None:
    keys = [*Rules.model_fields, *Parameters.model_fields, *Resources.model_fields]
    text, count = re.subn(rf"(?m)^  # ({'|'.join(keys)}):", r"  \1:", scenario_template())
    assert count == len(keys)
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace("# city:", "city:"), encoding="utf-8")
    assert load(path).hash == load("hierarchy").hash


def test_its_timeline_can_be_switched_on(tmp_path: Path) -> None:
    start, _, rest = scenario_template().partition("# timeline:")
    path = tmp_path / "mine.yaml"
    path.write_text(start + "timeline:" + rest.replace("\n#   - ", "\n  - "), encoding="utf-8")
    shocks = [entry.shock for entry in load(path).timeline]
    assert shocks.count("") == 2 and set(shocks) == {"", *SHOCKS}


def test_each_group_has_one_head_in_both_languages() -> None:
    for section in scenario_template().split("\nparameters:")[1].split("\nresources:"):
        heads = re.findall(r"(?m)^  # -- (.+)$", section)
        assert heads and len(set(heads)) == len(heads)
        assert all(re.fullmatch(r"[\u4e00-\u9fff、]+ / [A-Za-z ',-]+", head) for head in heads)


def test_what_a_setting_may_be_is_said_in_both_languages() -> None:
    text = scenario_template()
    assert "# seat of enforcement" not in text and "执法主体 / seat of enforcement: district 区, street 街道\n" in text
    assert "/ communities a station: 1 … 12, whole 整数, communities 个社区\n" in text
    assert "/ association deliberates: true 是, false 否\n" in text
