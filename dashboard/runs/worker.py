"""A worker process, begun light: what must come before numpy comes first."""

import contextlib
from multiprocessing.connection import Connection

from experiments.workers import prepare


def serve(line: Connection) -> None:
    """Answer commands (name, arguments) until the line is closed."""
    prepare()
    from dashboard.runs.bench import Bench, answer

    bench = Bench()
    with contextlib.suppress(EOFError, OSError):
        while True:
            name, arguments = line.recv()
            line.send(answer(getattr(bench, name), arguments))
