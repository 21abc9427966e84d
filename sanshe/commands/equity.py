"""`sanshe equity`."""

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


def equity(
    arms: Annotated[list[str], typer.Argument(help="two or more scenarios: preset names or YAML files")],
    city: CityOption = None,
    years: YearsOption = 1.0,
    seeds: SeedsOption = 10,
    workers: WorkersOption = None,
    out: OutOption = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option("--outcome", help="outcome of the figure, within_standard by default; may be repeated"),
    ] = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Say for whom the difference between scenarios is: by vulnerability, age and community."""
    from scenarios.errors import InputError

    if len(arms) < 2:
        raise InputError("scenarios", len(arms), "two or more")
    check_runs(seeds, years, workers)
    loaded = [load_scenario(arm, city) for arm in arms]
    from experiments.compare import one_district
    from experiments.equity import checked_outcomes

    one_district(loaded)
    drawn = checked_outcomes("--outcome", outcome or ["within_standard"])
    folder = own_folder(out) or Path("results") / result_name("equity", [s.name for s in loaded])
    from experiments.output import EQUITY, REPORT, ready_folder

    ready_folder(folder, files=EQUITY, folders=[REPORT])
    from experiments.equity import equity as run
    from experiments.output import write_analysis
    from experiments.workers import cores
    from sanshe.printing import Progress
    from sanshe.printing_equity import print_equity

    with Progress(seeds) as progress, workers_ended():
        found = run(
            *loaded, seeds=seeds, years=years, workers=workers or cores(), outcomes=drawn, progress=progress.tell
        )
    print_equity(found, write_analysis(found, folder, lang.value), lang.value)
