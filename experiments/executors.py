"""Where tasks are worked on: in this process, in worker processes of this machine, or on a Dask cluster.

Every executor takes tasks as they are wanted, so that a long list of them need not be held, and gives for each, as it
comes, the task's number and what the function gave, or a `Failure`. A worker that dies takes no other task with it.
"""

import logging
import multiprocessing
import os
import pickle
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any, Protocol

from experiments.errors import WorkersEndedError
from experiments.workers import compile_kernels, import_model, prepare
from scenarios.errors import InputError
from scenarios.reading import short

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

type Arguments = tuple[Any, ...]
WAITING = 2  # tasks that stand ready for each worker, so that none is idle while the next one is fetched
MOST_DEATHS = 10  # tasks in a row that end their worker, after which it is not the tasks
CONNECT = "10s"  # within which a Dask scheduler must answer
PATIENCE = 10.0  # seconds without a result after which it is asked whether there are workers at all
logger = logging.getLogger("sanshe")


@dataclass(frozen=True)
class Failure:
    """What went wrong in a task: the error, and its traceback as text."""

    error: Exception
    told: str

    @staticmethod
    def of(error: Exception) -> "Failure":
        """The failure of an error; one that cannot travel between processes goes as its text."""
        told = "".join(traceback.format_exception(error))
        try:
            pickle.loads(pickle.dumps(error))
        except Exception:  # noqa: BLE001  whatever a foreign error does when it is copied
            error = RuntimeError(f"{type(error).__name__}: {error}")
        return Failure(error, told)


class Executor(Protocol):
    """Something that works on tasks."""

    def map[T](self, function: Callable[..., T], tasks: Iterable[Arguments]) -> Iterator[tuple[int, T | Failure]]:
        """What the function gives for each task, as it comes, with the task's number."""

    def close(self) -> None:
        """Let the workers go, at once."""


def attempt[T](function: Callable[..., T], arguments: Arguments) -> T | Failure:
    """What the function gives, or the failure."""
    try:
        return function(*arguments)
    except Exception as error:  # noqa: BLE001  whatever a run raises is told with the run
        return Failure.of(error)


class Here:
    """This process."""

    def map[T](self, function: Callable[..., T], tasks: Iterable[Arguments]) -> Iterator[tuple[int, T | Failure]]:
        """One task after the other."""
        for number, arguments in enumerate(tasks):
            yield number, attempt(function, arguments)

    def close(self) -> None:
        """Nobody to let go."""


class Processes:
    """Worker processes of this machine, which stay warm from one `map` to the next.

    `warm` is a scenario on which the first compiles the kernels before the others want them. Raises `WorkersEndedError`
    if the workers cannot even begin, or die of one task after another.
    """

    def __init__(self, workers: int, warm: "Scenario") -> None:
        self._workers, self._warm = workers, warm
        self._pool: ProcessPoolExecutor | None = None
        self._others: set[object] = set()
        self._deaths = 0
        self._busy = False

    def _ready(self) -> ProcessPoolExecutor:
        """The pool, begun if there is none."""
        if self._pool is None:
            self._others = set(multiprocessing.active_children())
            context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
            self._pool = ProcessPoolExecutor(self._workers, mp_context=context, initializer=prepare)
            self._busy = True
            try:
                first = self._pool.submit(compile_kernels, self._warm)
                for _ in range(self._workers - 1):
                    self._pool.submit(import_model)
                first.result()
            except BrokenProcessPool as error:
                raise WorkersEndedError from error
        return self._pool

    def map[T](self, function: Callable[..., T], tasks: Iterable[Arguments]) -> Iterator[tuple[int, T | Failure]]:
        """What comes from the workers; tasks that were under way when one died are tried again, one at a time."""
        numbered = enumerate(tasks)
        lost: list[tuple[int, Arguments]] = []
        while True:
            yield from self._flow(function, numbered, lost)
            if not lost:
                return
            for number, arguments in sorted(lost, key=lambda task: task[0]):
                yield number, self._alone(function, arguments)
            lost.clear()

    def _flow[T](
        self, function: Callable[..., T], numbered: Iterator[tuple[int, Arguments]], lost: list[tuple[int, Arguments]]
    ) -> Iterator[tuple[int, T | Failure]]:
        """Keep the workers busy until the tasks end or a worker dies; `lost` then holds what was lost with it."""
        room = self._workers * (1 + WAITING)
        pending: dict[Future[T | Failure], tuple[int, Arguments]] = {}
        taken: tuple[int, Arguments] | None = None
        try:
            while True:
                for taken in islice(numbered, room - len(pending)):
                    pending[self._ready().submit(attempt, function, taken[1])] = taken
                taken = None
                self._busy = bool(pending)
                if not pending:
                    return
                for future in wait(pending, return_when=FIRST_COMPLETED).done:
                    found = future.result()
                    yield pending.pop(future)[0], found
        except BrokenProcessPool:
            self.close()
            lost += pending.values()
            if taken is not None:
                lost.append(taken)

    def _alone[T](self, function: Callable[..., T], arguments: Arguments) -> T | Failure:
        """One task with nothing beside it, so that what its worker dies of is its own."""
        try:
            found = self._ready().submit(attempt, function, arguments).result()
        except BrokenProcessPool as error:
            self.close()
            self._deaths += 1
            if self._deaths == MOST_DEATHS:
                raise WorkersEndedError from error
            return Failure.of(WorkersEndedError())
        self._deaths = 0
        return found

    def close(self) -> None:
        """End the workers; whoever is still at work, as when an error or Ctrl-C ends all, is not waited for."""
        if self._pool is None:
            return
        if self._busy:
            for child in set(multiprocessing.active_children()) - self._others:
                child.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None


