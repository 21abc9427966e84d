"""Which rule made the difference, end to end: on a synthetic model whose answer is known, and on a tiny city."""

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sanshe
from experiments.attribute import SHOWN, Attribution, attribute
from experiments.attribute_bars import MOST, OTHER, bars_of
from experiments.coalitions import WHOLE
from experiments.decompose import decompose
from experiments.output import ATTRIBUTION, write_analysis
from experiments.statistics import paired
from model.outcomes import OUTCOMES
from sanshe.cli import main
from scenarios.errors import InputError
from scenarios.library import load
from tests.experiments.games import Synthetic, noise, two

OWN = {"R1": 0.05, "R3": -0.08, "F4": -0.02, "C7": 0.03}


def worth(ids: frozenset[str], seed: int) -> dict[str, float]:
    """Four rules matter; R3 with F6 costs more than alone; the cost is the same but for nothing; one has no value."""
    together = -0.10 if {"R3", "F6"} <= ids else 0.0
    satisfied = 0.6 + 0.02 * seed + sum(OWN.get(one, 0.0) for one in ids) + together
    return {
        "satisfaction": satisfied + 0.004 * noise(ids, seed), "resolution_mean": 30.0, "cost_per_resolved": np.nan,
        "backlog": 3.0 * len(ids) + noise(ids, seed, 8),
    }  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Attribution:
    return attribute(*two(), seeds=12, permutations=2, evaluate=Synthetic(worth))


@pytest.fixture
def city(tmp_path: Path) -> str:
    path = tmp_path / "small.csv"
    path.write_text("community,street,residents\na,one,300\nb,one,300\nc,two,300\n", encoding="utf-8")
    return str(path)


def test_the_rules_that_did_it_are_found_and_no_others(found: Attribution) -> None:
    each = found.table[(found.table["outcome"] == "satisfaction") & (found.table["term"] != WHOLE)].set_index("term")
    assert len(each) == 25 and (each["n"] == 12).all()
    true = np.array([OWN.get(str(term), 0.0) - 0.05 * (term in ("R3", "F6")) for term in each.index])
    assert set(each.index[each["p_holm"] < 0.05]) == {"R1", "R3", "F4", "F6", "C7"}
    assert ((each["ci_low"] <= true) & (true <= each["ci_high"])).sum() >= 22  # of 25; how often is tried elsewhere
    # Two whose effect depends on company: the one does nothing alone, and much where the other is there.
    assert set(each["shift_value"].abs().nlargest(2).index) == {"R3", "F6"}
    assert (each["shift_p_holm"].loc[["R3", "F6"]] < 0.001).all()
    assert (each["in_value"]["F6"], each["out_value"]["F6"]) == pytest.approx((0.0, -0.10), abs=0.01)
    pairs = found.interactions[found.interactions["outcome"] == "satisfaction"].set_index("term")
    assert len(pairs) == 300 and pairs["value"].abs().idxmax() == "R3×F6"
    assert pairs.index[pairs["p_holm"] < 0.05].tolist() == ["R3×F6"]
    assert pairs["ci_low"]["R3×F6"] <= -0.10 <= pairs["ci_high"]["R3×F6"]


def test_values_sum_to_what_the_ends_differ_by(found: Attribution) -> None:
    runs = found.outcomes.set_index(["coalition", "seed"])["satisfaction"]
    full = "+".join(player.id for player in found.players)
    wide = found.shares[found.shares["outcome"] == "satisfaction"].pivot(index="seed", columns="term", values="value")
    np.testing.assert_allclose(wide.drop(columns=WHOLE).sum(axis=1), runs[full] - runs["none"], atol=1e-12)
    row = found.table[(found.table["outcome"] == "satisfaction") & (found.table["term"] == WHOLE)].iloc[0]
    assert (row["value"], row["ci_low"]) == pytest.approx(paired((runs[full] - runs["none"]).to_numpy())[:2])


