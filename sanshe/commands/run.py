"""`sanshe run`."""

from pathlib import Path
from typing import Annotated

import typer

from sanshe.options import CityOption, Lang, LangOption, OutOption, YearsOption, load_scenario, own_folder


def run(
    scenario: Annotated[str | None, typer.Argument(help="a preset name or a YAML file")] = None,
    seed: Annotated[int | None, typer.Option(help="seed of all draws; 1 by default")] = None,
    years: YearsOption = 1.0,
    city: CityOption = None,
    out: OutOption = None,
    save_state: Annotated[Path | None, typer.Option("--save-state", help="file for the state at the end")] = None,
    from_state: Annotated[
        Path | None, typer.Option("--from-state", help="go on from this state, under the scenario if one is named")
    ] = None,
    export_log: Annotated[
        Path | None, typer.Option("--export-log", help="CSV for the requests, as a log that `sanshe calibrate` reads")
    ] = None,
    load: Annotated[bool, typer.Option("--load", help="print load, utilisation and money by kind")] = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Run one scenario once; print its outcomes, and write them with the requests if a folder is given."""
    from scenarios.errors import InputError
    from scenarios.limits import LARGEST_SEED, whole_number, years_of

    years_of("--years", years)
    if seed is not None:
        whole_number("--seed", seed, 0, LARGEST_SEED)
    if from_state is None and scenario is None:
        raise InputError("scenario", "nothing", "a preset name or a YAML file")
    if from_state is not None and seed is not None:
        raise InputError("--seed", "it beside --from-state", "one of the two: a state has its seed")
    loaded = None if scenario is None else load_scenario(scenario, city)
    if loaded is None and city is not None:
        raise InputError("--city", "it without a scenario", "a scenario beside it, or the city of the state")
    own_folder(out)
    if out is not None:
        from experiments.output import RUN, ready_folder

        ready_folder(out, files=RUN)
    from experiments.runner import days_of
    from model.governance import GovernanceModel
    from sanshe.printing import print_money, print_offered, print_outcomes, print_utilisation

    if save_state is not None:
        from experiments.output import RUN, ready_file

        ready_file(save_state, "--save-state")
        if out is not None and save_state.resolve() in [(out / name).resolve() for name in RUN]:
            raise InputError("--save-state", f"{save_state}, which is of the files of --out", "a file of its own")
    if export_log is not None:
        from experiments.output import RUN, ready_file

        ready_file(export_log, "--export-log")
        others = [] if out is None else [(out / name).resolve() for name in RUN]
        if export_log.resolve() in [*others, *([] if save_state is None else [save_state.resolve()])]:
            raise InputError("--export-log", f"{export_log}, which is another file of this run", "a file of its own")
    if from_state is not None:
        from experiments.states import branch, load_state

        model = load_state(from_state)
        model = model if loaded is None else branch(model, loaded)
    elif loaded is not None:
        model = GovernanceModel(loaded, rng=1 if seed is None else seed)
    if load:
        from model.load import offered_load

        print_offered(offered_load(model.scenario, model.seed), lang.value)
    model.run_for(days_of(years))
    frame = model.outcomes.frame()
    if save_state is not None:
        from experiments.states import save_state as save

        save(model, save_state)
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
    if export_log is not None:
        from experiments.logs.exported import exported_log
        from experiments.output import write_set

        log = exported_log(model, lang.value)
        write_set(export_log.parent, {export_log.name: lambda path: log.to_csv(path, index=False)})
    print_outcomes(model.settings, frame, lang.value)
    if load:
        print_utilisation(model, lang.value)
        print_money(model, lang.value)
