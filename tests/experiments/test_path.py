"""In which order to bring rules in: on a synthetic model with a known best order and dip, and on a tiny city."""

import io
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sanshe
from experiments.output import PATH, write_analysis
from experiments.path import ReformPath, most_runs, path
from sanshe.cli import main
from scenarios.errors import InputError
from tests.experiments.games import Synthetic, noise, two

FIVE = ("R1", "R2", "R3", "R8", "C4", "F7")


def worth(ids: frozenset[str], seed: int) -> dict[str, float]:
    """F7 is best at once, R8 next, R3 harms until C4 is there; the others do little, ever less."""
    value = 0.5 + 0.10 * ("F7" in ids) + 0.05 * ("R8" in ids) + 0.02 * ("C4" in ids) + 0.010 * ("R1" in ids)
    value += 0.005 * ("R2" in ids) + (0.03 if {"R3", "C4"} <= ids else -0.20 * ("R3" in ids))
    told = value + 0.01 * seed + 0.002 * noise(ids, seed)
    return {"satisfaction": told, "resolution_mean": 100.0 - 50.0 * told, "verticality": 1.0, "recovery_days": np.nan}


def ways(found: ReformPath) -> dict[str, list[str]]:
    return {name: [found.players[i].id for i in order] for name, order in found.orders.items()}


@pytest.fixture(scope="module")
def found() -> ReformPath:
    return path(*two(*FIVE), beam=3, worst=True, seeds=5, evaluate=Synthetic(worth))


@pytest.fixture
def city(tmp_path: Path) -> str:
    file = tmp_path / "small.csv"
    file.write_text("community,street,residents\na,one,300\nb,one,300\nc,two,300\n", encoding="utf-8")
    return str(file)


def test_the_known_best_order_and_the_known_dip_are_found(found: ReformPath) -> None:
    orders = ways(found)
    assert orders["best"] == orders["greedy"] == ["F7", "R8", "C4", "R3", "R1", "R2"]
    assert orders["levels"] == ["R1", "R8", "C4", "F7", "R3", "R2"]
    assert orders["worst"][0] == "R3" and orders["worst"].index("C4") == 5 - 0
    best = found.steps[found.steps["order"] == "best"]
    np.testing.assert_allclose(best["change"], [0.10, 0.15, 0.17, 0.20, 0.21, 0.215], atol=0.004)
    assert not best["worse"].any()
    row = found.table.set_index("order").loc["worst"]
    assert row["lowest_term"] == "R3" and row["lowest_step"] == 1 and row["steps_worse"] >= 4
    assert row["best_minus"] > 0.1 and row["best_minus_p_holm"] < 0.001


def test_where_lower_is_better_the_same_order_is_best(found: ReformPath) -> None:
    lower = path(*two(*FIVE), outcome="resolution_mean", beam=3, seeds=5, evaluate=Synthetic(worth))
    assert ways(lower)["best"] == ways(found)["best"] and "worst" not in lower.orders
    assert (lower.steps[lower.steps["order"] == "best"]["change"] < 0).all()


def test_reported_numbers_are_of_fresh_seeds() -> None:
    model = Synthetic(worth)
    found = path(*two(*FIVE), seeds=3, fresh=7, beam=1, evaluate=model)
    assert len(set(model.asked)) == len(model.asked) <= most_runs(6, 1, 3, 7, False)
    assert {seed for _, seed in model.asked} == set(range(1, 11))
    on_best = [frozenset(ways(found)["best"][:k]) for k in range(7)]
    for seed in range(4, 11):
        assert {ids for ids, at in model.asked if at == seed} >= set(on_best)
    first = found.steps[found.steps["order"] == "best"].iloc[0]
    fresh = [worth(on_best[1], s)["satisfaction"] - worth(on_best[0], s)["satisfaction"] for s in range(4, 11)]
    assert first["change"] == pytest.approx(np.mean(fresh)) and first["n"] == 7
    then = [worth(on_best[1], s)["satisfaction"] - worth(on_best[0], s)["satisfaction"] for s in (1, 2, 3)]
    assert first["searched_change"] == pytest.approx(np.mean(then))
    assert found.told()["fresh_seeds"] == list(range(4, 11))


