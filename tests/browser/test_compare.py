"""Compare and Take away in a browser: choosing an outcome, the table, files that are saved."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import Visit
from tests.browser.test_access import _axe as axe

pytestmark = pytest.mark.browser
BRIEF = "years=0.2&seeds=3"


def run(page: Any) -> None:
    """Press run, and wait until all of it is done and drawn."""
    page.click("[data-do=run]")
    page.wait_for_selector("[data-status=done]")
    page.wait_for_selector(".s-horizon tbody")


def test_before_the_first_run_the_regimes_are_introduced(visit: Visit) -> None:
    page = visit.open("lang=zh&a=hierarchy&b=network;studios=false")
    page.wait_for_selector(".s-intro")
    assert page.locator(".s-intro section").count() == 2 and "更改了 1 项" in page.inner_text(".s-intro")
    axe(page)


def test_an_outcome_is_found_and_chosen_by_the_keyboard(visit: Visit) -> None:
    page = visit.open(BRIEF + "&lang=zh")
    run(page)
    page.focus(".s-pick-now")
    page.keyboard.press("Enter")
    page.wait_for_selector(".s-pick-open")
    page.keyboard.type("trust")  # by its other name
    page.keyboard.press("ArrowDown")
    axe(page)
    page.keyboard.press("Enter")
    page.wait_for_selector(".s-pick-now:has-text('服务站')")
    assert parse_qs(urlsplit(page.url).query)["outcome"] == ["trust_station"]
    assert page.evaluate("document.activeElement.className") == "s-pick-now"
    assert "对服务站的信任" in page.inner_text(".s-compare-told")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.wait_for_selector(".s-pick-open", state="detached")


def test_the_table_holds_headlines_or_all_and_leads_to_the_curves(visit: Visit) -> None:
    page = visit.open(BRIEF + "&a=hierarchy&b=network&c=clean_hierarchy")
    run(page)
    assert page.locator(".s-horizon tbody").count() == 10
    page.locator(".s-horizon input").nth(0).check()
    page.wait_for_function("document.querySelectorAll('.s-horizon tbody').length === 61")
    page.locator(".s-horizon input").nth(1).check()
    page.wait_for_selector(".s-horizon td small:has-text('Holm')")
    page.click(".s-horizon tbody button:has-text('Backlog')")
    page.wait_for_selector(".s-pick-now:has-text('Backlog')")
    axe(page)


def test_a_cancelled_run_says_so_and_keeps_the_names_it_was_run_under(visit: Visit) -> None:
    page = visit.open("years=10&seeds=20&c=messy_network&a=hierarchy&b=network")
    page.click("[data-do=run]")
    page.wait_for_selector(".s-compare-legend")
    page.click("[data-do=stop]")
    page.wait_for_selector(".s-compare-note:has-text('cancelled')")
    legend = page.inner_text(".s-compare-legend")
    assert all(name in legend for name in ("A Vertical hierarchy", "B Networked governance", "C Messy network"))
    page.click("[data-do=remove]")
    page.wait_for_timeout(800)
    assert page.inner_text(".s-compare-legend") == legend


def test_files_are_saved_and_wrong_ones_say_why(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(BRIEF + "&view=take&lang=zh")
    assert page.locator(".s-take-files button:disabled").count() == 12
    page.click("[data-do=run]")
    page.wait_for_selector("[data-status=done]")
    for kind, begin in (("CSV", b"\xef\xbb\xbf# sanshe"), ("PNG", b"\x89PNG"), ("HTML", b"<!"), ("YAML", b"# Sanshe")):
        with page.expect_download() as saved:
            page.locator(f".s-take-files a:has-text('{kind}')").first.click()
        saved.value.save_as(tmp_path / "file")
        assert (tmp_path / "file").read_bytes().lower().startswith(begin.lower()), kind
    assert page.locator(".s-take-said:has-text('已保存')").count() == 4
