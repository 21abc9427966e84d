"""What stands in the standing orders: what institutions ordered at the start, and what each mechanism adds to it.

Several rules may bear on one desk's posts or skill. Each keeps a layer of its own, so that none undoes another's:
posts and the logit of passing on add up, as do extra chances of failing; skills and local knowledge multiply.
"""

from typing import TYPE_CHECKING

import numpy as np

from model.service import change_servers
from model.tables import Floats, Ints
from scenarios.actors import COMPETENCES

if TYPE_CHECKING:
    from model.governance import GovernanceModel


class Standing:
    """Layers over the standing orders of all desks, (A,) or (A, C) arrays by the name of the mechanism.

    Change a layer in place, then `write`. `home` posts of each desk before the street moves any (资源调配).
    """

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model
        self._orders = model.world.orders.copy()
        self._posts: dict[str, Ints] = {}
        self._passing: dict[str, Floats] = {}
        self._skill: dict[str, Floats] = {}
        self._slip: dict[str, Floats] = {}
        self._knowledge: dict[str, Floats] = {}
        self._known = np.ones(len(self._orders))
        self._own: Ints = self._orders["servers"].copy()  # those that are paid, whatever `staff` says
        self._home: Ints = self._own.copy()

    def posts(self, name: str) -> Ints:
        """Posts that mechanism `name` adds to each desk (below zero: takes away), (A,)."""
        return self._posts.setdefault(name, np.zeros(len(self._orders), dtype=np.int64))

    def passing(self, name: str) -> Floats:
        """What it adds to the logit of passing a case on, (A,)."""
        return self._passing.setdefault(name, np.zeros(len(self._orders)))

    def skill(self, name: str) -> Floats:
        """What it multiplies the work done in an hour by, (A, C)."""
        return self._skill.setdefault(name, np.ones((len(self._orders), len(COMPETENCES))))

    def slip(self, name: str) -> Floats:
        """What it adds to the chance that a task fails, (A, C)."""
        return self._slip.setdefault(name, np.zeros((len(self._orders), len(COMPETENCES))))

    def knowledge(self, name: str) -> Floats:
        """What it multiplies the share of information by that a desk keeps when it takes a case in, (A,)."""
        return self._knowledge.setdefault(name, np.ones(len(self._orders)))

    @property
    def own(self) -> Ints:
        """Posts of each desk as institutions were set up, without any layer, (A,)."""
        return self._own.copy()

    @property
    def home(self) -> Ints:
        """Posts of each desk before streets move any; none below zero."""
        return np.maximum(self._orders["servers"] + self.moved, 0)

    @property
    def moved(self) -> Ints:
        """Posts that all mechanisms together add to each desk, (A,)."""
        return sum(self._posts.values(), np.zeros(len(self._orders), dtype=np.int64))

    def follow(self) -> None:
        """The institutions have ordered anew, under other rules: layers stand on that from now on."""
        self._orders = self._model.world.orders.copy()
        self._orders["servers"] = [institution.desks[number].posts for institution, number in self._model.rows]
        self._own = self._orders["servers"].copy()
        self._home = self._own.copy()
        self._known = np.ones(len(self._orders))

    def staff(self, posts: int) -> None:
        """Give every desk that has any so many posts, unpaid: without end, nothing waits and the offer is seen."""
        self._orders["servers"] = np.where(self.home > 0, posts, 0)
        self._home = self.home
        self._model.world.orders["servers"] = self._home

    def write(self, *, afresh: bool = False) -> None:
        """Write the sum of all layers into the engine's rows, from now on; posts by way of those that streets moved.

        `afresh` says that the rows stand again as the institutions themselves order.
        """
        model, world = self._model, self._model.world
        if self._passing:
            world.orders["pass_intercept"] = self._orders["pass_intercept"] + sum(self._passing.values())
        if self._skill:
            world.skill[:] = np.prod(list(self._skill.values()), axis=0)
        if self._slip:
            world.slip[:] = sum(self._slip.values())
        if self._knowledge:
            known = np.prod(list(self._knowledge.values()), axis=0)
            changed = known != (1.0 if afresh else self._known)  # other rows stay as anybody ordered them this week
            world.orders["local_knowledge"][changed] = (self._orders["local_knowledge"] * known)[changed]
            self._known = known
        home = self.home
        moved = home - self._home  # a post that anybody else moved stays moved
        self._home = home
        if moved.any():
            model.reception.reallocation.settle_home(home)
            for row in np.flatnonzero(moved).tolist():
                posts = max(0, int(world.orders["servers"][row] + moved[row]))
                model.world = change_servers(model.world, row, posts, model.day * model.hours)
