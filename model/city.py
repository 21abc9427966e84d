"""Build the population of a city: who lives where, with what traits and whom they know.

Residents fill stairwells 单元 in buildings 楼栋 in estates 小区 in communities 社区. Every trait is a draw keyed by the
resident's number, counted over communities sorted by (street, name), so the order of the input's rows changes nothing.
Ties are a small world (Watts & Strogatz 1998): a ring in the building, some rewired, one tie to a community leader.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from agents.population import Residents
from model.compiled import kernel, wrapping
from model.streams import Purpose, uniform

if TYPE_CHECKING:
    from scenarios.city import City
    from scenarios.parameters import Parameters

# Assumed, with no parameter of their own.
UNDER_18 = 0.17  # share among those under 60
ONLINE_RATIO_60 = 0.4  # chance of being online at 60+, relative to younger residents
VULNERABLE_RATIO_60 = 3.0  # chance of being vulnerable at 60+, relative to younger residents
LEADER_EVERY = 500  # residents a community leader
REWIRED_TO_CITY = 0.1  # share of rewired ties that leave the community
TRUST_MEANS = np.array([0.6, 0.55, 0.5, 0.45])  # committee, station, government, organization
VOLUNTEERS = 0.15  # share who give any time
VOLUNTEER_HOURS = 50.0  # most hours a year a volunteer gives

_TRAIT = int(Purpose.RESIDENT)
_TIE = int(Purpose.TIES)


def two_groups(mean: float, ratio: float, older: float) -> tuple[float, float]:
    """Probabilities for younger and older (share `older`) with this mean, older / younger = ratio where 0..1 allows."""
    young = mean / (1.0 - older + ratio * older)
    old = ratio * young
    if young > 1.0:
        young, old = 1.0, (mean - (1.0 - older)) / older
    elif old > 1.0:
        young, old = (mean - older) / (1.0 - older), 1.0
    return young, old


@kernel
def _house(
    start: int, count: int, building_size: float, stairwell_size: float, estate_size: int, first: NDArray[np.int64],
    building: NDArray[np.int32], stairwell: NDArray[np.int32], estate: NDArray[np.int32], low: NDArray[np.int64],
    high: NDArray[np.int64],
) -> None:  # fmt: skip
    """House one community; `first` holds the next free building, stairwell and estate and is moved on."""
    buildings = max(1, round(count / building_size))
    buildings = min(buildings, count)
    for b in range(buildings):
        begin = start + b * count // buildings
        end = start + (b + 1) * count // buildings
        stairwells = max(1, round((end - begin) / stairwell_size))
        for i in range(begin, end):
            building[i] = first[0] + b
            stairwell[i] = first[1] + (i - begin) * stairwells // (end - begin)
            estate[i] = first[2] + b // estate_size
            low[i] = begin
            high[i] = end
        first[1] += stairwells
    first[0] += buildings
    first[2] += (buildings - 1) // estate_size + 1


@kernel
def _know(
    seed: int, start: int, count: int, rewire: float, away: float, every: int, low: NDArray[np.int64],
    high: NDArray[np.int64], ties: NDArray[np.int32],
) -> None:  # fmt: skip
    """Ties of one community: all columns but the last are ring ties, some rewired; the last is a leader; -1 is none."""
    total, width = ties.shape
    leaders = max(1, count // every)
    for i in range(start, start + count):
        size = high[i] - low[i]
        for k in range(width):
            if k == width - 1:
                other = start + int(uniform(seed, _TIE, i, 2 * k) * leaders) * (count // leaders)
            else:
                step = k // 2 + 1 if k % 2 == 0 else -(k // 2 + 1)
                other = low[i] + (i - low[i] + step) % size
                draw = uniform(seed, _TIE, i, 2 * k)
                if draw < rewire or other == i:
                    where = uniform(seed, _TIE, i, 2 * k + 1)
                    if draw < rewire * away:
                        other = int(where * total)
                    else:
                        other = start + int(where * count)
            ties[i, k] = other if other != i else -1


@kernel
def _traits(
    seed: int, start: int, count: int, chances: NDArray[np.float64], means: NDArray[np.float64],
    age: NDArray[np.int8], flags: NDArray[np.bool_], trust: NDArray[np.float32], other: NDArray[np.float32],
) -> None:  # fmt: skip
    """Traits of one community. `chances`: 60+, under 18, vulnerable and online (young, old), volunteers, hours."""
    for i in range(start, start + count):
        old = uniform(seed, _TRAIT, i, 0) < chances[0]
        minor = uniform(seed, _TRAIT, i, 1) < chances[1]
        age[i] = 2 if old else (0 if minor else 1)
        flags[i, 0] = uniform(seed, _TRAIT, i, 2) < (chances[3] if old else chances[2])
        flags[i, 1] = uniform(seed, _TRAIT, i, 3) < (chances[5] if old else chances[4])
        general = uniform(seed, _TRAIT, i, 4) - 0.5
        for k in range(means.size):
            trust[i, k] = means[k] + 0.4 * general + 0.4 * (uniform(seed, _TRAIT, i, 5 + k) - 0.5)
        other[0, i] = 0.5 * (uniform(seed, _TRAIT, i, 10) + uniform(seed, _TRAIT, i, 11))
        other[1, i] = 0.5 + 0.4 * uniform(seed, _TRAIT, i, 12)
        other[2, i] = uniform(seed, _TRAIT, i, 13)
        given = uniform(seed, _TRAIT, i, 14)
        other[3, i] = chances[7] * (1.0 - given / chances[6]) if given < chances[6] else 0.0


def build_residents(city: "City", parameters: "Parameters", seed: int, model: Any = None) -> Residents:
    """The residents of a city at a seed, as `agents.population.Residents` (columns: see the data README).

    Deterministic in (seed, city, parameters). Shares given by a community go before the parameters'.
    """
    places = sorted(city.communities, key=lambda c: (c.street, c.community))
    streets = {name: k for k, name in enumerate(sorted({place.street for place in places}))}
    counts = np.array([place.residents for place in places], dtype=np.int64)
    n = int(counts.sum())
    building, stairwell, estate = (np.empty(n, np.int32) for _ in range(3))
    low, high, first = np.empty(n, np.int64), np.empty(n, np.int64), np.zeros(3, np.int64)
    ties = np.empty((n, int(parameters.ties_per_resident)), np.int32)
    age, flags = np.empty(n, np.int8), np.empty((n, 2), np.bool_)
    trust, other = np.empty((n, 4), np.float32), np.empty((4, n), np.float32)
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
    with wrapping():
        for place, begin, count in zip(places, starts[:-1].tolist(), counts.tolist(), strict=True):
            older = parameters.share_over_60 if place.share_over_60 is None else place.share_over_60
            web = parameters.share_online if place.share_online is None else place.share_online
            weak = two_groups(parameters.share_vulnerable, VULNERABLE_RATIO_60, older)
            chances = np.array(
                [older, UNDER_18, *weak, *two_groups(web, ONLINE_RATIO_60, older), VOLUNTEERS, VOLUNTEER_HOURS]
            )
            _house(
                begin, count, float(parameters.building_residents), float(parameters.stairwell_residents),
                int(parameters.estate_buildings), first, building, stairwell, estate, low, high,
            )  # fmt: skip
            _know(int(seed), begin, count, float(parameters.tie_rewire), REWIRED_TO_CITY, LEADER_EVERY, low, high, ties)
            _traits(int(seed), begin, count, chances, TRUST_MEANS, age, flags, trust, other)
    ties.flags.writeable = False  # nothing changes who knows whom, so populations of other models may share it
    columns: dict[str, NDArray[Any]] = {
        "community": np.repeat(np.arange(len(places), dtype=np.int16), counts),
        "building": building,
        "stairwell": stairwell,
        "estate": estate,
        "street": np.repeat(np.array([streets[place.street] for place in places], dtype=np.int16), counts),
        "age_band": age,
        "vulnerable": np.ascontiguousarray(flags[:, 0]),
        "online": np.ascontiguousarray(flags[:, 1]),
        "habit": other[0].copy(),
        "trust": trust,
        "expectation": other[1].copy(),
        "satisfaction": np.full(n, 0.5, np.float32),
        "ideal": other[2].copy(),
        "volunteer_hours": other[3].copy(),
        "ties": ties,
    }
    return Residents(columns, model)
