"""One request's way through the desks: its legs put in order, with who handed it over and what crossing cost."""

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.tables import NOBODY, Op
from model.terms import Terms
from scenarios.duty_list import load_duty_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.scenario import Scenario

NAN = math.nan
KINDS = (
    "intake", "approval", "assign", "work", "rework", "sign_off", "review", "opening", "copy", "unbegun",
    "follow_up",
)  # fmt: skip
"""What a stop is: `review` was passed on, `assign` the tier above named an owner, `opening` the first part of
a copy whose owner then stood by and took over in the end, `copy` of an overlap was in vain,
`unbegun` a copy that another owner overtook before it was taken up."""
PACED = ("intake", "approval", "work", "opening", "rework", "sign_off")  # that take longer where information is lost
VAIN = ("opening", "copy", "unbegun")  # legs of an overlap that do not take the case on
GAPS = ("", "sitting", "appointment", "decision", "reopened", "mended", "follow_up")
"""What lay between the stop before and this one: the tier's next sitting, an appointment, the decision of the issue,
the resident (or a follow-up) finding a defect, an inspection finding one, the time until somebody asks how it went."""


@dataclass(frozen=True)
class Step:
    """A step of a route: what it does, and whether it waits for a sitting or an appointment."""

    op: int
    sits: bool
    appointment: bool


@dataclass(frozen=True)
class Stop:
    """A leg: at which desk (`row`), of which `kind`, when it arrived, started, finished (working hours; not-a-number:
    not yet), from which desk it was handed over (−1: from none), what lay before it, and of its hours those that took
    the hand-over (typing included), those for information lost, those for reading it in a gap. `race` says that it
    is of an overlap, `open` that it is under way at the horizon, `shared` that it was done once for all who raised an
    issue.
    """

    row: int
    kind: str
    arrived: float
    started: float
    finished: float
    source: int = NOBODY
    gap: str = ""
    ready: float = NAN  # when the stop before was over
    handover: float = 0.0
    lost: float = 0.0
    reading: float = 0.0
    race: bool = False
    open: bool = False
    shared: bool = False

    @property
    def crossed(self) -> bool:
        """Whether it came from another desk."""
        return self.source != NOBODY

    @property
    def hours(self) -> float:
        """Hours that a post spent on it."""
        return self.finished - self.started if math.isfinite(self.started) and math.isfinite(self.finished) else 0.0


def route_steps(scenario: "Scenario", item: str, escalated: bool) -> tuple[Step, ...]:
    """The steps of a request's route under the rules of a scenario."""
    return _routes(scenario)[item, escalated]


@lru_cache(maxsize=8)
def _routes(scenario: "Scenario") -> dict[tuple[str, bool], tuple[Step, ...]]:
    """The routes of all items, as they come in and escalated."""
    from model.routes import build_routes

    items = load_duty_list()
    book = build_routes(scenario, items)
    found = {}
    for number, item in enumerate(items):
        for escalated in (False, True):
            route = book.routes[2 * number + escalated]
            steps = book.steps[route["start"] : route["end"]]
            found[item.key, escalated] = tuple(
                Step(int(step["op"]), bool(step["sits"]), bool(step["wait"] > 0.0)) for step in steps
            )
    return found


def stops(
    need: "pd.Series[Any]", legs: pd.DataFrame, steps: "Sequence[Step]", terms: Terms, place: int,
    lead: pd.DataFrame | None = None,
) -> list[Stop]:  # fmt: skip
    """The legs of one need, as stops in the order in which the case went on.

    `need` its row of the ledger, `legs` as `Run.journeys` gives them, `steps` of its route, `place` the number of its
    community; `lead` the legs of the request by which its issue was carried out, where that is another one. Copies of
    an overlap come before the one of them that won.
    """
    walk = _Walk(need, steps, terms, place)
    mine = _in_order(legs, steps)
    if lead is None or not len(lead):
        return [walk.on(leg) for leg in mine]
    told = float(need["resolved"])
    hold = next(number for number, step in enumerate(steps) if step.op == Op.HOLD)
    common = [
        replace(leg, shared=True)
        for leg in _in_order(lead, steps)
        if leg.step > hold and leg.kind not in ("rework", "follow_up") and not leg.finished > told and not leg.open
    ]
    begun = [leg for leg in mine if leg.step < hold]
    walked = [walk.on(leg) for leg in begun]
    walk.at = int(lead.sort_values("finished")["row"].iloc[0])  # where the lead's file lay meanwhile
    return walked + [walk.on(leg) for leg in common] + [walk.on(leg) for leg in mine if leg not in begun]


