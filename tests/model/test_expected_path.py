"""Expected hours of one request, worked out by hand for each state of duty."""

import numpy as np
import pytest

from model.expected_path import Desks, Paths
from model.routes import RouteBook, table
from model.tables import FUSION, NOBODY, ROUTES, STEPS, Activity, Duty, Op

HAND_OVER, INTAKE, REVIEW, ASSIGN, WORK = 0.25, 0.1, 0.05, 0.3, 2.0


def paths(
    *, sign_off: bool = False, follower: int = NOBODY, error: float = 0.0, overhead: float = 1.0, kept: float = 1.0,
    connected: tuple[bool, ...] = (False,) * 4, **fusion: float,
) -> Paths:  # fmt: skip
    """Role 0 takes in, roles 1 and 2 may own, role 3 stands above; a desk each."""
    plain = {"spread": 0.0, "wait": 0.0, "competence": 0, "task": 0, "sits": 0}
    steps: list[dict[str, float]] = [
        {"hours": INTAKE, "role": NOBODY, "op": Op.INTAKE, "activity": Activity.INTAKE} | plain,
        {"hours": WORK, "role": NOBODY, "op": Op.OWN, "activity": Activity.WORK} | plain,
    ]
    if sign_off:
        steps.append({"hours": 0.4, "role": 3, "op": Op.SERVE, "activity": Activity.SIGN_OFF} | plain)
    route: dict[str, float] = {"start": 0, "end": len(steps), "superior": 3, "redo": 1, "follower": follower}
    book = RouteBook(
        table([route], ROUTES),
        table(steps, STEPS),
        np.array([[1, 2, NOBODY, NOBODY]]),
        {},
        range(0),
        np.full(1, NOBODY),
    )
    row = np.zeros(1, FUSION)
    row["review_hours"], row["assign_hours"], row["redo_share"] = REVIEW, ASSIGN, 1.0
    for name, value in fusion.items():
        row[name] = value
    desks = Desks(
        of_role=(0, 1, 2, 3), kind=(0, 1, 1, 2), overhead=(1.0, overhead, 1.0, 1.0), knowledge=(1.0,) * 4,
        passes=(0.0, 0.25, 0.5, 0.0), error=(0.0, error, error, 0.0), connected=connected,
    )  # fmt: skip
    return Paths(book, desks, row, np.full((3, 3), HAND_OVER), np.full((3, 3), kept))


def test_a_sole_owner_is_handed_the_case_and_works_it() -> None:
    hours = paths(overhead=1.5, sign_off=True).request(0, 0, int(Duty.SOLE), 0.0)
    assert hours.tolist() == pytest.approx([INTAKE, HAND_OVER + 1.5 * WORK, 0.0, HAND_OVER + 0.4])


def test_lost_information_is_worked_again() -> None:
    hours = paths(kept=0.9, rework_of_lost=0.5).request(0, 0, int(Duty.SOLE), 0.0)
    assert hours[1] == pytest.approx(HAND_OVER + WORK * 1.05)


def test_in_a_gap_each_reads_before_it_takes_or_passes_on() -> None:
    # From desk 1 or desk 2 first, evenly; 1 passes a quarter on, 2 a half; what both pass on the tier above gives to 1.
    hours = paths().request(0, 0, int(Duty.GAP), 0.0)
    both = 0.25 * 0.5
    one_reads, two_reads = 0.5 + 0.5 * 0.5, 0.5 + 0.5 * 0.25
    one_takes, two_takes = one_reads * 0.75, two_reads * 0.5
    assert hours[1] == pytest.approx(one_reads * (HAND_OVER + REVIEW) + one_takes * WORK + both * (HAND_OVER + WORK))
    assert hours[2] == pytest.approx(two_reads * (HAND_OVER + REVIEW) + two_takes * WORK)
    assert hours[3] == pytest.approx(both * (HAND_OVER + ASSIGN))
    assert one_takes + two_takes + both == pytest.approx(1.0)


@pytest.mark.parametrize(("share", "second"), [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)])
def test_in_an_overlap_the_other_works_its_share(share: float, second: float) -> None:
    hours = paths(share=share).request(0, 0, int(Duty.OVERLAP), 0.0)
    assert hours.tolist() == pytest.approx([INTAKE, HAND_OVER + WORK, second * (HAND_OVER + WORK), 0.0])


def test_in_an_overlap_the_quicker_goes_on_and_stops_the_slower() -> None:
    whole = (HAND_OVER + 3.0 * WORK, HAND_OVER + WORK)
    hours = paths(share=0.5, overhead=3.0).request(0, 0, int(Duty.OVERLAP), 0.0)
    assert hours[1:3].tolist() == pytest.approx([whole[1], whole[1]])  # stopped on its way to half of its own
    hours = paths(share=0.2, overhead=3.0).request(0, 0, int(Duty.OVERLAP), 0.0)
    assert hours[1:3].tolist() == pytest.approx([0.2 * whole[0], whole[1]])


def test_in_an_overlap_who_stands_by_takes_over_when_the_first_fails() -> None:
    hours = paths(share=0.5, error=0.1).request(0, 0, int(Duty.OVERLAP), 0.0)
    assert hours[1:3].tolist() == pytest.approx([HAND_OVER + WORK, (0.5 + 0.5 * 0.1) * (HAND_OVER + WORK)])


def test_what_comes_back_is_worked_again_at_most_so_often() -> None:
    """With chance e·r each time, three times at most: x + x² + x³ reopenings; no hand-over, the owner has the file."""
    x = 0.5 * 0.8
    hours = paths(error=0.5, redo_share=0.5, reopen_most=3).request(0, 0, int(Duty.SOLE), 0.8)
    assert hours[1] == pytest.approx(HAND_OVER + WORK + 0.5 * WORK * (x + x**2 + x**3))


def test_a_follow_up_takes_hours_and_finds_every_defect() -> None:
    hours = paths(error=0.5, follower=3, follow_share=0.4, follow_hours=0.2, reopen_most=1)
    found = hours.request(0, 0, int(Duty.SOLE), 0.0)
    back = 0.5 * 0.4
    assert found[3] == pytest.approx((1.0 + back) * 0.4 * 0.2)
    assert found[1] == pytest.approx(HAND_OVER + WORK * (1.0 + back))


def test_between_connected_desks_the_platform_keeps_and_is_typed_into() -> None:
    def lost(*connected: bool) -> float:
        here = paths(
            kept=0.9, connected=(*connected, False, False), rework_of_lost=0.5, completeness=0.6, entry_hours=0.02,
            double_entry_hours=0.03,
        )  # fmt: skip
        return float(here.request(0, 0, int(Duty.SOLE), 0.0)[1])

    assert lost(True, True) == pytest.approx(HAND_OVER + 0.02 + WORK * (1.0 + 0.5 * (1.0 - 0.96)))
    assert lost(False, True) == pytest.approx(HAND_OVER + 0.05 + WORK * (1.0 + 0.5 * 0.1))
    assert lost(True, False) == lost(False, False) == pytest.approx(HAND_OVER + WORK * (1.0 + 0.5 * 0.1))


def test_a_connected_follower_follows_more_up() -> None:
    for connected, share in ((False, 0.3), (True, 0.5)):
        at = (False, False, False, connected)
        here = paths(follower=3, connected=at, follow_share=0.3, follow_hours=0.5, follow_tracked=0.2)
        hours = here.request(0, 0, int(Duty.SOLE), 0.0)
        assert hours[3] == pytest.approx(share * 0.5)
