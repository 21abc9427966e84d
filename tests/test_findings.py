"""The page of findings says what the kept results say."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The tool that writes the page."""
    spec = importlib.util.spec_from_file_location("write_findings", ROOT / "tools" / "write_findings.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_are_those_of_the_kept_results(tool: ModuleType) -> None:
    text = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert tool.MARK.search(text)
    assert tool.written(text) == text


def test_the_groups_sum_to_the_whole_difference(tool: ModuleType) -> None:
    """Shapley values as they are kept: by outcome, their means add up to B − A."""
    found = tool.kept("decomposition").dropna(subset=["value"])
    wide = found.pivot(index="outcome", columns="term", values="value")
    parts = wide[list(tool.GROUPS)].sum(axis=1)
    assert len(wide) > 40
    for outcome, whole in wide[tool.WHOLE].items():
        assert parts[outcome] == pytest.approx(whole, rel=1e-6, abs=1e-9), outcome


def test_capacity_and_voice_lengthen_more_than_ties_as_the_questions_say(tool: ModuleType) -> None:
    """docs/faq.md: clarity shortens the mean resolution time, most of what lengthens it is capacity's and voice's."""
    found = tool.kept("decomposition")
    part = found[found["outcome"] == "resolution_mean"].set_index("term")["value"]
    assert part["clarity"] < 0.0
    assert min(part["capacity"], part["voice"]) > abs(part["ties"])


def test_a_changed_number_is_told(tool: ModuleType) -> None:
    text = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert tool.written(text.replace("| mean resolution time", "| 7 | mean resolution time", 1)) == text
