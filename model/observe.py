"""What a user asks a run: `model.outcomes.frame()` and `model.outcomes.daily()`."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.ledger import State
from model.outcomes import OUTCOMES, Observed, evaluate
from scenarios.actors import KINDS

if TYPE_CHECKING:
    from model.governance import GovernanceModel

_FLOWS = ("arose", "voiced", "responded", "resolved", "followed_up")


class Outcomes:
    """Outcomes of a run so far; looking draws nothing and changes nothing."""

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model

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
            hand_overs=model.world.hand_overs.copy(),
            tier_of_kind=model.tiers,
            trust=columns["trust"],
            satisfaction=columns["satisfaction"],
            vulnerable=columns["vulnerable"],
            visit_hours=model.voicing.resident_hours,
            volunteer_hours=model.voicing.volunteer_hours,
            wage=r.wage_yuan_per_hour,
            overhead_yuan=r.overhead_yuan_per_resident * len(model.residents) * model.day / r.working_days
            + model.organizations.other_yuan,
            **model.organizations.observed(),
            shadow_wage=r.volunteer_shadow_yuan_per_hour,
        )

    def frame(self) -> pd.DataFrame:
        """One row an outcome: `outcome`, `unit`, `better`, `value`."""
        values = evaluate(self.observed())
        return pd.DataFrame(
            [{"outcome": o.key, "unit": o.unit, "better": o.better, "value": values[o.key]} for o in OUTCOMES]
        )

    def daily(self) -> pd.DataFrame:
        """One row a day and community: what arose, was voiced, answered, resolved, followed up; stocks at the close."""
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
        for name in _FLOWS:
            # What ends at the very close of a day belongs to that day.
            known = np.isfinite(rows[name]) & (came | (name == "arose"))
            at = rows[name][known]
            day = np.floor(at / model.hours) if name in ("arose", "voiced") else np.ceil(at / model.hours) - 1
            inside = (day >= 0) & (day < days)
            cell = day[inside].astype(np.int64) * places + place[known][inside]
            flows[name] = np.bincount(cell, minlength=days * places).reshape(days, places)
            table["arisen" if name == "arose" else name] = flows[name].ravel()
        table["backlog"] = (flows["voiced"] - flows["resolved"]).cumsum(axis=0).ravel()
        table["unvoiced"] = model.record.unvoiced.ravel()
        return pd.DataFrame(table)
