"""The pages of docs/guide/: every command parses, every file and piece of Python holds, both languages say the same.

Blocks are told apart by their language: `bash` is given in Sanshe's folder, `text` is what came out, `python`, `yaml`,
`csv` and `diff` are files or parts of them. Before a block, `<!-- file: NAME -->` marks a file that the reader writes,
`<!-- example -->` Python that is quick enough to be run here, and `<!-- patch: PATH -->` a change to a copy of a file.
"""

import importlib.util
import re
import shlex
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
import typer
from rich.cells import cell_len

from experiments.logs.columns import load_columns
from sanshe.cli import app
from scenarios.library import load_any
from scenarios.reading import read_yaml

TOP = Path(__file__).resolve().parent.parent
GUIDE = TOP / "docs" / "guide"
PAGES = sorted(path.name for path in GUIDE.glob("*.md"))
IN_CHINESE = [name for name in PAGES if name.endswith(".zh.md")]
COMMANDS: dict[str, typer.core.TyperCommand] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
EXTRAS = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
LINE = 82  # columns of output that a page shows without being scrolled; a Chinese character takes two


class Block(NamedTuple):
    """A fenced block: what is marked before it, its language, its text."""

    mark: str
    language: str
    text: str


def page(name: str) -> str:
    return (GUIDE / name).read_text(encoding="utf-8")


def blocks(name: str) -> list[Block]:
    found = re.findall(r"(?:<!-- ([^>]+) -->\n)?^```(\w*)\n(.*?)^```$", page(name), re.DOTALL | re.MULTILINE)
    return [Block(*parts) for parts in found]


def files(name: str) -> dict[str, str]:
    marked = [block for block in blocks(name) if block.mark.startswith("file: ")]
    return {block.mark.removeprefix("file: "): block.text for block in marked}


def commands(text: str) -> list[list[str]]:
    """The commands of a block of `bash`, as words, without what is written into a file."""
    lines = [line for line in text.replace("\\\n", "").splitlines() if line.strip() and not line.startswith("#")]
    parts = [part for line in lines for part in line.split(" && ")]
    return [shlex.split(part.partition(" > ")[0]) for part in parts]


def inline(name: str) -> list[list[str]]:
    """Commands in the running text: `uv run … sanshe …` with all that it needs, and no dots or words in capitals."""
    text = re.sub(r"^```.*?^```$", "", page(name), flags=re.DOTALL | re.MULTILINE)
    told = [" ".join(found.split()) for found in re.findall(r"`(uv run [^`]+)`", text)]
    return [words for one in told for words in commands(one) if not re.search(r"…|\b[A-Z]{3,}\b", one)]


ALL_COMMANDS = [
    (name, words)
    for name in PAGES
    for words in [w for b in blocks(name) if b.language == "bash" for w in commands(b.text)] + inline(name)
]


def without_uv(words: list[str]) -> list[str]:
    """What `uv run` starts; its extras must be declared."""
    rest = words[2:]
    while rest[0] == "--extra":
        assert rest[1] in EXTRAS, f"no extra {rest[1]}"
        rest = rest[2:]
    return rest


def check_sanshe(arguments: list[str]) -> None:
    """Parse as the command would, without running it."""
    name, *rest = arguments
    assert name in COMMANDS, f"no command {name}"
    if "--help" not in rest:
        with COMMANDS[name].make_context(name, list(rest)):
            pass


def readers_files() -> set[str]:
    """Files that some page lets its reader write: shown, copied or redirected to."""
    shown = {file for name in PAGES for file in files(name)}
    text = "\n".join(block.text for name in PAGES for block in blocks(name) if block.language == "bash")
    shown |= set(re.findall(r"(?:> |--export-log )(\S+)", text))
    return shown | set(re.findall(r"^cp \S+ (\S+)$", text, re.MULTILINE))


def test_every_page_has_something_to_do() -> None:
    assert {name.partition(".")[0] for name in PAGES} == {
        "tutorial", "researcher", "analyst", "student", "developer", "log",
    }  # fmt: skip
    assert IN_CHINESE == ["analyst.zh.md", "log.zh.md", "student.zh.md", "tutorial.zh.md"]
    assert all(any(block.language == "bash" for block in blocks(name)) for name in PAGES)


