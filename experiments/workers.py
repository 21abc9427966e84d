"""What a worker process does before its first run. Imports nothing heavy, so that it comes before numpy."""

import multiprocessing
import os
import signal
import threading
from multiprocessing import connection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

BLAS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def prepare() -> None:
    """Leave Ctrl-C to the parent, and let one worker use one core: only here, not in the caller's environment.

    A worker whose parent is no more, killed by whatever, ends too.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for name in BLAS:
        os.environ.setdefault(name, "1")


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def compile_kernels(scenario: "Scenario") -> None:
    """Run one day of a hamlet, so that the kernels lie compiled in the cache before the other workers want them."""
    from model.governance import GovernanceModel
    from scenarios.city import City, Community

    hamlet = City(
        key="hamlet", title_zh="村", title_en="hamlet",
        communities=(Community(community="a", street="a", residents=300),),
    )  # fmt: skip
    GovernanceModel(scenario.model_copy(update={"city": hamlet}), rng=0).run_for(1)


def import_model() -> None:
    """Import what a run needs, while another worker compiles."""
    import model.governance
    import model.outcomes  # noqa: F401  only to have it loaded
