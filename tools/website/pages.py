"""Every page of the site that is not written in docs/: made of declarations, notebooks and files at the top."""

from pathlib import Path

from tools.website import api, commands, links, notebooks, tables
from tools.website.words import LANGS, SUFFIX

TOP = Path(__file__).resolve().parent.parent.parent
REFERENCE = {
    "rules": tables.rules, "parameters": tables.parameters, "resources": tables.resources, "outcomes": tables.outcomes,
    "duty_list": tables.duty_list, "presets": tables.presets_page,
}  # fmt: skip
"""Pages of tables, in both languages."""


def generated() -> dict[str, str]:
    """The Markdown of every generated page by its place on the site; `.zh.md` are the Chinese ones."""
    made = {f"reference/{name}{SUFFIX[lang]}": told(lang) for name, told in REFERENCE.items() for lang in LANGS}
    made["reference/commands.md"] = commands.page()
    return made | api.pages() | notebooks.pages() | {page: _of_file(name) for name, page in links.ROOT.items()}


def _of_file(name: str) -> str:
    """A file at the top of the tree as a page: Markdown as it is, anything else as text."""
    words = (TOP / name).read_text(encoding="utf-8")
    if name.endswith(".md"):
        return words
    title, language = {"LICENSE": ("Licence", "text"), "CITATION.cff": ("How to cite", "yaml")}[name]
    return f"# {title}\n\n```{language}\n{words.rstrip()}\n```\n"
