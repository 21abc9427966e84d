"""Run a measurement in a process of its own, on one core, so that memory and warm-up do not mix."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any


def one_core() -> None:
    """Keep this process on one core, where the system lets it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def peak_memory() -> float:
    """The most memory that this process has had resident, MiB.

    Where the system tells it of the process itself: `ru_maxrss` of a child begins with what its parent had.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = next((line for line in status.read_text().splitlines() if line.startswith("VmHWM:")), None)
        if found is not None:
            return float(found.split()[1]) / 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def alone(module: str, *words: str) -> dict[str, Any]:
    """What `python -m module words` prints, read as JSON; raises CalledProcessError if it fails."""
    ran = subprocess.run([sys.executable, "-m", module, *words], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def wall(*command: str, cold: bool = False) -> float:
    """Wall seconds of a whole command; `cold` with an empty cache of kernels."""
    with tempfile.TemporaryDirectory() as empty:
        environment = os.environ | ({"NUMBA_CACHE_DIR": empty} if cold else {})
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python keeps what it has compiled of modules
        began = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True, env=environment)
        return time.perf_counter() - began


def median_wall(times: int, *command: str) -> float:
    """Median of several, after one that is not counted."""
    wall(*command)
    return sorted(wall(*command) for _ in range(times))[times // 2]
