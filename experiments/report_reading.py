"""Read what `experiments.output.write_analysis` wrote into a folder; no model is run, no extension is loaded.

Whatever is missing or broken is one `InputError` that names the file.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree as ET

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scenarios.errors import InputError
from scenarios.reading import short

if TYPE_CHECKING:
    import pandas as pd

ALLOWED = "the folder of an analysis that is done, or one with such folders in it"
AGAIN = "what an analysis of this version wrote: run the analysis again"
LANGS = ("en", "zh")
BOX = r"0 0 \d+(\.\d+)? [1-9]\d*(\.\d+)?"
NAME = r"[A-Za-z0-9_-]+"


class Told(BaseModel):
    """A part of a file; keys that only others need are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class Text(Told):
    """What an analysis says in one language."""

    question: str
    findings: list[str]
    caption: str
    limits: list[str]


class Setting(Told):
    """A rule that an extension brought: its card's id, its names, its unit."""

    id: str
    en: str
    zh: str
    unit: str


class Texts(Told):
    """`report/texts.json`."""

    form: Literal[1] = Field(alias="schema")
    kind: str
    tables: list[str] = Field(min_length=1)
    settings: dict[str, Setting]
    en: Text
    zh: Text


class Tables(Told):
    """A scenario's settings by section."""

    title_en: str
    title_zh: str
    rules: dict[str, Any]
    parameters: dict[str, Any]
    resources: dict[str, Any]
    extensions: list[str] = []


class Arm(Told):
    """One arm of an analysis."""

    name: str
    hash: str
    scenario: Tables
    city: str
    city_title: dict[str, str]
    residents: int
    communities: int
    events: list[dict[str, Any]]


class Provenance(Told):
    """`provenance.json`."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True)

    form: Literal[1] = Field(alias="schema")
    command: list[str] = Field(min_length=1)
    arms: list[Arm] = Field(min_length=1)
    seeds: list[int]
    working_days: int
    versions: dict[str, str]


@dataclass(frozen=True)
class Written:
    """An analysis as it lies in a folder; `figures` the SVG by language."""

    name: str
    texts: Texts
    provenance: Provenance
    tables: "dict[str, pd.DataFrame]"
    figures: dict[str, str]

    def text(self, lang: str) -> Text:
        """What it says in a language."""
        return self.texts.zh if lang == "zh" else self.texts.en


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise InputError(path.name, "no such file", AGAIN, file=path) from error
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "no UTF-8"
        raise InputError(path.name, why, "a file that can be read", file=path) from error


def _json[T: Told](path: Path, kind: type[T]) -> T:
    try:
        data = json.loads(_text(path))
        data = json.loads(
            json.dumps(data, ensure_ascii=False).encode(errors="replace")
        )  # names of files may be no text
    except (json.JSONDecodeError, RecursionError) as error:
        why = f"no JSON ({error})" if isinstance(error, ValueError) else "no JSON that ends"
        raise InputError(path.name, why, AGAIN, file=path) from error
    if not isinstance(data, dict):
        raise InputError(path.name, short(data), "a mapping", file=path)
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        found = "nothing" if first["type"] == "missing" else short(first["input"])
        raise InputError(where, found, f"{first['msg'][0].lower()}{first['msg'][1:]}; {AGAIN}", file=path) from error


def _table(path: Path) -> "pd.DataFrame":
    import pandas as pd

    try:
        return pd.read_csv(path, keep_default_na=False, na_values=[""])
    except FileNotFoundError as error:
        raise InputError(path.name, "no such file", AGAIN, file=path) from error
    except (OSError, ValueError) as error:  # of pandas too: nothing in it, lines of other lengths, no UTF-8
        raise InputError(path.name, str(error).strip() or "nothing", "a table with commas", file=path) from error


def _figure(path: Path) -> str:
    told = _text(path)
    try:
        root = ET.fromstring(told)
    except ET.ParseError as error:
        raise InputError(path.name, f"no XML ({error})", AGAIN, file=path) from error
    if root.tag.rpartition("}")[2] != "svg":
        raise InputError(path.name, short(root.tag), "an SVG", file=path)
    if not re.fullmatch(BOX, root.get("viewBox", "")):
        raise InputError("viewBox", short(root.get("viewBox", "")), "0 0 WIDTH HEIGHT", file=path)
    return told


def read_analysis(folder: Path) -> Written:
    """One analysis, from its own folder."""
    from experiments.output import REPORT

    provenance = _json(folder / "provenance.json", Provenance)
    texts = _json(folder / REPORT / "texts.json", Texts)
    for name in texts.tables:
        if not re.fullmatch(NAME, name):
            raise InputError("tables", short(name), "a name of letters and digits", file=folder / REPORT / "texts.json")
    tables = {name: _table(folder / f"{name}.csv") for name in texts.tables}
    figures = {lang: _figure(folder / REPORT / f"{lang}.svg") for lang in LANGS}
    return Written(folder.name, texts, provenance, tables, figures)


def _holds(folder: Path) -> bool:
    """Whether an analysis, or a part of one, lies in a folder."""
    from experiments.output import REPORT

    return (folder / "provenance.json").exists() or (folder / REPORT / "texts.json").exists()


def read_folder(folder: Path) -> list[Written]:
    """The analysis of a folder, or those of the folders in it in order of their names."""
    try:
        if not folder.is_dir():
            raise InputError("folder", folder, ALLOWED)
        if _holds(folder):
            return [read_analysis(folder)]
        inside = sorted(
            one for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".") and _holds(one)
        )
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError("folder", f"{folder} ({error})", ALLOWED) from error
    if not inside:
        raise InputError("folder", f"{folder}, in which no analysis lies", ALLOWED)
    return [read_analysis(one) for one in inside]
