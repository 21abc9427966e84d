"""Tasks come back with their numbers, whoever works on them, and what goes wrong in one is told of that one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from experiments.errors import WorkersEndedError
from experiments.executors import Executor, Failure, Here, Processes, executor
from scenarios.library import load

# What workers do is told in words, since they cannot import a module of tests.
SQUARES = [(f"{number} * {number}",) for number in range(20)]
ODD = """
class OddError(Exception):  # cannot be copied to another process
    def __init__(self, one, two):
        super().__init__(f"odd {one} {two}")
raise OddError(1, 2)
"""
DEADLY = "__import__('os').kill(__import__('os').getpid(), 9)"


@pytest.fixture(params=[1, 2])
def at_work(request: pytest.FixtureRequest, small: Path) -> Iterator[Executor]:
    found = executor(request.param, load("hierarchy").replace(city=str(small)))
    assert isinstance(found, Processes if request.param > 1 else Here)
    yield found
    found.close()


def test_every_task_has_its_answer_or_its_failure(at_work: Executor) -> None:
    tasks = [*SQUARES[:3], ("1 / 0",), *SQUARES[4:]]
    for _ in range(2):  # workers stay for the next round
        found = dict(at_work.map(eval, tasks))
        assert sorted(found) == list(range(20))
        failure = found.pop(3)
        assert isinstance(failure, Failure)
        assert isinstance(failure.error, ZeroDivisionError)
        assert "Traceback" in failure.told
        assert found == {number: number * number for number in range(20) if number != 3}


def test_an_error_that_cannot_travel_goes_as_its_text(at_work: Executor) -> None:
    [(_, found), (_, nothing)] = sorted(at_work.map(exec, [(ODD,), ("",)]))
    assert isinstance(found, Failure)
    assert str(found.error) == "OddError: odd 1 2"
    assert nothing is None


def test_no_tasks_are_no_work(at_work: Executor) -> None:
    assert list(at_work.map(eval, [])) == []


def test_tasks_are_taken_as_they_are_wanted(at_work: Executor) -> None:
    taken = 0

    def tasks() -> Iterator[tuple[str]]:
        nonlocal taken
        for number in range(100, 100_000):
            taken += 1
            yield (str(number),)

    flow = at_work.map(eval, tasks())
    for _ in range(50):
        next(flow)
    assert taken < 70
    at_work.close()


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
def test_a_dead_worker_takes_no_other_task_with_it(small: Path) -> None:
    at_work = Processes(2, load("hierarchy").replace(city=str(small)))
    tasks = [(DEADLY,) if number in (1, 6) else task for number, task in enumerate(SQUARES[:12])]
    found = dict(at_work.map(eval, tasks))
    at_work.close()
    failed = {number for number, told in found.items() if isinstance(told, Failure)}
    assert failed == {1, 6}
    assert {n: told for n, told in found.items() if n not in failed} == {n: n * n for n in range(12) if n not in failed}


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
def test_workers_that_die_of_every_task_are_not_tried_for_ever(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.executors.MOST_DEATHS", 2)
    at_work = Processes(2, load("hierarchy").replace(city=str(small)))
    with pytest.raises(WorkersEndedError):
        list(at_work.map(eval, [(DEADLY,)] * 100))
    at_work.close()
