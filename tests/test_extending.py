"""The worked example of docs/extending.md, run as it stands there: a rule and a kind of agent from outside the tree."""

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import sanshe
from model.governance import GovernanceModel
from model.tables import Activity
from sanshe.cli import app
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.scenario import Scenario

TOP = Path(__file__).resolve().parent.parent
EXAMPLES = TOP / "docs" / "examples"
ROWS = ("乙,北街,700", "甲,北街,900", "丙,北街,500", "丁,南街,800", "戊,南街,600")
DAYS = 60
SEEDS = (1, 2, 3)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("city") / "small.csv"
    path.write_text("community,street,residents\n" + "\n".join(ROWS) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def example(city: Path) -> Scenario:
    return sanshe.load(EXAMPLES / "watched_hierarchy.yaml").replace(city=str(city), staff_per_10000=30.0)


def run(scenario: Scenario, seed: int) -> GovernanceModel:
    model = GovernanceModel(scenario, rng=seed)
    model.run_for(DAYS)
    return model


def runs(example: Scenario, **shares: float) -> list[GovernanceModel]:
    return [run(example.replace(**{"mentoring_share": 0.0, "ombudsman_share": 0.0} | shares), seed) for seed in SEEDS]


@pytest.fixture(scope="module")
def dormant(example: Scenario) -> list[GovernanceModel]:
    return runs(example)


@pytest.fixture(scope="module")
def mentored(example: Scenario) -> list[GovernanceModel]:
    return runs(example, mentoring_share=0.1)


@pytest.fixture(scope="module")
def watched(example: Scenario) -> list[GovernanceModel]:
    return runs(example, ombudsman_share=0.1)


def outcome(models: list[GovernanceModel], key: str) -> list[float]:
    return [float(m.outcomes.frame().set_index("outcome")["value"][key]) for m in models]


def everything(model: GovernanceModel) -> bytes:
    trust = model.residents.columns["trust"].tobytes()
    return model.ledger.look(model.world).tobytes() + model.world.activity.tobytes() + trust


def ombudsmen(model: GovernanceModel) -> list[object]:
    return [a for kind, found in model.agents_by_type.items() if kind.__name__ == "Ombudsman" for a in found]


def test_at_their_defaults_nothing_is_other_than_without_them(
    example: Scenario, dormant: list[GovernanceModel]
) -> None:
    plain = example.replace(extensions=[])
    assert plain.hash == sanshe.load("hierarchy").replace(city=plain.city, staff_per_10000=30.0).hash
    for seed, model in zip(SEEDS, dormant, strict=True):
        assert everything(model) == everything(run(plain, seed))
        assert ombudsmen(model) == []


def test_mentoring_lets_fewer_tasks_fail(dormant: list[GovernanceModel], mentored: list[GovernanceModel]) -> None:
    for key in ("reopened_share", "rework_hours"):
        pairs = zip(outcome(dormant, key), outcome(mentored, key), strict=True)
        assert all(after < before for before, after in pairs), key


def test_mentoring_costs_hours_and_time(dormant: list[GovernanceModel], mentored: list[GovernanceModel]) -> None:
    for key in ("institution_hours", "resolution_mean"):
        pairs = zip(outcome(dormant, key), outcome(mentored, key), strict=True)
        assert all(after > before for before, after in pairs), key
    for before, after in zip(dormant, mentored, strict=True):
        mine = before.desks.rows(kind="committee")
        work = [m.world.activity[mine, Activity.ROUTINE].sum() for m in (before, after)]
        assert work[1] == pytest.approx(work[0] / 0.9, rel=0.01)


def test_under_the_ombudsmen_less_is_passed_on(dormant: list[GovernanceModel], watched: list[GovernanceModel]) -> None:
    before, after = outcome(dormant, "passed_on"), outcome(watched, "passed_on")
    assert all(b > a for b, a in zip(before, after, strict=True))


def test_the_ombudsmens_hours_are_missing_at_the_street_office(example: Scenario) -> None:
    """With sole duties nothing is passed on, so the street approves the same cases and each takes 1 / (1 - 0.1)."""
    sole = example.replace(sole_duty_service=1.0, sole_duty_enforcement=1.0)
    for before, after in zip(runs(sole), runs(sole, ombudsman_share=0.1), strict=True):
        rows = before.desks.rows(kind="street")
        approving = [m.world.activity[rows, Activity.APPROVAL].sum() for m in (before, after)]
        assert approving[1] == pytest.approx(approving[0] / 0.9, rel=0.02)


def test_the_ombudsmen_are_agents_of_the_model_and_decide_weekly(example: Scenario) -> None:
    model = GovernanceModel(example.replace(mentoring_share=0.0), rng=3)
    found = ombudsmen(model)
    assert len(found) == 2 and set(found) <= set(model.agents)
    usual = model.scenario.replace(extensions=[])
    intercept = GovernanceModel(usual, rng=3).world.orders["pass_intercept"]
    seen = set()
    for _ in range(6):
        model.run_for(5)
        for ombudsman in found:
            share, rows = ombudsman.found, model.desks.rows(street=ombudsman.street.street)  # type: ignore[attr-defined]
            seen.add(share)
            expected = intercept[rows] - model.scenario.parameters.pass_detection * share
            assert model.world.orders["pass_intercept"][rows] == pytest.approx(expected)
    assert len(seen) > 1 and 0.0 <= min(seen) < max(seen) <= 1.0


def test_the_yaml_runs_in_worker_processes(city: Path, tmp_path: Path) -> None:
    for name in ("mentoring.py", "ombudsman.py", "watched_hierarchy.yaml"):
        shutil.copy(EXAMPLES / name, tmp_path)
    shutil.copy(city, tmp_path / "small.csv")
    mine = tmp_path / "mine.yaml"
    mine.write_text("inherits: watched_hierarchy.yaml\ncity: small.csv\n", encoding="utf-8")
    plain = tmp_path / "plain.yaml"
    plain.write_text("inherits: hierarchy\ncity: small.csv\n", encoding="utf-8")
    alone, several = (sanshe.compare(plain, mine, seeds=2, years=0.04, workers=workers) for workers in (1, 2))
    pd.testing.assert_frame_equal(alone.outcomes, several.outcomes)
    assert alone.outcomes.groupby("arm")["value"].sum().nunique() == 2


def test_the_hash_changes_with_the_source(tmp_path: Path) -> None:
    for name in ("mentoring.py", "ombudsman.py", "watched_hierarchy.yaml"):
        shutil.copy(EXAMPLES / name, tmp_path)
    original = sanshe.load(EXAMPLES / "watched_hierarchy.yaml").hash
    assert sanshe.load(tmp_path / "watched_hierarchy.yaml").hash == original
    text = (tmp_path / "mentoring.py").read_text(encoding="utf-8")
    (tmp_path / "mentoring.py").write_text(text.replace("SHARE = 0.05", "SHARE = 0.06"), encoding="utf-8")
    assert sanshe.load(tmp_path / "watched_hierarchy.yaml").hash != original


def listed(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["rules", *arguments])
    assert done.exit_code == 0
    return done.stdout


def test_their_cards_are_listed_with_the_scenario() -> None:
    of_it = ("--scenario", str(EXAMPLES / "watched_hierarchy.yaml"))
    told = {card["id"]: card for card in json.loads(listed("--json", *of_it))}
    assert list(told)[-2:] == ["X1", "X2"] and "R1" in told
    assert told["X1"]["keys"] == {"mentoring_share": {"poles": [0.0, 0.1], "unit": "share", "range": [0.0, 0.3]}}
    assert "X1  Mentoring" in listed(*of_it) and "Fewer tasks fail" in listed(*of_it)
    assert "X2  推诿督查" in listed("--lang", "zh", *of_it) and "推诿减少" in listed("--lang", "zh", *of_it)
    assert "X1" not in listed()


def test_the_page_shows_the_files_as_they_are() -> None:
    page = (TOP / "docs" / "extending.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", page, re.DOTALL))
    assert set(shown) == {"examples/mentoring.py", "examples/watched_hierarchy.yaml", "examples/ombudsman.py"}
    for name, text in shown.items():
        whole = (TOP / "docs" / name).read_text(encoding="utf-8")
        pieces = text.split("# …\n")
        assert all(piece.strip("\n") in whole for piece in pieces), name


