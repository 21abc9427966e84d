"""Named random streams: every draw is a function of (seed, purpose, entity, occasion).

Nothing is drawn from a shared generator, so two regimes at one seed meet the same residents with the same needs,
an unrelated draw shifts nothing, and observing draws nothing. The hash is three rounds of the SplitMix64 finaliser
(Steele, Lea & Flood 2014, OOPSLA; constants of Stafford's variant 13).
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from model.compiled import kernel, wrapping

_ADD = np.uint64(0x9E3779B97F4A7C15)
_MUL1 = np.uint64(0xBF58476D1CE4E5B9)
_MUL2 = np.uint64(0x94D049BB133111EB)
_S30 = np.uint64(30)
_S27 = np.uint64(27)
_S31 = np.uint64(31)
_S11 = np.uint64(11)
_SCALE = 1.0 / 9007199254740992.0  # 2^-53


class Purpose(IntEnum):
    """What a draw is for. A new mechanism takes a new number; a number is never used twice.

    Numbers from 1000 on are left to rules and agents from outside the tree.
    """

    RESIDENT = 1
    TIES = 2
    DUTY_ITEM = 3
    NEED_TIME = 10
    NEED_RESIDENT = 11
    NEED_ITEM = 12
    NEED_SEVERITY = 13
    NEED_REMOVED = 14
    VOICE = 20
    CHANNEL = 21
    VOICE_DELAY = 22
    RECONSIDER = 23
    SILENCE = 24
    DUTY_STATE = 30
    FIRST_CANDIDATE = 31
    WORK = 32
    PASS_ON = 33
    ERROR = 34
    APPOINTMENT = 35
    REOPEN = 36
    REOPEN_DELAY = 37
    FOLLOW_UP = 38
    FOLLOW_UP_DELAY = 39
    BACKGROUND_TIME = 40
    BACKGROUND_WORK = 41
    VISIT_PLACE = 42
    VISIT_MET = 43
    SITTING = 44
    STAFF = 50
    SURGE_TIME = 60
    PLATFORM_ORDER = 180
    TELEVISION = 181
    OUTAGE = 182
    COMPLEX_ORDER = 183
    COMPLEX_MEETING = 184
    COMPLEX_HELP = 185
    CONSULTATION = 100
    CONSULTATION_ERROR = 101
    WEALTH = 102
    FUNDRAISING = 103
    PLEDGE = 104
    UNIT_PLEDGE = 105
    PANTRY_DONATION = 106
    PANTRY_WASTE = 107
    PANTRY_REACH = 108
    TENURE = 190
    QUIT = 191
    LICENCE = 192
    STUDIO = 193
    APPLICATION = 194
    APPLICATION_PLACE = 195
    SEAT = 140
    EXCHANGE = 141
    ATTENDANCE = 142
    REPORT = 143
    OBJECTION = 144
    FALLOUT = 145
    FALLOUT_SEVERITY = 146
    INSPECTION = 147
    LEADER = 148
    CAUSE = 149
    VOLUNTEER = 150
    ASSEMBLY = 151
    SUPERVISION_SAMPLE = 170
    SUPERVISION_SIGHT = 171
    ROUTED = 120
    TENDER = 121
    GRANT_SIZE = 122
    GRANT_WINNER = 123
    FAILURE = 124
    FOUNDING = 125
    FIT = 126
    FOUNDING_IDEA = 210
    FOUNDER = 211
    FOUNDER_GOES_ON = 212
    ORDER_OF_RULES = 300


@kernel
def _mix(value: np.uint64) -> np.uint64:
    value = np.uint64((value ^ (value >> _S30)) * _MUL1)
    value = np.uint64((value ^ (value >> _S27)) * _MUL2)
    return np.uint64(value ^ (value >> _S31))


@kernel
def uniform(seed: int, purpose: int, entity: int, occasion: int) -> float:
    """One draw in (0, 1) for this seed, purpose, entity and occasion. For use inside kernels."""
    state = _mix(np.uint64(np.uint64(seed) + np.uint64(purpose) * _ADD + _ADD))
    state = _mix(np.uint64((state ^ np.uint64(entity)) + _ADD))
    state = _mix(np.uint64((state ^ np.uint64(occasion)) * _MUL1 + _ADD))
    return (float(state >> _S11) + 0.5) * _SCALE


@kernel
def _fill(
    seed: int, purpose: int, entity: NDArray[np.int64], occasion: NDArray[np.int64], out: NDArray[np.float64]
) -> None:
    for i in range(entity.size):
        out[i] = uniform(seed, purpose, entity[i], occasion[i])


@kernel
def _fill_once(
    seed: int, purpose: int, entity: NDArray[np.int64], occasion: np.int64, out: NDArray[np.float64]
) -> None:
    for i in range(entity.size):
        out[i] = uniform(seed, purpose, entity[i], occasion)  # type: ignore[arg-type]


@kernel
def _fill_in_turn(seed: int, purpose: int, entity: np.int64, first: np.int64, out: NDArray[np.float64]) -> None:
    for i in range(out.size):
        out[i] = uniform(seed, purpose, entity, first + np.int64(i))  # type: ignore[arg-type]


def in_turn(seed: int, purpose: int, entity: int, number: int, first: int = 0) -> NDArray[np.float64]:
    """So many draws in (0, 1) for one entity: those of the occasions from `first` on, as `uniforms` gives them."""
    out = np.empty(number, dtype=np.float64)
    with wrapping():
        _fill_in_turn(int(seed), int(purpose), np.int64(entity), np.int64(first), out)
    return out


def uniforms(
    seed: int, purpose: int, entity: NDArray[np.integer], occasion: int | NDArray[np.integer] = 0
) -> NDArray[np.float64]:
    """Draws in (0, 1), one for each entity, keyed by what they are for: a new draw shifts no other.

    Args:
        seed: The model's seed.
        purpose: What is drawn; of one's own, a whole number from 1000 on.
        entity: Integers of shape (n,): who or what each draw is about.
        occasion: Which time it is drawn, one number for all or one each.

    Returns:
        An array of shape (n,). The same arguments always give the same numbers, in any order and any company.

    Examples:
        >>> import numpy as np
        >>> from model.streams import uniforms
        >>> uniforms(1, 1000, np.arange(3)).round(3)
        array([0.895, 0.153, 0.428])
        >>> uniforms(1, 1000, np.array([2, 0])).round(3)
        array([0.428, 0.895])
    """
    entities = np.ascontiguousarray(entity, dtype=np.int64)
    out = np.empty(entities.shape, dtype=np.float64)
    with wrapping():
        if isinstance(occasion, int | np.integer):
            _fill_once(int(seed), int(purpose), entities, np.int64(occasion), out)
        else:
            occasions = np.ascontiguousarray(occasion, dtype=np.int64)
            if occasions.shape != entities.shape:
                occasions = np.ascontiguousarray(np.broadcast_to(occasions, entities.shape))
            _fill(int(seed), int(purpose), entities, occasions, out)
    return out
