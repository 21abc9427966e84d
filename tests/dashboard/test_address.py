"""An address holds all that was set: there and back is the same, and a bad one is one message."""

import base64
import zlib
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.address import LONGEST, holds, must_be_known, query, state_from, unheld
from dashboard.state import VIEWS, Arm, State, setting_keys
from model.outcomes import OUTCOMES
from scenarios.city import City, Community
from scenarios.declare import Declaration, declarations
from scenarios.errors import InputError
from scenarios.library import presets
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import Rules


def values(d: Declaration) -> st.SearchStrategy[Any]:
    if d.choices:
        return st.sampled_from(d.choices)
    if d.kind is bool:
        return st.booleans()
    low, high = d.low or 0.0, d.high if d.high is not None else 10.0
    return st.integers(int(low), int(high)) if d.integer else st.floats(low, high, allow_nan=False)


def tables(kind: type, most: int) -> st.SearchStrategy[dict[str, Any]]:
    known = {d.key: d for d in declarations(kind)}
    return st.lists(st.sampled_from(sorted(known)), max_size=most, unique=True).flatmap(
        lambda keys: st.fixed_dictionaries({key: values(known[key]) for key in keys})
    )


TIMES = st.sampled_from([
    None, (), ({"day": 60, "for": 40, "surge": {"category": "enforcement", "factor": 2.0}},),
    ({"day": 20, "rules": {"studios": True, "evaluation": 0.25}}, {"day": 90, "budget_cut": {"share": 0.2}}),
])  # fmt: skip
ARMS = st.builds(
    lambda base, rules, resources, timeline, name: Arm(base, rules | resources, timeline, name),
    st.sampled_from([*presets(), "hierarchy~network@0.35", "shangcheng_before~shangcheng_2016@0.5"]),
    tables(Rules, 5), tables(Resources, 2), TIMES, st.sampled_from(["", "我的方案", "a;b=c&d~?#%+ e"]),
)  # fmt: skip
TOWN = City(
    key="own", title_zh="小城", title_en="Town", source="made up",
    communities=(
        Community(community="a&b;", street="东", residents=900),
        Community(community="乙", street="西", residents=50, staff=3),
    ),
)  # fmt: skip
STATES = st.builds(
    State,
    arms=st.lists(ARMS, min_size=2, max_size=4).map(tuple),
    city=st.sampled_from(["shangcheng_2016", TOWN]),
    parameters=tables(Parameters, 4),
    years=st.sampled_from([0.1, 1.0, 2.5, 20.0]),
    seeds=st.integers(2, 200),
    lang=st.sampled_from(["en", "zh"]),
    view=st.sampled_from(VIEWS),
    panel=st.sampled_from(["levers", "settings", "time"]),
    edited=st.integers(0, 1),
    outcome=st.sampled_from([o.key for o in OUTCOMES]),
    need=st.integers(-1, 10**9),
    run=st.sampled_from(["", "abc_-123"]),
)


@settings(max_examples=150, deadline=None)
@given(STATES)
def test_there_and_back_is_the_same(state: State) -> None:
    try:
        before = [scenario.hash for scenario in state.scenarios()]
    except InputError:  # settings that do not go together: told as an address tells it
        with pytest.raises(InputError):
            state_from(query(state))
        return
    text = query(state)
    after = state_from(text)
    assert after == state
    assert [scenario.hash for scenario in after.scenarios()] == before
    assert state_from("?" + text) == state


def test_an_empty_address_is_the_ready_comparison() -> None:
    assert state_from("") == State() and state_from("", "zh").lang == "zh"
    assert state_from("", city=TOWN).city == TOWN and state_from("city=shangcheng_2016", city=TOWN).city != TOWN


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a=hierarchi&b=network", "'hierarchy' (the nearest)"),
        ("a=../../etc/passwd.yaml&b=network", "scenario"),
        ("a=hierarchy", "a and b, then c, then d"),
        ("a=hierarchy&c=network", "a and b, then c, then d"),
        ("x=1", "an unknown key"),
        ("a=hierarchy&b=network;studio=true", "'studios' (the nearest)"),
        ("a=hierarchy&b=network;studios", "key=value"),
        ("a=hierarchy&b=network;evaluation=3", "a number from 0 to 1"),
        ("a=hierarchy&b=network;studios=maybe", "true or false"),
        ("a=hierarchy&b=network;trust_gain=0.1", "b"),  # a parameter is common to all
        ("a=hierarchy&b=hierarchy~network@2", "a number from 0 to 1"),
        ("a=hierarchy&b=hierarchy~network@", "a number from 0 to 1"),
        ("a=hierarchy&b=hierarchy~network", "a blend such as"),
        ("a=hierarchy&b=network&b.time=[1]", "a list of entries"),
        ("a=hierarchy&b=network&b.time=[{}]", "neither date nor day"),
        ("p=studios=true", "p"),
        ("city=~AAAA", "city"),
        ("city=/etc/passwd.csv", "city"),
        ("years=0", "above 0"), ("years=nan", "above 0"), ("years=1e9", "above 0"),
        ("seeds=1", "from 2 to"), ("seeds=ten", "from 2 to"), ("seeds=100000", "from 2 to"),
        ("lang=fr", "en, zh"), ("view=secret", "view"), ("outcome=happiness", "outcome"), ("edit=d", "edit"),
    ],
)  # fmt: skip
def test_a_bad_address_is_one_message(text: str, told: str) -> None:
    with pytest.raises(InputError) as error:
        state_from(text)
    assert told in error.value.message and "\n" not in error.value.message


