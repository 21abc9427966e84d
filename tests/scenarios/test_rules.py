"""Every rule says what it is, costs and quotes; its poles are values that it may take."""

import re
from pathlib import Path

import pytest

from scenarios.declare import declarations
from scenarios.parameters import Parameters
from scenarios.rules import RULES, RuleCard, Rules

GROUPS = {
    "clarity": "R1 R4 R6 R8 R9 F7",
    "ties": "R3 R5 C1 C2 C5 C6 F1 F2 F3 F6",
    "capacity": "R2 C8 C9",
    "voice": "R7 C3 C4 C7 F4 F5",
}
LEVELS = {
    "district": "R1 R6 R7 R8 C3 C4 C9 F1 F2 F7",
    "street": "R3 R5 R9 C5 F4 F6",
    "community": "R2 R4 C1 C2 C6 C7 C8 F3 F5",
}
IDS = [*(f"R{i}" for i in range(1, 10)), *(f"C{i}" for i in range(1, 10)), *(f"F{i}" for i in range(1, 8))]


@pytest.mark.parametrize("card", RULES, ids=lambda card: card.id)
def test_a_card_is_whole(card: RuleCard) -> None:
    assert re.fullmatch(r"[RCF]\d+", card.id)
    assert set(card.poles) == set(card.keys) <= set(Rules.model_fields)
    assert set(card.parameters) <= set(Parameters.model_fields)
    texts = (card.zh, card.en, card.explanation_zh, card.explanation_en, card.passage, card.benefit, card.price)
    assert all(texts)
    assert card.id in GROUPS[card.group].split() and card.id in LEVELS[card.level].split()
    assert {"rights": "R", "capability": "C", "fusion": "F"}[card.attribute] == card.id[0]
    for key, (low, high) in card.poles.items():
        for pole in (low, high):
            assert getattr(Rules.model_validate({key: pole}), key) == pole


def test_every_rule_key_is_on_one_card_which_is_its_group() -> None:
    cards = {key: card.id for card in RULES for key in card.keys}
    assert cards == {d.key: d.group for d in declarations(Rules)}
    assert [card.id for card in RULES] == IDS


def test_the_passages_are_chinese_and_short() -> None:
    for card in RULES:
        assert re.search(r"[\u4e00-\u9fff]{6}", card.passage)


def test_files_stay_short() -> None:
    root = Path(__file__).parents[2] / "scenarios"
    for path in root.rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 300, path
