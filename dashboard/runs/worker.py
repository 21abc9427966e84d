"""A worker process: it holds live sets and does what it is told. It decides nothing."""

import contextlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.workers import prepare

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.runs.live import LiveSet
    from scenarios.scenario import Scenario

logger = logging.getLogger("sanshe")


@dataclass(frozen=True)
class Said:
    """What a worker answers: the new points of a set up to a day, and how what is watched stands now.

    `points` (arm, day, values in the order of `measure.POINTS`); `places`, `desks` and `flows` a frame each arm, of the
    watched seed alone; `groups` and `promises` once an arm has reached the horizon; `seconds` it took.
    """

    seconds: float = 0.0
    day: int = 0
    points: tuple[tuple[int, int, tuple[float, ...]], ...] = ()
    places: "pd.DataFrame | None" = None
    desks: "dict[int, pd.DataFrame]" = field(default_factory=dict)
    flows: "dict[int, pd.DataFrame]" = field(default_factory=dict)
    groups: "pd.DataFrame | None" = None
    promises: "pd.DataFrame | None" = None


@dataclass(frozen=True)
class Wrong:
    """What went wrong: one line for whoever asked, and the traceback for the log."""

    message: str
    told: str


class Bench:
    """The live sets of this process, by number."""

    def __init__(self) -> None:
        self._sets: dict[int, LiveSet] = {}

    def warm(self, scenarios: "tuple[Scenario, ...]") -> Said:
        """Run a hamlet under these scenarios, so that what comes next finds everything imported and compiled."""
        from dashboard.runs.live import rehearse

        rehearse(scenarios)
        return Said()

    def begin(
        self, number: int, arms: "tuple[Scenario, ...]", seed: int, grid: tuple[int, ...], folder: Path | None
    ) -> Said:
        """Build all arms of one seed on the same residents; with a `folder` the seed is watched."""
        from dashboard.runs.live import LiveSet

        self._sets[number] = LiveSet(arms, seed, grid, folder)
        return Said()

    def advance(self, number: int, to_day: int, seen: int) -> Said:
        """Let every arm go on to a day; points up to day `seen` are known already."""
        return self._sets[number].advance(to_day, seen)

    def finish(self, number: int, arm: int) -> Said:
        """What is asked of an arm at the horizon; after the last one the set is let go."""
        said = self._sets[number].finish(arm)
        if self._sets[number].over:
            del self._sets[number]
        return said

    def keep(self, number: int, arm: int) -> Said:
        """Write down every need and every leg of an arm of the watched seed."""
        self._sets[number].keep(arm)
        return Said()

    def drop(self, number: int) -> Said:
        """Let a set go, wherever it stands."""
        live = self._sets.pop(number, None)
        if live is not None:
            live.drop()
        return Said()


def serve(line: Connection) -> None:
    """Answer commands (name, arguments) until the line is closed."""
    prepare()
    bench = Bench()
    with contextlib.suppress(EOFError, OSError):
        while True:
            name, arguments = line.recv()
            line.send(answer(getattr(bench, name), arguments))


def answer(command: Callable[..., Said], arguments: tuple[Any, ...]) -> Said | Wrong:
    """What a command gives, with the seconds it took, or what went wrong."""
    from dataclasses import replace

    from experiments.executors import Failure

    began = time.perf_counter()
    try:
        return replace(command(*arguments), seconds=time.perf_counter() - began)
    except Exception as error:  # noqa: BLE001  whatever a run raises is told to whoever asked for it
        failure = Failure.of(error)
        return Wrong(message_of(error), failure.told)


def message_of(error: Exception) -> str:
    """One line about an error: bad input says itself; of the rest the kind is told too."""
    from scenarios.errors import InputError

    text = " ".join(str(error).split())
    return text if isinstance(error, InputError) else f"{type(error).__name__}: {text}" if text else type(error).__name__
