"""A rule of one's own: experienced staff give a share of their desk's hours to mentoring (传帮带).

Benefit: fewer tasks fail, so fewer requests come back. Price: the hours given are missing at the desk, so work takes
longer. Which of the two weighs more is for the model to find out.
"""

from typing import Any

from scenarios.declare import Declared, declared
from scenarios.extensions import Extension
from scenarios.rules import RuleCard

HALVING_SHARE = 0.05  # share of hours that halves the chance of a faulty task (assumed; 0.02–0.2)
MENTORED = ("committee", "station", "organization")


class Mentoring(Declared):
    """The new lever; at its default the district is as it was."""

    mentoring_share: float = declared(
        0.0, zh="带教工时比例", en="hours given to mentoring", unit="share", ge=0, le=0.3, group="X1"
    )


CARD = RuleCard(
    "X1", ("mentoring_share",), "传帮带", "Mentoring", "老员工带教新员工。", "Experienced staff mentor others.",
    "capability", "community", "capacity", "文中未提", "Fewer tasks fail", "Hours missing at the desk",
    (), {"mentoring_share": (0.0, 0.1)}, benefit_zh="差错减少", price_zh="窗口工时减少",
)  # fmt: skip


def mentor(model: Any) -> None:
    """Write what holds this week into the rows of every desk where staff mentor each other."""
    share = model.scenario.rules.mentoring_share
    for kind in MENTORED:
        rows = model.desks.rows(kind=kind)
        model.desks.orders["error"][rows] *= 0.5 ** (share / HALVING_SHARE)
        model.desks.orders["productivity"][rows] *= 1.0 - share


extension = Extension("mentoring", Mentoring, (CARD,), standing_orders=mentor)
