"""`sanshe calibrate`: what a request log of a real district says."""

from pathlib import Path
from typing import Annotated

import typer

from sanshe.options import Lang, LangOption, OutOption, own_folder, result_name


def calibrate(
    log: Annotated[Path, typer.Argument(help="a request log: a CSV of 311 or 12345")],
    columns: Annotated[
        Path | None, typer.Option("--columns", help="YAML: which column holds what, which service is of which category")
    ] = None,
    out: OutOption = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Clean a request log and estimate its demand and its delays, with intervals; says what it cannot tell."""
    folder = own_folder(out) or Path("results") / result_name("calibrate", [log.stem])
    from experiments.logs.columns import Columns, load_columns
    from experiments.logs.estimates import estimated
    from experiments.logs.request_log import read_log
    from experiments.logs.written import CALIBRATION, write_estimates
    from experiments.output import ready_folder
    from sanshe.printing_logs import print_estimates

    known = Columns() if columns is None else load_columns(columns)
    cleaned = read_log(log, known)
    ready_folder(folder, files=CALIBRATION)
    found = estimated(cleaned)
    print_estimates(found, write_estimates(found, known, folder, lang.value), lang.value)
