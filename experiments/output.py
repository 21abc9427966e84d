"""Write a result's files: the whole set or nothing, and only into a folder that can be written."""

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from scenarios.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from experiments.analysis import Analysis
    from experiments.compare import Comparison
    from experiments.decompose import Decomposition
    from experiments.provenance import Tabled
    from experiments.unrig import Unrigging

Write = Callable[[Path], object]

COMPARISON = ("comparison.csv", "daily.parquet", "figure.png", "figure.svg", "provenance.json")
DECOMPOSITION = (
    "decomposition.csv", "interactions.csv", "shares.parquet", "outcomes.parquet", "figure.png", "figure.svg",
    "provenance.json",
)  # fmt: skip
UNRIGGING = (
    "wins.csv", "pairs.csv", "conditions.csv", "pair_conditions.csv", "draws.csv", "winners.parquet",
    "outcomes.parquet", "figure.png", "figure.svg", "provenance.json",
)  # fmt: skip
REPORT = "report"  # the folder of what a report is made of: texts.json, en.svg, zh.svg
REQUESTS = "requests"
DRAWS = "draws"  # the folder of draws that are done, until all are
RUN = ("outcomes.csv", "monthly.csv", "cohorts.csv", "requests.parquet", "daily.parquet")
PART = re.compile(r"arm\d+-seed\d+\.parquet")  # a file of REQUESTS that a comparison wrote


def _refused(field: str, path: Path, error: OSError | ValueError) -> InputError:
    why = (error.strerror if isinstance(error, OSError) else None) or error
    return InputError(field, f"{path} ({why})", "a folder that can be made and written")


def ready_folder(path: Path, field: str = "--out", files: Iterable[str] = (), folders: Iterable[str] = ()) -> Path:
    """Make the folder and try it, before anything is simulated; an `InputError` if it cannot be written.

    Nor may something else stand where the named files and folders will.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except (OSError, ValueError) as error:
        raise _refused(field, path, error) from error
    for names, what, wrong in ((files, "file", Path.is_dir), (folders, "folder", Path.is_file)):
        for name in names:
            if wrong(path / name):
                found = f"{path / name}, a {'folder' if what == 'file' else 'file'} of this name"
                raise InputError(field, found, f"a folder where {name} can be written as a {what}")
    return path


def write_parquet(frame: "pd.DataFrame", path: Path) -> None:
    """A parquet file, zstd, marked with the version of Sanshe's columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pandas(frame, preserve_index=False)
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), b"sanshe_schema": b"1"})
    pq.write_table(table, path, compression="zstd")


def write_set(folder: Path, files: Mapping[str, Write], gone: Iterable[str] = ()) -> list[Path]:
    """Write all files beside, then put them in place one by one: an error while writing leaves the folder as it was.

    A name may stand for a folder of files, which then takes the place of an older one. What is in `gone` is taken away
    when the new files stand.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as name:
            beside = Path(name)
            for file, write in files.items():
                write(beside / file)
            for file in files:
                if (folder / file).is_dir():
                    (folder / file).replace(beside / f"older-{file}")
                (beside / file).replace(folder / file)
            for file in gone:
                (folder / file).replace(beside / f"older-{file}")
    except OSError as error:
        raise _refused("--out", folder, error) from error
    return [folder / file for file in files]


def _kept(older: Path) -> list[Path]:
    """What stands in a folder of requests and is not of a comparison: somebody's own, which stays."""
    return [entry for entry in sorted(older.iterdir()) if not PART.fullmatch(entry.name)] if older.is_dir() else []


def _new_requests(parts: Path | None, kept: list[Path], path: Path) -> None:
    """The folder of requests as it will stand: the new parts, if any, and what is kept."""
    if parts is None:
        path.mkdir()
    else:
        shutil.move(parts, path)
    for entry in kept:
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, path / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, path / entry.name, follow_symlinks=False)


def write_comparison(comparison: "Comparison", folder: Path, lang: str, command: list[str] | None = None) -> list[Path]:
    """comparison.csv, daily.parquet, figure.png and .svg, provenance.json; `requests`, moved, if there are any.

    Requests of an older comparison in the folder go, so that they do not stand beside a result that is not theirs.
    """
    from experiments.provenance import provenance

    figure = comparison.plot(lang)
    told = provenance(comparison, command)
    daily = comparison.daily.assign(arm=comparison.daily["arm"].map(dict(enumerate(comparison.names))))
    files: dict[str, Write] = {
        "comparison.csv": lambda path: comparison.table.to_csv(path, index=False),
        "daily.parquet": lambda path: write_parquet(daily, path),
        "figure.png": lambda path: figure.savefig(path, dpi=150),
        "figure.svg": figure.savefig,
        "provenance.json": _told(told),
    }
    older = folder / REQUESTS
    kept, gone = _kept(older), []
    parts = comparison.requests[0].parent if comparison.requests else None
    stale = older.is_dir() and len(kept) < len(list(older.iterdir()))
    if parts is not None or (stale and kept):
        files[REQUESTS] = lambda path: _new_requests(parts, kept, path)
    elif stale:
        gone.append(REQUESTS)
    return write_set(folder, files, gone)


