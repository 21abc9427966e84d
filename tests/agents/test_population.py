"""The population behaves like a Mesa AgentSet of one object a resident."""

import copy
import gc
import pickle
import random
from collections.abc import Callable
from typing import Any

import mesa
import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from mesa.agentset import AgentSet

from agents.population import Residents
from agents.resident import FIRST_ID, Resident

N = 12
NAMES = st.sampled_from(["age_band", "habit", "online"])
FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "sum": sum,
    "np.sum": np.sum,
    "len": len,
    "span": lambda v: max(v) - min(v) if len(v) else 0.0,
    "greatest": lambda v: max(v, default=None),
}
TESTS: dict[str, Callable[[Any], bool]] = {
    "none": lambda _: False,
    "old": lambda a: bool(a.age_band == 2),
    "habitual": lambda a: bool(a.habit >= 0.5),
    "offline": lambda a: not a.online,
    "all": lambda _: True,
}


def people(n: int = 10, **more: Any) -> Residents:
    return Residents(
        {"age_band": np.arange(n) % 3, "habit": np.linspace(0, 1, n), "trust": np.full((n, 4), 0.5)}, **more
    )


class Person(mesa.Agent[Any]):
    """What a resident would be as an object."""

    def __init__(self, model: Any, row: int, age_band: int, habit: float, online: bool) -> None:
        super().__init__(model)
        self.row, self.age_band, self.habit, self.online = row, age_band, habit, online


def raise_habit(agent: Any, by: float) -> float:
    agent.habit = agent.habit / 2 + by
    return float(agent.habit)


type Pair = tuple[Residents, AgentSet[Any]]


