"""Deliberation 协商: collective issues are raised, brought to those who decide, decided, carried out, and come back.

Requests about an issue are held until it is decided and carried out once for all of them. Under the hierarchy the
committee reports and the street decides; the community development association 社区发展协会 (C1), residents' councils
(C2) and community leaders (C7) change who sits, decides, executes and supervises. A decision far from those affected
brings objections (`deciding.py`). How a sitting goes stands in `agents/association.py`.
"""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from agents import association
from agents.association import OF_RESIDENTS, SEATS, SITTINGS_MOST
from model.errands import Done, ErrandKind, Stop
from model.issues import Issue
from model.mechanisms.carrying_out import COMMUNITY
from model.mechanisms.deciding import Deciding
from model.projects import Project
from model.routes import FIRST_RANK, ROLE
from model.streams import Purpose
from model.tables import Activity, Ints
from scenarios.issues import REACHES, UNITS

if TYPE_CHECKING:
    from model.governance import GovernanceModel

RULING = 0.6  # hours of the street's ruling for an hour of the committee's report
_OCCASIONS = 4096  # draws a meeting may need
_SITTERS = {kind.role: f"sitting_{kind.role}" for kind in association.KINDS_OF_SEAT if kind.role}
_SEATS_OF = {role: [seat for seat, kind in enumerate(SEATS) if kind.role == role] for role in _SITTERS}
_RESIDENTS = list(OF_RESIDENTS)
_ROLES = [ROLE[kind.role] if kind.role else -1 for kind in SEATS]
_OWN_TIME = [seat for seat, kind in enumerate(SEATS) if not kind.role]  # seats that take no desk's hours
_PARTY = "sitting_party"


