import subprocess
import sys
from pathlib import Path

from dashboard.runs.folder import Folder

KILLED = """
import os, pathlib, sys
from dashboard.runs.folder import Folder
folder = Folder(pathlib.Path(sys.argv[1]))
(folder.path / "needs").write_text("much")
os.kill(os.getpid(), 9)
"""


def test_what_a_killed_process_left_is_taken_away_and_nothing_else(tmp_path: Path) -> None:
    here = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=here, check=False)
    [left] = tmp_path.iterdir()
    alive = Folder(tmp_path)
    assert not left.exists()
    being_made = tmp_path / "sanshe-runs-new"
    being_made.mkdir()
    second = Folder(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([alive.path, second.path, being_made])
    alive.remove()
    second.remove()
    assert list(tmp_path.iterdir()) == [being_made]
