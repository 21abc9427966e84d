"""Money follows the task 费随事转 (R7): residents decide at which function the posts of their service money stand.

A share d of the service money, which today pays for posts of the station, is the communities' own. Each quarter the
committee and the party call the residents together; those who come say where requests stood in line last quarter, and
the posts go to comprehensive service, public affairs, social work or the committee in proportion. Who comes knows the
needs of all only roughly; small accounts lose economies of scale; departments guide and evaluate, which takes their
hours and changes no choice.
"""

from typing import TYPE_CHECKING

import numpy as np

from agents.station import FUNCTIONS, Station, largest_remainder
from model.budget import yuan
from model.errands import Done, ErrandKind, Stop
from model.mechanisms import communities
from model.mechanisms.base import QUARTER, Mechanism
from model.routes import ROLE
from model.streams import Purpose, uniforms
from model.tables import Activity, Floats, Ints
from scenarios.actors import DEPARTMENTS

if TYPE_CHECKING:
    from model.governance import GovernanceModel

NAME = "devolution"
CHOICES = (*FUNCTIONS, "committee")
CONSULTATION = ErrandKind("consultation", (Stop("committee", Activity.MEETING), Stop("party", Activity.MEETING, 0.5)))
GUIDANCE = tuple(ErrandKind(f"guidance_{role}", (Stop(role, Activity.MONITORING),)) for role in DEPARTMENTS)
WITHIN_DAYS = 10.0  # consultations of a quarter are held in its first two weeks


class Devolution(Mechanism):
    """Consultations and the posts they move; `voiced` the shares that each community chose last, (P, choices)."""

    errands = (CONSULTATION, *GUIDANCE)

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        places = len(model.scenario.city.communities)
        self.voiced: Floats = np.zeros((places, len(CHOICES)))
        self.participants: Ints = np.zeros(places, dtype=np.int64)
        self._heard: Floats = np.zeros((places, len(CHOICES)))
        self._queued: Floats = np.zeros(len(model.rows))
        self._changed = False

    def every_month(self) -> None:
        """Every third month residents are called together, if any money is theirs."""
        if self.model.day % QUARTER == 0:
            waited = self.waiting_hours()
            if self.rules.fund_devolution > 0.0:
                self._consult(waited)

    def every_day(self) -> None:
        """Posts change their place in the morning."""
        if self._changed:
            self._changed = False
            self._place_posts()

    def errands_done(self, done: Done) -> None:
        """What was said at a consultation holds from the next morning."""
        if done.key == CONSULTATION.key:
            self._decide(done.place)

    def regime_changed(self) -> None:
        """Another share of the money is devolved."""
        self._changed = bool(self.voiced.any())

    # --- in the house
    def _consult(self, waited: Floats) -> None:
        """Call the residents of every community together, and the departments to guide them."""
        model, p = self.model, self.parameters
        places = np.arange(len(self.voiced))
        quarter = model.day // QUARTER
        size = np.array([place.residents for place in model.scenario.city.communities])
        turnout = p.consultation_turnout * communities.habit(model) * communities.trust(model)
        self.participants = np.maximum(np.rint(size * np.minimum(turnout, 1.0)), 1.0).astype(np.int64)
        present = int(self.participants.sum())
        model.volunteers.give(Activity.MEETING, present * p.participant_hours, contacts=present)
        self._heard = self._said(waited, quarter)
        start = model.day * model.hours
        time = start + WITHIN_DAYS * model.hours * uniforms(model.seed, Purpose.CONSULTATION, places, quarter)
        if p.guidance_hours > 0.0:
            guide = (places + quarter) % len(GUIDANCE)  # departments take turns
            for number, kind in enumerate(GUIDANCE):
                here = places[guide == number]
                model.errands.send(kind.key, here, time[here], p.guidance_hours)
        if p.consultation_hours > 0.0:
            model.errands.send(CONSULTATION.key, places, time, p.consultation_hours)
        else:
            self._decide(places)

    def waiting_hours(self) -> Floats:
        """Hours of last quarter that work stood in line at the desk of each function, (P, choices).

        The unmet demand as residents know it, and as more posts would meet it: what waits for a sitting is not in it.
        A desk counts for each community that it serves by residents, and for each of its functions alike.
        """
        model = self.model
        world = model.world
        waited, self._queued = world.floor["queue_hours"] - self._queued, world.floor["queue_hours"].copy()
        people = np.array([place.residents for place in model.scenario.city.communities], dtype=np.float64)
        desks = self._desks()
        manned = desks >= 0
        served = np.zeros(len(model.rows))
        np.add.at(served, desks[manned], np.broadcast_to(people[:, None], desks.shape)[manned])
        share = np.where(manned, people[:, None] / np.maximum(served[desks], 1.0), 0.0)
        return np.asarray(waited[desks] * share, dtype=np.float64)

    def _desks(self) -> Ints:
        """The desk of each function by community, NOBODY where there is none, (P, choices)."""
        return np.array([self.model.world.role_actor[ROLE[role]] for role in CHOICES]).T

    def _said(self, demand: Floats, quarter: int) -> Floats:
        """Shares of the functions in what participants say of this demand: an error of 1/√(number of them)."""
        keys = np.arange(demand.size)
        draw = communities.normals(self.model.seed, Purpose.CONSULTATION_ERROR, keys, quarter).reshape(demand.shape)
        error = self.parameters.consultation_noise / np.sqrt(self.participants)
        said = demand * np.exp(error[:, None] * draw)
        return np.asarray(said / np.maximum(said.sum(axis=1, keepdims=True), np.finfo(np.float64).tiny))

    def _decide(self, places: Ints) -> None:
        self.voiced[places] = self._heard[places]
        self._changed = True

    def _place_posts(self) -> None:
        """Take the devolved posts from the station's windows by their posts, and put them where residents chose.

        Whole posts by largest remainder among the desks of a station and its committees; no desk loses its last post.
        Where a desk's posts stand on small accounts, the share s of their work is lost.
        """
        model, r = self.model, self.model.scenario.resources
        layer, skill = model.standing.posts(NAME), model.standing.skill(NAME)
        home = model.standing.home - layer
        layer[:], skill[:] = 0, 1.0
        post = yuan(r.productive_hours * r.working_days, r.wage_yuan_per_hour)
        pot = self.rules.fund_devolution * r.service_money_yuan_per_resident / post
        desks = self._desks()
        for station in [i for i in model.institutions if isinstance(i, Station)]:
            mine = [place for place in station.places if self.voiced[place].any()]
            theirs = np.array([pot * model.scenario.city.communities[place].residents for place in mine])
            windows = [desk.row for desk in station.desks]
            spare = np.maximum(home[windows] - 1, 0)
            number = min(round(float(theirs.sum())), int(spare.sum()))
            if number == 0:
                continue
            wanted = np.zeros(len(home))
            np.add.at(wanted, desks[mine], theirs[:, None] * self.voiced[mine])
            rows = np.flatnonzero(wanted)
            given = np.array(largest_remainder(tuple(wanted[rows].tolist()), number))
            layer[windows] -= largest_remainder(tuple(spare.astype(float).tolist()), number)
            layer[rows] += given
            small = given / np.maximum(home[rows] + layer[rows], 1)
            skill[rows] *= (1.0 - self.parameters.devolution_scale_loss * small)[:, None]
        model.standing.write()
