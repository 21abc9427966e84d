"""Scales of the tiles and dots: round steps, colours that tell values without a hue that some cannot see."""

import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

VALUES = ("#ffffd9", "#edf8b1", "#c7e9b4", "#7fcdbb", "#41b6c4", "#1d91c0", "#225ea8", "#253494", "#081d58")
"""From few to much, ever darker: YlGnBu of ColorBrewer (Harrower & Brewer 2003), safe for the colour-blind."""
DIFFERENCES = ("#004a7c", "#0072b2", "#5fa8d3", "#b5d5ea", "#f7f7f7", "#f6cba6", "#e8995a", "#d55e00", "#8f3f00")
"""From blue (less) over white (no difference) to orange (more); the ends are the colours of regimes A and B."""
NOTHING = "#e3e5e8"  # a tile without a value
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
TICKS = 4  # steps of a legend or axis, about


@dataclass(frozen=True)
class Scale:
    """What values run from `low` to `high`, with round `ticks` between, and the colours of both ends and between."""

    low: float
    high: float
    ticks: tuple[float, ...]
    colours: tuple[str, ...]

    def at(self, value: float) -> float:
        """Where a value lies, 0 to 1; what is outside lies at the end."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))

    def colour(self, value: float) -> str:
        """The colour of a value; grey of none."""
        if not math.isfinite(value):
            return NOTHING
        place = self.at(value) * (len(self.colours) - 1)
        first = min(int(place), len(self.colours) - 2)
        return mixed(self.colours[first], self.colours[first + 1], place - first)

    def legend(self) -> dict[str, Any]:
        """For a template: the colours, and the ticks with their place in percent."""
        return {
            "colours": list(self.colours),
            "ticks": [
                {"at": round(100.0 * self.at(tick), 2), "text": f"{tick:,.6g}".replace("-", "−")} for tick in self.ticks
            ],
        }


def scale_of(values: Iterable[float], colours: tuple[str, ...] = VALUES) -> Scale:
    """From the smallest to the largest of what is known, out to round numbers."""
    known = [value for value in values if math.isfinite(value)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        room = 0.05 * abs(high) or 1.0  # all are the same
        low, high = low - room, high + room
    step = step_of(high - low)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return Scale(first * step, last * step, tuple(i * step for i in range(first, last + 1)), colours)


def even_scale(values: Iterable[float], colours: tuple[str, ...] = DIFFERENCES) -> Scale:
    """The same on both sides of zero, which lies in the middle."""
    most = max((abs(value) for value in values if math.isfinite(value)), default=0.0) or 1.0
    step = step_of(2.0 * most)
    last = math.ceil(most / step - 1e-9)
    return Scale(-last * step, last * step, tuple(i * step for i in range(-last, last + 1)), colours)


def step_of(width: float) -> float:
    """A round step that goes into a width a few times."""
    power = 10.0 ** math.floor(math.log10(width / TICKS))
    return power * STEPS[min(bisect_right(STEPS, width / TICKS / power * (1.0 - 1e-9)), len(STEPS) - 1)]


def mixed(first: str, second: str, share: float) -> str:
    """A colour so far from the first to the second."""
    parts = zip(_parts(first), _parts(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def ink_on(colour: str) -> str:
    """Black or white, whichever is read better on a colour; the contrast is at least 4.5 to 1 on any (WCAG 2)."""
    return "#000000" if (luminance(colour) + 0.05) / 0.05 >= 1.05 / (luminance(colour) + 0.05) else "#ffffff"


def luminance(colour: str) -> float:
    """Relative luminance of a colour as WCAG 2 defines it, 0 (black) to 1 (white)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (p / 255 for p in _parts(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
