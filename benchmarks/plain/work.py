"""What institutions do beside requests (delegated work, routine, hotline, visits, keeping the duty list)."""

import math
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.plain.case import Case
from model.institutions import REFERENCE_RESIDENTS
from model.own_work import MOST_A_DAY
from model.routes import DELEGATED_JOB_HOURS, HOTLINE_JOB_HOURS, OWN_WORK, ROUTINE_JOB_HOURS
from model.streams import Purpose

if TYPE_CHECKING:
    from benchmarks.plain.district import District


class Piece(NamedTuple):
    """A piece of own work that comes in at a time of today."""

    case: Case
    time: float


class OwnWork:
    """All own work of a district; `visits` a day that each committee has ordered for this week."""

    def __init__(self, model: "District") -> None:
        self.model = model
        self.mean = self._pieces_a_day()
        self.visits = [0.0] * len(model.scenario.city.communities)

    def _pieces_a_day(self) -> dict[str, list[float]]:
        """Mean pieces a day of each kind and community."""
        scenario = self.model.scenario
        p, rules, places = scenario.parameters, scenario.rules, scenario.city.communities
        streets = [place.street for place in places]
        sole = (rules.sole_duty_enforcement + rules.sole_duty_service) / 2.0
        mean: dict[str, list[float]] = {work.key: [0.0] * len(places) for work in OWN_WORK}
        for i, place in enumerate(places):
            size = place.residents / REFERENCE_RESIDENTS
            delegated = p.delegated_hours * size / DELEGATED_JOB_HOURS
            mean["delegated_committee"][i] = rules.committee_admin_share * delegated
            mean["delegated_station"][i] = (1.0 - rules.committee_admin_share) * delegated / p.station_admin_efficiency
            mean["routine"][i] = p.routine_hours * size / ROUTINE_JOB_HOURS
            mean["hotline"][i] = p.hotline_hours * size / HOTLINE_JOB_HOURS
            if p.visit_unit_hours > 0.0:
                mean["visit_station"][i] = p.home_visit_hours * size / p.visit_unit_hours
            mean["upkeep"][i] = p.duty_list_hours * sole / 5.0 / streets.count(place.street)
        return mean

    def of_day(self) -> list[Piece]:
        """Today's pieces, by kind and community."""
        model, found = self.model, []
        day, hours = model.day, model.hours
        places = len(self.visits)
        for kind, work in enumerate(OWN_WORK):
            route = model.routes.own_work[work.key]
            for place in range(places):
                mean = self.mean[work.key][place]
                if work.key == "visit_committee":
                    mean += self.visits[place]
                which = kind * places + place
                number = math.floor(mean + model.draw(Purpose.BACKGROUND_TIME, which, -1 - day))
                for nth in range(min(number, MOST_A_DAY)):
                    key = which * MOST_A_DAY + nth
                    case = Case(model, -2 - (key + day * MOST_A_DAY * len(OWN_WORK) * places), place)
                    case.route, case.rank = route, work.rank
                    case.at = model.who_plays(work.role, place)
                    found.append(Piece(case, day * hours + hours * model.draw(Purpose.BACKGROUND_TIME, key, day)))
        return found
