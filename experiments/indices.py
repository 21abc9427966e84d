"""Measures of how much an input moves an output, from SALib; pure functions over points of a cube and values there.

Inputs that share a label move together and have one measure: a group of parameters, or a parameter of its own. A block
is what a design repeats: a trajectory (morris), a base sample with its mixtures (sobol), a draw (delta).
"""

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from experiments.statistics import LEVEL

if TYPE_CHECKING:
    from model.tables import Floats

type Method = Literal["morris", "sobol", "delta"]
METHODS: tuple[Method, ...] = ("morris", "sobol", "delta")
MAIN = {"morris": "mu_star", "sobol": "ST", "delta": "delta"}
LEVELS = 4  # of a Morris grid
STEP = LEVELS / (2.0 * (LEVELS - 1))
RESAMPLES = {"morris": 1000, "sobol": 1000, "delta": 20}
OF_DUMMY = 10  # resamples of a column that nothing depends on
DUMMIES = 20  # inputs that nothing depends on, to know what delta is by chance
LEAST_BLOCKS = {"morris": 4, "sobol": 8, "delta": 40}
WIDTH, RANK = 0.05, 0.9  # an index is known within WIDTH; a ranking stays at this rank correlation


def terms_of(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels, each once, in their order: what measures are of."""
    return tuple(dict.fromkeys(labels))


def block_size(method: Method, labels: Sequence[str]) -> int:
    """How many points of the cube a block has."""
    return {"morris": len(terms_of(labels)) + 1, "sobol": len(terms_of(labels)) + 2, "delta": 1}[method]


def _problem(labels: Sequence[str]) -> dict[str, object]:
    """The cube as SALib wants it; names are numbers, since SALib refuses some endings."""
    sides = len(labels)
    names = [f"x{i}" for i in range(sides)]
    return {"num_vars": sides, "names": names, "bounds": [[0.0, 1.0]] * sides, "groups": list(labels)}


def design(method: Method, labels: Sequence[str], blocks: int, seed: int) -> "Floats":
    """Points of the cube, shape (blocks × block size, inputs).

    morris: trajectories on a grid of four levels (Morris 1991; of groups: Campolongo, Cariboni & Saltelli 2007). sobol:
    Saltelli's mixtures of two scrambled Sobol' samples (Saltelli et al. 2010). delta: a Latin hypercube.
    """
    problem = _problem(labels)
    if method == "morris":
        from SALib.sample.morris import sample as trajectories

        found = trajectories(problem, blocks, num_levels=LEVELS, seed=seed)
    elif method == "sobol":
        from SALib.sample.sobol import sample as mixtures

        found = mixtures(problem, blocks, calc_second_order=False, seed=seed)
    else:
        from SALib.sample.latin import sample as hypercube

        found = hypercube({**problem, "groups": None}, blocks, seed=seed)
    return np.clip(np.asarray(found, dtype=np.float64), 0.0, 1.0)


def whole_blocks(values: "Floats", size: int) -> "np.ndarray":
    """Which rows are of blocks without a missing value; shape as `values`, which is one-dimensional."""
    return np.repeat(np.isfinite(values).reshape(-1, size).all(axis=1), size)


def measure(method: Method, labels: Sequence[str], points: "Floats", values: "Floats", seed: int) -> pd.DataFrame:
    """One row a term: `term`, its measures, and for each with an interval its `_low` and `_high` (95 %, bootstrap).

    morris: `mu_star` the mean absolute elementary effect of crossing the whole range, in the outcome's unit, `mu` the
    signed mean, `sigma` its spread (both missing for a group of several inputs). sobol: `S1` the share of the variance
    that a term accounts for alone, `ST` with all it does together with others; values that never vary have none.
    delta: by how much knowing the term shifts the whole distribution, from 0 to 1 (Borgonovo 2007; Plischke, Borgonovo
    & Smith 2013); `floor` what it is by chance, the largest of 20 columns dealt anew to the points, so that about one
    idle term in twenty is above it. No value may be missing (`whole_blocks`).
    """
    problem, terms = _problem(labels), terms_of(labels)
    table: dict[str, object] = {"term": list(terms)}
    still = float(np.ptp(values)) <= 1e-12 * max(float(np.abs(values).max()), 1e-300)
    given = {"num_resamples": RESAMPLES[method], "conf_level": LEVEL, "seed": seed + 1}  # no generator at seed 0
    if method == "morris":
        from SALib.analyze.morris import analyze as effects

        found = effects(problem, points, values, num_levels=LEVELS, **given)
        alone = np.array([list(labels).count(term) == 1 for term in terms])
        star, half = (np.asarray(found[key], dtype=np.float64) for key in ("mu_star", "mu_star_conf"))
        table |= _with_interval("mu_star", star, half)
        table["mu"] = np.where(alone, np.asarray(found["mu"], dtype=np.float64), np.nan)
        table["sigma"] = np.asarray(found["sigma"], dtype=np.float64)
    elif method == "sobol":
        from SALib.analyze.sobol import analyze as variances

        shares = None if still else variances(problem, values, calc_second_order=False, **given)
        for key in ("ST", "S1"):
            table |= _with_interval(key, *_of(shares, key, f"{key}_conf", len(terms)))
    else:
        shifted = None if still else _shifts(points, values, RESAMPLES[method], seed)
        table |= _with_interval("delta", *_of(shifted, "delta", "delta_conf", len(terms)))
        idle = None if still else _shifts(_dummies(points), values, OF_DUMMY, seed)
        table["floor"] = float(_of(idle, "delta", "delta_conf", 1)[0].max())
    return pd.DataFrame(table)


def _dummies(points: "Floats") -> "Floats":
    """Columns of the design, each shifted against the points, so that no value depends on them; shape (points, 20)."""
    rows, columns = points.shape
    shifts = [1 + number * (rows - 1) // DUMMIES for number in range(DUMMIES)]
    return np.column_stack([np.roll(points[:, number % columns], by) for number, by in enumerate(shifts)])


def _shifts(points: "Floats", values: "Floats", resamples: int, seed: int) -> "dict[str, Floats]":
    """Delta of every column with half its interval, bias-reduced by bootstrap (Plischke et al. 2013, equations 26, 30).

    SALib's estimator of one column on all points and on resamples of them. Its own bias reduction starts from a single
    resample in place of all points, which adds noise, and draws from numpy's global generator.
    """
    from SALib.analyze.delta import calc_delta
    from scipy import stats

    n = len(values)
    classes = round(min(math.ceil(n ** (2.0 / (7.0 + math.tanh((1500.0 - n) / 500.0)))), 48))  # as SALib has them
    edges, grid = np.linspace(0, n, classes + 1), np.linspace(values.min(), values.max(), 100)
    drawn = stats.randint(0, n).rvs(size=(resamples, n), random_state=seed % 2**32)
    found, half = [], []
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*bins skipped", category=UserWarning)  # nothing varies in them
        for column in points.T:
            again = np.array([calc_delta(values[rows], grid, column[rows], edges) for rows in drawn])
            found.append(2.0 * calc_delta(values, grid, column, edges) - again.mean())
            half.append(stats.norm.ppf(0.5 + LEVEL / 2.0) * again.std(ddof=1))
    return {"delta": np.array(found), "delta_conf": np.array(half)}


def _of(found: "dict[str, Floats] | None", value: str, half: str, terms: int) -> "tuple[Floats, Floats]":
    """A measure and half its interval, none where nothing was found."""
    if found is None:
        return np.full(terms, np.nan), np.full(terms, np.nan)
    return np.asarray(found[value], dtype=np.float64), np.asarray(found[half], dtype=np.float64)


def _with_interval(key: str, value: "Floats", half: "Floats") -> "dict[str, Floats]":
    """The value and its interval, which no measure but S1 has below zero."""
    low = value - half
    return {key: value, f"{key}_low": low if key == "S1" else np.maximum(low, 0.0), f"{key}_high": value + half}


def elementary_effects(labels: Sequence[str], points: "Floats", values: "Floats") -> "Floats":
    """What each term's step changed, over the step's length: shape (terms, trajectories, …); no sign for groups.

    `values` by point, with further axes such as seeds.
    """
    size = block_size("morris", labels)
    terms = terms_of(labels)
    of_term = np.array([[label == term for label in labels] for term in terms])
    moved = np.diff(points.reshape(-1, size, points.shape[1]), axis=1)
    change = np.diff(values.reshape(-1, size, *values.shape[1:]), axis=1) / STEP
    found = np.empty((len(terms), len(moved), *values.shape[1:]))
    for row, mine in enumerate(of_term):
        which = np.abs(moved[:, :, mine]).sum(axis=2).argmax(axis=1)
        block = np.arange(len(moved))
        sign = np.sign(moved[block, which][:, mine].sum(axis=1)) if mine.sum() == 1 else np.ones(len(moved))
        found[row] = change[block, which] * sign.reshape(-1, *(1,) * (values.ndim - 1))
    return found


def effect_floor(labels: Sequence[str], points: "Floats", by_seed: "Floats") -> "Floats":
    """The mu_star that seeds alone would give a term, by term: what is not above it may be noise.

    From how the effects of the same step differ over seeds (`by_seed` of shape (points, seeds)): the mean of seeds has
    an error s, and the absolute value of an error without an effect is s √(2/π) on average. NaN with one seed.
    """
    effects = elementary_effects(labels, points, by_seed)
    if by_seed.shape[1] < 2:
        return np.full(len(effects), np.nan)
    seeds = by_seed.shape[1]
    short = math.sqrt(2.0 / (seeds - 1)) * math.exp(math.lgamma(seeds / 2) - math.lgamma((seeds - 1) / 2))
    error = effects.std(axis=2, ddof=1) / short / math.sqrt(seeds)  # a few seeds' deviation is short of the true one
    return np.asarray(math.sqrt(2.0 / math.pi) * error.mean(axis=1), dtype=np.float64)


def noise_share(by_seed: "Floats") -> float:
    """The part of the variance over points that comes from seeds and not from the inputs; NaN with one seed.

    All points have the same seeds, so what a seed adds to all of them makes no difference between points; what is left
    over, the interaction of point and seed in a two-way table, divided by the seeds, is the error of a point's mean.
    """
    points, seeds = by_seed.shape
    if seeds < 2 or points < 2:
        return math.nan
    means = by_seed.mean(axis=1)
    left = by_seed - means[:, None] - by_seed.mean(axis=0) + by_seed.mean()
    error = float((left**2).sum()) / ((points - 1) * (seeds - 1)) / seeds
    whole = float(means.var(ddof=1))
    return min(1.0, error / whole) if whole > 0.0 else math.nan


@dataclass(frozen=True)
class Convergence:
    """Whether the measures of one outcome are known well enough.

    `width`: the widest interval of a term, mu_star as a share of the largest mu_star; `rank`: Spearman's correlation of
    the terms' ranks from half the blocks with those from all; `change`: the largest change of a measure between the
    two, in the same unit as `width`; `blocks` that were used, and `needed` for the widest interval to be `WIDTH`.
    """

    blocks: int
    width: float
    rank: float
    change: float
    needed: int

    @property
    def converged(self) -> bool:
        """The measures themselves are known within `WIDTH` (Sarrazin, Pianosi & Wagener 2016)."""
        return self.width <= WIDTH

    @property
    def ranked(self) -> bool:
        """The ranking at least stays as it is when half the blocks are left out."""
        return self.rank >= RANK


def converge(
    method: Method, labels: Sequence[str], points: "Floats", values: "Floats", whole: pd.DataFrame, seed: int
) -> Convergence:
    """The check of convergence of one outcome, from its values without any missing and what was measured on them."""
    from scipy.stats import spearmanr

    size, main = block_size(method, labels), MAIN[method]
    blocks = len(values) // size
    half = blocks // 2 * size
    part = measure(method, labels, points[:half], values[:half], seed)
    largest = float(whole[main].max()) if method == "morris" else 1.0
    if not whole[main].notna().all() or not largest > 0.0:
        return Convergence(blocks, math.nan, math.nan, math.nan, blocks)
    width = 2.0 * float((whole[f"{main}_high"] - whole[main]).max()) / largest
    change = float((whole[main] - part[main]).abs().max()) / largest
    varied = len(whole) > 1 and part[main].nunique() > 1 and whole[main].nunique() > 1
    rank = float(spearmanr(whole[main], part[main]).statistic) if varied else math.nan
    return Convergence(blocks, width, rank, change, max(blocks, math.ceil(blocks * (width / WIDTH) ** 2)))
