"""The server of the page: Solara in an ASGI app of our own, with what a district office expects of one.

Nothing leaves the machine: scripts, styles and fonts come from installed packages, no telemetry, no console. Runs are
made by the hall's worker processes; a page that is closed is forgotten after ten seconds.
"""

import atexit
import os
import secrets
import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from dashboard.guard import LOOPBACK, Guard
from dashboard.served import Served, serve, served
from dashboard.state import language
from dashboard.words import text

if TYPE_CHECKING:
    from dashboard.runs.hall import Hall
    from scenarios.city import City

ASSETS = Path(__file__).parent / "assets"
MOST_SESSIONS = 60  # pages that are open at the same time
MOST_PAGES = 20  # of one browser
MOST_SOCKETS = 2 * MOST_SESSIONS  # a page that comes back may have its old one still
LARGEST_MESSAGE = 6_000_000  # bytes that a page may send at once, an upload among them
COOKIE = "solara-session-id"
HEAD = """<link rel="preload" as="font" type="font/ttf" crossorigin href="/fonts/noto-sans-sc.ttf">
<link rel="stylesheet" href="/assets/style.css">
</head>"""
THEIRS = (  # words of Solara's own page
    ("{{ loading_text }}", "loading"),
    ("App is disconnected, and may not function properly. Please refresh the page.", "lost"),
    ("Could not restore session. Please refresh.", "lost"),
    ("Please refresh the page", "reload"),
    ("Refresh now", "reload"),
    ("Restoring session…", "loading"),
)
FORGET = "10s"  # after which a page that was closed is let go


def _own_home() -> None:
    """A folder that goes with the process, where Solara would make one in the user's own when it is imported."""
    if "SOLARA_HOME" not in os.environ:
        os.environ["SOLARA_HOME"] = home = tempfile.mkdtemp(prefix="sanshe-page-")
        atexit.register(shutil.rmtree, home, ignore_errors=True)


def _set_up_solara() -> None:
    """No telemetry, no fonts that the page does not use, pages forgotten soon; cookies that no script reads."""
    from solara.server import settings

    settings.telemetry.mixpanel_enable = False
    settings.kernel.cull_timeout = FORGET
    settings.kernel.max_per_session = MOST_PAGES
    settings.session.secret_key = secrets.token_hex(32)
    settings.session.http_only = True
    settings.theme.show_banner = False
    settings.theme.force_refresh = True  # a page that was away for long comes back by its address
    settings.theme.loader = "plain"
    settings.theme.title = "Sanshe 三社"
    settings.assets.fontawesome_enabled = False
    settings.main.mode = "production"


def make_app(
    hall: "Hall", *, city: "City | str | None" = None, lang: str | None = None, hosts: Sequence[str] = ()
) -> Starlette:
    """The app; `hall` is begun and closed with it. `hosts` may ask for it beside this machine itself.

    `city` and `lang` are those of a page whose address names none.
    """
    _own_home()
    import solara.server.starlette as inner
    from solara.server import app as apps
    from solara.server import server, settings

    from dashboard.downloads import routes as downloads

    _set_up_solara()
    apps.apps["__default__"] = apps.AppScript("dashboard.page")

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        hall.start()
        serve(Served(hall, lang=lang) if city is None else Served(hall, city, lang))
        try:
            async with inner.lifespan(app):
                yield
        finally:
            serve(None)
            hall.close()

    return Starlette(
        routes=[
            Route("/", page),
            Route("/fonts/noto-sans-sc.ttf", font),
            Mount("/assets", StaticFiles(directory=ASSETS)),
            *downloads,
            WebSocketRoute("/jupyter/api/kernels/{kernel_id}/{name}", connection),
            Route("/jupyter/api/kernels/{id}", inner.kernels),
            Route("/_solara/api/close/{kernel_id}", closed, methods=["POST"]),
            Mount("/_solara/cdn", StaticFiles(directory=settings.assets.proxy_cache_dir)),
            Mount("/static/assets", inner.StaticAssets()),
            Mount("/jupyter/nbextensions", inner.StaticNbFiles()),
            Mount("/static", inner.StaticFilesOptionalAuth(directory=server.solara_static)),
        ],
        lifespan=lifespan,
        middleware=[
            Middleware(Guard, hosts=(*LOOPBACK, *hosts)),
            Middleware(GZipMiddleware, minimum_size=1000),
        ],
    )


async def page(request: Request) -> Response:
    """The one page: Solara's, with its language, our styles, and without what hinders those who need large letters."""
    from solara.server import kernel_context, server, settings

    lang = language(request.query_params.get("lang") or served().lang, request.headers.get("accept-language", ""))
    if len(kernel_context.contexts) >= MOST_SESSIONS:
        return PlainTextResponse(text("full", lang), HTTPStatus.SERVICE_UNAVAILABLE, headers={"retry-after": "30"})
    settings.main.base_url = settings.main.base_url or str(request.base_url)
    settings.main.root_path = ""
    html = server.read_root("/", "") or ""
    for old, new in (
        ("<html>", f'<html lang="{"zh-CN" if lang == "zh" else "en"}">'),
        (", maximum-scale=1, user-scalable=no, minimal-ui", ""),
        ("</head>", HEAD),
        ("<v-progress-linear ", f'<v-progress-linear aria-label="{text("busy", lang)}" '),
        *((theirs, text(key, lang)) for theirs, key in THEIRS),
    ):
        html = html.replace(old, new)
    answer = HTMLResponse(html, headers={"cache-control": "no-store"})
    if COOKIE not in request.cookies:
        answer.set_cookie(COOKIE, secrets.token_urlsafe(24), httponly=True, samesite="strict")
    return answer


_lines: Counter[str] = Counter()  # that are open, by kernel: Solara counts one as its own a moment after it is opened


async def connection(socket: WebSocket) -> None:
    """The line of a page to what it shows. Refused where the server is full, whether or not the page was asked for."""
    import solara.server.starlette as inner
    from solara.server import kernel_context

    kernel, there = socket.path_params["kernel_id"], {*kernel_context.contexts, *_lines}
    full = _lines.total() >= MOST_SOCKETS or (kernel not in there and len(there) >= MOST_SESSIONS)
    if full or not socket.query_params.get("session_id"):
        await socket.close(1013, "full" if full else "no page")
        return
    _lines[kernel] += 1
    try:
        await inner.kernel_connection(socket)
    finally:
        _lines[kernel] -= 1
        if not _lines[kernel]:
            del _lines[kernel]


def closed(request: Request) -> Response:
    """A tab says that it was closed; of a page that is not this visitor's, nothing is done."""
    import solara.server.starlette as inner
    from solara.server import kernel_context

    there = kernel_context.contexts.get(request.path_params["kernel_id"])
    mine = there is not None and there.session_id == request.cookies.get(COOKIE)
    if there is not None and mine and request.query_params.get("session_id") in there.page_status:
        answer: Response = inner.close(request)
        return answer
    return Response()


async def font(_: Request) -> Response:
    """Noto Sans SC, for machines that have no Chinese font."""
    from pylopdf_fonts_zh_cn import sans_path

    return FileResponse(sans_path(), media_type="font/ttf", headers={"cache-control": "public, max-age=31536000"})
