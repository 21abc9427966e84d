"""Fonts that can write Chinese, wherever the figure is drawn."""

from functools import cache

FAMILIES = {"en": ["DejaVu Sans", "Noto Sans SC"], "zh": ["Noto Sans SC", "DejaVu Sans"]}


@cache
def register() -> None:
    """Tell matplotlib about Noto Sans SC, once a process."""
    from matplotlib.font_manager import fontManager
    from pylopdf_fonts_zh_cn import sans_path

    fontManager.addfont(sans_path())
