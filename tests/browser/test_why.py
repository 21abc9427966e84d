"""Why, and in time: a visitor splits a difference, stops, comes back; places a reform and a shock by mouse and keys."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
BRIEF = "view=why&why=a,b,group,0.1,2"


def bars(page: Any) -> int:
    """Bars of the waterfall that are seen: filled paths with a colour of a regime or of a verdict."""
    script = """place => [...place.querySelectorAll('path')].filter(one => {
        const box = one.getBoundingClientRect();
        const seen = /^#(0072b2|d55e00|01665e|8c510a|5e3c99|9aa0a8)$/i.test(one.getAttribute('fill'));
        return seen && box.width > 0 && box.height > 8;
    }).length"""
    return int(page.locator(".why .s-chart-place").evaluate(script))


def said(page: Any) -> dict[str, list[str]]:
    page.wait_for_timeout(600)
    return parse_qs(urlsplit(page.url).query)


def test_a_difference_is_split_and_another_outcome_is_there_at_once(visit: Visit) -> None:
    page = visit.open(BRIEF + "&lang=en")
    assert "32 runs" in page.inner_text(".why-told")
    page.click("[data-do=why]")
    page.wait_for_selector("[data-why=done]", timeout=90_000)
    page.wait_for_function("document.querySelector('.why').innerText.includes('n = 2 ')")
    assert bars(page) >= 2
    told = page.inner_text(".whytold")
    page.select_option("[data-field=outcome]", "resolution_mean")
    page.wait_for_function("told => document.querySelector('.whytold')?.innerText !== told", arg=told)
    assert page.get_attribute(".why-told", "data-why") == "done"  # of the same runs
    address, page = page.url, visit.context.new_page()  # another tab of the same visitor knows the runs
    page.goto(address)
    page.wait_for_selector(".whytold li")
    assert page.input_value("[data-field=seeds]") == "2"
    page.click(".s-bar-lang")
    page.wait_for_selector(".whytold h3:has-text('发现')")
    assert page.locator(".whycards-card").count() == 25


def test_what_is_cancelled_stops_and_goes_on(visit: Visit) -> None:
    page = visit.open("view=why&why=a,b,group,0.3,20")
    page.click("[data-do=why]")
    page.wait_for_selector("[data-do=why-stop]")
    page.click("[data-do=why-stop]")
    page.wait_for_selector("[data-why=stopped]")
    page.click("[data-do=why]")
    page.wait_for_selector("[data-why=running], [data-why=waiting]")
    page.click("[data-do=why-stop]")
    page.wait_for_selector("[data-why=stopped]")


def test_two_that_differ_in_more_than_rules_are_told(visit: Visit) -> None:
    page = visit.open('view=why&lang=en&b.time=[{"day":5,"rules":{"studios":false}}]&a=hierarchy&b=network')
    assert "timeline" in page.inner_text(".why-told")
    assert page.locator("[data-do=why]").count() == 0
    assert page.locator(".whycards-card").count() == 25


def test_a_shock_and_a_reform_are_placed_moved_and_taken_out(visit: Visit) -> None:
    page = visit.open("panel=time&lang=en")
    page.click("[data-do=shock]")
    page.select_option("[data-field=shock]", "staff_loss")
    page.click("[data-do=save]")
    page.wait_for_selector(".time-row")
    assert said(page)["a.time"] == said(page)["b.time"]  # a shock comes over all
    page.click("[data-do=reform]")
    page.select_option("[data-field=rule]", "studios")
    page.select_option("select[data-field=studios]", "false")
    page.click("[data-do=save]")
    page.wait_for_selector(".time-row >> nth=1")
    assert "studios" not in said(page)["a.time"][0] and "studios" in said(page)["b.time"][0]
    handle = page.locator(".time-handle").first
    first = handle.get_attribute("aria-valuenow")
    handle.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(900)
    assert int(page.evaluate("document.activeElement.getAttribute('aria-valuenow')")) == int(first or 0) + 5
    box = page.locator(".time-handle").last.bounding_box()
    page.mouse.move(box["x"] + 12, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] - 60, box["y"] + 12, steps=4)
    page.mouse.up()
    page.wait_for_timeout(600)
    assert page.locator(".time-handle").last.bounding_box()["x"] != box["x"] or page.locator(".time-row").count() == 2
    for left in (1, 0):
        page.locator("[data-do=remove]").first.click()
        page.wait_for_function("n => document.querySelectorAll('.time-row').length === n", arg=left)
    assert "a.time" not in said(page) and "b.time" not in said(page)


def test_a_contradiction_is_told_and_nothing_is_lost(visit: Visit) -> None:
    page = visit.open("panel=time&lang=en")
    for _ in range(2):
        page.click("[data-do=shock]")
        page.select_option("[data-field=shock]", "budget_cut")
        page.click("[data-do=save]")
        page.wait_for_timeout(700)
    assert "one at a time" in page.inner_text(".time-bad")
    assert page.locator(".time-row").count() == 1 and page.locator(".time-form").count() == 1
