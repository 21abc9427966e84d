"""Each rule's share of a difference, on games whose answer is known."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.coalitions import WHOLE, Player
from experiments.shapley import interactions, on_the_way, pairs_of, shapley, shapley_by_orders
from experiments.shares import COLUMNS, PAIRS, attribute_outcomes, coalitions_of, orders_of
from experiments.statistics import holm, paired
from model.streams import in_turn


def players(n: int) -> list[Player]:
    return [Player(f"r{i}", "ties", (f"key{i}",), f"规则{i}", f"rule {i}") for i in range(n)]


def normal(stream: int, *shape: int) -> np.ndarray:
    """Draws about zero with variance one."""
    draws: np.ndarray = in_turn(1, 2200, stream, int(np.prod(shape))).reshape(shape)
    return math.sqrt(12.0) * (draws - 0.5)


def attributed(
    worth: Callable[[set[int], int], Sequence[float] | np.ndarray], n: int, seeds: int, pairs: int = 1, seed: int = 1,
    outcomes: Sequence[str] = ("x",),
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """The tables of a game: `worth` of (members, seed) gives the outcomes."""
    orders = orders_of(n, range(1, seeds + 1), pairs, seed)
    known = {
        one: {c: np.array(worth({i for i in range(n) if c >> i & 1}, one), dtype=float) for c in coalitions_of(mine)}
        for one, mine in orders.items()
    }
    return attribute_outcomes(known, orders, players(n), outcomes)


def test_orders_come_with_their_reverse_and_differ_by_seed() -> None:
    orders = orders_of(9, [1, 2, 3], 2, 5)
    for mine in orders.values():
        assert len(mine) == 4 and all(sorted(order) == list(range(9)) for order in mine)
        assert mine[1] == mine[0][::-1] and mine[3] == mine[2][::-1]
    assert len({order for mine in orders.values() for order in mine}) == 12
    assert orders_of(9, [2, 3, 4], 3, 5)[2][:4] == orders[2]  # whatever else is drawn
    assert orders_of(9, [1], 1, 6)[1] != orders[1][:2]


def test_every_order_is_as_likely() -> None:
    first = [orders_of(5, [seed], 1, 0)[seed][0] for seed in range(1, 2401)]
    counts = pd.Series(first).value_counts()
    assert len(counts) == 120 and ((counts - 20.0) ** 2 / 20.0).sum() < 170.0  # chi-square, 119 degrees, p > 0.001


def test_few_players_come_in_all_orders() -> None:
    orders = orders_of(4, [1, 2], 1, 1)
    assert len(set(orders[1])) == 24 and orders[1] == orders[2]
    assert sorted(coalitions_of(orders[1])) == list(range(16))


def test_many_players_need_the_ends_each_alone_and_the_ways() -> None:
    (mine,) = orders_of(25, [1], 1, 1).values()
    needed = coalitions_of(mine)
    assert len(needed) == len(set(needed)) == 96
    assert {0, 2**25 - 1, *(1 << i for i in range(25)), *on_the_way(mine[0])} <= set(needed)


@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.integers(-99, 99), min_size=2**n, max_size=2**n)), st.data())
def test_values_by_orders_sum_to_the_whole_and_by_all_orders_are_exact(worths: list[int], data: st.DataObject) -> None:
    values = dict(enumerate(np.array(worths, dtype=np.float64)))
    n = len(worths).bit_length() - 1
    orders = data.draw(st.lists(st.permutations(range(n)), min_size=1, max_size=4))
    found = shapley_by_orders(values, orders)
    assert found.sum() == pytest.approx(worths[-1] - worths[0], abs=1e-9)
    if n <= 4:
        every = orders_of(n, [1], 1, 1)[1]
        np.testing.assert_allclose(shapley_by_orders(values, every), shapley(np.array(worths, dtype=float)), atol=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.integers(5, 9), st.integers(1, 3), st.integers(0, 10**6))
def test_by_seed_and_outcome_values_sum_to_the_whole(n: int, pairs: int, seed: int) -> None:
    _, _, shares = attributed(lambda s, at: [np.sin(sum(7.0**i for i in s) + at), len(s) ** 2], n, 3, pairs, seed, "xy")
    wide = shares.pivot(index=["seed", "outcome"], columns="term", values="value")
    np.testing.assert_allclose(wide.drop(columns=WHOLE).sum(axis=1), wide[WHOLE], atol=1e-9)


def test_an_additive_effect_is_found_as_it_is() -> None:
    own = [4.0, -2.0, 1.0, 0.0, 0.5, 8.0]
    table, crossed, _ = attributed(lambda s, at: [3.0 * at + sum(own[i] for i in s)], 6, 4)
    assert tuple(table.columns) == COLUMNS and tuple(crossed.columns) == PAIRS
    each = table.set_index("term").drop(index=WHOLE)
    for column in ("value", "ci_low", "ci_high", "in_value", "out_value"):
        np.testing.assert_allclose(each[column], own, atol=1e-9)
    np.testing.assert_allclose(each["shift_value"], 0.0, atol=1e-9)
    assert (crossed["value"].dropna() == 0.0).all()
    assert table.iloc[0][["mean_a", "mean_b", "value"]].tolist() == pytest.approx([7.5, 19.0, 11.5])


def test_a_glove_game_among_dummies() -> None:
    """One has a left glove, two a right one; the others have none and get exactly nothing."""
    table, _, _ = attributed(lambda s, _: [float(0 in s and (1 in s or 2 in s))], 8, 30)
    each = table.set_index("term").drop(index=WHOLE)
    assert (each.loc[["r3", "r4", "r5", "r6", "r7"], ["value", "ci_low", "ci_high", "in_value", "out_value"]] == 0).all(
        axis=None
    )
    for term, value in (("r0", 4 / 6), ("r1", 1 / 6), ("r2", 1 / 6)):
        assert each["ci_low"][term] <= value <= each["ci_high"][term]
    assert [each[column]["r0"] for column in ("in_value", "out_value", "shift_value")] == [0.0, 1.0, 1.0]
    assert [each[column]["r1"] for column in ("in_value", "out_value")] == [0.0, 0.0]  # the other right glove stands in


def test_with_few_players_values_and_interactions_are_exact() -> None:
    values = normal(1, 16, 3, 2)
    table, crossed, _ = attributed(lambda s, at: values[sum(1 << i for i in s), at - 1], 4, 3, outcomes=("x", "y"))
    each = table[table["term"] != WHOLE]
    np.testing.assert_allclose(each["value"], shapley(values).mean(axis=1).T.ravel())
    np.testing.assert_allclose(crossed["value"], interactions(values).mean(axis=1).T.ravel())
    expected = paired(interactions(values)[2, :, 1])
    row = crossed[crossed["outcome"] == "y"].iloc[2]
    assert row["term"] == "r0×r3" and (row["ci_low"], row["ci_high"]) == pytest.approx(expected[1:3])


def test_who_may_change_places_gets_the_same() -> None:
    table, _, _ = attributed(lambda s, _: [float(len(s & {0, 1, 2}) >= 2)], 4, 2)
    values = table.set_index("term")["value"]
    assert values["r0"] == values["r1"] == values["r2"] == pytest.approx(1 / 3) and values["r3"] == 0.0


def test_holm_is_over_the_players_of_an_outcome_and_for_the_whole_over_outcomes() -> None:
    values = normal(2, 16, 5, 2) + np.arange(16)[:, None, None]
    table, crossed, shares = attributed(lambda s, at: values[sum(1 << i for i in s), at - 1], 4, 5, outcomes=("x", "y"))
    for outcome in ("x", "y"):
        mine = table[(table["outcome"] == outcome) & (table["term"] != WHOLE)]
        own = [
            paired(shares[(shares["outcome"] == outcome) & (shares["term"] == t)]["value"].to_numpy())[4]
            for t in mine["term"]
        ]
        assert mine["p_holm"].tolist() == pytest.approx(holm(np.array(own)).tolist())
    whole = [paired(shares[(shares["outcome"] == o) & (shares["term"] == WHOLE)]["value"].to_numpy())[4] for o in "xy"]
    assert table[table["term"] == WHOLE]["p_holm"].tolist() == pytest.approx(holm(np.array(whole)).tolist())
    assert crossed.groupby("outcome")["p_holm"].count().tolist() == [6, 6]


def test_a_seed_with_a_hole_is_left_out_of_that_outcome_alone() -> None:
    def worth(s: set[int], at: int) -> list[float]:
        return [float(len(s)) * at, np.nan if at == 2 and s == {3} else float(len(s)), np.nan]

    table, crossed, shares = attributed(worth, 5, 3, outcomes=("x", "y", "z"))
    assert table.groupby("outcome")["n"].first().to_dict() == {"x": 3, "y": 2, "z": 0}
    assert crossed.groupby("outcome")["n"].first().to_dict() == {"x": 3, "y": 2, "z": 0}
    assert set(shares[shares["outcome"] == "y"]["seed"]) == {1, 3} and "z" not in set(shares["outcome"])
    assert table[table["outcome"] == "z"]["value"].isna().all()


def test_one_seed_has_values_and_no_intervals() -> None:
    table, crossed, _ = attributed(lambda s, _: [float(len(s) ** 2)], 6, 1)
    assert table["value"].notna().all() and table[["ci_low", "p_holm", "in_low"]].isna().all(axis=None)
    assert crossed["ci_low"].isna().all()


def test_one_player_has_the_whole_difference() -> None:
    table, crossed, _ = attributed(lambda s, at: [len(s) * at], 1, 3)
    assert table["value"].tolist() == [2.0, 2.0] and crossed.empty


@pytest.mark.parametrize(("lumpy", "least"), [(False, 0.93), (True, 0.90)])
def test_intervals_cover_the_value_at_about_their_rate(lumpy: bool, least: float) -> None:
    """A game of pairs, and one where three rules do all of it only together, the hardest for few orders."""
    n, seeds, worlds, draws = 7, 10, 20, 20
    own, crossed = normal(3, n), normal(4, len(pairs_of(n)))
    true = own + sum((np.eye(n)[i] + np.eye(n)[j]) * x / 2.0 for (i, j), x in zip(pairs_of(n), crossed, strict=True))
    if lumpy:
        true = np.where(np.arange(n) < 3, 4.0, 0.0)
    keys = [f"w{k}" for k in range(worlds)]
    inside = []
    for draw in range(draws):

        def worth(s: set[int], at: int, draw: int = draw) -> np.ndarray:
            on = np.isin(np.arange(n), list(s)).astype(float)
            pair = sum(x * on[i] * on[j] for (i, j), x in zip(pairs_of(n), crossed, strict=True))
            known = 12.0 * float({0, 1, 2} <= s) if lumpy else on @ own + pair
            mask = sum(1 << i for i in s)
            return known + normal(1_000_000 * draw + 1000 * at + mask, worlds)

        table, _, _ = attributed(worth, n, seeds, 2, draw, keys)
        each = table[table["term"] != WHOLE]
        aim = np.tile(true, worlds)
        inside.append((each["ci_low"] <= aim) & (aim <= each["ci_high"]))
    assert least <= np.concatenate(inside).mean() <= 0.975
