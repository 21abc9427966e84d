"""`sanshe calibrate`: what a request log of a real district says, its requests replayed, settings fitted to it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanshe.options import Lang, LangOption, OutOption, WorkersOption, kept, own_folder, result_name, workers_ended

if TYPE_CHECKING:
    from experiments.logs.calibration import Calibration
    from experiments.logs.request_log import RequestLog
    from scenarios.scenario import Scenario
SEEDS = 3
NEEDS = {
    "--per-1000": ("--replay", "--fit"), "--weeks": ("--replay", "--fit"), "--seeds": ("--replay", "--fit"),
    "--draws": ("--fit",), "--parameter": ("--fit",),
}  # fmt: skip
"""Options that mean something beside one of these alone."""


def calibrate(
    log: Annotated[Path | None, typer.Argument(help="a request log: a CSV of 311 or 12345")] = None,
    columns: Annotated[
        Path | None, typer.Option("--columns", help="YAML: which column holds what, which service is of which category")
    ] = None,
    replay: Annotated[
        str | None, typer.Option("--replay", help="a scenario: serve the log's own arrivals under it, and compare")
    ] = None,
    fit: Annotated[
        str | None, typer.Option("--fit", help="a scenario: fit its uncertain settings to a part of the log")
    ] = None,
    hotline: Annotated[
        bool, typer.Option("--hotline", help="in place of a log: what is known of Chinese hotlines (12345)")
    ] = False,
    parameter: Annotated[
        list[str] | None, typer.Option("--parameter", help="with --fit: fit this setting; may be repeated")
    ] = None,
    per_1000: Annotated[
        float | None,
        typer.Option("--per-1000", help="requests of the log per 1,000 residents a year, who are not known; 1000"),
    ] = None,
    weeks: Annotated[int | None, typer.Option("--weeks", help="for how many the last request is followed; 8")] = None,
    draws: Annotated[int | None, typer.Option("--draws", help="draws of a fit; 256, at least 10")] = None,
    seeds: Annotated[
        int | None, typer.Option("--seeds", help="replays, or paired seeds that each draw meets (at least 2); 3")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="with --hotline: a small fit, which settles nothing")] = False,
    workers: WorkersOption = None,
    out: OutOption = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Clean a request log, estimate its demand and delays; replay it, fit settings to it; says what it cannot tell."""
    of_a_log = {"--columns": columns, "--replay": replay, "--fit": fit, "--parameter": parameter,
                "--per-1000": per_1000, "--weeks": weeks, "--draws": draws, "--seeds": seeds}  # fmt: skip
    _checked(log, hotline, quick, {option: told for option, told in of_a_log.items() if told is not None}, workers)
    folder = own_folder(out) or Path("results") / result_name("calibrate", ["hotline" if log is None else log.stem])
    if log is None:
        _fit_hotline(folder, workers, quick, lang.value)
        return
    from experiments.logs.columns import Columns, load_columns
    from experiments.logs.district import PER_1000, district_of
    from experiments.logs.estimates import estimated
    from experiments.logs.log_fit import PARAMETERS
    from experiments.logs.replayed import FOLLOW_WEEKS, check_weeks
    from experiments.logs.request_log import read_log
    from experiments.logs.simulator import inputs_for
    from experiments.logs.written import CALIBRATION, FITTED, REPLAYED, write_estimates
    from experiments.output import ready_folder
    from sanshe.printing_logs import print_estimates
    from scenarios.library import load

    known = Columns() if columns is None else load_columns(columns)
    regimes = {FITTED: fit, REPLAYED: replay}
    loaded = {what: load(name) for what, name in regimes.items() if name is not None}
    inputs = tuple(parameter or PARAMETERS)
    if FITTED in loaded:
        inputs_for(loaded[FITTED], inputs)
    cleaned = read_log(log, known)
    if loaded:
        check_weeks(cleaned, weeks or FOLLOW_WEEKS, "--weeks")
    there = {
        what: district_of(cleaned, scenario, per_1000=PER_1000 if per_1000 is None else per_1000)
        for what, scenario in loaded.items()
    }
    ready_folder(folder, files=CALIBRATION, folders=[REPLAYED, FITTED])
    found = estimated(cleaned)
    print_estimates(found, write_estimates(found, known, folder, lang.value), lang.value)
    if REPLAYED in there:
        from experiments.logs.against import replay_against
        from experiments.logs.written import write_against
        from sanshe.printing_logs import print_against

        against = replay_against(cleaned, there[REPLAYED], seeds or SEEDS, weeks=weeks or FOLLOW_WEEKS)
        print_against(against, write_against(against, there[REPLAYED], folder / REPLAYED, lang.value), lang.value)
    if FITTED in there:
        asked = (inputs, draws, seeds or SEEDS, weeks or FOLLOW_WEEKS, workers)
        _fit_log(cleaned, there[FITTED], asked, folder / FITTED, lang.value)


def _checked(log: Path | None, hotline: bool, quick: bool, told: dict[str, object], workers: int | None) -> None:
    """Refuse what cannot be asked: options by name, those that were given."""
    from scenarios.errors import InputError
    from scenarios.limits import MOST_SEEDS, MOST_WORKERS, whole_number

    if hotline == (log is not None):
        found = "both a log and --hotline" if hotline else "neither a log nor --hotline"
        raise InputError("LOG", found, "one of them: a CSV, or --hotline")
    if hotline and told:
        raise InputError("--hotline", f"it beside {next(iter(told))}", "it without a log and options for one")
    if quick and not hotline:
        raise InputError("--quick", "it without --hotline", "it beside --hotline")
    for option, allowed in NEEDS.items():
        if option in told and not any(other in told for other in allowed):
            either = " or ".join(allowed)
            raise InputError(option, f"it without {either}", f"it beside {either}")
    if "--per-1000" in told:
        from experiments.logs.district import LEAST_PER_1000, MOST_PER_1000

        if not LEAST_PER_1000 <= float(str(told["--per-1000"])) <= MOST_PER_1000:
            raise InputError("--per-1000", told["--per-1000"], f"{LEAST_PER_1000:g} to {MOST_PER_1000:,.0f}")
    if "--seeds" in told:
        whole_number("--seeds", told["--seeds"], 2 if "--fit" in told else 1, MOST_SEEDS)
    if "--weeks" in told:
        whole_number("--weeks", told["--weeks"], 1, 52)
    if "--draws" in told:
        whole_number("--draws", told["--draws"], 10, 1_000_000)
    if workers is not None:
        whole_number("--workers", workers, 1, MOST_WORKERS)


def _fit_log(
    log: "RequestLog", scenario: "Scenario", asked: tuple[tuple[str, ...], int | None, int, int, int | None],
    folder: Path, lang: str,
) -> None:  # fmt: skip
    """Fit, keeping the runs in the folder, and write what was found."""
    from experiments.logs.fitting import DRAWS
    from experiments.logs.log_fit import fit_log
    from experiments.workers import cores
    from sanshe.printing import Progress

    parameter, draws, seeds, weeks, workers = asked
    number = draws or DRAWS
    with Progress(number, "draws", lines=True) as progress, workers_ended(), kept(folder):
        found = fit_log(
            log, scenario, parameter, draws=number, seeds=seeds, weeks=weeks,
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
