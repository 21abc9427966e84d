from dashboard.runs.plan import Plan
from dashboard.state import Arm, State
from dashboard.timeline_marks import ALL, Mark, marks, placed

SURGE = {"day": 40, "for": 20, "surge": {"category": "care", "factor": 2.0}}
LATE = {"day": 900, "rules": {"studios": True}}
STEP = {"day": 10, "rules": {"enforcement_seat": "street"}}


def test_what_all_regimes_have_is_one_mark_and_what_some_have_is_theirs() -> None:
    state = State(
        arms=(
            Arm("hierarchy", timeline=(SURGE,)),
            Arm("network", timeline=(SURGE, LATE)),
            Arm("hierarchy", timeline=(STEP, SURGE)),
        )
    )
    assert marks(state) == [Mark(10, 2, "R1", None), Mark(40, ALL, "surge of needs", 60)]
    assert marks(state.with_(years=4.0))[-1] == Mark(900, 1, "C6", None)
    assert marks(state, "zh")[1].label == "诉求激增"
    assert marks(Plan(state.scenarios(), 20, (1,))) == [Mark(10, 2, "R1", None)]


def test_some_of_three_have_a_mark_each() -> None:
    state = State(arms=(Arm("hierarchy", timeline=(SURGE,)), Arm("network"), Arm("network", timeline=(SURGE,))))
    assert [mark.arm for mark in marks(state)] == [0, 2]
    assert [one.arms for one in placed(state.scenarios())] == [(0, 2)]


def test_the_timeline_of_a_preset_is_marked_and_no_timeline_is_none() -> None:
    assert marks(State()) == []
    reform = State(arms=(Arm("hierarchy"), Arm("shangcheng_reform")), years=2.0)
    assert [mark.day for mark in marks(reform)] == [e.day for e in reform.scenario(1).timeline]
    assert {mark.arm for mark in marks(reform)} == {1}
