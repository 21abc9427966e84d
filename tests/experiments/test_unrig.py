"""Conditions are drawn as registered, the level of demand is held, and who wins is said only where it is known."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.factors import (
    ARMS,
    FACTORS,
    NEEDS,
    POLES,
    SMALLEST_RATIO,
    SURGE_DAY,
    SURGE_DAYS,
    Factor,
    draw_factors,
    hold_hours,
    offered_hours,
    range_of,
    scenario_at,
    settings_of,
    try_factors,
)
from experiments.output import DRAWS, REPORT, UNRIGGING, keep_draw, write_analysis
from experiments.priors import Priors
from experiments.unrig import (
    NOBODY,
    Unrigging,
    count_wins,
    find_conditions,
    find_pairs,
    find_winners,
    unrig,
    winner_of,
)
from experiments.words import outcome_name
from model.expected_load import expected_load
from model.outcomes import OUTCOMES
from sanshe.printing import print_unrigging
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.parameters import Parameters
from scenarios.scenario import Scenario


@pytest.fixture
def city(tmp_path: Path) -> str:
    path = tmp_path / "small.csv"
    path.write_text("community,street,residents\na,one,6000\nb,one,5000\nc,two,7000\nd,two,6000\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def poles(city: str) -> tuple[Scenario, ...]:
    return tuple(load(name).replace(city=city) for name in POLES)


def test_every_factor_is_drawn_evenly_over_its_registered_range() -> None:
    draws = draw_factors(32, 3)
    assert list(draws.columns) == [factor.key for factor in FACTORS]
    for factor in FACTORS:
        low, high = factor.span
        part = ((draws[factor.key] - low) / (high - low) * 32).clip(upper=31.999).astype(int)
        assert sorted(part) == list(range(32))
    assert draws.equals(draw_factors(32, 3)) and not draws.equals(draw_factors(32, 4))


def test_every_end_of_every_factor_is_a_scenario() -> None:
    moved = [key for factor in FACTORS for key in factor.keys]
    assert len(moved) == len(set(moved)) and set(moved) <= set(Parameters.model_fields)
    arm = load("network")
    for end in (0, 1):
        values = {factor.key: factor.span[end] for factor in FACTORS}
        found = scenario_at(arm, values)
        assert (found.rules, found.resources, found.city) == (arm.rules, arm.resources, arm.city)
        for key in moved:
            assert getattr(found.parameters, key) == pytest.approx(range_of(key)[end])
        assert set(settings_of(values)) == set(moved)


def test_a_surge_is_added_to_every_arm_and_leaves_the_level_as_in_ordinary_times(poles: tuple[Scenario, ...]) -> None:
    own = [{"day": 3, "rules": {"committee_admin_share": 0.5}}]
    values = {str(key): x for key, x in draw_factors(1, 1).iloc[0].items()}
    for size in (1.0, 2.5):
        found = scenario_at(load("network").replace(timeline=own), values | {"surge_size": size})
        assert [entry.shock for entry in found.timeline] == ["", "surge"]
        last = found.timeline[1]
        assert last.surge is not None and (last.surge.category, last.surge.factor) == ("enforcement", size)
        assert (last.day, last.days) == (SURGE_DAY, SURGE_DAYS)
    sizes = [[scenario_at(pole, values | {"surge_size": size}) for pole in poles] for size in (1.0, 3.0)]
    assert offered_hours(tuple(sizes[0])) == offered_hours(tuple(sizes[1]))


def test_a_factor_may_change_a_scenario_in_its_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    surge = Factor("surge", "surge", "冲击", "surge", low=1.0, high=2.0, apply=lambda s, x: s.replace(name=f"x{x:g}"))
    monkeypatch.setattr("experiments.factors.FACTORS", (surge,))
    assert draw_factors(4, 1)["surge"].between(1.0, 2.0).all()
    assert scenario_at(load("network"), {"surge": 1.5}).name == "x1.5"


@given(st.lists(st.floats(0.0, 1.0), min_size=5, max_size=5), st.lists(st.floats(0.1, 10.0), min_size=5, max_size=5))
def test_scaled_rates_bring_the_hours_asked_for_and_keep_to_their_ranges(at: list[float], weigh: list[float]) -> None:
    spans = [range_of(key) for key in NEEDS]
    rates = {key: low + x * (high - low) for key, (low, high), x in zip(NEEDS, spans, at, strict=True)}
    hours = dict(zip(NEEDS, weigh, strict=True))
    default = Parameters()
    total = sum(getattr(default, key) * hours[key] for key in NEEDS)
    found = hold_hours(rates, hours, total)
    assert sum(found[key] * hours[key] for key in NEEDS) == pytest.approx(total, rel=1e-6)
    for key, (low, high) in zip(NEEDS, spans, strict=True):
        assert low <= found[key] <= high
    inside = [key for key, (low, high) in zip(NEEDS, spans, strict=True) if low < found[key] < high]
    scales = [found[key] / rates[key] for key in inside]
    assert scales == pytest.approx(scales[:1] * len(scales))  # the mix stays as drawn, where ranges allow


def test_where_no_rates_bring_the_hours_all_stand_at_their_ends() -> None:
    rates, hours = {key: range_of(key)[1] for key in NEEDS}, dict.fromkeys(NEEDS, 1.0)
    assert hold_hours(rates, hours, 0.0) == pytest.approx({key: range_of(key)[0] for key in NEEDS})
    assert hold_hours(rates, hours, 1e9) == pytest.approx({key: range_of(key)[1] for key in NEEDS})


def test_the_level_is_held_whatever_hand_overs_and_errors_add(poles: tuple[Scenario, ...]) -> None:
    level = offered_hours(poles)
    found = try_factors(poles, draw_factors(6, 2))
    for number, values in enumerate(found.draws.to_dict("records")):
        arms = [scenario_at(pole, {str(key): x for key, x in values.items()}) for pole in poles]
        tables = [expected_load(arm) for arm in arms]
        offered = float(np.mean([table["offered"].sum() for table in tables]))
        assert offered == pytest.approx(level, rel=1e-6)
        over = any(load > 1.0 for load in found.loads.loc[found.loads["draw"] == number, "load"])
        assert over == (number in found.rejected)
    assert found.draws[["task_error", "way_hours"]].equals(draw_factors(6, 2)[["task_error", "way_hours"]])


SPREAD = np.array([-0.001, 0.0, 0.002, -0.001])


def values(*means: float) -> np.ndarray:
    """Four arms at four seeds around these means."""
    return np.array([mean + SPREAD * (1.0 + i) for i, mean in enumerate(means)])


def test_the_best_of_four_wins_and_a_tie_is_nobodys() -> None:
    assert winner_of(values(0.5, 0.7, 0.6, 0.5), "higher", "share") == 1
    assert winner_of(values(0.5, 0.7, 0.6, 0.4), "lower", "share") == 3
    assert winner_of(values(0.5, 0.7, 0.7, 0.5), "higher", "share") == NOBODY
    assert winner_of(values(0.5, 0.705, 0.7, 0.5), "higher", "share") == NOBODY  # sure, but less than 0.01
    same = np.full((4, 3), 0.5)
    assert winner_of(same, "higher", "share") == NOBODY


def test_the_smallest_difference_of_interest_is_a_share_of_the_larger_mean_elsewhere() -> None:
    steady = np.array([[100.0], [100.0], [100.0], [100.0 * (1.0 - 1.1 * SMALLEST_RATIO)]]).repeat(4, axis=1)
    assert winner_of(steady, "lower", "working hours") == 3
    steady[3] = 100.0 * (1.0 - 0.9 * SMALLEST_RATIO)
    assert winner_of(steady, "lower", "working hours") == NOBODY


def test_a_difference_that_seeds_do_not_agree_on_is_nobodys() -> None:
    loose = values(0.5, 0.6, 0.5, 0.5)
    loose[1] = [0.9, 0.3, 0.8, 0.4]
    assert winner_of(loose, "higher", "share") == NOBODY


def test_what_cannot_be_judged_is_unknown() -> None:
    holes = values(0.5, 0.7, 0.6, 0.5)
    holes[2, :3] = np.nan
    assert winner_of(holes, "higher", "share") is None
    holes[2, :2] = 0.6
    assert winner_of(holes, "higher", "share") in (1, NOBODY)


def made_up(n: int = 60) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(factors, outcomes): network is best where way_hours is at most 0.3, else hierarchy; satisfaction is a tie."""
    drawn = draw_factors(n, 1)
    rows = []
    for draw, way in enumerate(drawn["way_hours"]):
        for arm in range(4):
            best = arm == (3 if way <= 0.3 else 0)
            for seed in range(3):
                for o in OUTCOMES:
                    good = {"higher": 1.0, "lower": -1.0, "none": 0.0}[o.better]
                    value = 10.0 + good * best if o.key != "satisfaction" else 0.5
                    rows.append((draw, arm, seed + 1, o.key, o.unit, o.better, value + 0.001 * seed * (arm + 1)))
    names = ["draw", "arm", "seed", "outcome", "unit", "better", "value"]
    return drawn, pd.DataFrame(rows, columns=names)


