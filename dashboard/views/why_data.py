"""What the view that says why shows, from the runs that are known: pure functions over scenarios and outcomes."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dashboard.asked import Asked
from dashboard.runs.study import Answers, Key
from experiments.attribute import Attribution, attribute, planned
from experiments.coalitions import WHOLE, Game, game_of
from experiments.statistics import holm, paired
from scenarios.rules import RULES, RuleCard

if TYPE_CHECKING:
    import pandas as pd

    from scenarios.scenario import Scenario

PAIRS_OF_ORDERS = 1  # at each seed, where orders are drawn: more seeds narrow as much, and differ in residents too
DISTRICT, A_YEAR, AT_LEAST = 353_200, 3.2, 0.25  # residents; seconds of a core for a year of theirs, and of nobody's


@dataclass(frozen=True)
class Wanted:
    """The runs that a question needs, by seed: `tasks` for the hall, `keys` for what is known; `whole` the ends."""

    game: Game
    days: int
    tasks: "dict[int, list[tuple[Scenario, int]]]"
    keys: dict[int, list[Key]]

    @property
    def runs(self) -> int:
        """How many different runs."""
        return len({key for keys in self.keys.values() for key in keys})

    def every_task(self) -> "list[tuple[Scenario, int]]":
        """All runs, seed by seed, so that the first seed is known first."""
        return [task for tasks in self.tasks.values() for task in tasks]

    def missing(self, known: Mapping[Key, Sequence[float]], seed: int | None = None) -> int:
        """How many of the runs, or of those of a seed, are not known."""
        keys = (key for at, mine in self.keys.items() if seed in (None, at) for key in mine)
        return len({key for key in keys if key not in known})

    def complete(self, known: Mapping[Key, Sequence[float]]) -> int:
        """How many seeds, from the first on, are known in all their runs."""
        return next((n for n, seed in enumerate(self.keys) if self.missing(known, seed)), len(self.keys))


def wanted(a: "Scenario", b: "Scenario", asked: Asked) -> Wanted:
    """The runs that are needed to split the difference. Raises `InputError` where two differ in more than rules."""
    game = game_of(a, b, asked.by)
    _, ats = planned(game, asked.seeds, PAIRS_OF_ORDERS, 1)
    scenarios = {coalition: game.scenario(coalition) for coalition, _ in ats}
    hashes = {coalition: scenario.hash for coalition, scenario in scenarios.items()}
    tasks: dict[int, list[tuple[Scenario, int]]] = {}
    keys: dict[int, list[Key]] = {}
    for coalition, seed in ats:
        tasks.setdefault(seed, []).append((scenarios[coalition], seed))
        keys.setdefault(seed, []).append((hashes[coalition], seed, asked.days))
    return Wanted(game, asked.days, tasks, keys)


def found(
    a: "Scenario", b: "Scenario", asked: Asked, seeds: int, known: Mapping[Key, Sequence[float]], outcome: str
) -> Attribution:
    """The attribution of one outcome from the first `seeds` seeds.

    p of the whole difference is adjusted over all outcomes, as in a comparison; the shares need this outcome alone.
    """
    answers = Answers(asked.days, known, only=(outcome,))
    one = attribute(
        a, b, by=asked.by, outcomes=(outcome,), seeds=seeds, years=asked.years, permutations=PAIRS_OF_ORDERS,
        evaluate=answers,
    )  # fmt: skip
    table = one.table.copy()
    table.loc[table["term"] == WHOLE, "p_holm"] = whole_p(a, b, asked.days, seeds, known)[outcome]
    return dataclasses.replace(one, table=table)


def whole_p(
    a: "Scenario", b: "Scenario", days: int, seeds: int, known: Mapping[Key, Sequence[float]]
) -> "pd.Series[float]":
    """Of the difference between two scenarios the p by outcome, adjusted by Holm over the outcomes."""
    import pandas as pd

    answers = Answers(days, known)
    ends = [answers([(scenario, seed) for seed in range(1, seeds + 1)]) for scenario in (a, b)]
    apart = ends[1] - ends[0]
    p = [paired(apart[key].to_numpy()[np.isfinite(apart[key])])[4] for key in apart]
    return pd.Series(holm(np.array(p)), index=apart.columns)


def called(one: Attribution, labels: tuple[str, str]) -> Attribution:
    """The same with the two called as on the page, in findings and limits."""
    arms = tuple(
        scenario.model_copy(update={"name": label, "title_zh": label, "title_en": label})
        for scenario, label in zip(one.scenarios, labels, strict=True)
    )
    return dataclasses.replace(one, names=labels, scenarios=arms)


def cards_of(a: "Scenario", b: "Scenario") -> list[tuple[RuleCard, bool]]:
    """Every rule, and whether the two differ in it."""
    mine, other = a.rules.model_dump(), b.rules.model_dump()
    return [(card, any(mine[key] != other[key] for key in card.keys)) for card in RULES]


def seconds(runs: int, residents: int, days: int, workers: int) -> float:
    """About how long so many runs take if nobody else runs anything, by measurements of the ready district."""
    return runs * days / 250.0 * (AT_LEAST + A_YEAR * residents / DISTRICT) / max(workers, 1)
