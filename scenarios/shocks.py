"""Shocks 冲击: what comes over a district from outside, each an entry of a timeline (`scenarios.timeline`)."""

from __future__ import annotations

from typing import Literal

from scenarios.declare import Declared, declared


class Surge(Declared):
    """More needs of a category arise, whatever the rules (诉求激增)."""

    category: Literal["administrative", "care", "collective", "enforcement", "mutual_aid"] = declared(
        ..., zh="类别", en="category of the needs"
    )
    factor: float = declared(..., zh="倍数", en="needs against ordinary times", unit="ratio", ge=1.0, le=20.0)


class BudgetCut(Declared):
    """Less public money for community staff: posts at committees and stations are withdrawn (经费削减)."""

    share: float = declared(..., zh="比例", en="share of the money, and so of posts", unit="share", ge=0.0, le=0.9)


class StaffLoss(Declared):
    """Posts of a kind of actor stand empty, in one street or in all (人员流失)."""

    kind: Literal[
        "committee", "party", "station", "property", "street", "department", "civil_affairs", "team", "organization",
        "service_centre", "work_association"] = declared(..., zh="主体类型", en="kind of actor")  # fmt: skip
    share: float = declared(..., zh="比例", en="share of posts", unit="share", ge=0.0, le=0.9)
    street: str | None = declared(None, zh="街道", en="name of a street; else all")


class PlatformOutage(Declared):
    """The shared data platform does not work (平台中断)."""


class LeaderLeaves(Declared):
    """The keenest leader of one community, or of each, gives up (社区领袖离任)."""

    community: str | None = declared(None, zh="社区", en="name of a community; else all")


SHOCKS: dict[str, type[Declared]] = {
    "surge": Surge,
    "budget_cut": BudgetCut,
    "staff_loss": StaffLoss,
    "platform_outage": PlatformOutage,
    "leader_leaves": LeaderLeaves,
}
