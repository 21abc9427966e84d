"""`sanshe optimize`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from sanshe.options import (
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


class Spans(StrEnum):
    """How far rules are searched."""

    POLES = "poles"
    DECLARED = "declared"


def optimize(
    scenario: Annotated[str, typer.Argument(help="a scenario: a preset name or a YAML file")] = "hierarchy",
    outcome: Annotated[list[str] | None, typer.Option(help="what to do best for; two or more")] = None,
    budget: Annotated[float | None, typer.Option(help="most public money, yuan per 1,000 residents a year")] = None,
    limit: Annotated[list[str] | None, typer.Option(help="OUTCOME=VALUE that is kept to; may be repeated")] = None,
    rule: Annotated[list[str] | None, typer.Option(help="search only this rule; may be repeated")] = None,
    span: Annotated[Spans, typer.Option("--range", help="between a rule's poles, or over all its range")] = Spans.POLES,
    population: Annotated[int, typer.Option(help="designs a generation")] = 24,
    generations: Annotated[int, typer.Option(help="generations of the search")] = 10,
    seed: Annotated[int, typer.Option(help="seed of the search")] = 1,
    fresh: Annotated[int, typer.Option(help="fresh seeds on which the front runs again")] = 5,
    city: CityOption = None,
    years: YearsOption = 0.5,
    seeds: SeedsOption = 2,
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    out: OutOption = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Search the rules for those that do best for several outcomes within a budget, and try them on fresh seeds."""
    check_runs(seeds, years, workers)
    one_of_two(workers, scheduler)
    a = load_scenario(scenario, city)
    folder = own_folder(out) or Path("results") / result_name("optimize", [a.name])
    from experiments.rule_space import plan

    asked: dict[str, Any] = {
        "outcomes": outcome or (), "budget": budget, "limits": limit or (), "rules": rule or (), "spans": span.value,
        "population": population, "generations": generations, "fresh": fresh, "seed": seed,
    }  # fmt: skip
    runs = plan(a, **asked).most_runs(seeds)
    from experiments.output import OPTIMIZATION, REPORT, ready_folder

    ready_folder(folder, files=OPTIMIZATION, folders=[REPORT])
    from experiments.optimize import optimize as run
    from experiments.output import write_analysis
    from experiments.workers import cores
    from sanshe.printing import Progress
    from sanshe.printing_depend import print_optimization, print_search

    print_search(runs, fresh, years, lang.value)
    with Progress(runs, "runs", lines=True) as progress, workers_ended(), kept(folder):
        found = run(
            a,
            **asked,
            seeds=seeds,
            years=years,
            folder=folder,
            scheduler=scheduler,
            workers=workers or cores(),
            progress=progress.tell,
        )
    print_optimization(found, write_analysis(found, folder, lang.value), lang.value)
