"""Check that a built wheel carries every tracked file of the packages: code, presets, cities and marks of typing.

Usage: uv run python tools/check_wheel.py dist/sanshe-0.1.0-py3-none-any.whl
"""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent


def missing(wheel: Path) -> list[str]:
    """Return the tracked files of the packages that `wheel` lacks."""
    with (TOP / "pyproject.toml").open("rb") as file:
        packages: list[str] = tomllib.load(file)["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *packages], cwd=TOP, text=True, capture_output=True, check=True
    )
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    return [name for name in listed.stdout.split("\0") if name and name not in carried]


def main() -> None:
    """Check the wheel named on the command line."""
    if len(sys.argv) != 2:
        sys.exit("usage: check_wheel.py WHEEL")
    if lacking := missing(Path(sys.argv[1])):
        sys.exit(f"{sys.argv[1]} lacks {', '.join(lacking)}")
    print("wheel: complete")


if __name__ == "__main__":
    main()
