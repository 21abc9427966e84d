"""`sanshe map`."""

from collections.abc import Callable
from contextlib import ExitStack
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


def regime_map(
    a: Annotated[str, typer.Argument(help="a scenario: a preset name or a YAML file")] = "hierarchy",
    b: Annotated[str, typer.Argument(help="another one under the same conditions")] = "network",
    factor: Annotated[list[str] | None, typer.Option(help="draw only this condition; may be repeated")] = None,
    outcome: Annotated[list[str] | None, typer.Option(help="an outcome to judge; may be repeated")] = None,
    over: Annotated[tuple[str, str] | None, typer.Option(help="the two conditions of the phase diagram")] = None,
    grid: Annotated[int | None, typer.Option(help="a grid of its own for it, so many by so many points")] = None,
    draws: Annotated[int, typer.Option(help="conditions to draw from the registered ranges")] = 120,
    seed: Annotated[int, typer.Option(help="seed of the draws")] = 1,
    city: CityOption = None,
    years: YearsOption = 0.5,
    seeds: SeedsOption = 4,
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    out: OutOption = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Draw conditions, run two regimes under each, and say where which of them is ahead."""
    from scenarios.errors import InputError

    check_runs(seeds, years, workers)
    one_of_two(workers, scheduler)
    if seeds < 2:
        raise InputError("--seeds", seeds, "2 or more: with one nobody can be said to be ahead")
    two = load_scenario(a, city), load_scenario(b, city)
    folder = own_folder(out) or Path("results") / result_name("map", [s.name for s in two])
    from experiments.regime_map import plan

    asked: dict[str, Any] = {
        "factors": factor or (), "outcomes": outcome or (), "over": over, "grid": grid, "draws": draws, "seed": seed,
    }  # fmt: skip
    plan(*two, **asked)
    from experiments.output import MAP, REPORT, ready_folder

    ready_folder(folder, files=MAP, folders=[REPORT])
    from experiments.output import write_analysis
    from experiments.regime_map import regime_map as run
    from experiments.workers import cores
    from sanshe.printing import Progress
    from sanshe.printing_depend import print_map, print_runs

    with ExitStack() as stack, workers_ended(), kept(folder):
        loads = stack.enter_context(Progress(draws, "loads", lines=True))

        def begin(runs: int) -> Callable[[int], None]:
            stack.pop_all().close()
            print_runs(runs, years, lang.value)
            return stack.enter_context(Progress(runs, "runs", lines=True)).tell

        found = run(
            *two, **asked, seeds=seeds, years=years, folder=folder, scheduler=scheduler, workers=workers or cores(),
            reckoned=loads.tell, begin=begin,
        )  # fmt: skip
    print_map(found, write_analysis(found, folder, lang.value), lang.value)
