"""The order in which communities, keys, columns, entries and requests are written changes no bit of a run."""

import csv
import io
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st
from ruamel.yaml import YAML

from model.governance import GovernanceModel
from model.service import simulate_service
from scenarios.library import load
from scenarios.scenario import Scenario
from tests.model.robustness.books import fingerprint
from tests.model.robustness.cases import on_scenarios, parts

LENGTH = st.integers(1, 40)


def shuffled(told: Any, order: random.Random) -> Any:
    """The same mapping with its keys in another order at every level, and its lists too."""
    if isinstance(told, dict):
        keys = list(told)
        order.shuffle(keys)
        return {key: shuffled(told[key], order) for key in keys}
    if isinstance(told, list):
        return order.sample([shuffled(one, order) for one in told], len(told))
    return told


def as_csv(city: list[dict[str, Any]], order: random.Random) -> str:
    """The communities as a CSV, rows and columns shuffled."""
    columns = sorted({key for row in city for key in row})
    out = io.StringIO()
    table = csv.DictWriter(out, order.sample(columns, len(columns)))
    table.writeheader()
    table.writerows(order.sample(city, len(city)))
    return out.getvalue()


@parts(few=1, many=400)
def test_of_rows_columns_keys_and_entries(part: int, number: int, tmp_path: Path) -> None:
    def show(scenario: Scenario, rng: int, length: int, order: random.Random) -> None:
        yaml = YAML(typ="safe")
        told = yaml.load(scenario.to_yaml())
        (tmp_path / "district.csv").write_text(as_csv(told["city"]["communities"], order), encoding="utf-8")
        other = shuffled(told, order) | {"city": "district.csv"}
        with (tmp_path / "other.yaml").open("w", encoding="utf-8") as file:
            yaml.dump(other, file)
        again = load(tmp_path / "other.yaml")
        assert again.hash == scenario.hash
        runs = [GovernanceModel(one, rng) for one in (scenario, again)]
        for model in runs:
            model.run_for(length)
        assert fingerprint(runs[0]) == fingerprint(runs[1])

    on_scenarios(part, number, show, LENGTH, st.randoms(use_true_random=False))


TOWN = [{"community": f"社区{i}", "street": f"街{i % 2}", "residents": 300 + 200 * i} for i in range(4)]
AT_ONCE: list[dict[str, Any]] = [
    {"day": 5, "for": 10, "surge": {"category": "care", "factor": 5.0}},
    {"day": 5, "for": 10, "surge": {"category": "enforcement", "factor": 5.0}},
    {"day": 5, "for": 10, "budget_cut": {"share": 0.3}},
    {"day": 5, "for": 10, "staff_loss": {"kind": "station", "share": 0.6, "street": "街0"}},
    {"day": 5, "leader_leaves": {"community": "社区1"}},
    {"day": 5, "for": 10, "rules": {"enforcement_seat": "district"}},
]


@pytest.mark.parametrize("turn", [3, *(pytest.param(turn, marks=pytest.mark.proof) for turn in (1, 2, 4, 5))])
def test_of_what_begins_on_one_day(turn: int) -> None:
    """Two surges of one day have keys by what they say, not by which was written first."""
    runs = []
    for entries in (AT_ONCE, [*AT_ONCE[turn:], *AT_ONCE[:turn]], AT_ONCE[::-1]):
        model = GovernanceModel(load("network").replace(city=TOWN, timeline=entries), rng=3)
        model.run_for(12)
        runs.append(fingerprint(model))
    assert runs[0] == runs[1] == runs[2]


@pytest.mark.parametrize("seed", range(20))
def test_of_requests_with_urgencies_and_posts_that_change(seed: int) -> None:
    """Requests told in another order are served alike; of those that come at one moment, the first told goes first."""
    rng = np.random.default_rng(seed)
    n, actors = 60, 4
    ptr = np.concatenate([[0], np.cumsum(rng.integers(0, 5, n))]).astype(np.int64)
    legs = int(ptr[-1])
    arrival, hours, actor = rng.uniform(0, 20, n), rng.exponential(1.0, legs), rng.integers(0, actors, legs)
    urgency, servers = rng.integers(0, 3, n), rng.integers(0, 3, actors)
    changes = rng.uniform(0, 30, 6), rng.integers(0, actors, 6), rng.integers(0, 4, 6)
    start, finish = simulate_service(arrival, ptr, actor, hours, servers, urgency, changes)
    order, turn = rng.permutation(n), rng.permutation(6)
    moved = np.concatenate([np.arange(ptr[i], ptr[i + 1]) for i in order]).astype(np.int64)
    again = simulate_service(
        arrival[order], np.concatenate([[0], np.cumsum(np.diff(ptr)[order])]), actor[moved], hours[moved], servers,
        urgency[order], (changes[0][turn], changes[1][turn], changes[2][turn]),
    )  # fmt: skip
    np.testing.assert_array_equal(again[0], start[moved])
    np.testing.assert_array_equal(again[1], finish[moved])
