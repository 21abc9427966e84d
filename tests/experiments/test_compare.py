import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from experiments.compare import compare, unique_names
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.scenario import Scenario

YEARS = 0.04


@pytest.fixture
def small(tmp_path: Path) -> Scenario:
    path = tmp_path / "small.csv"
    path.write_text("community,street,residents\na,one,3000\nb,one,2000\nc,two,4000\n", encoding="utf-8")
    return load("hierarchy").replace(city=path)


def test_equal_rules_under_two_names_give_differences_of_zero(small: Scenario) -> None:
    found = compare(small, small.replace(name="again"), seeds=2, years=YEARS)
    assert found.names == ("hierarchy", "again")
    known = found.table["difference"].dropna()
    assert len(known) > 10
    assert (known == 0.0).all()
    assert (found.table["winner"] == "none").all()
    one, two = (found.daily[found.daily["arm"] == arm].drop(columns="arm").reset_index(drop=True) for arm in (0, 1))
    pd.testing.assert_frame_equal(one, two)


def test_order_of_the_arms_only_turns_signs(small: Scenario) -> None:
    other = small.replace(name="other", communities_per_station=3)
    forth = compare(small, other, seeds=2, years=YEARS).table
    back = compare(other, small, seeds=2, years=YEARS).table
    pd.testing.assert_series_equal(forth["difference"], -back["difference"])
    pd.testing.assert_series_equal(forth["mean_a"], back["mean_b"], check_names=False)
    assert list(forth["winner"].map({"A": "B", "B": "A", "none": "none"})) == list(back["winner"])


def test_every_further_arm_is_compared_with_the_first(small: Scenario) -> None:
    found = compare(small, small.replace(name="b"), small.replace(name="c"), seeds=1, years=YEARS)
    assert list(dict.fromkeys(found.table["arm"])) == ["b", "c"]
    assert (found.table["n"] <= 1).all()
    assert found.requests == ()
    assert len(found.sentence("zh").splitlines()) == 2


def test_requests_lie_on_disk_one_file_a_run(small: Scenario, tmp_path: Path) -> None:
    found = compare(small, small, seeds=2, years=YEARS, requests=tmp_path / "needs")
    assert found.names == ("hierarchy", "hierarchy (2)")
    assert sorted(path.name for path in (tmp_path / "needs").iterdir()) == sorted(path.name for path in found.requests)
    needs = pd.concat([pd.read_parquet(path) for path in found.requests])
    assert set(zip(needs["arm"], needs["seed"], strict=True)) == {(n, s) for n in found.names for s in (1, 2)}
    closing = 10 * 6.0  # what arises after the last close comes next morning
    assert found.daily["arisen"].sum() == (needs["arose"] < closing).sum()


@pytest.mark.slow
def test_the_number_of_workers_changes_nothing(small: Scenario) -> None:
    other = small.replace(name="other", communities_per_station=3)
    environment, told = dict(os.environ), list[int]()
    alone = compare(small, other, seeds=3, years=YEARS)
    pooled = compare(small, other, seeds=3, years=YEARS, workers=2, progress=told.append)
    pd.testing.assert_frame_equal(alone.table, pooled.table)
    pd.testing.assert_frame_equal(alone.outcomes, pooled.outcomes)
    pd.testing.assert_frame_equal(alone.daily, pooled.daily)
    assert told == [1, 2, 3]
    assert dict(os.environ) == environment


