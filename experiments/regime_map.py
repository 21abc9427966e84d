"""Which of two regimes is ahead under which conditions: `sanshe.regime_map`, `sanshe map`.

Conditions are drawn as in the unrigging experiment (`experiments.factors`): the level of load is held, and draws that
drown a kind of actor under either regime are left out before any outcome is seen. Both regimes run at the others on the
same seeds. Boxes and trees then say where each is ahead, tried on draws that were held out, and a phase diagram shows
the difference over two conditions with the line along which neither is ahead.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from experiments import map_words as words
from experiments.analysis import Answer, labels_of
from experiments.boxes import Limit
from experiments.compare import checked, unique_names
from experiments.ensemble import Ensemble
from experiments.extra import need
from experiments.factors import FACTORS, Factor, draw_factors, scenario_at, try_factors
from experiments.phase import Surface, common_error, fit_surface, important
from experiments.priors import Priors
from experiments.unrig import DRAWS, MOST_DRAWS, SEEDS, YEARS, count_wins
from experiments.where import find_boxes, find_trees, judge
from scenarios.errors import InputError, nearest
from scenarios.library import load
from scenarios.limits import LARGEST_SEED, whole_number
from scenarios.reading import short

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from experiments.ensemble import Evaluate
    from scenarios.scenario import Scenario

LEAST_DRAWS, MOST_GRID = 12, 100


@dataclass(frozen=True)
class Phase:
    """One outcome's phase diagram.

    Attributes:
        outcome: The outcome.
        over: The two conditions.
        surface: The surface of B − A over them (`experiments.phase.Surface`); None where too few draws have a value.
        points: The draws it rests on.
    """

    outcome: str
    over: tuple[Factor, Factor]
    surface: Surface | None
    points: pd.DataFrame


@dataclass(frozen=True, repr=False)
class RegimeMap(Answer):
    """Who is ahead where, of two regimes A and B; what `sanshe.regime_map` gives.

    Attributes:
        names: What the arms are called.
        scenarios: The arms.
        seeds: How many seeds each arm ran on, from 1 on.
        days: Working days of a run.
        seed: The seed of the draws.
        shown: The outcomes that are judged.
        factors: The conditions that were drawn (`experiments.factors.Factor`).
        priors: The draws, their loads and which were left out (`experiments.priors.Priors`).
        winners: One row a kept draw and outcome, with the difference B − A and the winner's name, `tied` or `unknown`.
        wins: The shares of wins by outcome.
        boxes: One row an outcome and side, what was found and how it does on held-out draws: `base` the share of all of
            them that the side wins, `density` that of those in the box, `coverage` the share of its wins that lie
            there; p by Fisher, Holm over all boxes.
        trees: One row an outcome and leaf.
        boxes_of: The boxes by outcome and side.
        phases: A `Phase` an outcome.
        grid: Points a side of the diagram's own grid; None where it rests on the draws.
        runs: One row a draw, arm and seed.
    """

    names: tuple[str, ...]
    scenarios: "tuple[Scenario, ...]"
    seeds: int
    days: int
    seed: int
    shown: tuple[str, ...]
    factors: tuple[Factor, ...]
    priors: Priors
    winners: pd.DataFrame
    wins: pd.DataFrame
    boxes: pd.DataFrame
    trees: pd.DataFrame
    boxes_of: dict[tuple[str, str], tuple[Limit, ...]]
    phases: tuple[Phase, ...]
    grid: int | None
    runs: pd.DataFrame

    @property
    def kind(self) -> str:
        """The command."""
        return "map"

    @property
    def kept(self) -> int:
        """How many draws count."""
        return len(self.priors.draws) - len(self.priors.rejected)

    def arms(self, lang: str = "en") -> tuple[str, ...]:
        """What the regimes are called for a reader."""
        return labels_of(self, lang)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Shares of wins, boxes, trees, and the phase diagrams in numbers."""
        rows = []
        for phase in self.phases:
            x, y = phase.over
            if phase.surface is None:
                rows.append((phase.outcome, x.key, y.key, len(phase.points), *(np.nan,) * 5))
            else:
                low, high, open_ = phase.surface.shares
                told = (low, high, open_, phase.surface.r2, phase.surface.noise)
                rows.append((phase.outcome, x.key, y.key, len(phase.points), *told))
        columns = ["outcome", "x", "y", "n", "surely_below_0", "surely_above_0", "neither", "r2", "noise"]
        phases = pd.DataFrame(rows, columns=columns)
        return {"wins": self.wins, "boxes": self.boxes, "trees": self.trees, "phases": phases}

    def frames(self) -> dict[str, pd.DataFrame]:
        """The draws, who won at each, all runs, and the surfaces cell by cell."""
        draws = self.priors.draws.rename_axis("draw").reset_index()
        draws.insert(1, "kept", [number not in self.priors.rejected for number in draws["draw"]])
        cells = [
            pd.DataFrame(
                {
                    "outcome": phase.outcome, "x": np.tile(s.x, len(s.y)), "y": np.repeat(s.y, len(s.x)),
                    "difference": s.mean.ravel(), "error": s.error.ravel(), "above_0": s.above.ravel(),
                }
            )
            for phase in self.phases if (s := phase.surface) is not None
        ]  # fmt: skip
        surfaces = pd.concat(cells, ignore_index=True) if cells else pd.DataFrame({"outcome": pd.Series(dtype=str)})
        return {"draws": draws, "winners": self.winners, "runs": self.runs, "surfaces": surfaces}

    def plot(self, lang: str = "en") -> "Figure":
        """The phase diagrams of the first four outcomes."""
        from experiments.map_figure import draw_map

        return draw_map(self, lang)

    def question(self, lang: str = "en") -> str:
        """What was asked."""
        return words.question(self, lang)

    def findings(self, lang: str = "en") -> list[str]:
        """Where each is ahead, and what of it held up."""
        return words.findings(self, lang)

    def caption(self, lang: str = "en") -> str:
        """What the figure shows."""
        return words.caption(self, lang)

    def limits(self, lang: str = "en") -> list[str]:
        """What a map cannot say."""
        return words.limits(self, lang)

    def told(self) -> dict[str, Any]:
        """The design."""
        return {
            "draws": len(self.priors.draws), "rejected": len(self.priors.rejected), "seed": self.seed,
            "grid": self.grid, "outcomes": list(self.shown),
            "factors": [{"key": f.key, "keys": list(f.keys), "span": list(f.span)} for f in self.factors],
        }  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """A map that can be drawn: all that was asked for, checked."""

    arms: "tuple[Scenario, Scenario]"
    factors: tuple[Factor, ...]
    outcomes: tuple[str, ...]
    over: tuple[Factor, Factor] | None
    grid: int | None
    draws: int
    seed: int


