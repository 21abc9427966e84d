"""Each rule tried alone, small: the quantity it works through and the quantity that is its price.

One table says for every rule what is measured; `try_rule` runs the hierarchy and the rule alone on the same residents
at paired seeds, in eight communities of Shangcheng. It shows that benefit and price are there and which way they go,
not how large they are in a whole district. The pages of docs/rules/ are made from it (`tools/write_rules.py`).
"""

import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.rule_measures import (
    Measure,
    agenda_time,
    answered,
    decision_time,
    founders_burnout,
    hand_overs_in_complexes,
    hired_hours,
    hours,
    leaders_distance,
    needs_of_the_others,
    needs_that_arise,
    of_category,
    of_those,
    organization_fit,
    outcome,
    paid_for,
    rich_less_poor,
    taking,
    told_at_the_door,
    volunteers,
    waiting,
    waiting_for,
    waiting_organizations,
    with_a_price,
)
from experiments.statistics import paired
from model.governance import GovernanceModel
from model.tables import Activity
from scenarios.library import load
from scenarios.rules import RULES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from scenarios.city import City

COMMUNITIES, STREETS = 4, 2  # of the cut
SEEDS, DAYS = 6, 100
YEAR = 250  # days: what goes by quarters, or needs decisions or money first, takes a year to be seen


@dataclass(frozen=True)
class Trial:
    """What is measured when a rule is tried alone; `settings` of both arms, where the defaults show too little.

    Where the preregistration names quantities, they are those; `also` is what it names beside them.
    """

    benefit: Measure
    price: Measure
    also: tuple[Measure, ...] = ()
    days: int = DAYS
    seeds: int = SEEDS
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """A quantity in both arms: values by seed; `difference` (mean, low, high) of the rule less the hierarchy."""

    measure: Measure
    without: tuple[float, ...]
    with_rule: tuple[float, ...]

    @property
    def difference(self) -> tuple[float, float, float]:
        """Mean paired difference with its 95 % interval (Student's t)."""
        return paired(np.array(self.with_rule) - np.array(self.without))[:3]

    @property
    def means(self) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        """(mean, low, high) without and with the rule."""
        return paired(np.array(self.without))[:3], paired(np.array(self.with_rule))[:3]


