"""Draws from the registered ranges of the parameters, and which of them are left out before any outcome is seen.

A draw is left out if at either pole more hours are offered to a kind of institution, or to a kind of station window,
than it has: such a district drowns under any rules, and a comparison in it would say little. Loads are reckoned
(`model.expected_load`), no model is run.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from experiments.runner import nobody
from scenarios.declare import Declaration, declarations
from scenarios.parameters import Parameters

if TYPE_CHECKING:
    from scenarios.scenario import Scenario


def drawn_parameters() -> tuple[Declaration, ...]:
    """The parameters that have a range to draw from."""
    return tuple(d for d in declarations(Parameters) if _span(d)[0] < _span(d)[1])


def _span(d: Declaration) -> tuple[float, float]:
    low, high = d.prior or (d.low, d.high)
    if low is None or high is None:
        raise ValueError(f"{d.key}: found no range; allowed a parameter with both ends")
    return low, high


def draw_parameters(draws: int, seed: int) -> pd.DataFrame:
    """Parameter sets, uniform on their ranges (the drawn range where one is named): one row a draw, one column a key.

    A Latin hypercube (McKay, Beckman & Conover 1979), so that each parameter is spread evenly over its range; whole
    numbers are drawn evenly with both ends. The same seed gives the same sets.
    """
    from scipy.stats import qmc

    known = drawn_parameters()
    cells = qmc.LatinHypercube(d=len(known), rng=seed).random(draws)
    table: dict[str, list[float] | list[int]] = {}
    for d, u in zip(known, cells.T.tolist(), strict=True):
        low, high = _span(d)
        if d.integer:
            table[d.key] = [int(low) + math.floor(x * (high - low + 1)) for x in u]
        else:
            table[d.key] = [min(high, low + x * (high - low)) for x in u]
    return pd.DataFrame(table)


def loads_of_kinds(table: pd.DataFrame) -> dict[str, float]:
    """Offered load by kind of institution, and by kind of window for stations, from the table of `offered_load`.

    Departments count together, as do civil affairs' desks; hours that come where there are no posts are infinite load.
    """
    kind = table["kind"].where(table["kind"] != "station", table["roles"])
    hours = table.groupby(kind, sort=False)[["offered", "capacity"]].sum()
    return {
        str(name): offered / capacity if capacity > 0.0 else math.inf if offered > 0.0 else 0.0
        for name, offered, capacity in hours.itertuples()
    }


@dataclass(frozen=True)
class Priors:
    """Draws and their loads.

    `draws`: one row a draw, one column a parameter. `loads`: one row a draw, pole and kind: `draw`, `pole`, `kind`,
    `load`. `crowded`: draws in which one desk's kind, such as a single department, is offered more than it has,
    whether its kind as a whole is or not.
    """

    draws: pd.DataFrame
    loads: pd.DataFrame
    crowded: frozenset[int]

    @property
    def rejected(self) -> frozenset[int]:
        """Numbers of the draws in which a kind is offered more than it has at either pole."""
        return frozenset(self.loads.loc[self.loads["load"] > 1.0, "draw"].tolist())

    @property
    def accepted(self) -> pd.DataFrame:
        """The parameter sets that are kept; their numbers are in the column `draw`."""
        kept = self.draws.drop(index=sorted(self.rejected))
        return kept.rename_axis("draw").reset_index()

    @property
    def share_rejected(self) -> float:
        """Share of the draws that are left out."""
        return len(self.rejected) / len(self.draws)

    def by_kind(self) -> pd.DataFrame:
        """One row a pole and kind: `median` load, `above_1` draws with more than 1, `alone` where no other has."""
        over = self.loads[self.loads["load"] > 1.0]
        kinds_of_draw = over.groupby("draw")["kind"].nunique()
        single = over[over["draw"].map(kinds_of_draw) == 1]
        groups = ["pole", "kind"]
        table = self.loads.groupby(groups, sort=False)["load"].median().rename("median").to_frame()
        for name, rows in (("above_1", over), ("alone", single)):
            table[name] = rows.groupby(groups).size()
        return table.fillna({"above_1": 0, "alone": 0}).astype({"above_1": int, "alone": int}).reset_index()


def try_draws(poles: "tuple[Scenario, ...]", draws: pd.DataFrame, progress: Callable[[int], None] = nobody) -> Priors:
    """The loads of every draw at every pole; each pole keeps its rules, city and resources."""
    from model.expected_load import expected_load

    loads: list[tuple[int, str, str, float]] = []
    crowded: set[int] = set()
    for number, values in enumerate(draws.to_dict("records")):
        for pole in poles:
            table = expected_load(pole.replace(**{str(key): value for key, value in values.items()}))
            loads += [(number, pole.name, kind, load) for kind, load in loads_of_kinds(table).items()]
            if (table["load"] > 1.0).any():
                crowded.add(number)
        progress(number + 1)
    return Priors(draws, pd.DataFrame(loads, columns=["draw", "pole", "kind", "load"]), frozenset(crowded))