def plan(
    a: "Scenario", b: "Scenario", *, factors: Sequence[str] = (), outcomes: Sequence[str] = (),
    over: tuple[str, str] | None = None, grid: int | None = None, draws: int = DRAWS, seed: int = 1,
) -> Plan:  # fmt: skip
    """Check what is asked for; raises `InputError`."""
    from model.outcomes import OUTCOMES, PRIMARY

    need("ema_workbench", "sklearn")
    if a.city.communities != b.city.communities:
        raise InputError("city", f"{a.city.key} and {b.city.key}", "one district for both regimes")
    if a.parameters != b.parameters:
        raise InputError("parameters", f"others in {b.name} than in {a.name}", "the same conditions for both regimes")
    if a.hash == b.hash:
        raise InputError("scenarios", f"{b.name}, which is the same as {a.name}", "two regimes that differ")
    known = {factor.key: factor for factor in FACTORS}
    for key in (*factors, *(over or ())):
        if key not in known:
            raise InputError("--factor" if key in factors else "--over", short(key), nearest(key, known))
    mine = tuple(known[key] for key in dict.fromkeys((*factors, *(over or ())))) if factors else FACTORS
    if len(mine) < 2:
        raise InputError("--factor", f"{mine[0].key} alone", "two conditions or more, or none to draw them all")
    if over is not None and over[0] == over[1]:
        raise InputError("--over", f"{over[0]} twice", "two conditions")
    if grid is not None:
        if over is None:
            raise InputError("--grid", grid, "a grid only with the two conditions of --over")
        grid = whole_number("--grid", grid, 4, MOST_GRID)
    better = {outcome.key: outcome.better for outcome in OUTCOMES}
    for key in outcomes:
        if key not in better:
            raise InputError("--outcome", short(key), nearest(key, better))
        if better[key] == "none":
            raise InputError("--outcome", f"{key}, of which neither direction is better", "one with a better direction")
    draws = whole_number("--draws", draws, LEAST_DRAWS, MOST_DRAWS)
    seed = whole_number("--seed", seed, 0, LARGEST_SEED)
    pair = None if over is None else (known[over[0]], known[over[1]])
    names = unique_names((a, b))
    two = (a.replace(name=names[0]), b.replace(name=names[1]))
    return Plan(two, mine, tuple(dict.fromkeys(outcomes)) or PRIMARY, pair, grid, draws, seed)


