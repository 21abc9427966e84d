"""The journeys of needs are those of the ledger and of the institutions' books, hour by hour."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from model.governance import GovernanceModel
from model.journeys import COLUMNS, WHAT
from scenarios.errors import InputError
from tests.model.small import small

DAYS = 80


@pytest.fixture(scope="module", params=["hierarchy", "messy_network"])
def model(request: pytest.FixtureRequest, city: Path) -> GovernanceModel:
    scenario = small(request.param, city, issue_wait_days=20.0)
    found = GovernanceModel(scenario, rng=4, record_legs=True)
    found.run_for(DAYS)
    return found


@pytest.fixture(scope="module")
def ledger(model: GovernanceModel) -> pd.DataFrame:
    return model.requests.frame().set_index("need")


@pytest.fixture(scope="module")
def spells(model: GovernanceModel) -> pd.DataFrame:
    return model.journeys.frame()


def test_where_the_time_went_adds_up_to_the_ledgers_time_to_resolution(
    model: GovernanceModel, ledger: pd.DataFrame
) -> None:
    spent = model.journeys.time_spent()
    mine = ledger.loc[spent.index]
    end = mine["resolved"].where(spent["resolved"], DAYS * model.hours)
    assert spent["resolved"].sum() > 500
    assert not spent["resolved"].all()
    assert (spent["resolved"] == (mine["resolved"] <= DAYS * model.hours)).all()
    assert spent["total"].to_numpy() == pytest.approx(end - mine["arose"], abs=1e-9)
    assert spent[list(WHAT)].sum(axis=1).to_numpy() == pytest.approx(spent["total"], abs=1e-9)
    assert (spent[list(WHAT)] >= 0).all().all()
    assert (spent.groupby(mine["category"], observed=True)["waiting"].max() > 0).all()


def test_the_spells_of_a_request_follow_each_other_without_a_gap_unless_several_work_on_it(
    model: GovernanceModel, ledger: pd.DataFrame, spells: pd.DataFrame
) -> None:
    spent = model.journeys.time_spent()
    mine = spells[spells["need"].map(ledger["duty"].astype(str)) != "overlap"]
    end = mine["need"].map(ledger["resolved"]).fillna(DAYS * model.hours)
    hours = mine["until"].fillna(np.inf).clip(upper=end) - mine["since"]
    told = hours.clip(lower=0.0).groupby([mine["need"], mine["what"]]).sum().unstack(fill_value=0)
    known = told.index.intersection(spent.index)
    assert len(known) > 500
    for what in WHAT:
        assert told.loc[known, what].to_numpy() == pytest.approx(spent.loc[known, what], abs=1e-9)


def test_hours_of_posts_and_hand_overs_are_the_ledgers(ledger: pd.DataFrame, spells: pd.DataFrame) -> None:
    """Of requests that one owner ended; what an issue took is shared out over all who raised it."""
    plain = ledger["duty"].isin(["sole", "gap"]) & (ledger["state"] == "closed") & (ledger["category"] != "collective")
    at_work = spells[spells["what"].isin(["work", "hand_over"])]
    hours = (at_work["until"] - at_work["since"]).groupby(at_work["need"]).sum()
    crossed = spells[spells["came_from"] != ""].groupby("need").size()
    mine = ledger[plain]
    assert len(mine) > 300
    assert (mine["hand_overs"] > 2).any()
    assert (mine["reopened"] > 0).any()
    assert hours.reindex(mine.index).to_numpy() == pytest.approx(mine["hours"], rel=1e-5)
    assert crossed.reindex(mine.index, fill_value=0).tolist() == mine["hand_overs"].tolist()


def test_a_need_alone_is_told_as_among_all_and_in_chinese(model: GovernanceModel, spells: pd.DataFrame) -> None:
    longest = int(spells["need"].value_counts().index[0])
    alone = model.journeys.frame([longest])
    assert tuple(alone.columns) == COLUMNS
    pd.testing.assert_frame_equal(alone, spells.query(f"need == {longest}").reset_index(drop=True))
    chinese = model.journeys.frame([longest], lang="zh")
    assert chinese.loc[0, "place"] == "居民"
    assert [alone[key][0] for key in ("place", "what", "step")] == ["the resident", "silence", "voicing"]
    assert chinese["desk"].equals(alone["desk"])


def test_never_voiced_is_silence_without_an_end(ledger: pd.DataFrame, spells: pd.DataFrame) -> None:
    borne = ledger.index[ledger["state"] == "unvoiced"]
    mine = spells[spells["need"].isin(borne)]
    assert len(mine) == len(borne) > 0
    assert (mine["what"] == "silence").all()
    assert mine["until"].isna().all()


def test_watching_a_day_at_a_time_or_not_at_all_changes_no_request(city: Path) -> None:
    scenario = small("hierarchy", city)
    watched, other = GovernanceModel(scenario, rng=2, record_legs=True), GovernanceModel(scenario, rng=2)
    for _ in range(10):
        watched.run_for(1)
        watched.journeys.frame()
        watched.journeys.time_spent()
    other.run_for(10)
    pd.testing.assert_frame_equal(watched.requests.frame(), other.requests.frame())
    with pytest.raises(InputError, match="record_legs: found False; allowed True"):
        other.journeys.time_spent()
    with pytest.raises(InputError, match="needs: found -5"):
        watched.journeys.frame([-5])
