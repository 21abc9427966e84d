"""What can be taken away: a visitor's own run alone, and files that give the same numbers on the command line."""

import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import pyarrow.parquet as pq
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import downloads, taken
from dashboard.address import query
from dashboard.app import COOKIE
from dashboard.downloads import MOST_AT_ONCE, routes
from dashboard.runs.plan import Plan
from dashboard.runs.run import Run
from dashboard.served import Served, serve
from dashboard.state import Arm, State
from experiments.compare import compare
from experiments.runner import days_of
from model.outcomes import OUTCOMES
from scenarios.library import load
from tests.dashboard.made import KEYS, ran
from tests.dashboard.runs.cities import small

YEARS, SEEDS = 0.24, 2
MADE = (*taken.FROM_POINTS, *taken.FROM_SEEDS)


class Kept:
    """A hall that only keeps runs."""

    def __init__(self, *runs: Run) -> None:
        self.runs = runs

    def find(self, visitor: str, run_id: str) -> Run | None:
        return next((run for run in self.runs if (run.visitor, run.id) == (visitor, run_id)), None)


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> State:
    """Hierarchy against a network that was changed, in a small city."""
    here = small(tmp_path_factory.mktemp("city"), "network").city
    arms = (Arm("hierarchy", {"staff_per_10000": 30.0}), Arm("network", {"staff_per_10000": 30.0, "studios": False}))
    return State(arms=arms, city=here, years=YEARS, seeds=SEEDS, parameters={"voice_cost": 1.1})


@pytest.fixture(scope="module")
def run(state: State, tmp_path_factory: pytest.TempPathFactory) -> Run:
    plan = Plan(state.scenarios(), days_of(YEARS), (1, 2))
    return ran(plan, tmp_path_factory.mktemp("run"), (1, 2))


