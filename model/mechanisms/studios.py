"""Social work studios 社区社会工作室 (C6): licensed workers leave the windows and work in their community.

A founder's post, with the public money that pays it, moves from the station's window to the desk of the community's
organisations, and care requests go there in proportion to the care hours that went. Nothing else is given to them.
"""

import numpy as np

from model.mechanisms import communities
from model.mechanisms.base import MONTH, Mechanism
from model.mechanisms.careers import Careers, Post
from model.streams import Purpose, uniforms
from scenarios.actors import CATEGORIES

NAME = "studios"
CARE_CATEGORY = CATEGORIES.index("care")
ORGANIZATION_TRUST = 3  # column of residents' trust


class Studios(Mechanism):
    """Studios are founded month by month, up to a share of the posts; one worker at least stays at each window."""

    def every_month(self) -> None:
        """Licensed workers decide; a studio whose founder quit is gone, and its share of requests with it."""
        if not self.rules.studios:
            return
        careers = self.model.mechanisms.get(Careers)
        room = int(self.parameters.studio_most * len(careers.posts)) - sum(p.row != p.home for p in careers.posts)
        trust = communities.mean_of(self.model, self.model.residents.columns["trust"][:, ORGANIZATION_TRUST])
        draws = uniforms(
            self.model.seed, Purpose.STUDIO, np.arange(len(careers.posts)), self.model.day // MONTH
        ).tolist()
        founded = False
        for post, draw in zip(careers.posts, draws, strict=True):
            would = room > 0 and post.worker and draw < post.worker.founds(trust[post.place])
            if would and self._may(careers, post):
                row = careers.organization_desk(post.place)
                careers.move(post, row, self.model.rows[row][0])
                room, founded = room - 1, True
        if founded:
            careers.order()
        self._share_requests(careers)

    def regime_changed(self) -> None:
        """Without the rule, founders go back to their windows; requests follow those who are still away."""
        careers = self.model.mechanisms.get(Careers)
        if not self.rules.studios:
            for post in careers.posts:
                if post.row != post.home:
                    careers.move(post, post.home, post.station)
            careers.order()
        self._share_requests(careers)

    def _may(self, careers: Careers, post: Post) -> bool:
        """Whether the post may leave: it is at its window, is not the last there, and there is a house to go to."""
        here = sum(1 for other in careers.posts if other.row == post.home and other.worker is not None)
        return post.row == post.home and here > 1 and careers.organization_desk(post.place) >= 0

    def _share_requests(self, careers: Careers) -> None:
        """Care goes to studios as their part in a community's care hours, those of the windows shared by residents."""
        people = np.array([place.residents for place in self.model.scenario.city.communities], dtype=np.float64)
        studio, window = np.zeros(len(people)), np.zeros(len(people))
        for post in careers.posts:
            if post.row != post.home:
                studio[post.place] += 1.0
            elif post.worker is not None:
                served = list(post.station.places)
                window[served] += people[served] / people[served].sum()
        here = studio > 0.0
        layer = self.model.reception.bought.layer(NAME)
        layer[:, CARE_CATEGORY] = 0.0
        layer[here, CARE_CATEGORY] = studio[here] / (studio + window)[here]
