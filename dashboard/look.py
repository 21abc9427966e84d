"""How regimes look everywhere on the page: a colour, a line, a mark, so that no colour stands alone.

Colours of Okabe & Ito (2008), told apart by those who see fewer; the darker ones, for contrast on white.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """A regime's colour, line (ECharts' words) and mark."""

    color: str
    line: str | list[int]
    symbol: str


LOOKS = (
    Look("#0072B2", "solid", "circle"),
    Look("#D55E00", "dashed", "diamond"),
    Look("#007A5A", "dotted", "triangle"),
    Look("#9A3F7A", [14, 4, 3, 4], "rect"),  # a pattern of dashes
)
UP, DOWN, SIDEWAYS = "#0072B2", "#D55E00", "#007A5A"
INK, MUTED, RULE, PAPER = "#1a1a1a", "#595959", "#d0d4d9", "#ffffff"