def regime_map(
    a: "str | Path | Scenario" = "hierarchy",
    b: "str | Path | Scenario" = "network",
    *,
    factors: Sequence[str] = (),
    outcomes: Sequence[str] = (),
    over: tuple[str, str] | None = None,
    grid: int | None = None,
    draws: int = DRAWS,
    seed: int = 1,
    seeds: int = SEEDS,
    years: float = YEARS,
    workers: int = 1,
    reckoned: Callable[[int], None] | None = None,
    begin: Callable[[int], Callable[[int], None] | None] | None = None,
    folder: Path | None = None,
    scheduler: str | None = None,
    evaluate: "Evaluate | None" = None,
) -> RegimeMap:
    """Which of two regimes is ahead under which conditions.

    Conditions are drawn from their ranges, the level of load held; draws that drown a kind of actor under either regime
    are left out before any outcome is seen. Both regimes run at the others on the same seeds. Boxes (PRIM: Friedman &
    Fisher 1999) and trees then say where each is ahead, tried on draws that were held out. Needs the extra `discovery`.

    Args:
        a: The first regime (A), a name, a YAML file, or as loaded.
        b: The second (B), likewise; of one district, under the same parameters.
        factors: The conditions that are drawn, keys of `experiments.factors.FACTORS`; all by default. The others stay
            as the scenarios have them.
        outcomes: The outcomes that are judged, with a better direction; the registered primary ones by default.
        over: The two conditions of the phase diagram; each outcome's two most important by default.
        grid: With `over`: the diagram rests on so many by so many points of its own, all other conditions as the
            scenarios have them, and not on the draws.
        draws: How many conditions are drawn.
        seed: The seed of the draws.
        seeds: How many seeds each draw runs on, from 1 on; 2 or more.
        years: Length of a run, of 250 working days each; 0.1 is 25 days.
        workers: Processes, as in `sanshe.compare`.
        reckoned: Told how many draws' loads are known.
        begin: Told how many runs there will be; gives whom to tell how many are done.
        folder: Keeps the runs, so that what was stopped goes on where it was; in memory alone by default.
        scheduler: The address of a Dask scheduler, in place of `workers` processes.
        evaluate: Runs the model in its place: takes (scenario, seed) pairs and gives one row each, one column an
            outcome.

    Returns:
        A `sanshe.RegimeMap`.

    Raises:
        InputError: For bad input; it is a `ValueError`.

    Examples: In place of the model a made-up outcome, of which is known where who is ahead: the network where
    residents' judgement hangs much on how they were served.

        >>> import pandas as pd
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> hierarchy, network = (sanshe.load(name).replace(city=town) for name in ("hierarchy", "network"))
        >>> def made_up(tasks):
        ...     sides = [1.0 if scenario.name == "network" else -1.0 for scenario, seed in tasks]
        ...     levels = [scenario.parameters.satisfaction_level for scenario, seed in tasks]
        ...     return pd.DataFrame({"satisfaction": [0.5 + s * (x - 0.5) for s, x in zip(sides, levels)]})
        >>> found = sanshe.regime_map(
        ...     hierarchy, network, factors=["satisfaction_level", "trust_gain"], outcomes=["satisfaction"], draws=12,
        ...     evaluate=made_up,
        ... )
        >>> found.kept, found.wins[["hierarchy", "network", "tied"]].round(2).to_dict("records")
        (12, [{'hierarchy': 0.5, 'network': 0.5, 'tied': 0.0}])
        >>> apart = found.winners.join(found.priors.draws, on="draw").groupby("winner")["satisfaction_level"]
        >>> apart.agg(["min", "max"]).round(2)
                    min   max
        winner
        hierarchy  0.00  0.49
        network    0.53  0.93
    """
    seeds, days, workers = checked(seeds, years, workers)
    if seeds < 2:
        raise InputError("seeds", seeds, "2 or more: with one nobody can be said to be ahead")
    two = [load(s) if isinstance(s, str | Path) else s for s in (a, b)]
    made = plan(*two, factors=factors, outcomes=outcomes, over=over, grid=grid, draws=draws, seed=seed)
    priors = try_factors(made.arms, draw_factors(made.draws, made.seed, made.factors), workers, reckoned)
    held = priors.accepted.set_index("draw")  # needs too, which are scaled to hold the load where they are not drawn
    kept = held[[factor.key for factor in made.factors]]
    if len(kept) < LEAST_DRAWS:
        found = f"{made.draws}, of which {len(kept)} do not drown a kind of actor under either regime"
        raise InputError("draws", found, f"more: at least {LEAST_DRAWS} must be left")
    points = held
    if made.grid is not None:
        points = pd.concat([held, _grid_points(made, workers, len(priors.draws))])
    at = [{str(k): float(x) for k, x in row.items() if np.isfinite(x)} for row in points.to_dict("records")]
    tasks = [(scenario_at(arm, values), number) for values in at for arm in made.arms for number in range(1, seeds + 1)]
    tell = begin(len(tasks)) if begin is not None else None
    if evaluate is None:
        with Ensemble(days, workers=workers, folder=folder, scheduler=scheduler, progress=tell) as ensemble:
            frame = ensemble(tasks)
    else:
        frame = evaluate(tasks)
    names = tuple(arm.name for arm in made.arms)
    where = pd.MultiIndex.from_product([points.index, (0, 1), range(1, seeds + 1)], names=["draw", "arm", "seed"])
    runs = pd.concat([where.to_frame(index=False), frame.reset_index(drop=True)], axis=1)
    winners = judge(runs, made.outcomes, names)
    of_draws = winners[winners["draw"].isin(kept.index)]
    boxes, boxes_of = find_boxes(of_draws, kept, made.outcomes, names, made.seed)
    return RegimeMap(
        names, tuple(two), seeds, days, made.seed, made.outcomes, made.factors, priors, of_draws,
        count_wins(of_draws, names), boxes, find_trees(of_draws, kept, made.outcomes, names, made.seed), boxes_of,
        find_phases(made, winners, kept, points, runs), made.grid,
        runs.assign(arm=runs["arm"].map(dict(enumerate(names)))),
    )  # fmt: skip


