"""`sanshe unrig` and `sanshe priors`: conditions drawn from the registered ranges."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanshe.options import (
    NOTHING,
    CityOption,
    Lang,
    LangOption,
    OutOption,
    StoppedError,
    WorkersOption,
    YearsOption,
    check_runs,
    load_scenario,
    own_folder,
    workers_ended,
)

if TYPE_CHECKING:
    import pandas as pd


def priors(
    draws: Annotated[int, typer.Option(help="parameter sets to draw from the registered ranges")] = 256,
    seed: Annotated[int, typer.Option(help="seed of the draws")] = 1,
    city: CityOption = None,
    out: Annotated[Path | None, typer.Option("--out", help="CSV for the draws that are kept")] = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Draw parameter sets, leave out those that drown a kind of actor at either pole, and say which; runs no model."""
    from scenarios.limits import LARGEST_SEED, whole_number

    whole_number("--draws", draws, 1, 100_000)
    whole_number("--seed", seed, 0, LARGEST_SEED)
    poles = tuple(load_scenario(name, city) for name in ("hierarchy", "network"))
    if out is not None:
        from experiments.output import ready_file

        ready_file(out)
    from experiments.priors import draw_parameters, try_draws
    from sanshe.printing import Progress, print_priors

    with Progress(draws, "draws") as progress:
        found = try_draws(poles, draw_parameters(draws, seed), progress.tell)
    print_priors(found, lang.value)
    if out is not None:
        from experiments.output import write_set

        write_set(out.parent, {out.name: lambda path: found.accepted.to_csv(path, index=False)})


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
    check_runs(seeds, years, workers)
    load_scenario("hierarchy", city)
    folder = own_folder(out) or Path("results") / "unrig"
    from experiments.output import DRAWS, REPORT, UNRIGGING, keep_draw, ready_folder, write_analysis

    ready_folder(folder, files=UNRIGGING, folders=[DRAWS, REPORT])
    if (folder / DRAWS).is_dir():
        raise InputError("--out", f"{folder / DRAWS}, draws of a run that was stopped", "a folder without them")
    from experiments.unrig import unrig as run
    from experiments.workers import cores
    from sanshe.printing import Progress, print_unrigging

    done = 0
    with ExitStack() as stack, workers_ended():
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
    print_unrigging(found, write_analysis(found, folder, lang.value, gone=[DRAWS]), lang.value)
