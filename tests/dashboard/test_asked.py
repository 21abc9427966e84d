import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address import query, state_from
from dashboard.asked import Asked, asked_from, asked_of
from dashboard.state import Arm, State
from dashboard.views.why import changed
from scenarios.errors import InputError

ASKED = st.builds(
    lambda pair, by, years, seeds: Asked(pair[0], pair[1], by, years, seeds),
    st.permutations(range(3)).map(lambda order: (order[0], order[1])), st.sampled_from(["group", "rule"]),
    st.sampled_from([0.1, 0.25, 1.0, 20.0]), st.integers(1, 20),
)  # fmt: skip
THREE = State(arms=(Arm("hierarchy"), Arm("network"), Arm("clean_hierarchy")))


@given(ASKED)
def test_what_is_asked_stands_in_the_address(asked: Asked) -> None:
    assert asked_from(asked.written()) == asked
    state = THREE.with_(why=asked.written())
    assert asked_of(state_from(query(state))) == asked


def test_where_nothing_is_said_the_first_is_asked_against_the_edited_one() -> None:
    assert asked_of(THREE.with_(edited=2)) == Asked(0, 2)
    assert asked_of(THREE.with_(edited=0)) == Asked(0, 1)
    assert asked_of(THREE.with_(years=0.5)).years == 0.5
    assert asked_of(THREE.with_(years=5.0)).years == 1.0  # a year at first, however long the page runs
    gone = THREE.with_(arms=THREE.arms[:2], why="a,c,rule,2,7")
    assert asked_of(gone) == Asked(0, 1, "rule", 2.0, 7)


@pytest.mark.parametrize(
    "text", ["", "a,b", "a,a,group,1,4", "a,e,group,1,4", "a,b,rules,1,4", "a,b,group,0,4", "a,b,group,1,0",
             "a,b,group,nan,4", "a,b,group,1,2.5", "a,b,group,1,21"],
)  # fmt: skip
def test_a_bad_question_is_one_message(text: str) -> None:
    with pytest.raises(InputError, match="address: why"):
        state_from(f"why={text}")


def test_one_thing_is_changed_and_equal_regimes_change_places() -> None:
    asked = Asked(0, 1)
    assert changed(asked, "b", 2, 3) == Asked(0, 2)
    assert changed(asked, "a", 1, 3) == Asked(1, 0)
    assert changed(asked, "by", "rule", 2).by == "rule"
    assert changed(asked, "seeds", "7", 2).seeds == 7
    assert changed(asked, "years", "0.5", 2).years == 0.5
    for key, value in (("a", 3), ("by", "x"), ("seeds", "0"), ("seeds", ""), ("years", "inf")):
        with pytest.raises(InputError):
            changed(asked, key, value, 3)
