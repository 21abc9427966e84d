"""Time so many lean days of one version: `python -m benchmarks.lean VERSION SPEC.json DAYS`, prints JSON.

Seconds are of the processor, after the town is built and one day has been done; runs wherever numpy and the version's
framework are, with the repository on the path.
"""

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.lean.day import Spec

VERSIONS = ("in_numpy", "in_mesa", "in_agentpy", "in_mesa_frames")


def _counted(model: Any) -> list[int]:
    """What was counted on the next day (`benchmarks.lean.day.COUNTED`)."""
    model.step()
    counted: list[int] = model.counted
    return counted


def main(version: str, spec: str, days: str) -> None:
    """Run and print."""
    if version not in VERSIONS:
        raise SystemExit(f"{version}: found no such version; allowed {', '.join(VERSIONS)}")
    began = time.process_time()
    model = importlib.import_module(f"benchmarks.lean.{version}").Model(Spec.read(Path(spec)))
    counted = [_counted(model)]
    built = time.process_time() - began
    began = time.process_time()
    counted += [_counted(model) for _ in range(int(days))]
    took = time.process_time() - began
    print(json.dumps({"built": built, "a_day": took / int(days), "counted": counted}))


if __name__ == "__main__":
    main(*sys.argv[1:])