WAIT = "working hours"
A_YEAR = "hours per 1,000 residents a year"
MEETINGS = Measure("meetings", A_YEAR, outcome("meeting_hours"))
VOLUNTEERS = Measure("hours of volunteers and neighbours", A_YEAR, volunteers)
TRIALS: dict[str, Trial] = {
    "R1": Trial(
        Measure("time from voicing to answer, enforcement", WAIT, answered("enforcement")),
        Measure("wait for a team", WAIT, waiting("team")),
    ),
    "R2": Trial(
        Measure("committees' hours for self-governance", A_YEAR, outcome("self_governance_hours")),
        Measure("delegated work at the stations", "hours a day", hours(Activity.DELEGATED, "station")),
    ),
    "R3": Trial(
        Measure("wait at a station's window", WAIT, waiting("station")),
        Measure("work done again for lost information at the stations", "hours a day",
                hours(Activity.LOST_INFORMATION, "station")),
    ),
    "R4": Trial(
        Measure("wait at a station's window", WAIT, waiting("station")),
        Measure("a piece of delegated work at the station", "hours", taking(Activity.DELEGATED, "station")),
    ),
    "R5": Trial(
        Measure("wait of care tasks at the social-work windows", WAIT,
                waiting_for(Activity.WORK, "station", role="station_social")),
        Measure("bids, judging and watching contracts", "hours a day", hours((Activity.CONTEST, Activity.MONITORING))),
        also=(Measure("time to resolution, care", WAIT, outcome("resolution_mean", of_category("care"))),
              Measure("hired by organisations", "hours a day", hired_hours)),
        days=YEAR,
    ),
    "R6": Trial(
        Measure("time of an application", WAIT, outcome("application_time")),
        Measure("an approval at civil affairs", "hours", taking(Activity.APPROVAL, "civil_affairs")),
    ),
    "R7": Trial(
        Measure("wait at committee and station", WAIT, waiting("committee", "station")),
        Measure("Gini of communities, within the standard", "0 to 1", outcome("community_gini")),
        also=(MEETINGS,), days=200, seeds=8,
    ),
    "R8": Trial(
        Measure("times a request is passed on", "per request", outcome("passed_on")),
        Measure("upkeep of the duty list", "hours a day", hours(Activity.UPKEEP)),
    ),
    "R9": Trial(
        Measure("wait at committee and station", WAIT, waiting("committee", "station")),
        Measure("travel between desks", "hours a day", hours(Activity.TRAVEL)),
        days=200, seeds=8,
    ),
    "C1": Trial(
        Measure("distance of decisions from those they bind", "0 to 1", outcome("decision_distance")),
        Measure("time to a decision", WAIT, outcome("decision_time")),
        also=(MEETINGS, VOLUNTEERS), days=YEAR,
    ),
    "C2": Trial(
        Measure("time to a decision, issues of a building", WAIT, decision_time("building")),
        Measure("time to a decision, issues that reach further", WAIT, decision_time("estate", "community", "beyond")),
        also=(MEETINGS, Measure("work at property companies", "hours a day", hours(Activity.WORK, "property"))),
        days=YEAR,
    ),
    "C3": Trial(
        Measure("needs that arise", "needs per 1,000 residents a year", needs_that_arise),
        Measure("work on root causes and on applications", "hours a day",
                hours(Activity.ROUTINE, "street", "department", "civil_affairs")),
        also=(Measure("projects paid for", "share of those proposed", paid_for),), days=YEAR,
    ),
    "C4": Trial(
        Measure("requests that came back", "share of the resolved", outcome("reopened_share")),
        Measure("time to resolution, enforcement", WAIT, outcome("resolution_mean", of_category("enforcement"))),
        also=(Measure("surveys", A_YEAR, outcome("survey_hours")),), days=YEAR,
    ),
    "C5": Trial(
        Measure("organisations alive", "organisations", outcome("organizations_alive")),
        Measure("upkeep, and meetings elsewhere", "hours a day",
                hours((Activity.UPKEEP, Activity.MEETING), "committee", "station")),
        also=(Measure("hired by organisations", "hours a day", hired_hours),), days=YEAR,
    ),
    "C6": Trial(
        Measure("burnout of licensed workers; with the rule, of founders", "0 to 1", founders_burnout),
        Measure("wait at the social-work windows", WAIT, waiting("station", role="station_social")),
        days=250, seeds=6, settings={"studio_founding": 0.9, "licensed_share": 0.5},
    ),
    "C7": Trial(
        Measure("time until an issue is on an agenda", WAIT, agenda_time),
        Measure("distance of decisions from leaders", "0 to 1", leaders_distance),
        also=(VOLUNTEERS,), days=YEAR,
    ),
    "C8": Trial(
        Measure("projects paid for", "share of those proposed", paid_for),
        Measure("raised by the rich quarter less the poor", "yuan per 1,000 residents a year", rich_less_poor),
        also=(Measure("private money", "yuan per 1,000 residents a year", outcome("private_money")), MEETINGS),
        days=YEAR,
    ),
    "C9": Trial(
        Measure("organisations alive", "organisations", outcome("organizations_alive")),
        Measure("wait at a station's window", WAIT, waiting("station")),
        also=(Measure("hired by organisations", "hours a day", hired_hours),), days=125,
    ),
    "F1": Trial(
        Measure("fit of organisations to communities", "0 to 1", organization_fit),
        MEETINGS,
        also=(Measure("organisations that wait for a fair", "organisations", waiting_organizations),),
        settings={"incubation": 5_000_000},
    ),
    "F2": Trial(
        Measure("time to resolution, issues that cost money", WAIT, outcome("resolution_mean", with_a_price)),
        Measure("campaigns, at committees", "hours a day", hours(Activity.MEETING, "committee")),
        also=(Measure("projects paid for", "share of those proposed", paid_for),), days=YEAR,
    ),
    "F3": Trial(
        Measure("needs the vulnerable bear in silence", "per 1,000 of them", outcome("unvoiced_stock_vulnerable")),
        VOLUNTEERS,
        also=(Measure("needs the others bear in silence", "per 1,000 of them", needs_of_the_others),),
    ),
    "F4": Trial(
        Measure("needs told at the door", "needs per 1,000 residents a year", told_at_the_door),
        Measure("wait of an approval at the street", WAIT, waiting_for(Activity.APPROVAL, "street")),
    ),
    "F5": Trial(
        Measure("times a request is passed on", "per request", outcome("passed_on")),
        VOLUNTEERS,
    ),
    "F6": Trial(
        Measure("hand-overs where there is a complex", "hours a day", hand_overs_in_complexes(0.5)),
        Measure("wait at a station's window", WAIT, waiting("station")),
    ),
    "F7": Trial(
        Measure("work done again for lost information", "hours a day", hours(Activity.LOST_INFORMATION)),
        Measure("typing into the platform", "hours a day", hours(Activity.ENTRY)),
        also=(Measure("voiced, of those online", "share", outcome("voiced_share", of_those("online", True))),
              Measure("voiced, of those not online", "share", outcome("voiced_share", of_those("online", False)))),
    ),
}  # fmt: skip
"""Rule → what is measured. A rule that is not here has no page yet."""


