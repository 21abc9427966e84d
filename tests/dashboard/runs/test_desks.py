from pathlib import Path

import pandas as pd

from dashboard.runs.desks import Chart, desks
from dashboard.runs.frames import DESKS
from model.governance import GovernanceModel
from scenarios.actors import KINDS
from scenarios.scenario import Scenario
from tests.dashboard.runs.cities import small


def seen(scenario: Scenario, days: int = 20) -> pd.DataFrame:
    model = GovernanceModel(scenario, rng=1)
    model.run_for(days)
    return desks(model, Chart(model))


def called(frame: pd.DataFrame, name_zh: str) -> pd.Series:
    [row] = frame[frame["name_zh"] == name_zh].to_dict("records")
    return pd.Series(row)


def test_desks_are_called_by_place_and_kind_each_by_a_name_of_its_own(tmp_path: Path) -> None:
    for preset in ("hierarchy", "network"):
        frame = seen(small(tmp_path, preset))
        assert tuple(frame.columns) == DESKS
        assert frame["name_zh"].is_unique
        assert frame["name_en"].is_unique
        assert set(frame["kind"]) <= set(KINDS)
    assert called(frame, "甲居委会")["name_en"] == "甲 residents' committee"
    assert called(frame, "南街道办事处")["name_en"] == "南街道 street office"


def test_communities_answer_to_their_street_and_teams_to_who_dispatches_them(tmp_path: Path) -> None:
    hierarchy, network = (seen(small(tmp_path, preset)) for preset in ("hierarchy", "network"))
    for frame in (hierarchy, network):
        row_of = frame.set_index("row")
        below = frame[(frame["tier"] == 0)]
        above = row_of.loc[below["reports_to"]]
        assert (above["kind"] == "street").all()
        assert (above["street"].to_numpy() == below["street"].to_numpy()).all()
        own = frame[frame["kind"].isin(["street", "department", "civil_affairs"])]
        assert (own["reports_to"] == -1).all()
        streets = frame[frame["kind"] == "street"]
        assert all((row_of.loc[list(asks), "tier"] == 2).all() and len(asks) for asks in streets["asks"])
    teams = hierarchy[hierarchy["kind"] == "team"]
    assert hierarchy.set_index("row").loc[teams["reports_to"], "kind"].tolist() == ["department"]
    teams = network[network["kind"] == "team"]
    assert set(network.set_index("row").loc[teams["reports_to"], "kind"]) == {"street"}


def test_queues_and_busy_hours_are_the_models(tmp_path: Path) -> None:
    model = GovernanceModel(small(tmp_path, "hierarchy"), rng=1)
    model.run_for(30)
    frame = desks(model, Chart(model))
    rows = frame["row"]
    assert (frame["waiting"] == model.world.floor["waiting"][rows]).all()
    assert (frame["in_service"] == model.world.floor["busy"][rows]).all()
    assert (frame["posts"] == model.world.orders["servers"][rows]).all()
    assert frame["waiting"].sum() > 0
    assert frame["busy_share"].between(0.0, 1.5).all()
    assert (frame.loc[frame["kind"] == "committee", "busy_share"] > 0.3).any()


def test_a_reform_closes_desks_and_opens_others_with_the_rows_they_had(tmp_path: Path) -> None:
    scenario = small(tmp_path, "shangcheng_reform")
    turn = scenario.timeline[0].day
    model = GovernanceModel(scenario, rng=1)
    model.run_for(turn)
    before = desks(model, Chart(model))
    model.run_for(5)
    after = desks(model, Chart(model))
    names = after.set_index("row")["name_zh"]
    assert (names.loc[before["row"]].to_numpy() == before["name_zh"].to_numpy()).all()
    closed = after[~after["stands"]]
    assert "区执法大队" in set(closed["name_zh"])
    assert (closed["posts"] == 0).all() and (closed["reports_to"] == -1).all()
    assert before["stands"].all()
    opened = after[~after["row"].isin(before["row"])]
    assert set(opened["kind"]) == {"team", "civil_affairs"}
    assert (opened["posts"] > 0).all()
