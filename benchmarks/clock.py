"""Processor time of a day's processes and of every mechanism, each second counted once."""

import functools
import inspect
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from model.mechanisms import MECHANISMS
from model.mechanisms.base import Mechanism

if TYPE_CHECKING:
    from model.governance import GovernanceModel

PROCESSES = (
    "needs_arise", "residents_reconsider", "requests_are_routed", "institutions_serve", "residents_judge",
    "visitors_ask",
)  # fmt: skip
WRITTEN_DOWN = "record.close_day"
HOOKS = tuple(name for name, _ in inspect.getmembers(Mechanism, inspect.isfunction) if not name.startswith("_"))


class Clock:
    """Seconds `spent` by name: in a call, less what clocked calls inside it took."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._inside = 0.0  # what clocked calls took inside the one that is under way

    def of(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        """The method, clocked under this name."""
        self.spent.setdefault(name, 0.0)

        @functools.wraps(method)
        def run(*given: Any) -> Any:
            outside, self._inside = self._inside, 0.0
            began = time.process_time()
            found = method(*given)
            took = time.process_time() - began
            self.spent[name] += took - self._inside
            self._inside = outside + took
            return found

        return run


def clocked(model: "GovernanceModel") -> dict[str, float]:
    """Let a model add up from now on what its processes, without mechanisms, and its mechanisms, all hooks, take."""
    clock = Clock()
    for name in PROCESSES:
        setattr(model, name, clock.of(name, getattr(model, name)))
    model.record.close_day = clock.of(WRITTEN_DOWN, model.record.close_day)  # type: ignore[method-assign]
    for kind in MECHANISMS:
        one = model.mechanisms.get(kind)
        clock.spent[kind.__name__] = 0.0
        for hook in HOOKS:
            if getattr(kind, hook) is not getattr(Mechanism, hook):  # others do nothing
                setattr(one, hook, clock.of(kind.__name__, getattr(one, hook)))
    return clock.spent
