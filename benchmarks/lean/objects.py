"""The lean day as objects, whatever framework steps them: what a resident and a desk know and do.

`in_mesa.py` and `in_agentpy.py` mix these into their own agents.
"""

import math
from bisect import bisect_right
from collections import deque
from itertools import accumulate
from typing import Any

from benchmarks.lean.day import Draws, Spec, desks, town


class Request:
    """One need of one resident; with no resident, a piece of an institution's own work."""

    __slots__ = ("item", "resident", "severity", "since", "step", "work")

    def __init__(self, resident: Any, item: int) -> None:
        self.resident, self.item = resident, item
        self.severity = self.work = 0.0
        self.since = self.step = 0


class ResidentMixin:
    """A resident: may have a need, voices it or not, judges what was done."""

    def settle(self, row: int, community: int, habit: float, trust: float, expectation: float) -> None:
        """Where and how the resident begins."""
        self.row, self.community, self.habit, self.trust = row, community, habit, trust
        self.expectation, self.satisfaction = expectation, 0.5
        self.ties: list[ResidentMixin] = []
        self.heard: list[float] = []

    def arise(self) -> None:
        """The resident's day: most have no need."""
        model: Any = self.model  # type: ignore[attr-defined]
        arise = model.arises[self.row]
        if arise >= model.below[-1]:
            return
        item = bisect_right(model.below, arise)
        model.arisen.append(Request(self, item))

    def voice_chance(self, need: Request, spec: Spec) -> float:
        """Logit of trust, habit and severity."""
        utility = (
            spec.reach[need.item]
            + spec.voice_trust * (self.trust - 0.5)
            + spec.voice_habit * (self.habit - 0.5)
            + spec.voice_severity * (need.severity - 0.5)
        )
        return 1.0 / (1.0 + math.exp(-utility))

    def judged(self, request: Request, day: int, spec: Spec) -> tuple[float, float, float]:
        """(satisfaction, trust, expectation) after a request of theirs was resolved."""
        late = (day - request.since) / (spec.patience * spec.standard[request.item])
        performed = 1.0 / (1.0 + late * late)
        surprise = performed - self.expectation
        level = spec.satisfaction_level * (performed - 0.5)
        satisfied = min(max(0.5 + level + spec.satisfaction_surprise * surprise, 0.0), 1.0)
        news = 2.0 * (satisfied - 0.5)
        moved = news * (spec.trust_gain * (1.0 - self.trust) if news > 0.0 else spec.trust_loss * self.trust)
        trust = min(max(self.trust + moved, 0.0), 1.0)
        return satisfied, trust, self.expectation + spec.expectation_adaptation * surprise

    def hear(self, spec: Spec) -> None:
        """Move the expectation towards what ties told today."""
        told = sum(self.heard) / len(self.heard)
        self.expectation += spec.word_of_mouth * (told - self.expectation)
        self.heard.clear()


class DeskMixin:
    """A desk: a queue, first come first served, and hours to work a day."""

    def open(self, capacity: float, own_pieces: int, own_hours: float) -> None:
        """So many hours a day, and so much own work."""
        self.capacity, self.own_pieces, self.own_hours = capacity, own_pieces, own_hours
        self.queue: deque[Request] = deque()

    def serve(self) -> None:
        """Work today's hours; the request under way goes on next day."""
        model: Any = self.model  # type: ignore[attr-defined]
        left = self.capacity
        while self.queue and left > 0.0:
            request = self.queue[0]
            if request.work > left:
                request.work -= left
                return
            left -= request.work
            model.done.append(self.queue.popleft())