def test_every_run_is_asked_for_once_and_all_at_once() -> None:
    model = Synthetic(worth)
    attribute(*two("R1", "R2", "R3", "C1", "C2"), seeds=2, permutations=1, evaluate=model)
    assert model.batches == 1 and len(set(model.asked)) == len(model.asked)
    fewer = len(model.asked)
    model = Synthetic(worth)
    attribute(*two("R1", "R2", "R3", "C1"), seeds=2, evaluate=model)
    assert len(model.asked) == 2 * 16 and fewer < 2 * 32


def test_what_is_found_is_told_and_so_is_what_is_not(found: Attribution) -> None:
    satisfied, company, pairs, same, *rest = found.findings("en")
    assert satisfied.startswith("satisfaction (0 to 1): hierarchy 0.7") and "n = 12 paired seeds" in satisfied
    assert (
        "Of 25 rules, 5 made a difference" in satisfied and "R3 One station for several communities -0.1" in satisfied
    )
    assert "The other 20, for which nothing was found, add up to" in satisfied
    assert "F6 Service complexes (alone in hierarchy" in company
    assert "R3×F6 -0." in pairs
    assert "For none of the 25 rules" in same
    assert rest[-1] == "cost: no value in every run of any seed, so nothing can be said."
    chinese = found.findings("zh")
    assert len(chinese) == len(found.findings("en")) and "25 项规则中，5 项的作用超出偶然" in chinese[0]
    for lang in ("en", "zh"):
        for text in (found.question(lang), found.caption(lang), *found.limits(lang), *found.findings(lang)):
            assert "{" not in text and len(text) > 10
    assert "12 paired seeds" in found.caption("en")


def test_few_runs_tell_no_pairs_and_say_so() -> None:
    few = attribute(*two(), seeds=2, permutations=1, evaluate=Synthetic(worth), outcomes=["satisfaction"])
    assert "too few runs to tell which pairs of rules interact: 0 of 300 pairs" in few.findings("en")[-1]
    one = attribute(*two("R1", "R3"), seeds=1, evaluate=Synthetic(worth), outcomes=["satisfaction"])
    assert one.findings("en")[0].endswith("so nothing is claimed of single rules.") and len(one.findings("en")) == 1


def test_small_bars_are_gathered_and_their_sum_is_right(found: Attribution) -> None:
    rows, gathered = bars_of(found, "satisfaction")
    assert len(rows) == MOST + 2 and len(gathered) == 25 - MOST
    assert rows["term"].tolist()[-2:] == [OTHER, WHOLE]
    assert rows["value"].iloc[:-1].sum() == pytest.approx(rows["value"].iloc[-1])
    assert rows["value"].abs().iloc[:MOST].is_monotonic_decreasing


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_figure_has_two_panels_an_outcome_and_no_missing_glyph(found: Attribution, lang: str) -> None:
    figure = found.plot(lang)
    names = {o.key: o.zh if lang == "zh" else o.en for o in OUTCOMES}
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert [title[:-2] for title in titles[::2]] == [names[key] for key in SHOWN]
    for kind in ("png", "svg"):
        figure.savefig(io.BytesIO(), format=kind)


def test_all_files_are_written(found: Attribution, tmp_path: Path) -> None:
    written = write_analysis(found, tmp_path, "zh", ["attribute"])
    assert {path.name for path in written} == {*ATTRIBUTION, "report"}
    table = pd.read_csv(tmp_path / "attribution.csv")
    assert table.columns.tolist() == found.table.columns.tolist()
    assert set(pd.read_csv(tmp_path / "interactions.csv")["outcome"]) <= {"satisfaction", "resolution_mean", "backlog",
                                                                          "cost_per_resolved"}  # fmt: skip


