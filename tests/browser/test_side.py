"""The side of the page: regimes, levers, assumptions and district, by mouse and by keyboard alone."""

import random
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import Visit
from tests.browser.test_access import SIZES, _axe

pytestmark = pytest.mark.browser
FORM = 30_000  # bytes: less than a form's description, more than all values


def query(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def address_says(page: Any, part: str) -> None:
    page.wait_for_function("part => decodeURIComponent(location.search).includes(part)", arg=part)


def upload(page: Any, name: str, content: bytes) -> str:
    """What the page says of a file."""
    page.set_input_files("#s-district-file", {"name": name, "mimeType": "text/plain", "buffer": content})
    page.wait_for_function(
        "name => [...document.querySelectorAll('.s-district-bad, .s-district-good')]"
        ".some(one => one.innerText.startsWith(name))", arg=name,
    )  # fmt: skip
    return str(page.inner_text(".s-district-bad, .s-district-good"))


def test_a_lever_is_set_marked_and_goes_back(visit: Visit) -> None:
    page = visit.open("lang=en")
    page.click("#s-levers-R5")
    assert "将专业化" in page.inner_text(".s-fields-card q") and "Chinese" in page.inner_text(".s-fields-card")
    page.fill("#s-levers-purchase_share", "0.35")
    page.keyboard.press("Tab")
    address_says(page, "network;purchase_share=0.35")
    assert (
        page.locator(".s-fields-changed").count() == 1 and page.locator(".s-arms-changes").inner_text() == "1 changed"
    )
    page.click(".s-fields-back")
    page.wait_for_selector(".s-fields-changed", state="detached")
    assert page.evaluate("document.activeElement.id") == "s-levers-R5"
    assert query(page)["b"] == ["network"]


def test_what_is_out_of_bounds_is_told_beside_the_lever_and_nothing_is_lost(visit: Visit) -> None:
    page = visit.open("lang=en&b=network;studios=false&a=hierarchy")
    page.click("#s-levers-R3")
    page.fill("#s-levers-communities_per_station", "99")
    page.keyboard.press("Tab")
    assert page.wait_for_selector(".s-fields-wrong").inner_text() == "found 99; allowed a whole number from 1 to 12"
    assert query(page)["b"] == ["network;studios=false"]


def test_a_change_of_a_lever_sends_values_and_not_the_form(visit: Visit) -> None:
    sent: list[int] = []
    visit.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: sent.append(len(frame))))
    page = visit.open("lang=en")
    page.click("#s-levers-C6")
    page.wait_for_timeout(500)
    assert sum(sent) > FORM
    sent.clear()
    page.click("#s-levers-studios")
    address_says(page, "studios=false")
    page.wait_for_timeout(500)
    assert sum(sent) < FORM


def test_finding_and_filtering(visit: Visit) -> None:
    page = visit.open("lang=en&a=hierarchy&b=hierarchy;studios=true")
    page.fill(".s-fields-search input", "purchase 照护经费")
    assert page.locator(".s-fields-item").count() == 1
    page.fill(".s-fields-search input", "")
    for box in (0, 1):
        page.locator(".s-fields-tools [type=checkbox]").nth(box).check()
        assert page.locator(".s-fields-head b").first.inner_text() == "C6"
        assert page.locator(".s-fields-item").count() == 1
        page.locator(".s-fields-tools [type=checkbox]").nth(box).uncheck()


def test_regimes_are_added_chosen_swapped_and_removed(visit: Visit) -> None:
    page = visit.open("lang=en")
    page.click("[data-do=adding]")
    page.select_option(".s-arms-add select", "messy_network")
    page.click("[data-do=add]")
    address_says(page, "c=messy_network")
    assert page.locator(".s-arms-row").count() == 3 and page.locator(".s-arms-row input").nth(2).is_checked()
    page.get_by_role("button", name="Make C the baseline").click()
    address_says(page, "a=messy_network")
    assert query(page)["c"] == ["hierarchy"] and page.locator(".s-arms-row input").nth(0).is_checked()
    page.get_by_role("button", name="Remove A").click()
    page.wait_for_function("document.querySelectorAll('.s-arms-row').length === 2")
    assert page.locator("[data-do=remove]").count() == 0 and page.locator(".s-arms-baseline").count() == 1


def test_a_blend_asks_before_it_drops_what_was_changed(visit: Visit) -> None:
    page = visit.open("lang=en&a=hierarchy&b=network;studios=false")
    page.focus("#s-blend-share")
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector("[role=alertdialog]")
    page.keyboard.press("Escape")
    page.wait_for_selector("[role=alertdialog]", state="detached")
    assert query(page)["b"] == ["network;studios=false"] and page.input_value("#s-blend-share") == "1"
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector("[role=alertdialog]")
    page.keyboard.press("Enter")
    address_says(page, "b=hierarchy~network@0.95")
    page.select_option("#s-arms-preset", "clean_hierarchy")
    address_says(page, "b=clean_hierarchy")
    page.wait_for_selector(".s-blend-told:has-text('Not on this scale')")
    page.click("[data-do=baseline]")
    address_says(page, "b=hierarchy")


