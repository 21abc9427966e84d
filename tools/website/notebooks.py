"""The course's notebooks as pages: Markdown as it is, code as code, solutions folded, no outputs."""

import json
from pathlib import Path
from typing import Any

from tools.website.links import NOTEBOOKS
from tools.website.words import LANGS, SUFFIX, text

TOP = Path(__file__).resolve().parent.parent.parent
COMMAND = "uv run --extra notebooks jupyter lab --notebook-dir=. {path}"  # links lead out of the notebooks' folder
SOLUTION = "solution"  # the tag of a cell that is folded


def found(lang: str, top: Path = TOP) -> list[Path]:
    """The notebooks of a language, relative to the tree, in their order."""
    return sorted(path.relative_to(top) for path in (top / NOTEBOOKS[lang]).glob("*.ipynb"))


def pages(top: Path = TOP) -> dict[str, str]:
    """A page a notebook and a page that lists them, in both languages, by where they stand."""
    made = {}
    for lang in LANGS:
        told = {path: page((top / path).read_text(encoding="utf-8"), path, lang) for path in found(lang, top)}
        made[f"course/README{SUFFIX[lang]}"] = _index(told, lang)
        made |= {f"course/{path.stem}{SUFFIX[lang]}": words for path, words in told.items()}
    return made


def page(notebook: str, path: Path, lang: str) -> str:
    """A notebook as Markdown; how to open it stands below its title."""
    cells = [part for cell in json.loads(notebook)["cells"] if (part := _cell(cell, lang))]
    about = text("open_notebook", lang, path=path.as_posix())
    how = f'!!! info "JupyterLab"\n\n    {about}\n\n    ```bash\n    {COMMAND.format(path=path.as_posix())}\n    ```\n'
    if not cells:
        return how
    title, _, rest = cells[0].partition("\n")
    first = [title, how, rest.strip()] if title.startswith("# ") else [how, cells[0]]
    return "\n\n".join([*(part for part in first if part), *cells[1:]]) + "\n"


def _cell(cell: dict[str, Any], lang: str) -> str:
    source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
    source = source.strip()
    if not source or cell["cell_type"] == "raw":
        return ""
    if cell["cell_type"] == "code":
        source = f"```python\n{source}\n```"
    if SOLUTION in cell.get("metadata", {}).get("tags", ()):
        inside = "\n".join(f"    {line}".rstrip() for line in source.splitlines())
        return f'??? success "{text("solution", lang)}"\n\n{inside}'
    return source


def _index(told: dict[Path, str], lang: str) -> str:
    parts = [f"# {text('course', lang)}", text("course_about" if told else "course_none", lang)]
    if told:
        command = COMMAND.format(path=next(iter(told)).as_posix())
        listed = (f"- [{words.partition('\n')[0].lstrip('# ')}]({path.stem}.md)" for path, words in told.items())
        parts += [f"```bash\n{command}\n```", "\n".join(listed)]
    return "\n\n".join(parts) + "\n"
