"""The site's generated pages say all that is declared, in both languages, and links lead where they should."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import sanshe
from model.outcomes import OUTCOMES, PRIMARY
from sanshe.cli import app
from scenarios.declare import declarations
from scenarios.duty_list import load_duty_list
from scenarios.library import load, presets
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import RULES, Rules
from scenarios.words import unit_in
from tools.website import links, navigation, notebooks, pages, prose
from tools.website.words import LANGS, SUFFIX, WORDS

TOP = Path(__file__).resolve().parent.parent
NAMED = {"en": "title_en", "zh": "title_zh"}


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages.generated()


def row(text: str, key: str) -> list[str]:
    """The cells of the one row of a page's tables that has a key as code in one of its first two cells."""
    rows = [line for line in text.splitlines() if re.match(rf"\| ([^|]* \| )?`{re.escape(key)}` \|", line)]
    assert len(rows) == 1, (key, rows)
    return [cell.strip() for cell in rows[0].strip("|").split(" | ")]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("name", "kind"), [("parameters", Parameters), ("resources", Resources), ("rules", Rules)])
def test_every_setting_has_a_row_with_its_name_and_unit(made: dict[str, str], name: str, kind: Any, lang: str) -> None:
    text = made[f"reference/{name}{SUFFIX[lang]}"]
    settings = declarations(kind)
    assert settings
    for d in settings:
        cells = row(text, d.key)
        assert getattr(d, NAMED[lang]) in cells and (unit_in(d.unit, lang) or "–") in cells


@pytest.mark.parametrize("lang", LANGS)
def test_every_rule_is_told_and_leads_to_its_card(made: dict[str, str], lang: str) -> None:
    text = made[f"reference/rules{SUFFIX[lang]}"]
    for card in RULES:
        assert f"[{card.id}](../rules/{card.id.lower()}.md)" in text
        assert all(f"| {said} |" in text for said in card.told(lang))
        assert (TOP / "docs" / "rules" / f"{card.id.lower()}.md").exists()


@pytest.mark.parametrize("lang", LANGS)
def test_every_outcome_is_told_with_its_definition(made: dict[str, str], lang: str) -> None:
    text = made[f"reference/outcomes{SUFFIX[lang]}"]
    for o in OUTCOMES:
        name, _, primary, *_, definition = row(text, o.key)
        assert (name, definition) == ((o.en, o.definition_en) if lang == "en" else (o.zh, o.definition_zh))
        assert bool(primary) is (o.key in PRIMARY)


@pytest.mark.parametrize("lang", LANGS)
def test_every_item_of_the_duty_list_has_a_row(made: dict[str, str], lang: str) -> None:
    text = made[f"reference/duty_list{SUFFIX[lang]}"]
    for item in load_duty_list():
        assert row(text, item.key)[0] == (item.en if lang == "en" else item.zh)


@pytest.mark.parametrize("lang", LANGS)
def test_a_preset_lists_what_differs_from_what_it_inherits_and_nothing_else(made: dict[str, str], lang: str) -> None:
    parts = made[f"reference/presets{SUFFIX[lang]}"].split("\n## ")[1:]
    told = {found[1]: part for part in parts if (found := re.search(r"\{ #(\w+) \}", part))}
    assert set(told) == set(presets())
    network, default = load("network").rules, Rules()
    differs = {d.key for d in declarations(Rules) if getattr(network, d.key) != getattr(default, d.key)}
    assert set(re.findall(r"^\| `(\w+)` \|", told["network"], re.MULTILINE)) == differs
    assert "`shangcheng_before`" in told["shangcheng_reform"] and "2016-04-01" in told["shangcheng_reform"]
    assert not re.search(r"^\| `", told["hierarchy"], re.MULTILINE)
    assert "| 5000000 |" in told["network"]


def test_every_command_and_every_option_stands_on_the_page_of_commands(made: dict[str, str]) -> None:
    group: Any = get_command(app)
    parts = {part.split("\n")[0]: part for part in made["reference/commands.md"].split("\n## ")[1:]}
    assert list(parts) == [f"sanshe {name}" for name in group.commands]
    for name, command in group.commands.items():
        part = parts[f"sanshe {name}"]
        assert command.help in part
        for one in command.params:
            assert (one.opts[0] if one.param_type_name == "option" else f"`{one.name}`") in part
    assert "| `--seeds` | paired runs | `10` |" in parts["sanshe compare"]


