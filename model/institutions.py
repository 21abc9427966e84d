"""Set up a district's institutions: who serves whom, with how many posts.

Staff hours are the same under any rules: rules move posts between committee and station and between street and
district, they make none and lose none.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from agents.brokers import ServiceCentre, WorkAssociation
from agents.committee import Committee
from agents.department import CivilAffairs, Department
from agents.institution import Institution
from agents.organization import OrganizationDesk
from agents.party import Party
from agents.property import PropertyCompany
from agents.station import Station, largest_remainder
from agents.street import Street
from agents.team import Team
from scenarios.actors import DEPARTMENTS, DESKS

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

REFERENCE_RESIDENTS = 6541.0  # residents of the community for which A, hotline and visit hours are stated


@dataclass
class Staff:
    """Posts by community, and those of the enforcement officers."""

    committee: list[int] = field(default_factory=list)
    station: list[int] = field(default_factory=list)
    moved: list[int] = field(default_factory=list)  # posts the station got from the committee
    officers: int = 0

    @property
    def total(self) -> int:
        """All community workers."""
        return sum(self.committee) + sum(self.station)


def street_numbers(scenario: "Scenario") -> list[int]:
    """Number of the street of each community, streets sorted by name."""
    numbers = {name: i for i, name in enumerate(scenario.city.streets)}
    return [numbers[place.street] for place in scenario.city.communities]


def allot_staff(scenario: "Scenario") -> Staff:
    """Whole posts per resident, by largest remainder within a street; committee posts move with the delegated hours.

    A community's own number of staff in the city's data goes before the district's rate.
    """
    places = scenario.city.communities
    r, p = scenario.resources, scenario.parameters
    streets = street_numbers(scenario)
    posts, home, committee = ([0] * len(places) for _ in range(3))
    shift = HOME_SHARE - scenario.rules.committee_admin_share if r.posts_move_with_hours else 0.0
    for street in sorted(set(streets)):
        mine = [i for i, s in enumerate(streets) if s == street]
        free = [i for i in mine if places[i].staff is None]
        residents = tuple(float(places[i].residents) for i in free)
        wanted = round(sum(residents) * r.staff_per_10000 / 10_000.0)
        for i, number in zip(free, largest_remainder(residents, wanted) if free else (), strict=True):
            posts[i] = max(number, LEAST_POSTS)
        for i in mine:
            posts[i] = posts[i] if places[i].staff is None else places[i].staff or 0
        for count, share in ((home, 0.0), (committee, shift)):
            exact = []
            for i in mine:
                hours = p.delegated_hours * places[i].residents / REFERENCE_RESIDENTS
                wished = posts[i] * r.committee_posts_share - share * hours / r.productive_hours
                exact.append(min(max(wished, min(1.0, posts[i])), max(posts[i] - 1.0, 0.0)))
            for i, number in zip(mine, largest_remainder(tuple(exact), round(sum(exact))), strict=True):
                count[i] = min(number, posts[i])
    officers = max(1, round(r.officers * scenario.city.residents / 353_200.0))
    station = [a - b for a, b in zip(posts, committee, strict=True)]
    return Staff(committee, station, [h - c for h, c in zip(home, committee, strict=True)], officers)


LEAST_POSTS = 2  # of a community whose staff the data do not give: one at the committee, one at the station
HOME_SHARE = 0.8  # share of delegated work for which `committee_posts_share` is stated (the hierarchy's pole)


def station_groups(streets: list[int], k: int, stations: list[int] | None = None) -> list[tuple[int, ...]]:
    """Communities that share a station, within a street and next to each other in its order.

    `stations` says which communities have one of their own (0 or 1; without it, all). Of a street's s stations
    max(1, round(s / k)) are left, of about k each, as even as can be (9 by 4 = 4 + 5); a community without a station
    goes to the nearest that has one, of two as near to the one before. A street without any has one for all.
    """
    own = [1] * len(streets) if stations is None else stations
    groups = []
    for street in sorted(set(streets)):
        mine = [i for i, s in enumerate(streets) if s == street]
        homes = [i for i in mine if own[i]] or mine[:1]
        number = max(1, round(len(homes) / k))
        cuts = [j * len(homes) // number for j in range(number + 1)]
        merged = {home: group for group, (a, b) in enumerate(pairwise(cuts)) for home in homes[a:b]}
        served = [merged[min((abs(home - i), home) for home in homes)[1]] for i in mine]
        groups += [tuple(i for i, g in zip(mine, served, strict=True) if g == group) for group in range(number)]
    return groups


def street_teams(model: Any, scenario: "Scenario", officers: int) -> list[Team]:
    """One team a street by residents; where there are fewer officers than streets, neighbours in name share one."""
    places, names = scenario.city.communities, scenario.city.streets
    streets = street_numbers(scenario)
    number = min(len(names), officers)
    cuts = [j * len(names) // number for j in range(number + 1)]
    groups = [range(a, b) for a, b in pairwise(cuts)]
    mine = [tuple(i for i, street in enumerate(streets) if street in group) for group in groups]
    people = tuple(float(sum(places[i].residents for i in served)) for served in mine)
    posts = largest_remainder(people, officers)
    if 0 in posts:  # each has one before the rest are shared out
        posts = tuple(1 + more for more in largest_remainder(people, officers - number))
    teams = []
    for group, served, number in zip(groups, mine, posts, strict=True):
        name = "、".join(names[street] for street in group)
        teams.append(Team(model, f"{name}执法中队", group[0], served, number))
    return teams


def set_up(model: Any, scenario: "Scenario") -> tuple[list[Institution], Staff]:
    """Make every institution of the district as a Mesa agent of `model`."""
    places = scenario.city.communities
    r, rules = scenario.resources, scenario.rules
    streets = street_numbers(scenario)
    everywhere = tuple(range(len(places)))
    staff = allot_staff(scenario)
    made: list[Institution] = []
    for i, place in enumerate(places):
        made.append(Committee(model, f"{place.community}居委会", streets[i], (i,), staff.committee[i]))
        made.append(Party(model, f"{place.community}党组织", streets[i], (i,), r.party_posts))
        made.append(PropertyCompany(model, f"{place.community}物业", streets[i], (i,), r.property_posts))
        number = place.organizations if place.organizations is not None else r.organizations_per_community
        if number > 0:
            posts = number * r.organization_posts if place.workers is None else place.workers
            name = f"{place.community}社会组织"
            made.append(OrganizationDesk(model, name, streets[i], (i,), posts, number))
    stations = [1 if place.stations is None else place.stations for place in places]
    for group in station_groups(streets, rules.communities_per_station, stations):
        names = "、".join(places[i].community for i in group)
        posts, moved = (sum(count[i] for i in group) for count in (staff.station, staff.moved))
        made.append(Station(model, f"{names}服务站", streets[group[0]], group, posts, moved))
    for number, name in enumerate(scenario.city.streets):
        mine = tuple(i for i in everywhere if streets[i] == number)
        made.append(Street(model, f"{name}街道", number, mine, r.street_posts))
    made += [Department(model, role, everywhere, r.department_posts, role) for role in DEPARTMENTS]
    if rules.civil_affairs_integration == "unified":
        made.append(CivilAffairs(model, "社区建设科", everywhere, r.desk_posts * len(DESKS), DESKS))
    else:
        made += [CivilAffairs(model, role, everywhere, r.desk_posts, (role,)) for role in DESKS]
    if rules.enforcement_seat == "street":
        made += street_teams(model, scenario, staff.officers)
    else:
        made.append(Team(model, "区执法大队", -1, everywhere, staff.officers))
    for i, place in enumerate(places):  # where no organisation stands yet, one may come
        if not (place.organizations if place.organizations is not None else r.organizations_per_community):
            made.append(OrganizationDesk(model, f"{place.community}社会组织", streets[i], (i,), 0))
    made.append(ServiceCentre(model, "社会组织服务中心", -1, everywhere, r.service_centre_posts))
    made.append(WorkAssociation(model, "社会工作协会", -1, everywhere, r.association_posts))
    return made, staff
