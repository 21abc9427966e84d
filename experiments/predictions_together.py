"""The registered predictions A1 to A9 and B1 to B7 about the arms together, as claims: one entry a sentence.

The arms are combinations of the four groups of rules, each at the hierarchy's or at the network's values.
"""

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from experiments.claims import Arm, Claim, Readings, Value
from experiments.decompose import GROUPS
from experiments.prediction_measures import needs_between
from experiments.predictions_alone import HALF_YEAR, HIERARCHY, NEEDS, SHARE, TEAM, WINDOW, of
from experiments.rule_cards import A_YEAR, WAIT
from experiments.rule_measures import Measure, hours, needs_that_arise, of_category, outcome
from experiments.shapley import shapley
from model.outcomes import OF_TIES
from scenarios.rules import RULES

if TYPE_CHECKING:
    from model.tables import Floats

YEAR = 250  # working days
LEAST = 0.02  # A6: two percentage points
FACTOR = 3.0  # B1


def combination(*groups: str) -> Arm:
    """The hierarchy with the rules of these groups at the network's values."""
    return Arm(rules=tuple(card.id for card in RULES if card.group in groups))


H, C, M, N = HIERARCHY, combination("clarity"), combination("ties", "capacity", "voice"), combination(*GROUPS)


def part(group: str, measure: Measure) -> "Value":
    """What a group adds to a quantity: Shapley value over the sixteen combinations, by seed."""
    masks = range(1 << len(GROUPS))
    arms = [combination(*(name for i, name in enumerate(GROUPS) if mask >> i & 1)) for mask in masks]
    return lambda read: shapley(np.array([read(arm, measure) for arm in arms]))[GROUPS.index(group)]


def gap(more: Arm, fewer: Arm, measure: Measure) -> "Value":
    """By how much a quantity is higher in one arm than in another."""
    return lambda read: read(more, measure) - read(fewer, measure)


def above(more: tuple[Arm, ...], fewer: tuple[Arm, ...], measure: Measure) -> "Value":
    """By how much the lowest of some arms is above the highest of others."""

    def value(read: Readings) -> "Floats":
        low, high = ([read(arm, measure) for arm in arms] for arms in (more, fewer))
        return np.asarray(np.min(low, axis=0) - np.max(high, axis=0))

    return value


def largest(group: str, measure: Measure, sign: float) -> "Value":
    """By how much a group's share in a direction is above that of every other group."""

    def value(read: Readings) -> "Floats":
        shares = {name: sign * part(name, measure)(read) for name in GROUPS}
        return np.asarray(shares[group] - np.max([mine for name, mine in shares.items() if name != group], axis=0))

    return value


def clarity_larger(read: Readings) -> "Floats":
    """Clarity's part of the difference less that of the other three groups as one, both without their sign."""
    h, c, m, n = (read(arm, of("resolution_mean")) for arm in (H, C, M, N))
    return np.asarray(np.abs((c - h) + (n - m)) / 2.0 - np.abs((m - h) + (n - c)) / 2.0)


def nearest(read: Readings) -> "Floats":
    """How far the largest difference in the voiced share between two arms stays below two percentage points."""
    shares = [read(arm, of("voiced_share")) for arm in (H, C, M, N)]
    return np.asarray(LEAST - np.max([np.abs(a - b) for a, b in combinations(shares, 2)], axis=0))


# fmt: off
TIME = of("resolution_mean")
PAPERS = Measure("mean resolution time, administrative", WAIT,
                 outcome("resolution_mean", of_category("administrative")))
TIES = Measure("hours of ties and voice", "hours a day", hours(OF_TIES))
ARISE = Measure("needs that arise", NEEDS, needs_that_arise)
EARLY, LATE = (Measure(f"needs that arise, {which} half", NEEDS, needs_between(first, end))
               for which, first, end in (("first", 0, HALF_YEAR), ("second", HALF_YEAR, YEAR)))

TOGETHER: tuple[Claim, ...] = (
    Claim("A1", "cases passed on: network and clean hierarchy below the other two", of("passed_on").unit,
          above((H, M), (N, C), of("passed_on"))),
    Claim("A1", "duplicated hours: the same", of("duplicated_hours").unit,
          above((H, M), (N, C), of("duplicated_hours"))),
    Claim("A2", "in mean resolution time clarity's part is larger in size than the others'", WAIT, clarity_larger),
    Claim("A3", "lost information: more in the network than in the hierarchy", of("lost_information_hours").unit,
          gap(N, H, of("lost_information_hours"))),
    Claim("A4", "reopened share: higher in the network than in the clean hierarchy", SHARE,
          gap(N, C, of("reopened_share"))),
    Claim("A5", "wait for a team: hierarchy and messy network below the other two", WAIT, above((N, C), (H, M), TEAM)),
    Claim("A6", "voiced share: no two arms differ by two percentage points", SHARE, nearest),
    Claim("A7", "administrative requests take longest in the messy network", WAIT, above((M,), (H, C, N), PAPERS)),
    Claim("A8", "satisfaction: higher in the clean hierarchy than in the hierarchy", "0 to 1",
          gap(C, H, of("satisfaction"))),
    Claim("A9", "Gini of communities: lower in the network than in the hierarchy", "0 to 1",
          gap(H, N, of("community_gini"))),
    Claim("B1", "hours of ties and voice: three times the hierarchy's, or more", "hours a day",
          lambda read: read(N, TIES) - FACTOR * read(H, TIES)),
    Claim("B2", "wait at stations: longer in the network than in the clean hierarchy", WAIT, gap(N, C, WINDOW)),
    Claim("B3", "clarity has the largest gain in mean resolution time", WAIT, largest("clarity", TIME, -1.0)),
    Claim("B3", "ties have the largest part of the rise in total social hours", A_YEAR,
          largest("ties", of("social_hours"), 1.0)),
    Claim("B4", "capacity's part of mean resolution time is a loss", WAIT, part("capacity", TIME)),
    Claim("B5", "voice's part of the needs that arise is a fall", NEEDS, lambda read: -part("voice", ARISE)(read)),
    Claim("B5", "it is larger in the second half of the year", NEEDS,
          lambda read: part("voice", EARLY)(read) - part("voice", LATE)(read)),
    Claim("B6", "the network's decisions lie nearer", "0 to 1", gap(H, N, of("decision_distance"))),
    Claim("B6", "its private money is more", of("private_money").unit, gap(N, H, of("private_money"))),
    Claim("B6", "its voiced share is higher", SHARE, gap(N, H, of("voiced_share"))),
    Claim("B6", "its co-ordination takes more hours", of("co_ordination_hours").unit,
          gap(N, H, of("co_ordination_hours"))),
    Claim("B6", "its total social hours are more", A_YEAR, gap(N, H, of("social_hours"))),
    Claim("B7", "Gini of communities: higher in the network than in the clean hierarchy", "0 to 1",
          gap(N, C, of("community_gini"))),
)
# fmt: on
