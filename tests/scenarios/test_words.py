"""Every word that is shown in Chinese has one: a new unit, choice, role or kind does not go by in English."""

from scenarios.actors import KINDS, ROLES
from scenarios.city import Community
from scenarios.declare import declarations
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import RULES, Rules
from scenarios.words import ACTORS, CHOICES, UNITS, actor_in, choice_in, unit_in


def test_every_unit_and_choice_that_is_declared_has_a_chinese_word() -> None:
    for table in (Rules, Parameters, Resources, Community):
        for setting in declarations(table):
            assert not setting.unit or setting.unit in UNITS, setting.key
            assert all(choice in CHOICES for choice in setting.choices), setting.key


def test_every_unit_of_an_outcome_has_a_chinese_word() -> None:
    from model.outcomes import OUTCOMES

    assert {outcome.unit for outcome in OUTCOMES} <= set(UNITS)


def test_every_kind_and_role_has_a_chinese_word() -> None:
    assert set(KINDS) | set(ROLES) <= set(ACTORS)
    assert actor_in("station_general+station_affairs", "zh") == "综合服务+公共事务"
    assert actor_in("station_general", "en") == "station_general"


def test_every_card_says_its_benefit_and_price_in_chinese() -> None:
    for card in RULES:
        for text in (card.explanation_zh, card.benefit_zh, card.price_zh):
            assert any("\u4e00" <= letter <= "\u9fff" for letter in text), card.id


def test_what_is_not_known_stays_as_it_was_written() -> None:
    assert unit_in("cups of tea", "zh") == "cups of tea"
    assert choice_in(0.3, "zh") == "0.3"
