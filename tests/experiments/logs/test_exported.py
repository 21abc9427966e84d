from pathlib import Path

import pandas as pd
import pytest

import sanshe
from experiments.logs.exported import CHANNEL_NAMES, HEADS, exported_log
from experiments.logs.request_log import read_log
from model.governance import GovernanceModel
from scenarios.dates import EPOCH

TOWN = [{"community": name, "street": "North", "residents": 3000} for name in ("East", "West")]


@pytest.fixture(scope="module")
def model() -> GovernanceModel:
    found = GovernanceModel(sanshe.load("hierarchy").replace(city=TOWN), rng=1)
    found.run_for(20)
    return found


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_runs_requests_come_back_from_its_log_to_the_second(
    model: GovernanceModel, tmp_path: Path, lang: str
) -> None:
    exported_log(model, lang).to_csv(tmp_path / "log.csv", index=False)
    log = read_log(tmp_path / "log.csv")
    needs = model.requests.frame()
    needs = needs[needs["state"].isin(["underway", "resolved", "closed"])]
    needs = needs.set_index(needs["need"].astype("str"))
    read = log.frame.set_index("request").loc[needs.index]
    assert len(read) == len(log.frame) == len(needs) > 200
    for name, hours in (("requested", needs["voiced_calendar"]), ("closed", needs["resolved_calendar"])):
        told = (read[name] - pd.Timestamp(EPOCH)).dt.total_seconds()
        assert (told.isna() == hours.isna()).all() and (told.dropna() - 3600 * hours.dropna()).abs().max() <= 0.5
    assert read["category"].tolist() == needs["category"].tolist()
    assert read["area"].tolist() == needs["community"].tolist()
    assert read["channel"].tolist() == [CHANNEL_NAMES[lang][name] for name in needs["channel"]]
    item = {one.key: one.zh if lang == "zh" else one.en for one in model.items}
    assert read["service"].tolist() == [item[key] for key in needs["item"]]
    kept = log.cleaning.set_index("reason")["rows"]
    assert set(kept.index) == {"read", "still_open", "kept"} and kept["still_open"] == read["closed"].isna().sum()
    assert str(log.begins) == "2016-01-04 00:00:00"


def test_categories_come_back_by_the_names_of_items_alone(model: GovernanceModel, tmp_path: Path) -> None:
    whole = exported_log(model)
    whole.drop(columns="category").to_csv(tmp_path / "log.csv", index=False)
    read = read_log(tmp_path / "log.csv").frame
    assert read["category"].tolist() == whole.set_index("service_request_id")["category"].loc[read["request"]].tolist()
    assert set(whole["status"]) == {"open", "closed"} and tuple(whole.columns) == HEADS["en"]
    assert whole.loc[whole["status"] == "open", "closed_datetime"].isna().all()
