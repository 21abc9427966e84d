"""The navigation of mkdocs.yml in a language: patterns opened, pages that there are in English alone marked as such."""

from collections.abc import Collection
from fnmatch import fnmatchcase
from typing import Any

from tools.website.links import is_chinese, twin, url_of

ENGLISH = "english:"  # marks the address of a page that there is in English alone, until mkdocs has checked addresses


def opened(nav: list[Any], lang: str, pages: Collection[str]) -> list[Any]:
    """A navigation, as mkdocs.yml has it, over the pages that there are in both languages."""
    found: list[Any] = []
    for entry in nav:
        if isinstance(entry, str):
            found += _matching(entry, lang, pages)
            continue
        ((title, inside),) = entry.items()
        if not isinstance(inside, str):
            if children := opened(inside, lang, pages):
                found.append({title: children})
        elif lang == "en" or twin(inside) in pages:
            found.append({title: inside})
        else:
            found.append({title: ENGLISH + url_of(inside)})
    return found


def _matching(pattern: str, lang: str, pages: Collection[str]) -> list[str]:
    """The pages of a pattern such as `course/*` that there are in a language, the one that lists the others first."""
    mine = (page for page in pages if fnmatchcase(page, pattern) and not is_chinese(page))
    ordered = sorted(mine, key=lambda page: (not page.endswith("README.md"), page))
    return [page for page in ordered if lang == "en" or twin(page) in pages]