class SameAsAgentSet(RuleBasedStateMachine):
    """The same operations on residents and on a Mesa AgentSet of objects, side by side."""

    groups = Bundle("groups")

    @initialize(
        target=groups,
        bands=st.lists(st.integers(0, 2), min_size=N, max_size=N),
        habits=st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=N, max_size=N),
        online=st.lists(st.booleans(), min_size=N, max_size=N),
        seed=st.integers(0, 99),
    )
    def begin(self, bands: list[int], habits: list[float], online: list[bool], seed: int) -> Any:
        model: Any = mesa.Model(rng=1)
        self.people = [Person(model, i, *values) for i, values in enumerate(zip(bands, habits, online, strict=True))]
        columns = {"age_band": np.array(bands, np.int8), "habit": np.array(habits), "online": np.array(online)}
        self.everyone = Residents(columns, model, random.Random(seed))
        objects: AgentSet[Any] = AgentSet(self.people, random.Random(seed))
        return multiple((self.everyone, objects), (self.everyone.copy(), copy.copy(objects)))

    def same(self, ours: Residents, theirs: Any) -> None:
        assert [view.row for view in ours] == [agent.row for agent in theirs]

    @rule(target=groups, pair=groups, name=st.sampled_from(sorted(TESTS)), most=st.sampled_from([None, -1, 0, 3, 99]))
    def select_some(self, pair: Pair, name: str, most: int | None) -> Any:
        limit: dict[str, Any] = {} if most is None else {"at_most": most}
        parts = pair[0].select(TESTS[name], **limit), pair[1].select(TESTS[name], **limit)
        self.same(*parts)
        return parts

    @rule(target=groups, pair=groups, most=st.sampled_from([0.0, 0.3, 0.5, 1.0, 2.5, float("inf")]))
    def select_a_share(self, pair: Pair, most: float) -> Any:
        parts = pair[0].select(at_most=most), pair[1].select(at_most=most)
        self.same(*parts)
        return parts

    @rule(pair=groups, name=st.sampled_from(sorted(TESTS)))
    def select_by_a_mask(self, pair: Pair, name: str) -> None:
        mask = np.array([TESTS[name](view) for view in pair[0]], dtype=bool)
        self.same(pair[0].select(mask), pair[1].select(TESTS[name]))

    @rule(pair=groups, name=st.sampled_from(sorted(TESTS)))
    def select_in_place(self, pair: Pair, name: str) -> None:
        if pair[0] is not self.everyone:
            assert pair[0].select(TESTS[name], inplace=True) is pair[0]
            assert pair[1].select(TESTS[name], inplace=True) is pair[1]

    @rule(target=groups, pair=groups, key=NAMES, ascending=st.booleans(), called=st.booleans())
    def sort(self, pair: Pair, key: str, ascending: bool, called: bool) -> Any:
        by: Any = (lambda agent: getattr(agent, key)) if called else key
        parts = pair[0].sort(by, ascending=ascending), pair[1].sort(by, ascending=ascending)
        self.same(*parts)
        return parts

    @rule(pair=groups, key=NAMES, ascending=st.booleans())
    def sort_in_place(self, pair: Pair, key: str, ascending: bool) -> None:
        assert pair[0].sort(key, ascending, inplace=True) is pair[0]
        pair[1].sort(key, ascending, inplace=True)

    @rule(target=groups, pair=groups)
    def shuffle(self, pair: Pair) -> Any:
        parts = pair[0].shuffle(), pair[1].shuffle()
        self.same(*parts)
        return parts

    @rule(pair=groups)
    def shuffle_in_place(self, pair: Pair) -> None:
        assert pair[0].shuffle(inplace=True) is pair[0]
        pair[1].shuffle(inplace=True)

    @rule(pair=groups, by=NAMES, called=st.booleans(), kind=st.sampled_from(["agentset", "list"]))
    def groupby(self, pair: Pair, by: str, called: bool, kind: Any) -> None:
        key: Any = (lambda agent: getattr(agent, by)) if called else by
        ours, theirs = (part.groupby(key, result_type=kind) for part in pair)
        assert ours.count() == theirs.count()
        assert list(ours.groups) == list(theirs.groups)
        assert len(ours) == len(theirs)
        for (_, mine), (_, other) in zip(ours, theirs, strict=True):
            self.same(mine, other)
        for name in ("sum", "np.sum", "span"):
            assert ours.agg("age_band", FUNCTIONS[name]) == theirs.agg("age_band", FUNCTIONS[name])
        assert ours.map(len) == theirs.map(len)

    @rule(pair=groups, name=NAMES)
    def get(self, pair: Pair, name: str) -> None:
        assert pair[0].get(name) == pair[1].get(name)
        assert pair[0].get([name, "row"]) == pair[1].get([name, "row"])
        assert pair[0].get([]) == pair[1].get([])
        assert pair[0].get("height", "default", 1.8) == pair[1].get("height", "default", 1.8)
        both = [name, "height"]
        assert pair[0].get(both, "default") == pair[1].get(both, "default")
        part: Any
        for part in pair:
            with pytest.raises(ValueError, match="handle_missing"):
                part.get(name, "ignore")
            if len(part):
                with pytest.raises(AttributeError):
                    part.get("height")

    @rule(pair=groups, value=st.sampled_from([0.0, 0.125, 0.75]), band=st.integers(0, 2))
    def set(self, pair: Pair, value: float, band: int) -> None:
        assert pair[0].set("habit", value) is pair[0]
        pair[1].set("habit", value)
        pair[0].set("age_band", band)
        pair[1].set("age_band", band)

    @rule(pair=groups, name=st.sampled_from(sorted(FUNCTIONS)))
    def agg(self, pair: Pair, name: str) -> None:
        function = FUNCTIONS[name]
        for column in ("habit", "age_band"):
            assert pair[0].agg(column, function) == pair[1].agg(column, function)
            assert pair[0].agg(column, [function, len]) == pair[1].agg(column, [function, len])

    @rule(pair=groups, by=st.sampled_from([0.0, 0.25]), shuffled=st.booleans())
    def do(self, pair: Pair, by: float, shuffled: bool) -> None:
        order: tuple[list[int], list[int]] = ([], [])

        def act(agent: Any, seen: list[int]) -> None:
            raise_habit(agent, by)
            seen.append(agent.row)

        part: Any
        for part, seen in zip(pair, order, strict=True):
            assert (part.shuffle_do if shuffled else part.do)(act, seen) is part
        assert order[0] == order[1]

    @rule(pair=groups)
    def call(self, pair: Pair) -> None:
        assert pair[0].map(raise_habit, by=0.25) == pair[1].map(raise_habit, by=0.25)
        assert pair[0].map("step") == pair[1].map("step")
        assert pair[0].do("step") is pair[0]

    @rule(pair=groups, row=st.integers(0, N - 1))
    def contain(self, pair: Pair, row: int) -> None:
        assert (self.everyone.copy().select(lambda a: a.row == row)[0] in pair[0]) == (self.people[row] in pair[1])
        assert len(pair[0]) == len(pair[1])
        assert (pair[0].to_list() == []) == (pair[1].to_list() == [])

    @invariant()
    def values_agree(self) -> None:
        for name in ("age_band", "habit", "online") if hasattr(self, "people") else ():
            assert self.everyone.columns[name].tolist() == [getattr(person, name) for person in self.people]


TestSameAsAgentSet = pytest.mark.filterwarnings("error")(SameAsAgentSet.TestCase)
SameAsAgentSet.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None, derandomize=True)


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
