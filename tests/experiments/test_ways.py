"""Orders in which rules are brought in, on games whose best order and dip are known."""

from collections.abc import Mapping
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.coalitions import Player
from experiments.shapley import on_the_way
from experiments.statistics import holm, paired
from experiments.ways import (
    LEVELS,
    ORDERS,
    STEPS,
    best_order,
    follow,
    mean_change,
    most_coalitions,
    order_of_levels,
)
from model.streams import in_turn

PLAYERS = [Player(f"r{i}", "ties", (f"key{i}",), f"规则{i}", f"rule {i}", LEVELS[2 - i % 3]) for i in range(5)]


def looked_up(values: list[float]) -> "tuple[list[list[int]], object]":
    """What was asked for, and a worth that remembers it."""
    asked: list[list[int]] = []

    def worth(coalitions: list[int]) -> Mapping[int, float]:
        asked.append(coalitions)
        return {coalition: values[coalition] for coalition in coalitions}

    return asked, worth


def area(values: list[float], order: tuple[int, ...]) -> float:
    return sum(values[coalition] for coalition in on_the_way(order)[1:])


@settings(deadline=None)
@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.integers(-50, 50), min_size=2**n, max_size=2**n)))
def test_a_wide_beam_finds_the_best_of_all_orders(worths: list[int]) -> None:
    values = [float(x) for x in worths]
    n = len(values).bit_length() - 1
    _, worth = looked_up(values)
    found = best_order(worth, n, 1 << n)  # type: ignore[arg-type]
    orders = list(permutations(range(n)))
    assert area(values, found) == max(area(values, order) for order in orders)
    assert found == min(order for order in orders if area(values, order) == area(values, found))  # ties: the first


@given(st.lists(st.integers(-50, 50), min_size=32, max_size=32), st.integers(1, 4))
def test_any_beam_gives_an_order_and_one_is_greedy(worths: list[int], beam: int) -> None:
    values = [float(x) for x in worths]
    asked, worth = looked_up(values)
    found = best_order(worth, 5, beam)  # type: ignore[arg-type]
    assert sorted(found) == list(range(5))
    assert sum(map(len, asked)) <= most_coalitions(5, beam) and len(asked) == 5
    if beam == 1:
        at = 0
        for player in found:
            steps = [values[at | 1 << other] for other in range(5) if not at >> other & 1]
            at |= 1 << player
            assert values[at] == max(steps)


def test_greed_may_be_a_trap() -> None:
    """The first is best alone, but only the second and the third together are worth much."""
    values = [0.0] * 8
    values[0b001], values[0b110], values[0b111] = 1.0, 10.0, 2.0
    _, worth = looked_up(values)
    assert best_order(worth, 3, 1)[0] == 0  # type: ignore[arg-type]
    assert best_order(worth, 3, 3) == (1, 2, 0)  # type: ignore[arg-type]


def test_levels_come_from_above() -> None:
    assert LEVELS == ("district", "street", "community")
    assert order_of_levels(PLAYERS) == (2, 1, 4, 0, 3)


def game(seeds: int, spread: float) -> dict[int, np.ndarray]:
    """Each player adds one, but the first alone costs four as long as the second is not there."""
    values = {}
    for coalition in range(32):
        known = coalition.bit_count() - (5.0 if coalition & 3 == 1 else 0.0)
        values[coalition] = 7.0 + known + spread * (in_turn(3, 2300, coalition, seeds) - 0.5)
    return values


