"""The command `sanshe`. Heavy packages are loaded only by the commands that run models."""

import io
import json
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import pandas as pd

    from scenarios.scenario import Scenario

STOPPED = 130  # exit code after Ctrl-C
NOTHING = "nothing was written"

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Sanshe 三社: compare how a district is governed, on the same residents with the same needs.",
)


class StoppedError(Exception):
    """A command was stopped by Ctrl-C; says what of its work is kept."""


class Lang(StrEnum):
    """Language of what is printed."""

    EN = "en"
    ZH = "zh"


class Template(StrEnum):
    """Files that `sanshe template` can write."""

    CITY = "city"
    SCENARIO = "scenario"


LangOption = Annotated[Lang, typer.Option("--lang", help="en or zh")]
CityOption = Annotated[str | None, typer.Option("--city", help="a city's name, or a CSV or YAML file")]
YearsOption = Annotated[float, typer.Option("--years", help="years of 250 working days")]
SeedsOption = Annotated[int, typer.Option("--seeds", help="paired runs")]
WorkersOption = Annotated[int | None, typer.Option("--workers", help="processes; as many as cores by default")]
OutOption = Annotated[Path | None, typer.Option("--out", help="folder for the files")]


def _load(name: str, city: str | None) -> "Scenario":
    from scenarios.library import load

    scenario = load(name)
    return scenario.replace(city=city) if city is not None else scenario


def _check_runs(seeds: int, years: float, workers: int | None) -> None:
    from scenarios.limits import MOST_SEEDS, MOST_WORKERS, whole_number, years_of

    whole_number("--seeds", seeds, 1, MOST_SEEDS)
    years_of("--years", years)
    if workers is not None:
        whole_number("--workers", workers, 1, MOST_WORKERS)


@contextmanager
def _workers_ended() -> Iterator[None]:
    """A worker process that dies is one line and exit code 1."""
    from experiments.errors import WorkersEndedError

    try:
        yield
    except WorkersEndedError as error:
        sys.stderr.write(f"sanshe: {error}\n")
        raise typer.Exit(1) from error


def _own_folder(out: Path | None) -> Path | None:
    """The folder that was asked for, which must not be the current one or one above."""
    from scenarios.errors import InputError

    if out is not None and not str(out).strip("."):
        raise InputError("--out", str(out) or "''", "a folder of its own")
    return out


def _result_name(what: str, names: list[str]) -> str:
    """The name of a folder for a result: of the arms' names, what any file system takes."""
    return f"{what}-" + "-".join(re.sub(r"[^\w.~@+ -]", "_", name) for name in names)[:150].rstrip(". ")