def test_every_public_name_is_on_one_page_of_the_api_and_in_its_index(made: dict[str, str]) -> None:
    texts = {page: text for page, text in made.items() if page.startswith("reference/api/")}
    directives = [one for text in texts.values() for one in re.findall(r"^::: (\S+)$", text, re.MULTILINE)]
    for name in sanshe.__all__:
        assert f"[`sanshe.{name}`](" in texts["reference/api/README.md"]
        assert directives.count(f"sanshe.{name}") == 1
    assert {"scenarios.extensions.Extension", "scenarios.declare.declared", "model.desks.Desks"} <= set(directives)


def test_the_other_files_at_the_top_are_pages(made: dict[str, str]) -> None:
    assert made["CONTRIBUTING.md"].startswith("# Contributing") and made["CHANGELOG.md"].startswith("#")
    assert "Apache License" in made["LICENSE.md"] and "cff-version" in made["CITATION.md"]


def test_a_table_page_is_in_both_languages_and_the_chinese_one_has_chinese_heads(made: dict[str, str]) -> None:
    for name in pages.REFERENCE:
        heads = [line for line in made[f"reference/{name}.zh.md"].splitlines() if line.startswith("| ")]
        assert re.search(r"[\u4e00-\u9fff]", heads[0]), name
    assert all(len(said) == 2 for said in WORDS.values())


KNOWN = {"index.md", "index.zh.md", "ODD.md", "guide/a.md", "guide/a.zh.md", "course/01_run.md", "course/01_run.zh.md"}
LINKS = [
    ("guide/a.md", "[m](../ODD.md#needs)", "[m](../ODD.md#needs)"),
    ("guide/a.md", "[m](../../CONTRIBUTING.md)", "[m](../CONTRIBUTING.md)"),
    ("guide/a.md", "[m](../../README.md)", "[m](../index.md)"),
    ("guide/a.md", "[scripts](../../scenarios/scripts/)", "`scenarios/scripts`"),
    ("guide/a.md", "[`agents/team.py`](../../agents/team.py)", "`agents/team.py`"),
    ("guide/a.md", "[what `it` is](../../agents/team.py)", "what `it` is (`agents/team.py`)"),
    ("guide/a.md", "[no](../../agents/none.py)", "[no](../../agents/none.py)"),
    ("guide/a.md", "[n](../../notebooks/01_run.ipynb)", "[n](../course/01_run.md)"),
    ("guide/a.md", "[中文](a.zh.md)", '<a href="../zh/guide/a.html" hreflang="zh">中文</a>'),
    ("guide/a.md", "`[x](../../agents/team.py)`", "`[x](../../agents/team.py)`"),
    ("guide/a.md", "```\n[x](../../agents/team.py)\n```", "```\n[x](../../agents/team.py)\n```"),
    ("guide/a.md", "[x](https://www.python.org) [y](#z)", "[x](https://www.python.org) [y](#z)"),
    ("guide/a.md", "![p](../figures/p.png)", "![p](../figures/p.png)"),
    ("guide/a.zh.md", "[m](../ODD.md#needs)", '<a href="../../ODD.html#needs" hreflang="en">m</a>'),
    ("guide/a.zh.md", "[m](a.md)", "[m](a.md)"),
    ("guide/a.zh.md", "[m](a.zh.md)", "[m](a.zh.md)"),
    ("CONTRIBUTING.md", "[d](docs/ODD.md) [t](tests/)", "[d](ODD.md) t (`tests`)"),
    ("course/01_run.md", "[m](../docs/ODD.md)", "[m](../ODD.md)"),
    ("course/01_run.zh.md", "[m](../../docs/ODD.md)", '<a href="../../ODD.html" hreflang="en">m</a>'),
    ("course/01_run.zh.md", "[m](01_run.ipynb)", "[m](01_run.zh.md)"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "written", "shown"), LINKS)
def test_a_link_leads_to_the_site_or_is_the_path_as_code(page: str, written: str, shown: str) -> None:
    assert links.rewritten(written, page, KNOWN, lambda path: (TOP / path).exists()) == shown


def test_a_readme_is_the_first_page_of_its_folder() -> None:
    assert links.url_of("rules/README.md") == "rules/index.html"
    assert links.url_of("course/README.zh.md") == "zh/course/index.html"


