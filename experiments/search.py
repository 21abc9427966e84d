"""A search over rules with several objectives and limits: NSGA-II (Deb et al. 2002) of optuna, by whole generations.

Points are asked for a generation at a time and told together, so that what is found does not depend on how their runs
are spread over workers.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from experiments.inputs import Input

if TYPE_CHECKING:
    from optuna.distributions import BaseDistribution

type Point = dict[str, Any]
HOPELESS = 1e30  # in place of an objective without a value, and how far such a point is beyond its limits


@dataclass(frozen=True)
class Scored:
    """What a point is worth: objectives that are all to be made small, and by how much each limit is exceeded.

    An excess of at most zero keeps to the limit. A missing value makes the point worthless.
    """

    objectives: tuple[float, ...]
    excess: tuple[float, ...] = ()

    @property
    def known(self) -> bool:
        """Whether every value is there."""
        return all(math.isfinite(value) for value in (*self.objectives, *self.excess))

    @property
    def within(self) -> bool:
        """Whether it keeps to every limit."""
        return self.known and all(value <= 0.0 for value in self.excess)


@dataclass(frozen=True)
class Tried:
    """A point that was tried, in which generation, and its worth."""

    generation: int
    point: Point
    scored: Scored


@contextmanager
def _silent() -> Iterator[None]:
    """Optuna says nothing of its trials; how much it says otherwise is given back."""
    import optuna

    before = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    try:
        yield
    finally:
        optuna.logging.set_verbosity(before)


def _distribution(one: Input) -> "BaseDistribution":
    from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

    if one.choices:
        return CategoricalDistribution(one.choices)
    if one.whole:
        return IntDistribution(int(one.low), int(one.high))
    return FloatDistribution(one.low, one.high)


def search(
    space: Sequence[Input], evaluate: Callable[[list[Point]], list[Scored]], *, objectives: int, population: int,
    generations: int, seed: int, start: Sequence[Mapping[str, Any]] = (),
) -> list[Tried]:  # fmt: skip
    """All points tried, generation by generation.

    `evaluate` is handed the points of a generation that were not tried before, each once. `start` are points of the
    first generation; the others of it are drawn evenly.
    """
    import optuna

    ranges = {one.key: _distribution(one) for one in space}
    known: dict[tuple[Any, ...], Scored] = {}
    tried: list[Tried] = []
    with _silent():
        sampler = optuna.samplers.NSGAIISampler(population_size=population, seed=seed)
        study = optuna.create_study(directions=["minimize"] * objectives, sampler=sampler)
        for point in start:
            study.enqueue_trial({one.key: point[one.key] for one in space})
        for generation in range(generations):
            trials = [study.ask(ranges) for _ in range(population)]
            points = [{one.key: trial.params[one.key] for one in space} for trial in trials]
            fresh = {tuple(point.values()): point for point in points if tuple(point.values()) not in known}
            if fresh:
                known |= dict(zip(fresh, evaluate(list(fresh.values())), strict=True))
            for trial, point in zip(trials, points, strict=True):
                scored = known[tuple(point.values())]
                tried.append(Tried(generation, point, scored))
                for number, excess in enumerate(scored.excess):
                    trial.set_constraint(f"limit {number}", excess if scored.known else HOPELESS)
                if not scored.excess:
                    trial.set_constraint("known", 0.0 if scored.known else HOPELESS)
                study.tell(trial, list(scored.objectives) if scored.known else [HOPELESS] * objectives)
    return tried
