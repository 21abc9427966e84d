"""The server: one page, its assets, and no more; nothing from elsewhere."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from dashboard import app
from dashboard.app import COOKIE, make_app


class NoHall:
    """A hall without workers, for what the server does by itself."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def start(self) -> None:
        self.told.append("start")

    def close(self) -> None:
        self.told.append("close")


@pytest.fixture(scope="module")
def hall() -> NoHall:
    return NoHall()


@pytest.fixture(scope="module")
def client(hall: NoHall) -> Iterator[TestClient]:
    made: Any = hall
    with TestClient(make_app(made), base_url="http://127.0.0.1:8765") as here:
        yield here
    assert hall.told == ["start", "close"]


def test_the_page_names_its_language_and_nothing_of_elsewhere(client: TestClient) -> None:
    page = client.get("/?lang=zh").text
    assert '<html lang="zh-CN">' in page and '<html lang="en">' in client.get("/?lang=en").text
    assert '<html lang="zh-CN">' in client.get("/", headers={"accept-language": "zh-TW,zh;q=0.8"}).text
    assert "user-scalable=no" not in page and "/assets/style.css" in page
    sources = re.findall(r"""(?:src|href)=["']([^"']+)""", page)
    assert sources and not [source for source in sources if "//" in source]


def test_solaras_own_words_are_the_pages(client: TestClient) -> None:
    page = client.get("/?lang=zh").text
    assert "正在载入" in page and "重新载入" in page
    for english in ("loading_text }}", "App is disconnected", "Refresh now", "Could not restore session. Please"):
        assert english not in page


def test_everything_the_page_names_is_there(client: TestClient) -> None:
    page = client.get("/").text
    for source in re.findall(r"""(?:src|href)=["']([^"'{$]+)""", page):
        assert client.get(source).status_code == 200, source
    assert client.get("/_solara/cdn/echarts@5.4.0/dist/echarts.min.js").status_code == 200
    assert client.get("/fonts/noto-sans-sc.ttf").headers["content-type"] == "font/ttf"


@pytest.mark.parametrize(
    "path",
    ["/resourcez", "/readyz", "/other", "/_solara/cdn/@widgetti/not-there@1.0.0/x.js", "/assets/../app.py",
     "/assets/%2e%2e/app.py", "/_solara/api/evict/x", "/static/public/x"],
)  # fmt: skip
def test_what_is_not_of_the_page_is_not_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (404, 405)


def test_a_visitor_is_known_by_a_cookie_that_no_script_reads(client: TestClient) -> None:
    client.cookies.clear()
    told = client.get("/").headers["set-cookie"].lower()
    assert COOKIE in told and "httponly" in told and "samesite=strict" in told
    assert "set-cookie" not in client.get("/").headers


def test_a_full_server_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "MOST_SESSIONS", 0)
    answer = client.get("/?lang=zh")
    assert answer.status_code == 503 and "服务器已满" in answer.text


@pytest.mark.parametrize(
    ("limit", "asked"), [("MOST_SESSIONS", "?session_id=a"), ("MOST_SOCKETS", "?session_id=a"), ("", "")]
)
def test_a_line_without_a_page_or_too_many_is_refused(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, limit: str, asked: str
) -> None:
    if limit:
        monkeypatch.setattr(app, limit, 0)
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        client.websocket_connect(f"/jupyter/api/kernels/x/channels{asked}", headers={"host": "127.0.0.1:8765"}),
    ):
        pass
    assert refused.value.code == 1013


class Kernel:
    """What Solara keeps of a visitor's page."""

    session_id = "mine"

    def __init__(self) -> None:
        self.page_status = {"p": "connected"}
        self.closed: list[str] = []

    def page_close(self, page: str) -> None:
        self.closed.append(page)


@pytest.mark.parametrize(
    ("cookie", "asked", "closed"),
    [("mine", "?session_id=p", ["p"]), ("other", "?session_id=p", []), ("", "?session_id=p", []),
     ("mine", "?session_id=q", []), ("mine", "", [])],
)  # fmt: skip
def test_a_page_is_closed_by_its_visitor_alone(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, cookie: str, asked: str, closed: list[str]
) -> None:
    from solara.server import kernel_context

    there: Any = Kernel()
    monkeypatch.setitem(kernel_context.contexts, "k", there)
    headers = {"cookie": f"{COOKIE}={cookie}"} if cookie else {}
    client.cookies.clear()
    assert client.post(f"/_solara/api/close/k{asked}", headers=headers).status_code == 200
    assert there.closed == closed


def test_nothing_is_told_to_anybody(client: TestClient) -> None:
    from solara.server import settings

    assert client.get("/").status_code == 200 and settings.telemetry.mixpanel_enable is False
    assert settings.kernel.cull_timeout == "10s" and settings.session.secret_key != "change me"
