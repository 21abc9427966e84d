"""Posts as runs come out are those of the institutions, and their hours at work those of the outcomes."""

import pytest

from experiments.posts_seen import COLUMNS, posts_seen
from model.governance import GovernanceModel
from scenarios.library import load


def test_posts_and_hours_at_work_are_those_of_the_run() -> None:
    found = posts_seen(("hierarchy",), 1, 3).table
    assert list(found.columns) == list(COLUMNS)
    model = GovernanceModel(load("hierarchy"), rng=1)
    model.run_for(3)
    seen = model.outcomes.observed()
    assert found["posts_at_the_end"].sum() == sum(institution.posts for institution in model.institutions)
    assert (found["posts"] * seen.horizon).sum() == pytest.approx(seen.capacity.sum())
    assert (found["posts"] * found["at_work"] * seen.horizon).sum() == pytest.approx(seen.busy.sum())
    assert found["kind"].is_unique and {"committee", "station", "organization", "team"} <= set(found["kind"])
