"""The runs of a sweep can be asked as frames and in SQL, also while some are missing."""

from pathlib import Path

import pandas as pd
import pytest

import sanshe
from model.outcomes import OUTCOMES
from scenarios.errors import InputError
from scenarios.library import load

STAFF, ADMIN = "communities_per_station", "committee_admin_share"


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> sanshe.Results:
    folder = tmp_path_factory.mktemp("swept")
    city = folder / "small.csv"
    city.write_text("community,street,residents\na,one,300\nb,one,300\n", encoding="utf-8")
    together = [{"name": "few", STAFF: 2}, {"name": "many", STAFF: 1}]
    base = load("hierarchy").replace(city=str(city))
    design = sanshe.Design(base, {"base": [base, base.replace(name="other", evaluation=0.5)], "staff": together,
                                  ADMIN: [0.3, 0.8]}, years=0.02, seeds=[3, 8])  # fmt: skip
    return sanshe.sweep(design, folder / "out")


def test_a_frame_has_a_row_a_run_and_outcome(swept: sanshe.Results) -> None:
    frame = swept.frame()
    assert list(frame.columns) == ["point", "base", "staff", ADMIN, "seed", "outcome", "unit", "better", "value"]
    assert len(frame) == 8 * 2 * len(OUTCOMES)
    assert frame["outcome"].tolist()[: len(OUTCOMES)] == [outcome.key for outcome in OUTCOMES]
    assert frame["point"].is_monotonic_increasing
    assert set(frame["base"]) == {"hierarchy", "other"}
    assert set(frame["staff"]) == {"few", "many"}
    one = frame[frame["outcome"] == "satisfaction"].reset_index(drop=True)
    pd.testing.assert_frame_equal(swept.frame("satisfaction"), one)


def test_a_wide_frame_has_a_row_a_run(swept: sanshe.Results) -> None:
    wide = swept.frame("satisfaction", "backlog", wide=True)
    assert list(wide.columns) == ["point", "base", "staff", ADMIN, "seed", "backlog", "satisfaction"]
    assert len(wide) == 16
    long = swept.frame("backlog")
    pd.testing.assert_series_equal(wide["backlog"], long["value"], check_names=False)


def test_duckdb_answers_the_same(swept: sanshe.Results) -> None:
    told = swept.sql(
        f"SELECT staff, avg(value) AS mean FROM results WHERE outcome = 'satisfaction' AND {ADMIN} = 0.3 "
        "GROUP BY staff ORDER BY staff"
    )
    frame = swept.frame("satisfaction")
    means = frame[frame[ADMIN] == 0.3].groupby("staff")["value"].mean()
    assert told["staff"].tolist() == ["few", "many"]
    assert told["mean"].to_numpy() == pytest.approx(means.to_numpy(), rel=1e-12)
    assert swept.sql("SELECT count(DISTINCT scenario) AS n FROM runs")["n"].tolist() == [8]


def test_what_cannot_be_asked_is_told(swept: sanshe.Results, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'satisfaction'"):
        swept.frame("satisfacton")
    with pytest.raises(InputError) as caught:
        swept.sql("SELEC nonsense")
    assert caught.value.field == "sql"
    for folder in (tmp_path, tmp_path / "gone"):
        with pytest.raises(InputError, match=r"no sweep\.json"):
            sanshe.results(folder)
    (tmp_path / "sweep.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="schema"):
        sanshe.results(tmp_path)


def test_a_sweep_that_is_not_complete_gives_what_it_has(swept: sanshe.Results, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(swept.folder, tmp_path / "part")
    for path in sorted((tmp_path / "part").glob("runs/*/*.parquet"))[:5]:
        path.unlink()
    part = sanshe.results(tmp_path / "part")
    assert (part.done, part.wanted) == (11, 16)
    assert len(part.frame("satisfaction")) == 11
    assert len(part.failures) == 0
    for path in (tmp_path / "part").glob("runs/*/*.parquet"):
        path.unlink()
    assert len(sanshe.results(tmp_path / "part").frame()) == 0
    with pytest.raises(InputError, match="no runs"):
        sanshe.results(tmp_path / "part").sql("SELECT 1")
