"""What a user asks a run: `model.outcomes.frame()`, `daily()`, `monthly()` and `cohorts()`."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.accounts import FEN
from model.ledger import State
from model.mechanisms.budget_flow import BudgetFlow
from model.mechanisms.careers import Careers
from model.mechanisms.civil_affairs import CivilAffairsDesks
from model.mechanisms.deliberation import Deliberation
from model.mechanisms.supervision import Supervision
from model.monthly import FLOWS, by_month, cohorts, day_of
from model.outcomes import OUTCOMES, Observed, evaluate
from model.tables import Floats, Ints
from scenarios.actors import KINDS, TRUSTED

if TYPE_CHECKING:
    from model.governance import GovernanceModel
    from scenarios.timeline import Entry


def block_diagonal(blocks: list[Ints]) -> Ints:
    """Square tables as the blocks of one, zero elsewhere."""
    edges = np.cumsum([0, *(len(block) for block in blocks)])
    whole = np.zeros((edges[-1], edges[-1]), dtype=np.int64)
    for block, first, end in zip(blocks, edges[:-1], edges[1:], strict=True):
        whole[first:end, first:end] = block
    return whole


def shock_days(timeline: "tuple[Entry, ...]") -> tuple[tuple[int, int], ...]:
    """(first day, first day after) of each shock; one without an end counts from its beginning."""
    return tuple((e.day, e.day if e.end is None else e.end) for e in timeline if e.shock)


class Outcomes:
    """`model.outcomes`: outcomes of a run so far; looking draws nothing and changes nothing.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> model = sanshe.GovernanceModel(sanshe.load("hierarchy").replace(city=town), rng=1)
        >>> model.run_for(10)
        >>> model.outcomes
        <Outcomes after 10 working days: .frame(), .daily(), .monthly(), .cohorts()>
    """

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model

    def __repr__(self) -> str:
        return f"<Outcomes after {self._model.day} working days: .frame(), .daily(), .monthly(), .cohorts()>"

    def observed(self) -> Observed:
        """Everything the outcomes are computed from."""
        model = self._model
        rows = model.ledger.look(model.world)
        who = rows["resident"]
        columns = model.residents.columns
        requests = {name: rows[name] for name in rows.dtype.names or ()}
        requests |= {"vulnerable": columns["vulnerable"][who], "community": rows["place"]}
        requests["standard_hours"] = model.standard_hours[rows["item"]]
        floor, r = model.world.floor, model.scenario.resources
        decisions = model.mechanisms.get(Deliberation).decisions
        return Observed(
            requests=requests,
            horizon=model.day * model.hours,
            day_hours=model.hours,
            residents=len(model.residents),
            actor_kind=model.world.orders["kind"].copy(),
            kinds=KINDS,
            capacity=floor["server_hours"].copy(),
            busy=floor["busy_hours"].copy(),
            cancelled=floor["cancelled"].copy(),
            activity=model.world.activity.copy(),
            hand_overs=block_diagonal([*(counts for _, counts in model.crossed), model.world.hand_overs]),
            tier_of_kind=np.concatenate([*(tiers for tiers, _ in model.crossed), model.tiers]),
            trust=columns["trust"],
            satisfaction=columns["satisfaction"],
            vulnerable=columns["vulnerable"],
            age_band=columns["age_band"],
            community=columns["community"],
            visit_hours=model.voicing.resident_hours,
            volunteered=model.volunteers.hours.copy(),
            wage=r.wage_yuan_per_hour,
            overhead_yuan=r.overhead_yuan_per_resident * len(model.residents) * model.day / r.working_days
            + model.organizations.other_yuan
            + model.accounts.total("complex") / FEN,
            **model.organizations.observed(),
            shadow_wage=r.volunteer_shadow_yuan_per_hour,
            found_out=model.mechanisms.get(Supervision).found,
            care_effort=model.evaluation.mean_care,
            shocks=shock_days(model.settings.timeline),
            public_yuan=model.accounts.public / FEN,
            private_yuan=model.accounts.private / FEN,
            advanced_yuan=max(model.accounts.advanced, 0) / FEN,
            spent_yuan=model.accounts.spent / FEN,
            paid_days=float(model.mechanisms.get(BudgetFlow).paid_until),
            careers=model.mechanisms.get(Careers).seen(),
            applications=model.mechanisms.get(CivilAffairsDesks).times,
            decisions=decisions.columns(),
            took_part=len(decisions.took_part),
            contacts=model.volunteers.contacts,
        )

    def frame(self) -> pd.DataFrame:
        """Every outcome (结果) at the horizon, which is the close of the last working day.

        Returns:
            A pandas DataFrame, one row an outcome: `outcome` (its key in `model.outcomes.OUTCOMES`), `unit`, `better`
            (`higher`, `lower`, `none`) and `value`; not-a-number where the run has nothing to tell it from.

        Examples:
            >>> import sanshe
            >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
            >>> model = sanshe.GovernanceModel(sanshe.load("hierarchy").replace(city=town), rng=1)
            >>> model.run_for(10)
            >>> told = model.outcomes.frame().set_index("outcome")
            >>> told.loc[["voiced_share", "response_time", "satisfaction"]].round(2)
                                    unit  better  value
            outcome
            voiced_share           share  higher   0.64
            response_time  working hours   lower   7.85
            satisfaction          0 to 1  higher   0.85
        """
        values = evaluate(self.observed())
        return pd.DataFrame(
            [{"outcome": o.key, "unit": o.unit, "better": o.better, "value": values[o.key]} for o in OUTCOMES]
        )

    def monthly(self) -> pd.DataFrame:
        """The ledger by calendar month: flows of the month, and what stood open at its last close (`model.monthly`).

        Returns:
            A pandas DataFrame, one row a month, category and vulnerability.

        Examples:
            >>> import sanshe
            >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
            >>> model = sanshe.GovernanceModel(sanshe.load("hierarchy").replace(city=town), rng=1)
            >>> model.run_for(25)
            >>> model.outcomes.monthly().groupby("month")[["arisen", "voiced", "resolved"]].sum()
                     arisen  voiced  resolved
            month
            2016-01    1278     872       823
            2016-02     361     263       268
        """
        return by_month(self._model)

    def cohorts(self) -> pd.DataFrame:
        """How the needs of each month fared up to the horizon, censored there (`model.monthly`).

        Returns:
            A pandas DataFrame, one row a month of arising and category.
        """
        return cohorts(self._model)

    def daily(self) -> pd.DataFrame:
        """One row a day and community: what arose, was voiced, answered, resolved, followed up; stocks at the close.

        `trust_committee`, `trust_station`, `trust_government`, `trust_organization`: means of its residents, 0 to 1.
        `hours`: busy hours of institutions; a desk that serves several communities counts for each by residents.
        `yuan`: the wages of these hours.

        Returns:
            A pandas DataFrame.

        Examples:
            >>> import sanshe
            >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
            >>> model = sanshe.GovernanceModel(sanshe.load("hierarchy").replace(city=town), rng=1)
            >>> model.run_for(10)
            >>> model.outcomes.daily().tail(2)[["day", "community", "arisen", "backlog"]]
                day community  arisen  backlog
            18    9      East      32       20
            19    9      West      28       15
        """
        model = self._model
        days, places = model.day, len(model.scenario.city.communities)
        rows = model.ledger.look(model.world)
        place = rows["place"].astype(np.int64)
        table: dict[str, np.ndarray] = {
            "day": np.repeat(np.arange(days), places),
            "community": np.tile([p.community for p in model.scenario.city.communities], days),
        }
        came = np.isin(rows["state"], (State.UNDERWAY, State.RESOLVED, State.CLOSED))
        flows = {}
        for name in FLOWS:
            known = np.isfinite(rows[name]) & (came | (name == "arose"))
            at = rows[name][known]
            day = day_of(at, name, model.hours)
            inside = (day >= 0) & (day < days)
            cell = day[inside] * places + place[known][inside]
            flows[name] = np.bincount(cell, minlength=days * places).reshape(days, places)
            table["arisen" if name == "arose" else name] = flows[name].ravel()
        table["backlog"] = (flows["voiced"] - flows["resolved"]).cumsum(axis=0).ravel()
        table["unvoiced"] = model.record.unvoiced.ravel()
        for column, kind in enumerate(TRUSTED):
            table[f"trust_{kind}"] = model.record.trust[:, :, column].ravel()
        table["hours"] = (model.record.hours["busy"].astype(np.float64) @ self._shares()).ravel()
        table["yuan"] = table["hours"] * model.scenario.resources.wage_yuan_per_hour
        return pd.DataFrame(table)

    def _shares(self) -> Floats:
        """How much of each desk is each community's, by residents, (desks, P)."""
        model = self._model
        people = np.array([place.residents for place in model.scenario.city.communities], dtype=np.float64)
        shares = np.zeros((len(model.rows), len(people)))
        for desk, (institution, _) in enumerate(model.rows):
            served = list(institution.places) or slice(None)
            shares[desk, served] = people[served] / people[served].sum()
        return shares