@pytest.mark.parametrize(("name", "words"), ALL_COMMANDS, ids=[f"{name}: {' '.join(w)}" for name, w in ALL_COMMANDS])
def test_commands_are_ones_that_there_are(name: str, words: list[str]) -> None:
    if words[:2] != ["uv", "run"]:
        assert words[0] in ("pip", "uv", "cp", "bash", "cd", "NUMBA_DISABLE_JIT=1"), f"{name}: {words}"
        rest = without_uv(words[1:]) if words[0] == "NUMBA_DISABLE_JIT=1" else words
    else:
        rest = without_uv(words)
    if rest[0] == "sanshe":
        check_sanshe(rest[1:])
    if rest[:2] == ["python", "-m"]:
        assert importlib.util.find_spec(rest[2]) is not None
    # What is named as a file is there, or the reader has just written it.
    told = [word for before, word in pairwise(rest) if before not in ("--out", "--out-dir")]
    named = [word for word in told if re.fullmatch(r"[\w./-]+\.(py|yaml|csv|md)", word)]
    assert [word for word in named if not (TOP / word).exists() and word not in readers_files()] == []


def test_a_wrong_option_and_a_wrong_command_are_noticed() -> None:
    for wrong in (["compare", "hierarchy", "network", "--seed", "3"], ["compair", "hierarchy"], ["equity"]):
        with pytest.raises(Exception, match=r"(?i)no such|missing|no command"):
            check_sanshe(wrong)


@pytest.mark.parametrize("name", PAGES)
def test_the_readers_files_are_read(name: str, tmp_path: Path) -> None:
    for file, text in files(name).items():
        (tmp_path / file).write_text(text, encoding="utf-8")
        if file.endswith(".py"):
            compile(text, file, "exec")
        elif "method:" in text:  # a design of a sweep
            assert {"base", "factors", "seeds"} <= set(read_yaml(tmp_path / file))
        elif "no_requests:" in text:  # a map of a request log
            assert load_columns(tmp_path / file).categories
        else:
            load_any(str(tmp_path / file))


@pytest.mark.parametrize("name", PAGES)
def test_python_compiles_and_the_quick_pieces_run(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for block in (block for block in blocks(name) if block.language == "python"):
        code = compile(block.text, name, "exec")
        if block.mark == "example" and name not in IN_CHINESE:  # theirs are the same, see below
            exec(code, {})
            assert capsys.readouterr().out


@pytest.mark.parametrize("name", PAGES)
def test_changes_to_a_copied_file_fit_it(name: str) -> None:
    for block in (block for block in blocks(name) if block.mark.startswith("patch: ")):
        source = (TOP / block.mark.removeprefix("patch: ")).read_text(encoding="utf-8")
        for line in (line for line in block.text.splitlines() if line.startswith("-")):
            assert source.count(f"{line[1:]}\n") == 1, line


@pytest.mark.parametrize("name", PAGES)
def test_blocks_are_known_and_not_too_wide(name: str) -> None:
    known = {"bash", "text", "python", "yaml", "csv", "diff"}
    assert {block.language for block in blocks(name)} <= known
    assert page(name).count("\n```") % 2 == 0
    wide = [line for b in blocks(name) if b.language == "text" for line in b.text.splitlines() if cell_len(line) > LINE]
    assert wide == []


@pytest.mark.parametrize("name", PAGES)
def test_figures_are_there_and_small(name: str) -> None:
    for link in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page(name)):
        figure = GUIDE / link
        assert figure.exists() and figure.stat().st_size <= 120_000, link


def plain(block: Block) -> str:
    """A block without what may differ between languages: comments, the language asked for, the Chinese notebooks."""
    text = re.sub(r"(\s*\\\n\s*)", " ", block.text).replace(" --lang zh", "").replace("notebooks/zh/", "notebooks/")
    return re.sub(r"\s*#[^\n]*", "", text)


def numbers(block: Block) -> list[str]:
    text = block.text.replace("per 1,000", "")  # a unit, which Chinese writes in words
    return sorted(re.findall(r"\d+(?:[.,]\d+)*(?:e[-+]\d+)?", text))


def headings(name: str) -> list[int]:
    text = re.sub(r"^```.*?^```$", "", page(name), flags=re.DOTALL | re.MULTILINE)
    return [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]


@pytest.mark.parametrize("name", IN_CHINESE)
def test_the_chinese_page_keeps_step(name: str) -> None:
    """The same headings, the same commands and files, and in what is shown the same numbers."""
    english = name.replace(".zh.md", ".md")
    assert headings(name) == headings(english)
    ours, theirs = blocks(name), blocks(english)
    assert [(b.mark, b.language) for b in ours] == [(b.mark, b.language) for b in theirs]
    for mine, other in zip(ours, theirs, strict=True):
        if mine.language == "text":
            assert numbers(mine) == numbers(other)
        else:
            assert plain(mine) == plain(other)
