"""`sanshe sensitivity`."""

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


class MethodName(StrEnum):
    """How sensitivity is measured."""

    MORRIS = "morris"
    SOBOL = "sobol"
    DELTA = "delta"


def sensitivity(
    scenario: Annotated[str, typer.Argument(help="a scenario: a preset name or a YAML file")],
    against: Annotated[str | None, typer.Option(help="another one: what moves the difference to it")] = None,
    method: Annotated[MethodName, typer.Option(help="morris, sobol or delta")] = MethodName.MORRIS,
    parameter: Annotated[list[str] | None, typer.Option(help="only this setting; may be repeated")] = None,
    group: Annotated[list[str] | None, typer.Option(help="only the parameters of this group; may be repeated")] = None,
    outcome: Annotated[list[str] | None, typer.Option(help="an outcome to tell of; may be repeated")] = None,
    samples: Annotated[int | None, typer.Option(help="trajectories, base samples (a power of 2) or draws")] = None,
    seed: Annotated[int, typer.Option(help="seed of the design")] = 1,
    city: CityOption = None,
    years: YearsOption = 0.5,
    seeds: SeedsOption = 2,
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    out: OutOption = None,
    lang: LangOption = Lang.EN,
) -> None:
    """How much each uncertain parameter moves each outcome, and whether that is known well enough."""
    check_runs(seeds, years, workers)
    one_of_two(workers, scheduler)
    a = load_scenario(scenario, city)
    b = load_scenario(against, city) if against is not None else None
    names = [a.name] if b is None else [a.name, b.name]
    folder = own_folder(out) or Path("results") / result_name("sensitivity", names)
    from experiments.sensitivity import check_runs_asked, plan

    asked: dict[str, Any] = {
        "method": method.value, "parameters": parameter or (), "groups": group or (), "outcomes": outcome or (),
        "samples": samples, "seed": seed,
    }  # fmt: skip
    made = plan(a, b, **asked)
    runs = check_runs_asked(made.rows * len(made.scenarios) * seeds)
    from experiments.output import REPORT, SENSITIVITY, ready_folder

    ready_folder(folder, files=SENSITIVITY, folders=[REPORT])
    from experiments.output import write_analysis
    from experiments.sensitivity import sensitivity as run
    from experiments.workers import cores
    from sanshe.printing import Progress
    from sanshe.printing_depend import print_runs, print_sensitivity

    print_runs(runs, years, lang.value)
    with Progress(runs, "runs", lines=True) as progress, workers_ended(), kept(folder):
        found = run(
            a, b, **asked, seeds=seeds, years=years, folder=folder, scheduler=scheduler, workers=workers or cores(),
            progress=progress.tell,
        )  # fmt: skip  # fmt: skip
    print_sensitivity(found, write_analysis(found, folder, lang.value), lang.value)
