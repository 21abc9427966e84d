"""Small things that the same Markdown needs on the site and not in the repository."""

import re

from tools.website.links import BLOCK

COMMENT = re.compile(r"\A(?:\s*<!--.*?-->)+\s*", re.DOTALL)
CHINESE = "[\u3001-\u303f\u4e00-\u9fff\uff00-\uffef“”]"
BREAK = re.compile(f"({BLOCK})|(?<={CHINESE})\n(?={CHINESE})", re.DOTALL | re.MULTILINE)


def uncommented(markdown: str) -> str:
    """Without comments before the title, which would hide the title from mkdocs."""
    return COMMENT.sub("", markdown)


def joined(markdown: str) -> str:
    """With Chinese sentences that go over a line's end on one line: a browser shows a line's end as a blank."""
    return BREAK.sub(lambda found: found[1] or "", markdown)
