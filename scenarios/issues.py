"""Issues 议题: how far each collective item reaches, what it costs, and how often a need has a cause to be removed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from scenarios.duty_list import load_duty_list
from scenarios.errors import InputError, nearest
from scenarios.reading import Row, number, read_rows, short

UNITS = ("building", "estate", "community")
"""Units of self-governance 自治单元, the smallest first."""
REACHES = ("", "pair", *UNITS, "beyond")


@dataclass(frozen=True)
class IssueItem:
    """What is particular to an item as an issue.

    `reach` says whom a decision binds: two neighbours (`pair`: mediated, never an issue), a building, an estate, the
    community, or people `beyond` it; empty for items that are no issue. `yuan` is the cost of carrying a decision out,
    `removable` the share of needs of this item that have a cause which can be removed. `why` gives the reason.
    """

    key: str
    reach: str
    yuan: float
    removable: float
    why: str
    source: str

    @property
    def collective(self) -> bool:
        """Whether requests of the item wait for a decision that binds more than two neighbours."""
        return self.reach not in ("", "pair")


COLUMNS = tuple(field.name for field in fields(IssueItem))


def load_issues(path: Path | None = None) -> dict[str, IssueItem]:
    """The items of a CSV by key; InputError for keys that are not in the duty list, stand twice, and bad values.

    Every collective item of the duty list has a row; of the others, those that have removable causes.
    """
    path = path or Path(__file__).with_name("issues.csv")
    known = {item.key: item for item in load_duty_list()}
    items: dict[str, IssueItem] = {}
    for row in read_rows(path, COLUMNS, COLUMNS):
        item = _read(row, path)
        if item.key not in known:
            raise InputError("key", short(item.key), nearest(item.key, tuple(known)), file=path, line=row.line)
        if item.key in items:
            raise InputError("key", f"{item.key!r} again", "each key once", file=path, line=row.line)
        if (known[item.key].category == "collective") is not bool(item.reach):
            allowed = "a reach for a collective item, none for another"
            raise InputError("reach", short(item.reach), allowed, file=path, line=row.line)
        items[item.key] = item
    missing = [key for key, item in known.items() if item.category == "collective" and key not in items]
    if missing:
        raise InputError("key", f"no row for {missing[0]!r}", "a row for every collective item", file=path)
    return items


def _read(row: Row, path: Path) -> IssueItem:
    cells = row.cells
    if cells["reach"] not in REACHES:
        allowed = " or ".join(reach or "nothing" for reach in REACHES)
        raise InputError("reach", short(cells["reach"]), allowed, file=path, line=row.line)

    def amount(name: str, most: float) -> float:
        value = number(float, cells[name])
        if not isinstance(value, float) or not 0.0 <= value <= most:
            raise InputError(name, short(cells[name]), f"a number from 0 to {most:g}", file=path, line=row.line)
        return value

    return IssueItem(
        cells["key"], cells["reach"], amount("yuan", 1e7), amount("removable", 1.0), cells["why"], cells["source"]
    )