@pytest.mark.parametrize("hook", ["agents", "standing_orders"])
def test_a_hook_that_raises_is_named_in_one_line(city: Path, tmp_path: Path, hook: str) -> None:
    source = tmp_path / "faulty.py"
    source.write_text(
        "from scenarios.extensions import Extension\n\n\ndef fails(model):\n    return 1 // 0\n\n\n"
        f"extension = Extension(name='faulty', {hook}=fails)\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        GovernanceModel(load("hierarchy").replace(city=str(city), extensions=[f"{source}:extension"]), rng=1)
    assert caught.value.field == "extension faulty"
    assert f"ZeroDivisionError in {hook}" in str(caught.value.found)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("productivity", 0.0),
        ("productivity", float("nan")),
        ("productivity", -1.0),
        ("overhead", float("nan")),
        ("servers", -3),
        ("error", 5.0),
        ("local_knowledge", 1.5),
        ("connected", 7),
        ("kind", 99),
    ],
)
def test_rows_that_the_engine_cannot_follow_are_refused(example: Scenario, field: str, value: float) -> None:
    model = GovernanceModel(example, rng=1)
    model.desks.check("mine")
    model.desks.orders[field][3] = value
    with pytest.raises(InputError, match=f"extension mine: {field}: found .* row 3"):
        model.desks.check("mine")
