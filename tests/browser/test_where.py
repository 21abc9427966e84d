"""The views “Where and for whom” and “Model” in a real browser."""

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
RUN = "view=where&years=0.1&seeds=3&outcome=voiced_share"


def done(page: Any) -> None:
    page.click("[data-do=run]")
    page.wait_for_selector("[data-status=done]", timeout=120_000)  # the first run waits for workers to be warm
    page.wait_for_selector("[data-bar]")


def test_communities_groups_and_promises_are_drawn(visit: "Visit") -> None:
    page = visit.open(RUN)
    done(page)
    assert page.locator(".s-where-map").count() == 3
    tiles = page.locator(".s-where-map >> nth=0 >> .s-where-tile")
    assert tiles.count() == 4
    assert len({tile.evaluate("one => getComputedStyle(one).backgroundColor") for tile in tiles.all()}) > 1
    assert all("0." in tile.get_attribute("aria-label") for tile in tiles.all())
    assert page.locator("[data-dot]").count() >= 14
    assert page.locator("[data-bar]").count() == 3 * 4 * 2
    assert all(bar.bounding_box()["width"] > 1 for bar in page.locator("[data-bar]").all())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_community_is_reached_and_opened_by_keyboard_and_told_in_chinese(visit: "Visit") -> None:
    page = visit.open(RUN + "&lang=zh")
    done(page)
    page.focus("[data-tile='0-0']")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.tile") == "0-1"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.tile") == "0-3"
    name = page.evaluate("document.activeElement.getAttribute('aria-label').split(':')[0]")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"text={name}的全部指标")
    assert page.get_attribute("[data-tile='0-3']", "aria-pressed") == "true"


def test_another_measure_goes_into_the_address(visit: "Visit") -> None:
    page = visit.open(RUN)
    done(page)
    page.select_option(".s-where-measure select", "backlog")
    page.wait_for_url("**outcome=backlog**")
    page.wait_for_selector(".s-where-legend:has-text('backlog (requests per 1,000 residents)')")


def test_the_model_is_explained_without_a_run_and_its_tables_are_searched(visit: "Visit") -> None:
    page = visit.open("view=model")
    page.wait_for_selector(".s-document-text h2")
    page.locator(".s-table > summary").nth(1).click()
    page.locator(".s-table-find input").nth(1).fill("literature")
    page.wait_for_selector("text=5 of 274")
    page.locator(".s-document-choice select").nth(1).select_option("7")
    page.wait_for_selector(".s-document-text h2:has-text('8. Rules')")
    assert page.locator(".s-document-text a, .s-document-text img").count() == 0


def test_the_model_is_told_in_chinese(visit: "Visit") -> None:
    page = visit.open("view=model&lang=zh")
    page.wait_for_selector("h2:has-text('它不能说明什么')")
    page.locator(".s-table > summary").nth(2).click()
    page.wait_for_selector("td:has-text('向机构表达的诉求占全部产生诉求的比例')")
