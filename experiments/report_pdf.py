"""A report as PDF, set by Typst from a template that reads what it says as data."""

import json
from pathlib import Path
from typing import Any

import typst

from scenarios.errors import InputError

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"


def _fonts() -> typst.Fonts:
    """Typst's own fonts and Noto Sans SC: those of the machine stay out, so that the PDF is the same everywhere."""
    from pylopdf_fonts_zh_cn import sans_path

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(Path(sans_path()).parent)]
    )


def compiler(content: dict[str, Any]) -> typst.Compiler:
    """Typst with the template and the report's content, which reaches it as one JSON text."""
    told = {"report": json.dumps(content, ensure_ascii=False)}
    return typst.Compiler(TEMPLATE.read_bytes(), font_paths=_fonts(), sys_inputs=told)


def pdf(content: dict[str, Any]) -> bytes:
    """The report as PDF; `content` as from `experiments.report.content`. The same content gives the same bytes."""
    try:
        found = compiler(content).compile(format="pdf", timestamp=0)
    except typst.TypstError as error:
        raise InputError("figure", error.message, "an SVG as an analysis draws it") from error
    assert isinstance(found, bytes)
    return found
