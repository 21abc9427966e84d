"""`sanshe sweep`."""

from pathlib import Path
from typing import Annotated

import typer

from sanshe.options import (
    Lang,
    LangOption,
    SchedulerOption,
    StoppedError,
    WorkersOption,
    one_of_two,
    own_folder,
    workers_ended,
)


def sweep(
    design: Annotated[str, typer.Argument(help="a design's YAML file")],
    out: Annotated[Path | None, typer.Option("--out", help="folder for the runs")] = None,
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    resume: Annotated[bool, typer.Option("--resume", help="go on with what is in the folder")] = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Run every point of a design on paired seeds into a folder, where nothing that is done is lost."""
    from scenarios.errors import InputError
    from scenarios.limits import MOST_WORKERS, whole_number

    if workers is not None:
        whole_number("--workers", workers, 1, MOST_WORKERS)
    one_of_two(workers, scheduler)
    folder = own_folder(out)
    if folder is None:
        raise InputError("--out", "nothing", "a folder for the runs")
    from experiments.design_files import load_design
    from experiments.results import POINTS, results
    from experiments.sweep import sweep as run
    from experiments.workers import cores
    from sanshe.printing import Progress
    from sanshe.printing_sweep import print_sweep

    known = load_design(design)
    number = len(known) * len(known.seeds)
    try:
        with Progress(number, "runs", rate=True) as progress, workers_ended():
            found = run(
                known, folder, workers=workers or cores(), scheduler=scheduler, resume=resume, progress=progress.tell
            )
    except KeyboardInterrupt as error:
        if not (folder / POINTS).exists():
            raise
        there = results(folder)
        raise StoppedError(f"{there.done} of {there.wanted} runs are in {folder}; --resume goes on") from error
    print_sweep(found, lang.value)
    if found.done < found.wanted:  # runs that failed, or that somebody took away
        raise typer.Exit(1)
