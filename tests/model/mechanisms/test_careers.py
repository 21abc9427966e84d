"""Social workers over months and years: they quit, posts stand vacant, newcomers learn."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from model import governance
from model.governance import GovernanceModel
from model.mechanisms import MECHANISMS
from model.mechanisms.careers import CARE, Careers
from model.mechanisms.civil_affairs import CivilAffairsDesks
from model.tables import Activity
from tests.model.small import STILL, small

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

pytestmark = pytest.mark.proof

LEAVING: dict[str, object] = {"turnover_a_year": 0.6, "quit_burnout": 0.0}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four communities in two streets, with four social workers each."""
    path = tmp_path_factory.mktemp("town") / "town.csv"
    rows = [f"社{i},街{i // 2},8000" for i in range(4)]
    path.write_text("community,street,residents\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def run(town: Path, days: int, changes: dict[str, object]) -> tuple[GovernanceModel, Careers]:
    model = GovernanceModel(small("hierarchy", town, **changes), rng=5)
    model.run_for(days)
    return model, model.mechanisms.get(Careers)


def fingerprint(model: GovernanceModel) -> bytes:
    rows = model.ledger.look(model.world)
    return rows.tobytes() + model.world.activity.tobytes() + model.residents.columns["trust"].tobytes()


@pytest.mark.parametrize("functions", ["siloed", "integrated"])
def test_at_neutral_values_a_run_is_what_it_was_without_careers(
    town: Path, functions: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever burnout, recruiting, newcomers and training say: nobody quits, all are alike, nobody applies."""
    others = {"burnout_rise": 0.5, "recruiting_days": 120.0, "newcomer_productivity": 0.5, "newcomer_knowledge": 0.7}
    neutral = small("hierarchy", town, station_functions=functions, **STILL, **others)
    with_careers = GovernanceModel(neutral, rng=5)
    with_careers.run_for(80)
    others_alone = tuple(kind for kind in MECHANISMS if kind is not Careers)
    monkeypatch.setattr(governance, "MECHANISMS", others_alone)
    without = GovernanceModel(neutral, rng=5)
    without.run_for(80)
    assert fingerprint(with_careers) == fingerprint(without)


def test_a_post_is_vacant_from_quitting_until_somebody_is_found(town: Path) -> None:
    model = GovernanceModel(small("hierarchy", town, **LEAVING), rng=5)
    careers = model.mechanisms.get(Careers)
    whole = model.world.orders["servers"].sum()
    vacant: dict[int, int] = {}
    waits: list[int] = []
    for day in range(1, 260):
        model.run_for(1)
        empty = {post.number for post in careers.posts if post.worker is None}
        assert model.world.orders["servers"].sum() == whole - len(empty)
        for number in empty - set(vacant):
            vacant[number] = day
        waits += [day - vacant.pop(number) for number in set(vacant) - empty]
    assert len(waits) >= 5
    assert min(waits) >= 30  # recruiting alone; approval by three desks comes on top
    assert careers.seen().vacant_days > 0 and careers.seen().quits >= len(waits)
    sent = [a for a in model.mechanisms.get(CivilAffairsDesks).applications if a.owner is careers]
    assert len(sent) == careers.seen().quits


def test_where_a_successor_stands_ready_no_post_is_vacant(town: Path) -> None:
    model, careers = run(town, 200, LEAVING | {"recruiting_days": 0.0})
    assert careers.seen().quits > 5
    assert careers.seen().vacant_days == 0 and all(post.worker for post in careers.posts)
    assert not [a for a in model.mechanisms.get(CivilAffairsDesks).applications if a.owner is careers]


def test_initial_workers_have_mean_skill_one_and_newcomers_less(town: Path) -> None:
    model = GovernanceModel(small("hierarchy", town), rng=5)
    careers = model.mechanisms.get(Careers)
    skills = np.array([worker.skill for worker in careers.workers]) / careers.norm
    assert skills.mean() == pytest.approx(1.0)
    assert skills.std() > 0.0
    post = careers.posts[0]
    careers._quit(post)  # a shortcut: what follows is what everybody sees
    careers._hire(post)
    careers.order()
    assert post.worker is not None and post.worker.skill / careers.norm < skills.min()
    assert model.world.orders["local_knowledge"][post.home] < 1.0
    before = model.world.skill[post.home, CARE]
    model.run_for(70)  # settled
    assert model.world.skill[post.home, CARE] > before
    assert model.world.orders["local_knowledge"][post.home] == 1.0


def test_busier_workers_are_more_tired_and_leave_more_often(town: Path) -> None:
    seen = [run(town, 250, {"needs_care": needs, "turnover_a_year": 0.3})[1].seen() for needs in (60.0, 250.0)]
    assert seen[0].burnout.mean() < seen[1].burnout.mean()
    assert seen[0].quits < seen[1].quits
    assert seen[0].cases / seen[0].worker_months < seen[1].cases / seen[1].worker_months


def test_training_takes_hours_of_the_posts_and_teaches(town: Path) -> None:
    calm = STILL | {"needs_care": 60.0}
    model = GovernanceModel(small("hierarchy", town, **calm), rng=5)
    careers = model.mechanisms.get(Careers)
    model.run_for(5)
    number = careers.train(10.0)
    assert number == len(careers.posts)
    model.run_for(60)
    assert model.world.activity[:, Activity.TRAINING].sum() == pytest.approx(10.0 * number)
    assert all(worker.trained == 10.0 for worker in careers.workers)
    taught = 1.0 + 0.1 * (1.0 - np.exp(-10.0 / 40.0))
    assert model.world.skill[careers.posts[0].home, CARE] == pytest.approx(taught)
    assert careers.train(1.0, street=0) + careers.train(1.0, street=1) == number


def test_nobody_fails_to_pass_who_is_sure_to_and_nobody_passes_who_cannot(town: Path) -> None:
    calm = STILL | {"licensed_share": 0.0}
    for chance in (0.0, 0.5):
        _, careers = run(town, 251, calm | {"licence_pass": chance})
        licensed = [worker.licensed for worker in careers.workers]
        assert any(licensed) is (chance > 0.0) and not all(licensed)


def test_the_same_seed_gives_the_same_careers(town: Path) -> None:
    def told(scenario: "Scenario") -> list[tuple[float, float, bool]]:
        model = GovernanceModel(scenario, rng=5)
        model.run_for(120)
        return [(w.tenure, w.burnout, w.licensed) for w in model.mechanisms.get(Careers).workers]

    scenario = small("network", town, **LEAVING)
    assert told(scenario) == told(scenario)


@pytest.mark.parametrize("functions", ["siloed", "integrated"])
def test_posts_that_rules_withdraw_go_with_their_workers_the_vacant_first(town: Path, functions: str) -> None:
    """No desk has more social workers than posts; those who went had the least tenure; what comes back is filled."""
    bought = {"purchase_mode": "projects", "purchase_share": 1.0, "station_functions": functions, "needs_care": 250.0}
    back = {"day": 40, "rules": {"purchase_mode": "none", "purchase_share": 0.0}}
    calm = {**STILL, "recruiting_days": 10.0, "newcomer_days": 0.0}
    _, before = run(town, 1, {"station_functions": functions, **calm})
    model, careers = run(town, 5, {**bought, **calm, "timeline": [back]})
    gone = [post for post in careers.posts if post.withdrawn]
    taken = -sum(int(model.standing.posts("purchase")[row]) for row in {post.home for post in careers.posts})
    assert taken > 0
    assert all(post.worker is None for post in gone)
    if functions == "siloed":  # the whole desk is social work
        assert len(gone) == taken
    else:
        assert 0 < len(gone) <= taken
    assert len(list(careers.workers)) == len(list(before.workers)) - len(gone)
    tenures = {post.number: post.worker.tenure for post in before.posts if post.worker}
    for home in {post.home for post in gone}:
        mine = [post for post in careers.posts if post.home == home]
        leavers = [tenures[post.number] for post in mine if post.withdrawn]
        stayers = [tenures[post.number] for post in mine if not post.withdrawn]
        assert max(leavers) <= min(stayers)
    model.run_for(60)
    assert len(list(careers.workers)) == len(list(before.workers))
    assert not any(post.withdrawn for post in careers.posts)
