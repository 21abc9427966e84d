"""What the pages of docs/ say of the declarations is what is declared."""

import datetime as dt
import importlib.util
import re
import shutil
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from model.mechanisms import MECHANISMS
from model.outcomes import OUTCOMES
from scenarios.declare import declarations
from scenarios.duty_list import load_duty_list
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import RULES
from tools.website import pages

TOP = Path(__file__).resolve().parent.parent
TOOL = TOP / "tools" / "write_docs.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_docs", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def page(name: str) -> str:
    return (TOP / "docs" / name).read_text(encoding="utf-8")


def test_the_generated_parts_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, TOOL, "--check"], cwd=TOP, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_declared_key_stands_in_the_tables() -> None:
    for key in [d.key for kind in (Parameters, Resources) for d in declarations(kind)]:
        assert f"| `{key}` |" in page("ODD.md") and f"| `{key}` |" in page("preregistration.md")
    rest = [key for card in RULES for key in card.keys] + [o.key for o in OUTCOMES] + [i.key for i in load_duty_list()]
    assert all(f"| `{key}` |" in page("ODD.md") for key in rest)


def test_a_changed_table_and_a_change_without_a_reason_are_both_told(tool: ModuleType, tmp_path: Path) -> None:
    for name in tool.PAGES:
        shutil.copy(TOP / "docs" / name, tmp_path / name)
    assert tool.complaints(tmp_path) == []
    odd, registered = tmp_path / "ODD.md", tmp_path / "preregistration.md"
    odd.write_text(odd.read_text().replace("| `needs_care` |", "| `needs_carE` |"))
    registered.write_text(re.sub(r"`[0-9a-f]{12}` \|", "`000000000000` |", registered.read_text()))
    table, log = sorted(tool.complaints(tmp_path))
    assert table.startswith("docs/ODD.md: a table is out of date")
    assert log.startswith("docs/preregistration.md: a value changed and the log does not say why")


def test_a_logged_change_is_in_order_again(tool: ModuleType) -> None:
    stale = re.sub(r"`[0-9a-f]{12}` \|", "`000000000000` |", page("preregistration.md"))
    assert not tool.logged(stale)
    assert tool.logged(tool.with_log(stale, "posts sized again", dt.date(2026, 11, 25)))


def test_the_log_begins_with_the_registration(tool: ModuleType) -> None:
    first = tool.LOG_LINE.search(page("preregistration.md"))
    assert first is not None and first[0].startswith("| 2026-11-24 | registered |")


ELEMENTS = (
    "Purpose and patterns", "Entities, state variables, scales", "Process overview and scheduling", "Design concepts",
    "Initialisation", "Input data", "Submodels",
)  # fmt: skip
CONCEPTS = (
    "Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction", "Sensing", "Interaction",
    "Stochasticity", "Collectives", "Observation",
)  # fmt: skip
ODD_D = (
    "Theoretical and empirical background", "Individual decision making", "Subjects and objects of decisions", "Levels",
    "Rationality and objectives", "Decision rules", "Social norms and cultural values", "Spatial aspects",
    "Temporal aspects", "Uncertainty", "Individual sensing", "Individual prediction", "Heterogeneity",
    "Implementation details",
)  # fmt: skip


def section(number: int) -> str:
    """A numbered section of docs/ODD.md."""
    return page("ODD.md").split(f"\n## {number}. ")[1].split("\n## ")[0]


def test_the_odd_has_its_seven_elements_in_order() -> None:
    assert re.findall(r"^## \d+\. (.+)$", page("ODD.md"), re.MULTILINE)[:7] == list(ELEMENTS)


def headed(text: str) -> str:
    """What stands in bold at the beginning of a paragraph or of a point, in small letters, a line each."""
    return "\n".join(re.findall(r"^(?:- )?\*\*(.+?)\*\*", text, re.MULTILINE)).lower()


@pytest.mark.parametrize("concept", [*CONCEPTS, *ODD_D])
def test_every_design_concept_of_odd_and_of_odd_d_has_its_heading(concept: str) -> None:
    heads = headed(section(5) if concept == "Implementation details" else section(4))
    assert re.search(rf"\b{concept.lower()}\b", heads)


def test_every_mechanism_and_every_rule_is_described() -> None:
    """A merge that loses a paragraph of section 7 is noticed."""
    text = section(7)
    heads = headed(text)
    rows = re.findall(r"^\| (`\w+\.py`.*?) \| (.+?) \|$", text, re.MULTILINE)
    files = {name for cell, _ in rows for name in re.findall(r"`(\w+)\.py`", cell)}
    assert {kind.__module__.rpartition(".")[2] for kind in MECHANISMS} <= files
    named = [name.strip().lower() for _, cell in rows for name in cell.split(";")]
    assert [name for name in named if name not in heads] == []
    assert [card.id for card in RULES if not re.search(rf"\b{card.id}\b", text)] == []


