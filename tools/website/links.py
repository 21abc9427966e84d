"""Links that lead somewhere on the site: to its own pages, to those of the other language, or to no place at all.

Pages are written to be read in the repository, where a link may lead to any file. The site holds docs/, the notebooks
and the pages of `ROOT`; there is no public address of the rest, so that a link to it becomes the path as code.
"""

import posixpath
import re
from collections.abc import Callable, Container

from tools.website.words import SUFFIX

ROOT = {
    "CONTRIBUTING.md": "CONTRIBUTING.md", "CHANGELOG.md": "CHANGELOG.md", "LICENSE": "LICENSE.md",
    "CITATION.cff": "CITATION.md",
}  # fmt: skip
"""Files at the top of the tree that become pages of the site, and as what."""
HOMES = {"README.md": "index.md", "README.zh.md": "index.zh.md"}
NOTEBOOKS = {"en": "notebooks", "zh": "notebooks/zh"}
BLOCK = r"^[ \t]*```.*?^[ \t]*```[ \t]*$"
LINK = r"(?P<picture>!?)\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<target>[^()\s]+)\)"
CODE = r"`[^`\n]+`"
PART = re.compile(f"{BLOCK}|{LINK}|{CODE}", re.DOTALL | re.MULTILINE)
"""What begins first counts: a link within code is code, code within a link is the link's."""


def source_of(uri: str) -> str:
    """Where in the repository the page of the site at `uri` is written."""
    at_top = {page: file for file, page in ROOT.items()}
    folder, name = posixpath.split(uri)
    if folder == "course" and not name.startswith("README"):
        lang = "zh" if is_chinese(uri) else "en"
        return f"{NOTEBOOKS[lang]}/{name.removesuffix(SUFFIX[lang])}.ipynb"
    return at_top.get(uri, f"docs/{uri}")


def page_of(path: str) -> str | None:
    """The page or file of the site that a path of the repository becomes; None if the site does not hold it."""
    if path in ROOT or path in HOMES:
        return (ROOT | HOMES)[path]
    name, ending = posixpath.splitext(posixpath.basename(path))
    folder = posixpath.dirname(path)
    for lang, home in NOTEBOOKS.items():
        if ending == ".ipynb" and folder == home:
            return f"course/{name}{SUFFIX[lang]}"
    return path.removeprefix("docs/") if path.startswith("docs/") else None


def is_chinese(uri: str) -> bool:
    """Whether a page is one of the Chinese ones."""
    return uri.endswith(SUFFIX["zh"])


def twin(uri: str) -> str:
    """The place of the same page in the other language, whether there is one or not."""
    mine, others = ("zh", "en") if is_chinese(uri) else ("en", "zh")
    return uri.removesuffix(SUFFIX[mine]) + SUFFIX[others]


def url_of(uri: str) -> str:
    """Where the site writes a page, from its top."""
    name = uri.removesuffix(SUFFIX["zh" if is_chinese(uri) else "en"])
    if posixpath.basename(name) == "README":
        name = posixpath.join(posixpath.dirname(name), "index")
    return f"zh/{name}.html" if is_chinese(uri) else f"{name}.html"


def rewritten(markdown: str, uri: str, pages: Container[str], exists: Callable[[str], bool]) -> str:
    """A page's Markdown with its links as the site needs them.

    `uri` is the page's place on the site, `pages` are all pages in both languages, `exists` tells whether the
    repository has a path. A dead link is left for mkdocs to report.
    """

    def link(found: re.Match[str]) -> str:
        picture, words, target = found.groups()
        path, hash_, anchor = (target or "").partition("#")
        if not path or ":" in path or path.startswith("/"):
            return found[0]
        full = posixpath.normpath(posixpath.join(posixpath.dirname(source_of(uri)), path))
        to = page_of(full)
        if to is None:
            return _as_code(words, full) if exists(full) else found[0]
        if to.endswith(".md") and (elsewhere := _in_other_language(uri, to, pages)):
            href = posixpath.relpath(url_of(elsewhere), posixpath.dirname(url_of(uri)) or ".")
            lang = "zh" if is_chinese(elsewhere) else "en"
            return f'<a href="{href}{hash_}{anchor}" hreflang="{lang}">{words}</a>'
        relative = posixpath.relpath(to, posixpath.dirname(uri) or ".")
        return f"{picture}[{words}]({relative}{hash_}{anchor})"

    return PART.sub(link, markdown)


def _in_other_language(uri: str, to: str, pages: Container[str]) -> str | None:
    """The page of the other language that a link leads to; None if it stays within its own."""
    if is_chinese(to):
        return None if is_chinese(uri) else to
    return to if is_chinese(uri) and twin(to) not in pages and to in pages else None


def _as_code(words: str, path: str) -> str:
    """What stands for a link that leads out of the site: its words, and its path unless they say it."""
    bare = words.strip("`")
    if bare.rstrip("/") == path or path.endswith("/" + bare.rstrip("/")):
        return f"`{path}`"
    return f"{words} (`{path}`)"
