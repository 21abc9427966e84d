"""Everybody can use the page: axe finds nothing, all is reached by keyboard, nothing is cut off on a tablet."""

from typing import Any

import pytest

from dashboard.state import PANELS, VIEWS
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
SIZES = {"desktop": (1280, 720), "tablet": (1024, 768), "upright": (768, 1024)}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_in_a_view(visit: Visit, view: str, lang: str) -> None:
    page = visit.open(f"years=0.2&seeds=2&lang={lang}&view={view}")
    page.click("[data-do=run]")
    page.wait_for_selector("[data-status=done]")
    page.wait_for_timeout(800)
    _axe(page)


@pytest.mark.parametrize("panel", PANELS)
def test_axe_finds_nothing_in_a_panel(visit: Visit, panel: str) -> None:
    page = visit.open(f"panel={panel}")
    page.wait_for_timeout(500)
    for summary in page.locator(".s-side summary").all()[:3]:
        summary.click()
    _axe(page)


def _axe(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    told = [
        f"{one['id']} ({one['impact']}): {one['help']}: {[node['html'][:200] for node in one['nodes'][:4]]}"
        for one in found.response["violations"]
    ]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_cut_off(browser: Any, address: str, view: str, size: str) -> None:
    visit = Visit(browser, address, *SIZES[size])
    page = visit.open(f"years=0.2&seeds=2&lang=zh&view={view}")
    page.click("[data-do=run]")
    page.wait_for_selector("[data-status=done]")
    page.wait_for_timeout(500)
    wide = page.evaluate(
        """() => [...document.querySelectorAll('.s-page *')].filter(one => {
            const box = one.getBoundingClientRect();
            if (box.width === 0 || box.right <= window.innerWidth + 1) { return false; }
            for (let up = one.parentElement; up; up = up.parentElement) {
                if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(up).overflowX)) {
                    return up === document.body || up === document.documentElement;
                }
            }
            return true;
        }).map(one => one.outerHTML.slice(0, 120))"""
    )
    assert not wide, wide[:5]
    visit.context.close()
    assert not visit.wrong, visit.wrong


def test_every_control_is_reached_by_the_keyboard_and_shows_it(visit: Visit) -> None:
    page = visit.open()
    page.wait_for_timeout(500)
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('.s-page button, .s-page input, .s-page select, .s-page summary')]
            .filter(one => one.offsetParent && !one.disabled && one.tabIndex >= 0).length"""
    )
    reached, bare = set(), []
    page.evaluate("document.activeElement.blur()")
    for _ in range(wanted + 40):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => {
                const one = document.activeElement;
                if (!one || one === document.body) { return null; }
                one.dataset.number = one.dataset.number || String(Math.random());
                const style = getComputedStyle(one);
                const name = one.getAttribute('aria-label') || one.innerText || (one.labels && one.labels.length
                    ? one.labels[0].innerText : '') || one.getAttribute('aria-labelledby') || one.title;
                return [one.dataset.number, style.outlineStyle !== 'none' || style.boxShadow !== 'none', !!name,
                    one.outerHTML.slice(0, 120)];
            }"""
        )
        if at is None:
            continue
        reached.add(at[0])
        if not at[1] or not at[2]:
            bare.append(at[3])
    assert not bare, bare[:5]
    assert len(reached) >= wanted * 0.95, (len(reached), wanted)
