"""A chart on the page: ECharts drawn as SVG, with a name in words and its numbers as a table.

Options are made by pure functions of the views; `"@number"`, `"@percent"` and `"@signed"` stand in them where ECharts
wants a function that writes a number.
"""

from collections.abc import Callable, Sequence
from typing import Any

import solara

from dashboard.look import INK, MUTED, RULE

FONT = "'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Helvetica Neue', Arial, sans-serif"


@solara.component_vue("chart.vue")
def _Chart(
    option: dict[str, Any],
    label: str,
    height: int,
    table: dict[str, Any] | None = None,
    afresh: bool = True,
    event_click: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """The template's own properties."""


def Chart(
    option: dict[str, Any],
    label: str,
    *,
    height: int = 320,
    table: dict[str, Any] | None = None,
    afresh: bool = True,
    on_click: Callable[[dict[str, Any]], None] | None = None,
) -> solara.Element:
    """An ECharts option as a picture; `label` says in words what it shows; `table` as from `numbers`.

    `afresh` False keeps what the reader has moved (a graph) and only changes what changed. `on_click` is told name,
    series, kind (of a graph: node or edge) and data.
    """
    return _Chart(option=option, label=label, height=height, table=table, afresh=afresh, event_click=on_click)


def numbers(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The numbers of a chart as a table that opens under it; cells are texts."""
    return {"title": title, "head": list(head), "rows": [list(row) for row in rows]}


def frame(title: str = "") -> dict[str, Any]:
    """What all charts share: no animation (they are drawn anew as runs go on), fonts and ink."""
    return {
        "animation": False,
        "textStyle": {"fontFamily": FONT, "color": INK, "fontSize": 12},
        "title": {"text": title, "textStyle": {"fontSize": 14, "fontWeight": 600, "color": INK}, "left": 0, "top": 0},
        "grid": {"left": 8, "right": 16, "top": 40, "bottom": 8, "containLabel": True},
    }


def axis(kind: str = "value", name: str = "", form: str = "@number") -> dict[str, Any]:
    """An axis: `value`, `category` or `log`."""
    labels: dict[str, Any] = {"color": MUTED}
    if kind != "category":
        labels["formatter"] = form
    return {
        "type": kind, "name": name, "nameTextStyle": {"color": MUTED}, "axisLabel": labels,
        "axisLine": {"lineStyle": {"color": MUTED}}, "splitLine": {"lineStyle": {"color": RULE}}, "scale": True,
    }  # fmt: skip
