"""Pages of the rules: there is one for every rule that has an entry, and what is declared in it fits."""

import importlib.util
import io
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from experiments.rule_cards import TRIALS, Found, cut, draw_trial, try_rule
from experiments.rule_measures import Measure
from scenarios.rules import RULES

TOP = Path(__file__).resolve().parent.parent
TOOL = TOP / "tools" / "write_rules.py"
_ARMS = (1.0, 2.0, 3.0), (2.0, 3.5, 3.5)
FOUND = Found(Measure("wait", "working hours", lambda _: 0.0), *_ARMS)


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_rules", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_are_there_and_up_to_date() -> None:
    done = subprocess.run([sys.executable, TOOL, "--check"], cwd=TOP, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_trial_is_of_a_rule_and_every_page_has_its_passage_keys_and_parameters(tool: ModuleType) -> None:
    cards = {card.id: card for card in RULES}
    assert set(TRIALS) <= set(cards)
    assert {card.id for card in tool.written()} == set(cards)
    for card in tool.written():
        text = (TOP / "docs" / "rules" / f"{card.id.lower()}.md").read_text(encoding="utf-8")
        for said in (card.zh, card.passage, *(f"| `{key}` |" for key in (*card.keys, *card.parameters))):
            assert said in text, (card.id, said)


def test_a_page_that_is_gone_or_says_something_else_is_told(tool: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    for card in tool.written():
        name = card.id.lower()
        text = (TOP / "docs" / "rules" / f"{name}.md").read_text(encoding="utf-8")
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
        (tmp_path / "figures" / f"{name}.png").touch()
    (tmp_path / "README.md").write_text(tool.index(), encoding="utf-8")
    assert tool.complaints(tmp_path) == []
    page = tmp_path / "r1.md"
    page.write_text(page.read_text(encoding="utf-8").replace("sign_off_hours", "sign_of_hours"), encoding="utf-8")
    (tmp_path / "c6.md").unlink()
    first, second = sorted(tool.complaints(tmp_path))
    assert first.startswith("docs/rules/c6.md: missing") and second.startswith("docs/rules/r1.md: out of date")


def test_a_long_name_is_broken_and_what_else_is_looked_at_is_not_drawn(tool: ModuleType) -> None:
    long = Found(Measure("a quantity with a name of far more letters than a title has", "hours", lambda _: 0.0), *_ARMS)
    drawn = draw_trial("R1 执法主体下移", (long, FOUND, FOUND))
    titles = [axes.get_title() for axes in drawn.axes]
    assert len(titles) == 2 and max(len(line) for title in titles for line in title.splitlines()) <= 52
    rows = tool.numbers(RULES[0], (long, FOUND, FOUND)).splitlines()
    assert [row.split(" | ")[0] for row in rows[2:5]] == ["| benefit", "| price", "| also"]


def test_differences_are_paired() -> None:
    mean, low, high = FOUND.difference  # of 1, 1.5 and 0.5
    assert mean == pytest.approx(1.0) and low == pytest.approx(1.0 - 4.302653 * 0.5 / 3**0.5) and high == 2.0 - low


def test_a_picture_is_the_same_every_time() -> None:
    files = [io.BytesIO(), io.BytesIO()]
    for file in files:
        draw_trial("R1 执法主体下移", (FOUND, FOUND)).savefig(file, dpi=110, metadata={"Software": None})
    assert files[0].getvalue() == files[1].getvalue()


def test_the_cut_has_two_streets_of_four_communities() -> None:
    city = cut()
    assert len(city.communities) == 8 and len(city.streets) == 2
    assert tuple(sorted(city.communities, key=lambda c: (c.street, c.community))) == city.communities


def test_a_rule_without_a_trial_is_refused() -> None:
    with pytest.raises(ValueError, match=r"rule: found 'X9'; allowed R1"):
        try_rule("X9")
