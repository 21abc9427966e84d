"""What can be taken away of a run, as files: tables, pictures, the report, its regimes. Each says where it comes from.

Everything is made of what the run has found; no model runs again. The comparison that figures and report rest on is
that of seeds 1 to n, as `sanshe compare` makes it of the regimes' files, to the last bit.
"""

import io
import json
import re
import shlex
import zipfile
from collections.abc import Callable, Mapping
from csv import QUOTE_NONNUMERIC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.runs.run import Run
from dashboard.state import CHANGED, LETTERS
from dashboard.views.compare_data import curves, differences, outcomes_of
from experiments.compare import Comparison, comparison_of, unique_names
from experiments.output import parquet_bytes, write_analysis
from experiments.provenance import Tabled, provenance
from experiments.runner import WORKING_DAYS
from experiments.words import outcome_name
from model.outcomes import OUTCOMES
from scenarios.scenario import Scenario
from scenarios.words import unit_in

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 200  # of a picture for print
KINDS = {
    "csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet", "png": "image/png",
    "svg": "image/svg+xml", "html": "text/html; charset=utf-8", "pdf": "application/pdf", "zip": "application/zip",
    "json": "application/json", "yaml": "application/yaml; charset=utf-8",
}  # fmt: skip
FROM_POINTS = ("points.csv", "points.parquet", "outcome.png", "outcome.svg")  # what the first point is enough for
FROM_SEEDS = (
    "outcomes.csv", "outcomes.parquet", "figure.png", "figure.svg", "report.html", "report.pdf", "everything.zip",
    "provenance.json",
)  # fmt: skip
SLOW = ("report.html", "report.pdf", "everything.zip")


def complete(run: Run) -> int:
    """How many seeds from the first on, one after another, have reached the horizon."""
    finished = set(run.finished)
    return next((n for n, seed in enumerate(sorted(run.seeds)) if seed not in finished), len(run.seeds))


def scenario_file(number: int, scenario: Scenario) -> str:
    """The file of a regime: its letter and its name."""
    return f"{LETTERS[number].lower()}-{plain(scenario.name)}.yaml"


def plain(name: str) -> str:
    """A name as part of a file's name, on any system; the star of a changed regime is written out."""
    return re.sub(r"[^\w.-]+", "-", name.replace(CHANGED, "_changed")).strip("-.") or "regime"


def file_name(arms: tuple[Scenario, ...], what: str) -> str:
    """What a file is called where a browser saves it."""
    return f"sanshe-{'-'.join(plain(arm.name) for arm in arms)}-{what}"


def command(arms: tuple[Scenario, ...], seeds: int, days: int) -> list[str]:
    """What the command line is told to find the same, beside the regimes' files."""
    files = [scenario_file(number, arm) for number, arm in enumerate(arms)]
    return ["compare", *files, "--seeds", str(seeds), "--years", f"{days / WORKING_DAYS:.10g}"]


def command_line(arms: tuple[Scenario, ...], seeds: int, days: int) -> str:
    """The command as it is typed."""
    return shlex.join(["sanshe", *command(arms, seeds, days)])


def comparison(run: Run) -> Comparison:
    """The finished seeds as an analysis, as `experiments.compare.compare` gives it."""
    n, plan = complete(run), run.plan
    seeds = sorted(run.seeds)[:n]

    def as_compared(frame: pd.DataFrame) -> pd.DataFrame:
        mine = frame[frame["seed"].isin(seeds)].reset_index(drop=True)
        return mine[[*(name for name in mine.columns if name not in ("arm", "seed")), "arm", "seed"]]

    outcomes = outcomes_of(run.points(), plan.days, seeds)
    return comparison_of(plan.arms, n, plan.days, outcomes, as_compared(run.daily()), as_compared(run.later()))


def origin(run: Run, seeds: list[int]) -> dict[str, Any]:
    """Where what is taken away comes from, as an analysis tells it; `seeds` those that are in it."""
    plan = run.plan
    about = Tabled(unique_names(plan.arms), plan.arms, len(seeds), plan.days, pd.DataFrame())
    told = provenance(about, command(plan.arms, max(len(seeds), 1), plan.days))
    return told | {"seeds": seeds, "finished_seeds": sorted(run.finished)}


def brief(told: Mapping[str, Any]) -> dict[str, Any]:
    """The same in few words: versions, hashes, seeds, days, command."""
    return {
        "sanshe": told["versions"]["sanshe"], "command": shlex.join(told["command"]),
        "arms": [{"name": arm["name"], "hash": arm["hash"]} for arm in told["arms"]],
        "seeds": told["seeds"], "finished_seeds": told["finished_seeds"], "working_days": told["working_days"],
        "versions": told["versions"],
    }  # fmt: skip


def tidy(outcomes: pd.DataFrame, labels: tuple[str, ...], lang: str) -> pd.DataFrame:
    """A row a seed, arm, day and outcome, with names in a language; `outcomes` as from `outcomes_of`, with `day`."""
    names = {outcome.key: outcome_name(outcome.key, lang) for outcome in OUTCOMES}
    units = {outcome.unit: unit_in(outcome.unit, lang) for outcome in OUTCOMES}
    return pd.DataFrame(
        {
            "seed": outcomes["seed"], "arm": outcomes["arm"].map(dict(enumerate(LETTERS))),
            "label": outcomes["arm"].map(dict(enumerate(labels))), "day": outcomes["day"],
            "outcome": outcomes["outcome"], "name": outcomes["outcome"].map(names), "value": outcomes["value"],
            "unit": outcomes["unit"].map(units),
        }
    )  # fmt: skip


