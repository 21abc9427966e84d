"""What a visitor asks to be run, and on which days it is looked at."""

from dataclasses import dataclass

from dashboard.runs.memory import set_megabytes
from experiments.compare import one_district
from scenarios.errors import InputError
from scenarios.limits import LARGEST_SEED, MOST_SEEDS, MOST_YEARS, whole_number
from scenarios.scenario import Scenario

FEWEST_ARMS, MOST_ARMS = 2, 4
MOST_DAYS = round(MOST_YEARS * 250)
FIRST_DAYS = (5, 10, 20)  # so that a long run shows something soon
EVENLY = 12  # further days; a look computes every outcome anew, and so many take a quarter of the time of the days


@dataclass(frozen=True)
class Plan:
    """Two to four regimes on the same residents with the same needs.

    `arms` the regimes, the first of which is the baseline, all of one district; `days` working days; `seeds` those
    asked for at first, the first of which is watched: places, desks, hand-overs and journeys are those of its runs.
    Raises `InputError`.
    """

    arms: tuple[Scenario, ...]
    days: int
    seeds: tuple[int, ...]

    def __post_init__(self) -> None:
        if not FEWEST_ARMS <= len(self.arms) <= MOST_ARMS:
            raise InputError("regimes", len(self.arms), f"{FEWEST_ARMS} to {MOST_ARMS} regimes side by side")
        one_district(self.arms)
        whole_number("days", self.days, 1, MOST_DAYS)
        whole_number("seeds", len(self.seeds), 1, MOST_SEEDS)
        for seed in self.seeds:
            whole_number("seeds", seed, 0, LARGEST_SEED)
        if len(set(self.seeds)) < len(self.seeds):
            raise InputError("seeds", "a seed again", "each seed once")

    @property
    def watched(self) -> int:
        """The seed whose places, desks and journeys are shown."""
        return self.seeds[0]

    @property
    def megabytes(self) -> float:
        """Megabytes of memory that a seed takes at its most."""
        return set_megabytes(self.arms[0].city, len(self.arms), self.days)

    @property
    def grid(self) -> tuple[int, ...]:
        """The days on which the outcomes are looked at, the same for every seed and arm; the horizon is the last."""
        step = self.days / EVENLY
        early = {day for day in FIRST_DAYS if day < 0.75 * step}
        return tuple(sorted(early | {round(step * part) for part in range(1, EVENLY + 1)} - {0}))
