"""The page in a real browser: Debian's Chromium, driven by Playwright, with a server that the tests start."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
WAIT = 30_000  # milliseconds for what a page is to show
CITY = "community,street,residents\n" + "".join(
    f"{name},{street},{people}\n"
    for name, street, people in (("甲", "东街", 2500), ("乙", "东街", 1800), ("丙", "西街", 3000), ("丁", "西街", 1500))
)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "no chromium: apt-get install chromium"
    return found


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small district, so that runs take moments."""
    path = tmp_path_factory.mktemp("district") / "small.csv"
    path.write_text(CITY, encoding="utf-8")
    return path


@contextmanager
def server_of(*arguments: str) -> Iterator[tuple[str, int]]:
    """`sanshe dashboard` with these arguments; gives its address and its process, and ends it."""
    command = [str(Path(sys.executable).with_name("sanshe")), "dashboard", "--port", "0", *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | {"LANG": "C.UTF-8"}) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://\S+", line)
        assert found, line + process.stderr.read()
        try:
            yield found[0], process.pid
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def address(city: Path) -> Iterator[str]:
    """The address of a server on the small district."""
    with server_of("--city", str(city)) as (found, _):
        yield found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """One Chromium for all tests; each opens a context of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield running
        running.close()


class Visit:
    """A page with what went wrong on it: errors of the console, requests that failed or left the machine."""

    def __init__(self, browser: Any, address: str, width: int = 1280, height: int = 720) -> None:
        self.address, self.wrong = address, list[str]()
        self.context = browser.new_context(viewport={"width": width, "height": height})
        self.context.set_default_timeout(WAIT)
        self.page = self.context.new_page()
        self.page.on("console", lambda m: self.wrong.append(f"console: {m.text}") if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(f"page error: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", lambda r: self.wrong.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
        self.page.on("request", self._own)

    def _failed(self, request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":  # which is what leaving a page does to what is under way
            self.wrong.append(f"failed: {request.url}: {request.failure}")

    def _own(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:", self.address.replace("http", "ws", 1))):
            self.wrong.append(f"left the machine: {request.url}")

    def open(self, query: str = "") -> Any:
        """Go to the page and wait until it is drawn."""
        self.page.goto(self.address + ("?" + query if query else ""))
        self.page.wait_for_selector(".s-bar")
        return self.page


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Visit]:
    """A visitor of the small district; at the end nothing may have gone wrong."""
    here = Visit(browser, address)
    yield here
    here.context.close()
    assert not here.wrong, here.wrong