def test_what_noise_alone_promises_is_gone_on_fresh_seeds() -> None:
    """Where no rule does anything, the best order seems better than another on the seeds of the search alone."""
    promised, kept, dips = [], [], 0
    for stream in range(20, 30):
        flat = Synthetic(lambda ids, seed, at=stream: {"satisfaction": 0.5 + 0.01 * noise(ids, seed, at)})  # type: ignore[misc]
        table = path(*two(*FIVE), beam=20, seeds=4, fresh=8, evaluate=flat).table.set_index("order")
        promised.append(float(table["searched_area"]["best"] - table["searched_area"]["levels"]))
        kept.append([table[column]["levels"] for column in ("best_minus", "best_minus_low", "best_minus_high")])
        dips += int((table["steps_worse"] > 0).sum())
    gap, low, high = np.array(kept).T
    assert min(promised) > 0.0 and np.mean(promised) > 0.004
    assert abs(gap.mean()) < 0.3 * np.mean(promised) and ((low < 0.0) & (high > 0.0)).sum() >= 8
    assert dips <= 3  # of 30 orders, at 5 %


def test_groups_are_tried_in_all_orders() -> None:
    model = Synthetic(worth)
    found = path(*two("R1", "R2", "R3", "C4"), by="group", seeds=2, evaluate=model)
    assert len([1 for _, seed in model.asked if seed == 1]) == 16 and found.exact
    assert set(found.orders) == {"best", "greedy", "worst"}
    assert ways(found)["best"] == ["voice", "ties", "clarity", "capacity"]
    assert len(model.asked) <= most_runs(4, 2, 2, 2, False)


def test_some_of_the_rules_alone() -> None:
    model = Synthetic(worth)
    found = path(*two(), only=["F7", "R3"], seeds=2, evaluate=model)
    assert set().union(*(ids for ids, _ in model.asked)) == {"F7", "R3"} and not found.complete
    assert ways(found)["best"] == ["F7", "R3"]
    assert "R3 One station for several communities, F7 Data platform" in found.question("en")
    assert "only some of what differs" in found.findings("en")[1]
    one = path(*two(), only="F7", seeds=2, evaluate=model)
    assert ways(one)["best"] == ["F7"] and len(one.findings("en")) >= 2


def test_what_is_found_is_told(found: ReformPath) -> None:
    told = found.findings("en")
    assert told[0].startswith(
        "The best order found for satisfaction (0 to 1, higher is better) from hierarchy to reformed"
    )
    assert "F7 Data platform, then R8 One sole owner of a duty" in told[0] and "5 fresh seeds" in told[0]
    assert any("On the best order found no step before the last" in text for text in told)
    assert "The greedy order is the best one." in told
    assert any("On the worst order found a part of the reform is worse than hierarchy at" in text for text in told)
    for lang in ("en", "zh"):
        for text in (found.question(lang), found.caption(lang), *found.limits(lang), *found.findings(lang)):
            assert "{" not in text and len(text) > 8
    assert len(found.findings("zh")) == len(told)
    alone = path(*two("R1", "R2"), seeds=1, evaluate=Synthetic(worth))
    assert alone.findings("en")[-1].startswith("With one fresh seed there is no interval")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_figure_names_the_rules_in_their_order(found: ReformPath, lang: str) -> None:
    figure = found.plot(lang)
    labels = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert labels == ["A", *(found.players[i].label(lang) for i in found.orders["best"])]
    lines = {line.get_label(): line for line in figure.axes[0].get_lines()}
    assert any(str(label).startswith("A") for label in lines)
    for kind in ("png", "svg"):
        figure.savefig(io.BytesIO(), format=kind)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_long_names_under_few_steps_stand_beside_each_other(lang: str) -> None:
    three = path(*two("R3", "R4", "C9"), seeds=2, evaluate=Synthetic(worth)).plot(lang)
    boxes = [label.get_window_extent() for label in three.axes[0].get_xticklabels()]
    level = all(label.get_rotation() == 0.0 for label in three.axes[0].get_xticklabels())
    assert not level or all(a.x1 < b.x0 for a, b in pairwise(boxes))


