"""The temporary folder of a hall, taken away at the end; what a killed hall has left the next one takes away."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

PREFIX = "sanshe-runs-"
LOCK = "in-use"  # a file that is locked as long as the hall's process lives


class Folder:
    """A folder of its own inside `inside`, the system's place for temporary files by default."""

    def __init__(self, inside: Path | None = None) -> None:
        there = Path(tempfile.gettempdir() if inside is None else inside)
        for left in there.glob(f"{PREFIX}*"):
            take_away_if_left(left)
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=there))
        self._lock = os.open(self.path / LOCK, os.O_CREAT | os.O_RDWR)
        locked(self._lock)

    def remove(self) -> None:
        """Take the folder away with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        with contextlib.suppress(OSError):
            os.close(self._lock)


def locked(file: int) -> bool:
    """Lock an open file for this process, as long as it lives; False if another has it, or if the system cannot."""
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True


def take_away_if_left(folder: Path) -> None:
    """Take a folder away whose process is no more; one that has no lock yet is just being made, and stays."""
    try:
        file = os.open(folder / LOCK, os.O_RDWR)
    except OSError:
        return
    try:
        if locked(file):
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(file)
