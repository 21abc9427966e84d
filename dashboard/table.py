"""A table on the page that opens when asked for, with a box to find rows."""

from typing import Any

import solara

FEW = 12  # rows up to which nothing is looked for

WORDS = {"find": ("Find in this table", "在表中查找"), "shown": ("of", "/"), "numbers": ("numbers", "数据")}


@solara.component_vue("table.vue")
def _Table(table: dict[str, Any], summary: str, words: dict[str, str], opened: bool, find: bool, prose: bool) -> None:
    """The template's own properties."""


def Table(
    table: dict[str, Any], lang: str, *, summary: str = "", opened: bool = False, prose: bool = False
) -> solara.Element:
    """A table as `dashboard.chart.numbers` makes it, behind a button that says `summary`, or "numbers".

    `opened` shows it at once; `prose` lets cells break into lines, for texts in place of numbers.
    """
    words = {key: value[lang == "zh"] for key, value in WORDS.items()}
    return _Table(
        table=table, summary=summary or words["numbers"], words=words, opened=opened, find=len(table["rows"]) > FEW,
        prose=prose,
    )  # fmt: skip
