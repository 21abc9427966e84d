"""What tests of experiments share: a small district, and rules that make a run go wrong."""

from pathlib import Path

import pytest

SMALL = "community,street,residents\na,one,300\nb,one,300\nc,two,300\n"
TROUBLE = '''"""A rule under which a run goes wrong: it raises, or its process is killed."""
import os
import signal
from pathlib import Path
from typing import Any
from scenarios.declare import Declared, declared
from scenarios.extensions import Extension
from scenarios.rules import RuleCard


class Trouble(Declared):
    """No trouble by default."""

    trouble: int = declared(0, zh="麻烦", en="trouble", ge=0, le=3, group="X9")


CARD = RuleCard(
    "X9", ("trouble",), "麻烦", "Trouble", "出错。", "A run goes wrong.", "capability", "community", "capacity", "无",
    "None", "A run is lost", (), {"trouble": (0, 3)}, benefit_zh="无", price_zh="无",
)


def begin(model: Any) -> None:
    """Go wrong, as the rule says."""
    once = Path(__file__).with_name("once")
    if model.scenario.rules.trouble == 1:
        raise ZeroDivisionError("a run that raises")
    if model.scenario.rules.trouble == 2 or (model.scenario.rules.trouble == 3 and not once.exists()):
        once.touch()
        os.kill(os.getpid(), signal.SIGKILL)


extension = Extension("trouble", Trouble, (CARD,), standing_orders=begin)
'''


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A district of 900 residents, as a file."""
    path = tmp_path / "small.csv"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def troubled(tmp_path: Path, small: Path) -> Path:
    """A scenario with a rule `trouble`: 1 raises, 2 kills the process of the run, 3 kills it once."""
    (tmp_path / "trouble.py").write_text(TROUBLE, encoding="utf-8")
    path = tmp_path / "troubled.yaml"
    lines = f"schema: 1\ninherits: hierarchy\ncity: {small.name}\nextensions: ['trouble.py:extension']\n"
    path.write_text(lines, encoding="utf-8")
    return path
