"""The pages on trust say only what holds: named tests exist, commands are ones, and what is rigged is seen."""

import ast
import re
import shlex
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import typer.main

import sanshe
from benchmarks.__main__ import PARTS
from model.governance import GovernanceModel
from proofs.table import KINDS
from sanshe.cli import app
from scenarios.declare import declarations
from scenarios.errors import InputError
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.scenario import Scenario

TOP = Path(__file__).resolve().parent.parent
DOCS = TOP / "docs"
FAQ = ("faq.md", "faq.zh.md")
NAMED = re.compile(r"`(tests/[\w/]+\.py)`<br>`::(\w+)`")
PAGES = (*FAQ, "validation.md", "performance.md")


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def blocks(name: str) -> list[tuple[str, str]]:
    return re.findall(r"^```(\w+)\n(.*?)^```", page(name), re.DOTALL | re.MULTILINE)


def commands(name: str) -> list[str]:
    return [line for kind, code in blocks(name) if kind == "bash" for line in code.splitlines() if line]


@cache
def _tests_of(file: str) -> set[str]:
    path = TOP / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.parse("")
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def missing_tests(text: str) -> list[str]:
    """What a page names as FILE::TEST and is not there."""
    return [f"{file}::{test}" for file, test in NAMED.findall(text) if test not in _tests_of(file)]


@pytest.mark.parametrize("name", PAGES)
def test_every_named_test_exists(name: str) -> None:
    assert missing_tests(page(name)) == []
    assert name == "performance.md" or len(NAMED.findall(page(name))) >= 10


def test_a_named_test_that_is_not_there_is_told() -> None:
    named = (("faq", "gone"), ("gone", "x"), ("faq", "every_named_test_exists"))
    text = ", ".join(f"`tests/test_{file}.py`<br>`::test_{test}`" for file, test in named)
    assert missing_tests(text) == ["tests/test_faq.py::test_gone", "tests/test_gone.py::test_x"]


def test_both_languages_ask_the_same_and_give_the_same_commands() -> None:
    english, chinese = map(page, FAQ)
    assert blocks(FAQ[0]) == blocks(FAQ[1])
    assert NAMED.findall(english) == NAMED.findall(chinese)
    prose = [re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL) for text in (english, chinese)]
    heads = [[len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)] for text in prose]
    assert heads[0] == heads[1] and len(heads[0]) > 12
    marks = [re.findall(r"<!-- table: (\w+)_\w\w -->", text) for text in (english, chinese)]
    assert marks[0] == marks[1]


def test_the_counts_by_tag_are_those_of_the_declarations() -> None:
    told = [d.tag for kind in (Parameters, Resources) for d in declarations(kind)]
    rows = re.findall(
        r"^\| (?:parameters|resources) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", page("faq.md"), re.MULTILINE
    )
    assert [sum(map(int, column)) for column in zip(*rows, strict=True)] == [
        told.count("measured"), told.count("literature"), told.count("assumed"), len(told),
    ]  # fmt: skip


def test_every_claim_that_failed_is_printed() -> None:
    judged = pd.read_csv(DOCS / "findings" / "predictions.csv")
    failed = [(row["prediction"], row["claim"]) for _, row in judged[~judged["holds"]].iterrows()]
    assert len(failed) > 3
    for name in FAQ:
        assert [one for one in failed if f"| {one[0]} | {one[1]}" not in page(name)] == []


def refused(command: str) -> str:
    """What is wrong with a command of a page, which is read as it stands and not run."""
    words = shlex.split(command.partition(" > ")[0])
    if "sanshe" in words[:5]:
        words = words[words.index("sanshe") + 1 :]
        known: Any = typer.main.get_command(app)
        while hasattr(known, "commands"):  # a group has commands, or groups of them
            if words[0] not in known.commands:
                return f"no command {words[0]}"
            known, words = known.commands[words[0]], words[1:]
        try:
            known.make_context("sanshe", words)
        except Exception as e:  # noqa: BLE001 whatever a command line is refused by
            return str(e) or type(e).__name__
    elif "benchmarks" in words:
        parts = [word for word in words[words.index("benchmarks") + 1 :] if not word.startswith("--")]
        return "" if set(parts) <= set(PARTS) else f"no such part in {parts}"
    elif "proofs" in words:
        keys = [word for word in words[words.index("proofs") + 1 :] if not word.startswith("--")]
        known_keys = {answer.key for answers in KINDS.values() for answer in answers}
        return "" if set(keys) <= known_keys else f"no such answer in {keys}"
    elif "python" in words:
        script = words[words.index("python") + 1]
        return "" if (TOP / script).exists() else f"no file {script}"
    return ""


@pytest.mark.parametrize("command", sorted({one for name in PAGES for one in commands(name)}))
def test_every_command_is_one_that_is_taken(command: str) -> None:
    assert refused(command) == ""


def test_a_command_that_is_none_is_noticed() -> None:
    assert refused("uv run sanshe compere hierarchy") == "no command compere"
    assert "no-such" in refused("uv run sanshe compare hierarchy network --no-such")
    assert refused("uv run --extra dev python -m benchmarks --only kernels").startswith("no such part")
    assert refused("uv run --extra dev python -m proofs --only erlang").startswith("no such answer")
    assert refused("uv run python tools/gone.py") == "no file tools/gone.py"


@pytest.mark.parametrize("name", FAQ)
def test_the_rigged_file_is_shown_as_it_is(name: str) -> None:
    shown = dict(re.findall(r"<!-- file: (\S+) -->\n```python\n(.*?)```", page(name), re.DOTALL))
    assert shown == {"examples/rigged.py": (DOCS / "examples" / "rigged.py").read_text(encoding="utf-8")}


def outcomes(scenario: Scenario) -> pd.Series:
    model = GovernanceModel(scenario, rng=1)
    model.run_for(20)
    return model.outcomes.frame().set_index("outcome")["value"]


def test_an_outcome_that_is_written_moves_alone_and_the_hash_tells(tmp_path: Path) -> None:
    town = tmp_path / "town.csv"
    town.write_text("community,street,residents\nEast,North,600\nWest,North,600\n", encoding="utf-8")
    honest = sanshe.load("network").replace(city=str(town), staff_per_10000=60.0)
    rigged = sanshe.load(DOCS / "examples" / "rigged_network.yaml").replace(city=str(town), staff_per_10000=60.0)
    assert rigged.name == honest.name and rigged.hash != honest.hash
    assert rigged.rules.model_dump() == honest.rules.model_dump()
    one, other = outcomes(honest), outcomes(rigged)
    differ = one.index[(one != other) & ~(one.isna() & other.isna())]
    assert list(differ) == ["resident_satisfaction"]
    assert other["resident_satisfaction"] > one["resident_satisfaction"]


def test_a_hidden_parameter_has_another_hash_and_is_refused_where_rules_are_judged() -> None:
    told = next(code for kind, code in blocks("faq.md") if kind == "yaml")
    hidden = sanshe.load("network").replace(task_error=0.01)
    assert "task_error: 0.01" in told and hidden.hash != sanshe.load("network").hash
    for judge in (sanshe.decompose, sanshe.attribute, sanshe.path, sanshe.regime_map):
        with pytest.raises(InputError, match="allowed the same"):
            judge("hierarchy", hidden, seeds=2, years=0.02)
