"""A resident (居民): has needs, voices or bears them, thinks again, judges what was done, and tells others.

How residents decide stands in `agents/resident.py`, whose functions take arrays of any shape, a single number too: both
the model and the twins call them. What the model keeps in single precision is kept so here (`District.single`).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from mesa import Agent

from agents import resident
from benchmarks.plain.case import Request
from model.judging import TRUST_OF_KIND
from model.ledger import State
from model.streams import Purpose
from model.voicing import ADDRESSEE, CERTAIN
from scenarios.actors import CATEGORIES, CHANNELS, KINDS
from scenarios.issues import UNITS

if TYPE_CHECKING:
    from benchmarks.plain.district import District

decide: Any = resident

STATE_OF = {
    resident.VOICE: State.UNDECIDED, resident.BEAR: State.UNVOICED, resident.SELF_HELP: State.SELF_HELPED,
    resident.NEIGHBOUR: State.NEIGHBOUR_HELPED,
}  # fmt: skip
ADDRESSEE_OF = dict(zip(CATEGORIES, ADDRESSEE.tolist(), strict=True))
TRUST_IN = dict(zip(KINDS, TRUST_OF_KIND.tolist(), strict=True))


class Verdict(NamedTuple):
    """What a resident thinks of an answer: satisfaction, what to expect from now on, and trust in whom."""

    resident: "Resident"
    satisfied: float
    expects: float
    about: int
    trusts: float


class Resident(Agent["District"]):
    """One resident: where they live, how they are, what they bear in silence, and whom they know."""

    def __init__(self, model: "District", traits: dict[str, Any]) -> None:
        super().__init__(model)
        self.place: int = traits["community"].item()
        self.stairwell: int = traits["stairwell"].item()
        self.online: bool = traits["online"].item()
        self.units: dict[str, int] = {level: traits[level].item() for level in UNITS}
        self.ideal = traits["ideal"]
        self.weight = model.care_weight(traits["age_band"].item(), traits["vulnerable"].item())
        self.habit, self.expectation, self.satisfaction = traits["habit"], traits["expectation"], traits["satisfaction"]
        self.trust = list(traits["trust"])
        self.knows: list[Resident] = []
        self.has_ties: bool = traits["ties"][0].item() >= 0
        self.arising: list[Request] = []
        self.borne: list[Request] = []
        self.heard: dict[int, list[int]] = {}

    def step(self) -> None:
        """A day of this resident: new needs arise, and some that are borne are thought over."""
        if self.arising:
            for request in self.arising:
                self._faces(request)
            self.arising = []
        if self.borne:
            today = self.model.day
            for request in [request for request in self.borne if request.thinks_on == today]:
                self._thinks_again(request)

    # --- needs
    def _faces(self, request: Request) -> None:
        """A need has arisen: voice it, bear it, help oneself, or ask a neighbour."""
        model = self.model
        utility, channel = self._utility(request)
        choice = int(
            decide.decide_voice(
                CATEGORIES.index(request.about.category), utility, self.has_ties, model.parameters,
                model.draw(Purpose.VOICE, request.key), model.draw(Purpose.SILENCE, request.key),
            )
        )  # fmt: skip
        request.state = STATE_OF[choice]
        if choice == resident.VOICE:
            self._voices(request, channel, request.arose_calendar)
        elif choice == resident.BEAR:
            self.borne.append(request)
            model.unvoiced_change(self.place, 1)
            self._thinks_later(request)
        else:
            request.remove()

    def _thinks_later(self, request: Request) -> None:
        """A borne need is thought over after some days."""
        model = self.model
        wait = -model.parameters.reconsider_days * np.log(model.draw(Purpose.RECONSIDER, request.key, -1 - model.day))
        request.thinks_on = model.day + 1 + int(wait)
        model.has_to_do(self, request.thinks_on)

    def _thinks_again(self, request: Request) -> None:
        """A borne need fades, worsens, is voiced, or goes over everyone's head (越级)."""
        model = self.model
        utility, channel = self._utility(request)
        certain = CERTAIN if self._would_speak(request, utility) else -CERTAIN
        draw = model.draw(Purpose.RECONSIDER, request.key, model.day)
        fate, severity = decide.reconsider(certain, request.severity, model.parameters, draw)
        request.severity = model.single(severity)
        if fate == resident.STAY:
            self._thinks_later(request)
            return
        self._ends_silence(request)
        if fate == resident.FADE:
            request.state = State.FADED
            request.remove()
        else:
            if fate == resident.ESCALATE:
                request.origin = "escalated"
            self._voices(request, channel, model.calendar_hour(model.day * model.hours, "start"))

    def is_asked(self, request: Request) -> None:
        """Somebody at the door asks about a need that is borne: one speaks if it costs no way."""
        utility, _ = self._utility(request, at_the_door=True)
        if self._would_speak(request, utility):
            self._ends_silence(request)
            self._voices(request, 0, self.model.close, at_the_door=True)

    def _ends_silence(self, request: Request) -> None:
        """A need is borne no longer."""
        self.borne.remove(request)
        self.model.unvoiced_change(self.place, -1)

    def _utility(self, request: Request, at_the_door: bool = False) -> tuple[float, int]:
        """(utility of voicing, channel)."""
        p, way = self.model.parameters, self.model.ways[self.place]
        channel = int(decide.choose_channel(self.online, way, p, self.model.draw(Purpose.CHANNEL, request.key)))
        cost = 0.0 if at_the_door else decide.cost_of(channel, way, p)
        category = request.about.category
        trust = self.trust[ADDRESSEE_OF[category]]
        return decide.voice_utilities(CATEGORIES.index(category), request.severity, trust, self.habit, cost, p), channel

    def _would_speak(self, request: Request, utility: float) -> bool:
        """Whether a utility overcomes the reluctance with which the need arose."""
        return bool(self.model.draw(Purpose.VOICE, request.key) < 1.0 / (1.0 + np.exp(-utility)))

    def _voices(self, request: Request, channel: int, moment: float, at_the_door: bool = False) -> None:
        """A need is voiced at some hour of the calendar, and comes to an institution when that is open."""
        model = self.model
        calendar = moment
        if not at_the_door:
            delay = 24.0 * model.parameters.voice_delay_days
            calendar += -delay * np.log(model.draw(Purpose.VOICE_DELAY, request.key, model.day))
        working = model.working(calendar)
        if CHANNELS[channel] != "online":  # online joins at opening, others come some time next day, or next week
            span = model.closed_for(working, calendar)
            working += span * model.draw(Purpose.VOICE_DELAY, request.key, -1 - model.day)
        working = max(working, (model.day + (1 if at_the_door else 0)) * model.hours)
        request.state, request.channel = State.UNDECIDED, channel
        request.voiced_calendar, request.voiced = float(calendar), float(working)
        model.will_come(request)

    # --- answers
    def comes_back_with(self, request: Request) -> float:
        """Chance that the resident comes back if the answer is faulty."""
        trust = self.trust[ADDRESSEE_OF[request.about.category]]
        return float(decide.reopen_chance(trust, request.severity, self.model.parameters))

    def judges(self, request: Request) -> Verdict:
        """What to think of an answer, by what one expected and whom one trusted this morning."""
        p = self.model.parameters
        performed = decide.performance(
            request.resolved - request.voiced, self.model.standard_hours(request.about), request.failed,
            request.hand_overs, p,
        )  # fmt: skip
        satisfied, expects = decide.judge(performed, self.expectation, p)
        judged = request.decider or request.owner or self.model.desks[0]
        about = TRUST_IN[judged.institution.kind]
        request.satisfaction = float(self.model.single(satisfied))
        return Verdict(self, satisfied, expects, about, decide.update_trust(self.trust[about], satisfied, p))

    def takes_to_heart(self, verdict: Verdict) -> None:
        """Expectation, satisfaction and trust after a judgement; of several of one day the last stands."""
        single = self.model.single
        self.expectation = single(min(max(verdict.expects, 0.0), 1.0))
        self.satisfaction = single(verdict.satisfied)
        self._trusts(verdict.about, verdict.trusts)

    def _trusts(self, about: int, trust: float) -> None:
        """Trust one kind of actor so much from now on."""
        before, self.trust[about] = self.trust[about], self.model.single(trust)
        self.model.trust_changes(self.place, about, float(self.trust[about]) - float(before))

    def tells(self, verdict: Verdict) -> "Iterable[Resident]":
        """Tell those whom one knows (口碑); returns them. Whole pieces of satisfaction add up the same in any order."""
        news = round(float(verdict.satisfied) * resident.NEWS_SCALE)
        for other in self.knows:
            told = other.heard.setdefault(verdict.about, [0, 0])
            told[0] += news
            told[1] += 1
        return self.knows

    def listens(self) -> None:
        """Trust and expectation move a little towards what one has heard today."""
        p, single = self.model.parameters, self.model.single
        news, pieces = 0, 0
        for about, (told, number) in self.heard.items():
            heard = np.float64(told / (number * resident.NEWS_SCALE))
            self._trusts(about, decide.update_trust(self.trust[about], heard, p, p.word_of_mouth))
            news, pieces = news + told, pieces + number
        heard = np.float64(news / (pieces * resident.NEWS_SCALE))
        moved = self.expectation + p.word_of_mouth * (heard - self.expectation)
        self.expectation = single(min(max(moved, 0.0), 1.0))
        self.heard = {}
