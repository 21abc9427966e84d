"""The population behaves like an AgentSet over its own model's columns."""

import pickle
import random

import numpy as np
import pytest

from agents.population import Residents
from agents.resident import FIRST_ID


def people(n: int = 10) -> Residents:
    return Residents({"age_band": np.arange(n) % 3, "habit": np.linspace(0, 1, n), "trust": np.full((n, 4), 0.5)})


def test_views_read_and_write_their_own_columns() -> None:
    a, b = people(), people()
    a[3].habit = 0.25
    assert a.columns["habit"][3] == 0.25
    assert b[3].habit != 0.25
    assert a[3] == a[3]
    assert hash(a[3]) == hash(a[3])
    assert a[3] != b[3]
    assert a[3].unique_id == FIRST_ID + 3
    assert a[3] in a
    assert a[3] not in b


def test_columnwise_methods_make_no_view() -> None:
    a = people()
    a.get("habit"), a.agg("habit", np.mean), a.sort("habit"), a.groupby("age_band").count()
    a.set("habit", 0.5)
    assert a.views_made == 0
    assert a.agg("habit", np.mean) == 0.5


def test_parts_share_columns_and_order_is_stable() -> None:
    a = people()
    part = a.select(lambda r: r.age_band == 2, at_most=2)
    part.set("habit", 9.0)
    assert a.get("row") == list(range(10))
    assert part.get("row") == [2, 5]
    assert a[5].habit == 9.0
    expected = sorted(range(10), key=lambda i: i % 3, reverse=True)
    assert a.sort("age_band").get("row") == expected
    a.random = random.Random(1)
    assert sorted(a.shuffle().get("row")) == list(range(10))


def test_what_cannot_be_done_says_why() -> None:
    a = people()
    for act in (a.add, a.remove, a.discard):
        with pytest.raises(TypeError, match="select"):
            act(a[0])


def test_pickling_keeps_values() -> None:
    a = pickle.loads(pickle.dumps(people()))
    assert a[9].habit == 1.0
    assert pickle.loads(pickle.dumps(a[4])).row == 4
