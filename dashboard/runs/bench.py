"""What a worker does: it holds live sets and obeys. It decides nothing."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from dashboard.runs.live import LiveSet, rehearse
from dashboard.runs.memory import give_back
from dashboard.runs.said import Said, Wrong
from experiments.executors import Failure
from scenarios.errors import InputError
from scenarios.scenario import Scenario


class Bench:
    """The live sets of this process, by number."""

    def __init__(self) -> None:
        self._sets: dict[int, LiveSet] = {}

    def warm(self, scenarios: tuple[Scenario, ...]) -> Said:
        """Run a hamlet under these scenarios, so that what comes next finds everything imported and compiled."""
        rehearse(scenarios)
        return Said()

    def begin(
        self, number: int, arms: tuple[Scenario, ...], seed: int, grid: tuple[int, ...], folder: Path | None
    ) -> Said:
        """Build all arms of one seed on the same residents; with a `folder` the seed is watched."""
        self._sets[number] = LiveSet(arms, seed, grid, folder)
        return Said()

    def advance(self, number: int, to_day: int, seen: int) -> Said:
        """Let every arm go on to a day; points up to day `seen` are known already."""
        return self._sets[number].advance(to_day, seen)

    def keep(self, number: int, arm: int) -> Said:
        """Write down every need and every leg of an arm of the watched seed."""
        return self._sets[number].keep(arm)

    def finish(self, number: int, arm: int) -> Said:
        """What is asked of an arm at the horizon; after the last one the set is let go."""
        said = self._sets[number].finish(arm)
        if self._sets[number].over:
            del self._sets[number]
            give_back()
        return said

    def drop(self, number: int) -> Said:
        """Let a set go, wherever it stands."""
        live = self._sets.pop(number, None)
        if live is not None:
            live.drop()
            give_back()
        return Said()


def answer(command: Callable[..., Said], arguments: tuple[Any, ...]) -> Said | Wrong:
    """What a command gives, with the seconds it took, or what went wrong."""
    began = time.perf_counter()
    try:
        said = command(*arguments)
    except Exception as error:  # noqa: BLE001  whatever a run raises is told to whoever asked for it
        return Wrong(message_of(error), Failure.of(error).told)
    return replace(said, seconds=time.perf_counter() - began)


def message_of(error: Exception) -> str:
    """One line about an error: bad input says itself, of the rest the kind is told."""
    text = " ".join(str(error).split())
    if isinstance(error, InputError):
        return text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
