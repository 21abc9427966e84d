"""`sanshe compare`."""

from pathlib import Path
from tempfile import TemporaryDirectory
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
    numbers_by_outcome,
    own_folder,
    result_name,
    workers_ended,
)

if TYPE_CHECKING:
    pass


def compare(
    arms: Annotated[list[str], typer.Argument(help="two or more scenarios: preset names or YAML files")],
    city: CityOption = None,
    years: YearsOption = 1.0,
    seeds: SeedsOption = 10,
    workers: WorkersOption = None,
    out: OutOption = None,
    requests: Annotated[bool, typer.Option("--requests", help="also write every request")] = False,
    precision: Annotated[
        list[str] | None,
        typer.Option(
            "--precision", metavar="OUTCOME=WIDTH",
            help="add seeds until this outcome's 95 % interval is no wider from end to end; may be repeated",
        ),
    ] = None,
    most_seeds: Annotated[int, typer.Option("--most-seeds", help="seeds at which --precision gives up")] = 200,
    margin: Annotated[
        list[str] | None,
        typer.Option(
            "--margin", metavar="OUTCOME=VALUE",
            help="smallest difference of interest, if not the registered one; may be repeated",
        ),
    ] = None,
    lang: LangOption = Lang.EN,
) -> None:  # fmt: skip
    """Compare scenarios, each further one with the first, on the same residents with the same needs."""
    from scenarios.errors import InputError

    if len(arms) < 2:
        raise InputError("scenarios", len(arms), "two or more")
    check_runs(seeds, years, workers)
    loaded = [load_scenario(arm, city) for arm in arms]
    asked = numbers_by_outcome("--precision", precision or [])
    margins = numbers_by_outcome("--margin", margin or [])
    from experiments.compare import checked_precision, one_district

    one_district(loaded)
    checked_precision(asked, seeds, most_seeds, ("--precision", "--seeds", "--most-seeds"))
    folder = own_folder(out) or Path("results") / result_name("compare", [s.name for s in loaded])
    from experiments.output import COMPARISON, REPORT, REQUESTS, ready_folder

    ready_folder(folder, files=COMPARISON, folders=[REPORT, *([REQUESTS] if requests else [])])
    from experiments.compare import compare as run
    from experiments.output import write_comparison
    from experiments.workers import cores
    from sanshe.printing import Progress
    from sanshe.printing_compare import print_comparison

    total = most_seeds if asked else seeds
    with TemporaryDirectory(prefix=".running-", dir=folder) as beside, Progress(total) as progress:
        with workers_ended():
            found = run(
                loaded[0], loaded[1], *loaded[2:], seeds=seeds, years=years, workers=workers or cores(),
                requests=Path(beside) / "requests" if requests else None, progress=progress.tell,
                precision=asked, most_seeds=most_seeds, margins=margins,
            )  # fmt: skip
        files = write_comparison(found, folder, lang.value)
    print_comparison(found, files, lang.value)
