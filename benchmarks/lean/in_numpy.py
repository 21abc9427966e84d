"""The lean day in numpy: residents and requests are columns, a day is a few expressions over all of them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.lean.day import Draws, Spec, desks, town

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

NONE = np.zeros(0, dtype=np.int64)


class Queue(NamedTuple):
    """What waits at desks, in the order of coming: a request's resident, item and step (-1: own work), and its work."""

    who: Ints
    item: Ints
    step: Ints
    since: Ints
    desk: Ints
    work: Floats

    def where(self, rows: NDArray[np.bool_] | Ints) -> "Queue":
        """These rows."""
        return Queue(*(column[rows] for column in self))  # type: ignore[arg-type]


class Model:
    """A lean town."""

    def __init__(self, spec: Spec) -> None:
        self.spec, self.day = spec, 0
        start = town(spec)
        self.community, self.habit, self.ties = start.community, start.habit, start.ties
        self.trust, self.expectation = start.trust, start.expectation
        self.satisfaction = np.full(spec.residents, 0.5)
        self.below = np.cumsum(spec.chance)
        self.first, self.last, self.standard = (np.array(x) for x in (spec.first, spec.last, spec.standard))
        self.kind, self.hours = np.array(spec.kind), np.array(spec.hours)
        self.reach, self.help = np.array(spec.reach), np.add(spec.self_help, spec.neighbour)
        self.desks = desks(spec)
        own = np.array(spec.own_pieces)[self.desks.kind]
        self.own_desk = np.repeat(np.arange(len(own)), own)
        self.own_hours = np.array(spec.own_hours)[self.desks.kind[self.own_desk]]
        self.borne: tuple[Ints, Ints, Floats] = (NONE, NONE, np.zeros(0))
        self.queue = Queue(NONE, NONE, NONE, NONE, NONE, np.zeros(0))

    def step(self) -> None:
        """A day."""
        spec, draws = self.spec, Draws(self.spec, self.day)
        arise = draws.arise(spec.residents)
        who = np.flatnonzero(arise < self.below[-1])
        item = np.searchsorted(self.below, arise[who], side="right")
        severity, voice, silent = draws.decide(len(who)).T
        speaks = voice < self.voice_chance(who, item, severity)
        helped = silent < self.help[item]
        bears = ~speaks & ~helped
        old_who, old_item, old_severity = self.borne
        thinks, fate = draws.reconsider(len(old_who)).T
        thinks = thinks < 1.0 / spec.reconsider_days
        fades = thinks & (fate < spec.fade_probability)
        rest = 1.0 - spec.fade_probability
        chance = spec.fade_probability + rest * self.voice_chance(old_who, old_item, old_severity)
        comes = thinks & ~fades & (fate < chance)
        stays = ~fades & ~comes
        worse = old_severity + np.where(thinks, spec.worsening * (1.0 - old_severity), 0.0)
        self.borne = (
            np.concatenate([old_who[stays], who[bears]]),
            np.concatenate([old_item[stays], item[bears]]),
            np.concatenate([worse[stays], severity[bears]]),
        )
        came = self.requests(
            np.concatenate([old_who[comes], who[speaks]]), np.concatenate([old_item[comes], item[speaks]])
        )
        self.come(draws, self.own_work(), came)
        resolved = self.serve(draws)
        self.day += 1
        voiced = int(speaks.sum() + comes.sum())
        self.counted = [len(who), voiced, len(self.borne[0]), resolved, int((self.queue.who >= 0).sum())]

    def voice_chance(self, who: Ints, item: Ints, severity: Floats) -> Floats:
        """Logit of trust, habit and severity."""
        spec = self.spec
        utility = (
            self.reach[item] + spec.voice_trust * (self.trust[who] - 0.5) + spec.voice_habit * (self.habit[who] - 0.5)
            + spec.voice_severity * (severity - 0.5)
        )  # fmt: skip
        return np.asarray(1.0 / (1.0 + np.exp(-utility)))

    def requests(self, who: Ints, item: Ints) -> Queue:
        """New requests at the desk of their first step."""
        return self.at_desk(who, item, self.first[item], np.full(len(who), self.day))

    def own_work(self) -> Queue:
        """The institutions' own work of a day."""
        nobody = np.full(len(self.own_desk), -1)
        return Queue(nobody, nobody, nobody, nobody, self.own_desk, self.own_hours)

    def at_desk(self, who: Ints, item: Ints, step: Ints, since: Ints) -> Queue:
        """Requests at this step: where, and the mean of their work."""
        kind = self.kind[step]
        desk = self.desks.start[kind] + self.community[who] // self.desks.share[kind]
        return Queue(who, item, step, since, desk, self.hours[step])

    def come(self, draws: Draws, *groups: Queue) -> None:
        """They come last in the queue, with their work drawn."""
        for group in groups:
            drawn = group._replace(work=group.work * draws.work(len(group.work)))
            self.queue = Queue(*(np.concatenate(pair) for pair in zip(self.queue, drawn, strict=True)))

    def serve(self, draws: Draws) -> int:
        """Every desk works its hours, first come first served; how many requests it resolved."""
        queue = self.queue.where(np.argsort(self.queue.desk, kind="stable"))
        total = np.cumsum(queue.work)
        first = np.searchsorted(queue.desk, queue.desk)
        asked = total - (total[first] - queue.work[first])
        over = asked - self.desks.capacity[queue.desk]
        waits = over > 0.0
        # The piece under way goes on next day.
        self.queue = queue.where(waits)._replace(work=np.minimum(over, queue.work)[waits])
        done = queue.where(~waits & (queue.who >= 0))
        ends = done.step + 1 == self.last[done.item]
        further = done.where(~ends)
        self.come(draws, self.at_desk(further.who, further.item, further.step + 1, further.since))
        done = done.where(ends)
        self.judge(done.who, done.item, done.since)
        return int(ends.sum())

    def judge(self, who: Ints, item: Ints, since: Ints) -> None:
        """Those resolved judge, the last of several requests of one resident counting; their ties hear of it."""
        spec = self.spec
        late = (self.day - since) / (spec.patience * self.standard[item])
        performed = 1.0 / (1.0 + late * late)
        surprise = performed - self.expectation[who]
        level = spec.satisfaction_level * (performed - 0.5)
        satisfied = np.clip(0.5 + level + spec.satisfaction_surprise * surprise, 0.0, 1.0)
        news = 2.0 * (satisfied - 0.5)
        trust = self.trust[who]
        moved = trust + news * np.where(news > 0.0, spec.trust_gain * (1.0 - trust), spec.trust_loss * trust)
        self.trust[who], self.satisfaction[who] = np.clip(moved, 0.0, 1.0), satisfied
        self.expectation[who] += spec.expectation_adaptation * surprise
        heard, pieces = np.zeros(spec.residents), np.zeros(spec.residents)
        np.add.at(heard, self.ties[who], satisfied[:, None])
        np.add.at(pieces, self.ties[who], 1.0)
        told = np.flatnonzero(pieces)
        self.expectation[told] += spec.word_of_mouth * (heard[told] / pieces[told] - self.expectation[told])
