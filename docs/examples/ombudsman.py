"""A kind of agent of one's own: an ombudsman (督查员) in each street, who looks into cases that were passed on.

The street office gives a share of its hours. Each week the ombudsman takes up as many of last week's passed-on cases
as these hours allow, and whoever has to reckon with being looked into passes less on. Price: the hours are missing
at the street office, where approvals take longer.
"""

from typing import Any

from mesa import Agent

from agents.street import Street
from scenarios.declare import Declared, declared
from scenarios.extensions import Extension
from scenarios.rules import RuleCard

HOURS_A_CASE = 2.0  # to look into one case that was passed on (assumed; 0.5–4)
DAYS = 5  # working days a week


class Inspection(Declared):
    """The lever that staffs the ombudsmen; at 0 there are none."""

    ombudsman_share: float = declared(
        0.0, zh="督查工时比例", en="street hours given to the ombudsman", unit="share", ge=0, le=0.5, group="X2"
    )


CARD = RuleCard(
    "X2", ("ombudsman_share",), "推诿督查", "Street ombudsman", "督查员每周查办推诿件。",
    "An ombudsman looks into cases that were passed on.", "rights", "street", "clarity", "文中未提",
    "Less is passed on", "Hours missing at the street office", ("pass_detection",),
    {"ombudsman_share": (0.0, 0.1)}, benefit_zh="推诿减少", price_zh="街道工时减少",
)  # fmt: skip


class Ombudsman(Agent[Any]):
    """The ombudsman of one street; `found` is last week's share of passed-on cases that was looked into."""

    def __init__(self, model: Any, street: Street) -> None:
        super().__init__(model)
        self.street = street
        self.found = 0.0

    def inspect(self) -> None:
        """Decide by last week's cases, and write it into the rows of the street's desks."""
        desks, scenario = self.model.desks, self.model.scenario
        share = scenario.rules.ombudsman_share
        hours = share * self.street.posts * scenario.resources.productive_hours * DAYS
        passed_on = float(desks.passed_on[list(self.street.places)].sum())
        self.found = min(1.0, hours / HOURS_A_CASE / passed_on) if passed_on else 0.0
        rows = desks.rows(street=self.street.street)
        desks.orders["pass_intercept"][rows] -= scenario.parameters.pass_detection * self.found
        desks.orders["productivity"][self.street.desks[0].row] *= 1.0 - share


def appoint(model: Any) -> None:
    """Make one ombudsman a street, once the institutions stand."""
    if model.scenario.rules.ombudsman_share > 0.0:
        for street in list(model.agents_by_type[Street]):
            Ombudsman(model, street)


def inspect(model: Any) -> None:
    """Let every ombudsman decide: at the start, and each week."""
    for ombudsman in model.agents_by_type.get(Ombudsman, ()):
        ombudsman.inspect()


extension = Extension("ombudsman", Inspection, (CARD,), agents=appoint, standing_orders=inspect)
