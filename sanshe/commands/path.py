"""`sanshe path`."""

import re
from pathlib import Path
from typing import Annotated

import typer

from sanshe.options import (
    By,
    ByOption,
    CityOption,
    Lang,
    LangOption,
    OutOption,
    SchedulerOption,
    SeedsOption,
    WorkersOption,
    YearsOption,
    check_runs,
    kept,
    load_scenario,
    one_of_two,
    own_folder,
    result_name,
    workers_ended,
)


def path(
    a: Annotated[str, typer.Argument(help="a scenario: a preset name or a YAML file")] = "hierarchy",
    b: Annotated[str, typer.Argument(help="another one that differs from it in rules alone")] = "network",
    outcome: Annotated[str, typer.Option(help="what shall be best on the way")] = "satisfaction",
    by: ByOption = By.RULE,
    only: Annotated[list[str] | None, typer.Option("--only", help="some of the rules: R1,R2; repeatable")] = None,
    beam: Annotated[int, typer.Option(help="how many coalitions of a size the search goes on from; 1 is greedy")] = 2,
    worst: Annotated[bool, typer.Option("--worst", help="seek the worst order too")] = False,
    fresh: Annotated[int | None, typer.Option(help="fresh seeds for what is found; as many as --seeds")] = None,
    city: CityOption = None,
    years: YearsOption = 1.0,
    seeds: SeedsOption = 10,
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    out: OutOption = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Seek the best order in which to bring the rules of B into A, and say what is worse than A on the way."""
    from scenarios.errors import InputError
    from scenarios.limits import MOST_SEEDS, whole_number

    check_runs(seeds, years, workers)
    one_of_two(workers, scheduler)
    later = seeds if fresh is None else whole_number("--fresh", fresh, 1, MOST_SEEDS)
    whole_number("--beam", beam, 1, 1000)
    one, other = load_scenario(a, city), load_scenario(b, city)
    folder = own_folder(out) or Path("results") / result_name("path", [one.name, other.name])
    ids = [word for text in only or () for word in re.split(r"[,\s]+", text) if word]
    if only and not ids:
        raise InputError("--only", "nothing", "ids of rules that differ, such as R1,R2")
    from experiments.coalitions import game_of
    from experiments.output import PATH, REPORT, ready_folder
    from experiments.path import checked_outcome, most_runs

    checked_outcome(outcome, "--outcome")
    players = game_of(one, other, by.value).restricted(ids, "--only").players
    ready_folder(folder, files=PATH, folders=[REPORT])
    from experiments.output import write_analysis
    from experiments.path import path as run
    from experiments.workers import cores
    from sanshe.printing import Progress
    from sanshe.printing_attribute import print_path

    most = most_runs(len(players), beam, seeds, later, worst)
    with Progress(most, "runs at most", lines=True) as progress, workers_ended(), kept(folder):
        found = run(
            one, other, outcome=outcome, by=by.value, only=ids, beam=beam, worst=worst, seeds=seeds, fresh=later,
            years=years, workers=workers or cores(), progress=progress.tell,
            folder=folder, scheduler=scheduler,
        )  # fmt: skip
    print_path(found, write_analysis(found, folder, lang.value), lang.value)
