"""What a worker process does before its first run. Imports nothing heavy, so that it comes before numpy."""

import os
import signal
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
    """Leave Ctrl-C to the parent, and let one worker use one core: only here, not in the caller's environment."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in BLAS:
        os.environ.setdefault(name, "1")


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