def test_by_group_it_is_the_decomposition(city: str) -> None:
    a, b = (scenario.replace(city=city) for scenario in (load("hierarchy"), load("network")))
    split, found = decompose(a, b, seeds=2, years=0.04), attribute(a, b, by="group", seeds=2, years=0.04)
    mine = found.table.set_index(["outcome", "term"])
    theirs = split.table.set_index(["outcome", "term"]).loc[mine.index]
    for column in ("mean_a", "mean_b", "value", "ci_low", "ci_high", "n"):
        np.testing.assert_allclose(mine[column], theirs[column], rtol=1e-9, atol=1e-9)
    crossed = split.interactions.set_index(["outcome", "term"])["value"]
    np.testing.assert_allclose(found.interactions.set_index(["outcome", "term"])["value"], crossed, atol=1e-9)


def test_bad_input_from_python_is_refused() -> None:
    a, b = two("R1", "R2")
    bad: list[tuple[dict[str, Any], str]] = [
        ({"permutations": 0}, "permutations: found 0; allowed a whole number from 1 to 1,000"),
        ({"seed": -1}, "seed: found -1"),
        ({"seeds": 0}, "seeds: found 0"),
        ({"by": "rules"}, "by: found 'rules'; allowed rule or group"),
        ({"outcomes": ["happiness"]}, "outcome: found 'happiness'"),
    ]
    for given, words in bad:
        with pytest.raises(InputError) as caught:
            attribute(a, b, evaluate=Synthetic(worth), **given)
        assert words in caught.value.message


def test_the_public_name_is_this_one() -> None:
    assert sanshe.attribute is attribute and sanshe.Attribution is Attribution


@pytest.mark.parametrize("command", ["attribute", "path"])
def test_help_imports_nothing_heavy(command: str) -> None:
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: sys.stderr.write(' '.join(sorted(sys.modules))))\n"
        "from sanshe.cli import main\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", code, command, "--help"], capture_output=True, text=True, check=True)
    assert "hierarchy" in done.stdout
    assert not {"numpy", "pandas", "numba", "mesa", "matplotlib", "scipy"} & set(done.stderr.split())


def test_the_command(city: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(city).parent
    monkeypatch.chdir(folder)
    (folder / "b.yaml").write_text(
        "inherits: hierarchy\nrules: {station_functions: integrated, communities_per_station: 2}\n", encoding="utf-8"
    )
    arguments = [
        "attribute",
        "hierarchy",
        "b.yaml",
        "--city",
        city,
        "--years",
        "0.04",
        "--seeds",
        "2",
        "--workers",
        "1",
    ]
    monkeypatch.setattr(sys, "argv", ["sanshe", *arguments, "--outcome", "response_time", "--lang", "zh"])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    assert ended.value.code == 0, told.err
    assert "R4 三大功能" in told.out and "总差异" in told.out and "响应时间" in told.out
    table = pd.read_csv(folder / "results" / "attribute-hierarchy-b" / "attribution.csv")
    assert set(table["term"]) == {WHOLE, "R3", "R4"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("hierarchy hierarchy", "scenarios: found the same rules in hierarchy and hierarchy"),
        ("hierarchy network --by rules", "--by: found 'rules'; allowed 'rule', 'group'"),
        ("hierarchy network --outcome satisfation", "--outcome: found 'satisfation'; allowed 'satisfaction'"),
        ("hierarchy network --permutations 0", "--permutations: found 0; allowed a whole number from 1 to 1,000"),
        ("hierarchy network --seed -1", "--seed: found -1"),
        ("hierarchy network --seeds 0", "--seeds: found 0"),
        ("hierarchy nettwork", "'network' (the nearest)"),
        ("hierarchy network --out .", "--out: found .; allowed a folder of its own"),
        ("hierarchy network --out way", "way/attribution.csv, a folder of this name"),
        ("hierarchy other.yaml", "city: found shangcheng_2016 and small"),
    ],
)
def test_bad_arguments(
    city: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: str, words: str
) -> None:
    folder = Path(city).parent
    monkeypatch.chdir(folder)
    (folder / "way" / "attribution.csv").mkdir(parents=True)
    (folder / "other.yaml").write_text("inherits: network\ncity: small.csv\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["sanshe", "attribute", *arguments.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    assert (ended.value.code, told.out) == (2, "")
    assert words in told.err and told.err.count("\n") == 1
    assert not (folder / "results").exists()
