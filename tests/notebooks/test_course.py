"""The course: every notebook is what its source says, teaches as the course promises, and runs from top to bottom."""

import json
import math
import re
import shutil
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tools import write_notebooks

TOP = Path(__file__).resolve().parent.parent.parent
COURSE = TOP / "notebooks"
BOOKS = sorted([*COURSE.glob("*.ipynb"), *COURSE.glob("zh/*.ipynb")])
named = pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.relative_to(COURSE).as_posix())
PARTS = {
    "en": ("After this notebook", "Before you run", "Exercise", "Solution"),
    "zh": ("学完本节", "先猜后跑", "练习", "参考答案"),
}
SLIDE = """
import ipywidgets
for widget in list(ipywidgets.widgets.widget._instances.values()):
    if isinstance(widget, (ipywidgets.IntSlider, ipywidgets.FloatSlider, ipywidgets.IntRangeSlider)):
        for end in (widget.min, widget.max):
            widget.value = (end, widget.max) if isinstance(widget, ipywidgets.IntRangeSlider) else end
    elif isinstance(widget, (ipywidgets.Dropdown, ipywidgets.SelectionSlider, ipywidgets.RadioButtons)):
        widget.index = len(widget.options) - 1
"""
"""Moves every slider to both its ends, as a student would."""


def told(path: Path) -> str:
    """All that is written in a notebook's text cells."""
    return "\n".join(c.source for c in nbformat.read(path, 4).cells if c.cell_type == "markdown")


def test_every_notebook_is_what_its_source_says() -> None:
    assert write_notebooks.complaints() == []


def test_the_course_is_whole() -> None:
    english = [p.name for p in COURSE.glob("*.ipynb")]
    assert sorted(name[:2] for name in english) == [f"{n:02d}" for n in range(1, 9)]
    assert {"01", "04", "08"} <= {p.name[:2] for p in COURSE.glob("zh/*.ipynb")}


def test_what_is_amiss_is_told(tmp_path: Path) -> None:
    shutil.copytree(COURSE / "source", tmp_path / "source")
    for path, text in write_notebooks.written(tmp_path).items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert write_notebooks.complaints(tmp_path) == []
    book = next(iter(write_notebooks.written(tmp_path)))
    kept = json.loads(book.read_text(encoding="utf-8"))
    cell = next(c for c in kept["cells"] if c["cell_type"] == "code")
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["1\n"]}]
    book.write_text(json.dumps(kept), encoding="utf-8")
    (tmp_path / "09_stray.ipynb").write_text("{}", encoding="utf-8")
    (tmp_path / "source" / "10_lonely.py").write_text(
        '# %% [markdown] lang="en"\n# one\n\n# %% [markdown] lang="en"\n# two\n\n# %% [markdown] lang="zh"\n# 二\n'
        '\n# %% tags=["solution"]\n6 * 7\n\n# %% [markdown]\n# three\n',
        encoding="utf-8",
    )
    found = "\n".join(write_notebooks.complaints(tmp_path))
    assert f"{book.name}: not what its source says" in found
    assert "09_stray.ipynb: no source makes it" in found
    assert "10_lonely.py: not beside its Chinese cell: one" in found
    assert "10_lonely.py: no heading, so folded with the solution before: three" in found


@named
def test_a_notebook_has_goals_a_prediction_and_exercises_with_folded_solutions(path: Path) -> None:
    text = told(path)
    assert [part for part in PARTS["zh" if path.parent.name == "zh" else "en"] if part not in text] == []
    folded, solved = False, []
    for cell in nbformat.read(path, 4).cells:
        if cell.cell_type == "markdown" and cell.source.startswith("#"):
            folded = cell.metadata.get("jp-MarkdownHeadingCollapsed", False)
        elif "solution" in cell.metadata.get("tags", ()):
            solved.append(cell)
            assert folded, cell.source
        else:
            assert not folded, cell.source
    assert solved, "no exercise has a solution"


@named
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", told(path))
    assert [link for link in links if not (path.parent / link).exists()] == []


def patient_manager() -> type:
    """A kernel whose replies are looked for each second.

    nbclient waits once for the reply to a cell while it also sends the state of a slider's output through the same
    socket, which can swallow the notice that the reply is there: the kernel is idle, and nbclient waits for ever
    (github.com/jupyter/nbclient/issues/312).
    """
    from queue import Empty

    from jupyter_client.asynchronous.client import AsyncKernelClient
    from jupyter_client.channels import AsyncZMQSocketChannel
    from jupyter_client.manager import AsyncKernelManager
    from traitlets import Type

    class Channel(AsyncZMQSocketChannel):
        async def get_msg(  # type: ignore[override]  # as the class it comes from
            self, timeout: float | None = None
        ) -> dict[str, Any]:
            until = math.inf if timeout is None else time.monotonic() + timeout
            while True:
                try:
                    return await super().get_msg(max(0.0, min(1.0, until - time.monotonic())))
                except Empty:
                    if time.monotonic() >= until:
                        raise

    class Client(AsyncKernelClient):
        shell_channel_class = Type(Channel)

    class Manager(AsyncKernelManager):
        client_factory = Type(Client)

    return Manager


def spoken_errors(book: Any) -> list[str]:
    """What went to the error stream, or was raised inside a slider's output."""
    found = [out.text for c in book.cells for out in c.get("outputs", ()) if out.get("name") == "stderr"]
    state = book.metadata.get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {}).get("state", {})
    for widget in state.values():
        outputs = widget.get("state", {}).get("outputs") or []
        found += [str(out) for out in outputs if out.get("output_type") == "error" or out.get("name") == "stderr"]
    return found


@pytest.mark.notebook
@named
def test_a_notebook_runs_from_top_to_bottom(path: Path, tmp_path: Path) -> None:
    """In its quick mode as it stands, and again nothing is wrong at the ends of every slider."""
    from nbclient import NotebookClient

    folder = tmp_path / "notebooks" / ("zh" if path.parent.name == "zh" else "")
    folder.mkdir(parents=True)
    book = nbformat.read(path, 4)
    book.cells.append(nbformat.v4.new_code_cell(SLIDE))
    NotebookClient(
        book, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(folder)}},
        store_widget_state=True, kernel_manager_class=patient_manager(),
    ).execute()  # fmt: skip
    assert spoken_errors(book) == []
    shown = [out for c in book.cells for out in c.get("outputs", ()) if "data" in out]
    assert any("image/png" in out["data"] for out in shown), "a notebook without a picture"
