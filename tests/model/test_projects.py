"""Projects wait in the order of proposal, are paid for whole and once, and their owners are told."""

from pathlib import Path

import numpy as np
import pytest

from model.projects import Project
from tests.model.money import district, project


def test_projects_are_paid_whole_in_order_and_told(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = district(city)
    told: list[Project] = []
    monkeypatch.setattr(model.mechanisms, "projects_funded", told.extend)
    first, dear, last = (project(model, 0, yuan) for yuan in (300, 5_000, 700))
    model.accounts.open("purse")
    model.accounts.pay(0, "treasury", "purse", 1_000_00, "works")
    suppliers = model.accounts.balance["suppliers"]
    assert model.projects.fund(model.projects.waiting, "purse") == [first, last] == told
    assert model.projects.waiting == [dear]
    assert (model.accounts.balance["purse"], model.accounts.balance["suppliers"] - suppliers) == (0, 1_000_00)
    assert (model.projects.proposed, model.projects.funded) == (3, 2)


def test_a_held_project_keeps_its_place(city: Path) -> None:
    model = district(city)
    made = [project(model, 0, 100) for _ in range(3)]
    model.projects.hold(made[0])
    assert model.projects.waiting == made[1:]
    model.projects.release(made[0])
    assert model.projects.waiting == made
    assert [model.projects.number(one) for one in made] == [0, 1, 2]


def test_a_cost_of_nothing_and_a_second_proposal_are_refused(city: Path) -> None:
    model = district(city)
    made = project(model, 0, 100)
    with pytest.raises(ValueError, match="allowed once"):
        model.projects.propose(made)
    with pytest.raises(ValueError, match="allowed 1 fen or more"):
        model.projects.propose(Project(0, 0, np.zeros(0, dtype=np.int64), 0, "test"))
