"""The registered predictions of docs/preregistration.md, section 5, told by runs: whether each holds.

What becomes of a prediction whose claims are judged is in `experiments.verdicts`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from experiments.claims import Arm, judge, read_run, wanted
from experiments.predictions_alone import ALONE
from experiments.predictions_together import TOGETHER
from experiments.provenance import Tabled
from experiments.rule_measures import Measure
from experiments.runner import spread

if TYPE_CHECKING:
    from model.tables import Floats

CLAIMS = (*ALONE, *TOGETHER)
SEEDS, DAYS = 10, 250


def run_arm(number: int, seed: int, days: int) -> list[float]:
    """What the claims ask of one of their arms, at a seed; what is read cannot be sent between processes."""
    arm, measures = list(wanted(CLAIMS).items())[number]
    return read_run(arm, measures, seed, days)


def judge_predictions(
    seeds: int = SEEDS, days: int = DAYS, workers: int = 1, progress: Callable[[int], None] | None = None
) -> Tabled:
    """One row a claim (`experiments.claims.judge`), from every arm the claims ask for at seeds 1 to `seeds`.

    `progress` is told how many runs are done. Raises `WorkersEndedError` if a worker process dies.
    """
    asked = wanted(CLAIMS)
    arms = list(asked)
    tasks = [(number, seed, days) for seed in range(1, seeds + 1) for number in range(len(arms))]
    read: dict[tuple[Arm, Measure], Floats] = {
        (arm, measure): np.full(seeds, np.nan) for arm, measures in asked.items() for measure in measures
    }
    for done, (task, values) in enumerate(spread(run_arm, tasks, workers, arms[0].scenario), 1):
        number, seed, _ = tasks[task]
        for measure, value in zip(asked[arms[number]], values, strict=True):
            read[arms[number], measure][seed - 1] = value
        if progress is not None:
            progress(done)
    scenarios = tuple(arm.scenario for arm in arms)
    return Tabled(
        tuple(arm.name for arm in arms), scenarios, seeds, days, judge(CLAIMS, lambda arm, measure: read[arm, measure])
    )
