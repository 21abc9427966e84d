"""A district for a request log: its areas as communities, with a population and posts that the log does not know.

A log says where requests came from and when. It says neither how many people live there nor who works for them. Both
are therefore stated here, once, and named in the scenario's source: residents at so many requests per 1,000 a year,
posts as many a resident as in the regime's own city, times one factor.
"""

import math
from typing import TYPE_CHECKING

import numpy as np

from experiments.inputs import Input
from scenarios.city import MOST_RESIDENTS, City, Community
from scenarios.declare import declarations
from scenarios.errors import InputError
from scenarios.resources import Resources

if TYPE_CHECKING:
    from experiments.logs.request_log import RequestLog
    from scenarios.scenario import Scenario

PER_1000 = 1_000.0
"""Requests per 1,000 residents a year where nothing is stated: about as many as the model's own residents voice, so
that the log's load is the model's. Hotlines of Chinese cities have 40 to 200, since others walk in."""
LEAST_PER_1000, MOST_PER_1000 = 1.0, 10_000.0
COMMUNITIES_A_STREET = 9  # as in Shangcheng: 54 communities in 6 streets
YEAR_DAYS = 365.0
LONGEST_NAME = 100

POSTS = Input("posts_factor", "岗位倍数", "posts a resident, of the model's own", "ratio", "staff", 0.5, 2.0)
"""How many posts there are for a resident, of those that the regime's own city has; what it is drawn from."""
A_RESIDENT = ("staff_per_10000", "officers")  # stated for so many residents already
A_DISTRICT = ("department_posts", "desk_posts", "service_centre_posts", "association_posts")
A_STREET = ("street_posts",)
A_COMMUNITY = ("party_posts", "property_posts", "organizations_per_community")


def place_name(area: str) -> str:
    """The name of the community that an area becomes: on one line, of at most a hundred letters."""
    shown = "".join(letter if letter.isprintable() else " " for letter in str(area))
    return " ".join(shown.split())[:LONGEST_NAME].strip() or "unstated"


def district_of(
    log: "RequestLog", scenario: "Scenario", *, per_1000: float = PER_1000, posts: float = 1.0
) -> "Scenario":
    """The regime of a scenario in a district made for a log.

    Each area is a community; about nine that follow each other by name are a street. Residents are shared out by
    requests. The numbers of residents and posts are assumptions, and the scenario's city says so.

    Args:
        log: The log.
        scenario: The regime: its rules, parameters, and the posts of its own city.
        per_1000: Requests of the log per 1,000 residents a year, 1 to 10,000.
        posts: Posts a resident, as a multiple of those of the scenario's own city.

    Returns:
        The scenario, with another city and other numbers of posts; without its timeline, whose dates are another
        district's.

    Raises:
        InputError: For a figure out of its range, also where the district would have more than ten million residents.
    """
    if not LEAST_PER_1000 <= per_1000 <= MOST_PER_1000:
        raise InputError("per_1000", per_1000, f"{LEAST_PER_1000:g} to {MOST_PER_1000:,.0f} requests a year")
    names = log.frame["area"].map(place_name)
    requests = names.value_counts().sort_index()
    days = (log.ends - log.begins).total_seconds() / 86_400.0
    a_year = len(names) * YEAR_DAYS / days
    residents = np.maximum(np.rint(requests.to_numpy() / len(names) * a_year / per_1000 * 1000.0), 1.0).astype(int)
    most = next(int(d.high) for d in declarations(Community) if d.key == "residents" and d.high is not None)
    over = max(residents.sum() / (MOST_RESIDENTS - len(requests)), residents.max() / most)
    if over > 1.0:
        found = f"{per_1000:g}, which makes {residents.sum():,} residents, {residents.max():,} of them in one area"
        allowed = f"at least {math.ceil(per_1000 * over)}, for at most {MOST_RESIDENTS:,}, and {most:,} in one"
        raise InputError("per_1000", found, allowed)
    groups = max(1, round(len(requests) / COMMUNITIES_A_STREET))
    streets = [f"group {number * groups // len(requests) + 1:02d}" for number in range(len(requests))]
    places = [
        Community(community=str(name), street=street, residents=int(number))
        for name, street, number in zip(requests.index, streets, residents, strict=True)
    ]
    source = (
        f"areas of {log.source}; residents are not known: reckoned at {per_1000:g} of its requests per 1,000 a year; "
        f"posts are not known: {posts:g} times as many a resident as in {scenario.city.key}"
    )
    city = City(
        key="log", title_zh=f"工单区域：{log.source}", title_en=f"Areas of {log.source}",
        communities=tuple(sorted(places, key=lambda place: (place.street, place.community))), source=source,
    )  # fmt: skip
    return with_posts(scenario.replace(timeline=[], city=city, **_sized(scenario, city)), posts)


def with_posts(scenario: "Scenario", factor: float) -> "Scenario":
    """The same district with so many times as many posts in every house, whole ones, within their declared ranges.

    Raises:
        InputError: For a factor that is not above 0 and at most 10.
    """
    if not 0.0 < factor <= 10.0:
        raise InputError(POSTS.key, factor, "above 0, at most 10")
    keys = (*A_RESIDENT, *A_DISTRICT, *A_STREET, *A_COMMUNITY)
    return scenario.replace(**_whole({key: factor * getattr(scenario.resources, key) for key in keys}))


def _sized(scenario: "Scenario", city: City) -> dict[str, float | int]:
    """Posts that are stated for a district, a street or a community of the scenario's own city, in another city."""
    old = scenario.city
    apart = {
        A_DISTRICT: city.residents / old.residents,
        A_STREET: city.residents / len(city.streets) / (old.residents / len(old.streets)),
        A_COMMUNITY: city.residents / len(city.communities) / (old.residents / len(old.communities)),
    }
    return _whole({key: ratio * getattr(scenario.resources, key) for keys, ratio in apart.items() for key in keys})


def _whole(wanted: dict[str, float]) -> dict[str, float | int]:
    """Resources within their declared ranges, whole where they are; what was there does not vanish."""
    found: dict[str, float | int] = {}
    for d in declarations(Resources):
        if d.key in wanted:
            assert d.low is not None and d.high is not None
            value = min(max(wanted[d.key], max(d.low, 1.0) if wanted[d.key] > 0.0 else d.low), d.high)
            found[d.key] = math.floor(value + 0.5) if d.integer else value
    return found
