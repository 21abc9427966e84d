"""Structure: the graph has its nodes and lines in both regimes, an actor opens, one request is followed."""

from typing import Any

import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def opened(visit: Visit, query: str = "") -> Any:
    page = visit.open("view=structure&years=0.3&seeds=2" + query)
    page.click("[data-do=run]")
    page.wait_for_selector("[data-status=done]")
    page.wait_for_selector(".journey-picture")
    return page


def test_both_regimes_have_nodes_and_lines_in_the_same_places(visit: Visit) -> None:
    page = opened(visit)
    pictures = page.locator("svg:has(.structure-node)")
    assert pictures.count() == 2
    for number in range(2):
        drawn = pictures.nth(number).evaluate(
            "svg => [svg.querySelectorAll('.structure-node').length, svg.querySelectorAll('path').length]"
        )
        assert drawn[0] > 10 and drawn[1] > 10, drawn
    assert pictures.nth(0).get_attribute("viewBox") == pictures.nth(1).get_attribute("viewBox")


def test_an_actor_is_inspected_by_keyboard(visit: Visit) -> None:
    page = opened(visit, "&lang=zh")
    node = page.locator(".structure-node").first
    node.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    card = page.locator("[data-part=card]")
    card.locator("table").first.wait_for()
    assert "A " in card.inner_text() and "B " in card.inner_text()


def test_one_request_is_followed_under_both_regimes_and_stays_in_the_address(visit: Visit) -> None:
    page = opened(visit)
    assert page.locator(".journey-picture").first.locator("rect, line, path").count() > 5
    sums = page.locator("[data-part=sums]")
    before = sums.inner_text()
    page.locator("[data-do=next]").click()
    page.wait_for_function("before => document.querySelector('[data-part=sums]').innerText !== before", arg=before)
    page.wait_for_function("location.search.includes('need=')")
    told, there = sums.inner_text(), page.url
    page.goto("about:blank")
    page.goto(there)
    page.wait_for_selector("[data-part=sums]")
    page.wait_for_function("told => document.querySelector('[data-part=sums]').innerText === told", arg=told)
