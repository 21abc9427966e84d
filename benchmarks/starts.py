"""Starts of the command, cold (no kernel compiled yet) and warm."""

import tempfile
from pathlib import Path

from benchmarks.alone import median_wall, wall
from benchmarks.table import Line

SANSHE = ("-c", "from sanshe.cli import main; main()")
MAIN = (*SANSHE, "compare", "hierarchy", "network")
FIRST_DAY = "import sanshe; sanshe.GovernanceModel(sanshe.load('hierarchy'), rng=1).run_for(1)"


def starts(quick: bool) -> list[Line]:
    """Whole processes, wall clock."""
    times = 1 if quick else 5
    bare = median_wall(times, "-c", "pass")
    with tempfile.TemporaryDirectory() as folder:
        scenario = Path(folder) / "mine.yaml"
        scenario.write_text("schema: 1\ninherits: network\nname: mine\n", encoding="utf-8")
        hints = median_wall(times, *SANSHE, "--help")
        check = median_wall(times, *SANSHE, "check", str(scenario))
        warm, cold = median_wall(times, "-c", FIRST_DAY), wall("-c", FIRST_DAY, cold=True)
        lines = [
            Line("sanshe --help", hints, "s", 0.25, ratio=hints / bare, beside="a bare Python"),
            Line("sanshe check FILE", check, "s", 0.4, ratio=check / bare, beside="a bare Python"),
            Line("the first day of a model, warm", warm, "s", ratio=warm / bare, beside="a bare Python"),
            Line("the first day of a model, cold", cold, "s", ratio=cold / warm, beside="warm"),
        ]
        if not quick:
            warm, cold = wall(*MAIN, "--out", folder), wall(*MAIN, "--out", folder, cold=True)
            lines += [
                Line("sanshe compare hierarchy network, warm", warm, "s", 60.0),
                Line("sanshe compare hierarchy network, cold", cold, "s", 90.0, ratio=cold / warm, beside="warm"),
            ]
    return lines
