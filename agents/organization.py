"""Social organisation 社会组织: bids, hires for what it is paid, learns, earns a name, and may have to close.

The desk is where all organisations engaged in a community work, one queue; the organisations are agents of their own.
What an organisation decides are plain numbers; money is booked and draws are made by those who call it.
"""

from dataclasses import dataclass
from typing import Any

from mesa import Agent

from agents.institution import Institution
from agents.station import largest_remainder

FIELDS = ("care", "mutual_aid", "collective")
"""What an organisation works on: care 照护, mutual aid 互助, community building 社区营造; a category of needs each."""
NOWHERE = -1  # place of an organisation that waits for the next fair


class OrganizationDesk(Institution):
    """Where the organisations of one community work, one queue; plays its role only while it has posts.

    `members` is the number of organisations that stand there from the start.
    """

    kind = "organization"
    waits_for_posts = True

    def __init__(
        self, model: Any, name: str, street: int, places: tuple[int, ...], posts: int, members: int = 0
    ) -> None:
        self.members = members
        super().__init__(model, name, street, places, posts)

    def posts_of_members(self) -> tuple[int, ...]:
        """Its posts shared evenly over its organisations, whole."""
        return largest_remainder(tuple(1.0 for _ in range(self.members)), self.posts) if self.members else ()


@dataclass
class Deal:
    """What an organisation is paid for, and by it the posts it hires: a contract, a grant, a free venue, or dues.

    `source` is purchase, grant, venue or dues; `place` the community served, `row` the desk where the posts stand;
    `field` the category of needs worked on; `monthly` fen come each month, or `left` fen are spent over `months`;
    `carry` fen not yet spent on posts; `advance` fen paid beforehand; `since` the day it began; `phase` in 0–1 says
    when within a post's price it rounds up, so that not all desks are short in the same month.
    """

    source: str
    place: int
    row: int
    field: str
    since: int
    monthly: int = 0
    left: int = 0
    months: int = 0
    carry: int = 0
    advance: int = 0
    phase: float = 0.0
    posts: int = 0

    def instalment(self) -> int:
        """Fen for this month; of a grant, an even share of what is left."""
        if not self.months:
            return self.monthly
        share = self.left // self.months
        self.left -= share
        self.months -= 1
        return share

    def hire(self, price: int, funds: int) -> int:
        """Posts for this month at `price` fen each, with `funds` fen at hand; what is not spent is carried on."""
        self.posts = max(0, min(int(self.carry / price + self.phase), funds // price))
        self.carry -= self.posts * price
        return self.posts


class Organization(Agent[Any]):
    """One social organisation, engaged in one community at a time (`place`).

    `number` from 1; `home` the community it was founded in; `field` of FIELDS; `registered` 登记, else filed 备案;
    `posts` it has always had (paid as ever), beside those of its `deals`; `quality` work an hour of those it hires
    against a station worker's, `best` what practice leads to; `reputation` in 0–1, what those it served have said;
    `received` fen from contracts and grants; `hours` worked by the posts of its deals; `founded` the day;
    `from_start` one of those the district had before any rule, whose rent is paid as ever.
    """

    def __init__(
        self, model: Any, number: int, home: int, field_: str, registered: bool, posts: int, quality: float, best: float
    ) -> None:
        super().__init__(model)
        self.number = number
        self.name = f"organization {number}"
        self.home = self.place = home
        self.field = field_
        self.registered = registered
        self.posts = posts
        self.quality = quality
        self.best = best
        self.reputation = 0.5
        self.deals: list[Deal] = []
        self.received = 0
        self.hours = 0.0
        self.founded = int(model.day)
        self.from_start = False

    @property
    def account(self) -> str:
        """Name of its account."""
        return self.name

    @property
    def whereabouts(self) -> int:
        """The community it is engaged in, or its home while it waits for a fair."""
        return self.home if self.place == NOWHERE else self.place

    @property
    def engaged(self) -> bool:
        """Whether it is engaged in a community, and does not wait for a fair."""
        return self.place != NOWHERE

    @property
    def workers(self) -> int:
        """Workers it has now."""
        return self.posts + sum(deal.posts for deal in self.deals)

    @property
    def age(self) -> int:
        """Working days since it was founded."""
        return int(self.model.day) - self.founded

    def learn(self, hours: float, year: float, rate: float) -> None:
        """Learning by doing: quality closes the share `rate` a post-year of `hours` of the gap to its best."""
        self.hours += hours
        self.quality += (self.best - self.quality) * min(1.0, rate * hours / year)

    def heed(self, satisfaction: float, rate: float) -> None:
        """Reputation follows what those served last month said."""
        self.reputation += rate * (satisfaction - self.reputation)

    def settles(self, deal: Deal, days: float) -> bool:
        """Whether it is still new to a contract that it took over."""
        return deal.source == "purchase" and self.model.day - deal.since < days
