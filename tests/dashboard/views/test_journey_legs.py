"""Journeys add up to what the ledger says, for every need of a run under every regime."""

import math
from typing import Any

import numpy as np
import pytest

from dashboard.runs.run import Run
from dashboard.views.journey_legs import Stop
from dashboard.views.journey_read import horizon, journey
from dashboard.views.journey_story import Journey, story
from dashboard.views.journey_sums import done, periods, sums
from tests.dashboard.views.watched import watched

DAYS = 60
NAMES = ("hierarchy", "network", "messy_network")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("journeys")
    return watched(folder, DAYS, *NAMES, needs_collective=50.0, issue_wait_days=20.0)


def told(run: Run, arm: int) -> list[Journey]:
    found = [journey(run, arm, int(need)) for need in run.needs(arm)["need"]]
    assert all(one is not None for one in found)
    return [one for one in found if one is not None]


@pytest.fixture(scope="module")
def journeys(run: Run) -> list[list[Journey]]:
    return [told(run, arm) for arm in range(len(NAMES))]


@pytest.mark.parametrize("arm", range(len(NAMES)), ids=NAMES)
def test_every_journey_adds_up_to_what_the_ledger_says(journeys: list[list[Journey]], arm: int) -> None:
    seen: dict[str, int] = {}
    for one in journeys[arm]:
        need, stops = one.need, one.stops
        if not need["voiced"] < one.horizon:
            assert not stops
            continue
        ended = str(need["state"]) in ("closed", "resolved")
        assert sum(stop.crossed for stop in stops) == need["hand_overs"]
        assert sum(stop.kind == "review" and not stop.open for stop in stops) == need["passes"]
        assert sum(stop.gap == "reopened" for stop in stops) == need["reopened"]
        assert stops[0].arrived == need["voiced"]
        asked = [stop.finished for stop in stops if stop.kind == "follow_up" and not stop.open]
        assert (asked[-1] if asked else math.nan) == pytest.approx(need["followed_up"], nan_ok=True)
        held = any(stop.gap == "decision" for stop in stops)
        if ended and not held:
            assert sum(stop.hours for stop in stops) == pytest.approx(need["hours"], rel=1e-5)
            assert any(stop.finished == need["resolved"] for stop in stops)
        owners = [stop for stop in stops if stop.kind in ("work", "copy", "opening") and math.isfinite(stop.started)]
        if math.isfinite(need["responded"]) and not any(stop.open for stop in owners):
            assert began(owners) == pytest.approx(need["responded"])
        if ended:
            assert done(need, one.horizon)
        for stop in stops:
            assert 0.0 <= stop.handover + stop.lost + stop.reading <= stop.hours + 1e-9, (stop, stops)
        for kind in {stop.kind for stop in stops} | {stop.gap for stop in stops} | ({"shared"} if held else set()):
            seen[kind] = seen.get(kind, 0) + 1
    assert {"intake", "work", "approval", "follow_up", "rework", "sitting", "decision"} <= set(seen)
    if arm == 0:
        assert {"review", "assign", "copy", "unbegun"} <= set(seen)


def began(owners: list[Stop]) -> float:
    """When the first owner answered: it began to work, or had read whether the case was its own."""
    return min(stop.started + (stop.reading + stop.handover if stop.reading else 0.0) for stop in owners)


@pytest.mark.parametrize("arm", range(len(NAMES)), ids=NAMES)
def test_the_periods_fill_the_time_from_arising_to_resolution(journeys: list[list[Journey]], arm: int) -> None:
    for one in journeys[arm]:
        need = one.need
        found = periods(need, one.stops, one.horizon)
        end = need["resolved"] if done(need, one.horizon) else one.horizon
        assert sum(found.values()) == pytest.approx(max(end - need["arose"], 0.0), abs=1e-6)
        assert min(found.values()) >= 0.0
        total = sums(need, one.stops, one.horizon, one.tiers)
        assert total["total"] == pytest.approx(sum(found.values()))
        assert total["hand_overs"] == need["hand_overs"]


def test_hours_of_an_issue_are_shared_out_and_lost_by_nobody(journeys: list[list[Journey]]) -> None:
    groups: dict[tuple[Any, ...], list[Journey]] = {}
    for one in journeys[1]:
        if any(stop.gap == "decision" for stop in one.stops) and done(one.need, one.horizon):
            key = (str(one.need["item"]), float(one.need["responded"]), float(one.need["resolved"]))
            groups.setdefault(key, []).append(one)
    shared = [group for group in groups.values() if len(group) > 1]
    assert shared
    for group in shared:
        own = sum(stop.hours for one in group for stop in one.stops if not stop.shared)
        assert sum(float(one.need["hours"]) for one in group) == pytest.approx(own, rel=1e-5)


def test_every_story_ends_with_how_the_need_stands(journeys: list[list[Journey]]) -> None:
    for arm in journeys:
        for one in arm:
            for lang in ("en", "zh"):
                entries = story(one, lang)
                assert all(entry["text"] for entry in entries)
                resolved = [entry for entry in entries if entry["kind"] == "end" and entry["when"]]
                assert len(resolved) == done(one.need, one.horizon)


def test_the_horizon_is_that_of_the_plan(run: Run) -> None:
    assert horizon(run) == DAYS * 6.0
    assert np.isfinite(run.needs(0)["arose"]).all()
