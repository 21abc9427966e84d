"""Community public service station 社区公共服务工作站: windows for three functions (三大功能)."""

from dataclasses import replace
from typing import Any

from agents.institution import Desk, Institution, StandingOrders

FUNCTIONS = ("station_general", "station_affairs", "station_social")
"""Comprehensive service 综合服务, public affairs 公共事务, social work 社会工作."""


def largest_remainder(weights: tuple[float, ...], total: int) -> tuple[int, ...]:
    """Whole posts in proportion to weights that add up to `total`; the first of equals goes first."""
    whole = sum(weights)
    if whole <= 0.0:
        weights, whole = tuple(1.0 for _ in weights), float(len(weights))
    exact = [total * weight / whole for weight in weights]
    posts = [int(share) for share in exact]
    order = sorted(range(len(exact)), key=lambda i: (posts[i] - exact[i], i))
    for i in order[: total - sum(posts)]:
        posts[i] += 1
    return tuple(posts)


class Station(Institution):
    """A station that serves one or several committees (一站对多居).

    Siloed: one window group a function, its posts by the resources' shares; the `moved` posts that came from the
    committees with delegated work stand at public affairs, where that work is done. Integrated, or with too few
    posts for three groups: any window serves all, each task taking a share g longer. Local knowledge fades with the
    communities served: k^(−δ).
    """

    kind = "station"

    def __init__(self, model: Any, name: str, street: int, places: tuple[int, ...], posts: int, moved: int = 0) -> None:
        self.moved = moved
        super().__init__(model, name, street, places, posts)

    def set_up_desks(self) -> tuple[Desk, ...]:
        """Windows by function, or one group of windows for all."""
        if self.scenario.rules.station_functions == "integrated":
            return (Desk(FUNCTIONS, self.posts),)
        r = self.scenario.resources
        shares = (r.general_window_share, r.affairs_window_share, r.social_window_share)
        general, affairs, social = largest_remainder(shares, max(0, self.posts - self.moved))
        affairs = max(0, self.posts - general - social)
        posts = (min(general, self.posts), affairs, social)
        if 0 in posts:  # too small for separate windows
            return (Desk(FUNCTIONS, self.posts),)
        return tuple(Desk((role,), number) for role, number in zip(FUNCTIONS, posts, strict=True))

    @property
    def social_posts(self) -> int:
        """Posts for social workers: those of the window, or their share of windows that serve all."""
        posts = sum(desk.posts for desk in self.desks if "station_social" in desk.roles)
        return posts if len(self.desks) > 1 else round(posts * self.scenario.resources.social_window_share)

    def standing_orders(self, desk: Desk) -> StandingOrders:
        """As any institution, with the local knowledge that is left."""
        p = self.scenario.parameters
        return replace(
            super().standing_orders(desk),
            local_knowledge=float(len(self.places)) ** -p.local_knowledge_decay,
        )
