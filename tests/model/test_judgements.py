"""What judged cases tell of desks: each desk of a request once a kind of task, and hours that are all the desk's."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from model.governance import GovernanceModel
from model.judgements import OWNER, tasks_of_items
from model.tables import Activity
from scenarios.duty_list import load_duty_list
from tests.model.small import ROWS, small

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def model(tmp_path: "Path") -> GovernanceModel:
    city = tmp_path / "city.csv"
    city.write_text("\n".join(("community,street,residents", *ROWS)) + "\n", encoding="utf-8")
    return GovernanceModel(small("hierarchy", city), rng=3)


def test_each_kind_of_task_of_an_item_stands_once_with_all_its_hours() -> None:
    items = load_duty_list()
    role, _, hours = tasks_of_items(items)
    for i, item in enumerate(items):
        assert hours[i].sum() == pytest.approx(sum(task.hours for task in item.tasks))
        assert (role[i] == OWNER).sum() == len({task.competence for task in item.tasks if task.who == "owner"})


def test_every_judgement_is_counted_and_hours_by_kind_are_the_desks_own(model: GovernanceModel) -> None:
    model.run_for(30)
    seen = model.evaluation._seen
    rows = model.ledger.look(model.world)
    judged = rows[np.isfinite(rows["satisfaction"])]
    assert seen.sums["judged"].sum() >= len(judged) > 100
    assert 0.0 < seen.desk_mean("satisfaction", 0.5).max() <= 1.0
    spent = model.world.activity.sum(axis=1) - model.world.activity[:, int(Activity.TRAVEL)]
    known = seen.sums["judged"].sum(axis=1) > 0
    assert seen.hours().sum(axis=1)[known] == pytest.approx(spent[known])


def test_a_quarter_begins_with_nothing(model: GovernanceModel) -> None:
    model.run_for(61)
    assert model.evaluation.hours.sum() > 100.0
    assert model.evaluation._seen.hours().sum() < 0.1 * model.evaluation.hours.sum()
