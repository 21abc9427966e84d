"""Residents and their views: whose they are, what they hold, and what is refused."""

import copy
import gc
import pickle
import random
from typing import Any

import mesa
import numpy as np
import pytest

from agents.population import Residents
from agents.resident import FIRST_ID, Resident


def people(n: int = 10, **more: Any) -> Residents:
    return Residents(
        {"age_band": np.arange(n) % 3, "habit": np.linspace(0, 1, n), "trust": np.full((n, 4), 0.5)}, **more
    )


class Person(mesa.Agent[Any]):
    """What a resident would be as an object."""

    def __init__(self, model: Any, row: int, age_band: int, habit: float, online: bool) -> None:
        super().__init__(model)
        self.row, self.age_band, self.habit, self.online = row, age_band, habit, online


def test_views_read_and_write_their_own_columns() -> None:
    a, b = people(), people()
    a[3].habit = 0.25
    assert a.columns["habit"][3] == 0.25
    assert b[3].habit != 0.25
    a[3].trust[0] = 1.0
    assert a.trust[3].tolist() == [1.0, 0.5, 0.5, 0.5]
    assert a[-1].row == 9
    assert [view.row for view in a[2:4]] == [2, 3]
    with pytest.raises(IndexError):
        a[10]
    with pytest.raises(AttributeError, match="height"):
        a[3].height = 1.8
    with pytest.raises(AttributeError, match="height"):
        _ = a[3].height


def test_a_view_is_its_row_whichever_part_gave_it() -> None:
    a = people()
    part = a.select(lambda r: r.age_band == 2).sort("habit")
    assert part[0] == a[8]
    assert hash(part[0]) == hash(a[8])
    assert len({*a, *part}) == 10
    assert part[0] in a
    assert a[8] in part
    assert a[3] not in part
    assert len(part[0].population) == 10
    assert part[0].unique_id == FIRST_ID + 8
    assert a[3] != "resident 3"


def test_two_populations_never_mix() -> None:
    a, b = people(), people()
    for other in (b, a.copy(model=mesa.Model(rng=1)), a.copy(model=mesa.Model(rng=1)).select(at_most=5)):
        assert a[3] != other[3]
        assert a[3] not in other
        assert other[3] not in a
        assert len({a[3], other[3]}) == 2
        other.set("habit", -1.0)
    assert a.habit.min() == 0.0


def test_a_copy_for_another_model_shares_only_what_is_read_only() -> None:
    a = people()
    a.trust.flags.writeable = False
    model = mesa.Model(rng=1)
    b = a.copy(model)
    assert b.model is model
    assert b.columns["trust"] is a.columns["trust"]
    assert not np.shares_memory(b.habit, a.habit)
    assert copy.copy(a).columns is a.columns


def test_a_view_keeps_its_row_when_the_population_is_sorted_in_place() -> None:
    a = people()
    view = a[3]
    a.sort("habit", inplace=True)
    assert a[0].row == 9
    assert view.row == 3
    assert view.population.habit[view.row] == view.habit
    assert view in a


def test_pickling_keeps_values_and_who_belongs_to_whom() -> None:
    a = people()
    part = a.select(lambda r: r.age_band == 2)
    whole, some, view, views = pickle.loads(pickle.dumps((a, part, part[0], set(part))))
    assert whole[9].habit == 1.0
    assert some.columns is whole.columns
    assert some.get("row") == [2, 5, 8]
    assert view == whole[2]
    assert view in some
    assert views == set(some)
    assert view != a[2]
    assert copy.deepcopy(a)[3] != a[3]


def test_ids_do_not_collide_with_a_models_agents() -> None:
    model: Any = mesa.Model(rng=1)
    objects = [Person(model, i, 0, 0.0, False) for i in range(5)]
    residents = people(model=model)
    views = residents.to_list()
    assert not {agent.unique_id for agent in objects} & {view.unique_id for view in views}
    assert len(set(residents.get("unique_id"))) == 10
    assert residents.get("unique_id") == [view.unique_id for view in views]
    assert len(model.agents) == 5
    assert Resident not in model.agents_by_type
    assert Person(model, 5, 0, 0.0, False).unique_id == 6
    residents.shuffle()
    del views, residents
    gc.collect()
    assert len(model.agents) == 6


