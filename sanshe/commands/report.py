"""`sanshe report`."""

from pathlib import Path
from typing import Annotated

import typer

from sanshe.options import Lang, LangOption


def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="the folder of an analysis, or one with several in it")],
    lang: LangOption = Lang.EN,
) -> None:
    """Write what an analysis found as one page of HTML and as PDF, from the files in its folder; runs no model."""
    from experiments.report import report as write

    for path in write(folder, lang.value):
        typer.echo(str(path))