def result(n: int = 60) -> Unrigging:
    drawn, outcomes = made_up(n)
    winners = find_winners(outcomes, ARMS)
    loads = pd.DataFrame(
        [(draw, pole, "team", 0.5) for draw in range(n) for pole in POLES], columns=["draw", "pole", "kind", "load"]
    )
    arms = tuple(load(name) for name in ARMS)
    priors = Priors(drawn, loads, frozenset())
    conditions = find_conditions(winners, drawn, ARMS)
    pairs = find_pairs(outcomes, ARMS)
    return Unrigging(
        ARMS, arms, 3, 125, 1, priors, outcomes, winners, count_wins(winners, ARMS), pairs, conditions, conditions
    )


def test_each_arm_is_told_against_the_first_alone() -> None:
    """Two arms alike and better than the first: nobody is the best of all, both are ahead of the first."""
    drawn, outcomes = made_up(20)
    messy, network = (outcomes["arm"] == arm for arm in (2, 3))
    outcomes.loc[messy, "value"] = outcomes.loc[network, "value"].to_numpy()
    pairs = find_pairs(outcomes, ARMS)
    near = float((drawn["way_hours"] <= 0.3).mean())
    told = pairs[pairs["outcome"] == "backlog"].set_index("arm")
    assert told["ahead"].to_dict() == pytest.approx({"clean_hierarchy": 0.0, "messy_network": near, "network": near})
    assert told["behind"].to_list() == pytest.approx([1.0 - near] * 3)
    np.testing.assert_allclose(pairs[["ahead", "behind", "tied", "unknown"]].sum(axis=1), 1.0)
    whole = count_wins(find_winners(outcomes, ARMS), ARMS).set_index("outcome")
    assert whole.loc["backlog", "tied"] == pytest.approx(near)


