"""The page of commands, made from the Typer app itself: every command, its help, its arguments and options."""

from enum import Enum
from typing import Any

from typer.main import get_command

from experiments.markdown import table
from sanshe.cli import app

INTRO = """# Commands

What `uv run sanshe COMMAND --help` says of each, from the same source. Bad input is one line on standard error and exit
code 2; whoever stops a command with Ctrl-C is told what of its work is kept.
"""


def names() -> tuple[str, ...]:
    """Every command, in the order of `sanshe --help`."""
    return tuple(_group().commands)


def page() -> str:
    """The page, in English as the help is."""
    group: Any = get_command(app)
    return "\n".join([INTRO, *(_command(name, command) for name, command in group.commands.items())])


def _group() -> Any:
    """The commands as click has them; Typer's own copy of click has no public types."""
    return get_command(app)


def _command(name: str, command: Any) -> str:
    context = command.make_context(f"sanshe {name}", [], resilient_parsing=True)
    rows = [
        (f"`{_called(one)}`", " ".join((one.help or "").split()), _default(one))
        for one in command.params
        if not getattr(one, "hidden", False)
    ]
    told = [f"## sanshe {name}\n", f"{command.help}\n", f"```\n{command.get_usage(context)}\n```\n"]
    return "\n".join(told + ([table(("argument or option", "what it is", "default"), rows)] if rows else []))


def _called(parameter: Any) -> str:
    """An argument by its name, an option by its switches and what it takes."""
    if parameter.param_type_name == "argument":
        return str(parameter.name)
    switches = "/".join([*parameter.opts, *parameter.secondary_opts])
    return f"{switches} {parameter.metavar}" if parameter.metavar else switches


def _default(parameter: Any) -> str:
    if parameter.required:
        return "must be given"
    default = parameter.default
    if callable(default):
        default = default()
    if isinstance(default, Enum):
        default = default.value
    if default is None or default is False or default in ([], (), ""):
        return ""
    told = default if isinstance(default, list | tuple) else [default]
    return ", ".join(f"`{one:g}`" if isinstance(one, float) else f"`{one}`" for one in told)
