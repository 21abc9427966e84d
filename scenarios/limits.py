"""Whole numbers and lengths of time that a run may be asked for, checked in one place for command and Python."""

from __future__ import annotations

from scenarios.errors import InputError
from scenarios.reading import plain, short

LARGEST_SEED = 10**18 - 1
MOST_SEEDS, MOST_WORKERS, MOST_YEARS = 100_000, 1_000, 100.0


def whole_number(field: str, value: object, least: int, most: int) -> int:
    """The value as an int, if it is a whole number in the range: 3.0 is one, numpy's are, True is none."""
    found = plain(value)
    if isinstance(found, bool) or not isinstance(found, int | float) or not least <= found <= most or found % 1:
        raise InputError(field, short(found), f"a whole number from {least:,} to {most:,}")
    return int(found)


def years_of(field: str, value: object) -> float:
    """The value as a float, if it is a length of time that can be simulated: above 0, at most 100 years."""
    found = plain(value)
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0.0 < found <= MOST_YEARS:
        raise InputError(field, short(found), f"above 0, at most {MOST_YEARS:g}")
    return float(found)
