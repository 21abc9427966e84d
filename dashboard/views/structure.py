"""Not yet."""

import solara

from dashboard.desk import Desk


@solara.component
def View(desk: Desk) -> solara.Element:
    """Not yet."""
    return solara.Div(children=["structure"])
