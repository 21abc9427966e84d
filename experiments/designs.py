"""Designs of experiments: which scenarios are run, on which paired seeds, for how long.

A design changes a base scenario by factors (`experiments.factor_levels`). Its method says which points are run:

- `full`: every combination of levels (full factorial), the last factor the fastest;
- `fractional`: a two-level fractional factorial of at least the stated `resolution` (Fries & Hunter 1980), each factor
  at its first and last level, or at the ends of its range;
- `latin_hypercube` (McKay, Beckman & Conover 1979) and `sobol` (a scrambled Sobol' sequence; Sobol' 1967, Owen 1997):
  so many `points` of them from `design_seed`, evenly over ranges and levels;
- `list`: the points that are written out, each a mapping of factors to levels.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import log2, prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.factor_levels import Levels, Point, base_from, factor_from, shown
from experiments.runner import days_of
from scenarios.errors import InputError, nearest
from scenarios.limits import LARGEST_SEED, MOST_SEEDS, whole_number, years_of
from scenarios.reading import short
from scenarios.scenario import Scenario

if TYPE_CHECKING:
    from model.tables import Floats

METHODS = ("full", "fractional", "latin_hypercube", "sobol", "list")
DRAWN = ("latin_hypercube", "sobol")
MOST_POINTS = 1_000_000


class Design:
    """What a sweep runs: a base scenario, what is varied, on which paired seeds, for how long.

    `experiments.factor_levels` says what a factor may be: a rule, parameter or resource by its key, `city`, `base`, an
    entry of the timeline, or several settings that move together. Iterating gives the points, `len` how many they are.

    Args:
        base: The scenario that is varied: a name, a YAML file, or as loaded.
        factors: Names with a list of levels each, or a range `{"low": 0.0, "high": 0.3}`; an empty range is the
            declared one.
        years: Length of a run, of 250 working days each; 0.1 is 25 days.
        seeds: How many seeds, from 1 on, or a list of them.
        method: `full` (every combination of levels), `fractional` (two levels; Fries & Hunter 1980), `latin_hypercube`
            (McKay, Beckman & Conover 1979), `sobol` (Sobol' 1967, scrambled: Owen 1997), or `list` (points written
            out).
        points: How many points `latin_hypercube` and `sobol` draw, or the points of `list`, each a mapping.
        resolution: The least resolution of `fractional`, 3 to 8: at 4 no main effect is mixed with that of a pair.
        design_seed: The seed of the points that are drawn.

    Attributes:
        base: The base scenario, loaded.
        factors: The factors, with their levels or ranges.
        years: As given.
        days: Working days of a run.
        seeds: The seeds.
        method: As given.
        resolution: As given.
        design_seed: As given.
        drawn: How many points are drawn; 0 where none are.
        file: The YAML file it was read from, if it was.
        lines: The lines of its fields and points there, as `point 1`.

    Raises:
        InputError: For whatever cannot be run: each level is tried on the base when the design is made, each point when
            it is asked for.

    Examples:
        >>> import sanshe
        >>> stations = {"communities_per_station": [1, 2, 4], "task_error": [0.0, 0.1]}
        >>> design = sanshe.Design("hierarchy", stations, seeds=3, years=0.1)
        >>> design
        <Design full over communities_per_station, task_error: points 6, seeds 3, working days 25>
        >>> list(design)[:2]
        [{'communities_per_station': 1, 'task_error': 0.0}, {'communities_per_station': 1, 'task_error': 0.1}]
        >>> len(sanshe.Design("network", {"task_error": {"low": 0.0, "high": 0.1}}, method="sobol", points=8))
        8
    """

    def __init__(
        self,
        base: "str | Scenario" = "hierarchy",
        factors: Mapping[str, Any] | None = None,
        *,
        years: float = 1.0,
        seeds: int | Sequence[int] = 10,
        method: str = "full",
        points: int | Sequence[Mapping[str, Any]] | None = None,
        resolution: int = 4,
        design_seed: int = 1,
    ) -> None:
        if method not in METHODS:
            raise InputError("method", short(method), nearest(str(method), METHODS))
        if factors is not None and not isinstance(factors, Mapping):
            raise InputError("factors", short(factors), "a mapping of factors to levels")
        self.method = method
        self.years = years_of("years", years)
        self.days = days_of(self.years)
        self.seeds = _seeds(seeds)
        self.resolution = whole_number("resolution", resolution, 3, 8)
        self.design_seed = whole_number("design_seed", design_seed, 0, LARGEST_SEED)
        self.base = base if isinstance(base, Scenario) else base_from(base)
        self.file: Path | None = None
        self.lines: Mapping[str, int] = {}
        self._levels = Levels(self.base)
        given = factors or {}
        listed = [] if method != "list" else _listed(points)
        if listed:
            if given:
                raise InputError("factors", "factors beside points", "none: the points name them")
            given = {name: list(_each_once(point[name] for point in listed)) for name in listed[0]}
        self.factors = tuple(factor_from(str(name), value, self._levels) for name, value in given.items())
        self._listed = listed
        self.drawn = self._how_many(points)
        self._try()

    def __repr__(self) -> str:
        varied = ", ".join(self.names) or "nothing"
        size = f"points {len(self)}, seeds {len(self.seeds)}, working days {self.days}"
        return f"<Design {self.method} over {varied}: {size}>"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the factors."""
        return tuple(factor.name for factor in self.factors)

    def __len__(self) -> int:
        """How many points there are."""
        if self.method == "full":
            return prod(len(factor.levels) for factor in self.factors)
        return len(self._listed) or self.drawn or len(self._cells())

    def __iter__(self) -> Iterator[Point]:
        """The points in their order, each a mapping of factors to values."""
        if self.method == "list":
            yield from self._listed
        elif self.method == "full":
            for levels in product(*(factor.levels for factor in self.factors)):
                yield dict(zip(self.names, levels, strict=True))
        else:
            for row in self._cells().tolist():
                yield {factor.name: factor.at(u) for factor, u in zip(self.factors, row, strict=True)}

    def scenario(self, point: Point) -> Scenario:
        """The scenario at a point.

        Args:
            point: A mapping of factors to values, as iterating gives it.

        Raises:
            InputError: Where its levels contradict each other.
        """
        return self._levels.scenario(point)

    def shown(self, point: Point) -> dict[str, Any]:
        """A point as a table shows it: a city or scenario by its name, levels that move together by theirs.

        Args:
            point: A mapping of factors to values, as iterating gives it.
        """
        return {factor.name: shown(point[factor.name], factor) for factor in self.factors}

    def written(self) -> dict[str, Any]:
        """The design as it is kept beside its runs."""
        about: dict[str, Any] = {
            "base": {"name": self.base.name, "hash": self.base.hash}, "method": self.method, "years": self.years,
            "days": self.days,
        }  # fmt: skip
        if self.method == "fractional":
            about["resolution"] = self.resolution
        if self.drawn:
            about |= {"points": self.drawn, "design_seed": self.design_seed}
        if self._listed:
            about["points"] = [self.shown(point) for point in self._listed]
        return about | {"seeds": list(self.seeds), "factors": {f.name: f.written() for f in self.factors}}

    # --- in the house
    def _how_many(self, points: object) -> int:
        """How many points are to be drawn; 0 for methods that draw none."""
        if self.method not in DRAWN:
            if points is not None and self.method != "list":
                raise InputError("points", short(points), f"none for method {self.method}")
            return 0
        if points is None:
            raise InputError("points", "nothing", f"how many points {self.method} draws")
        number = whole_number("points", points, 1, MOST_POINTS)
        if self.method == "sobol" and log2(number) % 1:
            raise InputError("points", number, "a power of 2: only then is a Sobol' sequence balanced")
        return number

    def _try(self) -> None:
        """Refuse too many points or none, factors that the method cannot use, and levels that do not fit."""
        if not self.factors and self.method not in ("full", "list"):
            raise InputError("factors", "none", f"at least one for method {self.method}")
        taken: dict[str, str] = {}
        for factor in self.factors:
            for key in factor.settings:
                if taken.setdefault(key, factor.name) != factor.name:
                    raise InputError(key, f"it in {taken[key]} and in {factor.name}", "each setting in one factor")
            if self.method == "full" and not factor.levels:
                raise InputError(factor.name, "a range", f"a list of levels, or method {' or '.join(DRAWN)}")
            if self.method == "fractional" and len(factor.levels) == 1:
                raise InputError(factor.name, "one level", "two levels, or a range, for method fractional")
            if self.method != "list":
                for level in factor.levels or factor.ends:
                    self._one(factor.name, level)
        if self.method == "fractional" and len(self.factors) < 2:
            raise InputError("factors", "one", "two or more for method fractional")
        if len(self) > MOST_POINTS:
            raise InputError("factors", f"{len(self):,} points", f"at most {MOST_POINTS:,}")

    def _one(self, name: str, level: object) -> None:
        """Try one level; what is wrong with an entry of a timeline is said of the factor."""
        try:
            self._levels.scenario({name: level})
        except InputError as e:
            if e.file is not None or not name.startswith("timeline."):
                raise
            raise InputError(name, e.found, e.allowed) from e

    def _cells(self) -> "Floats":
        """The points of the method in the unit cube, one row a point, one column a factor."""
        from scipy.stats import qmc

        n = len(self.factors)
        if self.method == "latin_hypercube":
            return qmc.LatinHypercube(d=n, rng=self.design_seed).random(self.drawn)
        if self.method == "sobol":
            return qmc.Sobol(d=n, rng=self.design_seed).random(self.drawn)
        import pydoe

        try:
            signs = pydoe.fracfact_by_res(n, self.resolution)
        except ValueError as error:
            raise InputError("resolution", self.resolution, f"one that exists for {n} factors ({error})") from error
        return np.where(signs > 0.0, 1.0, 0.0)


def _seeds(given: object) -> tuple[int, ...]:
    """Seeds 1 to a number, or those of a list, each once."""
    if isinstance(given, list | tuple | range):
        seeds = tuple(whole_number("seeds", seed, 0, LARGEST_SEED) for seed in given)
        if not seeds or len(set(seeds)) < len(seeds):
            raise InputError("seeds", "a seed twice" if seeds else "an empty list", "each seed once, at least one")
        return seeds
    return tuple(range(1, whole_number("seeds", given, 1, MOST_SEEDS) + 1))


def _listed(points: object) -> list[Point]:
    """The points that are written out."""
    if not isinstance(points, list | tuple) or not points:
        raise InputError("points", short(points), "a list of points for method list")
    for number, point in enumerate(points, 1):
        if not isinstance(point, Mapping) or not point:
            raise InputError("points", f"{short(point)} as point {number}", "a mapping of factors to levels")
        if set(point) != set(points[0]):
            raise InputError("points", f"other factors in point {number} than in point 1", "the same in each")
    return [dict(point) for point in points]


def _each_once(levels: Iterator[Any]) -> Iterator[Any]:
    seen: list[Any] = []
    for level in levels:
        if level not in seen:
            seen.append(level)
            yield level
