"""The forms hold every declared key once, in both languages, with controls that can reach every value."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.panel.form import allowed, lever_form, setting_form, step
from scenarios.declare import Declaration, declarations
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import RULES, Rules

LANGS = ("en", "zh")


def items(form: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for group in form["groups"] for item in group["items"]]


def fields(form: dict[str, Any]) -> list[dict[str, Any]]:
    return [field for item in items(form) for field in item["fields"]]


def known(*tables: Any) -> dict[str, Declaration]:
    return {d.key: d for table in tables for d in declarations(table)}


@pytest.mark.parametrize("lang", LANGS)
def test_every_lever_and_every_assumption_stands_once(lang: str) -> None:
    assert sorted(field["key"] for field in fields(lever_form(lang))) == sorted(known(Rules, Resources))
    assert sorted(field["key"] for field in fields(setting_form(lang))) == sorted(known(Parameters))
    ids = [item["id"] for item in items(lever_form(lang))]
    assert len(ids) == len(set(ids)) and [card.id for card in RULES] == ids[: len(RULES)]


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_without_words(lang: str) -> None:
    for form in (lever_form(lang), setting_form(lang)):
        assert all(group["title"].strip() for group in form["groups"])
        for item in items(form):
            assert item["name"].strip()
            if item["card"]:
                assert all(item["card"][part].strip() for part in ("passage", "benefit", "price"))
                assert item["about"].strip() and item["level"].strip()
                assert all(parameter["name"] != parameter["key"] for parameter in item["card"]["parameters"])
            for field in item["fields"]:
                assert field["name"].strip() and field["allowed"].strip() and field["tag"].strip()
                assert all(choice["text"].strip() for choice in field.get("choices", []))


def test_the_languages_differ_in_words_and_in_nothing_else() -> None:
    def bare(form: dict[str, Any]) -> list[Any]:
        return [(f["key"], f["kind"], f["poles"], f.get("low"), f.get("high"), f.get("step")) for f in fields(form)]

    for make in (lever_form, setting_form):
        assert bare(make("en")) == bare(make("zh"))
        assert [item["find"] for item in items(make("en"))] == [item["find"] for item in items(make("zh"))]
        assert not any(a["name"] == b["name"] for a, b in zip(items(make("en")), items(make("zh")), strict=True))
    assert not [f for f in fields(lever_form("zh")) if f["unit"].isascii() and f["unit"] not in ("", "logit")]


def test_a_control_fits_its_kind_and_shows_both_poles() -> None:
    declared = known(Rules, Resources)
    poles = {key: list(pair) for card in RULES for key, pair in card.poles.items()}
    for field in fields(lever_form("en")):
        d = declared[field["key"]]
        assert field["poles"] == poles.get(d.key)
        if d.kind is bool:
            assert field["kind"] == "switch"
        elif d.choices:
            assert [choice["value"] for choice in field["choices"]] == list(d.choices)
            assert all(pole in d.choices for pole in field["poles"] or ())
        else:
            assert (field["low"], field["high"], field["whole"]) == (d.low, d.high, d.integer)
            assert all(field["low"] <= pole <= field["high"] for pole in field["poles"] or ())


def test_rules_stand_under_their_attribute_with_their_level() -> None:
    groups = {group["key"]: group["items"] for group in lever_form("en")["groups"]}
    for card in RULES:
        found = next(item for item in groups[card.attribute] if item["id"] == card.id)
        assert found["level"] == card.level
    assert [item["id"] for item in groups["capacity"]] == list(known(Resources))


def test_a_lever_is_found_in_either_language() -> None:
    found = {item["id"]: item["find"] for item in items(lever_form("zh"))}
    assert "purchase of services" in found["R5"] and "政府购买服务" in found["R5"] and "purchase_share" in found["R5"]
    assert "street" in found["R1"] and "街道" in found["R1"]


@given(st.floats(0, 1e6), st.floats(1e-3, 1e7), st.booleans())
def test_a_slider_has_some_hundred_steps(low: float, width: float, whole: bool) -> None:
    found = step(low, low + width, whole=whole)
    assert found >= (1.0 if whole else 0.0)
    if not whole:
        assert 99 <= width / found <= 260
    mantissa = float(f"{found:e}".split("e", maxsplit=1)[0])
    assert mantissa in (1.0, 2.0, 5.0)


def test_what_is_allowed_is_said_in_chinese_too() -> None:
    rules = known(Rules, Resources)
    assert allowed(rules["communities_per_station"], "zh") == "1 至 12 的整数"
    assert allowed(rules["purchase_share"], "zh") == "0 至 1 的数"
    assert allowed(rules["enforcement_seat"], "zh") == "区、街道"
    assert allowed(rules["working_days"], "zh") == "仅 250"
    assert allowed(rules["communities_per_station"], "en") == rules["communities_per_station"].allowed
