"""Public money 公共经费: what a year of posts, overhead and works costs, by kind of actor.

Rules move posts and make none, so hours and yuan of a year are the same in every regime. Property companies and social
organisations stand in the account with the others: whoever pays them, their hours are in the cost of a request.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.tables import Table
from scenarios.actors import KINDS

if TYPE_CHECKING:
    from scenarios.resources import Resources


@dataclass(frozen=True)
class Line:
    """One line of the account: `what` (a kind of actor, overhead, works, or total), posts, hours and yuan a year."""

    what: str
    posts: int
    hours: float
    yuan: float


def yuan(hours: float, wage: float, overhead: float = 0.0) -> float:
    """Hours on duty at the wage (yuan an hour), used or not, and overhead (yuan)."""
    return hours * wage + overhead


def posts_by_kind(orders: Table) -> dict[str, int]:
    """Posts on duty by kind of actor, from the standing orders of all desks (`model.tables.ORDERS`)."""
    return {kind: int(orders["servers"][orders["kind"] == k].sum()) for k, kind in enumerate(KINDS)}


def public_money(posts: Mapping[str, int], residents: int, resources: "Resources") -> tuple[Line, ...]:
    """The account of a year: a line a kind, overhead and works money (by residents), and the total.

    The total is reckoned from all posts together, so that it is the same to the last bit wherever they stand.
    """
    r = resources
    year = r.productive_hours * r.working_days
    overhead = r.overhead_yuan_per_resident * residents
    works = r.works_yuan_per_resident * residents
    kinds = [Line(kind, n, n * year, yuan(n * year, r.wage_yuan_per_hour)) for kind, n in posts.items()]
    everyone = sum(posts.values())
    total = Line("total", everyone, everyone * year, yuan(everyone * year, r.wage_yuan_per_hour, overhead + works))
    return (*kinds, Line("overhead", 0, 0.0, overhead), Line("works", 0, 0.0, works), total)
