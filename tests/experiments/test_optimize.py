"""A search over rules finds a front that is known, keeps to its limits, and says what of it was luck."""

import io
import json
import logging
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import optuna
import pandas as pd
import pytest
from typer.testing import CliRunner

from experiments.optimize import Optimization, optimize
from experiments.output import write_analysis
from experiments.rule_space import limit_of, plan, space_of
from experiments.search import Scored, search
from sanshe.cli import app
from scenarios.errors import InputError
from scenarios.library import load, presets
from scenarios.rules import RULES
from scenarios.scenario import Scenario

RULES_MOVED = ("evaluation", "leaders")


@pytest.fixture
def city(tmp_path: Path) -> str:
    path = tmp_path / "small.csv"
    path.write_text("community,street,residents\na,one,300\nb,one,300\nc,two,300\n", encoding="utf-8")
    return str(path)


def schaffer(scenario: Scenario) -> tuple[float, float]:
    """Schaffer's two parabolas over u = 4 · evaluation / 0.6, and the same worse for every bit of leaders."""
    u, wrong = 4.0 * scenario.rules.evaluation / 0.6, scenario.rules.leaders
    return u**2 + wrong, (u - 2.0) ** 2 + wrong


def made_up(tasks: Sequence[tuple[Scenario, int]]) -> pd.DataFrame:
    """Both to be made small: one as it is, one as dissatisfaction; money is evaluation's share."""
    rows = []
    for scenario, seed in tasks:
        one, other = schaffer(scenario)
        rows.append(
            {
                "resolution_mean": one + 0.1 * math.sin(seed), "satisfaction": -other,
                "public_money": 1000.0 * scenario.rules.evaluation,
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def found() -> Optimization:
    return optimize("hierarchy", rules=RULES_MOVED, population=24, generations=14, evaluate=made_up)


def test_the_known_front_is_found(found: Optimization) -> None:
    front = found.members[found.members["front"]]
    u = 4.0 * front["evaluation"] / 0.6
    assert len(front) > 8 and u.between(-1e-9, 2.1).all() and (front["leaders"] < 0.06).all()
    assert u.min() < 0.2 and u.max() > 1.8
    values = found.values[found.values["design"].isin(front["design"])].pivot(
        index="design", columns="outcome", values="fresh"
    )
    # On Schaffer's front the roots of both parabolas sum to 2.
    roots = np.sqrt(np.maximum(values["resolution_mean"] - 0.1 * np.sin(np.arange(3, 8)).mean(), 0.0))
    np.testing.assert_allclose(roots + np.sqrt(-values["satisfaction"]), 2.0, atol=0.2)


def test_the_hypervolume_grows_to_an_end(found: Optimization) -> None:
    volume = found.progress["hypervolume"].to_numpy()
    assert (np.diff(volume) >= -1e-12).all() and volume[-1] > volume[0]
    assert found.growth == pytest.approx((volume[-1] - volume[-1 - 4]) / volume[-1])
    told = " ".join(found.findings())
    assert ("Converged" in told) == (found.growth < 0.01)


def test_a_limit_is_kept_to_and_what_breaks_it_is_marked() -> None:
    within = optimize("hierarchy", rules=RULES_MOVED, budget=200.0, population=16, generations=8, evaluate=made_up)
    front = within.members[within.members["front"]]
    assert (front["evaluation"] <= 0.2).all() and front["evaluation"].max() > 0.17 and front["within"].all()
    over = within.tried[~within.tried["within"]]
    assert len(over) and (over["evaluation"] > 0.2).all()
    network = within.members[within.members["origin"] == "network"]
    assert not network["within"].any() and "network is beyond the limits there" in within.findings()[-1]
    with pytest.raises(InputError, match="no design within the limits"):
        optimize(
            "hierarchy", rules=RULES_MOVED, limits=["satisfaction=1"], population=8, generations=2, evaluate=made_up
        )


def test_luck_on_the_seeds_of_the_search_is_told_as_optimism() -> None:
    def lucky(tasks: Sequence[tuple[Scenario, int]]) -> pd.DataFrame:
        """No design is better than another; on each seed every design has its own luck."""
        luck = [math.sin(1000.0 * s.rules.evaluation + 777.0 * s.rules.leaders + seed * 99.0) for s, seed in tasks]
        return pd.DataFrame({"resolution_mean": [10.0 + x for x in luck], "satisfaction": np.roll(luck, 1)})

    got = optimize("hierarchy", rules=RULES_MOVED, population=20, generations=5, fresh=8, evaluate=lucky)
    front = got.members.loc[got.members["front"], "design"]
    optimism = got.values[got.values["design"].isin(front)].groupby("outcome")["optimism"].mean()
    assert optimism["resolution_mean"] > 0.2
    mine = got.values[got.values["outcome"] == "resolution_mean"]
    np.testing.assert_allclose(mine["optimism"], mine["fresh"] - mine["search"])
    assert set(got.runs.loc[got.runs["seed"] > 2, "seed"]) == set(range(3, 11))


def test_a_design_without_a_value_is_on_no_front() -> None:
    def holed(tasks: Sequence[tuple[Scenario, int]]) -> pd.DataFrame:
        frame = made_up(tasks)
        frame.loc[[s.rules.evaluation < 0.1 for s, _ in tasks], "resolution_mean"] = math.nan
        return frame

    got = optimize("hierarchy", rules=RULES_MOVED, population=16, generations=5, evaluate=holed)
    assert (got.members.loc[got.members["front"], "evaluation"] >= 0.1).all()
    assert not got.members.loc[got.members["origin"] == "hierarchy", "within"].any()


def test_a_generation_is_one_batch_and_no_design_runs_twice() -> None:
    batches: list[list[tuple[str, int]]] = []

    def note(tasks: Sequence[tuple[Scenario, int]]) -> pd.DataFrame:
        batches.append([(s.hash, seed) for s, seed in tasks])
        return made_up(tasks)

    first = optimize("hierarchy", rules=RULES_MOVED, population=12, generations=6, evaluate=note)
    every = [task for batch in batches for task in batch]
    assert len(batches) <= 7 and len(every) == len(set(every)) == len(first.runs)
    again = optimize("hierarchy", rules=RULES_MOVED, population=12, generations=6, evaluate=made_up)
    other = optimize("hierarchy", rules=RULES_MOVED, population=12, generations=6, seed=2, evaluate=made_up)
    pd.testing.assert_frame_equal(first.members, again.members)
    assert not first.tried.equals(other.tried)


def test_the_search_begins_with_the_presets_that_lie_in_the_space() -> None:
    whole = plan(load("hierarchy"))
    assert {"hierarchy", "network"} <= set(whole.start)
    moved = load("hierarchy").replace(evaluation=0.9)
    assert "mine" not in plan(moved.replace(name="mine")).start
    assert "mine" in plan(moved.replace(name="mine"), spans="declared").start
    for name, point in whole.start.items():
        if name in presets():
            assert all(getattr(load(name).rules, key) == value for key, value in point.items())


def test_rules_are_searched_between_their_poles() -> None:
    scenario = load("hierarchy")
    space = {one.key: one for one in space_of(scenario)}
    assert set(space) == {key for card in RULES for key in card.keys}
    assert (space["committee_admin_share"].low, space["committee_admin_share"].high) == (0.3, 0.8)
    assert (space["incubation"].low, space["incubation"].high, space["incubation"].whole) == (0, 5_000_000, True)
    assert space["purchase_mode"].choices == ("none", "posts", "projects")
    assert {one.key: one.high for one in space_of(scenario, spans="declared")}["communities_per_station"] == 12


def test_optuna_says_nothing_and_speaks_as_before_afterwards(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    before = optuna.logging.get_verbosity()
    space = space_of(load("hierarchy"), RULES_MOVED)
    tried = search(
        space, lambda points: [Scored((p["evaluation"], p["leaders"])) for p in points], objectives=2, population=6,
        generations=3, seed=1,
    )  # fmt: skip
    assert len(tried) == 18 and {one.generation for one in tried} == {0, 1, 2}
    assert optuna.logging.get_verbosity() == before and logging.getLogger().level == logging.WARNING
    assert capfd.readouterr() == ("", "") and not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"outcomes": ["satisfaction"]}, "satisfaction alone"),
        ({"outcomes": ["satisfaction", "public_money"]}, "of which neither direction is better"),
        ({"outcomes": ["satisfactio", "backlog"]}, "'satisfaction' (the nearest)"),
        ({"budget": -1.0}, "yuan above 0"),
        ({"budget": math.nan}, "yuan above 0"),
        ({"limits": ["backlog"]}, "OUTCOME=VALUE"),
        ({"limits": ["backlog=many"]}, "OUTCOME=VALUE"),
        ({"limits": ["backlo=1"]}, "'backlog' (the nearest)"),
        ({"rules": ["evaluatio"]}, "'evaluation' (the nearest)"),
        ({"spans": "pole"}, "'poles'"),
        ({"population": 3}, "a whole number from 4"),
        ({"generations": 0}, "a whole number from 1"),
        ({"fresh": 1}, "a whole number from 2"),
    ],
)
def test_bad_input_is_refused_before_anything_runs(changes: dict[str, object], words: str) -> None:
    with pytest.raises(InputError) as caught:
        plan(load("hierarchy"), **changes)  # type: ignore[arg-type]
    assert words in caught.value.message