def test_a_packed_city_that_swells_is_refused() -> None:
    import base64
    import zlib

    bomb = base64.urlsafe_b64encode(zlib.compress(b"[" + b" " * 50_000_000, 9)).decode()
    with pytest.raises(InputError, match="city"):
        state_from(f"city=~{bomb}")


def wide(communities: int, residents: int = 100) -> City:
    """A district of so many communities."""
    rows = tuple(
        Community(community=f"c{i * 7919 % 100_003}", street=f"s{i % 40}", residents=residents + i * 31 % 977)
        for i in range(communities)
    )
    return City(key="own", title_zh="大", title_en="big", communities=rows)


def test_a_city_too_long_for_an_address_is_left_out_and_the_address_says_so() -> None:
    state = State(city=wide(6000), parameters={"gap_probability": 0.3})
    text = query(state)
    assert len(text) < LONGEST and not holds(state) and unheld(text)
    assert state_from(text, city=TOWN) == state.with_(city=TOWN)  # all else is there; the server's own in its place
    with pytest.raises(InputError, match="a district that no address holds"):
        state_from(text)  # where there is no other, none is taken for it
    assert holds(State(city=TOWN)) and not unheld(query(State(city=TOWN)))


def test_what_is_too_long_without_its_city_is_told() -> None:
    times = tuple({"day": day, "rules": {"evaluation": 0.25}} for day in range(1, 249)) * 2
    with pytest.raises(InputError, match=f"at most {LONGEST:,}"):
        query(State(arms=(Arm("hierarchy", timeline=times), Arm("network")), city=wide(6000)))


def test_an_address_brings_no_district_larger_than_an_upload_may_be() -> None:
    large = City(
        key="own", title_zh="大", title_en="big",
        communities=tuple(Community(community=f"c{i}", street="s", residents=1_000_000) for i in range(3)),
    )  # fmt: skip
    text = query(State(city=large))
    with pytest.raises(InputError, match="2,000,000"):
        state_from(text)
    served = large.model_copy(update={"key": "served"})
    with pytest.raises(InputError, match="2,000,000"):
        state_from(text, city=wide(3))
    assert state_from(text, city=served).city == served  # the server's own may be larger


def test_every_setting_has_one_home() -> None:
    home = setting_keys()
    assert home["studios"] == "rules" and home["wage_yuan_per_hour"] == "resources"
    assert len(home) == sum(len(declarations(kind)) for kind in (Rules, Parameters, Resources))


DEEP = "[" * 100_000


@pytest.mark.parametrize(
    "said", [{"a": f"hierarchy;studios={DEEP}"}, {"a.time": DEEP}, {"p": f"voice_cost={DEEP}"}, {"city": DEEP}]
)
def test_what_is_nested_too_deep_is_one_message(said: dict[str, str]) -> None:
    with pytest.raises(InputError) as error:
        state_from(urlencode({"a": "hierarchy", "b": "network"} | said))
    assert len(error.value.message) < 600


def test_a_packed_city_that_is_nested_too_deep_is_one_message() -> None:
    packed = base64.urlsafe_b64encode(zlib.compress(f'["a","b","c",{DEEP}'.encode())).decode()
    with pytest.raises(InputError, match="city"):
        state_from(urlencode({"city": f"~{packed}"}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"view": "nowhere"}, {"view": None}, {"view": ["take"]}, {"panel": 3}, {"outcome": {"a": 1}}, {"lang": "fr"},
        {"edited": 2}, {"edited": -1}, {"edited": True}, {"edited": "b"}, {"need": float("nan")}, {"need": -5},
    ],
)  # fmt: skip
def test_a_state_that_no_control_sets_is_refused(wrong: dict[str, Any]) -> None:
    must_be_known(State())
    with pytest.raises(InputError):
        must_be_known(State().with_(**wrong))
