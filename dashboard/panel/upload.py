"""A visitor's file: read by the house's own readers, so that what is wrong is said as on the command line.

The page opens no file of the server: what is uploaded lies in a folder of its own only as long as it is read, and may
name no other file and no code.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dashboard.district import fitting
from dashboard.panel.side_words import text
from dashboard.state import LETTERS, State, arm_from, settings_from, title
from scenarios.city import City, cities
from scenarios.errors import InputError, nearest
from scenarios.library import load_any, presets
from scenarios.lined import Lined
from scenarios.reading import read_yaml, short
from scenarios.scenario import Scenario

# A CSV is read at a megabyte or two a second; a YAML, which knows the line of every value, much slower.
MOST_BYTES = {".csv": 5_000_000, ".yaml": 200_000, ".yml": 200_000}
LONGEST_NAME = 100
ALONE = ": a page opens no other file"


@dataclass(frozen=True)
class Upload:
    """What a file was: a district or a scenario; `says` are the parts that a scenario's file names itself."""

    name: str
    what: City | Scenario
    says: frozenset[str] = frozenset()


def read_upload(name: str, content: bytes) -> Upload:
    """A visitor's file by the name that it has with the visitor. Raises `InputError`, which names it so."""
    name = own_name(name)
    suffix = Path(name).suffix.lower()
    if suffix not in MOST_BYTES:
        raise InputError("file", short(name), "a CSV or YAML file")
    if len(content) > MOST_BYTES[suffix]:
        size = f"{len(content):,} bytes"
        raise InputError("file", size, f"at most {MOST_BYTES[suffix]:,} bytes on the page", file=name)
    with tempfile.TemporaryDirectory(prefix="sanshe-upload-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            says = frozenset[str]() if suffix == ".csv" else _alone(read_yaml(path), path)
            found = load_any(path)
        except InputError as error:
            raise InputError(
                error.field, error.found, error.allowed, file=error.file and name, line=error.line
            ) from None
    return Upload(name, fitting(found, name) if isinstance(found, City) else found, says)


def own_name(name: str) -> str:
    """A file's name without folders and without what a name should not hold."""
    last = PurePosixPath(name.replace("\\", "/")).name
    clean = "".join(letter for letter in last if letter.isprintable()).strip()
    stem, dot, suffix = clean.rpartition(".")
    if not dot:
        return clean[:LONGEST_NAME] or "file"
    return f"{stem.strip(' .')[:LONGEST_NAME] or 'file'}.{suffix}"


def _alone(data: Lined, path: Path) -> frozenset[str]:
    """Refuse a file that names another file, or code; the keys that it has."""
    _named(data, "inherits", presets(), path)
    _named(data, "city", cities(), path)
    city = data.get("city")
    for part in (data, city) if isinstance(city, Lined) else (data,):
        if isinstance(part.get("communities"), str):
            allowed = "a list of communities, or the CSV itself uploaded" + ALONE
            raise InputError(
                "communities", short(part["communities"]), allowed, file=path, line=part.lines.get("communities")
            )
    if data.get("extensions"):
        allowed = "none: a page runs no code of a visitor"
        raise InputError("extensions", short(data["extensions"]), allowed, file=path, line=data.lines["extensions"])
    return frozenset(key for key, value in data.items() if value is not None)


def _named(data: Lined, key: str, known: tuple[str, ...], path: Path) -> None:
    """Refuse a name that is not of the library: it would be a file's."""
    value = data.get(key)
    if isinstance(value, str) and value.strip() and value not in known:
        raise InputError(key, short(value), nearest(value, known) + ALONE, file=path, line=data.lines[key])


def taken(state: State, upload: Upload) -> tuple[State, str]:
    """The state with what was uploaded, and what that did, in words. Raises `InputError`.

    A district becomes that of all regimes. A scenario becomes the regime that is set; a district or assumptions that
    its file names become those of all.
    """
    lang = state.lang
    if isinstance(upload.what, City):
        new = state.with_(city=upload.what)
        new.scenarios()
        return new, text(
            "upload.city", lang, file=upload.name, communities=len(upload.what.communities),
            residents=f"{upload.what.residents:,}",
        )  # fmt: skip
    arm = arm_from(upload.what)
    new = state.with_arm(state.edited, arm)
    told = [text("upload.scenario", lang, file=upload.name, letter=LETTERS[state.edited], name=title(arm, lang))]
    now, common = settings_from(upload.what), []
    if "city" in upload.says and (city := now["city"]) != state.city:
        if isinstance(city, City):
            fitting(city, upload.name)
        new, common = new.with_(city=city), [text("upload.what_city", lang)]
    if "parameters" in upload.says and now["parameters"] != dict(state.parameters):
        new = new.with_(parameters=now["parameters"])
        common.append(text("upload.what_parameters", lang))
    if common:
        told.append(text("upload.common", lang, what=text("upload.and", lang).join(common)))
    new.scenarios()
    return new, (" " if lang == "en" else "").join(told)
