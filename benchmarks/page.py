"""The page: how soon it is there, how soon a first curve, and what visitors cost and leave behind.

Needs the extra `browser` and Chromium. Memory is that of the server and its workers (proportional set size).
"""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.alone import median_wall
from benchmarks.table import Line

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip
VISITORS = 20
BRIEF = "?years=0.05&seeds=2"  # twenty pages that draw live are work for Chromium, which shares the two cores
GONE = 20.0  # seconds after which a page that was closed has been let go
CURVE = "[...document.querySelectorAll('.s-chart-place path')].some(p => /#0072b2/i.test(p.getAttribute('stroke')))"
IMPORT = ("-c", "import solara.server.starlette, mesa, numba")


@contextmanager
def _server() -> Iterator[tuple[str, int, float]]:
    """Address, process, seconds until it said where it is."""
    command = (sys.executable, "-c", "from sanshe.cli import main; main()", "dashboard", "--port", "0")
    begun = time.perf_counter()
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found = re.search(r"http://\S+", process.stderr.readline())
        assert found
        try:
            yield found[0], process.pid, time.perf_counter() - begun
        finally:
            process.terminate()
            process.wait(20)


def _below(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="utf-8").split():
            found += _below(int(child))
    return found


def _megabytes(pids: list[int]) -> float:
    text = "".join(Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8") for pid in pids)
    return sum(int(kb) for kb in re.findall(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)) / 1024.0


def page(quick: bool) -> list[Line]:
    """One visitor at full scale; then twenty who come, run, and go."""
    from playwright.sync_api import sync_playwright

    visitors = 4 if quick else VISITORS
    imports = median_wall(1 if quick else 3, *IMPORT)
    chromium = shutil.which("chromium")
    with _server() as (address, pid, started), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=list(FLAGS))
        begun = time.perf_counter()
        one = _open(browser, address)
        drawn = time.perf_counter() - begun
        time.sleep(10.0)  # the workers are warm, as when a visitor has read the page
        before = _megabytes([pid])
        begun = time.perf_counter()
        one.click("[data-do=run]")
        one.wait_for_function(CURVE)
        curve = time.perf_counter() - begun
        one.wait_for_selector("[data-status=done]", timeout=600_000)
        done = time.perf_counter() - begun
        full = _megabytes(_below(pid))
        one.context.close()
        time.sleep(GONE)
        waves = []
        for _ in range(2):
            empty = _megabytes([pid])
            pages = [_open(browser, address + BRIEF) for _ in range(visitors)]
            open_ = _megabytes([pid])
            for each in pages:
                each.click("[data-do=run]")
            for each in pages:
                each.wait_for_function(CURVE, timeout=300_000)
            first = _megabytes(_below(pid))
            for each in pages:
                each.context.close()
            time.sleep(GONE)
            waves.append((empty, open_, first, _megabytes([pid]), _megabytes(_below(pid))))
        browser.close()
    (empty, open_, first, after, _), (_, _, _, again, all_again) = waves
    return [
        Line("the command says where the page is", started, "s", ratio=started / imports, beside="its imports"),
        Line("a first visitor sees it", drawn, "s", ratio=drawn / imports, beside="the server's imports"),
        Line("full district: first curve after pressing run", curve, "s", 5.0),
        Line("full district: ten seeds of a year, two regimes", done, "s", ratio=done / curve, beside="first curve"),
        Line("server and workers after it", full, "MB"),
        Line("server alone, nobody there yet but one page", before, "MB"),
        Line(f"a page of {visitors} that are open", (open_ - empty) / visitors, "MB"),
        Line(f"server and workers while {visitors} run", first, "MB"),
        Line(f"left of each of {visitors} who are gone", (after - empty) / visitors, "MB"),
        Line(f"left of each of {visitors} more", (again - after) / visitors, "MB"),
        Line("server and workers when all are gone", all_again, "MB"),
    ]


def _open(browser: Any, address: str) -> Any:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.set_default_timeout(120_000)
    here = context.new_page()
    here.goto(address)
    here.wait_for_selector(".s-bar")
    return here
