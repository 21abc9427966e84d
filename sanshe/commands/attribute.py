"""`sanshe attribute`."""

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


def attribute(
    a: Annotated[str, typer.Argument(help="a scenario: a preset name or a YAML file")] = "hierarchy",
    b: Annotated[str, typer.Argument(help="another one that differs from it in rules alone")] = "network",
    by: ByOption = By.RULE,
    outcome: Annotated[list[str] | None, typer.Option("--outcome", help="shown in figure and text; repeatable")] = None,
    permutations: Annotated[int, typer.Option(help="pairs of orders drawn at each seed")] = 2,
    seed: Annotated[int, typer.Option(help="seed of the orders")] = 1,
    city: CityOption = None,
    years: YearsOption = 1.0,
    seeds: SeedsOption = 10,
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    out: OutOption = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Say which rule made the difference between two scenarios: Shapley values, alone in A, taken out of B."""
    from scenarios.limits import LARGEST_SEED, whole_number

    check_runs(seeds, years, workers)
    one_of_two(workers, scheduler)
    whole_number("--permutations", permutations, 1, 1000)
    whole_number("--seed", seed, 0, LARGEST_SEED)
    one, other = load_scenario(a, city), load_scenario(b, city)
    folder = own_folder(out) or Path("results") / result_name("attribute", [one.name, other.name])
    from experiments.attribute import SHOWN, planned
    from experiments.coalitions import checked_outcomes, game_of
    from experiments.output import ATTRIBUTION, REPORT, ready_folder

    shown = checked_outcomes(outcome or SHOWN, "--outcome")
    _, runs = planned(game_of(one, other, by.value), seeds, permutations, seed)
    ready_folder(folder, files=ATTRIBUTION, folders=[REPORT])
    from experiments.attribute import attribute as run
    from experiments.output import write_analysis
    from experiments.workers import cores
    from sanshe.printing import Progress
    from sanshe.printing_attribute import print_attribution

    with Progress(len(runs), "runs", lines=True) as progress, workers_ended(), kept(folder):
        found = run(
            one, other, by=by.value, outcomes=shown, seeds=seeds, years=years, permutations=permutations, seed=seed,
            workers=workers or cores(), progress=progress.tell,
            folder=folder, scheduler=scheduler,
        )  # fmt: skip
    print_attribution(found, write_analysis(found, folder, lang.value), lang.value)
