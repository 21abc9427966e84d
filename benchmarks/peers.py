"""The district's day in other frameworks: each does the lean day (`benchmarks/lean`), Sanshe its own whole day.

Every version runs in a process of its own on one core and must come to the same counts. AgentPy and mesa-frames have
environments of their own, which uv makes: the latter needs Python 3.12 and an older numpy.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.alone import alone, one_core
from benchmarks.lean.spec import COMMUNITIES_A_STREET, lean_spec
from benchmarks.table import Line

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10_000, 100_000, 353_200)
DISTRICT = SIZES[-1]
WANTED = {"mesa-frames": 10.0}  # times quicker, at the district's size
PACKAGES = {"in_agentpy": "agentpy==0.1.5", "in_mesa_frames": "mesa-frames==0.1.0a0"}
NAMES = {"in_numpy": "numpy", "in_mesa": "Mesa", "in_agentpy": "AgentPy", "in_mesa_frames": "mesa-frames"}


def oldest_python() -> str:
    """The path of a Python 3.12, which a pinned `.python-version` may hide; empty if there is none."""
    for candidate in _candidates():
        if subprocess.run([candidate, "-c", "import venv"], capture_output=True, check=False).returncode == 0:
            return candidate
    return ""


def _candidates() -> Iterator[str]:
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from (str(path) for path in sorted(pyenv.glob("versions/3.12.*/bin/python3.12")))
    if found := shutil.which("python3.12"):
        yield found


def lean(version: str, spec: Path, days: int) -> dict[str, Any] | None:
    """What a version of the lean day took and counted; None without an interpreter for it."""
    words = ["-m", "benchmarks.lean", version, str(spec), str(days)]
    if version not in PACKAGES:
        return alone(*words[1:])
    python = oldest_python() if version == "in_mesa_frames" else sys.executable
    if not python:
        return None
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore", "POLARS_MAX_THREADS": "1"}
    uv = os.environ.get("UV") or shutil.which("uv") or "uv"
    command = [uv, "run", "--quiet", "--no-project", "--python", python, "--with", PACKAGES[version], "python", *words]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, cwd=ROOT)
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def town(residents: int) -> "Scenario":
    """Sanshe's hierarchy in a district of so many residents; at its own size, its own district."""
    from model.institutions import REFERENCE_RESIDENTS
    from scenarios.library import load

    if residents == DISTRICT:
        return load("hierarchy")
    places = max(2, round(residents / REFERENCE_RESIDENTS))
    size = [residents // places + (i < residents % places) for i in range(places)]
    city = [
        {"community": f"c{i}", "street": f"s{i // COMMUNITIES_A_STREET}", "residents": number}
        for i, number in enumerate(size)
    ]
    return load("hierarchy").replace(city=city)


def ours(residents: int, days: int) -> dict[str, Any]:
    """Sanshe's whole day at this size, after two days in which kernels are loaded."""
    from model.governance import GovernanceModel

    began = time.process_time()
    model = GovernanceModel(town(residents), rng=1)
    model.run_for(2)
    built = time.process_time() - began
    began = time.process_time()
    model.run_for(days)
    return {"built": built, "a_day": (time.process_time() - began) / days}


def peers(quick: bool) -> list[Line]:
    """Lines at every size: Sanshe's day, and what the lean day takes in each framework."""
    lines = []
    for residents in SIZES:
        days = 5 if quick else max(10, min(100, 2_000_000 // residents))
        mine = 1e3 * alone("benchmarks.peers", str(residents), str(100 if quick else 250))["a_day"]
        whole = f"{residents:,} residents: Sanshe, its whole day"
        lines.append(Line(whole, mine, "ms a day", series="Sanshe, its whole day", residents=residents))
        for name, found in _versions(residents, days).items():
            if found is None:
                lines.append(Line(f"{residents:,} residents: {name} left out, no Python 3.12", 0.0, "ms a day"))
                continue
            took = 1e3 * found["a_day"]
            target = WANTED.get(name) if residents == DISTRICT else None
            lines += [
                Line(f"{residents:,} residents: {name}, the lean day", took, "ms a day", series=f"{name}, the lean day",
                     residents=residents),
                Line(f"{residents:,} residents: quicker than {name}", took / mine, "times", target, at_least=True),
            ]  # fmt: skip
    return lines


def _versions(residents: int, days: int) -> dict[str, dict[str, Any] | None]:
    """What each version took; all must have counted the same."""
    with tempfile.TemporaryDirectory() as folder:
        spec = Path(folder) / "spec.json"
        lean_spec(residents, seed=1).write(spec)
        found = {NAMES[version]: lean(version, spec, days) for version in NAMES}
    counted = {json.dumps(run["counted"]) for run in found.values() if run}
    if len(counted) != 1:
        raise AssertionError(f"versions of the lean day differ at {residents:,} residents")
    return found


if __name__ == "__main__":
    one_core()
    print(json.dumps(ours(int(sys.argv[1]), int(sys.argv[2]))))