def test_a_known_dip_is_found_where_it_is() -> None:
    steps, table = follow(
        game(8, 0.2), game(4, 0.0), {"best": (1, 0, 2, 3, 4), "other": (2, 0, 3, 1, 4)}, PLAYERS, "higher"
    )
    assert (tuple(steps.columns), tuple(table.columns)) == (STEPS, ORDERS)
    best, other = (steps[steps["order"] == name] for name in ("best", "other"))
    np.testing.assert_allclose(best["change"], [1, 2, 3, 4, 5], atol=0.2)
    np.testing.assert_allclose(other["change"], [1, -3, -2, 4, 5], atol=0.2)
    np.testing.assert_allclose(other["step_change"], [1, -4, 1, 6, 1], atol=0.3)
    assert other["worse"].tolist() == [False, True, True, False, False] and not best["worse"].any()
    assert best["searched_change"].tolist() == [1.0, 2.0, 3.0, 4.0, 5.0]
    first, second = table.to_dict("records")
    assert (second["lowest_step"], second["lowest_term"], second["steps_worse"]) == (2, "r0", 2)
    assert (first["lowest_step"], first["steps_worse"]) == (1, 0)
    assert first["area"] == pytest.approx(3.0, abs=0.2) and first["searched_area"] == 3.0
    assert second["best_minus"] == pytest.approx(2.0, abs=0.2) and second["best_minus_p_holm"] < 0.01
    assert np.isnan(first["best_minus"])


def test_intervals_are_those_of_the_seeds_and_holm_is_over_the_steps() -> None:
    values = game(6, 3.0)
    steps, _ = follow(values, values, {"best": (0, 1, 2, 3, 4)}, PLAYERS, "higher")
    way = on_the_way((0, 1, 2, 3, 4))
    own = [paired(values[coalition] - values[0]) for coalition in way[1:]]
    assert steps["ci_low"].tolist() == pytest.approx([row[1] for row in own])
    assert steps["p_holm"].tolist() == pytest.approx(holm(np.array([row[4] for row in own])).tolist())
    added = paired(values[way[3]] - values[way[2]])
    assert steps.iloc[2][["step_change", "step_low", "step_high"]].tolist() == pytest.approx(added[:3])


def test_where_lower_is_better_a_dip_is_a_rise() -> None:
    values = {coalition: 20.0 - value for coalition, value in game(8, 0.2).items()}
    steps, table = follow(values, values, {"best": (1, 0, 2, 3, 4), "other": (2, 0, 3, 1, 4)}, PLAYERS, "lower")
    assert steps[steps["order"] == "other"]["worse"].tolist() == [False, True, True, False, False]
    assert table["lowest_step"].tolist() == [1, 2] and table["lowest_change"].iloc[1] == pytest.approx(3.0, abs=0.2)


def test_the_last_step_is_no_dip() -> None:
    values = {c: np.array([1.0, 1.1]) - (c == 31) + c.bit_count() * 0.001 for c in range(32)}
    steps, table = follow(values, values, {"best": (0, 1, 2, 3, 4)}, PLAYERS, "higher")
    assert steps["worse"].tolist() == [False] * 4 + [True]
    assert table["steps_worse"].tolist() == [0] and table["lowest_step"].tolist() == [1]


def test_seeds_without_a_value_on_the_way_are_left_out_of_that_order() -> None:
    values = game(5, 0.5)
    values[1] = np.array([np.nan, *values[1][1:]])
    _, table = follow(values, values, {"best": (1, 0, 2, 3, 4), "other": (0, 1, 2, 3, 4)}, PLAYERS, "higher")
    assert table["n"].tolist() == [5, 4]
    nothing = {coalition: np.full(2, np.nan) for coalition in range(32)}
    steps, table = follow(nothing, nothing, {"best": (0, 1, 2, 3, 4)}, PLAYERS, "higher")
    assert steps["change"].isna().all() and not steps["worse"].any() and table["n"].tolist() == [0]


def test_a_mean_change_is_over_the_seeds_that_both_have() -> None:
    values = {0: np.array([1.0, np.nan, 2.0, 3.0]), 1: np.array([2.0, 9.0, np.nan, 6.0]), 2: np.full(4, np.nan)}
    assert mean_change(values, 1) == 2.0
    assert np.isnan(mean_change(values, 2))
