"""Nothing that decides in a run knows of an outcome: the files that do so neither import nor ask for one."""

import ast
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
OF_OUTCOMES = {
    "model.outcomes",
    "model.observe",
    "model.observed",
    "model.estimators",
    "model.monthly",
    "model.by_group",
}
LOOKS = {f"{name.replace('.', '/')}.py" for name in OF_OUTCOMES}
TOLD = {
    "model/governance.py": {"Outcomes"},  # hands `model.outcomes` to whoever looks
    "model/mechanisms/careers.py": {"CareersSeen"},  # what it hands to who looks
}


def known_outcomes(source: str) -> set[str]:
    """What a file takes from the modules of outcomes, and `.outcomes` where it asks a model for them."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module in OF_OUTCOMES:
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "model":
            found |= {name.name for name in node.names if f"model.{name.name}" in OF_OUTCOMES}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names if name.name in OF_OUTCOMES}
        elif isinstance(node, ast.Attribute) and node.attr == "outcomes" and isinstance(node.ctx, ast.Load):
            found.add(".outcomes")
    return found


def test_only_those_who_look_know_of_outcomes() -> None:
    files = [path for room in ("agents", "model") for path in (TOP / room).rglob("*.py")]
    assert len(files) > 80
    told = {path.relative_to(TOP).as_posix(): known_outcomes(path.read_text(encoding="utf-8")) for path in files}
    assert {name: words for name, words in told.items() if words and name not in LOOKS} == TOLD


@pytest.mark.parametrize(
    "source",
    [
        "from model.outcomes import evaluate",
        "from model import observed",
        "import model.estimators",
        "def hook(model):\n    if model.outcomes.frame() is None:\n        pass",
    ],
)
def test_who_would_read_one_is_found(source: str) -> None:
    assert known_outcomes(source)
