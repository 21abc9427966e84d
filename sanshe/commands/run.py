"""`sanshe run`."""

from typing import TYPE_CHECKING, Annotated

import typer

from sanshe.options import CityOption, Lang, LangOption, OutOption, YearsOption, load_scenario, own_folder

if TYPE_CHECKING:
    pass


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
    loaded = load_scenario(scenario, city)
    own_folder(out)
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