def test_wins_and_their_condition_are_found_where_they_were_put() -> None:
    found = result()
    assert set(found.wins["outcome"]) == {o.key for o in OUTCOMES if o.better != "none"}
    near = float((found.priors.draws["way_hours"] <= 0.3).mean())
    wins = {str(row["outcome"]): row for row in found.wins.to_dict("records")}
    assert [wins["backlog"][arm] for arm in ARMS] == pytest.approx([1.0 - near, 0.0, 0.0, near])
    assert wins["satisfaction"]["tied"] == 1.0
    np.testing.assert_allclose(found.wins[[*ARMS, "tied", "unknown"]].sum(axis=1), 1.0)
    told = {str(row["arm"]): row for row in found.conditions.to_dict("records") if row["outcome"] == "backlog"}
    for arm, above in (("hierarchy", True), ("network", False)):
        row = told[arm]
        assert (row["factor"], row["above"]) == ("way_hours", above)
        assert row["threshold"] == pytest.approx(0.3, abs=0.02)
        assert (row["won_inside"], row["won_outside"]) == (1.0, 0.0) and row["p_holm"] < 0.05
    assert set(found.conditions["arm"]) == {"hierarchy", "network"}


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "Left out, without a value at any draw: "), ("zh", "均无值，未列入：")]
)
def test_what_has_no_value_at_any_draw_is_left_out_and_said(
    lang: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A hole at some draws is unknown there; one at all draws is no question to win."""
    drawn, outcomes = made_up(20)
    outcomes.loc[outcomes["outcome"] == "recovery_days", "value"] = np.nan
    outcomes.loc[(outcomes["outcome"] == "backlog") & (outcomes["draw"] < 5), "value"] = np.nan
    winners = find_winners(outcomes, ARMS)
    found = replace(result(20), outcomes=outcomes, winners=winners, wins=count_wins(winners, ARMS))
    assert found.missing == ("recovery_days",) and result(20).missing == ()
    assert "recovery_days" not in set(found.winners["outcome"]) | set(found.wins["outcome"])
    wins = {str(row["outcome"]): row for row in found.wins.to_dict("records")}
    assert (wins["backlog"]["unknown"], wins["backlog"]["n"]) == (0.25, 20)
    assert len(wins) == len(result(20).wins) - 1
    assert "recovery_days" not in set(find_conditions(winners, drawn, ARMS)["outcome"])
    print_unrigging(found, [], lang)
    assert f"{said}{outcome_name('recovery_days', lang)}" in capsys.readouterr().out


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_figure_and_the_files(tmp_path: Path, lang: str) -> None:
    found = result(20)
    figure = found.plot(lang)
    for kind in ("png", "svg"):
        figure.savefig(io.BytesIO(), format=kind)
    keep_draw(tmp_path, 3, found.outcomes)
    assert [path.name for path in (tmp_path / DRAWS).iterdir()] == ["draw00003.parquet"]
    files = write_analysis(found, tmp_path, lang, [], gone=[DRAWS])
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*UNRIGGING, REPORT])
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in files)
    draws = pd.read_csv(tmp_path / "draws.csv")
    assert draws["kept"].all() and "load network team" in draws.columns


@pytest.mark.slow
def test_the_number_of_workers_changes_nothing_and_draws_come_one_by_one(city: str) -> None:
    kept: list[int] = []
    told: list[int] = []
    some: dict[str, Any] = {"draws": 6, "seeds": 2, "years": 0.02, "city": city}

    def keep(number: int, frame: pd.DataFrame) -> None:
        assert len(frame) == 4 * 2 * len(OUTCOMES)
        kept.append(number)

    alone = unrig(**some, keep=keep, begin=told.append)
    pooled = unrig(**some, workers=2)
    for part in ("outcomes", "winners", "wins", "conditions"):
        pd.testing.assert_frame_equal(getattr(alone, part), getattr(pooled, part))
    pd.testing.assert_frame_equal(alone.priors.draws, pooled.priors.draws)
    assert kept == sorted(set(range(6)) - alone.priors.rejected) and told == [len(kept)]
    assert set(alone.outcomes["draw"]) == set(kept)


@pytest.mark.parametrize(
    ("field", "value"), [("draws", 0), ("draws", 1.5), ("seeds", 0), ("years", 0), ("seed", -1), ("workers", 0)]
)
def test_bad_numbers_are_bad_input(field: str, value: object) -> None:
    with pytest.raises(InputError) as caught:
        unrig(**{field: value})  # type: ignore[arg-type]  # wrong on purpose
    assert caught.value.field == field
