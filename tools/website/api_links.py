"""Link the names of the API reference where docstrings mention them, for the documentation's builder (griffe).

A docstring says `sanshe.compare` in backticks, which reads well in `help`; on a page it becomes a link. Named in
mkdocs.yml under the options of mkdocstrings' Python handler, `extensions: [tools/website/api_links.py]`.
"""

import re
from typing import Any

import griffe

from tools.website.api import NAMES


def linked(text: str) -> str:
    """A docstring with links; examples stay as they are."""
    return re.sub(r"(?<!\[)`((?:\w+\.)+\w+)`(?!\])", lambda m: f"[`{m[1]}`][{m[1]}]" if m[1] in NAMES else m[0], text)


class Links(griffe.Extension):
    """Turns names in backticks into cross-references."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Link in one docstring."""
        if obj.docstring is not None:
            obj.docstring.value = linked(obj.docstring.value)
