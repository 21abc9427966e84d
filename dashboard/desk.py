"""What every part of the page is handed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.runs.run import Run
from dashboard.state import LETTERS, State
from experiments.runner import days_of
from scenarios.scenario import Scenario


@dataclass(frozen=True)
class Desk:
    """What a view is handed: the state, how to change it, the run (if any) and its version, and how to complain."""

    state: State
    change: Callable[[State], None]
    run: Run | None
    version: int
    complain: Callable[[str], None]

    @property
    def stale(self) -> bool:
        """Whether what is set is no longer what was run."""
        if self.run is None:
            return False
        now = self.state.scenarios()
        plan = self.run.plan
        return days_of(self.state.years) != plan.days or [s.hash for s in now] != [s.hash for s in plan.arms]

    @property
    def labels(self) -> tuple[str, ...]:
        """What the arms of the run are called; those of the settings, where nothing was run."""
        if self.run is None:
            return self.state.labels()
        return labels_of(self.run.plan.arms, self.state.lang)


def labels_of(arms: Sequence[Scenario], lang: str) -> tuple[str, ...]:
    """What regimes are called that were run: a letter and a title."""
    titles = [arm.title_zh if lang == "zh" else arm.title_en for arm in arms]
    return tuple(f"{LETTERS[number]} {title}" for number, title in enumerate(titles))
