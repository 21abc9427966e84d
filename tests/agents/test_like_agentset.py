"""The population behaves like a Mesa AgentSet of one object a resident."""

import copy
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

    @rule(target=groups, pair=groups, most=st.sampled_from([-1, -0.5, 0.0, 0.3, 0.5, 1.0, 2.5, float("inf")]))
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
SameAsAgentSet.TestCase.settings = settings(max_examples=100, stateful_step_count=30, deadline=None, derandomize=True)
