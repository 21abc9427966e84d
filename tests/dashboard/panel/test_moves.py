"""What the side does to the state."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.panel import moves
from dashboard.state import Arm, State, base_scenario
from scenarios.library import blend, load, presets


@pytest.mark.parametrize("name", presets())
def test_a_preset_is_the_ready_scenario(name: str) -> None:
    assert moves.with_preset(State(), name).scenario(1).hash == load(name).hash


def test_a_lever_is_changed_and_goes_back() -> None:
    state = moves.set_lever(State(), "purchase_share", 0.25)
    assert state.arms[1].changes == {"purchase_share": 0.25} and state.arms[0] == State().arms[0]
    assert moves.levers_of(state.arms[1])["purchase_share"] == 0.25
    assert moves.base_levers(state.arms[1])["purchase_share"] == load("network").rules.purchase_share
    assert moves.back(state, "purchase_share") == State() == moves.to_preset(state)
    assert moves.set_lever(state, "purchase_share", load("network").rules.purchase_share) == State()


def test_what_only_looks_like_the_presets_value_is_a_change() -> None:
    state = moves.set_lever(State(), "studios", 1)  # a number in place of true: refused when it is run
    assert state.arms[1].changes == {"studios": 1}


def test_an_unknown_key_is_no_lever() -> None:
    with pytest.raises(KeyError):
        moves.set_lever(State(), "happiness", 1)


def test_only_changed_assumptions_are_kept() -> None:
    usual = moves.defaults()["gap_probability"]
    state = moves.set_parameter(State(), "gap_probability", 0.125)
    assert state.parameters == {"gap_probability": 0.125}
    assert {s.parameters.gap_probability for s in state.scenarios()} == {0.125}
    assert moves.set_parameter(state, "gap_probability", usual) == State()
    assert moves.back_parameter(state, "gap_probability") == State()


@given(st.integers(0, 20))
@settings(deadline=None)
def test_the_slider_blends_hierarchy_and_network(steps: int) -> None:
    share = steps * 0.05  # as a browser adds them up
    state = moves.blended(moves.set_lever(State(), "studios", False), share)
    arm = state.arms[1]
    assert not arm.changed and moves.share_of(arm.base) == pytest.approx(share)
    wanted = blend(load("hierarchy"), load("network"), round(share, 2))
    assert state.scenario(1).hash == wanted.hash
    assert ("~" in arm.base) == (0 < steps < 20)


def test_a_preset_that_is_no_blend_has_no_place_between_the_poles() -> None:
    assert moves.share_of("messy_network") is None and moves.share_of("network~hierarchy@0.4") is None
    assert (moves.share_of("hierarchy"), moves.share_of("network")) == (0.0, 1.0)


def test_a_blend_has_a_name_that_can_be_read() -> None:
    state = moves.blended(State(), 0.4)
    assert state.labels()[1] == "B 40% toward Networked governance"
    assert state.with_(lang="zh").labels()[1] == "B 向横向网络靠拢40%"


def test_regimes_are_added_up_to_four_and_removed_down_to_two() -> None:
    state = moves.added(State(), "messy_network")
    assert [arm.base for arm in state.arms] == ["hierarchy", "network", "messy_network"] and state.edited == 2
    four = moves.added(moves.set_lever(state, "studios", False), moves.COPY)
    assert four.arms[3] == four.arms[2] and four.arms[3].changes == {"studios": False} and four.edited == 3
    assert moves.added(four, "network") == four
    two = moves.removed(moves.removed(four, 3), 2)
    assert two.arms == State().arms and two.edited == 1
    assert moves.removed(two, 0) == two and moves.removed(four, 7) == four
    assert moves.removed(four, 0).arms[0].base == "network"


@given(st.integers(0, 3), st.integers(0, 3))
def test_what_is_set_stays_what_it_was_when_others_go_or_change_places(edited: int, number: int) -> None:
    arms = tuple(Arm(name) for name in ("hierarchy", "network", "messy_network", "clean_hierarchy"))
    state = State(arms=arms, edited=edited)
    swapped = moves.as_baseline(state, number)
    assert swapped.arms[0] == arms[number] and swapped.arms[number] == arms[0]
    assert swapped.arms[swapped.edited] == arms[edited] and sorted(a.base for a in swapped.arms) == sorted(
        a.base for a in arms
    )
    fewer = moves.removed(state, number)
    assert arms[number] not in fewer.arms and 0 <= fewer.edited < 3
    if number != edited:
        assert fewer.arms[fewer.edited] == arms[edited]


def test_reset_to_the_baseline_makes_it_equal() -> None:
    state = moves.to_baseline(moves.set_lever(State(), "studios", False))
    assert state.arms[1] == state.arms[0] and base_scenario(state.arms[1].base).name == "hierarchy"