def test_files_good_and_bad(visit: Visit) -> None:
    page = visit.open("lang=en&panel=settings")
    said = upload(page, "bad.csv", "community,street,residents\n甲,东街,many\n".encode())
    assert said == "bad.csv:2: residents: found 'many'; allowed a whole number from 1 to 1,000,000"
    assert "8,800 residents" in page.inner_text(".s-district")
    assert "a page opens no other file" in upload(page, "evil.yaml", b"inherits: ../x.yaml\n")
    assert "GBK" in upload(page, "gbk.csv", "community,street,residents\n甲,东街,3\n".encode("gbk"))
    assert "nothing in it" in upload(page, "empty.csv", b"")
    assert "5,000,000 bytes" in upload(page, "large.csv", b"#" * 5_000_001)
    assert "now that of all regimes" in upload(page, "town.csv", "community,street,residents\n甲,东街,900\n".encode())
    assert page.inner_text(".s-district h2 >> nth=0") == "District: town"
    assert "B is now “mine”" in upload(page, "mine.yaml", b"inherits: network\nname: mine\nrules: {studios: false}\n")
    address_says(page, "b=network;studios=false")
    there = page.url
    page.goto("about:blank")
    page.goto(there)
    page.wait_for_selector(".s-district")
    assert "900 residents" in page.inner_text(".s-district") and "B mine" in page.inner_text(".s-arms")


def test_assumptions_that_are_changed_stand_first(visit: Visit) -> None:
    page = visit.open("lang=zh&panel=settings&p=gap_probability=0.25")
    assert page.locator(".s-fields-changes li").count() == 1
    page.click(".s-fields-go")
    page.wait_for_function("document.activeElement.id === 's-settings-gap_probability'")
    assert page.locator("[data-key=gap_probability] input[type=number]").input_value() == "0.25"
    page.click(".s-fields-changes .s-fields-back")
    page.wait_for_selector(".s-fields-changes", state="detached")
    assert "p" not in query(page)


def test_a_district_too_large_for_an_address(browser: Any, address: str) -> None:
    draw = random.Random(1)
    rows = "".join(f"{draw.getrandbits(64):x},s{i % 40},{draw.randint(100, 900)}\n" for i in range(2000))
    visit = Visit(browser, address)
    page = visit.open("lang=en&panel=settings")
    upload(page, "wide.csv", f"community,street,residents\n{rows}".encode())
    assert "too large for the address" in page.wait_for_selector(".s-district-note").inner_text()
    page.click("#s-tab-levers")
    page.click("#s-levers-C6")
    page.click("#s-levers-studios")
    address_says(page, "studios=false")
    there = page.url
    page.goto("about:blank")
    page.goto(there)
    assert "Upload it again" in page.wait_for_selector(".s-bar-bad").inner_text()
    assert "B Networked governance*" in page.inner_text(".s-arms")  # all else is there
    page.click("#s-tab-settings")
    assert "8,800 residents" in page.wait_for_selector(".s-district").inner_text()
    visit.context.close()
    assert not visit.wrong, visit.wrong


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES)
def test_everybody_can_use_the_side(browser: Any, address: str, size: str, lang: str) -> None:
    visit = Visit(browser, address, *SIZES[size])
    page = visit.open(f"lang={lang}&a=hierarchy&b=network;studios=false;purchase_share=0.5&c=messy_network")
    for rule in ("R3", "R5", "C1", "C6"):
        page.click(f"#s-levers-{rule}")
    _axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    page.click("#s-tab-settings")
    page.wait_for_selector(".s-district")
    upload(page, "bad.csv", b"community\n")
    page.click(".s-fields-group h3 button")
    page.click(".s-fields-head")
    _axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    visit.context.close()
    assert not visit.wrong, visit.wrong


def test_a_rule_is_found_opened_and_set_by_keyboard_alone(visit: Visit) -> None:
    page = visit.open("lang=en")
    page.wait_for_selector(".s-fields-group")

    def tab_to(wanted: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
                return
        raise AssertionError(wanted)

    tab_to(".s-arms-row input")
    page.keyboard.press("ArrowUp")  # to set A
    address_says(page, "edit=a")
    tab_to(".s-fields-search input")
    page.keyboard.type("data platform")
    tab_to("#s-levers-F7")
    page.keyboard.press("Enter")
    tab_to("[data-key=data_platform] input[type=range]")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    address_says(page, "a=hierarchy;data_platform=0.03")
    tab_to("[data-key=data_platform] .s-fields-back")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-key=data_platform] .s-fields-back", state="detached")
    assert page.evaluate("document.activeElement.id") == "s-levers-F7"
