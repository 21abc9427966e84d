"""A map finds who is ahead where, and says so of draws that it was not made from."""

import io
import json
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from experiments.factors import FACTORS, offered_hours
from experiments.map_words import limits_told
from experiments.output import write_analysis
from experiments.priors import Priors
from experiments.regime_map import RegimeMap, plan, regime_map
from sanshe.cli import app
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.scenario import Scenario

DRAWS = 150


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("city") / "small.csv"
    path.write_text("community,street,residents\na,one,3000\nb,one,2000\nc,two,4000\nd,two,3000\n", encoding="utf-8")
    return str(path)


def made_up(tasks: Sequence[tuple[Scenario, int]]) -> pd.DataFrame:
    """The network is faster where ways are short; always costlier; and the rest is the same or missing."""
    rows = []
    for scenario, seed in tasks:
        network = scenario.rules.evaluation > 0.0
        way = (scenario.parameters.way_hours - 0.1) / 0.4
        jitter = 0.02 * math.sin(seed + 3.0 * way + 5.0 * network)
        rows.append(
            {
                "resolution_mean": 10.0 + seed + (5.0 * (way - 0.4) if network else 0.0) + jitter,
                "cost_per_resolved": 100.0 + (30.0 if network else 0.0) + seed + jitter,
                "satisfaction": 0.5, "reopened_share": math.nan,
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def none_left_out(_: object, draws: pd.DataFrame, *__: object) -> Priors:
    """Every draw as it is, without reckoning any load: every tenth is left out."""
    rows = [(number, "hierarchy", "team", 2.0 if number % 10 == 3 else 0.5) for number in range(len(draws))]
    return Priors(draws, pd.DataFrame(rows, columns=["draw", "pole", "kind", "load"]), frozenset())


@pytest.fixture(scope="module")
def found(city: str) -> RegimeMap:
    two = [load(name).replace(city=city) for name in ("hierarchy", "network")]
    shown = ["resolution_mean", "cost_per_resolved", "satisfaction", "reopened_share"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("experiments.regime_map.try_factors", none_left_out)
        return regime_map(*two, outcomes=shown, draws=DRAWS, seeds=3, evaluate=made_up)


def test_who_is_ahead_is_counted_and_nobody_where_nothing_differs(found: RegimeMap) -> None:
    wins = found.wins.set_index("outcome")
    assert wins.loc["cost_per_resolved", "hierarchy"] == 1.0 and wins.loc["satisfaction", "tied"] == 1.0
    assert "reopened_share" not in wins.index  # without a value anywhere
    assert float(wins.loc["resolution_mean", ["hierarchy", "network"]].to_numpy().min()) > 0.15
    assert (wins["n"] == found.kept).all() and found.kept == DRAWS - len(found.priors.rejected)


def test_the_box_and_the_tree_are_where_the_threshold_is_and_hold_up(found: RegimeMap) -> None:
    kinds = {(row.outcome, row.side): row.found for row in found.boxes.itertuples()}
    assert (
        kinds["cost_per_resolved", "hierarchy"] == "everywhere" and kinds["cost_per_resolved", "network"] == "nowhere"
    )
    assert kinds["satisfaction", "network"] == "nowhere" and kinds["reopened_share", "hierarchy"] == "few"
    for side, above in (("network", False), ("hierarchy", True)):
        mine = found.boxes[(found.boxes["outcome"] == "resolution_mean") & (found.boxes["side"] == side)]
        (row,) = mine.to_dict("records")
        limits = found.boxes_of["resolution_mean", side]
        way = next(limit for limit in limits if limit.factor == "way_hours")
        assert way.above == above and way.value == pytest.approx(0.26, abs=0.05)
        assert row["holds"] and row["density"] > 0.85 and row["density_low"] <= row["density"] <= row["density_high"]
        assert row["n"] == round(found.kept / 3) and row["base"] == pytest.approx(row["cases"] / row["n"])
    tree = found.trees[found.trees["outcome"] == "resolution_mean"]
    assert (tree["accuracy"] > 0.85).all() and (tree["p_holm"] < 0.05).all()
    assert tree["leaf"].str.contains("way to a station").all()


def test_the_phase_diagram_finds_the_telling_condition_and_the_line(found: RegimeMap) -> None:
    phase = next(phase for phase in found.phases if phase.outcome == "resolution_mean")
    assert phase.over[0].key == "way_hours" and phase.surface is not None
    crossing = phase.surface.x[np.abs(phase.surface.mean).argmin(axis=1)]
    np.testing.assert_allclose(crossing, 0.1 + 0.4 * 0.4, atol=0.03)
    assert phase.surface.r2 > 0.95


def test_the_level_of_load_is_held_at_every_draw_also_where_needs_are_not_drawn(city: str) -> None:
    two = [load(name).replace(city=city) for name in ("hierarchy", "network")]
    asked: list[Scenario] = []

    def note(tasks: Sequence[tuple[Scenario, int]]) -> pd.DataFrame:
        asked.extend(scenario for scenario, seed in tasks if seed == 1)
        return made_up(tasks)

    found = regime_map(
        *two, factors=["way_hours", "handover_hours"], outcomes=["resolution_mean"], draws=30, seeds=2, evaluate=note
    )
    level = offered_hours((two[0], two[1]))
    for pair in zip(asked[0:8:2], asked[1:8:2], strict=True):
        assert offered_hours(pair) == pytest.approx(level, rel=1e-3)
        assert pair[0].parameters == pair[1].parameters
    assert [factor.key for factor in found.factors] == ["way_hours", "handover_hours"]
    assert {asked[0].parameters.trust_gain} == {two[0].parameters.trust_gain}


def test_a_grid_holds_the_other_conditions_where_they_are(city: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.regime_map.try_factors", none_left_out)
    two = [load(name).replace(city=city) for name in ("hierarchy", "network")]
    told: list[int] = []
    found = regime_map(
        *two, over=("way_hours", "trust_loss"), grid=5, outcomes=["resolution_mean"], draws=20, seeds=2,
        evaluate=made_up, begin=told.append,
    )  # fmt: skip
    (phase,) = found.phases
    low, high = next(factor.span for factor in FACTORS if factor.key == "way_hours")
    assert set(phase.points["x"]) == set(np.linspace(low, high, 5).tolist()) and len(phase.points) == 25 - 3
    assert told == [(found.kept + len(phase.points)) * 2 * 2] and len(found.runs) == told[0]
    assert found.winners["draw"].max() < 20  # shares and boxes are of the draws alone


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"factors": ["way_hour", "surge_size"]}, "'way_hours' (the nearest)"),
        ({"factors": ["way_hours"]}, "way_hours alone"),
        ({"over": ("way_hours", "way_hours")}, "way_hours twice"),
        ({"over": ("way_hours", "nowhere")}, "--over: found"),
        ({"grid": 5}, "only with the two conditions"),
        ({"grid": 3, "over": ("way_hours", "trust_loss")}, "--grid: found 3"),
        ({"outcomes": ["public_money"]}, "of which neither direction is better"),
        ({"outcomes": ["satisfactio"]}, "'satisfaction' (the nearest)"),
        ({"draws": 5}, "a whole number from 12"),
    ],
)
def test_bad_input_is_refused_before_anything_runs(changes: dict[str, object], words: str) -> None:
    with pytest.raises(InputError) as caught:
        plan(load("hierarchy"), load("network"), **changes)  # type: ignore[arg-type]
    assert words in caught.value.message


