"""What is offered to be taken away, and why it is not there yet."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from dashboard.desk import Desk
from dashboard.downloads import routes
from dashboard.runs.plan import Plan
from dashboard.runs.run import Run
from dashboard.state import Arm, Lang, State
from dashboard.taken import FROM_POINTS, FROM_SEEDS
from dashboard.views.take import groups
from model.outcomes import OUTCOMES
from scenarios.city import City, Community
from tests.dashboard.made import ran
from tests.dashboard.runs.cities import plan


def desk(state: State, run: Run | None = None) -> Desk:
    return Desk(state, lambda _: None, run, 0, lambda _: None)


def set_as_run(run: Run, lang: Lang = "en") -> State:
    """The settings of a run."""
    first = run.plan.arms[0]
    arms = tuple(Arm(arm.name, {"staff_per_10000": 30.0}, None, arm.name) for arm in run.plan.arms)
    return State(arms=arms, city=first.city, years=run.plan.days / 250, lang=lang, run=run.id)


def items(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {item["key"]: item for group in found for item in group["items"]}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Seeds 1 and 2 of three are finished."""
    folder = tmp_path_factory.mktemp("run")
    return ran(plan(folder, 10, (1, 2, 3)), folder, (1, 2))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_before_the_first_run_the_regimes_are_there_and_all_else_says_why_not(lang: Lang) -> None:
    found = groups(desk(State(lang=lang)))
    assert [group["key"] for group in found] == ["regimes", "results", "pictures", "reports"]
    told = items(found)
    assert told["A"]["hash"] == State().scenario(0).hash and not told["A"]["why"]
    assert found[0]["command"]["line"] == "sanshe compare a-hierarchy.yaml b-network.yaml --seeds 10 --years 1"
    whys = {item["why"] for key, item in told.items() if key not in "AB"}
    assert whys == {"尚未运行：请先点击“运行”。" if lang == "zh" else "Nothing has been run yet: press Run first."}


def test_everything_is_there_once_a_seed_is_finished_and_says_of_which(run: Run) -> None:
    found = groups(desk(set_as_run(run), run))
    told = items(found)
    assert not {item["why"] for item in told.values()} - {""}
    assert "Made of seeds 1 to 2." in told["report"]["told"] and found[1]["note"] == "2 of 3 seeds finished"
    assert f"{len(run.points()) * len(OUTCOMES):,} rows" in told["points"]["told"]
    offered = {
        f["href"].partition("?")[0].rpartition("/")[2] for key, i in told.items() if key not in "AB" for f in i["files"]
    }
    assert offered == {*FROM_POINTS, *FROM_SEEDS}
    assert all(f["href"].startswith(f"/take/{run.id}/") for f in told["report"]["files"]) and len(routes) == 2


def test_a_run_of_other_regimes_than_are_set_gives_its_own_files_too(run: Run) -> None:
    now = desk(set_as_run(run).with_(arms=(Arm("hierarchy"), Arm("messy_network"))), run)
    found = groups(now)
    assert [group["key"] for group in found[:2]] == ["regimes", "as_run"]
    assert [item["title"] for item in found[0]["items"]] == ["A Vertical hierarchy", "B Messy network"]
    assert [item["title"] for item in found[1]["items"]] == ["A Vertical hierarchy", "B Networked governance"]
    assert found[1]["items"][1]["files"][0]["href"] == f"/take/{run.id}/b-network.yaml"
    assert now.labels == ("A Vertical hierarchy", "B Networked governance")  # curves are of what was run


def test_a_district_that_no_link_holds_comes_from_the_run(tmp_path: Path) -> None:
    names = [sha256(str(number).encode()).hexdigest()[:20] for number in range(1500)]
    there = tuple(Community(community=name, street="街", residents=300) for name in names)
    large = State(city=City(key="large", title_zh="大", title_en="large", communities=there))
    found = groups(desk(large))
    assert "press Run" in found[0]["items"][0]["why"]
    waiting = Run("me", Plan(large.scenarios(), 250, (1,)), tmp_path)
    (first, *_) = groups(desk(large.with_(run=waiting.id), waiting))
    assert first["key"] == "as_run" and not first["items"][0]["why"]
