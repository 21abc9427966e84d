"""A report of what an analysis found: one page to read anywhere, and a PDF, from the folder of its files.

    from experiments.report import report
    report("results/decompose-hierarchy-network", lang="zh")

The folder holds everything (`experiments.output.write_analysis`): no model is run. What the report says is put
together here once, as plain data; `report_page` and `report_pdf` set it, and set it as text, whatever it may be.
"""

import json
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.output import ready_folder, write_set
from experiments.readable import Block, Readable, readable
from experiments.regimes import extension_table, given_tables, rule_tables, timeline_table
from experiments.report_reading import LANGS, Written, read_folder
from experiments.report_words import WORDS, design_in, kind_in, model_limits
from experiments.table_words import Words
from experiments.words import arm_labels
from model.outcomes import PRIMARY
from scenarios.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

LONGEST = 400  # rows of a table that a report shows
MOST_ARMS = 4  # that a title names
WIDE = 1.9  # from this ratio of its sides a figure wants a page on its side


@dataclass(frozen=True)
class Shown:
    """A table of the report; `further` where it is folded away, or stands at the end."""

    title: str
    table: Readable
    further: bool = False


def _rows(table: Readable) -> int:
    return sum(len(block.rows) for block in table.blocks)


def _cut(table: Readable, file: str, lang: str) -> Readable:
    """The first rows of a long table, with a note that says so; every table says where its digits are."""
    words, blocks, left = WORDS[lang], [], LONGEST
    for block in table.blocks:
        if left > 0:
            blocks.append(Block(block.title, block.key, block.rows[:left]))
            left -= len(block.rows)
    note = words["file"].format(file=file)
    if left < 0:
        note = words["cut"].format(shown=LONGEST, of=_rows(table), file=file)
    return replace(table, blocks=tuple(blocks), notes=(*table.notes, note))


def shown_tables(name: str, table: "pd.DataFrame", words: Words, further: bool) -> list[Shown]:
    """A table as a report shows it: what it says of the registered primary outcomes first, the others further on."""
    told, title, said = readable(table, words), words.title(name), WORDS[words.lang]
    primary = tuple(block for block in told.blocks if block.key in PRIMARY)
    others = tuple(block for block in told.blocks if block.key not in PRIMARY)
    if not primary or not others:
        return [Shown(title, _cut(told, f"{name}.csv", words.lang), further)]
    return [
        Shown(
            said[which].format(title=title), _cut(replace(told, blocks=blocks), f"{name}.csv", words.lang),
            further or which == "others",
        )
        for which, blocks in (("primary", primary), ("others", others))
    ]  # fmt: skip


def _arms(labels: Sequence[str], lang: str) -> str:
    """The arms in a title."""
    words = WORDS[lang]
    if len(labels) > MOST_ARMS:
        return words["more"].format(first=labels[0], n=len(labels) - 1)
    return words["comma"].join(labels[:-1]) + words["and"] + labels[-1] if len(labels) > 1 else labels[0]


def _cities(one: Written, lang: str) -> str:
    told = [
        WORDS[lang]["city"].format(
            title=arm.city_title.get(lang, arm.city), residents=f"{arm.residents:,}", communities=f"{arm.communities:,}"
        )
        for arm in one.provenance.arms
    ]
    return "; ".join(dict.fromkeys(told))


def _seeds(seeds: Sequence[int]) -> str:
    together = len(seeds) > 2 and list(seeds) == list(range(seeds[0], seeds[0] + len(seeds)))
    return f"{seeds[0]} … {seeds[-1]}" if together else ", ".join(map(str, seeds))


def _provenance(one: Written, words: Words) -> list[tuple[str, str]]:
    """What must be known to make it again, beside the command."""
    said, known = WORDS[words.lang], one.provenance
    versions = known.versions
    told = [
        (said["analysis"], kind_in(one.texts.kind, words.lang)),
        (said["seeds"], _seeds(known.seeds)),
        (said["days"], f"{known.working_days:,}"),
        *((said["hash"].format(name=arm.name), arm.hash) for arm in known.arms),
        (said["versions"], ", ".join(f"{name} {version}" for name, version in versions.items())),
    ]
    more = known.model_extra or {}
    scalars = {key: value for key, value in more.items() if isinstance(value, str | int | float | bool)}
    return told[:3] + [(design_in(key, words.lang), str(value)) for key, value in scalars.items()] + told[3:]


def _wide(svg: str) -> bool:
    """Whether a figure is much wider than high."""
    from xml.etree import ElementTree as ET

    _, _, width, height = map(float, ET.fromstring(svg).get("viewBox", "").split())
    return width > WIDE * height


def titles_of(written: Sequence[Written], lang: str) -> list[str]:
    """What the sections are called; those of one title have their folder's name behind it."""
    titles = []
    for one in written:
        labels = _labels(one, lang).values()
        kind = kind_in(one.texts.kind, lang)
        titles.append(WORDS[lang]["title"].format(kind=kind, arms=_arms(list(labels), lang)))
    return [
        f"{title} ({one.name})" if titles.count(title) > 1 else title
        for title, one in zip(titles, written, strict=True)
    ]  # fmt: skip