@app.command()
def compare(
    arms: Annotated[list[str], typer.Argument(help="two or more scenarios: preset names or YAML files")],
    city: CityOption = None,
    years: YearsOption = 1.0,
    seeds: SeedsOption = 10,
    workers: WorkersOption = None,
    out: OutOption = None,
    requests: Annotated[bool, typer.Option("--requests", help="also write every request")] = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Compare scenarios, each further one with the first, on the same residents with the same needs."""
    from scenarios.errors import InputError

    if len(arms) < 2:
        raise InputError("scenarios", len(arms), "two or more")
    _check_runs(seeds, years, workers)
    loaded = [_load(arm, city) for arm in arms]
    folder = _own_folder(out) or Path("results") / _result_name("compare", [s.name for s in loaded])
    from experiments.output import COMPARISON, REQUESTS, ready_folder

    ready_folder(folder, files=COMPARISON, folders=[REQUESTS] if requests else [])
    from experiments.compare import compare as run
    from experiments.output import write_comparison
    from experiments.workers import cores
    from sanshe.printing import Progress, print_comparison

    with TemporaryDirectory(prefix=".running-", dir=folder) as beside, Progress(seeds) as progress:
        with _workers_ended():
            found = run(
                loaded[0], loaded[1], *loaded[2:], seeds=seeds, years=years, workers=workers or cores(),
                requests=Path(beside) / "requests" if requests else None, progress=progress.tell,
            )  # fmt: skip
        files = write_comparison(found, folder, lang.value)
    print_comparison(found, files, lang.value)


@app.command()
def decompose(
    a: Annotated[str, typer.Argument(help="a scenario: a preset name or a YAML file")] = "hierarchy",
    b: Annotated[str, typer.Argument(help="another one that differs from it in rules alone")] = "network",
    city: CityOption = None,
    years: YearsOption = 1.0,
    seeds: SeedsOption = 10,
    workers: WorkersOption = None,
    out: OutOption = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Split the difference between two scenarios over the groups of rules: clarity, ties, capacity, voice."""
    _check_runs(seeds, years, workers)
    two = _load(a, city), _load(b, city)
    folder = _own_folder(out) or Path("results") / _result_name("decompose", [s.name for s in two])
    from experiments.decompose import combinations_of
    from experiments.output import DECOMPOSITION, ready_folder

    combinations_of(*two)
    ready_folder(folder, files=DECOMPOSITION)
    from experiments.decompose import decompose as run
    from experiments.output import write_decomposition
    from experiments.workers import cores
    from sanshe.printing import Progress, print_decomposition

    with Progress(seeds) as progress, _workers_ended():
        found = run(*two, seeds=seeds, years=years, workers=workers or cores(), progress=progress.tell)
    print_decomposition(found, write_decomposition(found, folder, lang.value), lang.value)


@app.command()
def run(
    scenario: Annotated[str, typer.Argument(help="a preset name or a YAML file")],
    seed: Annotated[int, typer.Option(help="seed of all draws")] = 1,
    years: YearsOption = 1.0,
    city: CityOption = None,
    out: OutOption = None,
    load: Annotated[bool, typer.Option("--load", help="print load, utilisation and money by kind")] = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Run one scenario once; print its outcomes, and write them with the requests if a folder is given."""
    from scenarios.limits import LARGEST_SEED, whole_number, years_of

    whole_number("--seed", seed, 0, LARGEST_SEED)
    years_of("--years", years)
    loaded = _load(scenario, city)
    _own_folder(out)
    if out is not None:
        from experiments.output import RUN, ready_folder

        ready_folder(out, files=RUN)
    from experiments.runner import days_of
    from model.governance import GovernanceModel
    from sanshe.printing import print_money, print_offered, print_outcomes, print_utilisation

    if load:
        from model.load import offered_load

        print_offered(offered_load(loaded, seed), lang.value)
    model = GovernanceModel(loaded, rng=seed)
    model.run_for(days_of(years))
    frame = model.outcomes.frame()
    if out is not None:  # first of all, since what is printed may find nobody who reads it
        from experiments.output import write_parquet, write_set

        needs, daily = model.requests.frame(), model.outcomes.daily()
        monthly, cohorts = model.outcomes.monthly(), model.outcomes.cohorts()
        files = {
            "outcomes.csv": lambda path: frame.to_csv(path, index=False),
            "monthly.csv": lambda path: monthly.to_csv(path, index=False),
            "cohorts.csv": lambda path: cohorts.to_csv(path, index=False),
            "requests.parquet": lambda path: write_parquet(needs, path),
            "daily.parquet": lambda path: write_parquet(daily, path),
        }
        write_set(out, files)
    print_outcomes(loaded, frame, lang.value)
    if load:
        print_utilisation(model, lang.value)
        print_money(model, lang.value)


@app.command()
def priors(
    draws: Annotated[int, typer.Option(help="parameter sets to draw from the registered ranges")] = 256,
    seed: Annotated[int, typer.Option(help="seed of the draws")] = 1,
    city: CityOption = None,
    out: Annotated[Path | None, typer.Option("--out", help="CSV for the draws that are kept")] = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Draw parameter sets, leave out those that drown a kind of actor at either pole, and say which; runs no model."""
    from scenarios.errors import InputError
    from scenarios.limits import LARGEST_SEED, whole_number

    whole_number("--draws", draws, 1, 100_000)
    whole_number("--seed", seed, 0, LARGEST_SEED)
    poles = tuple(_load(name, city) for name in ("hierarchy", "network"))
    if out is not None:
        from experiments.output import ready_folder

        if out.is_dir():
            raise InputError("--out", out, "a file that can be written")
        ready_folder(out.parent)
    from experiments.priors import draw_parameters, try_draws
    from sanshe.printing import Progress, print_priors

    with Progress(draws, "draws") as progress:
        found = try_draws(poles, draw_parameters(draws, seed), progress.tell)
    print_priors(found, lang.value)
    if out is not None:
        from experiments.output import write_set

        write_set(out.parent, {out.name: lambda path: found.accepted.to_csv(path, index=False)})


@app.command()
def unrig(
    draws: Annotated[int, typer.Option(help="conditions to draw from the registered ranges")] = 120,
    seeds: Annotated[int, typer.Option(help="paired runs of each arm at each draw")] = 4,
    years: YearsOption = 0.5,
    seed: Annotated[int, typer.Option(help="seed of the draws")] = 1,
    workers: WorkersOption = None,
    city: CityOption = None,
    out: OutOption = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Draw conditions from the registered ranges, run the four arms under each, and say who wins where."""
    from scenarios.errors import InputError
    from scenarios.limits import LARGEST_SEED, whole_number

    whole_number("--draws", draws, 1, 100_000)
    whole_number("--seed", seed, 0, LARGEST_SEED)
    _check_runs(seeds, years, workers)
    _load("hierarchy", city)
    folder = _own_folder(out) or Path("results") / "unrig"
    from experiments.output import DRAWS, UNRIGGING, keep_draw, ready_folder, write_unrigging

    ready_folder(folder, files=UNRIGGING, folders=[DRAWS])
    if (folder / DRAWS).is_dir():
        raise InputError("--out", f"{folder / DRAWS}, draws of a run that was stopped", "a folder without them")
    from experiments.unrig import unrig as run
    from experiments.workers import cores
    from sanshe.printing import Progress, print_unrigging

    done = 0
    with ExitStack() as stack, _workers_ended():
        loads = Progress(draws, "loads", lines=True)
        stack.enter_context(loads)
        bar = loads

        def begin(kept: int) -> None:
            nonlocal bar
            stack.pop_all().close()
            bar = stack.enter_context(Progress(kept, "draws", lines=True))

        def keep(number: int, frame: "pd.DataFrame") -> None:
            nonlocal done
            keep_draw(folder, number, frame)
            done += 1
            bar.tell(done)

        try:
            found = run(
                draws=draws, seeds=seeds, years=years, seed=seed, workers=workers or cores(), city=city,
                reckoned=loads.tell, begin=begin, keep=keep,
            )  # fmt: skip
        except KeyboardInterrupt as error:
            raise StoppedError(f"{done} draws are in {folder / DRAWS}" if done else NOTHING) from error
    print_unrigging(found, write_unrigging(found, folder, lang.value), lang.value)


@app.command()
def rules(
    lang: LangOption = Lang.EN,
    as_json: Annotated[bool, typer.Option("--json", help="one object a rule")] = False,
    scenario: Annotated[
        str | None, typer.Option("--scenario", help="a YAML file whose own rules are listed too")
    ] = None,
) -> None:
    """List the boundary rules, their poles, benefits and prices."""
    from scenarios.declare import declarations
    from scenarios.rules import RULES, Rules
    from scenarios.words import choice_in, unit_in

    cards, table = RULES, Rules
    if scenario is not None:
        loaded = _load(scenario, None)
        cards, table = loaded.cards, type(loaded.rules)
    known = {d.key: d for d in declarations(table)}
    if as_json:
        told: list[dict[str, Any]] = []
        for card in cards:
            keys = {
                key: {
                    "poles": list(card.poles[key]), "unit": unit_in(known[key].unit, lang),
                    "range": list(known[key].choices) if known[key].choices else [known[key].low, known[key].high],
                }
                for key in card.keys
            }  # fmt: skip
            _, _, benefit, price = card.told(lang)
            told.append(
                {"id": card.id, "keys": keys, "zh": card.zh, "en": card.en, "attribute": card.attribute,
                 "level": card.level, "group": card.group, "passage": card.passage, "benefit": benefit, "price": price}
            )  # fmt: skip
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for card in cards:
        name, about, benefit, price = card.told(lang)
        typer.echo(f"{card.id}  {name}: {about}")
        for key in card.keys:
            low, high = (choice_in(pole, lang) for pole in card.poles[key])
            unit = f" ({unit_in(known[key].unit, lang)})" if known[key].unit else ""
            typer.echo(f"      {key}: {low} → {high}{unit}")
        typer.echo(f"      + {benefit}\n      - {price}")


@app.command()
def scenarios(lang: LangOption = Lang.EN) -> None:
    """List the scenarios that come with Sanshe."""
    from scenarios.library import load, presets

    for name in presets():
        scenario = load(name)
        typer.echo(f"{name}: {scenario.title_zh if lang is Lang.ZH else scenario.title_en}")


@app.command()
def check(file: Annotated[str, typer.Argument(help="a scenario's YAML, or a city's CSV or YAML")]) -> None:
    """Check a scenario or a city's data; says in one line what is wrong."""
    from scenarios.city import City
    from scenarios.library import load_any

    found = load_any(file)
    if isinstance(found, City):
        told = f"city, {len(found.communities)} communities, {found.residents} residents"
    else:
        told = f"scenario {found.name}, {found.hash[:12]}"
    typer.echo(f"{file}: {told}")


@app.command()
def template(kind: Annotated[Template, typer.Argument(help="city or scenario")]) -> None:
    """Print a template: a city's CSV, or a scenario's YAML with every setting."""
    from scenarios.templates import city_template, scenario_template

    typer.echo(city_template() if kind is Template.CITY else scenario_template(), nl=False)


def _stop(*_: object) -> None:
    """Being told to end is as Ctrl-C: workers are ended, and nothing half written is left."""
    raise KeyboardInterrupt


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