def cell(kind: str, source: str, *tags: str) -> dict[str, Any]:
    outputs = {"outputs": [{"text": "printed"}], "execution_count": 1} if kind == "code" else {}
    return {"cell_type": kind, "source": source.splitlines(keepends=True), "metadata": {"tags": list(tags)}} | outputs


def notebook(path: Path, *cells: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}), encoding="utf-8")


def test_without_notebooks_there_is_a_page_that_says_so(tmp_path: Path) -> None:
    assert set(notebooks.pages(tmp_path)) == {"course/README.md", "course/README.zh.md"}


def test_a_notebook_is_a_page_without_outputs_and_with_folded_solutions(tmp_path: Path) -> None:
    notebook(
        tmp_path / "notebooks" / "01_run.ipynb",
        cell("markdown", "# First run\n\nGoals."), cell("code", "print(1)\nx = 2"), cell("raw", "hidden"),
        cell("markdown", "Because.", "solution"), cell("code", "y = 3\n\nz = 4", "solution"),
    )  # fmt: skip
    notebook(
        tmp_path / "notebooks" / "zh" / "01_run.ipynb", cell("markdown", "# 第一次运行"), cell("code", "y", "solution")
    )
    notebook(tmp_path / "notebooks" / "02_queues.ipynb", cell("code", "1"))
    made = notebooks.pages(tmp_path)
    english, chinese = made["course/01_run.md"], made["course/01_run.zh.md"]
    assert english.startswith("# First run\n") and "Goals.\n\n```python\nprint(1)\nx = 2\n```" in english
    assert "jupyter lab --notebook-dir=. notebooks/01_run.ipynb" in english
    assert "printed" not in english and "hidden" not in english
    assert '??? success "Solution"\n\n    Because.' in english
    assert '??? success "Solution"\n\n    ```python\n    y = 3\n\n    z = 4\n    ```' in english
    assert chinese.startswith("# 第一次运行\n") and '??? success "参考答案"' in chinese
    assert "--notebook-dir=. notebooks/zh/01_run.ipynb" in made["course/README.zh.md"]
    assert "[First run](01_run.md)" in made["course/README.md"] and "02_queues.md" in made["course/README.md"]
    assert "[第一次运行](01_run.md)" in made["course/README.zh.md"] and "02_queues" not in made["course/README.zh.md"]


def test_a_chinese_sentence_goes_on_without_a_blank_and_nothing_else_is_joined() -> None:
    assert prose.joined("看差异、\n有多大。\nSanshe\n社区\n\n社会") == "看差异、有多大。\nSanshe\n社区\n\n社会"
    kept = "- 一\n- 二\n\n| 甲 |\n| 乙 |\n\n```\n一行\n二行\n```"
    assert prose.joined(kept) == kept
    assert prose.uncommented("<!-- written -->\n\n# Title <!-- x -->\n") == "# Title <!-- x -->\n"


NAV = [{"Home": "index.md"}, {"More": [{"Model": "ODD.md"}, {"Course": ["course/*"]}]}, {"None": ["empty/*"]}]


def test_a_pattern_of_the_navigation_is_all_its_pages_and_an_empty_one_is_left_out() -> None:
    home = {"Home": "index.md"}
    course = ["course/README.md", "course/01_run.md", "course/02_two.md"]
    known = {"index.md", "index.zh.md", "ODD.md", *course, "course/README.zh.md", "course/01_run.zh.md"}
    assert navigation.opened(NAV, "en", known) == [home, {"More": [{"Model": "ODD.md"}, {"Course": course}]}]
    chinese = [{"Model": "english:ODD.html"}, {"Course": course[:2]}]
    assert navigation.opened(NAV, "zh", known) == [home, {"More": chinese}]


def test_every_title_of_the_navigation_has_its_chinese() -> None:
    text = (TOP / "mkdocs.yml").read_text(encoding="utf-8")
    nav = text.split("\nnav:\n")[1].split("\ntheme:\n")[0]
    translated = text.split("nav_translations:\n")[1].split("\n  - ")[0]
    titles = set(re.findall(r"^ *- ([^:\n]+):", nav, re.MULTILINE))
    assert titles and titles - {"Rule cards"} <= set(re.findall(r"^ +([^:\n]+): \S", translated, re.MULTILINE))
