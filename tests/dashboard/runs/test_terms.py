"""What a journey says of hours at boundaries is what stands in the institutions' books."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from dashboard.runs.legs import WatchedModel
from dashboard.runs.live import LiveSet, Watched
from dashboard.runs.plan import Plan
from dashboard.views.journey_read import journey
from model.tables import Activity
from model.terms import Terms
from tests.dashboard.runs.cities import small
from tests.dashboard.views.watched import ReadOnce

DAYS = 40


@pytest.mark.parametrize("name", ["messy_network", "hierarchy"])
def test_hours_told_apart_add_up_to_the_books(tmp_path: Path, name: str) -> None:
    """At desks to which nothing but requests and work of their own comes; errands cross boundaries too."""
    asked = Plan(tuple(small(tmp_path, one, issue_wait_days=30.0) for one in ("hierarchy", name)), DAYS, (5,))
    run = ReadOnce("one", asked, tmp_path / "run")
    model = WatchedModel(asked.arms[1], rng=5)
    watched = Watched(model, run.folder, 1)
    sent: set[int] = set()
    for _ in range(DAYS):
        model.run_for(1)
        legs = model.legs()
        errand = model.book.errand[_route_of(model, legs["step"])] >= 0
        sent |= set(legs["actor"][errand].tolist())
        watched.follow()
    watched.keep()
    run.end_seed(5)
    run._desks[1] = watched.seen()[0]
    handover, lost = np.zeros(len(model.rows)), np.zeros(len(model.rows))
    for need in run.needs(1)["need"]:
        one = journey(run, 1, int(need))
        assert one is not None
        for stop in one.stops:
            if not stop.shared:
                handover[stop.row] += stop.handover
                lost[stop.row] += stop.lost
    mine = np.array([row not in sent for row in range(len(model.rows))])
    books = model.world.activity[mine]
    assert mine.sum() >= 10
    assert books[:, Activity.LOST_INFORMATION].sum() > 1.0
    assert lost[mine] == pytest.approx(books[:, Activity.LOST_INFORMATION], rel=1e-6, abs=1e-9)
    assert handover[mine] == pytest.approx(books[:, Activity.HANDOVER] + books[:, Activity.ENTRY], rel=1e-6, abs=1e-9)


def _route_of(model: WatchedModel, steps: NDArray[Any]) -> NDArray[Any]:
    starts = model.world.routes["start"]
    return np.searchsorted(starts, steps, side="right") - 1


def test_terms_come_back_from_their_file_and_change_with_the_day(tmp_path: Path) -> None:
    asked = Plan(tuple(small(tmp_path, one) for one in ("hierarchy", "network")), DAYS, (5,))
    folder = tmp_path / "kept"
    folder.mkdir()
    live = LiveSet(asked.arms, 5, asked.grid, folder)
    live.advance(DAYS, 0)
    live.keep(1)
    live.drop()
    terms = Terms.read(folder / "terms-1.npz")
    assert terms.day_hours == 6.0
    kept = [terms.crossing(1.0, row, 0, 0).kept for row in range(10)]
    assert kept[0] == 1.0
    assert all(0.0 < one < 1.0 for one in kept[1:])
    assert terms.crossing(1.0, -1, 0, 0).hours == 0.0
