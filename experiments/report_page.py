"""A report as one page of HTML that needs nothing else: no script, no request, no file beside it."""

import base64
import io
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent / "templates"
HAN = 0x2E80  # from here on a machine may have no font for what is written


def data_url(kind: str, content: bytes) -> str:
    """A file inside the page."""
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def han_font(text: str) -> bytes:
    """Noto Sans SC with the Chinese characters of a text alone, as WOFF; nothing if there are none."""
    from fontTools import subset, ttLib  # type: ignore[import-untyped]  # neither annotated nor stubbed
    from pylopdf_fonts_zh_cn import sans_path

    used = {sign for sign in text if ord(sign) >= HAN}
    if not used:
        return b""
    options = subset.Options(flavor="woff", layout_features=[], hinting=False, name_IDs=[1, 2, 13])
    font = ttLib.TTFont(sans_path(), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(map(ord, used)))
    cutter.subset(font)
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def page(content: dict[str, Any]) -> str:
    """The report as HTML; `content` as from `experiments.report.content`.

    A figure is an image with its caption as alternative text: its ids stay inside it, and nothing in it can act.
    """
    import jinja2

    engine = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    engine.filters["figure"] = lambda svg: data_url("image/svg+xml", svg.encode())
    template = engine.get_template("report.html.j2")
    font = han_font(template.render(**content, font=""))
    return template.render(**content, font=data_url("font/woff", font) if font else "")
