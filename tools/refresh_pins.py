"""Pin the whole closure of packages in pyproject.toml, and check the pins that stand there.

    uv run python tools/refresh_pins.py            newest releases that fit, written to [tool.uv]
    uv run python tools/refresh_pins.py --check    nothing unpinned, nothing yanked, nothing that does not fit

One resolution covers every extra, every platform and every Python that `requires-python` admits, so a pin may
carry an environment marker. The pins hold names and versions only: where packages come from is the machine's affair.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
RUNTIME = "constraint-dependencies"
BUILD = "build-constraint-dependencies"

# Packages of the closure that are released as sources alone, with what their own pyproject.toml wants for the build.
BUILT_FROM_SOURCE = {"jieba": ["setuptools==84.2.1"], "solara-assets": ["hatchling==1.26.3"]}


# hatchling asks for it besides, to install this project as an editable one.
EDITABLE = "editables~=0.3"


def uv(arguments: Sequence[str], folder: Path, stdin: str | None = None) -> str:
    """Run uv in `folder` and return what it prints; a failure ends the program with uv's own words."""
    executable = os.environ.get("UV") or shutil.which("uv")
    if executable is None:
        sys.exit("refresh_pins: uv is not installed (pip install uv)")
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    done = subprocess.run(
        [executable, *arguments], cwd=folder, input=stdin, env=environment, text=True, capture_output=True, check=False
    )
    if done.returncode:
        sys.exit(f"refresh_pins: uv {' '.join(arguments)} failed\n{done.stderr}")
    return done.stdout


def replace_array(text: str, key: str, rows: Sequence[str]) -> str:
    """Return the text of a pyproject.toml with the array `key` of [tool.uv] holding `rows`, one a line."""
    body = "".join(f'  "{row}",\n' for row in rows)
    pattern = re.compile(rf"^{key} = \[\n.*?^\]\n", re.MULTILINE | re.DOTALL)
    text, count = pattern.subn(lambda _: f"{key} = [\n{body}]\n", text)
    if count != 1:
        sys.exit(f"refresh_pins: {PYPROJECT.name} needs exactly one '{key} = [ ... ]', one pin a line; found {count}")
    return text


def without_yanked(pin: str) -> str:
    """Rewrite `name==1.2` as a range of that one version: an installer takes a yanked release for `==` alone."""
    return re.sub(r"==([^ ;]+)(?= ;|$)", r">=\1,<=\1", pin, count=1)


def resolve(text: str, build_constraints: Sequence[str]) -> tuple[list[str], list[str]]:
    """Resolve the project described by `text`: (pins of the closure, pins of what builds it)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pyproject.toml").write_text(text, encoding="utf-8")
        here = ["--python", sys.executable]
        uv(["lock", "--quiet", *here], folder)
        plain = ["--quiet", "--no-header", "--no-annotate"]
        closure = uv(
            ["export", *plain, *here, "--all-extras", "--all-groups", "--no-hashes", "--no-emit-project"], folder
        )
        locked = tomllib.loads((folder / "uv.lock").read_text(encoding="utf-8"))["package"]
        sources = {package["name"] for package in locked if "sdist" in package and not package.get("wheels")}
        if unknown := sources - BUILT_FROM_SOURCE.keys():
            sys.exit(f"refresh_pins: name in BUILT_FROM_SOURCE what builds {', '.join(sorted(unknown))}")
        project = tomllib.loads(text)
        wanted = [*project["build-system"]["requires"], EDITABLE]
        wanted += [requirement for package in sorted(sources) for requirement in BUILT_FROM_SOURCE[package]]
        (folder / "constraints.txt").write_text("\n".join(build_constraints), encoding="utf-8")
        oldest = project["project"]["requires-python"].removeprefix(">=")
        builders = uv(
            ["pip", "compile", *plain, "--universal", "--python-version", oldest, "-c", "constraints.txt", "-"],
            folder,
            "\n".join(wanted),
        )
    return closure.splitlines(), builders.splitlines()


def refresh(text: str) -> str:
    """Return `text` with the newest pins; they are then resolved once more, to show that they hold."""
    closure, builders = resolve(replace_array(replace_array(text, RUNTIME, []), BUILD, []), [])
    text = replace_array(replace_array(text, RUNTIME, closure), BUILD, builders)
    check(text)
    return text


def check(text: str) -> None:
    """End the program unless every package of the closure is pinned, to a release that is not yanked."""
    pinned = tomllib.loads(text)["tool"]["uv"]
    ranges = replace_array(text, RUNTIME, [without_yanked(pin) for pin in pinned[RUNTIME]])
    ranges = replace_array(ranges, BUILD, [])
    closure, builders = resolve(ranges, [without_yanked(pin) for pin in pinned[BUILD]])
    for key, found in ((RUNTIME, closure), (BUILD, builders)):
        if loose := set(found) - set(pinned[key]):
            sys.exit(f"refresh_pins: {key} lacks {', '.join(sorted(loose))}; run tools/refresh_pins.py")
        if idle := set(pinned[key]) - set(found):
            sys.exit(f"refresh_pins: {key} pins what nothing needs: {', '.join(sorted(idle))}")


def main() -> None:
    """Refresh the pins, or check them."""
    parser = argparse.ArgumentParser(description="Pin the whole closure of packages in pyproject.toml.")
    parser.add_argument("--check", action="store_true", help="change nothing; fail if a pin is missing or yanked")
    text = PYPROJECT.read_text(encoding="utf-8")
    if parser.parse_args().check:
        check(text)
        print("pins: complete, none yanked")
    else:
        PYPROJECT.write_text(refresh(text), encoding="utf-8")
        print("pins: refreshed")


if __name__ == "__main__":
    main()
