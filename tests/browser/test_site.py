"""The documentation site, built once and opened as files, the network off: search, languages, access, dead links."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest

pytestmark = pytest.mark.browser
TOP = Path(__file__).resolve().parent.parent.parent
HREF = re.compile(r'<(?:a|link|img|script)\b[^>]*?\s(?:href|src)="([^"]*)"')
ANCHOR = re.compile(r'\s(?:id|name)="?([^"\s>]+)')
PAGES = (
    "index.html",
    "reference/rules.html",
    "zh/reference/outcomes.html",
    "rules/c4.html",
    "reference/api/scenarios.html",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, without a warning."""
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)]
    done = subprocess.run(command, cwd=TOP, text=True, capture_output=True, check=False)
    assert done.returncode == 0 and "WARNING -" not in done.stderr, done.stderr[-3000:]
    return out


@pytest.fixture(scope="module")
def reader(browser: Any, site: Path) -> Iterator[Any]:
    """A page of the site, opened as a file; at the end nothing may have gone wrong and nothing may have left."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_offline(True)
    context.set_default_timeout(15_000)
    page, wrong = context.new_page(), list[str]()
    page.on("console", lambda m: wrong.append(f"{page.url}: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("request", lambda r: None if r.url.startswith((site.as_uri(), "data:", "about:")) else wrong.append(r.url))
    yield page
    context.close()
    assert not wrong, wrong


def found(page: Any, words: str) -> list[str]:
    """The pages that a search gives, best first; each shows several places of a page together."""
    page.click(".md-search__input")
    page.keyboard.insert_text(words)
    page.keyboard.press("Shift")  # what is typed is read when a key comes up
    page.wait_for_selector(".md-search-result__link")
    links = [one.get_attribute("href") for one in page.query_selector_all(".md-search-result__link")]
    return list(dict.fromkeys(urlsplit(link).path for link in links))


@pytest.mark.parametrize(
    ("start", "words", "page"),
    [
        ("index.html", "voiced share", "/reference/outcomes.html"),
        ("architecture.html", "needs_care", "/reference/parameters.html"),
        ("zh/index.html", "边界规则", "/zh/reference/rules.html"),
        ("zh/index.html", "居委会", "/zh/reference/rules.html"),
        ("zh/index.html", "居委", "/zh/reference/rules.html"),
        ("zh/reference/rules.html", "费随事转", "/rules/r7.html"),
        ("zh/index.html", "责任清单", "/zh/reference/duty_list.html"),
    ],
)
def test_search_finds_words_of_both_languages(reader: Any, site: Path, start: str, words: str, page: str) -> None:
    reader.goto(f"{site.as_uri()}/{start}")
    assert any(address.endswith(page) for address in found(reader, words)[:4])


def test_every_word_of_a_chinese_phrase_is_looked_for(reader: Any, site: Path) -> None:
    reader.goto(f"{site.as_uri()}/zh/index.html")
    found(reader, "边界规则")
    marked = {one.inner_text().strip("\u200b") for one in reader.query_selector_all(".md-search-result mark")}
    assert {"边界", "规则"} <= marked


def test_the_language_changes_on_the_same_page_or_to_the_first(reader: Any, site: Path) -> None:
    reader.goto(f"{site.as_uri()}/zh/reference/outcomes.html")
    assert reader.inner_text("h1").startswith("结果指标")
    for start, lang, end in (
        ("zh/reference/outcomes.html", "en", "reference/outcomes.html"),
        ("reference/outcomes.html", "zh", "zh/reference/outcomes.html"),
        ("index.html", "zh", "zh/index.html"),
        ("architecture.html", "zh", "zh/index.html"),
    ):
        reader.goto(f"{site.as_uri()}/{start}")
        reader.hover(".md-select button")
        reader.click(f".md-select__link[hreflang={lang}]")
        reader.wait_for_url(f"{site.as_uri()}/{end}")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(reader: Any, site: Path, name: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    reader.goto(f"{site.as_uri()}/{name}")
    reader.wait_for_load_state("load")
    found = Axe().run(reader, options={"preload": False})  # it would fetch style sheets, which a file may not
    serious = [one for one in found.response["violations"] if one["impact"] in ("serious", "critical")]
    assert not serious, [(one["id"], one["nodes"][0]["html"][:200]) for one in serious]


@pytest.mark.parametrize("name", ["reference/parameters.html", "zh/reference/duty_list.html", "rules/c4.html"])
def test_a_wide_table_scrolls_in_its_own_box(reader: Any, site: Path, name: str) -> None:
    try:
        reader.set_viewport_size({"width": 768, "height": 1024})
        reader.goto(f"{site.as_uri()}/{name}")
        assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert reader.evaluate(
            "document.querySelector('.md-typeset__scrollwrap table').getBoundingClientRect().width > 300"
        )
    finally:
        reader.set_viewport_size({"width": 1280, "height": 800})


def test_pictures_and_formulas_are_drawn(reader: Any, site: Path) -> None:
    reader.goto(f"{site.as_uri()}/rules/c4.html")
    assert reader.evaluate("[...document.images].every(one => one.complete && one.naturalWidth > 100)")
    boxes = reader.evaluate("[...document.querySelectorAll('math')].map(one => one.getBoundingClientRect().width)")
    assert len(boxes) > 10 and min(boxes) > 3
    assert "$" not in reader.inner_text("article")


def test_no_link_of_any_page_is_dead(site: Path) -> None:
    texts = {page: page.read_text(encoding="utf-8") for page in site.rglob("*.html") if page.name != "404.html"}
    anchors = {page: set(ANCHOR.findall(text)) for page, text in texts.items()}
    dead = set()
    for page, text in texts.items():
        for href in HREF.findall(text):
            to = urlsplit(urljoin(page.as_uri(), href))
            if to.scheme != "file":
                continue
            path = Path(unquote(to.path))
            if not path.exists() or (
                to.fragment and unquote(to.fragment) not in anchors.get(path, {unquote(to.fragment)})
            ):
                dead.add(f"{page.relative_to(site)}: {href}")
    assert len(texts) > 60 and not dead, sorted(dead)[:20]
