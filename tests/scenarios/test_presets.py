"""The ready scenarios: every rule's value is written out, and those of the article say where each comes from."""

import re

import pytest

from scenarios.library import PRESETS, load
from scenarios.rules import RULES, Rules

ARTICLE = ("shangcheng_before", "shangcheng_2016")


@pytest.mark.parametrize("name", ARTICLE)
def test_every_rule_of_the_article_has_its_value_and_its_passage(name: str) -> None:
    text = (PRESETS / f"{name}.yaml").read_text(encoding="utf-8")
    lines = dict(re.findall(r"^  (\w+): .*?  # (.+)$", text, re.MULTILINE))
    assert list(lines) == sorted(lines, key=list(Rules.model_fields).index)
    assert set(lines) == set(Rules.model_fields)
    assert all(re.search(r"[\u4e00-\u9fff]{2}", passage) for passage in lines.values())


def test_the_reform_goes_from_the_hierarchy_towards_the_network() -> None:
    before, after = (load(name).rules for name in ARTICLE)
    changed = 0
    for card in RULES:
        for key, (low, high) in card.poles.items():
            x, y = getattr(before, key), getattr(after, key)
            changed += x != y
            if isinstance(low, int | float) and isinstance(high, int | float):
                assert min(low, high) <= x <= max(low, high) and min(low, high) <= y <= max(low, high), key
                assert abs(y - high) <= abs(x - high), key
            else:
                assert x == low, key
    assert changed == len(Rules.model_fields) - 1, (
        "all but the service side of sole duty, which the article does not claim"
    )


def test_the_reform_in_stages_goes_from_the_one_to_the_other() -> None:
    before, after, reform = (load(name) for name in (*ARTICLE, "shangcheng_reform"))
    assert reform.in_force(0).rules == before.rules
    assert reform.in_force(10_000).rules == after.rules
    changed = [key for entry in reform.timeline for key in (entry.rules or {})]
    assert len(changed) == len(set(changed)) == len(Rules.model_fields) - 1
