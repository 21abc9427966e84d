"""What happens beside mkdocs' own work when the site is built; mkdocs calls these functions by their names.

mkdocs-static-i18n builds the site once a language. It takes only files that lie in docs/, so generated pages and static
files join after it (`event_priority`), each with the marks it puts on files of its own.
"""

import html
import re
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from latex2mathml.converter import convert
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, get_files
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page

from experiments.report_page import han_font
from tools.website import chinese, links, navigation, pages, prose
from tools.website.words import text

AFTER_I18N = -200
ASSETS = Path(__file__).parent / "assets"
MATH = re.compile(r'<(span|div) class="arithmatex">\\([(\[])(.*?)\\[)\]]</\1>', re.DOTALL)
ALTERNATE = re.compile(r'\s*<link rel="alternate"[^>]*>')
_kept: dict[str, Any] = {}


@cache
def generated() -> dict[str, str]:
    """The generated pages, made once a build."""
    return pages.generated()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """The navigation of the language that is being built, and the words of the Chinese search."""
    chinese.prepare()
    _kept.setdefault("nav", deepcopy(config.nav))
    _kept["pages"] = {file.src_uri for file in get_files(config).documentation_pages()} | set(generated())
    config.nav = navigation.opened(_kept["nav"], language(config), _kept["pages"])
    return config


def language(config: MkDocsConfig) -> str:
    """The language that is being built."""
    plugin: Any = config.plugins["i18n"]
    return str(plugin.current_language)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add generated pages, the site's own static files and, for the Chinese pages, pictures that are in docs/ once."""
    lang = language(config)
    for uri, words in generated().items():
        if links.is_chinese(uri) == (lang == "zh"):
            files.append(_virtual(config, uri, words, lang))
    for path in sorted(ASSETS.iterdir()):
        files.append(File.generated(config, f"assets/{path.name}", abs_src_path=str(path)))
    for file in get_files(config):
        if not file.is_documentation_page() and files.get_file_from_path(file.src_uri) is None:
            files.append(file)
    return files


def _virtual(config: MkDocsConfig, uri: str, words: str, lang: str) -> File:
    """A generated page with what mkdocs-static-i18n notes on each file."""

    def at(place: str, content: str) -> Any:
        file: Any = File.generated(config, place, content=content)
        file.dest_uri = file.url = links.url_of(place)
        return file

    made = at(uri, words)
    made.name = Path(made.dest_uri).stem
    made.locale = made.locale_alternate_of = lang
    made.localization = lang if links.is_chinese(uri) else None
    made.norm_src_uri = uri.replace(".zh.md", ".md")
    made.alternates = {lang: made}
    if (other := links.twin(uri)) in generated():
        made.alternates["en" if lang == "zh" else "zh"] = at(other, "")
    result: File = made
    return result


def on_nav(nav: Navigation, config: MkDocsConfig, **_: object) -> Navigation:
    """Give entries for pages in English their address, which mkdocs would not have known, and say so."""
    stack = list(nav.items)
    while stack:
        item = stack.pop()
        stack += item.children or []
        if isinstance(item, Link) and item.url.startswith(navigation.ENGLISH):
            item.url = item.url.removeprefix(navigation.ENGLISH)
            item.title += text("english", language(config))
    return nav


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Links, lines and the title as the site needs them."""
    uri = page.file.src_uri
    return links.rewritten(
        prose.joined(prose.uncommented(markdown)), uri, _kept["pages"], lambda path: (pages.TOP / path).exists()
    )


def on_page_content(content: str, **_: object) -> str:
    """Formulas as MathML, which browsers draw without a script."""
    return MATH.sub(lambda found: convert(html.unescape(found[3]), "block" if found[2] == "[" else "inline"), content)


def on_post_page(output: str, config: MkDocsConfig, **_: object) -> str:
    """Two mends to the theme's page.

    Its script asks for a site map at each address of another language: there is none without a public address. And its
    search has no name for those who do not see it.
    """
    name = text("search", language(config))
    return ALTERNATE.sub("", output).replace('role="dialog"', f'role="dialog" aria-label="{name}"')


def on_post_build(config: MkDocsConfig) -> None:
    """The Chinese characters of all pages as a font, for a reader whose machine has none (assets/site.css names it)."""
    site = Path(config.site_dir)
    text = {sign for page in site.rglob("*.html") for sign in page.read_text(encoding="utf-8")}
    (site / "assets" / "han.woff").write_bytes(han_font("".join(sorted(text))))


for _event in (on_config, on_files, on_nav):
    event_priority(AFTER_I18N)(_event)
