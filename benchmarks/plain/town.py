"""A district as it stands before the first day, and what those who live and work in it ask of it."""

import math
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal, cast

import mesa
import numpy as np

from agents.committee import Committee
from agents.station import Station
from benchmarks.plain.desk import Desk
from benchmarks.plain.resident import Resident
from benchmarks.plain.routes import read_routes
from benchmarks.plain.setting import refuse_uncovered
from benchmarks.plain.street import pools
from model.boundaries import duty_states
from model.calendar import WorkingCalendar, day_at
from model.city import build_residents
from model.institutions import set_up
from model.needs import SIXTY_PLUS
from model.streams import Purpose, uniform
from model.tables import Duty
from model.voicing import SHUT_FOR_DAYS, WEEK
from scenarios.duty_list import DutyItem, load_duty_list
from scenarios.issues import UNITS

if TYPE_CHECKING:
    from benchmarks.plain.district import District
    from scenarios.scenario import Scenario


class Town(mesa.Model[Any, Any]):
    """Who lives and works in a district: residents, institutions with their desks. `District` adds what happens.

    Args:
        scenario: A scenario as `sanshe.load` gives it.
        rng: The seed, as of `GovernanceModel`.

    Raises:
        InputError: For a scenario with what the twins do not cover.
    """

    def __init__(self, scenario: "Scenario", rng: int = 7) -> None:
        super().__init__(rng=rng)
        refuse_uncovered(scenario)
        self._in_force = scenario
        self.parameters, self.seed, self.day = scenario.parameters, rng, 0
        self.hours = float(scenario.resources.productive_hours)
        self.calendar = WorkingCalendar(productive_hours=self.hours)
        self.items = load_duty_list()
        self.routes = read_routes(scenario, self.items)
        self.duty = [Duty(state) for state in duty_states(scenario, self.items).tolist()]
        self._set_up_institutions()
        self._house_residents()

    @property
    def scenario(self) -> "Scenario":
        """The scenario that is run, as institutions ask for it."""
        return self._in_force

    @scenario.setter
    def scenario(self, value: Any) -> None:
        """Mesa's own slot for scenarios is not used."""

    # --- set up
    def _set_up_institutions(self) -> None:
        """Institutions with their desks, and who plays which role in each community."""
        district = cast("District", self)
        self.institutions, _ = set_up(self, self.scenario)
        places = len(self.scenario.city.communities)
        self.desks: list[Desk] = []
        self._players: dict[tuple[str, int], Desk] = {}
        self.ways = [0.0] * places
        for institution in self.institutions:
            for plan in institution.desks:
                desk = Desk(district, institution, plan, len(self.desks))
                self.desks.append(desk)
                if institution.waits_for_posts and plan.posts == 0:
                    continue
                for role in plan.roles:
                    self._players |= {(role, place): desk for place in institution.places}
            if isinstance(institution, Station):
                for place in institution.places:
                    self.ways[place] = self.parameters.way_hours * math.sqrt(len(institution.places))
        self.committees = [(desk, desk.institution) for desk in self.desks if isinstance(desk.institution, Committee)]
        self.pools = pools(district, self.desks)

    def _house_residents(self) -> None:
        """Every resident as an object, in the stairwell where they live, with those whom they know."""
        columns = build_residents(self.scenario.city, self.parameters, self.seed).columns
        self.people, district = len(columns["community"]), cast("District", self)
        self.residents = [
            Resident(district, {name: column[row] for name, column in columns.items()}) for row in range(self.people)
        ]
        self.stairwells: dict[int, list[Resident]] = defaultdict(list)
        for resident, ties in zip(self.residents, columns["ties"].tolist(), strict=True):
            resident.knows = [self.residents[other] for other in ties if other >= 0]
            self.stairwells[resident.stairwell].append(resident)
        self.units = {level: defaultdict[int, list[Resident]](list) for level in UNITS}
        for resident in self.residents:
            for level, unit in resident.units.items():
                self.units[level][unit].append(resident)
        self.stairs_of: list[list[int]] = [[] for _ in self.ways]
        for stairwell, neighbours in self.stairwells.items():
            self.stairs_of[neighbours[0].place].append(stairwell)
        weights = list(accumulate(resident.weight for resident in self.residents))
        self.care_shares = [weight / weights[-1] for weight in weights]

    # --- what agents ask of the district
    def draw(self, purpose: Purpose, entity: int, occasion: int = 0) -> float:
        """A draw in (0, 1) for this seed, purpose, entity and occasion: the same as the model's."""
        return uniform(self.seed, purpose.value, entity, occasion)

    def who_plays(self, role: str, place: int) -> Desk | None:
        """The desk that plays a role in a community, if any."""
        return self._players.get((role, place))

    def handover_hours(self, giver: Desk, taker: Desk) -> float:
        """Hours that a hand-over costs the taker."""
        p = self.parameters
        return p.handover_hours if giver.tier == taker.tier else p.handover_hours_tier

    def retention(self, giver: Desk, taker: Desk) -> float:
        """Share of the information in a case that survives a hand-over."""
        p = self.parameters
        if giver.tier == taker.tier:
            return p.retention_same
        return p.retention_district if 2 in (giver.tier, taker.tier) else p.retention_street

    def standard_hours(self, item: DutyItem) -> float:
        """The time standard of an item, in working hours."""
        return item.standard_days * self.hours

    def care_weight(self, age_band: int, vulnerable: bool) -> float:
        """How much more often a resident needs care."""
        p = self.parameters
        weight = p.need_elderly_care_ratio if age_band == SIXTY_PLUS else 1.0
        return weight * (p.need_vulnerable_ratio if vulnerable else 1.0)

    @property
    def close(self) -> float:
        """Hour of the calendar at which offices close today."""
        return self.calendar_hour((self.day + 1) * self.hours, "finish")

    def calendar_hour(self, working: float, side: Literal["start", "finish"]) -> float:
        """Working hours on the calendar."""
        return float(self.calendar.calendar_of(working, side=side))

    def working(self, calendar: float) -> float:
        """An hour of the calendar in working hours; the next opening if offices are shut."""
        return float(self.calendar.working_of(calendar))

    def day_of(self, working: float) -> int:
        """The working day on which a working hour falls; an opening belongs to the day that it opens."""
        return int(day_at(working, self.hours))

    def closed_for(self, working: float, calendar: float) -> float:
        """Working hours over which those spread who find offices shut: a day, after a weekend a week."""
        shut = self.calendar_hour(working, "start") - calendar
        return WEEK * self.hours if shut > SHUT_FOR_DAYS else self.hours if shut > 0.0 else 0.0

    @staticmethod
    def single(value: float) -> np.float32:
        """A number in the single precision in which the model keeps what residents feel."""
        return np.float32(value)
