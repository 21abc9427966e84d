"""The desks of a district as a page shows them: what they are called, whom they answer to, how busy they are."""

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.runs.frames import DESKS
from model.desk_names import name, tier_of, where
from model.mechanisms.base import WEEK
from model.routes import ROLE
from model.tables import NOBODY

if TYPE_CHECKING:
    from model.governance import GovernanceModel


class Chart:
    """Who stands where in a stage of a run, and who answers to whom: what changes only when the regime does."""

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model
        self.scenario = model.scenario
        standing = set(model.institutions)
        self.stands = np.array([institution in standing for institution, _ in model.rows])
        self.tiers = np.array([tier_of(institution) for institution, _ in model.rows], dtype=np.int64)
        self._asked = self._approvals()
        liable = Counter(
            item.liable for item in model.items if any(task.who == "team" for task in item.tasks)
        ).most_common(1)  # fmt: skip
        self._of_teams = liable[0][0] if liable else ""
        rows = []
        for row, (institution, number) in enumerate(model.rows):
            place, street = where(institution, model)
            rows.append(
                {
                    "row": row,
                    "kind": institution.kind,
                    "tier": int(self.tiers[row]),
                    "place": place,
                    "street": street,
                    "name_en": name(institution, number, model, "en"),
                    "name_zh": name(institution, number, model, "zh"),
                    "roles": "+".join(institution.desks[number].roles),
                    "reports_to": self._superior(row) if self.stands[row] else NOBODY,
                    "asks": self._asks(row) if self.stands[row] else (),
                    "stands": bool(self.stands[row]),
                }
            )
        self.frame = pd.DataFrame(rows)

    def _approvals(self) -> dict[str, Counter[str]]:
        """For each role, which roles approve next in the duty list as it holds under the rules."""
        asked: dict[str, Counter[str]] = {}
        rules = self.scenario.rules
        for item in self._model.items:
            from_street = bool(item.approval_rule) and getattr(rules, item.approval_rule) == "street"
            chain = item.approvals_network if from_street else item.approvals_hierarchy
            for first in item.candidates:
                for below, above in zip((first, *chain), chain, strict=False):
                    asked.setdefault(below, Counter())[above] += 1
        return asked

    def _plays(self, role: str, row: int) -> int:
        """The row that plays a role for the first community of a desk."""
        return int(self._model.world.role_actor[ROLE[role], self._model.rows[row][0].places[0]])

    def _superior(self, row: int) -> int:
        """The desk that dispatches or commands it: the street for communities' desks and street teams; the liable
        department for a district's team; streets and departments are the district government's own, no desk's.
        """
        institution = self._model.rows[row][0]
        if institution.kind == "team" and self.tiers[row] == 2:
            return self._plays(self._of_teams, row) if self._of_teams else NOBODY
        return self._plays("street", row) if institution.kind != "street" and self.tiers[row] < 2 else NOBODY

    def _asks(self, row: int) -> tuple[int, ...]:
        """Rows of higher desks whose approval its cases need next, those asked for most kinds of request first."""
        institution, number = self._model.rows[row]
        roles = institution.desks[number].roles
        asked: Counter[str] = sum((self._asked.get(role, Counter()) for role in roles), Counter())
        rows = dict.fromkeys(self._plays(role, row) for role, _ in asked.most_common())
        return tuple(above for above in rows if above >= 0 and self.tiers[above] > self.tiers[row])


def desks(model: "GovernanceModel", chart: Chart) -> pd.DataFrame:
    """Every desk that stands or has ever worked, one row each: the columns of `DESKS`.

    `row` is its number all through the run; `kind` of `scenarios.actors.KINDS`; `tier` 0 community, 1 street,
    2 district; `place` its communities and `street` its street, "" where it is not theirs; `roles` joined by `+`;
    `posts` on duty, `waiting` cases in its queue, `in_service` cases being worked on; `busy_share` hours worked of
    hours on duty over the last five days; `reports_to` the desk that commands it, −1 for the district government's own;
    `asks` the higher desks whose approval its cases need; `stands` whether it stands in the regime now in force.
    """
    floor, orders = model.world.floor, model.world.orders
    hours = model.record.hours
    busy, capacity = (hours[name][-WEEK:].sum(axis=0, dtype=np.float64) for name in ("busy", "capacity"))
    frame = chart.frame.assign(
        posts=orders["servers"],
        waiting=floor["waiting"].astype(np.int64),
        in_service=floor["busy"].astype(np.int64),
        busy_share=np.divide(busy, capacity, out=np.zeros_like(busy), where=capacity > 0),
    )
    seen = chart.stands | (floor["busy_hours"] > 0) | (floor["waiting"] > 0)
    return frame.loc[seen, list(DESKS)].reset_index(drop=True)
