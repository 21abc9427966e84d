"""Compile numba kernels with a cache that notices a change in any of them.

Numba's cache of a kernel looks at the file of that kernel alone: a kernel that calls another file's kernel
would go on running the old one. So the cache folder is named by a hash of all files that hold kernels.
"""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from importlib import metadata
from pathlib import Path

import numba
import numpy as np
from numba.core import config

_KERNEL_FILES = (
    "compiled.py", "tables.py", "streams.py", "city.py", "engine.py", "owners.py", "tasks.py", "posts.py", "queue.py",
    "prefetch.py", "service.py", "ledger.py", "slots.py", "record.py", "moving.py", "calendar.py", "judging.py",
    "needs.py",
)  # fmt: skip


def _cache_folder() -> str:
    """Folder for compiled kernels: the user's cache, one subfolder a version of the kernels' sources."""
    digest = hashlib.sha256(metadata.version("numba").encode())
    for name in _KERNEL_FILES:
        path = Path(__file__).with_name(name)
        if path.exists():
            digest.update(path.read_bytes())
    base = Path(config.CACHE_DIR) if config.CACHE_DIR else Path.home() / ".cache" / "sanshe"
    return str(base / f"kernels-{digest.hexdigest()[:16]}")


_FOLDER = _cache_folder()
_NOTHING_TO_MIND = nullcontext()


def _compile[F: Callable[..., object]](function: F, forceinline: bool) -> F:
    before = config.CACHE_DIR
    config.CACHE_DIR = _FOLDER
    try:
        compiled: F = numba.njit(cache=True, error_model="numpy", _nrt=False, forceinline=forceinline)(function)
    finally:
        config.CACHE_DIR = before
    return compiled


def kernel[F: Callable[..., object]](function: F) -> F:
    """Compile `function` with numba (nopython, cached); with NUMBA_DISABLE_JIT=1 it stays plain Python."""
    return _compile(function, forceinline=False)


def inlined[F: Callable[..., object]](function: F) -> F:
    """Compile `function` into each of its callers: a call hands over the World's tables one word at a time."""
    return _compile(function, forceinline=True)


def wrapping() -> AbstractContextManager[object]:
    """Around calls of kernels that hash: compiled they wrap silently, as plain Python numpy would warn of it."""
    return np.errstate(over="ignore") if config.DISABLE_JIT else _NOTHING_TO_MIND
