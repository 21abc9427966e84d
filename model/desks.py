"""The desks of a district as a rule from outside the tree sees them: which rows are whose, and how last week went."""

from typing import TYPE_CHECKING

import numpy as np

from model.tables import Floats, Ints, Link, Table
from scenarios.actors import KINDS, ROLES
from scenarios.errors import InputError, nearest

if TYPE_CHECKING:
    from model.governance import GovernanceModel

WRITTEN = (
    "productivity", "overhead", "local_knowledge", "pass_intercept", "pass_load", "error", "sitting_every",
    "sitting_first",
)  # fmt: skip
"""The fields of a row that a hook may write; `servers`, `kind` and `connected` stand beside them to be read."""

_ABOVE_ZERO = float(np.finfo(np.float64).tiny)
_ALLOWED: dict[str, tuple[float, float, str]] = {
    "servers": (0.0, np.inf, "0 or more"),
    "productivity": (_ABOVE_ZERO, np.inf, "a number above 0"),
    "overhead": (_ABOVE_ZERO, np.inf, "a number above 0"),
    "local_knowledge": (0.0, 1.0, "a number from 0 to 1"),
    "pass_intercept": (-np.inf, np.inf, "a number"),
    "pass_load": (-np.inf, np.inf, "a number"),
    "error": (0.0, 1.0, "a number from 0 to 1"),
    "connected": (float(min(Link)), float(max(Link)), f"{int(min(Link))} to {int(max(Link))}"),
    "sitting_every": (0.0, np.inf, "hours, 0 or more"),
    "sitting_first": (-np.inf, np.inf, "hours"),
}


class Desks:
    """`model.desks`: one row of standing orders a desk, and what a hook may look at when it writes them.

    Attributes:
        queue_hours: Last week by row: hours that work waited at the desk.
        busy_hours: Last week by row: hours that its posts worked.
        passed_on: Last week by community, in the order of the city's: how often a request of its residents was passed
            on (推诿). All three are zero before the first week has ended, and in scenarios without extensions.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> model = sanshe.GovernanceModel(sanshe.load("hierarchy").replace(city=town), rng=1)
        >>> stations = model.desks.rows(kind="station")
        >>> len(stations), model.rows[stations[0]][0].name
        (6, 'East服务站')
        >>> model.desks.orders["error"][stations].round(3)
        array([0.05, 0.05, 0.05, 0.05, 0.05, 0.05])
    """

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model
        self._own = model.world.orders.copy()
        self._passes = np.zeros(len(model.scenario.city.communities))
        self.queue_hours: Floats = np.zeros(len(model.rows))
        self.busy_hours: Floats = np.zeros(len(model.rows))
        self.passed_on: Floats = self._passes.copy()

    def __repr__(self) -> str:
        return f"<Desks: {len(self.orders)} rows; .rows(), .orders, .queue_hours, .busy_hours, .passed_on>"

    @property
    def orders(self) -> Table:
        """The standing orders that the engine follows: `desks.orders["error"][rows] = ...` changes them."""
        return self._model.world.orders

    def rows(self, *, kind: str | None = None, role: str | None = None, street: int | None = None) -> Ints:
        """Numbers of the rows of desks: all, or those of which all that is named holds.

        Args:
            kind: One of `scenarios.actors.KINDS`.
            role: One of `scenarios.actors.ROLES`.
            street: An institution's `street`: the number of its street, −1 for the district's own.

        Returns:
            Integers of shape (desks,).

        Raises:
            InputError: For a kind or role that does not exist.
        """
        for field, word, known in (("kind", kind, KINDS), ("role", role, ROLES)):
            if word is not None and word not in known:
                raise InputError(field, repr(word), nearest(word, known))
        mine = [
            row
            for row, (institution, number) in enumerate(self._model.rows)
            if (kind is None or institution.kind == kind)
            and (role is None or role in institution.desks[number].roles)
            and (street is None or institution.street == street)
        ]
        return np.array(mine, dtype=np.int64)

    def check(self, who: str) -> None:
        """Refuse what an extension has written and the engine cannot follow, by row and field.

        Args:
            who: The extension's name.

        Raises:
            InputError: Naming the extension, the field and the row.
        """
        for name, (low, high, allowed) in _ALLOWED.items():
            values = self.orders[name].astype(np.float64)
            wrong = np.flatnonzero(~((values >= low) & (values <= high) & np.isfinite(values)))
            if len(wrong):
                found = f"{values[wrong[0]]:g} in row {wrong[0]} of standing_orders"
                raise InputError(f"extension {who}: {name}", found, allowed)
        changed = np.flatnonzero(self.orders["kind"] != self._own["kind"])
        if len(changed):
            raise InputError(f"extension {who}: kind", f"another kind in row {changed[0]}", "rows of the kind they are")

    def follow(self) -> None:
        """The institutions have ordered anew, under other rules: that is what holds without hooks from now on."""
        self._own = self.orders.copy()

    def begin_week(self) -> None:
        """Look back on the week, and let every row say again what the institutions themselves order.

        So a hook states each week what holds this week, and need not undo what it wrote before. Without extensions
        nothing is done.
        """
        model = self._model
        if not model.scenario.extensions:
            return
        for name in WRITTEN:
            self.orders[name] = self._own[name]
        floor = model.world.floor
        self.queue_hours = floor["queue_hours"] - model.week_start[0]
        self.busy_hours = floor["busy_hours"] - model.week_start[1]
        needs = model.ledger.look(model.world)
        passes = np.bincount(needs["place"], weights=needs["passes"], minlength=len(self._passes))
        self.passed_on, self._passes = passes - self._passes, passes
