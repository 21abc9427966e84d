"""docs/calibration.md says only what holds: its tests and functions exist, its patterns are those declared."""

import ast
import importlib
import re
from pathlib import Path

import pytest

from experiments.logs.hotline import COMMUNITIES, PARAMETERS, RESIDENTS, SCREENED, WHOLE
from experiments.logs.hotline_patterns import as_markdown
from experiments.logs.paired_runs import NOISE_SEEDS
from scenarios.declare import declarations
from scenarios.parameters import Parameters
from tests.test_faq import missing_tests

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = {"en": "calibration.md", "zh": "calibration.zh.md"}


def page(lang: str) -> str:
    return (DOCS / PAGES[lang]).read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", PAGES)
def test_every_named_test_and_function_exists_and_python_names_what_is_there(lang: str) -> None:
    text = page(lang)
    assert missing_tests(text) == [] and text.count("::test_") == 8
    for dotted in re.findall(r"`(experiments\.[\w.]+)`", text):
        module, _, name = dotted.rpartition(".")
        assert hasattr(importlib.import_module(module), name), dotted
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert len(blocks) == 2
    for node in (node for code in blocks for node in ast.walk(ast.parse(code))):
        if isinstance(node, ast.ImportFrom):
            module = importlib.import_module(str(node.module))
            assert all(hasattr(module, alias.name) for alias in node.names)
    for figure in re.findall(r"\]\((figures/[^)]+)\)", text):
        assert (DOCS / figure).exists()


@pytest.mark.parametrize("lang", PAGES)
def test_the_page_has_the_patterns_and_sizes_that_are_declared(lang: str) -> None:
    text = page(lang)
    assert as_markdown(lang) in text
    names = {d.key: d.title_zh if lang == "zh" else d.title_en for d in declarations(Parameters)}
    for key in PARAMETERS:
        assert f"| {names[key]} |" in text
    size = ("four", "120", "21") if lang == "en" else ("四个", "120", "21")
    assert (COMMUNITIES, len(SCREENED), NOISE_SEEDS) == (4, int(size[2]), 40)
    assert all(word in text for word in (*size, f"{RESIDENTS:,}", str(WHOLE["draws"]), str(NOISE_SEEDS)))


def test_both_pages_have_the_same_parts() -> None:
    heads = {lang: re.findall(r"^(#+) ", page(lang), re.MULTILINE) for lang in PAGES}
    tables = {lang: len(re.findall(r"^\| --- ", page(lang), re.MULTILINE)) for lang in PAGES}
    assert heads["en"] == heads["zh"] and tables["en"] == tables["zh"]
