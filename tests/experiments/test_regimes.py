"""The regimes of a result are said as they were set."""

from pathlib import Path
from typing import Any

import pytest

from experiments.provenance import events
from experiments.regimes import MOST_ARMS, extension_table, given_tables, rule_tables, timeline_table, value_in
from experiments.report_reading import Arm, Setting, Tables
from experiments.table_words import Words
from scenarios.library import load
from scenarios.rules import RULES
from scenarios.scenario import Scenario


def arm(scenario: Scenario, **rules: Any) -> Arm:
    told = scenario.model_dump(mode="json", exclude={"city"})
    told["rules"] |= rules
    return Arm(
        name=scenario.name, hash=scenario.hash, scenario=Tables.model_validate(told), city="x", city_title={},
        residents=1, communities=1, events=events(scenario),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [(True, "true", "是(true)"), ("street", "street", "街道(street)"), (5_000_000, "5,000,000", "5,000,000"),
     (0.4166666666666667, "0.416667", "0.416667"), (-0.5, "−0.5", "−0.5"), (2.0, "2", "2"), (None, "–", "–")],
)  # fmt: skip
def test_a_value_is_said_as_it_was_set(value: object, en: str, zh: str) -> None:
    assert (value_in(value, "en"), value_in(value, "zh")) == (en, zh)


def test_equal_regimes_have_no_rule_that_differs() -> None:
    two = [arm(load("network"))] * 2
    differ, same = rule_tables(two, ["a", "b"], {}, "en")
    assert differ is None and same is not None
    assert [row[0] for row in same.blocks[0].rows] == [card.id for card in RULES for _ in card.keys]
    assert given_tables(two, ["a", "b"], "en") == (None, None)
    assert timeline_table(two, ["a", "b"], Words()) is None


def test_code_from_outside_is_named_beside_rules_that_are_equal() -> None:
    rigged = Path(__file__).resolve().parents[2] / "docs" / "examples" / "rigged_network.yaml"
    two = [arm(load("network")), arm(load(str(rigged)))]
    assert rule_tables(two, ["a", "b"], {}, "en")[0] is None
    found = extension_table(two, ["a", "b"], "en")
    assert found is not None and found.blocks[0].rows == (("b", "rigged.py:extension"),)
    assert extension_table(two[:1], ["a"], "en") is None
    assert two[0].hash != two[1].hash


def test_a_rule_that_only_one_has_is_named_by_what_was_kept_of_it() -> None:
    two = [arm(load("network")), arm(load("network"), my_rule=0.25, other=1)]
    differ, _ = rule_tables(two, ["a", "b"], {"my_rule": Setting(id="X1", en="my rule", zh="我的", unit="share")}, "zh")
    assert differ is not None
    assert differ.blocks[0].rows == (("X1", "我的", "–", "0.25", "比例"), ("–", "other", "–", "1", "–"))


def test_of_many_regimes_each_says_what_it_has_of_its_own() -> None:
    base = load("hierarchy")
    arms = [arm(base), *(arm(base.replace(**card.at("network"), name=card.id)) for card in RULES[: MOST_ARMS + 1])]
    differ, _ = rule_tables(arms, [one.name for one in arms], {}, "en")
    assert differ is not None and differ.heads == ("rule", "name", "hierarchy", "regime", "value", "unit")
    rows = differ.blocks[0].rows
    assert [(row[0], row[3]) for row in rows] == [(c.id, c.id) for c in RULES[: MOST_ARMS + 1] for _ in c.keys]
    assert rows[0][2:5] == ("district", "R1", "street")


def test_entries_of_a_timeline_stand_once_with_who_has_them() -> None:
    way = [{"day": 0, "rules": {"leaders": 0.2}, "resources": {"officers": 31}}]
    cut = {"day": 5, "for": 10, "staff_loss": {"kind": "station", "share": 0.25}}
    one = load("network").replace(timeline=[*way, cut])
    arms = [arm(load("network").replace(timeline=way)), arm(one)]
    found = timeline_table(arms, ["a", "b"], Words("zh"))
    assert found is not None
    first, second = found.blocks[0].rows
    assert first[:3] == ("2016-01-04", "–", "全部") and first[3].startswith("社区领袖参与比例 = 0.2; ")
    assert second == ("2016-01-11", "2016-01-25", "b", "人员流失 (主体类型 服务站, 比例 0.25)")
