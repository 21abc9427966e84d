"""Compare regimes on the same residents with the same needs: `sanshe.compare` and `sanshe compare`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.analysis import Answer, labels_of
from experiments.equivalence import by_outcome
from experiments.precision import FEWEST, MOST, Width, run_until_narrow, widths
from experiments.runner import days_of, run_paired
from experiments.statistics import compare_outcomes
from experiments.warmup import compare_since, find_cuts, warmup_table
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.limits import MOST_SEEDS, MOST_WORKERS, whole_number, years_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from scenarios.city import City
    from scenarios.scenario import Scenario


@dataclass(frozen=True, repr=False)
class Comparison(Answer):
    """Paired runs of several arms, the first of which is the baseline; what `sanshe.compare` gives.

    Attributes:
        names: What the arms are called.
        scenarios: The arms.
        seeds: How many seeds each arm ran on, from 1 on.
        days: Working days of a run.
        table: One row a further arm and outcome, with the columns of `experiments.statistics.COLUMNS`: the means of
            both, the paired difference with its interval, effect size, p by Holm over the outcomes, and the `verdict`
            in a word.
        outcomes: One row an arm (by number), seed and outcome: `unit`, `better` and `value`.
        daily: One row an arm, seed and day, totals of the district.
        requests: The parquet files of all needs, one a run, if they were asked for.
        later: The outcomes over needs that arose from some day on: `arm`, `seed`, `since_day`, `outcome`, `value`.
        precision: The widths of intervals that were asked for, by outcome.
        most_seeds: How many seeds that might take.
        margins: Smallest differences of interest other than the registered ones, by outcome.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> hierarchy, network = (sanshe.load(name).replace(city=town) for name in ("hierarchy", "network"))
        >>> found = sanshe.compare(hierarchy, network, seeds=3, years=0.04)
        >>> found
        <Comparison of hierarchy, network, seeds 3, working days 10: .findings(), .tables(), .plot(), .limits()>
        >>> found.outcomes.query("outcome == 'satisfaction'")[["arm", "seed", "value"]].round(3)
             arm  seed  value
        14     0     1  0.853
        75     1     1  0.851
        136    0     2  0.837
        197    1     2  0.853
        258    0     3  0.852
        319    1     3  0.862
        >>> {name: len(table) for name, table in found.tables().items()}
        {'comparison': 61, 'warmup': 6, 'since': 48}
        >>> found.findings()[-1]
        'Warm-up: a run of 10 working days is too short to say whether it settles; that takes 50.'
        >>> figure = found.plot()
        >>> len(figure.axes) > 1
        True
    """

    names: tuple[str, ...]
    scenarios: "tuple[Scenario, ...]"
    seeds: int
    days: int
    table: pd.DataFrame
    outcomes: pd.DataFrame
    daily: pd.DataFrame
    requests: tuple[Path, ...]
    later: pd.DataFrame = field(default_factory=pd.DataFrame)
    precision: Mapping[str, float] = field(default_factory=dict)
    most_seeds: int = MOST
    margins: Mapping[str, float] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The command that asks it."""
        return "compare"

    def tables(self) -> dict[str, pd.DataFrame]:
        """The comparison; how long runs take to settle; outcomes counted from later on; the precision reached."""
        found = {"comparison": self.table, "warmup": self.warmup}
        if len(self.later):
            found["since"] = self.since
        if self.precision:
            found["precision"] = pd.DataFrame(
                [(self.names[w.arm], w.outcome, w.asked, w.width, w.n, w.narrow) for w in self.widths],
                columns=["arm", "outcome", "asked", "width", "n", "reached"],
            )
        return found

    def frames(self) -> dict[str, pd.DataFrame]:
        """The days and the outcomes of every run, with the arms' names."""
        called = dict(enumerate(self.names))
        return {name: frame.assign(arm=frame["arm"].map(called))
                for name, frame in (("daily", self.daily), ("outcomes", self.outcomes))}  # fmt: skip

    @cached_property
    def warmup(self) -> pd.DataFrame:
        """One row an arm and daily series: after how many days it has settled (`experiments.warmup`)."""
        return warmup_table(find_cuts(self.daily), self.names, self.days)

    @cached_property
    def since(self) -> pd.DataFrame:
        """The comparison over needs that arose from some day on (`experiments.warmup.compare_since`)."""
        return compare_since(self.outcomes, self.later, self.names, self.margins)

    @cached_property
    def widths(self) -> tuple[Width, ...]:
        """The widths of the intervals for which a precision was asked."""
        return widths(self.outcomes, self.precision)

    def plot(self, lang: str = "en", outcomes: Sequence[str] = ()) -> "Figure":
        """Trajectories with bands, and paired differences with intervals.

        Args:
            lang: `en` or `zh`.
            outcomes: Up to twelve keys of the table; the figure, small enough for a paper, then shows theirs alone,
                each in its own unit.

        Raises:
            InputError: For an outcome that was not counted.
        """
        if outcomes:
            from experiments.outcomes_figure import draw_outcomes

            return draw_outcomes(self, outcomes, lang)
        from experiments.figures import draw_comparison

        return draw_comparison(self, lang)

    def sentence(self, lang: str = "en") -> str:
        """What was found and what was not, in a sentence a further arm.

        Args:
            lang: `en` or `zh`.
        """
        from experiments.words import sentence

        return sentence(self.table, self.names, self.seeds, lang, self.labels(lang))

    def question(self, lang: str = "en") -> str:
        """What was asked."""
        from experiments.compare_words import question

        return question(self, lang)

    def findings(self, lang: str = "en") -> list[str]:
        """What was found and what was not; what pairing saved; the precision reached; whether the runs settle."""
        from experiments.compare_words import findings

        return findings(self, lang)

    def caption(self, lang: str = "en") -> str:
        """What the figure shows."""
        from experiments.compare_words import caption

        return caption(self, lang)

    def limits(self, lang: str = "en") -> list[str]:
        """What a comparison cannot say."""
        from experiments.compare_words import limits

        return limits(self, lang)

    def told(self) -> dict[str, Any]:
        """The precision that was asked for and the margins that were set, if any were."""
        asked = {"precision": dict(self.precision), "most_seeds": self.most_seeds} if self.precision else {}
        return asked | ({"margins": dict(self.margins)} if self.margins else {})

    def labels(self, lang: str = "en") -> tuple[str, ...]:
        """What the arms are called for a reader: their names; in Chinese their titles, where all of them differ."""
        return labels_of(self, lang)


