"""Effort 用力: how an evaluated institution splits it, over kinds of task and between pace and care within each.

Pure functions over arrays: `A` desks, `K` kinds of task (competences). Pace is what counts and deadlines show; care is
what is taken over a task, which they do not show and which keeps it from failing. The last axis of weights and efforts,
(A, K, 2), is pace and care.
"""

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.floating[Any]]

PACE, CARE = 0, 1
LEAST_PACE = 0.1


def task_hours(hours: Floats, care_share: float) -> Floats:
    """Hours of each task, (A, K, 2), from hours by kind, (A, K): a share of working time is care, the rest pace."""
    return cast(Floats, hours[..., None] * np.array([1.0 - care_share, care_share]))


def split_effort(weights: Floats, hours: Floats, response: float) -> Floats:
    """Effort on each task, (A, K, 2): a softmax of η times its weight, its mean over hours 1 at every desk.

    `weights` what a task counts in the evaluation and `hours` what it takes, (A, K, 2) each; `response` η. The total is
    constant, so what one task gains others lose: nobody gains capacity. A desk without hours has effort 1 everywhere.
    """
    pull = np.exp(response * (weights - weights.max(axis=(1, 2), keepdims=True)))
    whole = hours.sum(axis=(1, 2), keepdims=True)
    mean = (pull * hours).sum(axis=(1, 2), keepdims=True) / np.where(whole > 0.0, whole, 1.0)
    return cast(Floats, np.where(mean > 0.0, pull / np.where(mean > 0.0, mean, 1.0), 1.0))


def task_weights(upward: Floats, ratings: Floats, weight: float) -> Floats:
    """What a task counts: w = (1 − ω)·upward + ω·ratings by those served, all (A, K, 2)."""
    return cast(Floats, (1.0 - weight) * upward + weight * ratings)


def residents_weights(judged: Floats, satisfaction: Floats, popularity: float, felt_care: float) -> Floats:
    """What residents' ratings make a task count, (A, K, 2): the popular, and where there is something to gain.

    `judged` how many residents judged a kind at a desk last quarter, `satisfaction` their mean, (A, K) each. A kind
    counts (n ÷ most judged kind's n)^popularity · min(1, 2(1 − S)), 0 if nobody judged it; a share `felt_care` of that
    is for care, the rest for pace.
    """
    most = judged.max(axis=1, keepdims=True)
    share = judged / np.where(most > 0.0, most, 1.0)
    room = np.minimum(2.0 * (1.0 - satisfaction), 1.0)
    counts = np.where(judged > 0.0, share**popularity * room, 0.0)
    return cast(Floats, counts[..., None] * np.array([1.0 - felt_care, felt_care]))


def slip_of(care: Floats, error: float, elasticity: float) -> Floats:
    """What is added to the chance that a task fails when `care` times as much care is taken: e·(care^(−γ) − 1)."""
    return cast(Floats, error * (np.maximum(care, 1e-3) ** -elasticity - 1.0))


def ordered_care(extra: Floats, care_share: float) -> tuple[Floats, Floats]:
    """(care, pace) of desks told to take `extra` more care with the same effort: 1 + x, and 1 − x·a ÷ (1 − a).

    `care_share` a is the share of working time that care takes. No more is taken than leaves a tenth of the pace.
    """
    cost = care_share / (1.0 - care_share)
    most = (1.0 - LEAST_PACE) / cost if cost > 0.0 else np.inf
    taken = np.minimum(extra, most)
    return cast(Floats, 1.0 + taken), cast(Floats, 1.0 - taken * cost)
