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
    from matplotlib.figure import Figure

    from experiments.analysis import Analysis
    from experiments.compare import Comparison
    from experiments.provenance import Tabled
    from scenarios.scenario import Scenario

Write = Callable[[Path], object]


def files_of(tables: Iterable[str], frames: Iterable[str]) -> tuple[str, ...]:
    """The files that `write_analysis` makes of tables and frames of these names, beside the folder of a report."""
    named = [f"{name}.{kind}" for name in tables for kind in ("csv", "tex")]
    return (
        *named,
        *(f"{name}.parquet" for name in frames),
        "figure.pdf",
        "figure.png",
        "figure.svg",
        "provenance.json",
    )


COMPARISON = files_of(("comparison", "warmup", "since", "precision"), ("daily", "outcomes"))
EQUITY = files_of(("equity", "gaps", "inequality"), ("groups", "gaps_by_seed"))
DECOMPOSITION = files_of(("decomposition", "interactions"), ("shares", "outcomes"))
UNRIGGING = files_of(("wins", "pairs", "conditions", "pair_conditions", "draws"), ("winners", "outcomes"))
ATTRIBUTION = files_of(("attribution", "interactions"), ("shares", "interactions", "runs"))
PATH = files_of(("path", "orders"), ("runs",))
SENSITIVITY = files_of(("indices", "convergence"), ("points", "runs"))
MAP = files_of(("wins", "boxes", "trees", "phases"), ("draws", "winners", "runs", "surfaces"))
OPTIMIZATION = files_of(("members", "values", "progress"), ("tried", "runs"))
FIGURES = ("figure.pdf", "figure.png", "figure.svg")
LETTERS = {"en": 42, "zh": 3}
"""How a PDF holds its letters: whole fonts, as journals ask; Noto Sans SC as outlines, since matplotlib takes it for a
font of the other kind."""
REPORT = "report"  # the folder of what a report is made of: texts.json, en.svg, zh.svg
REQUESTS = "requests"
DRAWS = "draws"  # the folder of draws that are done, until all are
RUN = ("outcomes.csv", "monthly.csv", "cohorts.csv", "requests.parquet", "daily.parquet")
PART = re.compile(r"arm\d+-seed\d+\.parquet")  # a file of REQUESTS that a comparison wrote


def refused(field: str, path: Path, error: OSError | ValueError) -> InputError:
    """What is said of a folder that does not take what is written, as where the disk is full."""
    why = (error.strerror if isinstance(error, OSError) else None) or error
    return InputError(field, f"{path} ({why})", "a folder that can be made and written")


def ready_folder(path: Path, field: str = "--out", files: Iterable[str] = (), folders: Iterable[str] = ()) -> Path:
    """Make the folder and try it, before anything is simulated; an `InputError` if it cannot be written.

    Nor may something else stand where the named files and folders will.
    """
    try:
        str(path).encode()  # Arrow takes no other names
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except (OSError, ValueError) as error:
        raise refused(field, path, error) from error
    for names, what, wrong in ((files, "file", Path.is_dir), (folders, "folder", Path.is_file)):
        for name in names:
            if wrong(path / name):
                found = f"{path / name}, a {'folder' if what == 'file' else 'file'} of this name"
                raise InputError(field, found, f"a folder where {name} can be written as a {what}")
    return path


def ready_file(path: Path, field: str = "--out") -> Path:
    """Refuse, before anything is simulated, a file that could not be written."""
    try:
        other = path.exists() and not path.is_file()  # a folder, a device
    except OSError as error:
        raise refused(field, path, error) from error
    if other or path.name in ("", ".."):
        raise InputError(field, path, "a file that can be written")
    ready_folder(path.parent, field)
    return path


def parquet_bytes(frame: "pd.DataFrame", told: Mapping[bytes, bytes] | None = None) -> bytes:
    """A frame as a parquet file, zstd, marked with the version of Sanshe's columns and with what else is told of it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pandas(frame, preserve_index=False)
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), b"sanshe_schema": b"1", **(told or {})})
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return bytes(sink.getvalue())


def write_parquet(frame: "pd.DataFrame", path: Path) -> None:
    """Write a frame as a parquet file."""
    path.write_bytes(parquet_bytes(frame))


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
        raise refused("--out", folder, error) from error
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
    """The files of `write_analysis`; `requests`, moved, if there are any.

    Requests of an older comparison in the folder go, so that they do not stand beside a result that is not theirs, and
    so do tables of an older one that this one does not have.
    """
    files = analysis_files(comparison, lang, command)
    gone = [name for name in COMPARISON if name not in files and (folder / name).is_file()]
    older = folder / REQUESTS
    kept = _kept(older)
    parts = comparison.requests[0].parent if comparison.requests else None
    stale = older.is_dir() and len(kept) < len(list(older.iterdir()))
    if parts is not None or (stale and kept):
        files[REQUESTS] = lambda path: _new_requests(parts, kept, path)
    elif stale:
        gone.append(REQUESTS)
    return write_set(folder, files, gone)


def write_json(record: Mapping[str, object]) -> Write:
    """How a provenance is written down."""
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    return lambda path: path.write_text(text, encoding="utf-8", errors="backslashreplace")


def keep_draw(folder: Path, number: int, frame: "pd.DataFrame") -> Path:
    """Write one draw's outcomes into the folder of draws: the whole file or none, also if the run is killed."""
    (folder / DRAWS).mkdir(exist_ok=True)
    path = folder / DRAWS / f"draw{number:05d}.parquet"
    beside = path.with_suffix(".writing")
    write_parquet(frame, beside)
    return beside.replace(path)


