"""How much memory runs take, how much there is, and how it is given back."""

import contextlib
import ctypes
import os

from scenarios.city import City

WORKER_MB = 350.0  # Python, packages and compiled kernels
ARM_MB = 40.0  # a model before its first need, and what a look at it takes for a moment
NEED_BYTES = 130.0  # a row of the ledger, and the live cases and daily records that come with it
NEEDS_A_YEAR = 1.5  # a resident
WATCHED = 1.7  # times as much where legs are recorded and written
SHARE = 0.6  # of the machine's memory that all workers together may take
_MB = 1e6


def set_megabytes(city: City, arms: int, days: int) -> float:
    """Megabytes that all arms of one seed take at the horizon, by measurements of the ready district."""
    needs = city.residents * NEEDS_A_YEAR * days / 250.0
    return arms * WATCHED * (ARM_MB + needs * NEED_BYTES / _MB)


def worker_megabytes(workers: int) -> float:
    """Megabytes that the sets of one of so many workers may take together on this machine."""
    try:
        there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _MB
    except (AttributeError, ValueError, OSError):
        there = 8000.0  # an ordinary machine
    return max(SHARE * there / workers - WORKER_MB, 0.0)


def give_back() -> None:
    """Give the memory of models that have been let go back to the machine, where the C library knows how."""
    import pyarrow as pa

    pa.default_memory_pool().release_unused()
    with contextlib.suppress(OSError, AttributeError, TypeError):  # glibc has it, others do not
        ctypes.CDLL(None).malloc_trim(0)