def _grid_points(made: Plan, workers: int, first: int) -> pd.DataFrame:
    """The points of the grid that do not drown a kind of actor, with needs held; numbered from `first` on."""
    if made.over is None or made.grid is None:
        raise ValueError("grid: found none; allowed a plan with one")
    x, y = made.over
    sides = [np.linspace(*factor.span, made.grid) for factor in (x, y)]
    table = pd.DataFrame(list(product(*sides)), columns=[x.key, y.key])
    kept = try_factors(made.arms, table, workers).accepted.set_index("draw")
    return kept.set_index(kept.index + first)


def find_phases(
    made: Plan, winners: pd.DataFrame, kept: pd.DataFrame, points: pd.DataFrame, runs: pd.DataFrame
) -> tuple[Phase, ...]:
    """A phase diagram an outcome, over the conditions asked for or its two most important ones.

    All draws run on the same seeds: what those seeds shift everywhere is part of the surface's error.
    """
    known = {factor.key: factor for factor in made.factors} | {f.key: f for f in made.over or ()}
    rows = points.loc[points.index.difference(kept.index)] if made.grid is not None else kept
    found = []
    for key in made.outcomes:
        mine = winners[winners["outcome"] == key].set_index("draw")
        difference = mine["difference"].reindex(kept.index).to_numpy(dtype=np.float64)
        pair = made.over
        if pair is None:
            order, _ = important(kept.to_numpy(dtype=np.float64), difference)
            first, second = (made.factors[i] for i in order[:2])
            pair = (known[first.key], known[second.key])
        x, y = pair
        table = rows[[x.key, y.key]].set_axis(["x", "y"], axis=1)
        table = table.assign(
            difference=mine["difference"].reindex(rows.index), winner=mine["winner"].reindex(rows.index)
        ).rename_axis("draw")
        values = [table[name].to_numpy(dtype=np.float64) for name in ("x", "y", "difference")]
        spans = [(float(side.min()), float(side.max())) for side in values[:2]]  # not beyond the draws that were kept
        wide = runs.pivot(index=["draw", "seed"], columns="arm", values=key) if key in runs else None
        by_seed = np.zeros((0, 0))
        if wide is not None:
            by_seed = (wide[1] - wide[0]).unstack("seed").reindex(rows.index).to_numpy(dtype=np.float64)
        surface = fit_surface(values[0], values[1], values[2], (spans[0], spans[1]), common_error(by_seed))
        found.append(Phase(key, pair, surface, table.reset_index()))
    return tuple(found)
