"""Support by the street 街道支持 (F4): four tasks that take hours of the street's own posts.

Finding needs 需求发掘: stairwell visits like those of committees. Fostering organisations 社会组织培育: what is taught
is learnt slowly, up to a bound, and lost as people leave. Training workers 社工人才培养: they are trained as by anybody
(`model.mechanisms.careers`). Supervising projects 公益项目监管: how organisations work comes to light. A quarter of the
hours goes to each.
"""

from typing import TYPE_CHECKING

import numpy as np

from agents.street import Street, learn, share_out
from agents.supervision import found_out
from model.errands import Done, ErrandKind, Stop
from model.mechanisms.base import MONTH, WEEK, Mechanism
from model.mechanisms.careers import Careers
from model.routes import ROLE
from model.tables import Activity, Floats, Ints

if TYPE_CHECKING:
    from model.governance import GovernanceModel

NAME = "street_support"
FINDING, FOSTERING, PROJECTS, TRAINING = "find_needs", "foster", "supervise_projects", "train"
TASKS = (FINDING, FOSTERING, PROJECTS, TRAINING)
SESSION = 1.0  # hours of the street that one session of coaching, one look at a project, one training takes
FIRST_VISIT = -(2**59)  # visits of streets count down from here; no need, own work or errand has such a key


