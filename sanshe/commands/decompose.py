"""`sanshe decompose`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanshe.options import (
    CityOption,
    Lang,
    LangOption,
    OutOption,
    SeedsOption,
    WorkersOption,
    YearsOption,
    check_runs,
    load_scenario,
    own_folder,
    result_name,
    workers_ended,
)

if TYPE_CHECKING:
    pass


def decompose(
    a: Annotated[str, typer.Argument(help="a scenario: a preset name or a YAML file")] = "hierarchy",
    b: Annotated[str, typer.Argument(help="another one that differs from it in rules alone")] = "network",
    city: CityOption = None,
    years: YearsOption = 1.0,
    seeds: SeedsOption = 10,
    workers: WorkersOption = None,
    out: OutOption = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Split the difference between two scenarios over the groups of rules: clarity, ties, capacity, voice."""
    check_runs(seeds, years, workers)
    two = load_scenario(a, city), load_scenario(b, city)
    folder = own_folder(out) or Path("results") / result_name("decompose", [s.name for s in two])
    from experiments.decompose import combinations_of
    from experiments.output import DECOMPOSITION, REPORT, ready_folder

    combinations_of(*two)
    ready_folder(folder, files=DECOMPOSITION, folders=[REPORT])
    from experiments.decompose import decompose as run
    from experiments.output import write_analysis
    from experiments.workers import cores
    from sanshe.printing import Progress, print_decomposition

    with Progress(seeds) as progress, workers_ended():
        found = run(*two, seeds=seeds, years=years, workers=workers or cores(), progress=progress.tell)
    print_decomposition(found, write_analysis(found, folder, lang.value), lang.value)
