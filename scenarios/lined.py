"""A mapping that knows where it stands in a user's file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Lined(dict[str, Any]):
    """A mapping of a YAML file that knows on which line each of its keys stands, and its own."""

    def __init__(self, line: int | None = None) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    @classmethod
    def of(cls, told: Mapping[str, Any], line: int | None = None) -> Lined:
        """A mapping that comes from Python, and those in it, all on `line`, if on any."""
        if isinstance(told, Lined):
            return told
        lined = cls(line)
        for key, value in told.items():
            lined[str(key)] = cls.of(value, line) if isinstance(value, Mapping) else value
        return lined
