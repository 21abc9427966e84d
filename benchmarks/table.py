"""A line of the table, and how it is printed."""

from collections.abc import Iterable
from typing import NamedTuple


class Line(NamedTuple):
    """What was measured, against its target; `ratio` to an anchor that ran in the same minutes, `beside` names it.

    A line that is a point of the scaling picture tells its `series` and how many `residents` it is at.
    """

    what: str
    value: float
    unit: str
    target: float | None = None
    at_least: bool = False  # the target is a least, not a most
    ratio: float | None = None
    beside: str = ""
    series: str = ""
    residents: int = 0

    @property
    def verdict(self) -> str:
        """`met`, or by how much the target was missed; empty without a target."""
        if self.target is None:
            return ""
        if self.value >= self.target if self.at_least else self.value <= self.target:
            return "met"
        return f"missed by {100.0 * abs(self.value / self.target - 1.0):.0f} %"


def number(value: float) -> str:
    """Three significant digits, with thousands apart."""
    return f"{value:,.0f}" if abs(value) >= 100.0 else f"{value:.3g}"


def printed(title: str, lines: Iterable[Line]) -> str:
    """The lines under their title, in columns."""
    rows = [("", "measured", "", "target", "", "ratio", "")]
    for line in lines:
        sign = "≥" if line.at_least else "≤"
        target = "" if line.target is None else f"{sign} {number(line.target)}"
        ratio = "" if line.ratio is None else f"{number(line.ratio)} ×"
        rows.append((line.what, number(line.value), line.unit, target, line.verdict, ratio, line.beside))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    right = (1, 3, 5)
    text = [
        "  ".join(
            cell.rjust(width) if i in right else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join([f"## {title}", *(row.rstrip() for row in text), ""])