def test_all_files_are_written(found: ReformPath, tmp_path: Path) -> None:
    assert {file.name for file in write_analysis(found, tmp_path, "en", ["path"])} == {*PATH, "report"}
    assert len(pd.read_csv(tmp_path / "path.csv")) == 4 * 6


def test_bad_input_from_python_is_refused() -> None:
    a, b = two("R1", "R2")
    bad: list[tuple[dict[str, Any], str]] = [
        ({"outcome": "verticality"}, "outcome: found verticality, of which neither direction is better"),
        ({"outcome": "happiness"}, "outcome: found 'happiness'"),
        ({"outcome": "recovery_days"}, "outcome: found no value in A at any seed"),
        ({"outcome": "backlog"}, "outcome: found backlog, which no run gives"),
        ({"beam": 0}, "beam: found 0; allowed a whole number from 1 to 1,000"),
        ({"fresh": 0}, "fresh: found 0"),
        ({"only": ["R3"]}, "only: found 'R3'"),
        ({"by": "card"}, "by: found 'card'"),
    ]
    for given, words in bad:
        with pytest.raises(InputError) as caught:
            path(a, b, seeds=2, evaluate=Synthetic(worth), **given)
        assert words in caught.value.message


def test_the_public_name_is_this_one() -> None:
    assert sanshe.path is path and sanshe.ReformPath is ReformPath


def test_the_command(city: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(city).parent
    monkeypatch.chdir(folder)
    arguments = ["path", "--city", city, "--years", "0.04", "--seeds", "2", "--workers", "1", "--only", "R4,F7 C4"]
    monkeypatch.setattr(sys, "argv", ["sanshe", *arguments, "--lang", "zh", "--out", "ways"])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    assert ended.value.code == 0, told.err
    assert "R4 三大功能" in told.out and "2 个新种子" in told.out
    steps = pd.read_csv(folder / "ways" / "path.csv")
    assert set(steps["term"]) == {"R4", "C4", "F7"} and set(steps["order"]) == {"best", "greedy", "levels", "worst"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("hierarchy hierarchy", "scenarios: found the same rules"),
        ("hierarchy network --outcome verticality", "--outcome: found verticality, of which neither"),
        ("hierarchy network --outcome satisfation", "--outcome: found 'satisfation'; allowed 'satisfaction'"),
        ("hierarchy network --only R1,Q9", "--only: found 'Q9'"),
        ("hierarchy network --only ,", "--only: found nothing; allowed ids of rules that differ"),
        ("hierarchy network --by group --only R1", "--only: found 'R1'"),
        ("hierarchy network --beam 0", "--beam: found 0; allowed a whole number from 1 to 1,000"),
        ("hierarchy network --fresh 0", "--fresh: found 0"),
        ("hierarchy network --by rules", "--by: found 'rules'; allowed 'rule', 'group'"),
        ("hierarchy network --out way", "way/path.csv, a folder of this name"),
    ],
)
def test_bad_arguments(
    city: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: str, words: str
) -> None:
    folder = Path(city).parent
    monkeypatch.chdir(folder)
    (folder / "way" / "path.csv").mkdir(parents=True)
    monkeypatch.setattr(sys, "argv", ["sanshe", "path", *arguments.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    assert (ended.value.code, told.out) == (2, "")
    assert words in told.err and told.err.count("\n") == 1
    assert not (folder / "results").exists()