class Cluster:
    """The workers of a Dask scheduler (dask.distributed), which may come and go while tasks are worked on.

    A task whose worker dies is given to another by the scheduler, a few times; then it is a failure. Raises
    `InputError` if no scheduler answers at the address.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise InputError("--scheduler", "no package dask.distributed", "sanshe[cluster] installed") from error
        self._address = address
        try:
            self._client = Client(address, timeout=CONNECT, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise InputError("--scheduler", short(address), "the address of a Dask scheduler that answers") from error

    def map[T](self, function: Callable[..., T], tasks: Iterable[Arguments]) -> Iterator[tuple[int, T | Failure]]:
        """What comes from the cluster; as many tasks are under way as keep its workers busy.

        Raises `WorkersEndedError` when the scheduler is gone.
        """
        numbered = enumerate(tasks)
        numbers: dict[Any, int] = {}
        done: Queue[Any] = Queue()
        while True:
            for number, arguments in islice(numbered, max(0, self._room() - len(numbers))):
                future = self._client.submit(attempt, function, arguments, pure=False)
                numbers[future.key] = number
                future.add_done_callback(done.put)
            if not numbers:
                return
            future = self._first(done)
            if future.cancelled():
                raise self._gone()
            error = future.exception()
            yield numbers.pop(future.key), future.result() if error is None else Failure.of(error)

    def _room(self) -> int:
        """How many tasks should be under way."""
        return max(1, self._threads()) * (1 + WAITING)

    def _threads(self) -> int:
        """How many tasks the workers can work on at the same time."""
        try:
            return sum(map(int, self._client.nthreads().values()))
        except OSError as error:
            raise self._gone() from error

    def _gone(self) -> WorkersEndedError:
        found = f"{short(self._address)} gone while it had work"
        return WorkersEndedError(f"--scheduler: found {found}; allowed a scheduler that stays")

    def _first(self, done: "Queue[Any]") -> Any:
        """The next future that is done. That there are no workers is told, once: they may be about to come."""
        told = False
        while True:
            try:
                return done.get(timeout=PATIENCE)
            except Empty:
                if not told and not self._threads():
                    logger.warning("--scheduler: found no worker at %s; waiting for one", self._address)
                    told = True

    def close(self) -> None:
        """Take leave; the scheduler and its workers stay."""
        self._client.close()


def executor(workers: int, warm: "Scenario", scheduler: str | None = None) -> Executor:
    """The cluster of a scheduler, else so many processes, else, for one, this process."""
    if scheduler is not None:
        return Cluster(scheduler)
    return Processes(workers, warm) if workers > 1 else Here()
