"""What residents do about their needs, day by day: voice 表达, bear 忍受, think again, speak at the door, go over 越级.

How they decide stands in `agents/resident.py`; here their decisions meet the ledger and the calendar.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from agents import resident as decide
from agents.station import Station
from model.calendar import day_at
from model.ledger import State
from model.streams import Purpose, uniforms
from model.tables import Activity, Floats, Ints
from scenarios.actors import CHANNELS

if TYPE_CHECKING:
    from model.governance import GovernanceModel
    from model.needs import Arisen

ADDRESSEE = np.array([1, 1, 0, 2, 0])  # column of trust by category: station, station, committee, government, committee
CERTAIN = 50.0  # utility at which a choice is no longer open
NEIGHBOUR_HOURS = 0.8  # what a neighbour gives to a need
WAY_TRIPS = 2.0  # there and back
WEEK = 5  # working days
SHUT_FOR_DAYS = 20.0  # hours: offices that open no sooner are shut for a weekend or longer, not for a night

VISIT, ONLINE = CHANNELS.index("visit"), CHANNELS.index("online")
_STATE_OF_CHOICE = np.array([State.UNDECIDED, State.UNVOICED, State.SELF_HELPED, State.NEIGHBOUR_HELPED], dtype=np.int8)


@dataclass(frozen=True)
class OnlineVoice:
    """Voice online where it is not the same everywhere: on a platform (民情E点通), by computer, telephone or TV.

    `has` (n,) which residents have it; `cost` (P,) hours that it takes; `delay` (P,) share that is left of the time
    until one comes round to it.
    """

    has: NDArray[np.bool_]
    cost: Floats
    delay: Floats


def station_ways(stations: Iterable[tuple[int, ...]], way_hours: float, places: int) -> Floats:
    """Hours of the way to the station of each community, (P,): √k times as long with k communities a station."""
    ways = np.zeros(places)
    for served in stations:
        ways[list(served)] = way_hours * np.sqrt(len(served))
    return ways


class Diary:
    """Rows of the ledger with the working day on which something happens to them, and a number each."""

    def __init__(self) -> None:
        self._noted: list[tuple[Ints, Ints, Floats]] = []  # (days, rows, numbers), in the order of noting

    def note(self, day: Ints, rows: Ints, numbers: Floats) -> None:
        """Put rows under their days; (n,) each."""
        self._noted.append((day, rows, numbers))

    def take(self, day: int) -> tuple[Ints, Floats]:
        """(rows, numbers) of a day, which are then no longer here."""
        if not self._noted:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        days, rows, numbers = (np.concatenate(column) for column in zip(*self._noted, strict=True))
        due = days == day
        later = ~due
        self._noted = [(days[later], rows[later], numbers[later])]
        return rows[due], numbers[due]


class Voicing:
    """The residents' side of the ledger.

    `borne` rows of needs that are borne in silence, rising; `resident_hours` spent on ways. `online` says who has which
    voice online; None: those online, everywhere the parameters'.
    """

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model
        self.borne: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._stairs_of_borne: NDArray[np.int32] = np.zeros(0, dtype=np.int32)
        self.resident_hours = 0.0
        self._coming, self._thinking = Diary(), Diary()
        places = len(model.scenario.city.communities)
        self.online: OnlineVoice | None = None
        self.stations: list[tuple[int, ...]] = []
        self.way_hours = np.zeros(places)
        self.follow()
        columns = model.residents.columns
        edges = np.searchsorted(columns["community"], np.arange(places + 1))
        stairs = columns["stairwell"]
        self._first_stair = stairs[edges[:-1]].astype(np.int64)
        self._last_stair = stairs[edges[1:] - 1].astype(np.int64)

    def follow(self) -> None:
        """Go to the stations that stand now."""
        model = self._model
        self.stations = [i.places for i in model.institutions if isinstance(i, Station)]
        self.way_hours = station_ways(self.stations, model.scenario.parameters.way_hours, len(self.way_hours))

    @property
    def volunteer_hours(self) -> float:
        """Hours that residents gave to each other and to common affairs so far (`model.volunteers`)."""
        return self._model.volunteers.total

    # --- a day's occasions
    def arise(self, new: "Arisen", origin: int = 0) -> None:
        """New needs enter the ledger, and each resident voices, bears, helps themselves or asks a neighbour.

        `origin` is their place in `model.ledger.ORIGINS`.
        """
        model = self._model
        p, columns = model.scenario.parameters, model.residents.columns
        rows = model.ledger.add(len(new.need))
        if not len(rows):
            return
        ledger = model.ledger.rows[rows[0] : rows[-1] + 1]
        ledger["need"], ledger["category"], ledger["item"] = new.need, new.category, new.item
        ledger["origin"] = origin
        ledger["resident"], ledger["severity"] = new.resident, new.severity
        ledger["place"] = columns["community"][new.resident]
        ledger["arose_calendar"] = new.arose
        ledger["arose"] = model.calendar.working_of(new.arose)
        utility, channel = self._utility(ledger)
        has_ties = columns["ties"][new.resident, 0] >= 0
        reluctance, other = self._draw(Purpose.VOICE, new.need), self._draw(Purpose.SILENCE, new.need)
        choice = decide.decide_voice(new.category, utility, has_ties, p, reluctance, other)
        ledger["state"] = _STATE_OF_CHOICE[choice]
        helped = int((choice == decide.NEIGHBOUR).sum())
        model.volunteers.give(Activity.WORK, NEIGHBOUR_HOURS * helped, contacts=helped)
        voiced, bear = choice == decide.VOICE, choice == decide.BEAR
        self._will_come(rows[voiced], channel[voiced], new.arose[voiced])
        self.borne = np.concatenate((self.borne, rows[bear]))
        self._stairs_of_borne = np.concatenate((self._stairs_of_borne, columns["stairwell"][new.resident[bear]]))
        self._will_think(rows[bear])

    def reconsider(self) -> None:
        """Borne needs that are thought over today fade, worsen, are voiced, or go over everyone's head."""
        model, table = self._model, self._model.ledger.rows
        rows, _ = self._thinking.take(model.day)
        rows = rows[table["state"][rows] == State.UNVOICED]
        if len(rows):
            line = table[rows]
            utility, channel = self._utility(line)
            draw = self._draw(Purpose.RECONSIDER, line["need"], model.day)
            # Reluctance is the resident's own and lasts: only a higher utility makes one speak who was silent before.
            utility = np.where(self._would_speak(line["need"], utility), CERTAIN, -CERTAIN)
            fate, worse = decide.reconsider(utility, line["severity"], model.scenario.parameters, draw)
            table["severity"][rows] = worse
            table["state"][rows[fate == decide.FADE]] = State.FADED
            over = fate == decide.ESCALATE
            table["origin"][rows[over]] = 1
            comes = (fate == decide.SPEAK) | over
            opening = float(model.calendar.calendar_of(np.array([model.day * model.hours]), side="start")[0])
            self._will_come(rows[comes], channel[comes], np.full(int(comes.sum()), opening))
            self._will_think(rows[fate == decide.STAY])
        self.forget_helped()

    def come_today(self) -> tuple[Ints, Floats]:
        """(rows, working hours) of the voiced needs that reach an institution today, by time."""
        rows, times = self._coming.take(self._model.day)
        order = np.lexsort((rows, times))
        return rows[order], times[order]

    def meet_visitors(self, place: Ints, need: Ints) -> None:
        """Home visits (走访) that ended today at these places meet people with unvoiced needs, who may then speak.

        `need` the keys of the visits' draws.
        """
        if not len(place) or not len(self.borne):
            return
        model, table = self._model, self._model.ledger.rows
        low, high = self._first_stair[place], self._last_stair[place]
        visited = np.zeros(int(self._last_stair.max()) + 1, dtype=bool)
        visited[(low + self._draw(Purpose.VISIT_PLACE, need) * (high + 1 - low)).astype(np.int64)] = True
        rows = self.borne[visited[self._stairs_of_borne]]
        met = self._draw(Purpose.VISIT_MET, table["need"][rows], model.day) < model.scenario.parameters.visit_met_share
        self.are_asked(rows[met], self._close())

    def are_asked(self, rows: Ints, moment: float) -> None:
        """Somebody asks residents about these borne needs, at a calendar hour; those who then would, speak at once."""
        if len(rows):
            line = self._model.ledger.rows[rows]
            utility, _ = self._utility(line, at_the_door=True)
            self._speak_at_once(rows[self._would_speak(line["need"], utility)], moment)
            self.forget_helped()

    def meet_neighbours(self, places: NDArray[np.bool_], share: float) -> None:
        """Of those at these places (P,) who bear a need, a share is met today at a complex (复合空间).

        Who is met is at the complex anyway and may speak there as to a visitor, with no way; else a neighbour who
        hears of the need may help, by the ordinary shares.
        """
        model, table = self._model, self._model.ledger.rows
        rows = self.borne[places[table["place"][self.borne]]]
        rows = rows[self._draw(Purpose.COMPLEX_MEETING, table["need"][rows], model.day) < share]
        if not len(rows):
            return
        line = table[rows]
        utility, _ = self._utility(line, at_the_door=True)
        has_ties = model.residents.columns["ties"][line["resident"], 0] >= 0
        other = self._draw(Purpose.COMPLEX_HELP, line["need"], model.day)
        reluctance = self._draw(Purpose.VOICE, line["need"])
        choice = decide.decide_voice(line["category"], utility, has_ties, model.scenario.parameters, reluctance, other)
        helped = rows[choice == decide.NEIGHBOUR]
        table["state"][helped] = State.NEIGHBOUR_HELPED
        model.volunteers.give(Activity.WORK, NEIGHBOUR_HOURS * len(helped), contacts=len(rows))
        self._speak_at_once(rows[choice == decide.VOICE], self._close())
        self.forget_helped()

    # --- in the house
    def _close(self) -> float:
        """Calendar hour of today's close."""
        model = self._model
        return float(model.calendar.calendar_of(np.array([(model.day + 1) * model.hours]), side="finish")[0])

    def _speak_at_once(self, rows: Ints, moment: float) -> None:
        """Needs told in person at a calendar hour come to the station next morning."""
        self._will_come(rows, np.zeros(len(rows), dtype=np.int8), np.full(len(rows), moment), at_once=True)

    def forget_helped(self) -> None:
        """Leave only those who still bear their need among the borne."""
        silent = self._model.ledger.rows["state"][self.borne] == State.UNVOICED
        self.borne, self._stairs_of_borne = self.borne[silent], self._stairs_of_borne[silent]

    def _draw(self, purpose: Purpose, entity: Ints, occasion: int = 0) -> Floats:
        return uniforms(self._model.seed, purpose, entity, occasion)

    def _would_speak(self, need: Ints, utility: Floats) -> NDArray[np.bool_]:
        """Whether this utility overcomes the reluctance with which the need arose."""
        return np.asarray(self._draw(Purpose.VOICE, need) < 1.0 / (1.0 + np.exp(-utility)))

    def _utility(self, line: NDArray[np.void], at_the_door: bool = False) -> tuple[Floats, NDArray[np.int8]]:
        """(utility of voicing, channel) of needs, given as rows of the ledger."""
        columns, p = self._model.residents.columns, self._model.scenario.parameters
        who = line["resident"]
        way = self.way_hours[line["place"]]
        online = (columns["online"] if self.online is None else self.online.has)[who]
        form = None if self.online is None else self.online.cost[line["place"]]
        channel = decide.choose_channel(online, way, p, self._draw(Purpose.CHANNEL, line["need"]), form)
        cost = np.zeros(len(line)) if at_the_door else decide.cost_of(channel, way, p, form)
        trust = columns["trust"][who, ADDRESSEE[line["category"]]]
        habit = columns["habit"][who]
        utility = decide.voice_utilities(line["category"], line["severity"], trust, habit, cost, p)
        return utility.astype(np.float64, copy=False), channel

    def _will_come(self, rows: Ints, channel: NDArray[np.int8], moment: Floats, at_once: bool = False) -> None:
        """Set when voiced needs come to an institution: after a while, in opening hours."""
        if not len(rows):
            return
        model, table = self._model, self._model.ledger.rows
        day, hours, need = model.day, model.hours, table["need"][rows]
        calendar = moment
        if not at_once:
            mean = 24.0 * model.scenario.parameters.voice_delay_days
            wait = -mean * np.log(self._draw(Purpose.VOICE_DELAY, need, day))
            if self.online is not None:
                wait = np.where(channel == ONLINE, self.online.delay[table["place"][rows]], 1.0) * wait
            calendar = moment + wait
        working = np.asarray(model.calendar.working_of(calendar), dtype=np.float64)
        shut = model.calendar.calendar_of(working, side="start") - calendar
        # By night or at noon one comes some time next day; at a weekend some time next week; online joins at opening.
        span = np.where(shut > SHUT_FOR_DAYS, WEEK * hours, np.where(shut > 0.0, hours, 0.0))
        span[channel == ONLINE] = 0.0
        working += span * self._draw(Purpose.VOICE_DELAY, need, -1 - day)
        working = np.maximum(working, (day + (1 if at_once else 0)) * hours)
        table["state"][rows], table["channel"][rows] = State.UNDECIDED, channel
        table["voiced_calendar"][rows], table["voiced"][rows] = calendar, working
        if not at_once:  # at the door there is no way
            self.resident_hours += WAY_TRIPS * float(self.way_hours[table["place"][rows[channel == VISIT]]].sum())
        self._coming.note(np.maximum(day_at(working, hours), day), rows, working)

    def _will_think(self, rows: Ints) -> None:
        """Borne needs are thought over after some days."""
        if not len(rows):
            return
        model = self._model
        draw = self._draw(Purpose.RECONSIDER, model.ledger.rows["need"][rows], -1 - model.day)
        wait = -model.scenario.parameters.reconsider_days * np.log(draw)
        self._thinking.note(model.day + 1 + np.floor(wait).astype(np.int64), rows, wait)