def write_decomposition(
    found: "Decomposition", folder: Path, lang: str, command: list[str] | None = None
) -> list[Path]:
    """The tables, each seed's shares, the outcomes of every combination, the figure and the provenance."""
    from experiments.provenance import provenance

    figure = found.plot(lang)
    rules = {group: list(keys) for group, keys in found.keys.items()}
    told = provenance(found, command, rules=rules)
    files: dict[str, Write] = {
        "decomposition.csv": lambda path: found.table.to_csv(path, index=False),
        "interactions.csv": lambda path: found.interactions.to_csv(path, index=False),
        "shares.parquet": lambda path: write_parquet(found.shares, path),
        "outcomes.parquet": lambda path: write_parquet(found.outcomes, path),
        "figure.png": lambda path: figure.savefig(path, dpi=150),
        "figure.svg": figure.savefig,
        "provenance.json": _told(told),
    }
    return write_set(folder, files)


def _told(record: Mapping[str, object]) -> Write:
    """How a provenance is written down."""
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    return lambda path: path.write_text(text, encoding="utf-8")


def keep_draw(folder: Path, number: int, frame: "pd.DataFrame") -> Path:
    """Write one draw's outcomes into the folder of draws: the whole file or none, also if the run is killed."""
    (folder / DRAWS).mkdir(exist_ok=True)
    path = folder / DRAWS / f"draw{number:05d}.parquet"
    beside = path.with_suffix(".writing")
    write_parquet(frame, beside)
    return beside.replace(path)


def write_unrigging(found: "Unrigging", folder: Path, lang: str, command: list[str] | None = None) -> list[Path]:
    """The tables, all draws with their loads, every outcome, figure and provenance; the folder of draws goes."""
    from experiments.factors import FACTORS
    from experiments.provenance import provenance

    figure = found.plot(lang)
    factors = [{"key": f.key, "theme": f.theme, "keys": list(f.keys), "span": list(f.span)} for f in FACTORS]
    rejected = len(found.priors.rejected)
    draws_told = {"draws": len(found.priors.draws), "rejected": rejected, "seed": found.seed, "factors": factors}
    told = provenance(found, command, **draws_told)
    loads = found.priors.loads
    loads = loads.assign(of="load " + loads["pole"] + " " + loads["kind"]).pivot(
        index="draw", columns="of", values="load"
    )
    draws = found.priors.draws.join(loads)
    draws.insert(0, "kept", [number not in found.priors.rejected for number in draws.index])
    outcomes = found.outcomes.assign(arm=found.outcomes["arm"].map(dict(enumerate(found.names))))
    files: dict[str, Write] = {
        "wins.csv": lambda path: found.wins.to_csv(path, index=False),
        "pairs.csv": lambda path: found.pairs.to_csv(path, index=False),
        "conditions.csv": lambda path: found.conditions.to_csv(path, index=False),
        "pair_conditions.csv": lambda path: found.pair_conditions.to_csv(path, index=False),
        "draws.csv": lambda path: draws.to_csv(path, index_label="draw"),
        "winners.parquet": lambda path: write_parquet(found.winners, path),
        "outcomes.parquet": lambda path: write_parquet(outcomes, path),
        "figure.png": lambda path: figure.savefig(path, dpi=150),
        "figure.svg": figure.savefig,
        "provenance.json": _told(told),
    }
    return write_set(folder, files, gone=[DRAWS] if (folder / DRAWS).is_dir() else [])


def write_table(found: "Tabled", folder: Path, name: str) -> list[Path]:
    """A table as NAME.csv, and its provenance."""
    from experiments.provenance import provenance

    write: dict[str, Write] = {
        f"{name}.csv": lambda path: found.table.to_csv(path, index=False),
        "provenance.json": _told(provenance(found)),
    }
    return write_set(folder, write)


def analysis_files(tables: Iterable[str], frames: Iterable[str]) -> tuple[list[str], list[str]]:
    """The files and the folders that `write_analysis` makes of tables and frames of these names."""
    files = [f"{name}.{kind}" for name in tables for kind in ("csv", "tex")] + [f"{name}.parquet" for name in frames]
    return [*files, "figure.png", "figure.svg", "provenance.json"], [REPORT]


def write_analysis(found: "Analysis", folder: Path, lang: str, command: list[str] | None = None) -> list[Path]:
    """An analysis's files: NAME.csv and NAME.tex a table, NAME.parquet a frame, figure.png and .svg, provenance.json.

    In the folder `report` lies what a report in either language is made of.
    """
    from experiments.provenance import provenance

    figures = {each: found.plot(each) for each in ("en", "zh")}
    texts = {
        each: {
            "question": found.question(each), "findings": found.findings(each), "caption": found.caption(each),
            "limits": found.limits(each),
        }
        for each in figures
    }  # fmt: skip
    told = provenance(found, command, **found.told())

    def report(path: Path) -> None:
        path.mkdir()
        _told({"kind": found.kind, "tables": list(found.tables()), **texts})(path / "texts.json")
        for each, figure in figures.items():
            figure.savefig(path / f"{each}.svg")

    files: dict[str, Write] = {}
    for name, table in found.tables().items():
        files[f"{name}.csv"] = lambda path, table=table: table.to_csv(path, index=False)  # type: ignore[misc]
        files[f"{name}.tex"] = lambda path, table=table: write_latex(table, path)  # type: ignore[misc]
    for name, frame in found.frames().items():
        files[f"{name}.parquet"] = lambda path, frame=frame: write_parquet(frame, path)  # type: ignore[misc]
    files |= {
        "figure.png": lambda path: figures[lang].savefig(path, dpi=150),
        "figure.svg": figures[lang].savefig,
        REPORT: report,
        "provenance.json": _told(told),
    }
    return write_set(folder, files)


def write_latex(table: "pd.DataFrame", path: Path) -> None:
    """A table in LaTeX with booktabs, numbers to four significant digits."""
    table.to_latex(path, index=False, escape=True, float_format=lambda x: f"{x:.4g}")
