"""`sanshe dashboard`."""

from typing import Annotated

import typer

from sanshe.options import CityOption, Lang

SMALLEST_PORT, LARGEST_PORT = 0, 65_535


def dashboard(
    port: Annotated[int, typer.Option("--port", help="port on this machine; 0 takes a free one")] = 8765,
    lang: Annotated[Lang | None, typer.Option("--lang", help="en or zh; by default the browser's")] = None,
    city: CityOption = None,
    workers: Annotated[int | None, typer.Option("--workers", help="processes; as many as cores by default")] = None,
    host: Annotated[str, typer.Option("--host", help="address to listen at; this machine alone by default")]
    = "127.0.0.1",
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", help="a further name by which browsers ask for this server; may be repeated"),
    ] = None,
) -> None:  # fmt: skip
    """Show the page in which regimes are compared live, in a browser; nothing leaves this machine."""
    from scenarios.errors import InputError
    from scenarios.limits import MOST_WORKERS, whole_number

    whole_number("--port", port, SMALLEST_PORT, LARGEST_PORT)
    if workers is not None:
        whole_number("--workers", workers, 1, MOST_WORKERS)
    from importlib.util import find_spec

    if find_spec("solara") is None:
        raise InputError("dashboard", "no package solara", "sanshe[dashboard] installed")
    from dashboard.serving import serve_page

    serve_page(host, port, city=city, lang=lang and lang.value, workers=workers, names=allow_host or ())
