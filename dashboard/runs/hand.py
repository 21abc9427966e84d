"""A worker process as its thread in the server sees it: begun, asked, ended."""

import multiprocessing
import os
from typing import Any

from dashboard.runs.said import Said, Wrong
from dashboard.runs.worker import serve

WAIT = 5.0  # seconds that a worker which is told to end may take


class GoneError(RuntimeError):
    """A worker process ended before it answered."""


class Hand:
    """A worker process that does one thing at a time."""

    def __init__(self) -> None:
        context: Any = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
        self._line, other = context.Pipe()
        self._process = context.Process(target=serve, args=(other,), daemon=True, name="sanshe-runs")
        self._process.start()
        other.close()

    @property
    def pid(self) -> int:
        """The process's number."""
        return int(self._process.pid or 0)

    def ask(self, name: str, *arguments: Any) -> Said | Wrong:
        """What the worker answers; blocks until it does. Raises `GoneError` if it ends before."""
        try:
            self._line.send((name, arguments))
            answer: Said | Wrong = self._line.recv()
        except (EOFError, OSError) as error:
            raise GoneError from error
        return answer

    def stop(self) -> None:
        """Let the process end, whatever it does; whoever asks it is told that it is gone."""
        self._process.terminate()

    def end(self) -> None:
        """End the process and forget it; nobody may be asking it."""
        self._process.terminate()
        self._process.join(WAIT)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()
        self._line.close()
