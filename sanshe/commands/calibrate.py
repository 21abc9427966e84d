"""`sanshe calibrate`: what a request log of a real district says, its requests replayed, settings fitted to it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanshe.options import Lang, LangOption, OutOption, WorkersOption, kept, own_folder, result_name, workers_ended

if TYPE_CHECKING:
    from experiments.logs.calibration import Calibration
    from experiments.logs.request_log import RequestLog
    from scenarios.scenario import Scenario

PER_1000 = 1_000.0  # as many as the model's own residents voice: the log's load is then the model's


def calibrate(
    log: Annotated[Path | None, typer.Argument(help="a request log: a CSV of 311 or 12345")] = None,
    columns: Annotated[
        Path | None, typer.Option("--columns", help="YAML: which column holds what, which service is of which category")
    ] = None,
    replay: Annotated[
        str | None, typer.Option("--replay", help="a scenario: serve the log's own arrivals under it, and compare")
    ] = None,
    fit: Annotated[
        str | None, typer.Option("--fit", help="a scenario: fit its uncertain settings to half of the log")
    ] = None,
    hotline: Annotated[
        bool, typer.Option("--hotline", help="in place of a log: what is known of Chinese hotlines (12345)")
    ] = False,
    parameter: Annotated[list[str] | None, typer.Option(help="fit this setting; may be repeated")] = None,
    per_1000: Annotated[
        float, typer.Option("--per-1000", help="requests of the log per 1,000 residents a year, who are not known")
    ] = PER_1000,
    weeks: Annotated[int, typer.Option(help="for how many weeks the last request is followed")] = 8,
    draws: Annotated[int | None, typer.Option(help="draws of a fit")] = None,
    seeds: Annotated[int, typer.Option("--seeds", help="replays, or paired seeds that each draw meets")] = 3,
    quick: Annotated[bool, typer.Option("--quick", help="a small fit of the hotline, which settles nothing")] = False,
    workers: WorkersOption = None,
    out: OutOption = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Clean a request log, estimate its demand and delays; replay it, fit settings to it; says what it cannot tell."""
    _checked(log, hotline, (columns, replay, fit, parameter, draws), draws, seeds, workers)
    folder = own_folder(out) or Path("results") / result_name("calibrate", ["hotline" if log is None else log.stem])
    if log is None:
        _fit_hotline(folder, workers, quick, lang.value)
        return
    from experiments.logs.columns import Columns, load_columns
    from experiments.logs.estimates import estimated
    from experiments.logs.request_log import read_log
    from experiments.logs.written import CALIBRATION, FITTED, REPLAYED, write_estimates
    from experiments.output import ready_folder
    from sanshe.printing_logs import print_estimates
    from scenarios.library import load

    known = Columns() if columns is None else load_columns(columns)
    replay_in, fit_in = (None if name is None else load(name) for name in (replay, fit))
    cleaned = read_log(log, known)
    ready_folder(folder, files=CALIBRATION, folders=[REPLAYED, FITTED])
    found = estimated(cleaned)
    print_estimates(found, write_estimates(found, known, folder, lang.value), lang.value)
    if replay_in is not None:
        from experiments.logs.against import replay_against
        from experiments.logs.district import district_of
        from experiments.logs.written import write_against
        from sanshe.printing_logs import print_against

        there = district_of(cleaned, replay_in, per_1000=per_1000)
        against = replay_against(cleaned, there, seeds, weeks=weeks)
        print_against(against, write_against(against, there, folder / REPLAYED, lang.value), lang.value)
    if fit_in is not None:
        from experiments.logs.district import district_of

        there = district_of(cleaned, fit_in, per_1000=per_1000)
        _fit_log(cleaned, there, (parameter, draws, seeds, weeks, workers), folder / FITTED, lang.value)


def _checked(
    log: Path | None, hotline: bool, of_a_log: tuple[object, ...], draws: int | None, seeds: int, workers: int | None
) -> None:
    """Refuse what cannot be asked."""
    from scenarios.errors import InputError
    from scenarios.limits import MOST_SEEDS, MOST_WORKERS, whole_number

    if hotline == (log is not None):
        found = "both a log and --hotline" if hotline else "neither a log nor --hotline"
        raise InputError("LOG", found, "one of them: a CSV, or --hotline")
    if hotline and any(of_a_log):
        raise InputError("--hotline", "it beside an option that needs a log", "it without a log and options for one")
    whole_number("--seeds", seeds, 1, MOST_SEEDS)
    if draws is not None:
        whole_number("--draws", draws, 10, 1_000_000)
    if workers is not None:
        whole_number("--workers", workers, 1, MOST_WORKERS)


def _fit_log(
    log: "RequestLog", scenario: "Scenario", asked: tuple[list[str] | None, int | None, int, int, int | None],
    folder: Path, lang: str,
) -> None:  # fmt: skip
    """Fit, keeping the runs in the folder, and write what was found."""
    from experiments.logs.fitting import DRAWS
    from experiments.logs.log_fit import PARAMETERS, fit_log
    from experiments.workers import cores
    from sanshe.printing import Progress

    parameter, draws, seeds, weeks, workers = asked
    number = draws or DRAWS
    with Progress(number, "draws", lines=True) as progress, workers_ended(), kept(folder):
        found = fit_log(
            log, scenario, parameter or PARAMETERS, draws=number, seeds=seeds, weeks=weeks,
            workers=workers or cores(), out=folder, progress=progress.tell,
        )  # fmt: skip
    _written(found, folder, lang)


def _fit_hotline(folder: Path, workers: int | None, quick: bool, lang: str) -> None:
    """Rule out what cannot show what is known of hotlines, and write what was found."""
    from experiments.logs.hotline import QUICK, WHOLE, fit_hotline
    from experiments.workers import cores
    from sanshe.printing import Progress

    draws = (QUICK if quick else WHOLE)["draws"]
    with Progress(draws, "draws", lines=True) as progress, workers_ended(), kept(folder):
        found = fit_hotline(folder, workers or cores(), quick, progress=progress.tell)
    _written(found, folder, lang)


def _written(found: "Calibration", folder: Path, lang: str) -> None:
    """Write a fit and print it."""
    from experiments.output import write_analysis
    from sanshe.printing_logs import print_fit

    print_fit(found, write_analysis(found, folder, lang), lang)