def test_a_models_residents_keep_their_order() -> None:
    model: Any = mesa.Model(rng=1)
    model.residents = people(model=model)
    assert model.residents.select(inplace=True) is model.residents
    for act in (model.residents.shuffle, lambda **k: model.residents.sort("habit", **k)):
        with pytest.raises(TypeError, match="inplace=False"):
            act(inplace=True)
        assert len(act(inplace=False)) == 10


def test_columnwise_methods_make_no_view() -> None:
    a = people(random=random.Random(1))
    a.get("habit"), a.agg("habit", np.mean), a.sort("habit"), a.shuffle(), a.select(a.habit > 0.5)
    groups = a.groupby("age_band")
    assert groups.count() == {0: 4, 1: 3, 2: 3}
    assert groups.agg("habit", np.size) == groups.count()
    assert a.set("habit", 0.5).agg("habit", np.mean) == 0.5
    assert a.views_made == 0
    a.select(at_most=2).to_list()
    assert a.views_made == 2


def test_sums_do_not_overflow_or_lose_precision() -> None:
    many = Residents({"age_band": np.full(1000, 2, np.int8), "habit": np.full(1_000_000 // 1000, 0.1, np.float32)})
    assert many.agg("age_band", sum) == 2000
    assert many.groupby("age_band").agg("age_band", sum) == {2: 2000}
    assert many.agg("habit", sum) == pytest.approx(1000 * float(np.float32(0.1)), rel=1e-12)


def test_a_value_a_column_cannot_hold_is_refused() -> None:
    a = people()
    for name, value in (("age_band", 0.5), ("habit", "often"), ("habit", None)):
        with pytest.raises(TypeError, match="column"):
            a.set(name, value)
    with pytest.raises(TypeError, match="column 'age_band' holds int64; found float64"):
        a[3].age_band = 0.5
    with pytest.raises(ValueError, match=r"broadcast|shape"):
        a.set("height", np.ones(3))
    assert "height" not in a.columns
    for name in ("unique_id", "row", "model", "pos", "step", "select"):
        with pytest.raises(AttributeError):
            a.set(name, 1)


def test_a_new_column_belongs_to_every_part() -> None:
    a = people()
    part = a.select(at_most=2)
    part.set("note", "at home")
    part.set("note", ["rather longer than that", "x"])
    assert a[0].note == "rather longer than that"
    assert part.get("note")[1] == "x"
    assert a[5].note == 0
    assert a.select(at_most=0).set("height", 1.8).get("height") == []


def test_empty_parts_do_nothing() -> None:
    none = people(random=random.Random(1)).select(lambda _: False)
    assert len(none) == 0
    assert not none
    assert list(none.sort("habit")) == list(none.shuffle()) == none.to_list() == none.map("step") == []
    assert none.groupby("age_band").count() == {}
    assert none.groupby("age_band").agg("habit", sum) == {}
    assert none.agg("habit", sum) == 0
    assert none.do("step").set("habit", 1.0).shuffle_do("step") is none
    assert none.select(np.zeros(0, bool)).get(["habit", "row"]) == []
    assert none.trust.shape == (0, 4)


def test_what_cannot_be_done_says_why() -> None:
    a, b = people(), people()
    for act in (a.add, a.remove, a.discard):
        with pytest.raises(TypeError, match=r"Resident 0.*select"):
            act(a[0])
    a.discard(b[0])
    with pytest.raises(KeyError):
        a.remove(b[0])
    with pytest.raises(TypeError, match="select"):
        a[0].remove()
    with pytest.raises(ValueError, match="generator"):
        a.shuffle()
    numbers: Any = np.arange(10)
    with pytest.raises(ValueError, match="boolean"):
        a.select(numbers)
    with pytest.raises(ValueError, match="boolean"):
        a.select(np.ones(3, bool))
    with pytest.raises(ValueError, match="several"):
        a.sort("trust")
    with pytest.raises(ValueError, match="one length"):
        Residents({"a": np.zeros(2), "b": np.zeros(3)})
    with pytest.raises(AttributeError, match="height"):
        a.agg("height", sum)


def test_select_by_type() -> None:
    a = people()
    assert len(a.select(agent_type=Resident)) == len(a.select(agent_type=mesa.Agent)) == 10
    assert len(a.select(agent_type=Person)) == 0
    assert len(a.select(a.habit > 0.5, agent_type=Person)) == 0