def _labels(one: Written, lang: str) -> dict[str, str]:
    arms = one.provenance.arms
    return arm_labels([arm.name for arm in arms], [arm.scenario.title_zh for arm in arms], lang)


def section(one: Written, title: str, lang: str, before: dict[str, str]) -> dict[str, Any]:
    """What the report says of one analysis; `before` has the titles of earlier sections by their regimes."""
    arms, words = one.provenance.arms, WORDS[lang]
    named = _labels(one, lang)
    labels = list(named.values())
    own = {key: setting.zh if lang == "zh" else setting.en for key, setting in one.texts.settings.items()}
    known = Words(lang, named, own)
    text = one.text(lang)
    regime = json.dumps([(arm.name, arm.hash) for arm in arms])
    same = before.get(regime)
    before.setdefault(regime, title)
    differ, alike = rule_tables(arms, labels, one.texts.settings, lang)
    given, changed = given_tables(arms, labels, lang)
    code = extension_table(arms, labels, lang)
    regimes = [
        Shown(words[what], table, further)
        for what, table, further in (
            ("rules_differ", differ, False), ("given_differ", given, False), ("extensions", code, False),
            ("timeline", timeline_table(arms, labels, known), False), ("given_changed", changed, False),
            ("rules_same", alike, True),
        )
        if table is not None
    ]  # fmt: skip
    titles = [arm.scenario.title_zh if lang == "zh" else arm.scenario.title_en for arm in arms]
    tables = [
        shown
        for i, (name, table) in enumerate(one.tables.items())
        for shown in shown_tables(name, table, known, further=i > 0)
    ]
    return {
        "name": one.name,
        "title": title,
        "about": words["about"].format(
            city=_cities(one, lang), n=len(one.provenance.seeds), days=f"{one.provenance.working_days:,}"
        ),
        "question": text.question,
        "same_regimes": words["same_regimes"].format(title=same) if same else "",
        "arms": [(label, told) for label, told in zip(labels, titles, strict=True) if label != told],
        "no_difference": "" if differ or given or code else words["no_difference"],
        "regimes": [] if same else [_table(shown) for shown in regimes],
        "findings": text.findings,
        "figure": {"svg": one.figures[lang], "caption": text.caption, "wide": _wide(one.figures[lang])},
        "tables": [_table(shown) for shown in tables],
        "limits": text.limits,
        "provenance": _provenance(one, known),
        "command": shlex.join(one.provenance.command),
    }


def _table(shown: Shown) -> dict[str, Any]:
    """A table as plain data."""
    table = shown.table
    return {
        "title": shown.title, "further": shown.further, "heads": table.heads, "numeric": table.numeric,
        "blocks": [{"title": block.title, "rows": block.rows} for block in table.blocks], "notes": table.notes,
    }  # fmt: skip


def content(written: Sequence[Written], lang: str) -> dict[str, Any]:
    """The whole report as plain data."""
    words = WORDS[lang]
    before: dict[str, str] = {}
    titles = titles_of(written, lang)
    sections = [section(one, title, lang, before) for one, title in zip(written, titles, strict=True)]
    return {
        "lang": lang,
        "title": sections[0]["title"] if len(sections) == 1 else words["several"].format(n=len(sections)),
        "words": words,
        "sections": sections,
        "model_limits": model_limits(lang),
        "version": written[0].provenance.versions.get("sanshe", ""),
    }


def report(folder: str | Path, lang: str = "en") -> list[Path]:
    """Write `report.LANG.html` and `report.LANG.pdf` into the folder of an analysis, or of several; no model is run.

    Args:
        folder: What `sanshe.write_analysis` wrote, or a folder of such folders.
        lang: `en` or `zh`.

    Returns:
        The two files; the same folder gives the same bytes.

    Raises:
        InputError: For a folder in which no analysis lies, or not the whole of it; it is a `ValueError`.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> before = sanshe.load("hierarchy").replace(city=town)
        >>> after = before.replace(communities_per_station=2, station_functions="integrated", name="after")
        >>> found = sanshe.path(before, after, seeds=2, years=0.02)
        >>> _ = sanshe.write_analysis(found, "results/first")
        >>> [file.name for file in sanshe.report("results/first", lang="zh")]
        ['report.zh.html', 'report.zh.pdf']
    """
    from experiments.report_page import page
    from experiments.report_pdf import pdf

    if lang not in LANGS:
        raise InputError("lang", repr(lang), " or ".join(LANGS))
    folder = Path(folder)
    told = content(read_folder(folder), lang)
    ready_folder(folder, "folder", files=[f"report.{lang}.{kind}" for kind in ("html", "pdf")])
    try:
        text, paper = page(told), pdf(told)
    except InputError as error:
        raise InputError(error.field, error.found, error.allowed, file=folder) from error
    return write_set(
        folder,
        {
            f"report.{lang}.html": lambda path: path.write_text(text, encoding="utf-8"),
            f"report.{lang}.pdf": lambda path: path.write_bytes(paper),
        },
    )