def test_no_line_of_prose_stands_twice_in_the_odd() -> None:
    lines = [line for line in page("ODD.md").splitlines() if len(line) > 40 and line[0] != "|"]
    assert sorted(line for line, times in Counter(lines).items() if times > 1) == []


def blocks(readme: str) -> dict[str, str]:
    text = (TOP / readme).read_text(encoding="utf-8")
    return dict(re.findall(r"<!-- (\w+) -->\n```\w+\n(.*?)```", text, re.DOTALL))


def test_both_readmes_give_the_same_commands_and_example() -> None:
    english, chinese = blocks("README.md"), blocks("README.zh.md")
    assert set(english) == {"run", "test", "example"}
    assert english["run"] == chinese["run"] and english["test"] == chinese["test"]
    assert [line.split("#")[0] for line in english["example"].splitlines()] == [
        line.split("#")[0] for line in chinese["example"].splitlines()
    ]


@pytest.mark.slow
def test_the_readmes_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(blocks("README.md")["example"], "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "administrative" in printed and "voiced_share" in printed


PAGES = [
    "CONTRIBUTING.md",
    "README.md",
    "README.zh.md",
    *(f"docs/{p.name}" for p in sorted((TOP / "docs").glob("*.md"))),
]


@cache
def made_for_the_site() -> set[str]:
    return {page.replace(".zh.md", ".md") for page in pages.generated()}


@pytest.mark.parametrize("name", PAGES)
def test_links_to_files_lead_somewhere(name: str) -> None:
    place = TOP / name
    links = re.findall(r"\]\(([^)#]+)\)", place.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (place.parent / link).exists()]
    assert missing == [] or set(missing) <= made_for_the_site()  # the site's own home leads to pages that it makes


ROOMS = (
    "agents", "benchmarks", "dashboard", "docs", "experiments", "model", "notebooks", "proofs", "sanshe", "scenarios",
    "tests", "tools", ".ci",
)  # fmt: skip
SUFFIXES = (".py", ".md", ".yaml", ".csv", ".toml", ".png")
MINE = {
    "log.csv",
    "map.yaml",
    "mine.csv",
    "mine.py",
    "mine.yaml",
    "my_rules.py",
}  # what a page calls a reader's own files


def named_files(text: str) -> set[str]:
    """Files and folders that a page names in its code, those left out that it marks as `new` ones."""
    new = {word for found in re.findall(r"`([^`]+)` \(new\)", text) for word in (found, Path(found).name)}
    code = [*re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)]
    code += re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    words = {word.strip("\"'()[],;:") for part in code for word in part.split()}
    paths = {word for word in words if re.fullmatch(r"[\w.-]+(/[\w.-]+)*/?", word)}
    named = {
        p for p in paths if (p.endswith(SUFFIXES) and p not in SUFFIXES) or (p.partition("/")[0] in ROOMS and "/" in p)
    }
    return named - new - MINE


@pytest.mark.parametrize("name", PAGES)
def test_files_that_a_page_names_are_there(name: str) -> None:
    known = {path.name for room in ROOMS for path in (TOP / room).rglob("*")} | {path.name for path in TOP.iterdir()}
    page = TOP / name
    missing = [
        path for path in named_files(page.read_text(encoding="utf-8"))
        if not ((TOP / path).exists() or (page.parent / path).exists() if "/" in path else path in known)
    ]  # fmt: skip
    assert sorted(missing) == []


def test_the_page_on_the_article_names_every_rule_and_only_what_there_is() -> None:
    """Each row has the article's words, a place, and how or why not; a word in code is one of the tree's."""
    text = page("coverage.md")
    lines = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| ---")]
    assert len(lines) > 90 and all(line.count(" | ") == 2 and not line.endswith("|  |") for line in lines)
    ranges = {
        f"{a}{n}"
        for a, low, high in re.findall(r"\b([RCF])(\d)–[RCF]?(\d)\b", text)
        for n in range(int(low), int(high) + 1)
    }
    assert {card.id for card in RULES} <= set(re.findall(r"\b[RCF]\d\b", text)) | ranges
    sources = [path for room in ("agents", "model", "scenarios") for path in (TOP / room).rglob("*") if path.is_file()]
    texts = [path.read_text(encoding="utf-8") for path in sources if path.suffix in (".py", ".csv", ".yaml")]
    known = "\n".join(texts).lower()
    words = set(re.findall(r"`([A-Za-z_]+)(?:: [a-z_]+)?`", text))
    assert sorted(word for word in words if word.strip("_").lower() not in known) == []


def test_a_file_that_is_not_there_is_noticed() -> None:
    text = "`model/no.py`, `agents/new.py` (new), `agents/` and `new.py`\n```bash\npython tools/none.py x\n```\n"
    assert named_files(text) == {"model/no.py", "agents/", "tools/none.py"}


def test_cells_cannot_break_a_table(tool: ModuleType) -> None:
    assert tool.table(("a",), [("x|y",)]) == "| a |\n| --- |\n| x\\|y |\n"
