"""Requests that go to the organisations' desk."""

from pathlib import Path

from model.governance import GovernanceModel
from model.routes import ROLE
from scenarios.actors import CATEGORIES
from tests.model.small import STILL, small

CARE = CATEGORIES.index("care")


def routed(city: Path, days: int = 20, **shares: float) -> tuple[GovernanceModel, set[int]]:
    """A run with these shares of care everywhere, where duties are sole, and the needs that organisations own."""
    model = GovernanceModel(small("hierarchy", city, **STILL, needs_care=250.0, sole_duty_service=1.0), rng=5)
    for name, share in shares.items():
        model.reception.bought.layer(name)[:, CARE] = share
    seen: set[int] = set()
    for _ in range(days):
        model.run_for(1)
        live = model.world.cases[model.world.cases["state"] > 0]
        desks = model.world.role_actor[ROLE["organization"]]
        seen |= set(live["need"][(live["owner"] == desks[live["place"]]) & (live["owner"] >= 0)].tolist())
    return model, seen


def test_a_larger_share_sends_the_same_requests_and_some_more(city: Path) -> None:
    _, some = routed(city, a=0.3)
    _, more = routed(city, a=0.3, b=0.3)
    model, every = routed(city, a=0.8, b=0.8)  # clipped to one
    assert 0 < len(some) < len(more) < len(every) and some < more < every
    assert (model.reception.bought.share[:, CARE] == 1.0).all()


def test_without_a_share_or_without_a_desk_nothing_is_sent(city: Path) -> None:
    model, none = routed(city, a=0.0)
    assert not none
    model.reception.bought.layer("a")[:, CARE] = 1.0
    model.world.role_actor[ROLE["organization"]] = -1
    assert model.reception.bought.share.sum() == 0.0
