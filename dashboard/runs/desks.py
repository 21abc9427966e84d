"""The desks of a district as a page shows them: what they are called, whom they answer to, how busy they are."""

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.runs.frames import DESKS
from model.mechanisms.base import WEEK
from model.routes import ROLE
from model.tables import NOBODY
from scenarios.words import actor_in

if TYPE_CHECKING:
    from agents.institution import Institution
    from model.governance import GovernanceModel

WORDS = {
    "committee": ("residents' committee", "居委会"),
    "party": ("party organisation", "党组织"),
    "station": ("service station", "服务站"),
    "property": ("property company", "物业"),
    "street": ("street office", "街道办事处"),
    "team": ("enforcement team", "执法中队"),
    "organization": ("social organisations", "社会组织"),
    "service_centre": ("social organisation service centre", "社会组织服务中心"),
    "work_association": ("social work association", "社会工作协会"),
    "station_general": ("general services", "综合服务"),
    "station_affairs": ("public affairs", "公共事务"),
    "station_social": ("social work", "社会工作"),
    "dept_urban_management": ("urban management department", "城管部门"),
    "dept_housing": ("housing department", "住建部门"),
    "dept_human_resources": ("human resources department", "人社部门"),
    "dept_public_security": ("public security department", "公安部门"),
    "dept_health": ("health department", "卫计部门"),
    "dept_market": ("market supervision department", "市场监管部门"),
    "dept_environment": ("environment department", "环保部门"),
    "desk_community": ("civil affairs, communities", "民政·社区建设"),
    "desk_organizations": ("civil affairs, social organisations", "民政·社会组织管理"),
    "desk_social_work": ("civil affairs, social work", "民政·社会工作管理"),
    "civil_affairs": ("civil affairs, all fields", "民政·社区建设科"),
    "district_team": ("district enforcement brigade", "区执法大队"),
}
"""What kinds of desk and their windows are called, in English and Chinese."""


def word(key: str, lang: str) -> str:
    """A kind or role in a language; one of somebody's own extension as it is written."""
    if key in WORDS:
        return WORDS[key][lang == "zh"]
    return actor_in(key, lang)


def tier_of(institution: "Institution") -> int:
    """Level of government: 0 community, 1 street, 2 district; a team stands where it is dispatched."""
    return int(getattr(institution, "seat_tier", institution.tier))


def where(institution: "Institution", model: "GovernanceModel") -> tuple[str, str]:
    """(communities, street) of an institution, "" for what is a street's or the district's own."""
    city = model.scenario.city
    if institution.street < 0:
        return "", ""
    if tier_of(institution) > 0:
        return "", city.streets[institution.street]
    places = "、".join(city.communities[place].community for place in institution.places)
    return places, city.streets[institution.street]


def name(institution: "Institution", number: int, model: "GovernanceModel", lang: str) -> str:
    """What a desk is called: its place and its kind; a window by what it is for."""
    roles, kind = institution.desks[number].roles, institution.kind
    place, street = where(institution, model)
    if kind in ("department", "civil_affairs"):
        return word(roles[0] if len(roles) == 1 else kind, lang)
    if kind == "team" and institution.street < 0:
        return word("district_team", lang)
    if not (place or street):
        return word(kind, lang)
    if kind == "street" and lang == "zh" and street.endswith("街道"):
        return f"{street}办事处"
    whose = f"{place or street} {word(kind, lang)}" if lang == "en" else f"{place or street}{word(kind, lang)}"
    if len(institution.desks) == 1:
        return whose
    return whose + (": " if lang == "en" else "·") + "+".join(word(role, lang) for role in roles)


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
