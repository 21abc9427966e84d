"""The district's brokers: the same posts in every regime, hours only where a rule has something for them to do."""

from pathlib import Path

import pytest

from model.budget import posts_by_kind, public_money
from model.expected_load import Staffed
from model.governance import GovernanceModel
from model.mechanisms.civil_affairs import CivilAffairsDesks
from model.routes import ROLE
from model.tables import ACTIVITIES
from scenarios.actors import KINDS
from scenarios.errors import InputError
from scenarios.library import load, presets
from tests.model.small import STILL

BROKERS = ("service_centre", "work_association")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("brokers") / "city.csv"
    path.write_text("community,street,residents\na,one,6541\nb,one,6541\nc,two,6541\n", encoding="utf-8")
    return path


def hours(model: GovernanceModel, kind: str) -> dict[str, float]:
    """Hours that a kind has spent, by activity, those without any left out."""
    spent = model.world.activity[model.world.orders["kind"] == KINDS.index(kind)].sum(axis=0)
    return {name: float(number) for name, number in zip(ACTIVITIES, spent, strict=True) if number}


def test_posts_and_their_money_are_the_same_in_every_preset() -> None:
    found = set()
    for name in presets():
        scenario = load(name)
        posts = posts_by_kind(Staffed(scenario).orders)
        account = public_money(posts, scenario.city.residents, scenario.resources)
        found |= {line for line in account if line.what in BROKERS}
    assert {(line.what, line.posts, line.yuan) for line in found} == {
        ("service_centre", 3, 3 * 90_000.0), ("work_association", 2, 2 * 90_000.0)
    }  # fmt: skip


def test_each_is_one_agent_for_all_communities_with_the_posts_that_are_set(city: Path) -> None:
    scenario = load("network").replace(city=str(city), service_centre_posts=4, association_posts=1)
    model = GovernanceModel(scenario, rng=1)
    for kind, posts in zip(BROKERS, (4, 1), strict=True):
        (one,) = [agent for agent in model.agents if getattr(agent, "kind", "") == kind]
        assert (one.places, one.posts, one.tier) == ((0, 1, 2), posts, 2)
        assert set(model.world.role_actor[ROLE[kind]].tolist()) == {one.desks[0].row}


def test_dormant_under_the_hierarchy_whatever_their_posts(city: Path) -> None:
    runs = []
    for posts in (1, 4):
        scenario = load("hierarchy").replace(city=str(city), service_centre_posts=posts, association_posts=posts)
        runs.append(GovernanceModel(scenario, rng=1))
        runs[-1].run_for(60)
        assert all(hours(runs[-1], kind) == {} for kind in BROKERS)
    one, other = (model.ledger.look(model.world).tobytes() for model in runs)
    assert one == other


def test_the_network_takes_hours_of_both_and_no_more_than_they_have(city: Path) -> None:
    model = GovernanceModel(load("network").replace(city=str(city)), rng=1)
    model.run_for(60)
    assert set(hours(model, "service_centre")) == {"meeting", "monitoring"}
    assert set(hours(model, "work_association")) == {"training"}
    for kind in BROKERS:
        row = int(next(i for i in model.institutions if i.kind == kind).desks[0].row)
        floor = model.world.floor[row]
        busy = model.world.activity[row].sum()
        assert 0.0 < busy <= floor["server_hours"] and busy == pytest.approx(floor["busy_hours"])
    assert "monitoring" not in hours(model, "civil_affairs")  # it grants and registers, and watches nothing


def test_fewer_posts_at_the_centre_let_grants_wait(city: Path) -> None:
    """What its hours are for: who has won applies at civil affairs when all bids have been read."""
    sent = []
    for posts in (1, 4):
        scenario = load("hierarchy").replace(
            city=str(city), incubation=5_000_000, bid_review_hours=8.0, service_centre_posts=posts, **STILL
        )
        model = GovernanceModel(scenario, rng=1)
        model.run_for(40)
        sent.append(model.mechanisms.get(CivilAffairsDesks).times[:, 0])
    assert len(sent[0]) == len(sent[1]) > 0
    assert sent[0].mean() > sent[1].mean()


def test_a_loss_of_their_staff_is_the_whole_district_s(city: Path) -> None:
    entry = {"day": 2, "staff_loss": {"kind": "service_centre", "share": 0.7}}
    model = GovernanceModel(load("hierarchy").replace(city=str(city), timeline=[entry]), rng=1)
    model.run_for(4)
    assert posts_by_kind(model.world.orders)["service_centre"] == 1
    entry = {"day": 2, "staff_loss": {"kind": "work_association", "share": 0.5, "street": "one"}}
    with pytest.raises(InputError, match="it is the district's"):
        load("hierarchy").replace(city=str(city), timeline=[entry])
