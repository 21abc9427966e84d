"""What all institutions share: posts, desks, and the standing orders they write.

An institution decides weekly to yearly, in plain Python; what it decides are numbers in standing orders, which the
service engine applies event by event. A desk is one queue with its posts: most institutions have one, a station with
separate windows has three.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from mesa import Agent

if TYPE_CHECKING:
    from scenarios.scenario import Scenario


class Surroundings(Protocol):
    """What an institution sees of its world: the rules, parameters and resources it works under."""

    @property
    def scenario(self) -> "Scenario":
        """The scenario that is run."""
        ...


@dataclass(frozen=True)
class StandingOrders:
    """Numbers by which a desk acts until it orders otherwise.

    `productivity` work an hour; `overhead` hours factor of generalists; `local_knowledge` share of information kept
    when the desk takes a case in; `pass_intercept`, `pass_load` the logit of passing a case on, the second per waiting
    case a post; `error` chance that a task fails; `sitting_days` working days between sittings, 0 decides at once.
    """

    productivity: float = 1.0
    overhead: float = 1.0
    local_knowledge: float = 1.0
    pass_intercept: float = 0.0
    pass_load: float = 0.0
    error: float = 0.0
    sitting_days: float = 0.0


@dataclass
class Desk:
    """One queue: the roles it plays, its posts, its place in the engine's rows once it has one."""

    roles: tuple[str, ...]
    posts: int
    row: int = -1


class Institution(Agent[Any]):
    """An actor with posts: committee, station, street office, department, team, organisation; an ordinary Mesa agent.

    Args:
        model: The model it is part of.
        name: What it is called.
        street: The number of its street, −1 for the district's own.
        places: The numbers of the communities it serves.
        posts: Its posts when it is set up.

    Attributes:
        name: As given.
        street: As given.
        places: As given.
        posts: As given.
        desks: Its queues, one `Desk` each, with its `row` in `model.desks`.
        kind: One of `scenarios.actors.KINDS`.
        tier: 0 community, 1 street, 2 district.

    Examples:
        >>> import sanshe
        >>> from agents.station import Station
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> model = sanshe.GovernanceModel(sanshe.load("hierarchy").replace(city=town), rng=1)
        >>> station = list(model.agents_by_type[Station])[0]
        >>> station.name, station.posts, [desk.roles for desk in station.desks]
        ('East服务站', 8, [('station_general',), ('station_affairs',), ('station_social',)])
    """

    kind: ClassVar[str]
    tier: ClassVar[int] = 0  # 0 community, 1 street, 2 district
    waits_for_posts: ClassVar[bool] = False  # True: plays no role as long as it has no posts

    def __init__(self, model: Any, name: str, street: int, places: tuple[int, ...], posts: int) -> None:
        super().__init__(model)
        self.name = name
        self.street = street
        self.places = places
        self.posts = posts
        self.desks = self.set_up_desks()

    @property
    def scenario(self) -> "Scenario":
        """The scenario that is run."""
        surroundings: Surroundings = self.model
        return surroundings.scenario

    def set_up_desks(self) -> tuple[Desk, ...]:
        """One desk that plays the role named like the kind."""
        return (Desk((self.kind,), self.posts),)

    def standing_orders(self, desk: Desk) -> StandingOrders:
        """Passes on by load, blame and detection, makes errors; a desk of several roles has generalists' overhead."""
        p = self.scenario.parameters
        return StandingOrders(
            overhead=1.0 + p.generalist_overhead if len(desk.roles) > 1 else 1.0,
            pass_intercept=p.pass_base + p.pass_blame * p.blame - p.pass_detection * p.detection,
            pass_load=p.pass_load,
            error=p.task_error,
        )
