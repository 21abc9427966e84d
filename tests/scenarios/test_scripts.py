"""Every ready script runs as it stands, prints its answer, and draws it."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scenarios" / "scripts"
READY = sorted(path.stem for path in SCRIPTS.glob("*.py") if path.stem not in ("__init__", "findings"))
WANTED = [
    "hierarchy_vs_network", "my_district", "one_change", "one_rule_at_a_time", "regime_map", "staged_reform", "surge",
]  # fmt: skip


def test_the_ready_scripts_are_there_and_short() -> None:
    assert READY == WANTED
    for name in READY:
        assert len((SCRIPTS / f"{name}.py").read_text(encoding="utf-8").splitlines()) < 60


@pytest.mark.script
@pytest.mark.parametrize("name", WANTED)
def test_a_script_runs_quickly_as_it_stands(name: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-W", "error", "-m", f"scenarios.scripts.{name}", "--quick", "--out", str(out)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, encoding="utf-8", cwd=SCRIPTS.parents[1], timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= 3
    drawn = list(out.rglob("*.png"))
    assert drawn
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in drawn)
    assert list(out.rglob("provenance.json"))