def district_days(daily: pd.DataFrame, city: "City") -> pd.DataFrame:
    """Days of the whole district from those of its communities: counts add up, trust is its residents' mean."""
    people = daily["community"].map({place.community: place.residents for place in city.communities})
    means = [name for name in daily.columns if name.startswith("trust_")]
    weighed = daily.assign(**{name: daily[name] * people for name in means})
    whole = weighed.drop(columns="community").groupby("day", as_index=False).sum()
    return whole.assign(**{name: whole[name] / city.residents for name in means})


def unique_names(scenarios: "tuple[Scenario, ...]") -> tuple[str, ...]:
    """Names of the arms; an arm whose name was there before gets a number."""
    names: list[str] = []
    for scenario in scenarios:
        name, number = scenario.name, 2
        while name in names:
            name, number = f"{scenario.name} ({number})", number + 1
        names.append(name)
    return tuple(names)


def checked(seeds: object, years: object, workers: object) -> tuple[int, int, int]:
    """(seeds, working days, workers) of an experiment, each checked."""
    return (
        whole_number("seeds", seeds, 1, MOST_SEEDS),
        days_of(years_of("years", years)),
        whole_number("workers", workers, 1, MOST_WORKERS),
    )


def one_district(arms: "Sequence[Scenario]") -> None:
    """Refuse arms that are not of one district."""
    for arm in arms[1:]:
        if arm.city.communities != arms[0].city.communities:
            found = f"{arm.city.key} in {arm.name}, {arms[0].city.key} in {arms[0].name}"
            raise InputError("city", found, "one district for all arms: name it with --city or .replace(city=...)")


def checked_precision(
    precision: Mapping[str, float] | None, seeds: int, most_seeds: object, names: tuple[str, str, str]
) -> tuple[dict[str, float], int]:
    """(width by outcome, most seeds), each checked; `names` what the three are called for whoever asked."""
    asked = by_outcome(names[0], precision)
    most = whole_number(names[2], most_seeds, 1, MOST_SEEDS)
    if asked and seeds < FEWEST:
        raise InputError(names[1], seeds, f"at least {FEWEST} seeds where a precision is asked for")
    if asked and most < seeds:
        raise InputError(names[2], most, f"at least the {seeds} seeds to begin with")
    return asked, most


def comparison_of(
    arms: "tuple[Scenario, ...]",
    seeds: int,
    days: int,
    outcomes: pd.DataFrame,
    daily: pd.DataFrame,
    later: pd.DataFrame,
    *,
    requests: tuple[Path, ...] = (),
    margins: Mapping[str, float] | None = None,
    **more: Any,
) -> Comparison:
    """What runs of these arms on seeds 1 to `seeds` tell, whoever made them; all as `Comparison` has it."""
    names, margins = unique_names(arms), margins or {}
    table = compare_outcomes(outcomes, list(names), margins)
    return Comparison(
        names, arms, seeds, days, table, outcomes, daily, requests, later=later, margins=margins, **more
    )  # fmt: skip


