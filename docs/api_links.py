"""Link the names of the API reference where docstrings mention them, for the documentation's builder (griffe).

A docstring says `sanshe.compare` in backticks, which reads well in `help`; on a page it becomes a link. Named in
mkdocs.yml under the options of mkdocstrings' Python handler, `extensions: [docs/api_links.py]`.
"""

# ruff: noqa: INP001  read by the builder, no package
import importlib.util
import re
from pathlib import Path
from typing import Any

import griffe

_spec = importlib.util.spec_from_file_location("api_names", Path(__file__).parent.parent / "tools" / "api_names.py")
assert _spec is not None and _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
NAMES = {name for names in _module.PAGES.values() for name in names}


def linked(text: str) -> str:
    """A docstring with links; examples stay as they are."""
    return re.sub(r"(?<!\[)`((?:\w+\.)+\w+)`(?!\])", lambda m: f"[`{m[1]}`][{m[1]}]" if m[1] in NAMES else m[0], text)


class Links(griffe.Extension):
    """Turns names in backticks into cross-references."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Link in one docstring."""
        if obj.docstring is not None:
            obj.docstring.value = linked(obj.docstring.value)
