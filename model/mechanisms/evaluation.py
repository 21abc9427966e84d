"""Two-way evaluation 双向评价 (C4): what counts for those served counts for effort, budgets and blame.

Each quarter every evaluated desk splits its effort by what counted in the last one (`agents/effort.py`). Upward
evaluation sees counts and deadlines, so pace in every kind alike; the other sides' ratings come from what was judged
and felt: residents' from their judgements, organisations' from hand-overs, workers' from cases that came back. Effort
works through two layers of standing orders: pace through skill, care through the chance of failing. Both are relative
to the split under upward evaluation alone, which is what the base case embodies.
"""

from typing import TYPE_CHECKING

import numpy as np

from agents import effort
from agents.department import reward_posts
from agents.effort import CARE, PACE
from model.errands import ErrandKind, Stop
from model.judgements import Judgements
from model.mechanisms.base import MONTH, Mechanism
from model.mechanisms.supervision import Supervision
from model.tables import Activity, Floats, Ints
from scenarios.actors import KINDS

if TYPE_CHECKING:
    from model.governance import GovernanceModel

NAME = "evaluation"
EVALUATED = ("committee", "station", "organization", "team", "department", "civil_affairs")
REWARDED = ("committee", "station")  # desks between which posts follow the score
MONTHS = 3  # of a quarter
MIDDLING = 0.5  # score of a desk of which nothing is known
SURVEYS = ("survey_committee", "survey_station")


