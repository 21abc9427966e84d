"""The side of the page: which regimes there are, and the tabs of what can be set."""

import solara

from dashboard.desk import Desk
from dashboard.panel import levers, settings, timeline
from dashboard.panel.arms import Arms
from dashboard.panel.tabs import Tabs

PANELS = {"levers": levers.Panel, "settings": settings.Panel, "time": timeline.Panel}


@solara.component
def Side(desk: Desk) -> solara.Element:
    """Arms, tabs, and the panel of the chosen tab."""
    with solara.Div() as side:
        Arms(desk)
        Tabs(desk)
        panel = desk.state.panel
        with solara.Div(attributes={"role": "tabpanel", "aria-labelledby": f"s-tab-{panel}"}):
            PANELS[panel](desk)
    return side
