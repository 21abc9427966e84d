"""Run the presets in a small city and hold their headline outcomes against `tests/baseline.yaml`, or write them there.

A change of behaviour, meant or not, shows as a difference. One that is meant is written down with its reason, which
goes to the changelog. What is run (seeds, days, city, presets, outcomes) and how near is near enough is in the file.

How near: draws are integer hashes and the same on every processor; exp, log and the order of sums are not. Interpreted
kernels, kernels for any processor of the kind, numpy without its vector units, and another BLAS moved an outcome by
3e-15 of its value at most; every exp, log and root of numpy off by one unit in the last place, by 3e-14. One need that
fares otherwise moves a share by some 1e-3. So one part in a million is far from both. Only where rounding turns a
choice would a processor differ by more; that was not seen until each exp and log was off by one part in 100,000.

Usage: uv run --extra dev python tools/write_baseline.py --check     exit 1 if an outcome is not as written; says which
       uv run --extra dev python tools/write_baseline.py --why "…"   write what is found, and why, under Unreleased
"""

import argparse
import io
import math
import platform
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from model.governance import GovernanceModel
from model.outcomes import evaluate
from scenarios.library import load

TOP = Path(__file__).resolve().parent.parent
BASELINE, CHANGELOG = TOP / "tests" / "baseline.yaml", TOP / "CHANGELOG.md"
SCHEMA = 1
COMMAND = 'uv run --extra dev python tools/write_baseline.py --why "…"'
MADE_WITH = ("numpy", "numba", "llvmlite", "mesa")
UNRELEASED, CHANGED = "## [Unreleased]\n", "### Changed\n"

type Told = dict[str, Any]
type Values = dict[str, dict[str, list[float | None]]]
"""By preset and outcome, one value a seed; None where the outcome is unknown."""


def read(path: Path = BASELINE) -> Told:
    """The file: what is run, how near is near enough, and what was found."""
    told: Told = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    if told.get("schema") != SCHEMA:
        sys.exit(f"{path.name}: schema: found {told.get('schema')}; allowed {SCHEMA}")
    return told


def measure(told: Told) -> Values:
    """What the presets of the file come to now."""
    found: Values = {}
    for name in told["presets"]:
        scenario = load(name).replace(city=told["city"])
        runs = []
        for seed in told["seeds"]:
            model = GovernanceModel(scenario, rng=seed)
            model.run_for(told["days"])
            runs.append(evaluate(model.outcomes.observed()))
        found[name] = {key: [None if math.isnan(run[key]) else run[key] for run in runs] for key in told["outcomes"]}
    return found


def differences(told: Told, found: Values) -> list[str]:
    """A line for each outcome that is not as written: preset, seed, outcome, expected, found, tolerance."""
    near, lines = told["tolerance"], []
    for name in told["presets"]:
        for key in told["outcomes"]:
            before = (told["presets"][name] or {}).get(key) or []
            for number, (seed, now) in enumerate(zip(told["seeds"], found[name][key], strict=True)):
                was = before[number] if number < len(before) else None
                most = max(near["relative"] * abs(was or 0.0), near["absolute"])
                if (was is None) != (now is None) or (was is not None and now is not None and abs(was - now) > most):
                    lines.append(f"{name}, seed {seed}: {key}: expected {was}, found {now}, tolerance {most:.2g}")
    return lines


def written(told: Told, found: Values) -> str:
    """The text of the file with what was found."""
    yaml = YAML()
    yaml.width, yaml.default_flow_style = 110, None
    lines = ["# Headline outcomes of the presets, one value a seed, empty where unknown. Written by the machine:",
             f"#   {COMMAND}", "# What is run (all above `presets`) is set here by hand."]  # fmt: skip
    made_with = {"python": platform.python_version()} | {name: metadata.version(name) for name in MADE_WITH}
    rounded = {
        name: {
            key: [None if value is None else float(f"{value:.12g}") for value in values] for key, values in of.items()
        }
        for name, of in found.items()
    }
    out = io.StringIO()
    yaml.dump(told | {"made_with": made_with, "presets": rounded}, out)
    return "\n".join(lines) + "\n" + out.getvalue()


def with_reason(changelog: str, why: str) -> str:
    """The changelog with why the baseline moved, first under what has changed since the last release."""
    head, _, rest = changelog.partition(UNRELEASED)
    ours, mark, older = rest.partition("\n## ")
    line = f"- The presets' baseline (`tests/baseline.yaml`) moved: {why}\n"
    if CHANGED in ours:
        ours = ours.replace(f"{CHANGED}\n", f"{CHANGED}\n{line}", 1)
    else:
        ours = f"{ours.rstrip()}\n\n{CHANGED}\n{line}"
    return head + UNRELEASED + ours + mark + older


def main(
    arguments: Sequence[str] | None = None,
    baseline: Path = BASELINE,
    changelog: Path = CHANGELOG,
    run: Callable[[Told], Values] = measure,
) -> None:
    """Check, or write with a reason."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true", help="say what is not as written, and exit 1 if anything is")
    what.add_argument("--why", metavar="REASON", help="write what is found, with this reason in the changelog")
    given = parser.parse_args(arguments)
    if given.why is not None and len(given.why.split()) < 3:
        sys.exit(f"--why: found {given.why!r}; allowed a reason in at least three words")
    told = read(baseline)
    found = run(told)
    moved = differences(told, found)
    if given.check:
        if moved:
            sys.exit("\n".join([*moved, f"If that is meant: {COMMAND}"]))
        print(f"{baseline.name}: as written")
        return
    if not moved:
        sys.exit(f"{baseline.name}: nothing has moved, nothing was written")
    texts = {baseline: written(told, found), changelog: with_reason(changelog.read_text(encoding="utf-8"), given.why)}
    beside = {path: path.with_name(f"{path.name}.writing") for path in texts}
    for path, text in texts.items():
        beside[path].write_text(text, encoding="utf-8")
    for path, new in beside.items():
        new.replace(path)
    print("\n".join([*moved, f"{baseline.name} and {changelog.name}: written"]))


if __name__ == "__main__":
    main()
