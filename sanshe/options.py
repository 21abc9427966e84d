"""What several commands ask for and check in the same way."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

NOTHING = "nothing was written"


class StoppedError(Exception):
    """A command was stopped by Ctrl-C; says what of its work is kept."""


class Lang(StrEnum):
    """Language of what is printed."""

    EN = "en"
    ZH = "zh"


class By(StrEnum):
    """Over what a difference is split."""

    RULE = "rule"
    GROUP = "group"


ByOption = Annotated[By, typer.Option("--by", help="rule or group: every rule for itself, or four groups of rules")]
LangOption = Annotated[Lang, typer.Option("--lang", help="en or zh")]
CityOption = Annotated[str | None, typer.Option("--city", help="a city's name, or a CSV or YAML file")]
YearsOption = Annotated[float, typer.Option("--years", help="years of 250 working days")]
SeedsOption = Annotated[int, typer.Option("--seeds", help="paired runs")]
WorkersOption = Annotated[int | None, typer.Option("--workers", help="processes; as many as cores by default")]
SchedulerOption = Annotated[str | None, typer.Option("--scheduler", help="address of a Dask scheduler")]
OutOption = Annotated[Path | None, typer.Option("--out", help="folder for the files")]


def load_scenario(name: str, city: str | None) -> "Scenario":
    """A scenario by name or file, in another city if one is named."""
    from scenarios.library import load

    scenario = load(name)
    return scenario.replace(city=city) if city is not None else scenario


def check_runs(seeds: int, years: float, workers: int | None) -> None:
    """Refuse numbers of seeds, years and workers that cannot be."""
    from scenarios.limits import MOST_SEEDS, MOST_WORKERS, whole_number, years_of

    whole_number("--seeds", seeds, 1, MOST_SEEDS)
    years_of("--years", years)
    if workers is not None:
        whole_number("--workers", workers, 1, MOST_WORKERS)


@contextmanager
def workers_ended() -> Iterator[None]:
    """A worker process that dies is one line and exit code 1."""
    from experiments.errors import WorkersEndedError

    try:
        yield
    except WorkersEndedError as error:
        sys.stderr.write(f"sanshe: {error}\n")
        raise typer.Exit(1) from error


def numbers_by_outcome(option: str, given: list[str]) -> dict[str, float]:
    """What an option that is given as OUTCOME=NUMBER, once or more often, says; each checked."""
    from scenarios.errors import InputError

    found: dict[str, object] = {}
    for one in given:
        key, equals, number = one.partition("=")
        if not equals or key in found:
            raise InputError(option, one or "''", "OUTCOME=NUMBER, each outcome once")
        try:
            found[key.strip()] = float(number)
        except ValueError:
            raise InputError(option, one, "a number after the =") from None
    if not found:
        return {}
    from experiments.equivalence import by_outcome

    return by_outcome(option, found)


def one_of_two(workers: int | None, scheduler: str | None) -> None:
    """Refuse workers of this machine beside a cluster."""
    from scenarios.errors import InputError

    if workers is not None and scheduler is not None:
        raise InputError("--workers", "it beside --scheduler", "one of the two: a cluster has its own workers")


@contextmanager
def kept(folder: Path) -> Iterator[None]:
    """Who stops a command whose runs are kept in a folder is told how many there are."""
    from experiments.store import run_files

    try:
        yield
    except KeyboardInterrupt as error:
        from experiments.logs.paired_runs import KEPT

        number = len(run_files(folder)) or len(list(folder.glob(f"{KEPT}/*.json")))
        told = f"{number} runs are in {folder}; the same command goes on with them"
        raise StoppedError(told if number else NOTHING) from error


def own_folder(out: Path | None) -> Path | None:
    """The folder that was asked for, which must not be the current one or one above."""
    from scenarios.errors import InputError

    if out is not None and not str(out).strip("."):
        raise InputError("--out", str(out) or "''", "a folder of its own")
    return out


def result_name(what: str, names: list[str]) -> str:
    """The name of a folder for a result: of the arms' names, what any file system takes."""
    return f"{what}-" + "-".join(re.sub(r"[^\w.~@+ -]", "_", name) for name in names)[:150].rstrip(". ")