def points_table(run: Run, labels: tuple[str, ...], lang: str) -> pd.DataFrame:
    """Every point found so far, of finished seeds and of others, in order of seed, arm and day."""
    points = run.points()
    parts = [
        outcomes_of(points, day, run.seeds).assign(day=day) for day in sorted(points["day"].unique().tolist())
    ]  # fmt: skip
    whole = pd.concat(parts, ignore_index=True).sort_values(["seed", "arm", "day"], kind="stable", ignore_index=True)
    return tidy(whole, labels, lang)


def outcomes_table(run: Run, labels: tuple[str, ...], lang: str) -> pd.DataFrame:
    """Every outcome of the finished seeds at the horizon."""
    days = run.plan.days
    return tidy(outcomes_of(run.points(), days, run.finished).assign(day=days), labels, lang)


def csv(frame: pd.DataFrame, told: Mapping[str, Any]) -> bytes:
    """A table as a spreadsheet and `pandas.read_csv(comment="#")` read it; where it comes from stands before it."""
    lines = [f"# {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in brief(told).items()]
    text = frame.to_csv(index=False, lineterminator="\n", quoting=QUOTE_NONNUMERIC)  # a name may hold a #
    return ("\n".join(lines) + "\n" + text).encode("utf-8-sig")


def parquet(frame: pd.DataFrame, told: Mapping[str, Any]) -> bytes:
    """A table as parquet; where it comes from is its metadata `sanshe_provenance`."""
    return parquet_bytes(frame, {b"sanshe_provenance": json.dumps(brief(told), ensure_ascii=False).encode()})


def picture(figure: "Figure", kind: str, told: Mapping[str, Any]) -> bytes:
    """A figure as PNG or SVG; where it comes from is its description."""
    import matplotlib as mpl

    about: dict[str, Any] = {"Description": json.dumps(brief(told), ensure_ascii=False)}
    out = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": "sanshe"}):
        figure.savefig(out, format=kind, dpi=DPI, metadata=about | ({"Date": None} if kind == "svg" else {}))
    return out.getvalue()


def scenario_text(scenario: Scenario, number: int, seeds: int, days: int, arms: tuple[Scenario, ...]) -> str:
    """A regime as a file for the command line, with its hash and with what finds the same of all of them."""
    from experiments.provenance import versions

    return (
        f"# Sanshe {versions()['sanshe']}, {LETTERS[number]}: hash {scenario.hash}\n"
        f"# {command_line(arms, seeds, days)}\n{scenario.to_yaml()}"
    )


def analysis(run: Run, lang: str) -> Path:
    """The folder of the finished seeds' analysis, which is kept with the run's files until more seeds are finished."""
    n = complete(run)
    folder = run.folder / f"comparison-{n}-{lang}"
    if not (folder / "provenance.json").exists():  # the last that is written
        write_analysis(comparison(run), folder, lang, command(run.plan.arms, n, run.plan.days))
    return folder


def report(run: Run, kind: str, lang: str) -> bytes:
    """The report of the finished seeds as one page of HTML, as PDF, or all files of the analysis in a ZIP."""
    from experiments.report import content
    from experiments.report_page import page
    from experiments.report_pdf import pdf
    from experiments.report_reading import read_folder

    folder = analysis(run, lang)
    if kind == "zip":
        return _zipped(run, folder)
    told = content(read_folder(folder), lang)
    return page(told).encode() if kind == "html" else pdf(told)


def _zipped(run: Run, folder: Path) -> bytes:
    """The files of an analysis and the regimes it is of."""
    arms, out = run.plan.arms, io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                packed.write(path, path.relative_to(folder))
        for number, arm in enumerate(arms):
            text = scenario_text(arm, number, complete(run), run.plan.days, arms)
            packed.writestr(scenario_file(number, arm), text)
    return out.getvalue()


def made(run: Run, file: str, labels: tuple[str, ...], lang: str, outcome: str) -> bytes:
    """A file of `FROM_POINTS` or `FROM_SEEDS`, for which there must be a point, or a first finished seed."""
    stem, _, kind = file.partition(".")
    ran = sorted({int(seed) for seed in run.points()["seed"]})
    told = origin(run, ran if file in FROM_POINTS else sorted(run.finished))
    tables: dict[str, Callable[[Run, tuple[str, ...], str], pd.DataFrame]] = {
        "points": points_table, "outcomes": outcomes_table,
    }  # fmt: skip
    if stem in tables:
        return {"csv": csv, "parquet": parquet}[kind](tables[stem](run, labels, lang), told)
    if stem == "outcome":
        from dashboard.views.compare_figure import draw_outcome

        points = run.points()
        rows, gaps = curves(points, outcome), differences(points, outcome)
        return picture(draw_outcome(rows, gaps, outcome, labels, run.plan.days, lang), kind, told)
    if stem == "figure":
        return picture(comparison(run).plot(lang), kind, origin(run, sorted(run.seeds)[: complete(run)]))
    if stem == "provenance":
        return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    return report(run, kind, lang)