def test_what_cannot_be_compared_is_refused(city: str) -> None:
    one = load("hierarchy")
    for other, words in (
        (one.replace(name="again"), "the same as hierarchy"), (one.replace(city=city), "one district"),
        (load("network").replace(way_hours=0.3), "the same conditions"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=words):
            plan(one, other)
    with pytest.raises(InputError, match="2 or more"):
        regime_map(one, "network", seeds=1)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_figure_and_texts_speak_both_languages(found: RegimeMap, lang: str, tmp_path: Path) -> None:
    figure = found.plot(lang)
    figure.savefig(io.BytesIO(), format="png")
    texts = [found.question(lang), *found.findings(lang), found.caption(lang), *found.limits(lang)]
    assert len(found.findings(lang)) == 4 and not any("{" in text for text in texts)
    if lang == "zh":
        assert "路途工时" in found.findings("zh")[0] and "way to" not in found.findings("zh")[0]
        return
    files = {path.name for path in write_analysis(found, tmp_path, lang, [])}
    assert {"wins.csv", "boxes.csv", "trees.csv", "phases.csv", "surfaces.parquet", "provenance.json"} <= files
    assert len(json.loads((tmp_path / "provenance.json").read_text())["factors"]) == len(FACTORS)


def test_a_box_without_limits_is_everywhere() -> None:
    assert limits_told((), "en") == "under all conditions"


@pytest.mark.slow
def test_the_command_says_how_many_runs_and_writes_its_files(city: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [
        "map", "--city", city, "--years", "0.004", "--draws", "14", "--seeds", "2", "--factor", "way_hours", "--factor",
        "trust_loss", "--outcome", "satisfaction", "--workers", "1", "--out", str(out),
    ]  # fmt: skip
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    assert f"{len(pd.read_parquet(out / 'runs.parquet'))} runs of 0.004 years" in done.output
    assert (out / "figure.svg").exists()
