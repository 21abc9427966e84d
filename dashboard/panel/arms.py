"""Not yet."""

import solara

from dashboard.desk import Desk


@solara.component
def Arms(desk: Desk) -> solara.Element:
    """Not yet."""
    return solara.Div(children=[solara.Div(children=[one]) for one in desk.labels])
