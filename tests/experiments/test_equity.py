import io
import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.equity import (
    BREAKDOWNS,
    Equity,
    checked_outcomes,
    compare_gaps,
    compare_groups,
    equity,
    gap_verdict,
    gaps_of,
    stands,
)
from experiments.statistics import holm, paired
from model.by_group import AGES, GROUPED
from sanshe.cli import main
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.scenario import Scenario

PLACES = ("甲", "乙", "丙")
OF = {"all": ("all",), "vulnerability": ("others", "vulnerable"), "age": AGES, "oldest": ("under_60", "over_60"),
      "community": PLACES}  # fmt: skip


def made_up(values: dict[tuple[int, str, str], list[float]], keys: tuple[str, ...] = ("satisfaction",)) -> pd.DataFrame:
    """Groups of two arms; `values` by (arm, group, outcome), 0.5 and a little noise where nothing is said."""
    seeds = max(len(column) for column in values.values())
    rows = []
    for arm in (0, 1):
        for breakdown, groups in OF.items():
            for size, group in enumerate(groups, 1):
                for key in keys:
                    noise = [0.5 + 0.001 * math.sin(3 * seed + arm + size) for seed in range(seeds)]
                    mine = values.get((arm, group, key), noise)
                    rows += [
                        (arm, seed, breakdown, group, 100 * size, 10 * size, key, x) for seed, x in enumerate(mine)
                    ]
    columns = ["arm", "seed", "breakdown", "group", "residents", "needs", "outcome", "value"]
    return pd.DataFrame(rows, columns=columns)


NOISE = [0.0, 0.01, -0.01, 0.02, -0.02, 0.005]


def around(level: float, scale: float = 1.0) -> list[float]:
    return [level + scale * x for x in NOISE]


def test_a_difference_in_one_group_is_found_there_and_nowhere_else() -> None:
    table = compare_groups(made_up({(0, "vulnerable", "satisfaction"): around(0.5),
                                    (1, "vulnerable", "satisfaction"): around(0.8, 0.5)}), ("a", "b"))  # fmt: skip
    assert list(table["breakdown"].unique()) == list(BREAKDOWNS)
    won = table[table["winner"] == "B"]
    assert won["group"].tolist() == ["vulnerable"]
    row: dict[Any, Any] = won.iloc[0].to_dict()
    assert (row["difference"], row["residents"], row["needs"], row["verdict"]) == (
        pytest.approx(0.3, abs=1e-3), 200, 20, "better",
    )  # fmt: skip
    expected = paired(np.array(around(0.8, 0.5)) - np.array(around(0.5)))
    assert (row["ci_low"], row["ci_high"]) == pytest.approx(expected[1:3])


def test_holm_counts_groups_times_outcomes_of_a_breakdown() -> None:
    keys = ("satisfaction", "backlog")
    groups = made_up({(0, "甲", "satisfaction"): around(0.5), (1, "甲", "satisfaction"): around(0.52, 2.0)}, keys)
    table = compare_groups(groups, ("a", "b"))
    mine = table[table["breakdown"] == "community"]
    assert len(mine) == len(PLACES) * len(keys)
    raw = []
    for group, key in zip(mine["group"], mine["outcome"], strict=True):
        part = groups[(groups["group"] == group) & (groups["outcome"] == key)]
        wide = part.pivot(index="seed", columns="arm", values="value")
        raw.append(paired((wide[1] - wide[0]).to_numpy())[4])
    np.testing.assert_allclose(mine["p_holm"], holm(np.array(raw)))


def test_gaps_and_inequality_of_a_run_are_those_of_the_textbook() -> None:
    groups = made_up({(arm, group, "satisfaction"): [x] for arm in (0, 1) for group, x in
                      (("vulnerable", 0.3), ("others", 0.7), ("under_60", 0.6), ("over_60", 0.5), ("甲", 0.2),
                       ("乙", 0.4), ("丙", 0.9))})  # fmt: skip
    found = gaps_of(groups).query("arm == 0").set_index("gap")["value"]
    assert found["vulnerable"] == pytest.approx(-0.4)
    assert found["oldest"] == pytest.approx(-0.1)
    assert found["worst"] == 0.2 and found["worst_community"] == pytest.approx(-0.2)
    values = np.array([0.2, 0.4, 0.9])
    apart = np.abs(values[:, None] - values[None, :]).mean()
    assert found["gini"] == pytest.approx(apart / (2.0 * values.mean()))
    assert found["cv"] == pytest.approx(values.std(ddof=1) / values.mean())


def test_the_worst_of_what_is_better_low_is_the_highest_and_of_no_direction_none() -> None:
    values = {(arm, place, key): [x] for arm in (0, 1) for key in ("backlog", "hand_overs")
              for place, x in zip(PLACES, (1.0, 2.0, 5.0), strict=True)}  # fmt: skip
    found = gaps_of(made_up(values, ("backlog", "hand_overs"))).query("arm == 0").set_index(["outcome", "gap"])["value"]
    assert found["backlog", "worst"] == 5.0 and found["backlog", "worst_community"] == 3.0
    assert math.isnan(found["hand_overs", "worst"]) and found["hand_overs", "gini"] > 0.0


def test_communities_without_a_value_do_not_count() -> None:
    values = {(arm, "丙", "satisfaction"): [math.nan] for arm in (0, 1)}
    found = gaps_of(made_up(values)).query("arm == 0").set_index("gap")["value"]
    assert np.isfinite(found).all()
    every = {(arm, place, "satisfaction"): [math.nan] for arm in (0, 1) for place in PLACES}
    lost = gaps_of(made_up(every)).query("arm == 0").set_index("gap")["value"]
    assert np.isnan(lost[["worst_community", "gini", "cv", "worst"]]).all()


