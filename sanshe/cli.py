"""The command `sanshe`. Heavy packages are loaded only by the commands that run models."""

import io
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import typer

from sanshe.commands import (
    attribute,
    calibrate,
    compare,
    dashboard,
    decompose,
    equity,
    listing,
    optimize,
    path,
    regime_map,
    report,
    run,
    sensitivity,
    sweep,
    unrig,
)
from sanshe.options import NOTHING, StoppedError

STOPPED = 130  # exit code after Ctrl-C

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Sanshe 三社: compare how a district is governed, on the same residents with the same needs.",
)
for command in (
    compare.compare, equity.equity, decompose.decompose, attribute.attribute, path.path, sensitivity.sensitivity,
    optimize.optimize, calibrate.calibrate, report.report, dashboard.dashboard, run.run, sweep.sweep, unrig.priors,
    unrig.unrig, listing.rules, listing.outcomes, listing.scenarios, listing.check, listing.template,
):  # fmt: skip
    app.command()(command)
app.command("map")(regime_map.regime_map)


def _stop(*_: object) -> None:
    """Being told to end is as Ctrl-C: workers are ended, and nothing half written is left."""
    raise KeyboardInterrupt


def _open_streams() -> None:
    """Give a standard stream that came closed a place, lest a file that is opened later stand in for it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  open to the end


def _unwritten(error: OSError) -> int:
    """What is written finds no place, as where standard output is full or closed: one line, and no second error."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):  # whoever read it has read enough
        return 1
    where = error.filename or "output"
    sys.stderr.write(f"sanshe: {where}: found {error.strerror or error}; allowed a place that takes what is written\n")
    return 2


def main() -> None:
    """Run the command; bad input is one line on standard error and exit code 2."""
    from typer._click import exceptions as usage  # Typer's own copy of click; it re-exports no base class

    from scenarios.errors import InputError

    _open_streams()
    for stream in (sys.stdout, sys.stderr):  # a template that is redirected to a file is UTF-8 on every machine
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    with suppress(ValueError):  # not the main thread
        signal.signal(signal.SIGTERM, _stop)
    kept = NOTHING
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except InputError as error:
        sys.stderr.write(f"sanshe: {error.message}\n")
        code = 2
    except usage.NoArgsIsHelpError as error:
        sys.stderr.write(error.format_message() + "\n")
        code = 2
    except usage.ClickException as error:
        from sanshe.usage import as_bad_input

        sys.stderr.write(f"sanshe: {as_bad_input(error)}\n")
        code = 2
    except OSError as error:
        code = _unwritten(error)
    except StoppedError as error:
        code, kept = STOPPED, str(error)
    except (KeyboardInterrupt, typer.Abort):
        code = STOPPED
    if code == STOPPED:  # Typer may have taken the interrupt itself
        sys.stderr.write(f"sanshe: stopped; {kept}\n")
    sys.exit(code if isinstance(code, int) else 0)