class Evaluation(Mechanism):
    """What every desk is rated at, and how it splits its effort.

    `pace` and `care` of each desk and kind relative to the base case, (A, K); `hours` of last quarter by which they
    were set, (A, K).
    """

    errands = (
        ErrandKind(SURVEYS[0], (Stop("committee", Activity.SURVEY),)),
        ErrandKind(SURVEYS[1], (Stop("station_general", Activity.SURVEY),)),
    )

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        self._seen = Judgements(model)
        kind = model.world.orders["kind"]
        self._evaluated = np.isin(kind, [KINDS.index(name) for name in EVALUATED])
        self._groups: dict[tuple[str, ...], list[int]] = {}
        for row, (institution, number) in enumerate(model.rows):
            if institution.kind in REWARDED:
                self._groups.setdefault(institution.desks[number].roles, []).append(row)
        shape = model.world.skill.shape
        self.pace: Floats = np.ones(shape)
        self.care: Floats = np.ones(shape)
        self.hours: Floats = np.zeros(shape)
        self._score: Floats = np.full(len(model.rows), MIDDLING)
        self._satisfaction: Floats | None = None  # of each desk's residents last quarter; none before it ended
        self._ordered = False

    @property
    def ratings(self) -> tuple[float, float, float]:
        """Weights of residents, organisations and workers among those served, which add up to 1 (or are all 0)."""
        p = self.parameters
        weights = (p.rating_residents, p.rating_organizations, p.rating_workers)
        whole = sum(weights)
        return (weights[0] / whole, weights[1] / whole, weights[2] / whole) if whole > 0.0 else (0.0, 0.0, 0.0)

    def score(self, desk: int) -> float:
        """What a desk (its row) scored last quarter, 0 to 1: 1 − ω of it upward, ω the other sides; 0.5 at first.

        Upward: cases within the time standard. Residents: mean satisfaction. Organisations: 1 ÷ (1 + mean hand-overs).
        Workers: cases that did not come back.
        """
        return float(self._score[desk])

    @property
    def mean_care(self) -> float:
        """Care against the base case, mean over the hours of evaluated desks last quarter; 1 before it has ended.

        Care that residents' supervision has ordered (F5) comes on top of what evaluation makes of it.
        """
        ordered = self.model.mechanisms.get(Supervision).taken
        hours = self.hours[self._evaluated]
        taken = (self.care * ordered[:, None])[self._evaluated]
        return float((taken * hours).sum() / hours.sum()) if hours.any() else 1.0

    # --- hooks
    def begin(self) -> None:
        """Blame is another one from the first day."""
        if self.rules.evaluation > 0.0:
            self._order()

    def cases_judged(self, cases: Ints) -> None:
        """Count what was judged."""
        self._seen.note(cases)

    def every_month(self) -> None:
        """Surveys in the last month of a quarter; what they say counts from its end."""
        month = self.model.day // MONTH % MONTHS
        if month == MONTHS - 1 and self.rules.evaluation > 0.0:
            self._survey()
        if month == 0:
            self._evaluate()

    def regime_changed(self) -> None:
        """Effort follows the new weights at the end of the quarter; if those served count no more, at once."""
        if self.rules.evaluation > 0.0 or self._ordered:
            if self.rules.evaluation == 0.0:
                self.pace[:], self.care[:] = 1.0, 1.0
                self.model.standing.posts(NAME)[:] = 0
            self._order()

    # --- in the house
    def _survey(self) -> None:
        """Each community's committee and station ask around, spread over the month."""
        model, p = self.model, self.parameters
        places = np.arange(len(model.scenario.city.communities))
        model.voicing.resident_hours += p.survey_resident_hours * len(places)
        model.volunteers.give(Activity.SURVEY, p.survey_volunteer_hours * len(places))
        pieces = int(np.ceil(p.survey_hours))  # of an hour at most
        if not pieces:
            return
        day = model.day + MONTH * np.arange(pieces) // pieces
        for key in SURVEYS:
            times = np.tile(day * model.hours, len(places))
            model.errands.send(key, np.repeat(places, pieces), times, p.survey_hours / pieces)

    def _evaluate(self) -> None:
        """The quarter has ended: scores, and where those served count, effort, posts and blame."""
        seen, rules = self._seen, self.rules
        self.hours = seen.hours()
        satisfied = seen.desk_mean("satisfaction", MIDDLING)
        residents, organizations, workers = self.ratings
        served = (
            residents * satisfied
            + organizations / (1.0 + seen.desk_mean("hand_overs", 1.0))
            + workers * (1.0 - seen.desk_mean("reopened", 1.0 - MIDDLING))
        )
        upward = seen.desk_mean("kept", MIDDLING)
        self._score = (1.0 - rules.evaluation) * upward + rules.evaluation * served
        self._satisfaction = satisfied
        if rules.evaluation > 0.0:
            self._split()
            self._reward()
            self._order()
        seen.begin_quarter()

    def _split(self) -> None:
        """Desks split their effort anew; `pace` and `care` against the split under upward evaluation alone."""
        p, hours = self.parameters, effort.task_hours(self.hours, self.parameters.care_share)
        upward = np.broadcast_to(np.array([1.0, p.upward_care]), hours.shape)
        weights = effort.task_weights(upward, self._counts(), self.rules.evaluation)
        before = effort.split_effort(upward, hours, p.effort_response)
        ratio = np.where(self._evaluated[:, None, None], effort.split_effort(weights, hours, p.effort_response), before)
        self.pace, self.care = ratio[..., PACE] / before[..., PACE], ratio[..., CARE] / before[..., CARE]

    def _counts(self) -> Floats:
        """What tasks count with those served, (A, K, 2)."""
        seen, p = self._seen, self.parameters
        residents, organizations, workers = self.ratings
        ratings = residents * effort.residents_weights(
            seen.sums["judged"], seen.mean("satisfaction"), p.popularity, p.felt_care
        )
        for name, weight, task in (("hand_overs", organizations, PACE), ("reopened", workers, CARE)):
            felt = seen.mean(name)
            most = felt.max(axis=1, keepdims=True)
            ratings[..., task] += weight * felt / np.where(most > 0.0, most, 1.0)
        return np.asarray(ratings)

    def _reward(self) -> None:
        """A few posts go from the desks that scored worst to those that scored best; none is made or lost."""
        share = self.parameters.rewarded_posts
        if share <= 0.0:
            return
        mine = self.model.standing.posts(NAME)
        home = self.model.standing.home - mine
        for rows in self._groups.values():
            mine[rows] = reward_posts(home[rows].tolist(), self._score[rows].tolist(), share)

    def _order(self) -> None:
        """Write the layers: pace, care, and blame, which is from above and from residents' ratings by their weights."""
        p, standing, weight = self.parameters, self.model.standing, self.rules.evaluation
        standing.skill(NAME)[:] = self.pace
        standing.slip(NAME)[:] = effort.slip_of(self.care, p.task_error, p.care_elasticity)
        bad = p.blame if self._satisfaction is None else 1.0 - self._satisfaction
        standing.passing(NAME)[:] = np.where(self._evaluated, p.pass_blame * weight * (bad - p.blame), 0.0)
        standing.write()
        self._ordered = True
