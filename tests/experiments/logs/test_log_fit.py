"""A log is fitted on half of its areas and days, and held against the other half."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from experiments.logs.district import district_of
from experiments.logs.halves import FIT, HALVES
from experiments.logs.log_fit import PARAMETERS, Parted, fit_log
from experiments.logs.replayed import as_log, replayed
from experiments.logs.simulator import simulator, summaries, summary_names
from experiments.output import write_analysis
from scenarios.declare import declarations
from scenarios.library import load
from scenarios.parameters import Parameters
from tests.experiments.logs.made import week

LOG = week(800)
WEEKS = 2
DISTRICT = district_of(LOG, load("hierarchy"), per_1000=10_000.0)


def test_every_part_of_the_log_is_read_as_it_is_read_alone() -> None:
    log = week(250)
    one = simulator(log, district_of(log, load("hierarchy"), per_1000=10_000.0), ("work_scale",), weeks=WEEKS)
    parted = Parted(one, HALVES)
    assert len(set(parted.names)) == len(parted.names) == len(parted.observed)
    for part in HALVES:
        mine = np.array([name.startswith(f"{part}|") for name in parted.names])
        assert [name.partition("|")[2] for name in np.array(parted.names)[mine]] == list(summary_names(log, (part,)))
        np.testing.assert_array_equal(parted.observed[mine], summaries(log, WEEKS * 168.0, (part,)))
    assert parted.key != Parted(one, (FIT,)).key


def test_what_is_fitted_by_default_is_assumed() -> None:
    tags = {d.key: d.tag for d in declarations(Parameters)}
    assert {tags.get(key, "assumed") for key in PARAMETERS} == {"assumed"}


@pytest.mark.proof
def test_a_log_that_the_model_made_is_fitted_and_its_held_out_half_foretold(tmp_path: Path) -> None:
    truth = {"work_scale": 1.3, "street_cycle_days": 1.2}
    made = as_log(LOG, replayed(LOG, DISTRICT.replace(**truth), 77, weeks=WEEKS), WEEKS)
    told: list[int] = []
    found = fit_log(
        made, DISTRICT, ("street_cycle_days", "work_scale"), draws=30, seeds=2, predicted=20, weeks=WEEKS, share=0.1,
        out=tmp_path, progress=told.append,
    )  # fmt: skip
    assert 30 in told and len(list((tmp_path / "draws").glob("*.json"))) == 30 + 40 + 20
    for row in found.found.parameters.to_dict("records"):
        spread = row["q95"] - row["q05"]
        assert row["q05"] - 0.5 * spread <= truth[row["parameter"]] <= row["q95"] + 0.5 * spread
    table = found.found.predictive
    held = table[~table["fitted"]]
    assert len(held) > len(table) / 2 and held["met"].mean() >= 0.8  # the log is of the model: what it has not seen
    files = write_analysis(found, tmp_path / "written")
    assert {"parameters.csv", "predictive.csv", "figure.png", "provenance.json"} <= {file.name for file in files}
    provenance = json.loads((tmp_path / "written" / "provenance.json").read_text())
    assert provenance["method"] == "rejection" and len(provenance["observed"]) == len(table)
    shutil.rmtree(tmp_path / "written")
