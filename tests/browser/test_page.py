"""What a visitor does first: open, run, watch, switch the language, come back by the address, leave."""

import os
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import WAIT, Visit, server_of

pytestmark = pytest.mark.browser
BRIEF = "years=0.3&seeds=3"


def run(page: Any) -> None:
    """Press run, and wait until all of it is done."""
    page.click("[data-do=run]")
    page.wait_for_selector("[data-status=done]")


def marks(page: Any, chart: int = 0) -> int:
    """Curves, bars and points that a chart shows: coloured paths that are neither axes nor grid."""
    script = """place => [...place.querySelectorAll('path')].filter(one => {
        const box = one.getBoundingClientRect(), style = one.getAttribute('stroke') + one.getAttribute('fill');
        return box.width + box.height > 0 && /#(0072b2|d55e00|007a5a|9a3f7a)/i.test(style);
    }).length"""
    return int(page.locator(".s-chart-place").nth(chart).evaluate(script))


def query(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_pressing_run_draws_curves_of_every_regime(visit: Visit) -> None:
    page = visit.open(BRIEF)
    assert page.locator("[data-status]").get_attribute("data-status") == ""
    run(page)
    assert marks(page) >= 2
    assert "3" in page.inner_text(".s-bar-told")


def test_the_language_switch_changes_every_word_and_the_page_itself(visit: Visit) -> None:
    page = visit.open("lang=en")
    assert page.get_attribute("html", "lang") == "en"
    han = re.compile("[\u4e00-\u9fff]")
    english = page.inner_text(".s-bar")
    assert not han.search(english.replace("中文", ""))
    page.click(".s-bar-lang")
    page.wait_for_selector(".s-bar-views button:has-text('比较')")
    assert page.get_attribute("html", "lang") == "zh-CN" and "三社" in page.title()
    assert query(page)["lang"] == ["zh"]
    words = re.findall("[A-Za-z]{3,}", page.inner_text(".s-bar"))
    assert words == ["English"]


def test_the_browsers_language_is_taken_where_nothing_says_otherwise(browser: Any, address: str) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".s-bar-views button:has-text('比较')", timeout=WAIT)
    context.close()


def test_the_address_restores_what_was_set_and_what_was_run(visit: Visit) -> None:
    page = visit.open(BRIEF + "&a=hierarchy&b=shangcheng_2016;studios=false&c=network&outcome=backlog&lang=zh")
    run(page)
    told, drawn, there = page.inner_text(".s-bar-told"), marks(page), page.url
    page.goto("about:blank")
    page.goto(there)
    page.wait_for_selector("[data-status=done]")
    page.wait_for_function("document.querySelectorAll('.s-chart-place svg path').length > 0")
    assert page.inner_text(".s-bar-told") == told and page.url == there
    assert marks(page) == drawn


def test_a_bad_address_is_told_and_the_page_still_works(visit: Visit) -> None:
    page = visit.open("a=hierarchi&b=network")
    alert = page.wait_for_selector("[role=alert]").inner_text()
    assert "found 'hierarchi'; allowed 'hierarchy' (the nearest)" in alert
    page.click("[role=alert] button")
    page.wait_for_selector("[role=alert]", state="detached")


def test_bad_numbers_in_the_bar_are_told(visit: Visit) -> None:
    page = visit.open()
    years = page.get_by_label("Years")
    years.fill("0")
    years.press("Enter")
    assert "above 0" in page.wait_for_selector("[role=alert]").inner_text()
    assert page.locator("input[aria-invalid=true]").count() == 1


def test_two_visitors_do_not_see_each_other(browser: Any, address: str) -> None:
    one, two = Visit(browser, address), Visit(browser, address)
    first, second = one.open(BRIEF), two.open(BRIEF + "&lang=zh")
    run(first)
    assert marks(first) >= 2 and second.locator(".s-chart-place svg").count() == 0
    stolen = two.open(urlsplit(first.url).query)  # the address of a run is no key to it
    assert "no longer kept" in stolen.wait_for_selector(".s-bar-note").inner_text()
    for visit in (one, two):
        visit.context.close()
        assert not visit.wrong, visit.wrong


def test_pause_holds_and_goes_on_and_cancel_ends(visit: Visit) -> None:
    page = visit.open("years=4&seeds=40")
    page.click("[data-do=run]")
    page.wait_for_selector("[data-status=running]")
    page.click("[data-do=pause]")
    page.wait_for_selector("[data-status=paused]")
    page.wait_for_timeout(1500)
    held = page.locator(".s-bar progress").get_attribute("value")
    page.wait_for_timeout(1500)
    assert page.locator(".s-bar progress").get_attribute("value") == held
    page.click("[data-do=resume]")
    page.wait_for_function(f"document.querySelector('.s-bar progress').value > {held}")
    page.click("[data-do=stop]")
    page.wait_for_selector("[data-status=stopped]")


def test_ten_seeds_more(visit: Visit) -> None:
    page = visit.open("years=0.1&seeds=2")
    run(page)
    page.click("[data-do=more]")
    page.wait_for_function("document.querySelector('.s-bar-told').innerText.includes('12')")
    page.wait_for_selector("[data-status=done]")
    assert query(page)["seeds"] == ["12"]


def busy(pids: list[int]) -> float:
    """Seconds of processor time that processes have used so far."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def below(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="utf-8").split():
            found += below(int(child))
    return found


def test_a_closed_tab_frees_the_processor_and_a_reload_comes_back(browser: Any, city: Path) -> None:
    with server_of("--city", str(city)) as (address, pid):
        visit = Visit(browser, address)
        page = visit.open("years=20&seeds=50")
        page.click("[data-do=run]")
        page.wait_for_selector("[data-status=running]")
        page.reload()
        page.wait_for_selector("[data-status=running]")
        before = page.evaluate("document.querySelector('.s-bar progress').value")
        page.wait_for_function(f"document.querySelector('.s-bar progress').value > {before}")
        visit.context.close()
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            time.sleep(2)
            processes = below(pid)
            start = busy(processes)
            time.sleep(2)
            if busy(processes) - start < 0.4:
                break
        else:
            pytest.fail("the processor is still at work half a minute after the tab was closed")
    assert not visit.wrong, visit.wrong
