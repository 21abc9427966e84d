"""What stands in the standing orders: what institutions ordered at the start, and what each mechanism adds to it.

Several rules may bear on one desk's posts or skill. Each keeps a layer of its own, so that none undoes another's:
posts and the logit of passing on add up, as do extra chances of failing; skills multiply.
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
        self._written: Ints = self._orders["servers"].copy()
        self._posts: dict[str, Ints] = {}
        self._passing: dict[str, Floats] = {}
        self._skill: dict[str, Floats] = {}
        self._slip: dict[str, Floats] = {}
        self.keeps_posts = False  # True: posts stay as they are now (offered load is reckoned with unlimited ones)

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

    @property
    def home(self) -> Ints:
        """Posts of each desk before streets move any; none below zero."""
        posts: Ints = self._orders["servers"] + sum(self._posts.values(), np.zeros(len(self._orders), dtype=np.int64))
        return np.maximum(posts, 0)

    def write(self) -> None:
        """Write the sum of all layers into the engine's rows, from now on; posts by way of those that streets moved."""
        model, world = self._model, self._model.world
        if self._passing:
            world.orders["pass_intercept"] = self._orders["pass_intercept"] + sum(self._passing.values())
        if self._skill:
            world.skill[:] = np.prod(list(self._skill.values()), axis=0)
        if self._slip:
            world.slip[:] = sum(self._slip.values())
        if self._posts and not self.keeps_posts:
            home = self.home
            wanted = model.reception.reallocation.settle_home(home)
            # Only where home posts have changed: who else has moved a post keeps it moved.
            for row in np.flatnonzero(home != self._written).tolist():
                model.world = change_servers(model.world, row, int(wanted[row]), model.day * model.hours)
            self._written = home