def write_table(found: "Tabled", folder: Path, name: str) -> list[Path]:
    """A table as NAME.csv, and its provenance."""
    from experiments.provenance import provenance

    write: dict[str, Write] = {
        f"{name}.csv": lambda path: found.table.to_csv(path, index=False),
        "provenance.json": write_json(provenance(found)),
    }
    return write_set(folder, write)


def write_analysis(
    found: "Analysis", folder: str | Path, lang: str = "en", command: list[str] | None = None, gone: Iterable[str] = ()
) -> list[Path]:
    """Write an analysis into a folder: the whole set of files or nothing.

    `NAME.csv` and `NAME.tex` a table, `NAME.parquet` a frame, the figure as PNG, SVG and PDF, `provenance.json` with
    versions, scenarios, seeds and command; in the folder `report` what `sanshe.report` makes a page of, in both
    languages.

    Args:
        found: What `sanshe.compare`, `sanshe.attribute` and their like give.
        folder: The folder; made if it is not there.
        lang: `en` or `zh`, the language of figure and LaTeX tables.
        command: The words of the command that asked, for the provenance; those of this program by default.
        gone: Names of files that are taken away where they stand in the folder, as the draws of an experiment that is
            done.

    Returns:
        The files that were written.

    Raises:
        InputError: For a folder that cannot be made or written.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> before = sanshe.load("hierarchy").replace(city=town)
        >>> after = before.replace(communities_per_station=2, station_functions="integrated", name="after")
        >>> found = sanshe.path(before, after, seeds=2, years=0.02)
        >>> files = sanshe.write_analysis(found, "results/first")
        >>> sorted(file.name for file in files)[:5]
        ['figure.pdf', 'figure.png', 'figure.svg', 'orders.csv', 'orders.tex']
    """
    place = ready_folder(Path(folder), "folder")
    return write_set(place, analysis_files(found, lang, command), [name for name in gone if (place / name).exists()])


def analysis_files(found: "Analysis", lang: str, command: list[str] | None = None) -> dict[str, Write]:
    """How each file of an analysis is written, by its name."""
    from experiments.latex import latex
    from experiments.provenance import provenance
    from experiments.readable import readable
    from experiments.table_words import Words
    from experiments.words import arm_labels

    figures = {each: found.plot(each) for each in ("en", "zh")}
    texts = {
        each: {
            "question": found.question(each), "findings": found.findings(each), "caption": found.caption(each),
            "limits": found.limits(each),
        }
        for each in figures
    }  # fmt: skip
    told = provenance(found, command, **found.told())
    settings = own_settings(found.scenarios)
    about = {"schema": 1, "kind": found.kind, "tables": list(found.tables()), "settings": settings}
    labels = arm_labels(found.names, [scenario.title_zh for scenario in found.scenarios], lang)
    words = Words(lang, labels, {key: said[lang] for key, said in settings.items()})

    def report(path: Path) -> None:
        path.mkdir()
        write_json({**about, **texts})(path / "texts.json")
        for each, figure in figures.items():
            write_figure(figure, path / f"{each}.svg")

    files: dict[str, Write] = {}
    for name, table in found.tables().items():
        text = latex(readable(table, words), words.title(name), f"{found.kind}-{name}", lang)
        files[f"{name}.csv"] = lambda path, table=table: table.to_csv(path, index=False)  # type: ignore[misc]
        files[f"{name}.tex"] = lambda path, text=text: path.write_text(text, encoding="utf-8")  # type: ignore[misc]
    for name, frame in found.frames().items():
        files[f"{name}.parquet"] = lambda path, frame=frame: write_parquet(frame, path)  # type: ignore[misc]
    files |= {
        "figure.png": lambda path: figures[lang].savefig(path, dpi=150),
        "figure.svg": lambda path: write_figure(figures[lang], path),
        "figure.pdf": lambda path: write_figure(figures[lang], path, LETTERS[lang]),
        REPORT: report,
        "provenance.json": write_json(told),
    }
    return files


def write_figure(figure: "Figure", path: Path, letters: int = 42) -> None:
    """An SVG or PDF that is the same whenever it is drawn: without a date, its ids by their content."""
    import matplotlib as mpl

    with mpl.rc_context({"svg.hashsalt": "sanshe", "pdf.fonttype": letters}):
        figure.savefig(path, metadata={"CreationDate" if path.suffix == ".pdf" else "Date": None})


def own_settings(scenarios: "Iterable[Scenario]") -> dict[str, dict[str, str]]:
    """What the rules of extensions are called, by key: a report knows the others, and runs nobody's extension."""
    from scenarios.declare import declarations
    from scenarios.rules import Rules

    found: dict[str, dict[str, str]] = {}
    for scenario in scenarios:
        card = {key: card.id for card in scenario.cards for key in card.keys}
        for d in declarations(type(scenario.rules)):
            if d.key not in Rules.model_fields:
                found[d.key] = {"id": card.get(d.key, ""), "en": d.title_en, "zh": d.title_zh, "unit": d.unit}
    return found
