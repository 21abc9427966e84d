"""Documents of the project as safe HTML, one section at a time."""

import re

import pytest

from dashboard.views.model_document import DOCUMENTS, document, sections


@pytest.mark.parametrize("key", DOCUMENTS)
def test_every_document_is_there_with_all_its_sections_and_no_html_of_its_own(key: str) -> None:
    found = document(key)
    assert len(found) >= 4
    html = "".join(one for _, one in found)
    tags = set(re.findall(r"<(\w+)", html))
    assert tags <= {
        "h1", "h2", "h3", "p", "ul", "ol", "li", "em", "strong", "code", "pre", "div", "table", "thead", "tbody", "tr",
        "th", "td", "br", "hr", "blockquote",
    }  # fmt: skip
    assert "<!--" not in html


def test_the_model_stands_whole_in_the_order_of_odd() -> None:
    headings = [heading for heading, _ in document("odd")]
    assert [heading.split(".")[0] for heading in headings] == [str(i) for i in range(1, len(headings) + 1)]
    assert headings[0] == "1. Purpose and patterns"
    assert "<code>staff_per_10000</code>" in document("odd")[7][1]


def test_html_links_and_pictures_do_no_harm() -> None:
    ((heading, html),) = sections(
        "# T\n\n## One `x`\n\n<script>alert(1)</script>\n\n"
        "A <b onclick=x>b</b> [file](docs/a.md) [bad](javascript:alert(1))\n"
        "![seen <i>](https://elsewhere.example/x.png)\n\n<!-- table: x -->\n\n| a | b |\n| --- | --- |\n| 1 < 2 | & |\n"
    )
    assert heading == "One `x`"
    for bad in ("<script", "onclick", "href", "src=", "elsewhere", "<!--", "<b", "<i>"):
        assert bad not in html
    for kept in ("A b file", "seen &lt;i&gt;", "<td>1 &lt; 2</td>", "<td>&amp;</td>", "<h1>T</h1>"):
        assert kept in html


def test_a_document_that_is_not_installed_has_no_sections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(DOCUMENTS, "gone", "docs/gone.md")
    assert document("gone") == ()