def compare(
    a: "str | Path | Scenario",
    b: "str | Path | Scenario",
    *more: "str | Path | Scenario",
    seeds: int = 10,
    years: float = 1.0,
    workers: int = 1,
    requests: str | Path | None = None,
    progress: Callable[[int], None] | None = None,
    precision: Mapping[str, float] | None = None,
    most_seeds: int = MOST,
    margins: Mapping[str, float] | None = None,
) -> Comparison:
    """Compare regimes, each further one with the first, on the same residents with the same needs.

    Differences are paired by seed (common random numbers): how far two regimes are apart at one seed does not depend on
    how that seed's residents differ from another's. The intervals are of 95 % by Student's t.

    Args:
        a: The first scenario, the baseline: a name, a YAML file, or as loaded.
        b: The scenario compared with it, likewise.
        *more: Further ones, likewise; all of one district.
        seeds: How many seeds, from 1 on; every arm runs on each.
        years: Length of a run, of 250 working days each; 0.1 is 25 days.
        workers: Processes, from Python one, this one. A script that asks for more must make the call under `if __name__
            == "__main__":`, since every worker imports the script. The result does not depend on it.
        requests: A folder for all needs, one parquet file a run; they are not kept by default.
        progress: Told how many seeds are done.
        precision: Widths of intervals from end to end by outcome, such as `{"satisfaction": 0.005}`: seeds are added
            until the 95 % intervals of these differences are no wider (`experiments.precision` says how, and why that
            is honest).
        most_seeds: The most seeds that `precision` may take.
        margins: Smallest differences of interest by outcome, where other than the registered ones are meant.

    Returns:
        A `sanshe.Comparison`.

    Raises:
        InputError: For bad input; it is a `ValueError`.
        WorkersEndedError: If a worker process dies; it is a `RuntimeError`.

    Examples:
        A tiny district for two weeks: most of it the runs cannot tell.

        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> hierarchy, network = (sanshe.load(name).replace(city=town) for name in ("hierarchy", "network"))
        >>> found = sanshe.compare(hierarchy, network, seeds=3, years=0.04)
        >>> told = found.table.set_index("outcome")[["difference", "ci_low", "ci_high", "verdict"]]
        >>> told.loc[["resolution_mean", "satisfaction", "contest_hours"]].round(2)
                         difference  ci_low  ci_high verdict
        outcome
        resolution_mean       -0.59   -2.41     1.24    open
        satisfaction           0.01   -0.01     0.03    open
        contest_hours        259.75  234.38   285.12   worse
    """
    from model.by_group import read_since

    seeds, days, workers = checked(seeds, years, workers)
    asked, most_seeds = checked_precision(precision, seeds, most_seeds, ("precision", "seeds", "most_seeds"))
    margins = by_outcome("margins", margins)
    arms = tuple(load(s) if isinstance(s, str | Path) else s for s in (a, b, *more))
    one_district(arms)
    folder = None
    if requests is not None:
        from experiments.output import ready_folder

        folder = ready_folder(Path(requests), "requests")
    names = unique_names(arms)
    daily: list[pd.DataFrame] = []
    later: list[pd.DataFrame] = []
    files: list[Path] = []

    def run_seeds(numbers: Sequence[int]) -> pd.DataFrame:
        """The outcomes of these seeds; what else is kept of the runs goes to the lists."""
        tell = None if progress is None else lambda done: progress(numbers[0] - 1 + done)
        outcomes = []
        for run in run_paired(arms, names, numbers, days, workers, folder, tell, read_since):
            tags: dict[str, Any] = {"arm": run.arm, "seed": run.seed}
            outcomes.append(run.outcomes.assign(**tags))
            daily.append(district_days(run.daily, arms[run.arm].city).assign(**tags))
            if run.also is not None:
                later.append(run.also.assign(**tags))
            if run.requests is not None:
                files.append(run.requests)
        return pd.concat(outcomes, ignore_index=True)

    if asked:
        every, seeds = run_until_narrow(run_seeds, asked, seeds, most_seeds)
    else:
        every = run_seeds(range(1, seeds + 1))
    return comparison_of(
        arms, seeds, days, every, pd.concat(daily, ignore_index=True), pd.concat(later, ignore_index=True),
        requests=tuple(files), margins=margins, precision=asked, most_seeds=most_seeds,
    )  # fmt: skip
