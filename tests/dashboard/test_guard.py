"""No page of another site, and no name that points here by a trick, may talk to the server."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from dashboard.guard import LOOPBACK, Guard, name_of


async def _talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("hello")
    await socket.close()


def client(host: str = "127.0.0.1:8765", hosts: tuple[str, ...] = LOOPBACK) -> TestClient:
    async def home(_: object) -> PlainTextResponse:
        return PlainTextResponse("home")

    inner = Starlette(routes=[Route("/", home, methods=["GET", "POST"]), WebSocketRoute("/ws", _talk)])
    return TestClient(Guard(inner, hosts), base_url=f"http://{host}")


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "LOCALHOST:1", "[::1]:8765"])
def test_this_machine_is_served_with_a_policy(host: str) -> None:
    answer = client().get("/", headers={"host": host})
    assert answer.text == "home"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "http" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "localhost.evil", ""])
def test_a_name_that_is_not_ours_is_refused(host: str) -> None:
    answer = client().get("/", headers={"host": host})
    assert answer.status_code == 403 and "content-security-policy" in answer.headers


def test_a_further_name_may_be_allowed() -> None:
    assert (
        client(hosts=(*LOOPBACK, "district.example")).get("/", headers={"host": "district.example:80"}).text == "home"
    )


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://127.0.0.1:8765", True),
        ("http://127.0.0.1:9999", False),
        ("http://evil.example", False),
        ("https://evil.example:8765", False),
        ("null", False),
        ("http://localhost:8765", False),  # another name of this machine is another site to a browser
    ],
)
def test_another_sites_script_is_refused(origin: str, allowed: bool) -> None:
    here = client()
    assert (here.post("/", headers={"origin": origin}).status_code == 200) is allowed
    if allowed:
        with here.websocket_connect("/ws", headers={"origin": origin, "host": "127.0.0.1:8765"}) as socket:
            assert socket.receive_text() == "hello"
        return
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        here.websocket_connect("/ws", headers={"origin": origin, "host": "127.0.0.1:8765"}),
    ):
        pass
    assert refused.value.code == 1008


def test_the_name_of_a_host() -> None:
    assert [name_of(h) for h in ("A.b:1", "[::1]:80", "x")] == ["a.b", "[::1]", "x"]
