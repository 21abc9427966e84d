"""Any scenario: rules, parameters, resources, districts and timelines over all that their declarations allow."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from scenarios.declare import Declaration, Declared, declarations
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import Rules
from scenarios.scenario import Scenario
from scenarios.shocks import SHOCKS
from scenarios.timeline import FIXED

type Values = dict[str, Any]

LAST_DAY = 45  # on which an entry of a timeline may begin
STREETS = ("东街", "南街", "西街")


def value_of(d: Declaration) -> st.SearchStrategy[Any]:
    """Any value that is allowed, its ends as often as what lies between."""
    if d.choices:
        return st.sampled_from(d.choices)
    if d.kind is bool:
        return st.booleans()
    assert d.low is not None and d.high is not None, d.key
    ends = st.sampled_from([d.low, d.high])
    if d.integer:
        low, high = int(d.low), int(d.high)
        return st.sampled_from([low, high]) | st.integers(low, high)
    return ends | st.floats(d.low, d.high)


def some_of(table: type[Declared], but: tuple[str, ...] = ()) -> st.SearchStrategy[Values]:
    """Any values of any keys of a table; a case gets simpler by keys that are left at their defaults."""
    return st.fixed_dictionaries({}, optional={d.key: value_of(d) for d in declarations(table) if d.key not in but})


RULES, PARAMETERS, RESOURCES = some_of(Rules), some_of(Parameters), some_of(Resources)


def optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value, or nothing said."""
    return st.none() | values


@st.composite
def cities(draw: st.DrawFn, most: int = 6, people: int = 400) -> list[Values]:
    """A ragged district: so many communities at most, in one to three streets, from one resident each up."""
    rows = []
    for number in range(draw(st.integers(1, most))):
        row = {
            "community": f"社区{number}",
            "street": draw(st.sampled_from(STREETS)),
            "residents": draw(st.sampled_from([1, 2, 40]) | st.integers(1, people)),
            "staff": draw(optional(st.integers(0, 9))),
            "stations": draw(optional(st.integers(0, 1))),
            "organizations": draw(optional(st.integers(0, 3))),
            "workers": draw(optional(st.integers(0, 4))),
            "share_over_60": draw(optional(st.sampled_from([0.0, 1.0]) | st.floats(0.0, 1.0))),
            "share_online": draw(optional(st.sampled_from([0.0, 1.0]) | st.floats(0.0, 1.0))),
        }
        rows.append({key: value for key, value in row.items() if value is not None})
    return rows


@st.composite
def entries(draw: st.DrawFn, city: list[Values]) -> Values:
    """A reform, a change of resources, or a shock of any kind, on any day."""
    kind = draw(st.sampled_from(["rules", "resources", *SHOCKS]))
    entry: Values = {"day": draw(st.integers(0, LAST_DAY))}
    if kind == "surge" or (kind != "leader_leaves" and draw(st.booleans())):
        entry["for"] = draw(st.integers(1, 30))
    if kind in ("rules", "resources"):
        table: type[Declared] = Rules if kind == "rules" else Resources
        told = [d for d in declarations(table) if d.key not in FIXED]
        chosen = draw(st.lists(st.sampled_from(told), min_size=1, max_size=8, unique_by=lambda d: d.key))
        return entry | {kind: {d.key: draw(value_of(d)) for d in chosen}}
    shock: Values = {}
    for d in declarations(SHOCKS[kind]):
        if d.key == "street":
            where = draw(optional(st.sampled_from(sorted({row["street"] for row in city}))))
            shock |= {"street": where} if where else {}
        elif d.key == "community":
            where = draw(optional(st.sampled_from([row["community"] for row in city])))
            shock |= {"community": where} if where else {}
        else:
            shock[d.key] = draw(value_of(d))
    return entry | {kind: shock}


def accepted(base: Scenario, wanted: list[Values]) -> Scenario:
    """The scenario with the entries that do not contradict one another, in their order."""
    kept: list[Values] = []
    for entry in wanted:
        try:
            base = base.replace(timeline=[*kept, entry])
        except InputError:
            continue
        kept.append(entry)
    return base


@st.composite
def scenarios(
    draw: st.DrawFn, most_entries: int = 5, most: int = 6, people: int = 400, fixed: Mapping[str, Any] | None = None
) -> Scenario:
    """Any scenario in any small district; `fixed` are values that all of them have."""
    city = draw(cities(most, people))
    changes = draw(RULES) | draw(PARAMETERS) | draw(RESOURCES) | dict(fixed or {})
    base = load("hierarchy").replace(city=city, **changes)
    return accepted(base, draw(st.lists(entries(city), max_size=most_entries)))
