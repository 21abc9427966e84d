"""Not yet."""

import solara

from dashboard.chart import Chart, axis, frame
from dashboard.desk import Desk
from dashboard.look import LOOKS
from dashboard.words import text


@solara.component
def View(desk: Desk) -> solara.Element:
    """Not yet."""
    state, run = desk.state, desk.run
    if run is None or not len(run.points()):
        return solara.Div(children=[text("nothing_yet", state.lang)])
    points = run.points()
    means = points.groupby(["arm", "day"])[state.outcome].mean()
    series = [
        {"type": "line", "name": desk.labels[arm], "data": [[int(d), float(v)] for d, v in means[arm].items()],
         "lineStyle": {"color": LOOKS[arm].color, "type": LOOKS[arm].line}, "itemStyle": {"color": LOOKS[arm].color}}
        for arm in range(len(run.plan.arms))
    ]  # fmt: skip
    return Chart(frame(state.outcome) | {"xAxis": axis(), "yAxis": axis(), "series": series}, state.outcome)