@pytest.fixture(scope="module")
def young(state: State, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of which seed 2 alone has come to an end."""
    plan = Plan(state.scenarios(), 12, (1, 2, 3))
    return ran(plan, tmp_path_factory.mktemp("young"), (2,), "young")


@pytest.fixture
def client(run: Run, young: Run) -> Iterator[TestClient]:
    empty = Run("empty", run.plan, Path("nowhere"))
    hall: object = Kept(run, young, empty)
    serve(Served(hall))  # type: ignore[arg-type]  # what of a hall is asked here
    with TestClient(Starlette(routes=routes), cookies={COOKIE: "me"}) as here:
        yield here
    serve(None)


def name_of(told: str) -> str:
    return unquote(told.rpartition("UTF-8''")[2])


def test_the_downloaded_regimes_give_the_pages_numbers_to_the_last_bit(
    client: TestClient, state: State, run: Run, tmp_path: Path
) -> None:
    files = []
    for letter in "ab":
        answer = client.get(f"/take/{letter}.yaml?{query(state)}")
        assert answer.status_code == 200
        files.append(tmp_path / name_of(answer.headers["content-disposition"]))
        files[-1].write_bytes(answer.content)
    assert [file.name for file in files] == ["a-hierarchy_changed.yaml", "b-network_changed.yaml"]
    assert [load(file).hash for file in files] == [arm.hash for arm in run.plan.arms]
    there = compare(*files, seeds=SEEDS, years=YEARS)
    points = run.points()
    for (arm, seed), part in there.outcomes.groupby(["arm", "seed"]):
        here = points[(points["arm"] == arm) & (points["seed"] == seed) & (points["day"] == there.days)]
        assert here[KEYS].iloc[0].to_numpy().tobytes() == part["value"].to_numpy().tobytes()
    mine = taken.comparison(run)
    assert (mine.names, mine.seeds, mine.days) == (there.names, there.seeds, there.days)
    for frame in ("outcomes", "daily", "later", "table"):
        pd.testing.assert_frame_equal(getattr(mine, frame), getattr(there, frame), check_exact=True)


def test_the_command_line_that_is_told_makes_the_same_days() -> None:
    arms = (load("hierarchy"), load("network"))
    for days in (1, 7, 60, 100, 249, 250, 333, 4999, 5000):
        told = taken.command_line(arms, 10, days).split()
        assert days_of(float(told[-1])) == days
    assert told == ["sanshe", "compare", "a-hierarchy.yaml", "b-network.yaml", "--seeds", "10", "--years", "20"]


def test_the_regimes_of_a_run_are_files_too(client: TestClient, run: Run, tmp_path: Path) -> None:
    answer = client.get(f"/take/{run.id}/b-network_changed.yaml")
    (tmp_path / "b.yaml").write_bytes(answer.content)
    assert load(tmp_path / "b.yaml").hash == run.plan.arms[1].hash in answer.text
    assert client.get("/take/ab.yaml").status_code == client.get("/take/中.yaml").status_code == 404
    assert client.get("/take/c.yaml").status_code == client.get("/take/a.yaml?a=nothing&b=network").status_code == 400


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_points_as_csv_and_parquet_hold_every_value_and_where_it_comes_from(
    client: TestClient, run: Run, lang: str
) -> None:
    answer = client.get(f"/take/{run.id}/points.csv?lang={lang}")
    assert name_of(answer.headers["content-disposition"]) == "sanshe-hierarchy_changed-network_changed-points.csv"
    assert "attachment" in answer.headers["content-disposition"] and "csv" in answer.headers["content-type"]
    frame = pd.read_csv(io.BytesIO(answer.content), comment="#")
    assert list(frame) == ["seed", "arm", "label", "day", "outcome", "name", "value", "unit"]
    points = run.points()
    assert len(frame) == len(points) * len(OUTCOMES)
    wide = frame.pivot(index=["seed", "arm", "day"], columns="outcome", values="value")[KEYS]
    assert wide.to_numpy().tobytes() == points.sort_values(["seed", "arm", "day"])[KEYS].to_numpy().tobytes()
    assert ("垂直科层" if lang == "zh" else "Vertical hierarchy") in frame["label"].iloc[0]
    assert ("小时" if lang == "zh" else "hours") in " ".join(frame["unit"].unique())
    told = answer.text
    assert all(arm.hash in told for arm in run.plan.arms) and "--seeds 2 --years 0.24" in told
    table = pq.read_table(io.BytesIO(client.get(f"/take/{run.id}/points.parquet?lang={lang}").content))
    pd.testing.assert_frame_equal(table.to_pandas(), frame, check_dtype=False)
    about = json.loads(table.schema.metadata[b"sanshe_provenance"])
    assert about["seeds"] == [1, 2] and about["versions"]["numpy"]


def test_outcomes_at_the_horizon_are_of_finished_seeds(client: TestClient, run: Run) -> None:
    frame = pd.read_csv(io.BytesIO(client.get(f"/take/{run.id}/outcomes.csv").content), comment="#")
    assert set(frame["day"]) == {run.plan.days} and len(frame) == 2 * 2 * len(OUTCOMES)


def test_pictures_of_an_outcome_are_what_they_say_and_carry_their_origin(client: TestClient, run: Run) -> None:
    picture = Image.open(io.BytesIO(client.get(f"/take/{run.id}/outcome.png?outcome=backlog&lang=zh").content))
    assert picture.size[0] > 1200 and run.plan.arms[0].hash in picture.text["Description"]  # type: ignore[attr-defined]
    answer = client.get(f"/take/{run.id}/outcome.svg?outcome=backlog&lang=zh")
    assert name_of(answer.headers["content-disposition"]).endswith("-backlog.svg")
    assert answer.text.startswith("<?xml") and run.plan.arms[1].hash in answer.text
    again = client.get(f"/take/{run.id}/outcome.svg?outcome=no_outcome")
    assert name_of(again.headers["content-disposition"]).endswith("-satisfaction.svg")


def test_everything_in_chinese_is_a_folder_of_which_a_report_is_made(
    client: TestClient, run: Run, tmp_path: Path
) -> None:
    from experiments.report import content
    from experiments.report_page import page
    from experiments.report_reading import read_folder

    answer = client.get(f"/take/{run.id}/everything.zip?lang=zh")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert {"comparison.csv", "figure.png", "a-hierarchy_changed.yaml", "provenance.json"} <= set(packed.namelist())
        packed.extractall(tmp_path / "comparison")
    text = page(content(read_folder(tmp_path / "comparison"), "zh"))
    told = client.get(f"/take/{run.id}/report.html?lang=zh")
    assert told.text == text and 'lang="zh' in text and "垂直科层*" in text
    assert all(arm.hash in text for arm in run.plan.arms) and "--years 0.24" in text
    assert "http" not in text.partition("<body")[0].replace("http-equiv", "")


def test_provenance_says_what_must_be_known(client: TestClient, run: Run) -> None:
    told = client.get(f"/take/{run.id}/provenance.json").json()
    assert [arm["hash"] for arm in told["arms"]] == [arm.hash for arm in run.plan.arms]
    assert told["seeds"] == [1, 2] and told["working_days"] == run.plan.days


@pytest.mark.parametrize("file", [*MADE, "a-hierarchy_changed.yaml"])
def test_a_run_is_its_visitors_alone(client: TestClient, run: Run, file: str) -> None:
    client.cookies.set(COOKIE, "somebody else")
    answer = client.get(f"/take/{run.id}/{file}?lang=zh")
    assert answer.status_code == 404 and "不属于您" in answer.text
    client.cookies.clear()
    assert client.get(f"/take/{run.id}/{file}").status_code == 404
    client.cookies.set(COOKIE, "me")
    assert client.get(f"/take/unknown/{file}").status_code == 404


@pytest.mark.parametrize("file", ["other.csv", "..%2Fprovenance.json", "report.docx", "points.html"])
def test_a_file_that_is_none_is_not_found(client: TestClient, run: Run, file: str) -> None:
    assert client.get(f"/take/{run.id}/{file}").status_code == 404


def test_before_anything_is_found_it_is_told_why(client: TestClient, young: Run) -> None:
    empty = downloads.served().hall.runs[2]  # type: ignore[attr-defined]  # of this test's own hall
    client.cookies.set(COOKIE, "empty")
    assert {client.get(f"/take/{empty.id}/{file}").status_code for file in MADE} == {409}
    assert "尚无结果" in client.get(f"/take/{empty.id}/points.csv?lang=zh").text
    client.cookies.set(COOKIE, "young")
    assert client.get(f"/take/{young.id}/points.csv").status_code == 200
    answer = client.get(f"/take/{young.id}/report.html")  # seed 2 is finished, seed 1 is not
    assert answer.status_code == 409 and "seed 1 has not reached the horizon (day 12)" in answer.text


def test_one_report_at_a_time_and_few_files_for_a_visitor(
    client: TestClient, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get(f"/take/{run.id}/provenance.json").status_code == 200
    assert not downloads._waiting and not downloads._reports  # what was counted is counted off
    monkeypatch.setattr(downloads, "_reports", {"me"})
    answer = client.get(f"/take/{run.id}/report.html?lang=zh")
    assert answer.status_code == 429 and "一次一份" in answer.text
    assert client.get(f"/take/{run.id}/provenance.json").status_code == 200
    monkeypatch.setattr(downloads, "_waiting", Counter({"me": MOST_AT_ONCE}))
    assert client.get(f"/take/{run.id}/provenance.json").status_code == 429


def test_a_name_of_any_script_becomes_a_file_that_browsers_save(state: State) -> None:
    named = State(arms=(Arm("hierarchy", name='我的 "方案"/A'), Arm("network")), city=state.city)
    with TestClient(Starlette(routes=routes)) as client:
        told = client.get(f"/take/a.yaml?{query(named)}").headers["content-disposition"]
    assert name_of(told) == "a-我的-方案-A.yaml" and told.isascii() and told.count('"') == 2
