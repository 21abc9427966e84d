"""Start the server and say where it is."""

import logging
import socket
import sys
from collections.abc import Sequence

from dashboard.app import LARGEST_MESSAGE, make_app
from dashboard.runs.hall import Hall
from scenarios.city import City, cities, load_city
from scenarios.errors import InputError

LAST_WORDS = 2  # seconds that open connections have when the server ends


def serve_page(
    host: str,
    port: int,
    *,
    city: str | None = None,
    lang: str | None = None,
    workers: int | None = None,
    names: Sequence[str] = (),
) -> None:
    """Serve the page until Ctrl-C, to browsers that ask for this machine, `host` or one of `names`.

    Raises `InputError` for a city, a host or a port that cannot be used.
    """
    import uvicorn

    known: City | str | None = city if city is None or city in cities() else load_city(city)
    listening = _listen(host, port)
    logging.getLogger("solara").setLevel(logging.ERROR)
    app = make_app(Hall(workers), city=known, lang=lang, hosts=(host, *names))
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, loop="asyncio", ws_max_size=LARGEST_MESSAGE,
        timeout_graceful_shutdown=LAST_WORDS, server_header=False,
    )  # fmt: skip
    shown = f"[{host}]" if ":" in host else host
    sys.stderr.write(f"sanshe: the page is at http://{shown}:{listening.getsockname()[1]}/  (Ctrl-C ends it)\n")
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens, so that a taken port is told before anything is begun."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise InputError("--host", host, "the address of this machine") from error
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise InputError("--port", f"{port}: {error.strerror or error}", "a free port of this machine") from error
    return listening