@pytest.mark.usefixtures("small")
def test_a_plain_script_needs_no_guard(tmp_path: Path) -> None:
    script = tmp_path / "plain.py"
    script.write_text(
        "import sanshe\n"
        f"s = sanshe.load('hierarchy').replace(city={str(tmp_path / 'small.csv')!r})\n"
        f"print(len(sanshe.compare(s, s, seeds=2, years={YEARS}).table))\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 10


@pytest.mark.slow
@pytest.mark.usefixtures("small")
def test_a_worker_that_dies_is_one_clear_message(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(
        "import sanshe\n"
        f"s = sanshe.load('hierarchy').replace(city={str(tmp_path / 'small.csv')!r})\n"
        f"sanshe.compare(s, s, seeds=2, years={YEARS}, workers=2)\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 1
    assert "WorkersEndedError: workers: found a worker process that ended early" in done.stderr


@pytest.mark.parametrize(
    ("field", "value"),
    [("seeds", 0), ("seeds", 2.5), ("seeds", True), ("years", 0), ("years", float("nan")), ("years", 101),
     ("workers", 0), ("workers", -1)],
)  # fmt: skip
def test_bad_numbers_are_bad_input_before_anything_runs(small: Scenario, field: str, value: object) -> None:
    with pytest.raises(InputError) as caught:
        compare(small, small, **{field: value})  # type: ignore[arg-type]  # wrong on purpose
    assert caught.value.field == field


def test_a_precision_adds_seeds_to_those_that_ran_and_says_what_came_of_it(small: Scenario, tmp_path: Path) -> None:
    other, told = small.replace(name="other", communities_per_station=3), list[int]()
    asked = {"trust_station": 1e-9, "recovery_days": 1.0}
    found = compare(
        small, other, seeds=10, years=YEARS, precision=asked, most_seeds=12, requests=tmp_path / "needs",
        progress=told.append,
    )  # fmt: skip
    assert found.seeds == 12 == len(found.outcomes["seed"].unique()) and told == list(range(1, 13))
    assert len(found.requests) == 24 == len(set(found.requests))
    straight = compare(small, other, seeds=12, years=YEARS)
    pd.testing.assert_frame_equal(found.table, straight.table)
    assert found.tables()["precision"]["reached"].tolist() == [False, False]
    said = found.findings()
    assert any("not reached with 12 seeds" in line for line in said)
    assert any("no seed has a value in both arms" in line for line in said)
    assert found.told()["precision"] == asked


def test_a_comparison_tells_how_alike_the_arms_are(small: Scenario) -> None:
    found = compare(small, small.replace(name="again"), seeds=3, years=YEARS)
    known = found.table[found.table["n"] == 3].set_index("outcome")
    assert (known["verdict"] == "equivalent").all()  # no difference in any seed
    varies = known["variance_saved"].dropna()
    assert len(varies) > 5 and varies.tolist() == pytest.approx([1.0] * len(varies))
    assert "∞ times as many runs" in " ".join(found.findings())


def test_a_short_run_says_that_it_cannot_tell_whether_it_settles(small: Scenario) -> None:
    found = compare(small, small, seeds=1, years=YEARS)
    assert any("too short to say whether it settles" in line for line in found.findings("en"))
    for lang in ("en", "zh"):
        for line in (found.question(lang), found.caption(lang), *found.findings(lang), *found.limits(lang)):
            assert line and "{" not in line


def test_a_longer_run_says_after_how_long_it_has_settled(small: Scenario) -> None:
    found = compare(small, small.replace(name="other", communities_per_station=3), seeds=2, years=0.24)
    assert found.warmup["series"].tolist() == ["backlog", "unvoiced", "trust"] * 2
    assert set(found.since["since_day"]) == {0, 15, 30}
    said = " ".join(found.findings())
    assert "MSER-5" in said and "Counted over needs that arose after working day" in said


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [({"precision": {"trust": 1.0}}, "precision", "the nearest"),
     ({"precision": {"backlog": -1}}, "precision", "above 0"),
     ({"precision": {"backlog": 1.0}, "seeds": 9}, "seeds", "at least 10"), ({"most_seeds": 0}, "most_seeds", "from 1"),
     ({"precision": {"backlog": 1.0}, "most_seeds": 5, "seeds": 10}, "most_seeds", "at least the 10"),
     ({"margins": {"satisfied": 0.1}}, "margins", "satisfaction")],
)  # fmt: skip
def test_a_precision_that_cannot_be_is_bad_input(small: Scenario, more: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        compare(small, small, years=YEARS, **more)
    assert caught.value.field == field and words in caught.value.message


def test_names_of_arms_are_made_unique(small: Scenario) -> None:
    assert unique_names((small, small, small.replace(name="x"), small)) == (
        "hierarchy", "hierarchy (2)", "x", "hierarchy (3)",
    )  # fmt: skip


def test_arms_of_different_districts_are_refused(small: Scenario) -> None:
    with pytest.raises(InputError, match=r"city: found .* one district for all arms"):
        compare(small, load("network"), seeds=1, years=0.01)
