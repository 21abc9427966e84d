"""Stages 阶段: the regimes that follow each other in a timeline, and how a district goes from one to the next.

At the start all institutions of all stages are made. One that stands in several stages (same kind, name, street,
communities and desks) is one agent with one row a desk; those that do not stand yet, or no longer, are no agents of the
model, have no posts and play no role. When a regime changes, who plays a role where, posts, standing orders, hand-over
costs, the duty list, routes of new requests, own work and ways are written again, and what waits at a closed desk moves
(`model/moving.py`). Requests that are under way keep the routes they came by.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from agents.institution import Institution
from model import boundaries
from model.compiled import wrapping
from model.institutions import Staff, set_up
from model.moving import move_house
from model.posts import DONE
from model.routes import ROLE, RouteBook, build_routes, joined
from model.tables import Bools, Ints, grow
from scenarios.actors import ROLES
from scenarios.timeline import turns

if TYPE_CHECKING:
    from model.governance import GovernanceModel
    from scenarios.scenario import Scenario


@dataclass
class Stage:
    """One regime: who stands in it, with how many posts at each desk, and the routes of its requests."""

    scenario: "Scenario"
    staff: Staff
    book: RouteBook
    posts: dict[Institution, tuple[int, ...]] = field(default_factory=dict)


def regimes(scenario: "Scenario") -> list["Scenario"]:
    """The different rules and resources of a timeline, in order; the one at the start is the first."""
    found: list[Scenario] = []
    for day in [0, *turns(scenario.timeline)]:
        now = scenario.in_force(day)
        if not any(_equal(now, other) for other in found):
            found.append(now)
    return found


def _equal(a: "Scenario", b: "Scenario") -> bool:
    return a.rules == b.rules and a.resources == b.resources


class Stages:
    """`model.stages`: all institutions of a timeline, and which of them stand."""

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model
        self._stages: list[Stage] = []
        self._known: dict[object, Institution] = {}
        self._lingering = False
        first = regimes(model.settings)
        books = joined([build_routes(scenario, model.items, model.errands.kinds) for scenario in first])
        for scenario, book in zip(first, books, strict=True):
            self._stages.append(self._make(scenario, book))
        model.put_in_force(first[0])
        self._now = self._stages[0]
        self.institutions = list(self._now.posts)
        self._staff_desks()

    @property
    def now(self) -> Stage:
        """The stage that holds now."""
        return self._now

    @property
    def closed(self) -> list[Institution]:
        """Institutions of other stages, which do not stand now."""
        return [institution for institution in self._known.values() if institution not in self._now.posts]

    def differs(self, scenario: "Scenario") -> bool:
        """Whether rules, resources or posts on duty would be others than now."""
        if not _equal(scenario, self._now.scenario):
            return True
        before = [desk.posts for institution in self.institutions for desk in institution.desks]
        self._staff_desks()
        return before != [desk.posts for institution in self.institutions for desk in institution.desks]

    def follow(self) -> None:
        """Put the regime in force into effect at today's opening; ValueError for one that the timeline lacks."""
        model, before = self._model, self._now
        stage = next((s for s in self._stages if _equal(s.scenario, model.scenario)), None)
        if stage is None:
            raise ValueError("scenario: found a regime that is not in the timeline; allowed one that is")
        self._now = stage
        own = [institution for institution in model.institutions if institution not in before.posts]
        self.institutions = list(stage.posts)
        self._stand(before)
        model.institutions[:] = [*self.institutions, *own]
        self._staff_desks()
        self._write_rows()
        model.reception.follow()
        model.voicing.follow()
        servers = np.array([institution.desks[number].posts for institution, number in model.rows], dtype=np.int64)
        if model.reception.reallocation.share > 0.0:
            for row, (posts, productivity) in model.reception.reallocation.this_week().items():
                servers[row], model.world.orders["productivity"][row] = posts, productivity
        self._move(servers)

    def sweep(self) -> None:
        """Each morning: what was still served at a closed desk, and has come back to it since, moves on."""
        if self._lingering:
            self._move(self._model.world.orders["servers"].copy())

    # --- in the house
    def _make(self, scenario: "Scenario", book: RouteBook) -> Stage:
        """Make the institutions of a stage; those that stood in an earlier one are the same."""
        self._model.put_in_force(scenario)
        made, staff = set_up(self._model, scenario)
        stage = Stage(scenario, staff, book)
        for institution in made:
            desks = tuple(desk.roles for desk in institution.desks)
            identity = (type(institution), institution.name, institution.street, institution.places, desks)
            known = self._known.setdefault(identity, institution)
            if known is not institution or self._stages:
                institution.remove()  # it is made for later, or again
            stage.posts[known] = tuple(desk.posts for desk in institution.desks)
        return stage

    def _stand(self, before: Stage) -> None:
        """Only who stands in this stage is an agent of the model."""
        model = self._model
        for institution in before.posts:
            if institution not in self._now.posts:
                institution.remove()
        for institution in self._now.posts:
            if institution not in before.posts:
                model.register_agent(institution)

    def _staff_desks(self) -> None:
        """Every desk has the posts of this stage, less those that shocks withdraw today; a closed one has none."""
        for institution in self._known.values():
            numbers = self._now.posts.get(institution, (0,) * len(institution.desks))
            for desk, posts in zip(institution.desks, numbers, strict=True):
                desk.posts = posts
        self._model.shocks.take_posts(self.institutions)
        for institution in self._known.values():
            institution.posts = sum(desk.posts for desk in institution.desks)

    def _write_rows(self) -> None:
        """The rules as the engine's rows, in place: rights, standing orders, fusion."""
        model, world = self._model, self._model.world
        model.book, model.staff = self._now.book, self._now.staff
        model.duty = boundaries.duty_states(model.scenario, model.items)
        orders, _ = boundaries.write_orders(model.rows, model.hours)
        for name in orders.dtype.names or ():
            if name != "servers":
                world.orders[name] = orders[name]
        world.role_actor[:] = boundaries.role_actors(model.institutions, world.role_actor.shape[1])
        standing = set(model.institutions)
        tiers = boundaries.kind_tiers([row for row in model.rows if row[0] in standing])
        if (tiers != model.tiers).any():
            model.crossed.append((model.tiers, world.hand_overs.copy()))
            world.hand_overs[:] = 0
            model.tiers = tiers
        world.hand_hours[:], world.hand_kept[:] = boundaries.hand_over_tables(model.scenario, tiers)

    def _closed_rows(self) -> Bools:
        standing = set(self._model.institutions)
        return np.array([institution not in standing for institution, _ in self._model.rows])

    def _move(self, servers: Ints) -> None:
        """Posts from now on, and what waits at closed desks goes where its role is now."""
        model, closed = self._model, self._closed_rows()
        plays = np.zeros((len(model.rows), len(ROLES)), dtype=np.bool_)
        for row, (institution, number) in enumerate(model.rows):
            plays[row, [ROLE[role] for role in institution.desks[number].roles]] = True
        now = model.day * model.hours
        while True:
            with wrapping():
                status = move_house(model.world, servers, closed, plays, now)
            if status == DONE:
                break
            model.world = model.world._replace(events=grow(model.world.events, 2 * len(model.world.events)))
        self._lingering = bool((model.world.floor["busy"][closed] > 0).any())
