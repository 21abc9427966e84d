"""What was wrong on the command line, said like any other bad input: field, found, allowed."""

from typing import Any

from pydantic import ValidationError
from typer._click import exceptions as usage  # Typer's own copy of click; it re-exports no base class

from scenarios.errors import InputError, nearest
from scenarios.reading import short

_KINDS = {"int": "a whole number", "float": "a number"}


def _field(parameter: Any) -> str:
    """An option as it is written, an argument by its name."""
    return str(parameter.opts[0]) if parameter is not None and parameter.opts else "argument"


def as_bad_input(error: usage.ClickException) -> str:
    """One line for a mistake on the command line; Typer's own words for what is not known here."""
    if isinstance(error, usage.NoSuchOption):
        context: Any = error.ctx
        known = (
            [option for p in context.command.params for option in p.opts if option.startswith("-")]
            if context is not None
            else []
        )
        return InputError(error.option_name, "an unknown option", nearest(error.option_name, known)).message
    if isinstance(error, usage.BadOptionUsage):
        return InputError(error.option_name, "nothing after it", "a value").message
    if isinstance(error, usage.MissingParameter):
        parameter: Any = error.param
        return InputError(_field(parameter), "nothing", getattr(parameter, "help", None) or "a value").message
    cause = error.__cause__ or error.__context__
    if isinstance(error, usage.BadParameter) and isinstance(cause, ValidationError):
        first = cause.errors(include_url=False)[0]
        told = str(first["msg"])
        allowed = _KINDS.get(str(first["type"]).partition("_")[0]) or told.rpartition(" is not one of ")[2].rstrip(".")
        return InputError(_field(error.param), short(first["input"]), allowed).message
    command: Any = getattr(getattr(error, "ctx", None), "command", None)
    said = " ".join(error.format_message().split())
    commands = getattr(command, "commands", None)
    if commands and said.startswith("No such command"):
        word = said.split("'")[1]
        return InputError("command", short(word), nearest(word, commands)).message
    if said.startswith("Got unexpected extra argument"):
        return InputError("arguments", said.partition(" (")[2].rstrip(")"), "none beyond those before").message
    return said
