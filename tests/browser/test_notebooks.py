"""The course as a student meets it: notebook 1 in JupyterLab, in a real browser."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
pytest.importorskip("jupyterlab")

COURSE = Path(__file__).resolve().parent.parent.parent / "notebooks"
BOOK = "01_first_run.ipynb"
SHORTER = "DAYS, SEEDS = (125, 5)", "DAYS, SEEDS = (40, 2)"
NO_NEWS = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
UNFOLD = ".jp-showHiddenCellsButton"
SOLUTION = "for seed in range(1, 6):"
STARTS = 40  # seconds


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab on a copy of notebook 1, with nobody's settings and without news from elsewhere."""
    home = tmp_path_factory.mktemp("lab")
    (home / "notebooks").mkdir()
    text = (COURSE / BOOK).read_text(encoding="utf-8")
    assert SHORTER[0] in text
    (home / "notebooks" / BOOK).write_text(text.replace(*SHORTER), encoding="utf-8")
    (home / "config" / "labconfig").mkdir(parents=True)
    (home / "config" / "labconfig" / "page_config.json").write_text(json.dumps(NO_NEWS), encoding="utf-8")
    own = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    own |= {"IPYTHONDIR": str(home / "ipython"), "JUPYTERLAB_SETTINGS_DIR": str(home / "settings")}
    own |= {"JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"), "JUPYTER_PREFER_ENV_PATH": "0"}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    command = [
        sys.executable, "-m", "jupyter", "lab", str(home / "notebooks"), "--no-browser", "--ip=127.0.0.1",
        f"--port={port}", "--ServerApp.port_retries=0", "--ServerApp.allow_root=True", "--IdentityProvider.token=",
    ]  # fmt: skip
    log = home / "log"
    with log.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out, env=os.environ | own) as process:
        try:
            until = time.monotonic() + STARTS
            while not answers(address):
                assert process.poll() is None and time.monotonic() < until, log.read_text()
                time.sleep(0.2)
            yield address
        finally:
            process.terminate()
            process.wait(20)
    shutil.rmtree(home)


def answers(address: str) -> bool:
    """Whether somebody is there."""
    try:
        with urlopen(address + "api", timeout=5) as found:
            return bool(found.status == 200)
    except OSError:
        return False


def scroll_to(page: Any, selector: str) -> Any:
    """Down the notebook until something is there: JupyterLab draws only what is near to the window."""
    page.locator(".jp-WindowedPanel-outer").evaluate("panel => panel.scrollTop = 0")
    for _ in range(40):
        found = page.locator(selector).first
        if found.count() and found.is_visible():
            found.scroll_into_view_if_needed()
            return found
        page.locator(".jp-WindowedPanel-outer").evaluate("panel => panel.scrollBy(0, 500)")
        page.wait_for_timeout(150)
    raise AssertionError(f"not in the notebook: {selector}")


def test_a_student_runs_notebook_1_moves_the_slider_and_opens_a_solution(browser: Any, lab: str) -> None:
    here = Visit(browser, lab, height=900)
    page = here.page
    page.goto(f"{lab}lab/tree/{BOOK}?reset")
    idle = '.jp-Notebook-ExecutionIndicator[data-status="idle"]'
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()  # who runs before asks for a kernel
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="busy"]')
    page.wait_for_selector(idle, timeout=120_000)

    slider = scroll_to(page, ".noUi-handle")
    picture = page.locator(".jp-OutputArea-output:has(.noUi-handle) img").first
    before = picture.get_attribute("src")
    assert float(slider.get_attribute("aria-valuenow") or "nan") == 21.0
    slider.press("ArrowLeft")
    page.wait_for_function(
        "before => { const one = document.querySelector('.jp-OutputArea-output:has(.noUi-handle) img');"
        " return one && one.src !== before }",
        arg=before,
    )
    assert float(slider.get_attribute("aria-valuenow") or "nan") == 20.0

    unfold = scroll_to(page, UNFOLD)
    assert not page.get_by_text(SOLUTION).is_visible()
    unfold.click()
    page.get_by_text(SOLUTION).wait_for(state="visible")

    assert not page.get_by_role("button", name="Open privacy policy").count()
    here.context.close()
    assert not here.wrong, here.wrong
