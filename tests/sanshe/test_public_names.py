import subprocess
import sys
from pathlib import Path

import pytest

import sanshe


def test_every_public_name_is_there_and_listed() -> None:
    assert dir(sanshe) == sorted(sanshe.__all__)
    for name in sanshe.__all__:
        assert getattr(sanshe, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'comparison'"):
        _ = sanshe.comparison


def test_importing_sanshe_loads_none_of_its_rooms() -> None:
    code = "import sys, sanshe; print([m for m in ('mesa', 'numpy', 'pandas', 'scenarios') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("room", ["scenarios", "agents", "model", "experiments"])
def test_a_foreign_module_of_the_same_name_is_told(tmp_path: Path, room: str) -> None:
    (tmp_path / f"{room}.py").write_text("x = 1\n", encoding="utf-8")
    command = [sys.executable, "-c", "import sanshe"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 1
    assert f"ImportError: {room}: found {tmp_path.resolve() / f'{room}.py'}; allowed " in done.stderr