class DayMixin:
    """The model's day; a framework's model says how residents and desks are stepped."""

    residents: Any
    desks: Any

    def found(self, spec: Spec) -> None:
        """The town at its start; `residents` and `desks` are there."""
        self.spec, self.day = spec, 0
        self.below = list(accumulate(spec.chance))
        self.borne: list[Request] = []
        self.arisen: list[Request] = []
        self.done: list[Request] = []
        start = town(spec)
        rows = zip(
            self.residents, start.community.tolist(), start.habit.tolist(), start.trust.tolist(),
            start.expectation.tolist(), strict=True,
        )  # fmt: skip
        for row, (resident, community, habit, trust, expectation) in enumerate(rows):
            resident.settle(row, community, habit, trust, expectation)
        everyone = list(self.residents)
        for resident, ties in zip(everyone, start.ties.tolist(), strict=True):
            resident.ties = [everyone[tie] for tie in ties]
        they = desks(spec)
        for desk, kind, capacity in zip(self.desks, they.kind.tolist(), they.capacity.tolist(), strict=True):
            desk.open(capacity, spec.own_pieces[kind], spec.own_hours[kind])
        self.counter, self.start, self.share = list(self.desks), they.start.tolist(), they.share.tolist()

    def step_residents(self) -> None:
        """Every resident's `arise`."""
        raise NotImplementedError

    def step_desks(self) -> None:
        """Every desk's `serve`."""
        raise NotImplementedError

    def one_day(self) -> list[int]:
        """A day; what was counted."""
        spec, draws = self.spec, Draws(self.spec, self.day)
        self.arises = draws.arise(spec.residents).tolist()
        self.arisen, self.done = [], []
        self.step_residents()
        spoken, bears = [], []
        for need, (severity, voice, silent) in zip(self.arisen, draws.decide(len(self.arisen)).tolist(), strict=True):
            need.severity = severity
            if voice < need.resident.voice_chance(need, spec):
                spoken.append(need)
            elif silent >= spec.self_help[need.item] + spec.neighbour[need.item]:
                bears.append(need)
        late, stays = [], []
        for need, (thinks, fate) in zip(self.borne, draws.reconsider(len(self.borne)).tolist(), strict=True):
            if thinks >= 1.0 / spec.reconsider_days:
                stays.append(need)
                continue
            fades = spec.fade_probability
            if fate < fades:
                continue
            if fate < fades + (1.0 - fades) * need.resident.voice_chance(need, spec):
                late.append(need)
            else:
                need.severity += spec.worsening * (1.0 - need.severity)
                stays.append(need)
        self.borne = stays + bears
        self.own_work(draws)
        for need in late + spoken:
            need.since, need.step = self.day, spec.first[need.item]
        self.come(late + spoken, draws)
        self.step_desks()
        served = [request for request in self.done if request.resident is not None]
        resolved = [request for request in served if request.step + 1 == spec.last[request.item]]
        further = [request for request in served if request.step + 1 < spec.last[request.item]]
        for request in further:
            request.step += 1
        self.come(further, draws)
        self.judge(resolved)
        self.day += 1
        backlog = sum(request.resident is not None for desk in self.counter for request in desk.queue)
        return [len(self.arisen), len(late) + len(spoken), len(self.borne), len(resolved), backlog]

    def own_work(self, draws: Draws) -> None:
        """The institutions' own work of a day."""
        pieces = [(desk, Request(None, -1)) for desk in self.counter for _ in range(desk.own_pieces)]
        for (desk, piece), times in zip(pieces, draws.work(len(pieces)).tolist(), strict=True):
            piece.work = desk.own_hours * times
            desk.queue.append(piece)

    def come(self, requests: list[Request], draws: Draws) -> None:
        """Requests come last in the queue of the desk of their step."""
        spec = self.spec
        for request, times in zip(requests, draws.work(len(requests)).tolist(), strict=True):
            kind = spec.kind[request.step]
            request.work = spec.hours[request.step] * times
            desk = self.counter[self.start[kind] + request.resident.community // self.share[kind]]
            desk.queue.append(request)

    def judge(self, resolved: list[Request]) -> None:
        """Those resolved judge, the last of several requests of one resident counting; their ties hear of it."""
        found = [(r.resident, r.resident.judged(r, self.day, self.spec)) for r in resolved]
        told = {}
        for resident, (satisfied, trust, expectation) in found:
            resident.satisfaction, resident.trust, resident.expectation = satisfied, trust, expectation
            for tie in resident.ties:
                tie.heard.append(satisfied)
                told[tie.row] = tie
        for listener in told.values():
            listener.hear(self.spec)
