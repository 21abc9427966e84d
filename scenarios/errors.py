"""The one exception for everything a user can get wrong, said in one line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class InputError(ValueError):
    """Bad input: which file and line, which field, what was found there and what is allowed, in one line.

    The one exception for everything a user can get wrong; it is a `ValueError`.

    Args:
        field: The setting, column, argument or option, as the user knows it.
        found: What stood there.
        allowed: What may stand there, in words.
        file: The file it was found in, if any.
        line: The line of that file, from 1.

    Attributes:
        field: As given.
        found: As given.
        allowed: As given.
        file: As text; None without a file.
        line: As given; None where no line is known.
        message: All of it in one line; also what `str` gives.

    Examples:
        >>> import sanshe
        >>> try:
        ...     sanshe.load("network").replace(communities_per_station=99)
        ... except sanshe.InputError as error:
        ...     print(error)
        communities_per_station: found 99; allowed a whole number from 1 to 12
    """

    def __init__(
        self, field: str, found: object, allowed: str, *, file: object = None, line: int | None = None
    ) -> None:
        self.file = None if file is None else str(file)
        self.line, self.field, self.found, self.allowed = line, field, found, allowed
        place = "" if self.file is None else self.file + (f":{line}" if line else "") + ": "
        self.message = " ".join(f"{place}{field}: found {found}; allowed {allowed}".split())
        super().__init__(self.message)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (self.field, self.found, self.allowed, self.file, self.line))


def _rebuild(field: str, found: object, allowed: str, file: str | None, line: int | None) -> InputError:
    return InputError(field, found, allowed, file=file, line=line)


def nearest(word: str, words: Iterable[str]) -> str:
    """What is allowed instead of an unknown word: the nearest known one, or all of them, or the first of many."""
    known = list(words)
    close = difflib.get_close_matches(word, known, 1, 0.5)
    if close:
        return f"{close[0]!r} (the nearest)"
    if not known:
        return "none"
    return ", ".join(known) if len(known) <= 20 else f"{', '.join(known[:10])}, … ({len(known)} in all)"
