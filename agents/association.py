"""Community development association 社区发展协会 and residents' councils 居民议事会: who sits, what a sitting comes to.

The association has no posts of its own: it takes hours of those who sit. The party organisation convenes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.opinions import exchange, largest_camp

type Floats = NDArray[np.float64]

MAJORITY = 0.5  # share of those present that a camp must exceed
SITTINGS_MOST = 3  # after which an issue that finds no majority goes up


@dataclass(frozen=True)
class Kind:
    """A kind of seat: how many, and the role of the desk whose hours it takes ('': residents' own time)."""

    key: str
    seats: int
    role: str = ""


KINDS_OF_SEAT = (
    Kind("committee", 1, "committee"),
    Kind("representatives", 5),  # 居民代表
    Kind("owners", 2),  # 业委会
    Kind("property", 1, "property"),
    Kind("organizations", 1, "organization"),
    Kind("workers", 1, "station_social"),
    Kind("resident_units", 2),  # 驻地单位
)
"""The seven kinds of seat, in the order of the seats."""

SEATS = tuple(kind for kind in KINDS_OF_SEAT for _ in range(kind.seats))
OF_RESIDENTS = tuple(i for i, kind in enumerate(SEATS) if kind.key in ("representatives", "owners"))
"""Which seats are filled from among the residents concerned."""

COUNCIL_SEATS = {"building": 5, "estate": 9, "community": 13}
"""Residents who sit in the council of a unit of self-governance (assumed)."""


class Sitting(NamedTuple):
    """What a sitting came to: where each seat now stands, the share and the median of the largest camp."""

    positions: list[float]
    share: float
    position: float

    @property
    def agreed(self) -> bool:
        """Whether the largest camp has the majority."""
        return self.share > MAJORITY


def led(position: float, ideal: float, weight: float) -> float:
    """A position after it gave this weight to leaders at `ideal`, who do not move: a round of `opinions.degroot`."""
    return position + weight * (ideal - position)


def sit(
    positions: Sequence[float],
    present: Sequence[bool],
    confidence: Sequence[float],
    draws: list[float],
    width: float,
) -> Sitting:
    """Those present exchange views by bounded confidence; those absent stay where they are.

    Positions, presence and bounds of confidence, one a seat; `draws`, two a meeting, pick who speaks with whom.
    """
    moved, here = list(positions), [seat for seat, is_here in enumerate(present) if is_here]
    now = [moved[seat] for seat in here]
    exchange(now, [confidence[seat] for seat in here], draws)
    for seat, position in zip(here, now, strict=True):
        moved[seat] = position
    share, position = largest_camp(now, width)
    return Sitting(moved, share, position)


def objection(distance: Floats, tolerance: float) -> Floats:
    """Chance to object to a decision at this distance from one's ideal: none within the tolerance, then rising to 1."""
    if tolerance >= 1.0:
        return np.zeros_like(distance)
    return np.asarray(np.minimum(np.maximum((distance - tolerance) / (1.0 - tolerance), 0.0), 1.0))
