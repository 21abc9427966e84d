"""The compiled kernels do what their lines say: the same lines as plain Python come to the same numbers."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numba import config

from model.tables import Duty
from tests.model import uncompiled


@pytest.mark.proof
@pytest.mark.skipif(bool(config.DISABLE_JIT), reason="says nothing, uncompiled")
def test_compiled_and_plain_python_come_to_the_same_numbers(city: Path, tmp_path: Path) -> None:
    file = tmp_path / "plain.npz"
    done = subprocess.run(
        [sys.executable, "-W", "error", uncompiled.__file__, str(city), str(file)],
        capture_output=True, check=False, text=True, cwd=Path(__file__).parents[2],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": "."},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    plain, compiled = np.load(file), uncompiled.told(city)
    assert set(plain.files) == set(compiled)
    for name, numbers in compiled.items():
        assert plain[name].dtype == numbers.dtype
        np.testing.assert_array_equal(plain[name], numbers, err_msg=name)
    # What was compared has hand-overs, cases passed on and raced for, and reopened ones in it.
    for regime in uncompiled.PRESETS:
        assert compiled[f"{regime}: hand-overs"].sum() > 100
        assert set(Duty) <= set(compiled[f"{regime}, needs: duty"])
    assert max(compiled[f"{regime}, needs: passes"].max() for regime in uncompiled.PRESETS) > 0
    assert max(compiled[f"{regime}, needs: reopened"].max() for regime in uncompiled.PRESETS) > 0