@pytest.mark.parametrize(
    ("a", "b", "verdict", "stand"),
    [(-0.3, -0.1, "closes", ("behind", "behind")), (-0.1, -0.3, "widens", ("behind", "behind")),
     (-0.2, 0.2, "turns", ("behind", "ahead")), (-0.2, -0.2, "open", ("behind", "behind")),
     (0.0, 0.2, "widens", ("open", "ahead")), (0.2, 0.0, "closes", ("ahead", "open"))],
)  # fmt: skip
def test_what_becomes_of_a_gap(a: float, b: float, verdict: str, stand: tuple[str, str]) -> None:
    by_seed = pd.DataFrame(
        [(arm, seed, "satisfaction", "vulnerable", level + x * (1.0 + arm))
         for arm, level in ((0, a), (1, b)) for seed, x in enumerate(NOISE)],
        columns=["arm", "seed", "outcome", "gap", "value"],
    )  # fmt: skip
    row: dict[Any, Any] = compare_gaps(by_seed, ("one", "two")).iloc[0].to_dict()
    assert (row["verdict"], row["stands_a"], row["stands_b"]) == (verdict, *stand)
    assert row["difference"] == pytest.approx(row["mean_b"] - row["mean_a"])
    assert row["low_a"] < row["mean_a"] < row["high_a"]


def test_a_change_of_what_may_be_no_gap_at_all_closes_and_widens_nothing() -> None:
    row = {"gap": "vulnerable", "better": "higher", "difference": 0.1, "p_holm": 0.001, "mean_a": -0.1, "low_a": -0.3,
           "high_a": 0.1, "mean_b": 0.02, "low_b": -0.2, "high_b": 0.3}  # fmt: skip
    assert gap_verdict(row) == "open" and stands(row, "a") == "open"


@pytest.mark.parametrize(
    ("given", "words"),
    [("satisfactoin", "'satisfaction' (the nearest)"), (("cost_per_resolved",), "allowed"),
     ((), "none; allowed 1 to 3"),
     (("backlog", "backlog"), "different outcomes"), (GROUPED[:4], "1 to 3")],
)  # fmt: skip
def test_outcomes_that_groups_do_not_have_are_bad_input(given: tuple[str, ...], words: str) -> None:
    with pytest.raises(InputError) as caught:
        checked_outcomes("--outcome", given)
    assert words in caught.value.message


@pytest.fixture
def city(tmp_path: Path) -> Path:
    path = tmp_path / "small.csv"
    path.write_text("community,street,residents\na,one,300\nb,one,300\nc,two,300\n", encoding="utf-8")
    return path


@pytest.fixture
def small(city: Path) -> Scenario:
    return load("hierarchy").replace(city=city)


def test_equal_arms_differ_in_no_group_and_no_gap(small: Scenario) -> None:
    found = equity(small, small, seeds=2, years=0.04)
    assert (found.table["difference"].dropna() == 0.0).all()
    assert (found.table["winner"] == "none").all() and (found.gaps["verdict"] == "open").all()
    assert (found.inequality["verdict"] == "open").all()
    found.plot()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("seeds", [1, 3])
def test_the_figure_and_the_words_stand_whatever_the_seeds(small: Scenario, seeds: int, lang: str) -> None:
    values = {(0, "甲", "satisfaction"): around(0.5)[:seeds], (1, "甲", "satisfaction"): [math.nan] * seeds}
    groups = made_up(values, ("satisfaction", "backlog"))
    by_seed = gaps_of(groups)
    names = ("$甲$", "b")
    found = Equity(
        names, (small, small), seeds, 250, compare_groups(groups, names), compare_gaps(by_seed, names).iloc[:6],
        compare_gaps(by_seed, names).iloc[6:], groups, by_seed, ("satisfaction", "backlog"),
    )  # fmt: skip
    figure = found.plot(lang)
    assert len(figure.axes) == 6
    figure.savefig(io.BytesIO(), format="png")
    for line in (found.question(lang), found.caption(lang), *found.findings(lang), *found.limits(lang)):
        assert line and "{" not in line


def test_the_command_writes_all_and_says_it(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command = ["equity", "hierarchy", "network", "--city", str(city), "--years", "0.04", "--seeds", "2", "--workers",
               "1", "--outcome", "unvoiced_stock", "--out", "out"]  # fmt: skip
    monkeypatch.setattr(sys, "argv", ["sanshe", *command])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert "unvoiced needs" in told and "vulnerable − others" in told
    tables = [f"{name}.{kind}" for name in ("equity", "gaps", "inequality") for kind in ("csv", "tex")]
    files = [
        "figure.pdf",
        "figure.png",
        "figure.svg",
        "gaps_by_seed.parquet",
        "groups.parquet",
        "provenance.json",
        "report",
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted([*tables, *files])
    provenance = json.loads((tmp_path / "out" / "provenance.json").read_text(encoding="utf-8"))
    assert provenance["drawn"] == ["unvoiced_stock"] and len(provenance["seeds"]) == 2
    groups = pd.read_parquet(tmp_path / "out" / "groups.parquet")
    assert set(groups["arm"]) == {"hierarchy", "network"} and len(groups) == 2 * 2 * len(GROUPED) * 11


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["hierarchy"], "two or more"), (["hierarchy", "network", "--outcome", "cost"], "--outcome: found"),
     (["hierarchy", "nettwork"], "network"), (["hierarchy", "network", "--seeds", "0"], "--seeds: found 0")],
)  # fmt: skip
def test_bad_input_is_one_line_before_anything_runs(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["sanshe", "equity", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert words in told and told.count("\n") == 1 and not list(tmp_path.iterdir())