class StreetSupport(Mechanism):
    """What each street's support has brought about.

    `fostered` what the organisations of each street have learnt, 0 to 1, (streets,);
    `looked` looks at organisations' projects in the last month, `hours` of the street on each task so far.
    """

    errands = (
        ErrandKind(FINDING, (Stop("street", Activity.SUPPORT),)),
        ErrandKind(FOSTERING, (Stop("street", Activity.SUPPORT),)),
        ErrandKind(PROJECTS, (Stop("street", Activity.SUPPORT),)),
        ErrandKind(TRAINING, (Stop("street", Activity.SUPPORT),)),
        ErrandKind("coached", (Stop("organization", Activity.TRAINING),)),
        ErrandKind("project_answer", (Stop("organization", Activity.MONITORING),)),
    )

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        self.streets = [one for one in model.institutions if isinstance(one, Street)]
        number = len(self.streets)
        self._street_of = np.zeros(len(model.scenario.city.communities), dtype=np.int64)
        for street in self.streets:
            self._street_of[list(street.places)] = street.street
        self.fostered, self.looked, self._sessions = (np.zeros(number) for _ in range(3))
        self.hours = {task: np.zeros(number) for task in TASKS}
        self._month = {task: np.zeros(number) for task in TASKS}
        self._visits = 0
        self._ordered = False

    # --- what others ask
    def fostering(self, street: int) -> float:
        """How much faster organisations of a street learn, and how much more they do in an hour: 1 at least."""
        return 1.0 + self.parameters.fostering_bound * float(self.fostered[street])

    def inspecting(self, street: int) -> float:
        """Chance that low effort at an organisation of this street came to light last month."""
        return float(self._chance()[street])

    # --- hooks
    def begin(self) -> None:
        """The first week's support."""
        self._send()

    def every_week(self) -> None:
        """Those whom the street taught last week are trained; each street sends its people out for the week."""
        self._train()
        self._send()

    def errands_done(self, done: Done) -> None:
        """Visits that ended meet people; sessions that ended have taught or seen something."""
        street = self._street_of[done.place]
        if done.key == FINDING:
            self._meet(done.place)
            self._add(FINDING, street, self.parameters.visit_unit_hours)
        elif done.key in TASKS:
            self._add(done.key, street, SESSION)
            if done.key == TRAINING:
                self._sessions += np.bincount(street, minlength=len(self.streets))
        self._follow(done.key, done.place)

    def every_month(self) -> None:
        """What was taught is learnt, what was seen deters; what nobody keeps up fades."""
        full = self._weekly_hours(1.0) * MONTH / WEEK
        taught = self._month[FOSTERING] / full if full > 0.0 else self._month[FOSTERING]
        p = self.parameters
        for i in range(len(self.streets)):
            self.fostered[i] = learn(float(self.fostered[i]), float(taught[i]), p.support_learning, p.support_turnover)
        self.looked = self._month[PROJECTS]
        self._month = {task: np.zeros(len(self.streets)) for task in TASKS}
        if self._ordered or self.fostered.any() or self.looked.any():
            self._order()

    # --- in the house
    def _weekly_hours(self, strength: float) -> float:
        """Hours a week that a street gives to one task, not more than half of all it has to all four."""
        model = self.model
        most = 0.5 * model.scenario.resources.street_posts * model.hours * WEEK
        return min(strength * self.parameters.support_hours, most) / len(TASKS)

    def _send(self) -> None:
        """Send the week's errands of every street, each task spread over its days."""
        hours = self._weekly_hours(self.rules.street_support)
        if hours <= 0.0:
            return
        week = self.model.day // WEEK
        places: dict[int, Ints] = {}  # by the number of pieces
        for task in TASKS:
            length = self.parameters.visit_unit_hours if task == FINDING else SESSION
            # Sessions are whole; what is left of the week's hours goes to a later week.
            pieces = int((week + 1) * hours / length) - int(week * hours / length)
            if pieces:
                if pieces not in places:
                    places[pieces] = np.concatenate([self._places(street, pieces) for street in self.streets])
                day = self.model.day + WEEK * np.arange(pieces) // pieces
                time = np.tile((day * self.model.hours).astype(np.float64), len(self.streets))
                self.model.errands.send(task, places[pieces], time, length)

    def _train(self) -> None:
        """Social workers of each street, one like the other, spend the hours that last week's sessions take of them."""
        if not self._sessions.any():
            return
        careers = self.model.mechanisms.get(Careers)
        for street in np.flatnonzero(self._sessions).tolist():
            hours = self.parameters.training_group * float(self._sessions[street])
            careers.train(hours / max(len(careers.staff(street)), 1), street, WEEK)
        self._sessions[:] = 0.0

    def _places(self, street: Street, pieces: int) -> Ints:
        """The communities to which so many pieces of a street's support go this week, by residents."""
        communities = self.model.scenario.city.communities
        # A street with more communities than pieces begins each week where it stopped the last.
        shift = self.model.day // WEEK * pieces % len(street.places)
        places = street.places[shift:] + street.places[:shift]
        number = share_out([communities[place].residents for place in places], pieces)
        return np.repeat(np.array(places, dtype=np.int64), np.array(number))

    def _meet(self, place: Ints) -> None:
        """Visits of the street's people are visits like any other."""
        key = FIRST_VISIT - self._visits - np.arange(len(place))
        self._visits += len(place)
        self.model.voicing.meet_visitors(place, key)

    def _add(self, task: str, street: Ints, length: float) -> None:
        """Count hours of the street."""
        spent = length * np.bincount(street, minlength=len(self.streets))
        self.hours[task] += spent
        self._month[task] += spent

    def _follow(self, task: str, place: Ints) -> None:
        """An organisation that is taught, or asked about a project, spends hours of its own."""
        p = self.parameters
        for key, after, hours in (
            ("coached", FOSTERING, p.training_group),
            ("project_answer", PROJECTS, p.answer_hours),
        ):
            if task == after and hours > 0.0:
                opening = (self.model.day + 1) * self.model.hours
                self.model.errands.send(key, place, opening, hours)

    def _chance(self) -> Floats:
        """Chance that how an organisation works came to light, by street: looks are shared by its communities."""
        looks = self.looked / np.array([len(street.places) for street in self.streets])
        return np.asarray(found_out(self.parameters.supervision_insight, looks))

    def _order(self) -> None:
        """Write the layers of organisations."""
        p, standing = self.parameters, self.model.standing
        chance, role_actor = self._chance(), self.model.world.role_actor
        skill, passing = standing.skill(NAME), standing.passing(NAME)
        for street in self.streets:
            rows = np.unique(role_actor[ROLE["organization"], list(street.places)])
            skill[rows[rows >= 0]] = self.fostering(street.street)
            passing[rows[rows >= 0]] = -p.pass_detection * (1.0 - p.detection) * chance[street.street]
        standing.write()
        self._ordered = True
