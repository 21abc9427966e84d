"""What is run: regimes of the rules that the twins know, small towns and the ready district."""

from itertools import pairwise
from typing import Any

from scenarios.errors import InputError
from scenarios.library import load
from scenarios.rules import RULES
from scenarios.scenario import Scenario

type Town = list[dict[str, object]]

COVERED = ("R1", "R2", "R3", "R4", "R6", "R8", "R9")
"""The rules that the twins know; all others stay at the hierarchy's pole."""

DENSE: dict[str, Any] = {
    "productive_hours": 1.0,
    "staff_per_10000": 100.0,
    "officers": 400,
    "street_posts": 2,
    "department_posts": 2,
    "needs_administrative": 1000.0,
    "needs_care": 140.0,
    "needs_collective": 50.0,
    "needs_enforcement": 120.0,
    "objection_rate": 0.01,
    "turnover_a_year": 0.4,
    "recruiting_days": 10.0,
    "newcomer_days": 20.0,
    "applications_registration": 1000.0,
}
"""Numbers under which a small town knows within weeks all that a district does in a year.

Posts of an hour a day, so that there are enough for windows to be apart and for posts to move; more of what is rare.
"""


def regimes() -> dict[str, dict[str, Any]]:
    """Changes of rules by the name of a regime: the hierarchy, each covered rule at the network's pole, and all."""
    mine = {card.id: card.at("network") for card in RULES if card.id in COVERED}
    every = {key: value for changes in mine.values() for key, value in changes.items()}
    return {"hierarchy": {}} | mine | {"all": every}


def refuse_uncovered(setting: Scenario) -> None:
    """Raise InputError for a scenario that the twins would not run as the model does."""
    for card in RULES:
        for key, (hierarchy, _) in card.poles.items():
            found = getattr(setting.rules, key)
            if card.id not in COVERED and found != hierarchy:
                raise InputError(key, str(found), f"{hierarchy}, since the twins do not know {card.id}")
    if setting.timeline:
        raise InputError("timeline", f"{len(setting.timeline)} entries", "none, since the twins know no timelines")
    if setting.extensions:
        raise InputError("extensions", ", ".join(map(str, setting.extensions)), "none, since the twins know none")


def town(residents: int, communities: int = 6, streets: int = 2) -> Town:
    """A small city as data, in communities of unlike size."""
    shares = [1.0 + 0.1 * (number % 3) for number in range(communities)]
    edges = [round(residents * sum(shares[:number]) / sum(shares)) for number in range(communities + 1)]
    return [
        {"community": f"C{number}", "street": f"S{number * streets // communities}", "residents": end - begin}
        for number, (begin, end) in enumerate(pairwise(edges))
    ]


def dense_town(residents: int) -> Town:
    """The town for which `DENSE` is made: two streets of four communities, which one station can serve."""
    return town(residents, communities=8)


def district(residents: int) -> Town:
    """The ready district with so many residents in all."""
    places = load("hierarchy").city.communities
    whole = sum(place.residents for place in places)
    return [
        {"community": place.community, "street": place.street, "residents": round(place.residents * residents / whole)}
        for place in places
    ]


def scenario(city: Town, **changes: Any) -> Scenario:
    """The hierarchy in this city, with these changes."""
    return load("hierarchy").replace(city=city, **changes)
