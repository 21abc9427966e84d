"""Hand-overs gathered from legs agree with what the engine counted, as far as both say the same."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.runs.frames import FLOWS, JOURNEYS
from dashboard.runs.legs import Trail, WatchedModel
from model.governance import GovernanceModel
from model.tables import CaseState, Job, Phase
from tests.dashboard.runs.cities import small


def followed(scenario: Any, slices: list[int], path: Path | None = None) -> tuple[WatchedModel, Trail]:
    model = WatchedModel(scenario, rng=3)
    trail = Trail(model, path)
    for days in slices:
        model.run_for(days)
        trail.follow(model.tiers[model.world.orders["kind"]])
    trail.close()
    return model, trail


def by_kind(model: WatchedModel, trail: Trail) -> np.ndarray:
    """Hand-overs from kind to kind, with those whose receiver has not yet done with the case."""
    world, flows = model.world, trail.flows()
    kind = world.orders["kind"]
    found = np.zeros_like(world.hand_overs)
    np.add.at(found, (kind[flows["source"]], kind[flows["target"]]), flows["count"])
    for case in np.flatnonzero(world.cases["state"] == CaseState.UNDERWAY):
        source = trail._files.at[world.cases["serial"][case]] - 1
        for job in world.jobs.reshape(-1, world.candidates.shape[1])[case]:
            there = job["state"] in (Job.DELAYED, Job.WAITING, Job.IN_SERVICE) and job["phase"] < Phase.FOLLOW_UP
            if there and source >= 0 and job["actor"] != source:
                found[kind[source], kind[job["actor"]]] += 1
    return found


@pytest.mark.parametrize("preset", ["hierarchy", "network"])
@pytest.mark.parametrize("rules", [
    {"sole_duty_service": 1.0, "sole_duty_enforcement": 1.0},
    {"sole_duty_service": 0.2, "sole_duty_enforcement": 0.2, "gap_probability": 1.0},
])  # fmt: skip
def test_hand_overs_are_the_engines_where_no_work_is_done_twice(
    preset: str, rules: dict[str, Any], tmp_path: Path
) -> None:
    model, trail = followed(small(tmp_path, preset, **rules), [60, 1, 59])
    found = by_kind(model, trail)
    assert found.sum() > 300
    # The file of a request pooled with others of its issue goes where the first of them goes, unseen by legs.
    assert (found.sum(axis=0) == model.world.hand_overs.sum(axis=0)).all()
    assert np.abs(found - model.world.hand_overs).sum() <= 0.02 * found.sum()


def test_where_several_work_on_one_case_only_copies_that_were_never_begun_are_missing(tmp_path: Path) -> None:
    changes = {"sole_duty_service": 0.0, "sole_duty_enforcement": 0.0, "gap_probability": 0.0, "overlap_share": 0.5}
    model, trail = followed(small(tmp_path, "hierarchy", **changes), [60])
    missing = (model.world.hand_overs - by_kind(model, trail)).sum()
    copies = int((model.ledger.look(model.world)["duty"] == 2).sum())
    assert copies > 300
    assert 0 <= missing <= copies
    assert model.world.hand_overs.sum() > 2 * missing


def test_slices_do_not_matter_and_directions_are_those_of_tiers(tmp_path: Path) -> None:
    scenario = small(tmp_path, "hierarchy", sole_duty_service=0.4)
    (model, one), (_, many) = followed(scenario, [40]), followed(scenario, [1] * 40)
    order = ["source", "target"]
    flows = one.flows().sort_values(order, ignore_index=True)
    assert tuple(flows.columns) == FLOWS
    assert flows.equals(many.flows().sort_values(order, ignore_index=True))
    tier = model.tiers[model.world.orders["kind"]]
    rise = np.sign(tier[flows["target"]] - tier[flows["source"]])
    assert (flows["direction"].map({"up": 1, "down": -1, "sideways": 0}).to_numpy() == rise).all()
    assert set(flows["direction"]) == {"up", "down", "sideways"}


def test_watching_changes_nothing(tmp_path: Path) -> None:
    scenario = small(tmp_path, "network")
    model, _ = followed(scenario, [25])
    alone = GovernanceModel(scenario, rng=3)
    alone.run_for(25)
    assert model.requests.frame().equals(alone.requests.frame())


def test_journeys_tell_the_way_of_every_request(tmp_path: Path) -> None:
    model, _ = followed(small(tmp_path, "hierarchy"), [20, 20], tmp_path / "legs.parquet")
    journeys = pd.read_parquet(tmp_path / "legs.parquet")
    assert tuple(journeys.columns) == JOURNEYS
    unbegun = journeys["finished"].isna()  # copies of overlaps that another owner overtook
    assert (journeys.loc[unbegun, "activity"] == "duplicate").all()
    journeys = journeys[~unbegun]
    needs = model.requests.frame().set_index("need")
    assert set(needs.index[needs["resolved"].notna()]) <= set(journeys["need"])
    assert needs.loc[journeys["need"], "voiced"].notna().all()
    assert (journeys["arrived"] <= journeys["started"]).all()
    assert (journeys["started"] <= journeys["finished"]).all()
    assert (journeys["step"] >= 0).all()
    first = journeys.groupby("need").first()
    usual = needs.loc[first.index, "origin"] != "escalated"
    assert (first.loc[usual, "activity"] == "intake").all()
    assert (first.loc[usual, "step"] == 0).all()
    assert first.loc[usual, "arrived"].to_numpy() == pytest.approx(needs.loc[first.index[usual], "voiced"].to_numpy())
    last = journeys[journeys["activity"] != "follow_up"].groupby("need")["finished"].max()
    once = needs[(needs["reopened"] == 0) & needs["resolved"].notna() & (needs["category"] != "collective")]
    assert last.loc[once.index].to_numpy() == pytest.approx(once["resolved"].to_numpy())
