"""Make the runs that a store does not have yet: what a sweep and every kept analysis do."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from experiments.executors import Executor, Failure
from experiments.runner import nobody
from experiments.store import engine_id, run_bytes

if TYPE_CHECKING:
    from scenarios.scenario import Scenario


class Keeper(Protocol):
    """What keeps runs by their names: a `Store` on disk, or memory."""

    def has(self, key: str) -> bool:
        """Whether a run is there."""

    def put(self, key: str, content: bytes) -> None:
        """Keep a run."""

    def put_failure(self, key: str, failure: Failure, **given: Any) -> None:
        """Keep what went wrong in a run."""


type Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Wanted:
    """One run: its name in the store, its seed, how its scenario is made, and what a failure of it should tell."""

    key: str
    seed: int
    scenario: "Callable[[], Scenario]"
    about: "Callable[[], dict[str, Any]]" = dict


def fill(store: Keeper, wanted: Iterable[Wanted], days: int, at_work: Executor, tell: Tell = nobody) -> list[Failure]:
    """Make what is missing of the wanted runs, each kept as soon as it is there; returns the failures.

    Whether a run is there is asked when its turn comes, since another process may be filling the same store. `tell` is
    told how many of the wanted are done, and how many of these failed. Raises `InputError` if the disk takes no more.
    """
    under_way: dict[int, Wanted] = {}
    failures: list[Failure] = []
    done = 0

    def tasks() -> Iterator[tuple[Any, ...]]:
        nonlocal done
        number = 0
        for one in wanted:
            if store.has(one.key):
                done += 1
                continue
            under_way[number] = one
            number += 1
            yield one.scenario(), one.seed, days, engine_id()

    for number, found in at_work.map(run_bytes, tasks()):
        one = under_way.pop(number)
        if isinstance(found, Failure):
            failures.append(found)
            store.put_failure(one.key, found, seed=one.seed, days=days, **one.about())
        else:
            store.put(one.key, found)
        done += 1
        tell(done, len(failures))
    tell(done, len(failures))
    return failures
