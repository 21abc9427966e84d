"""Every rule says what it is, costs and quotes; its poles are values that it may take."""

import re
from pathlib import Path

import pytest

from scenarios.declare import declarations
from scenarios.parameters import Parameters
from scenarios.rules import RULES, RuleCard, Rules

GROUPS = {"R1": "clarity", "R2": "capacity", "R3": "ties", "R4": "clarity", "R8": "clarity", "R9": "clarity"}
LEVELS = {"R1": "district", "R2": "community", "R3": "street", "R4": "community", "R8": "district", "R9": "street"}


@pytest.mark.parametrize("card", RULES, ids=lambda card: card.id)
def test_a_card_is_whole(card: RuleCard) -> None:
    assert re.fullmatch(r"[RCF]\d+", card.id)
    assert set(card.poles) == set(card.keys) <= set(Rules.model_fields)
    assert set(card.parameters) <= set(Parameters.model_fields)
    texts = (card.zh, card.en, card.explanation_zh, card.explanation_en, card.passage, card.benefit, card.price)
    assert all(texts)
    assert (card.group, card.level) == (GROUPS[card.id], LEVELS[card.id])
    for key, (low, high) in card.poles.items():
        for pole in (low, high):
            assert getattr(Rules.model_validate({key: pole}), key) == pole


def test_every_rule_key_is_on_one_card_which_is_its_group() -> None:
    cards = {key: card.id for card in RULES for key in card.keys}
    assert cards == {d.key: d.group for d in declarations(Rules)}
    assert [card.id for card in RULES] == ["R1", "R2", "R3", "R4", "R8", "R9"]


def test_the_passages_are_chinese_and_short() -> None:
    for card in RULES:
        assert re.search(r"[\u4e00-\u9fff]{6}", card.passage)


def test_files_stay_short() -> None:
    folder = Path(Rules.__module__.replace(".", "/") + ".py")
    root = Path(__file__).parents[2] / folder.parent
    for path in root.rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 300, path
