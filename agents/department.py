"""District departments 区属部门, one a field, and civil affairs' three desks 民政."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agents.institution import Desk, Institution, StandingOrders

SPARES = 3  # posts of a desk that can spare one for a better rated one


def reward_posts(home: Sequence[int], scores: Sequence[float], share: float) -> tuple[int, ...]:
    """Posts that each of several like desks gains or loses by its score in the evaluation; they add up to zero.

    A share of all posts, whole ones, rounded down: the best desk gets one from the worst that can spare it, the next
    best from the next, as long as the one who gets it has the higher score. Desks of `SPARES` posts or more can: a
    smaller one would lose half of its hours and more. A desk without posts
    is closed and gets none. The earlier of equals gives and gets first.
    """
    moved = int(share * sum(home))
    change = [0] * len(home)
    best = sorted((i for i in range(len(home)) if home[i] > 0), key=lambda i: (-scores[i], i))
    worst = [i for i in sorted(range(len(home)), key=lambda i: (scores[i], i)) if home[i] >= SPARES]
    for gets, gives in list(zip(best, worst, strict=False))[:moved]:
        if scores[gets] <= scores[gives]:
            break
        change[gets] += 1
        change[gives] -= 1
    return tuple(change)


class Department(Institution):
    """A district department; it decides in sittings, and is liable for its field even when a street dispatches."""

    kind = "department"
    tier = 2

    def __init__(self, model: Any, name: str, places: tuple[int, ...], posts: int, role: str) -> None:
        self.role = role
        super().__init__(model, name, -1, places, posts)

    def set_up_desks(self) -> tuple[Desk, ...]:
        """One desk that plays the department's own role."""
        return (Desk((self.role,), self.posts),)

    def standing_orders(self, desk: Desk) -> StandingOrders:
        """As any institution, sitting every `department_cycle_days`."""
        return replace(super().standing_orders(desk), sitting_days=self.scenario.parameters.department_cycle_days)


class CivilAffairs(Department):
    """A desk of civil affairs: 社区建设 communities, 社会组织 organisations, 社会工作 social work; or all in one."""

    kind = "civil_affairs"

    def __init__(self, model: Any, name: str, places: tuple[int, ...], posts: int, roles: tuple[str, ...]) -> None:
        self.roles = roles
        super().__init__(model, name, places, posts, roles[0])

    def set_up_desks(self) -> tuple[Desk, ...]:
        """One desk for its fields."""
        return (Desk(self.roles, self.posts),)

    def standing_orders(self, desk: Desk) -> StandingOrders:
        """As any department, sitting every `desk_cycle_days`; a desk for all fields is slower at each (民政三合一)."""
        p = self.scenario.parameters
        overhead = 1.0 + p.wider_desk_overhead if len(desk.roles) > 1 else 1.0
        return replace(super().standing_orders(desk), sitting_days=p.desk_cycle_days, overhead=overhead)
