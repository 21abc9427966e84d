"""What every part of the page is handed."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.runs.run import Run
from dashboard.state import LETTERS, State
from experiments.runner import days_of


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
        """What the arms of the run are called; those of the settings, unless these have changed since it was begun."""
        if not self.stale:
            return self.state.labels()
        assert self.run is not None
        zh = self.state.lang == "zh"
        return tuple(f"{LETTERS[i]} {a.title_zh if zh else a.title_en}" for i, a in enumerate(self.run.plan.arms))