def test_a_limit_is_at_least_where_higher_is_better() -> None:
    least, most = limit_of("satisfaction=0.5"), limit_of("public_money=200")
    assert least.least and not most.least
    assert least.excess(0.4) == pytest.approx(0.2) and most.excess(250.0) == pytest.approx(0.25)
    assert least.excess(0.5) == most.excess(200.0) == 0.0


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_figure_and_texts_speak_both_languages(found: Optimization, lang: str, tmp_path: Path) -> None:
    found.plot(lang).savefig(io.BytesIO(), format="png")
    texts = [found.question(lang), *found.findings(lang), found.caption(lang), *found.limits(lang)]
    assert all(texts) and not any("{" in text for text in texts)
    files = {path.name for path in write_analysis(found, tmp_path, lang, [])}
    assert {"members.csv", "values.csv", "progress.csv", "runs.parquet", "provenance.json"} <= files
    told = json.loads((tmp_path / "provenance.json").read_text())
    assert told["search_seeds"] == [1, 2] and told["fresh_seeds"] == [3, 4, 5, 6, 7]
    arms = {arm["name"]: arm["scenario"]["rules"] for arm in told["arms"]}
    for row in found.members.itertuples():
        assert arms[f"design {row.design}"]["evaluation"] == row.evaluation


def test_the_command_searches_all_rules_of_a_small_city(city: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [
        "optimize", "network", "--city", city, "--years", "0.02", "--population", "6", "--generations", "2", "--seeds",
        "1", "--fresh", "2", "--budget", "1e9", "--workers", "1", "--out", str(out),
    ]  # fmt: skip
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    assert done.output.startswith("at most 12 runs of 0.02 years")
    assert pd.read_csv(out / "members.csv")["front"].any()