def cut() -> "City":
    """Eight communities of Shangcheng: the first four of its first two streets, by name."""
    city = load("hierarchy").city
    kept = [
        place
        for street in city.streets[:STREETS]
        for place in [c for c in city.communities if c.street == street][:COMMUNITIES]
    ]
    return city.model_copy(update={"key": f"{city.key}_cut", "communities": tuple(kept)})


def try_rule(rule: str) -> tuple[Found, ...]:
    """Benefit, price and what else is looked at of a rule alone; ValueError for a rule without a trial."""
    if rule not in TRIALS:
        raise ValueError(f"rule: found {rule!r}; allowed {', '.join(TRIALS)}")
    trial = TRIALS[rule]
    card = next(card for card in RULES if card.id == rule)
    base = load("hierarchy").replace(city=cut(), **trial.settings)
    alone = base.replace(**card.at("network"))
    measures = (trial.benefit, trial.price, *trial.also)
    values: list[list[tuple[float, ...]]] = []
    for scenario in (base, alone):
        runs = []
        for seed in range(1, trial.seeds + 1):
            model = GovernanceModel(scenario, rng=seed, record_legs=True)
            model.run_for(trial.days)
            runs.append(tuple(measure.read(model) for measure in measures))
        values.append(runs)
    return tuple(
        Found(measure, *(tuple(run[i] for run in runs) for runs in values)) for i, measure in enumerate(measures)
    )


def draw_trial(title: str, found: tuple[Found, ...]) -> "Figure":
    """Benefit and price side by side: both arms with 95 % intervals, the paired difference above."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    from experiments.figures import COLOURS
    from experiments.fonts import FAMILIES, register

    wide = 52  # letters of a title that fit

    register()
    with mpl.rc_context({"font.family": FAMILIES["en"]}):
        figure = Figure(figsize=(8.0, 3.6), layout="constrained")
        for axes, part, what in zip(figure.subplots(1, 2), found[:2], ("benefit", "price"), strict=True):
            means = np.array(part.means)
            reach = np.abs(means[:, 1:] - means[:, :1]).T
            axes.bar(
                (0, 1), means[:, 0], yerr=reach, width=0.6, capsize=4, color=COLOURS[:2], hatch=("", "//"), alpha=0.8,
                edgecolor="0.2",
            )  # fmt: skip
            axes.set_xticks((0, 1), ("hierarchy", "the rule alone"))
            axes.set_ylabel(part.measure.unit, fontsize=8)
            mean, low, high = part.difference
            name = textwrap.fill(f"{what}: {part.measure.name}", wide)
            axes.set_title(f"{name}\n{mean:+.3g} ({low:+.3g} to {high:+.3g})", fontsize=9)
        figure.suptitle(title, fontsize=10)
        figure.draw_without_rendering()
    return figure
