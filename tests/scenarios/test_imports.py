"""Checking a scenario loads no simulation library, so that it is quick."""

import subprocess
import sys
from pathlib import Path

CODE = """
import sys
import scenarios.library, scenarios.templates, scenarios.duty_list
scenarios.library.load("network").hash
scenarios.duty_list.load_duty_list()
scenarios.templates.scenario_template()
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_no_simulation_library_is_loaded() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", CODE], cwd=root, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "scenarios" in loaded
    assert not loaded & {"numpy", "pandas", "mesa", "numba", "scipy", "matplotlib", "model", "agents", "sanshe"}