class Deliberation(Deciding):
    """Every open issue of the district, from the first request about it."""

    errands: ClassVar[tuple[ErrandKind, ...]] = (
        ErrandKind(
            "report", (Stop("committee", Activity.APPROVAL), Stop("street", Activity.APPROVAL, RULING, sits=True))
        ),
        ErrandKind("preparation", (Stop("committee", Activity.MEETING),)),
        ErrandKind("council_support", (Stop("committee", Activity.MEETING),)),
        *(ErrandKind(key, (Stop(role, Activity.MEETING),), FIRST_RANK) for role, key in _SITTERS.items()),
        ErrandKind(_PARTY, (Stop("party", Activity.MEETING),), FIRST_RANK),
    )

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        self._diary: dict[int, list[tuple[Callable[[Issue], None], Issue]]] = {}
        self._errands: dict[str, list[tuple[int, float, int]]] = {}
        self._asked: list[Issue] = []
        self._count = 0

    # --- what the day tells
    def every_day(self) -> None:
        """What is due this morning: agendas, councils, sittings; fall-out of yesterday's decisions arises."""
        for deal_with, issue in self._diary.pop(self.model.day, ()):
            deal_with(issue)
        self._send()
        self._go_on()
        if self._asked:
            self._ask_neighbours()
        if self._upset:
            self._fall_out()

    def cases_held(self, cases: Ints) -> None:
        """Requests that wait for a decision raise an issue; one that led an issue has been carried out."""
        table = self.model.world.cases
        route, step = table["route"][cases], table["step"][cases]
        for case in cases[step == self._last[route]].tolist():
            self._is_carried_out(self._carried[case])
        raised = cases[step == self._first[route]]
        if len(raised):
            self._raise(raised)
        self._send()
        self._go_on()

    def errands_done(self, done: Done) -> None:
        """A report has come through the street's sitting, which decides."""
        if done.key == "report":
            for token, time in zip(done.token.tolist(), done.time.tolist(), strict=True):
                self._street_decides(self._under_way[token], time)
            self._go_on()

    def projects_funded(self, projects: list[Project]) -> None:
        """What is funded is carried out."""
        for project in projects:
            self._execute(self._under_way[project.token])
        self._go_on()

    # --- raising 提出
    def _raise(self, cases: Ints) -> None:
        model, p = self.model, self.parameters
        rows = model.ledger.row_of_case[cases]
        who = model.ledger.rows["resident"][rows].astype(np.int64)
        level = COMMUNITY if self.rules.self_governance_unit == "none" else UNITS.index(self.rules.self_governance_unit)
        weights = [1.0 + p.leader_pull * tied for tied in self._tied(who)]
        table = model.world.cases
        item = model.ledger.rows["item"][rows].astype(np.int64)
        columns = (column.tolist() for column in (cases, table["need"][cases], who, item, table["place"][cases]))
        for case, need, resident, item, place, weight, unit in zip(
            *columns, weights, self._units.of(level, who.tolist()), strict=True
        ):
            issue = self._open.get((level, unit, item))
            if issue is None:
                issue = self._new(level, unit, place, item)
            issue.cases.append(case)
            issue.who.append(resident)
            issue.needs.append(need)
            issue.signatures += weight
            if not issue.raised and issue.signatures >= self._threshold(level, unit, place):
                self._later(0, self._agenda, issue)

    def _new(self, level: int, unit: int, place: int, item: int) -> Issue:
        issue = Issue(self._count, level, unit, place, item, self._now)
        self._count += 1
        self._open[level, unit, item] = self._under_way[issue.number] = issue
        self._later(math.ceil(self.parameters.issue_wait_days), self._agenda, issue)
        return issue

    def _threshold(self, level: int, unit: int, place: int) -> float:
        """Signatures that bring an issue on the agenda: fewer where fewer live, as the root of heads."""
        heads, all_heads = self._units.heads(level, unit), self._units.heads(COMMUNITY, place)
        return math.ceil(self.parameters.issue_raisers * math.sqrt(heads / all_heads) - 1e-9)

    def _agenda(self, issue: Issue) -> None:
        """An issue comes on the agenda of whoever deals with it first."""
        if issue.raised or issue.settled:
            return
        issue.raised, issue.agenda = True, self._now
        if self.rules.leaders > 0.0:
            self._leaders_take_part(issue)
        unit = self.rules.self_governance_unit
        if unit != "none" and issue.level == UNITS.index(unit):
            self._later(math.ceil(self.parameters.council_notice_days) - 1, self._council, issue)
        else:
            self._upwards(issue)

    def _leaders_take_part(self, issue: Issue) -> None:
        """Leaders to whom those are tied who raised it: they give time, and ask other neighbours who are silent."""
        tied = self.model.leaders.tied_to(issue.who).tolist()
        leaders = sorted({leader for leader in tied if leader >= 0})
        if leaders:
            issue.guided = self._mean_ideal(leaders)
            brought = sum(leader >= 0 for leader in tied)
            self.model.volunteers.give(Activity.SUPPORT, self.parameters.leader_hours * len(leaders), contacts=brought)
            self.decisions.took_part.update(leaders)
            if self.parameters.leader_pull > 0.0:
                self._asked.append(issue)

    # --- deliberating 议事
    def _council(self, issue: Issue) -> None:
        """A residents' council of the unit meets; what reaches beyond it goes up with its opinion."""
        p, unit = self.parameters, UNITS[issue.level]
        if issue.seats is None:
            homes = self._units.residents(issue.level, [issue.unit])
            draws = self._draws(Purpose.SEAT, issue.key, association.COUNCIL_SEATS[unit], 64)
            issue.sitters = sorted(set(homes.drawn(draws)))
            issue.seats = self._ideal[issue.sitters].tolist()
            issue.tied = self._tied(issue.sitters)
        held = self._sit(issue, [True] * len(issue.sitters))
        self._give(Activity.MEETING, p.sitting_hours * len(issue.sitters), issue.sitters)
        self._errand("council_support", issue.place, p.council_support_hours)
        reach = REACHES.index(self._item(issue).reach)
        if reach > REACHES.index(unit):
            self._go_up(issue)
        elif held.agreed:
            self._decide(issue, held.position, self._desk("committee", issue.place), self._now)
        elif issue.meetings < SITTINGS_MOST:
            self._later(math.ceil(p.council_notice_days) - 1, self._council, issue)
        else:
            self._go_up(issue)

    def _go_up(self, issue: Issue) -> None:
        """An issue leaves its unit for the community, and joins what is open there about the same item."""
        self._open.pop((issue.level, issue.unit, issue.item), None)
        above = self._open.get((COMMUNITY, issue.place, issue.item))
        if above is not None:
            above.take_in(issue)
            self._under_way.pop(issue.number)
            if not above.raised:
                self._agenda(above)
            return
        issue.level, issue.unit, issue.meetings = COMMUNITY, issue.place, 0
        issue.seats = None
        self._open[COMMUNITY, issue.place, issue.item] = issue
        self._upwards(issue)

    def _upwards(self, issue: Issue) -> None:
        """The community's own level: the association if it sits, else a report to the street."""
        p = self.parameters
        if self.rules.association_deliberates:
            self._errand("preparation", issue.place, p.preparation_hours)
            self._to_next_sitting(issue)
        else:
            self._errand("report", issue.place, p.report_hours, issue.number)

    def _to_next_sitting(self, issue: Issue) -> None:
        cycle, day = self.parameters.sitting_days, self.model.day + 1
        if cycle > 1e-9:  # days; whoever sits more often than that sits at any time
            phase = (issue.place * 0.618 % 1.0) * cycle
            day = math.ceil(phase + math.ceil((day - phase) / cycle) * cycle)
        self._later(day - self.model.day - 1, self._association, issue)

    def _association(self, issue: Issue) -> None:
        """The association sits on an issue: quorum, exchange of views, and perhaps a majority."""
        p, place = self.parameters, issue.place
        if issue.seats is None:
            self._fill_seats(issue)
        desks = self.model.world.role_actor[:, place].tolist()
        filled = [role < 0 or desks[role] >= 0 for role in _ROLES]
        draws = self._draws(Purpose.ATTENDANCE, place, len(SEATS), self.model.day * 64).tolist()
        present = [there and draw < p.convening_power for there, draw in zip(filled, draws, strict=True)]
        for role, key in _SITTERS.items():
            sit = sum(present[seat] for seat in _SEATS_OF[role])
            if sit:
                self._errand(key, place, p.sitting_hours * sit)
        self._errand(_PARTY, place, p.sitting_hours)
        own_time = sum(present[seat] for seat in _OWN_TIME)
        came = [who for who, seat in zip(issue.sitters, OF_RESIDENTS, strict=True) if present[seat]]
        self._give(Activity.MEETING, p.sitting_hours * own_time, came)
        if not any(present) or sum(present) < p.quorum * sum(filled):
            issue.meetings += 1
            agreed = False
        else:
            held = self._sit(issue, present)
            issue.opinion, agreed = held.position, held.agreed
        if agreed and self.rules.association_decides and self._item(issue).reach != "beyond":
            self._decide(issue, issue.opinion, self._desk("committee", place), self._now)
        elif agreed or issue.meetings >= SITTINGS_MOST:
            self._errand("report", place, p.report_hours, issue.number)
        else:
            self._to_next_sitting(issue)

    def _fill_seats(self, issue: Issue) -> None:
        """Representatives and owners are drawn from those affected; any other seat has its own view of an item."""
        affected = self._affected(issue)
        draws = self._draws(Purpose.SEAT, issue.key, len(SEATS))
        views = self._draws(Purpose.SEAT, -1 - (issue.place * len(self._items) + issue.item), len(SEATS))
        issue.sitters = affected.drawn(draws[_RESIDENTS])
        issue.seats, issue.tied = views.tolist(), [False] * len(SEATS)
        ideals, tied = self._ideal[issue.sitters].tolist(), self._tied(issue.sitters)
        for seat, ideal, known in zip(OF_RESIDENTS, ideals, tied, strict=True):
            issue.seats[seat], issue.tied[seat] = ideal, known

    def _sit(self, issue: Issue, present: list[bool]) -> association.Sitting:
        p, seats = self.parameters, issue.seats
        assert seats is not None
        if not math.isnan(issue.guided) and p.leader_weight > 0.0:
            seats = [
                association.led(seat, issue.guided, p.leader_weight) if here else seat
                for seat, here in zip(seats, present, strict=True)
            ]
        mediated = (1.0 + p.leader_mediation) * p.confidence
        confidence = [mediated if tied else p.confidence for tied in issue.tied]
        number = 2 * round(p.exchanges * sum(present) / 2)
        draws = self._draws(Purpose.EXCHANGE, issue.key, number, _OCCASIONS * (issue.meetings + 8 * issue.level))
        held = association.sit(seats, present, confidence, draws.tolist(), p.agreement_width)
        issue.seats = held.positions
        issue.meetings += 1
        return held

    # --- in the house
    def _later(self, days: int, what: Callable[[Issue], None], issue: Issue) -> None:
        """Do something with an issue on a morning: tomorrow, and so many days later."""
        self._diary.setdefault(self.model.day + 1 + max(days, 0), []).append((what, issue))

    def _tied(self, residents: Ints | list[int]) -> list[bool]:
        """Whether each of them is tied to a leader who takes part."""
        if self.rules.leaders <= 0.0:
            return [False] * len(residents)
        return [leader >= 0 for leader in self.model.leaders.tied_to(residents).tolist()]

    def _errand(self, key: str, place: int, hours: float, token: int = 0) -> None:
        if hours > 0.0 or key == "report":
            self._errands.setdefault(key, []).append((place, hours, token))

    def _send(self) -> None:
        """Send the errands that have come together."""
        for key, sent in self._errands.items():
            place, hours, token = (np.array(column) for column in zip(*sent, strict=True))
            # Errands set at the close of a day come in next morning.
            self.model.errands.send(key, place, self._now, hours.astype(np.float64), token)
        self._errands = {}

    def _ask_neighbours(self) -> None:
        """Leaders ask neighbours tied to them who bear a need of an issue that is now on the agenda."""
        model, asked = self.model, self._asked
        self._asked = []
        table, borne = model.ledger.rows, model.voicing.borne
        matter = np.zeros((len(self._items), model.causes.places), dtype=bool)
        for issue in asked:
            matter[issue.item, issue.place] = True
        rows = borne[matter.any(axis=1)[table["item"][borne]]]
        rows = rows[matter[table["item"][rows], table["place"][rows]]]
        rows = rows[model.leaders.tied_to(table["resident"][rows]) >= 0]
        morning = float(model.calendar.calendar_of(np.array([self._now]), side="start")[0])
        model.volunteers.contacts += len(rows)
        model.voicing.are_asked(rows, morning)
