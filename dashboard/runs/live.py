"""A live set: all arms of one seed, on the same residents, advanced in step."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd

from dashboard.runs.desks import Chart, desks
from dashboard.runs.frames import legs_file, needs_file, terms_file
from dashboard.runs.legs import Trail, WatchedModel
from dashboard.runs.measure import places, point, promises
from dashboard.runs.said import Said
from experiments.compare import district_days
from experiments.output import write_parquet
from experiments.runner import let_go
from model import outcomes
from model.by_group import read_groups, read_since
from model.city import build_residents
from model.governance import GovernanceModel
from scenarios.city import City, Community
from scenarios.scenario import Scenario
from scenarios.timeline import turns

OUTCOMES = tuple(outcome.key for outcome in outcomes.OUTCOMES)
_REHEARSED_DAYS = 45  # with two ends of a month, when what goes by the month is first called


class Watched:
    """What is looked at in an arm of the watched seed beside its points."""

    def __init__(self, model: WatchedModel, folder: Path, arm: int) -> None:
        self._model, self._folder, self._arm = model, folder, arm
        self._trail = Trail(model, legs_file(folder, arm))
        self._chart = Chart(model)

    def follow(self) -> None:
        """Take in what has happened since the last time, when a regime ends and after each slice."""
        if self._chart.scenario is not self._model.scenario:
            self._chart = Chart(self._model)
        self._trail.follow(self._chart.tiers)

    def seen(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """(desks, flows) as they stand."""
        return desks(self._model, self._chart), self._trail.flows()

    def keep(self) -> None:
        """Write down all needs and legs."""
        self._trail.note_under_way()
        self._trail.close()
        self._model.journeys.terms.write(terms_file(self._folder, self._arm))
        write_parquet(self._model.requests.frame(), needs_file(self._folder, self._arm))

    def drop(self) -> None:
        """Let it go unfinished."""
        self._trail.close()


class LiveSet:
    """All arms of one seed.

    `grid` the days on which outcomes are looked at, the horizon last; with a `folder` the seed is watched, and its
    needs and legs are written there. Raises what building a model raises.
    """

    def __init__(self, arms: tuple[Scenario, ...], seed: int, grid: tuple[int, ...], folder: Path | None) -> None:
        self._grid = grid
        self._day = 0
        self._models: dict[int, GovernanceModel] = {}
        self._watched: dict[int, Watched] = {}
        people = {(arm.city, arm.parameters): build_residents(arm.city, arm.parameters, seed) for arm in set(arms)}
        for number, arm in enumerate(arms):
            residents = people[arm.city, arm.parameters]
            if folder is None:
                self._models[number] = GovernanceModel(arm, rng=seed, residents=residents)
            else:
                model = WatchedModel(arm, rng=seed, residents=residents)
                self._models[number], self._watched[number] = model, Watched(model, folder, number)

    @property
    def over(self) -> bool:
        """Whether all arms have been let go."""
        return not self._models

    def advance(self, to_day: int, seen: int) -> Said:
        """Let all arms go on to a day, in step from one day of the grid to the next; points come after day `seen`."""
        points = []
        for day in sorted({day for day in self._grid if self._day < day < to_day} | {to_day}):
            for arm, model in self._models.items():
                self._go_on(arm, model, day)
                if day > seen and day in self._grid:
                    points.append((arm, day, point(model)))
        self._day = to_day
        return self._said(Said(day=to_day, outcomes=OUTCOMES, points=tuple(points)))

    def finish(self, arm: int) -> Said:
        """Who fared how in an arm at the horizon; then its model is let go."""
        model = self._models[arm]
        said = Said(
            day=model.day, groups=read_groups(model).assign(arm=arm), promises=promises(model).assign(arm=arm),
            daily=district_days(model.outcomes.daily(), model.settings.city),
            later=read_since(model),
        )  # fmt: skip
        self._let_go(arm)
        return said

    def keep(self, arm: int) -> Said:
        """Write down the needs and legs of an arm, if it is watched."""
        if arm in self._watched:
            self._watched[arm].keep()
        return Said(day=self._day)

    def drop(self) -> None:
        """Let everything go."""
        for arm in list(self._models):
            self._let_go(arm)

    def _go_on(self, arm: int, model: GovernanceModel, day: int) -> None:
        """Run an arm to a day; where it is watched, regime by regime."""
        stops = {day}
        if arm in self._watched:
            stops |= {turn for turn in turns(model.settings.timeline) if model.day < turn < day}
        for stop in sorted(stops):
            if stop > model.day:
                model.run_for(stop - model.day)
                if arm in self._watched:
                    self._watched[arm].follow()

    def _said(self, said: Said) -> Said:
        """With what is watched, as it stands."""
        if not self._watched:
            return said
        seen = {arm: watched.seen() for arm, watched in self._watched.items()}
        return replace(
            said,
            places=pd.concat([places(model, arm) for arm, model in self._models.items()], ignore_index=True),
            desks={arm: found[0] for arm, found in seen.items()},
            flows={arm: found[1] for arm, found in seen.items()},
        )

    def _let_go(self, arm: int) -> None:
        if arm in self._watched:
            self._watched.pop(arm).drop()
        let_go(self._models.pop(arm))


def rehearse(scenarios: tuple[Scenario, ...]) -> None:
    """Go through all that a set does with a hamlet, so that kernels are compiled and packages imported."""
    hamlet = City(
        key="hamlet", title_zh="村", title_en="hamlet",
        communities=(Community(community="a", street="a", residents=300),),
    )  # fmt: skip
    if not scenarios:
        return
    with tempfile.TemporaryDirectory() as folder:
        live = LiveSet(
            tuple(scenario.model_copy(update={"city": hamlet}) for scenario in scenarios), 0, (1, _REHEARSED_DAYS),
            Path(folder),
        )  # fmt: skip
        live.advance(_REHEARSED_DAYS, 0)
        for arm in range(len(scenarios)):
            live.keep(arm)
            live.finish(arm)
