"""The documents of the project as sections of safe HTML: no raw HTML, no pictures, links as plain text."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

DOCUMENTS = {
    "odd": "docs/ODD.md",
    "coverage": "docs/coverage.md",
    "preregistration": "docs/preregistration.md",
    "findings": "docs/findings.md",
}
"""By key, where each lies in the source tree; a wheel has it beside this package."""
HERE = Path(__file__).resolve().parent.parent


def file_of(name: str) -> Path:
    """Where a file of the source tree is: in an installed package `dashboard/documents/`, else the tree itself."""
    packaged = HERE / "documents" / Path(name).name
    return packaged if packaged.exists() else HERE.parent / name


@lru_cache(maxsize=len(DOCUMENTS))
def document(key: str) -> tuple[tuple[str, str], ...]:
    """The sections of a document, (heading, HTML) each; nothing if it is not there."""
    try:
        return sections(file_of(DOCUMENTS[key]).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()


def sections(markdown: str) -> tuple[tuple[str, str], ...]:
    """Markdown cut at its headings of the second level, by which sections go; what stands before belongs to the first.

    HTML is dropped, comments too; a picture is its description, a link its text.
    """
    reader = _reader()
    tokens = reader.parse(markdown)
    cuts = [i for i, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"]
    edges = [0, *cuts[1:], len(tokens)]
    return tuple(
        (tokens[cut + 1].content, reader.renderer.render(tokens[first:last], reader.options, {}))
        for cut, first, last in zip(cuts, edges[:-1], edges[1:], strict=True)
    )


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark").enable("table")
    for kind, rule in (
        ("html_block", _nothing), ("html_inline", _nothing), ("link_open", _nothing), ("link_close", _nothing),
        ("image", _described), ("table_open", _table_open), ("table_close", _table_close),
    ):  # fmt: skip
        reader.add_render_rule(kind, rule)
    return reader


def _nothing(*_: Any) -> str:
    return ""


def _described(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    return f"<em>[{escape(tokens[at].content)}]</em>"


def _table_open(*_: Any) -> str:
    return '<div class="s-document-wide" tabindex="0"><table>\n'


def _table_close(*_: Any) -> str:
    return "</table></div>\n"