class _Walk:
    """Who has the case, since when, and what it has lost on the way."""

    def __init__(self, need: "pd.Series[Any]", steps: "Sequence[Step]", terms: Terms, place: int) -> None:
        self._need, self._steps, self._terms, self._place = need, steps, terms, place
        self.at, self._information, self._ready, self._last = NOBODY, 1.0, NAN, NOBODY
        self._raced: dict[tuple[int, int], float] = {}  # (desk, copy) of the overlap: hours of hand-over still to come

    def on(self, leg: "_Leg") -> Stop:
        """The next leg."""
        gap, ready, race = self._gap(leg), self._ready, leg.copied
        source, handover, lost, reading = NOBODY, 0.0, 0.0, 0.0
        if leg.kind != "follow_up":
            given = leg.arrived if gap in ("decision", "reopened", "mended") or not math.isfinite(ready) else ready
            given = given if math.isfinite(given) else float(self._need["voiced"])
            crossing = self._terms.crossing(given, self.at, leg.row, self._place)
            again = race and (leg.row, leg.copy) in self._raced
            if self.at not in (NOBODY, leg.row) and not again:
                source, handover = self.at, crossing.hours + crossing.entry
            if again:  # what the first part of the copy had not come to
                handover = self._raced[leg.row, leg.copy]
            kept = self._information * crossing.kept
            if leg.kind in ("copy", "unbegun"):  # what it took is all in vain
                handover = 0.0
            if (
                leg.kind == "work"
                and not leg.open
                and self._need["duty"] == "gap"
                and float(self._need["responded"]) > leg.started
            ):
                reading = max(float(self._need["responded"]) - leg.started - handover, 0.0)
            if leg.kind in PACED and not leg.open:
                extra = self._terms.extra(given, kept)
                lost = max(leg.hours - handover - reading, 0.0) * extra / (1.0 + extra)
            if race and (leg.kind != "work" or leg.open):
                self._raced[leg.row, leg.copy] = max(handover - leg.hours, 0.0)
            else:
                self.at, self._information, self._raced = leg.row, kept, {}
            self._last = leg.step if leg.step >= 0 else self._last
        if leg.kind not in VAIN and math.isfinite(leg.finished):
            self._ready = leg.finished
        return Stop(
            leg.row, leg.kind, leg.arrived, leg.started, leg.finished, source, gap, ready,
            min(handover, leg.hours), lost, reading, race, leg.open, leg.shared,
        )  # fmt: skip

    def _gap(self, leg: "_Leg") -> str:
        """What lies between the stop before and this one."""
        if leg.kind == "follow_up":
            return "follow_up"
        if 0 <= leg.step <= self._last and leg.kind in ("work", "rework") and not leg.copied:
            if leg.kind == "rework":
                return "reopened"
            if leg.step < self._last:
                return "mended"
        step = self._steps[leg.step] if 0 <= leg.step < len(self._steps) else Step(int(Op.SERVE), False, False)
        if any(one.op == Op.HOLD for one in self._steps[self._last + 1 : max(leg.step, 0)]):
            return "decision"
        if leg.kind == "assign" or (step.sits and leg.kind in ("approval", "sign_off")):
            return "sitting"
        return "appointment" if step.appointment and leg.kind != "review" else ""


@dataclass(frozen=True)
class _Leg:
    """A leg as it is read: `copied` of an overlap."""

    step: int
    row: int
    kind: str
    arrived: float
    started: float
    finished: float
    copy: int
    copied: bool
    open: bool
    shared: bool = False

    @property
    def hours(self) -> float:
        """Hours that a post spent on it."""
        return self.finished - self.started if math.isfinite(self.started) and math.isfinite(self.finished) else 0.0


def _in_order(legs: pd.DataFrame, steps: "Sequence[Step]") -> list[_Leg]:
    """Legs by the time at which they ended, the copies of an overlap before the one that won, open ones last."""
    read = [
        _Leg(int(leg["step"]), int(leg["row"]), str(leg["activity"]), float(leg["arrived"]), float(leg["started"]),
             float(leg["finished"]), int(leg["copy"]), False, not math.isfinite(leg["finished"]))
        for leg in legs.to_dict("records")
    ]  # fmt: skip
    # The engine notes a copy that was in vain as duplicate work; one never taken up has no step, and no other leg.
    own = next((number for number, step in enumerate(steps) if step.op == Op.OWN), NOBODY)
    vain = [leg for leg in read if leg.kind == "duplicate" and leg.step >= 0]
    winner = {(leg.row, leg.copy) for leg in read if leg.kind == "work" and not leg.open and leg.step == own}
    began = {(leg.row, leg.copy) for leg in vain}
    raced = bool(vain) or any(leg.step < 0 for leg in read) or sum(leg.open and leg.kind == "work" for leg in read) > 1
    reviewed = {leg.step for leg in read if leg.kind == "review"}
    found: list[_Leg] = []
    for leg in read:
        if leg.step < 0:
            if (leg.row, leg.copy) not in began:
                found.append(replace(leg, kind="unbegun", copied=True, step=own, open=False))
        elif leg.kind == "duplicate":
            kind = "opening" if (leg.row, leg.copy) in winner else "copy"
            found.append(replace(leg, kind=kind, copied=True))
        elif leg.kind == "approval" and leg.step in reviewed:
            found.append(replace(leg, kind="assign"))
        else:
            found.append(replace(leg, copied=raced and leg.step == own and leg.kind == "work"))
    won = max((leg.finished for leg in found if leg.copied and leg.kind == "work" and not leg.open), default=math.inf)

    def key(leg: _Leg) -> tuple[float, bool, float]:
        over = won if leg.kind == "unbegun" else leg.finished
        return (over if math.isfinite(over) else math.inf, leg.kind not in VAIN, leg.arrived)

    return sorted(found, key=key)
