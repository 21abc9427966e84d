"""Write the course's notebooks from their sources, without outputs.

A source, `notebooks/source/NN_name.py`, is Python text that a reader can compare line by line (jupytext's percent
format). A cell that belongs to one language carries `lang="en"` or `lang="zh"`; a cell without is in both. From a
source with Chinese cells come two notebooks, `notebooks/NN_name.ipynb` and `notebooks/zh/NN_name.ipynb`, which
therefore ask, run and answer the same. In such a source every English cell is followed by its Chinese one.

Cells tagged `solution` are written under a heading of their own that JupyterLab keeps folded, with their outputs, also
when all is run: a student opens it when ready. The fold ends at the next heading, so a heading must follow.

Usage: uv run --extra dev python tools/write_notebooks.py            write the notebooks
       uv run --extra dev python tools/write_notebooks.py --check    exit 1 if one is not what its source says
"""

import argparse
import hashlib
import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import jupytext
import nbformat

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tools.website.prose import joined

COURSE = Path(__file__).resolve().parent.parent / "notebooks"
SOURCES = "source"
LANGUAGES = ("en", "zh")
SOLUTION = {"en": "#### Solution", "zh": "#### 参考答案"}
FOLDED = "jp-MarkdownHeadingCollapsed"  # JupyterLab's own name; a code cell's hidden output shows as soon as it runs
HEADING = re.compile(r"#{1,4} ")
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def cells_of(source: Path) -> list[Any]:
    """The cells of a source, in order."""
    return list(jupytext.read(source, fmt="py:percent").cells)


def unpaired(cells: Sequence[Any]) -> list[str]:
    """First lines of the cells of one language that do not stand beside the same cell in the other."""
    spoken = [cell for cell in cells if cell.metadata.get("lang")]
    if {cell.metadata["lang"] for cell in spoken} != set(LANGUAGES):
        return []
    kinds = [(cell.metadata["lang"], cell.cell_type, tuple(cell.metadata.get("tags", ()))) for cell in cells
             if cell.metadata.get("lang")]  # fmt: skip
    told = [cell.source.splitlines()[0] for cell in spoken]
    pairs = zip(kinds[::2], [*kinds[1::2], None], told[::2], strict=False)
    return [first for one, two, first in pairs if one[0] != "en" or two != ("zh", *one[1:])]


def unheaded(cells: Sequence[Any]) -> list[str]:
    """First lines of the cells that would be folded away with the solution before them."""
    found = []
    for lang in languages(cells):
        mine = [cell for cell in cells if cell.metadata.get("lang", lang) == lang]
        for before, cell in pairwise(mine):
            headed = cell.cell_type == "markdown" and HEADING.match(cell.source)
            if is_solution(before) and not is_solution(cell) and not headed:
                found.append(cell.source.splitlines()[0])
    return found


def is_solution(cell: Any) -> bool:
    """Whether a cell is to be folded."""
    return "solution" in cell.metadata.get("tags", ())


def languages(cells: Sequence[Any]) -> tuple[str, ...]:
    """English, and Chinese if any cell is Chinese."""
    return tuple(x for x in LANGUAGES if x == "en" or any(cell.metadata.get("lang") == x for cell in cells))


def notebook(cells: Sequence[Any], lang: str) -> str:
    """The text of the notebook in one language; cells keep their names as long as they say the same."""
    made: list[Any] = []
    seen: dict[str, int] = {}

    def add(kind: str, text: str, metadata: dict[str, Any]) -> None:
        digest = hashlib.sha256(f"{kind}\n{text}".encode()).hexdigest()[:8]
        seen[digest] = seen.get(digest, 0) + 1
        name = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
        if kind == "markdown":
            made.append(nbformat.v4.new_markdown_cell(text, id=name, metadata=metadata))
        else:
            made.append(nbformat.v4.new_code_cell(text, id=name, metadata=metadata))

    solving = False
    for cell in cells:
        if cell.metadata.get("lang", lang) != lang:
            continue
        if is_solution(cell) and not solving:
            add("markdown", SOLUTION[lang], {FOLDED: True})
        solving = is_solution(cell)
        tags = list(cell.metadata.get("tags", ()))
        text = joined(cell.source) if cell.cell_type == "markdown" else cell.source
        add(cell.cell_type, text, {"tags": tags} if tags else {})
    book = nbformat.v4.new_notebook(cells=made, metadata=METADATA)
    book.nbformat_minor = 5
    nbformat.validate(book)
    return str(nbformat.writes(book)) + "\n"


def written(course: Path = COURSE) -> dict[Path, str]:
    """Every notebook that the sources make, with its text."""
    texts: dict[Path, str] = {}
    for source in sorted((course / SOURCES).glob("*.py")):
        cells = cells_of(source)
        for lang in languages(cells):
            folder = course if lang == "en" else course / lang
            texts[folder / f"{source.stem}.ipynb"] = notebook(cells, lang)
    return texts


def complaints(course: Path = COURSE) -> list[str]:
    """What is not as the sources say, a line a notebook."""
    found = []
    for source in sorted((course / SOURCES).glob("*.py")):
        cells = cells_of(source)
        found += [f"{source.name}: not beside its Chinese cell: {first}" for first in unpaired(cells)]
        found += [f"{source.name}: no heading, so folded with the solution before: {x}" for x in unheaded(cells)]
    texts = written(course)
    for path, text in texts.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            found.append(f"{path.relative_to(course)}: not what its source says; it may hold outputs, too")
    for path in sorted([*course.glob("*.ipynb"), *course.glob("zh/*.ipynb")]):
        if path not in texts:
            found.append(f"{path.relative_to(course)}: no source makes it")
    return found


def main() -> None:
    """Write, or check."""
    parser = argparse.ArgumentParser(description="Write the course's notebooks from their sources.")
    parser.add_argument("--check", action="store_true", help="exit 1 if a notebook is not what its source says")
    if parser.parse_args().check:
        found = complaints()
        if found:
            sys.exit("\n".join([*found, "run: uv run --extra dev python tools/write_notebooks.py"]))
        return
    for path, text in written().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
