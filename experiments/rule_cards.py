"""Each rule tried alone, small: the quantity it works through and the quantity that is its price.

One table says for every rule what is measured; `try_rule` runs the hierarchy and the rule alone on the same residents
at paired seeds, in eight communities of Shangcheng. It shows that benefit and price are there and which way they go,
not how large they are in a whole district. The pages of docs/rules/ are made from it (`tools/write_rules.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.statistics import paired
from model.governance import GovernanceModel
from model.mechanisms.careers import Careers
from model.outcomes import evaluate
from model.tables import Activity
from scenarios.actors import CATEGORIES, KINDS
from scenarios.library import load
from scenarios.rules import RULES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from scenarios.city import City

COMMUNITIES, STREETS = 4, 2  # of the cut
SEEDS, DAYS = 6, 100


@dataclass(frozen=True)
class Measure:
    """A quantity of one run: what it is called, its unit, how it is read off a model at its horizon."""

    name: str
    unit: str
    read: Callable[[GovernanceModel], float]


@dataclass(frozen=True)
class Trial:
    """What is measured when a rule is tried alone; `settings` of both arms, where the defaults show too little."""

    benefit: Measure
    price: Measure
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


# --- how quantities are read
def outcome(key: str) -> Callable[[GovernanceModel], float]:
    """An outcome by its key."""
    return lambda model: evaluate(model.outcomes.observed())[key]


def hours(activity: Activity, *kinds: str) -> Callable[[GovernanceModel], float]:
    """Hours a working day that desks of some kinds, or all, spend on an activity."""

    def read(model: GovernanceModel) -> float:
        return float(model.world.activity[_desks(model, *kinds), int(activity)].sum()) / model.day

    return read


def waiting(*kinds: str, role: str = "") -> Callable[[GovernanceModel], float]:
    """Mean wait of what came to desks of these kinds, or to one role's, working hours."""

    def read(model: GovernanceModel) -> float:
        legs = model.legs()
        mine = legs[_desks(model, *kinds, role=role)[legs["actor"]]]
        return float((mine["started"] - mine["arrived"]).mean())

    return read


def taking(activity: Activity, *kinds: str) -> Callable[[GovernanceModel], float]:
    """Mean hours that one piece of an activity takes at desks of these kinds."""

    def read(model: GovernanceModel) -> float:
        legs = model.legs()
        mine = legs[_desks(model, *kinds)[legs["actor"]] & (legs["activity"] == int(activity))]
        return float((mine["finished"] - mine["started"]).mean())

    return read


def answered(category: str) -> Callable[[GovernanceModel], float]:
    """Mean time from voicing to the first answer of a category's requests that were answered, working hours."""

    def read(model: GovernanceModel) -> float:
        rows = model.ledger.look(model.world)
        mine = rows[(rows["category"] == CATEGORIES.index(category)) & np.isfinite(rows["responded"])]
        return float((mine["responded"] - mine["voiced"]).mean())

    return read


def founders_burnout(model: GovernanceModel) -> float:
    """Mean burnout of the workers in studios; where there are none, of those who hold a licence."""
    workers = list(model.mechanisms.get(Careers).workers)
    chosen = [one for one in workers if one.studio] or [one for one in workers if one.licensed]
    return float(np.mean([one.burnout for one in chosen]))


def _desks(model: GovernanceModel, *kinds: str, role: str = "") -> Any:
    mine = np.isin(model.world.orders["kind"], [KINDS.index(kind) for kind in kinds or KINDS])
    if role:
        mine &= np.array([role in institution.desks[number].roles for institution, number in model.rows])
    return mine


WAIT = "working hours"
TRIALS: dict[str, Trial] = {
    "R1": Trial(
        Measure("time from voicing to answer, enforcement", WAIT, answered("enforcement")),
        Measure("wait for a team", WAIT, waiting("team")),
    ),
    "R2": Trial(
        Measure("committees' hours for self-governance", "hours per 1,000 residents a year",
                outcome("self_governance_hours")),
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
    "R6": Trial(
        Measure("time of an application", WAIT, outcome("application_time")),
        Measure("an approval at civil affairs", "hours", taking(Activity.APPROVAL, "civil_affairs")),
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
    "C6": Trial(
        Measure("burnout of licensed workers; with the rule, of founders", "0 to 1", founders_burnout),
        Measure("wait at the social-work windows", WAIT, waiting("station", role="station_social")),
        days=250, seeds=6, settings={"studio_founding": 0.9, "licensed_share": 0.5},
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


def try_rule(rule: str) -> tuple[Found, Found]:
    """Benefit and price of a rule alone, against the hierarchy; ValueError for a rule without a trial."""
    if rule not in TRIALS:
        raise ValueError(f"rule: found {rule!r}; allowed {', '.join(TRIALS)}")
    trial = TRIALS[rule]
    card = next(card for card in RULES if card.id == rule)
    base = load("hierarchy").replace(city=cut(), **trial.settings)
    alone = base.replace(**{key: network for key, (_, network) in card.poles.items()})
    values: list[list[tuple[float, float]]] = []
    for scenario in (base, alone):
        runs = []
        for seed in range(1, trial.seeds + 1):
            model = GovernanceModel(scenario, rng=seed, record_legs=True)
            model.run_for(trial.days)
            runs.append((trial.benefit.read(model), trial.price.read(model)))
        values.append(runs)
    benefit, price = (
        Found(measure, *(tuple(run[i] for run in runs) for runs in values))
        for i, measure in enumerate((trial.benefit, trial.price))
    )
    return benefit, price


def draw_trial(title: str, found: tuple[Found, Found]) -> "Figure":
    """Benefit and price side by side: both arms with 95 % intervals, the paired difference above."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    from experiments.figures import COLOURS
    from experiments.fonts import FAMILIES, register

    register()
    with mpl.rc_context({"font.family": FAMILIES["en"]}):
        figure = Figure(figsize=(8.0, 3.6), layout="constrained")
        for axes, part, what in zip(figure.subplots(1, 2), found, ("benefit", "price"), strict=True):
            means = np.array(part.means)
            reach = np.abs(means[:, 1:] - means[:, :1]).T
            axes.bar(
                (0, 1), means[:, 0], yerr=reach, width=0.6, capsize=4, color=COLOURS[:2], hatch=("", "//"), alpha=0.8,
                edgecolor="0.2",
            )  # fmt: skip
            axes.set_xticks((0, 1), ("hierarchy", "the rule alone"))
            axes.set_ylabel(part.measure.unit, fontsize=8)
            mean, low, high = part.difference
            axes.set_title(f"{what}: {part.measure.name}\n{mean:+.3g} ({low:+.3g} to {high:+.3g})", fontsize=9)
        figure.suptitle(title, fontsize=10)
        figure.draw_without_rendering()
    return figure
