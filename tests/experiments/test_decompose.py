"""The difference between two scenarios is split over the groups of rules, and nothing is left over."""

import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.compare import compare
from experiments.decompose import (
    GROUPS,
    Decomposition,
    combination_name,
    combinations_of,
    decompose,
    decompose_outcomes,
    groups_of,
)
from experiments.statistics import paired
from model.outcomes import OUTCOMES, PRIMARY
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.rules import RULES
from scenarios.scenario import Scenario

YEARS = 0.04
EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "watched_hierarchy.yaml"


@pytest.fixture
def city(tmp_path: Path) -> str:
    path = tmp_path / "small.csv"
    path.write_text("community,street,residents\na,one,3000\nb,one,2000\nc,two,4000\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def poles(city: str) -> tuple[Scenario, Scenario]:
    return load("hierarchy").replace(city=city), load("network").replace(city=city)


def made_up(values: np.ndarray, keys: tuple[str, ...] = ("backlog",)) -> pd.DataFrame:
    """Outcomes of all combinations; `values` has shape (16, seeds)."""
    return pd.DataFrame(
        [
            {"mask": mask, "seed": seed + 1, "outcome": key, "unit": "u", "better": "lower", "value": float(value)}
            for key in keys for mask, row in enumerate(values) for seed, value in enumerate(row)
        ]
    )  # fmt: skip


def test_every_rule_of_the_model_has_its_cards_group(poles: tuple[Scenario, Scenario]) -> None:
    group = groups_of(poles[0])
    assert group == {key: card.group for card in RULES for key in card.keys}
    assert set(group.values()) <= set(GROUPS)


def test_a_combination_has_the_rules_of_its_groups_and_no_others(poles: tuple[Scenario, Scenario]) -> None:
    arms, keys = combinations_of(*poles)
    assert (arms[0].rules, arms[-1].rules) == (poles[0].rules, poles[1].rules)
    assert [arm.name for arm in arms] == [combination_name(mask) for mask in range(16)]
    group = groups_of(poles[0])
    for mask, arm in enumerate(arms):
        for key, value in arm.rules.model_dump().items():
            at = poles[mask >> GROUPS.index(group[key]) & 1]
            assert value == getattr(at.rules, key)
        assert (arm.parameters, arm.resources, arm.city) == (
            poles[0].parameters, poles[0].resources, poles[0].city,
        )  # fmt: skip
    differing = [key for key in group if getattr(poles[0].rules, key) != getattr(poles[1].rules, key)]
    assert sorted(key for mine in keys.values() for key in mine) == sorted(differing)


def test_the_rule_of_an_extension_belongs_to_its_cards_group(city: str) -> None:
    plain, watched = load("hierarchy").replace(city=city), load(EXAMPLE).replace(city=city)
    arms, keys = combinations_of(plain, watched)
    own = {key: card.group for card in watched.cards for key in card.keys if card not in RULES}
    assert own and {key: group for group, mine in keys.items() for key in mine} == own
    assert (arms[0].extensions, arms[-1].extensions) == ((), watched.extensions)
    clear = arms[1 << GROUPS.index("clarity")].rules.model_dump()
    assert clear["ombudsman_share"] == (0.1 if own["ombudsman_share"] == "clarity" else 0.0)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"way_hours": 0.3}, "parameters", "way_hours 0.25 against 0.3; allowed the same in both scenarios"),
        ({"officers": 40}, "resources", "officers 30 against 40"),
        ({"city": "shangcheng_2016"}, "city", "small and shangcheng_2016"),
    ],
)
def test_arms_that_differ_in_more_than_rules_are_refused(
    poles: tuple[Scenario, Scenario], changes: dict[str, object], field: str, words: str
) -> None:
    with pytest.raises(InputError) as caught:
        decompose(poles[0], poles[1].replace(**changes), seeds=1, years=YEARS)
    assert caught.value.field == field and words in caught.value.message


def test_equal_rules_are_refused(poles: tuple[Scenario, Scenario]) -> None:
    with pytest.raises(InputError, match="found the same rules in hierarchy and again"):
        decompose(poles[0], poles[0].replace(name="again"), seeds=1, years=YEARS)


def test_an_additive_effect_of_each_group_is_found_as_it_is() -> None:
    own = np.array([4.0, -2.0, 1.0, 0.0])
    noise = np.array([-0.5, 0.0, 0.5])  # the same in every combination, so that pairing takes it away
    on = np.array([[mask >> i & 1 for i in range(4)] for mask in range(16)])
    table, crossed, shares = decompose_outcomes(made_up((on @ own)[:, None] + noise))
    told = table.set_index("term")
    assert told["value"].to_dict() == pytest.approx(dict(zip(("whole", *GROUPS), [3.0, *own], strict=True)))
    assert told["ci_low"].to_dict() == pytest.approx(told["value"].to_dict())
    assert (told["mean_a"] == 0.0).all() and told["mean_b"].tolist() == pytest.approx([3.0] * 5)
    np.testing.assert_allclose(crossed["value"], 0.0, atol=1e-12)
    assert len(shares) == 5 * 3


def test_intervals_are_those_of_the_seeds_and_a_seed_with_a_hole_is_left_out() -> None:
    values = np.sin(np.arange(16.0 * 5)).reshape(16, 5)
    values[3, 4] = np.nan
    table, crossed, shares = decompose_outcomes(made_up(values))
    assert set(shares["seed"]) == {1, 2, 3, 4}
    assert (table["n"] == 4).all() and (crossed["n"] == 4).all()
    for term, part in shares.groupby("term"):
        row = table[table["term"] == term].iloc[0]
        expected = paired(part["value"].to_numpy())
        assert (row["value"], row["ci_low"], row["ci_high"], row["effect_size"]) == pytest.approx(expected[:4])
        assert row["p_holm"] == pytest.approx(expected[4])  # Holm over one outcome changes nothing


def test_holm_counts_the_outcomes_of_a_term() -> None:
    values = np.sin(np.arange(16.0 * 6)).reshape(16, 6)
    one = decompose_outcomes(made_up(values))[0]
    three = decompose_outcomes(made_up(values, ("a", "b", "c")))[0]
    assert three["p_holm"].tolist() == pytest.approx(np.minimum(3.0 * one["p_holm"], 1.0).tolist() * 3)


def test_an_outcome_without_any_value_stays_in_the_table() -> None:
    table, _, _ = decompose_outcomes(made_up(np.full((16, 2), np.nan)))
    assert len(table) == 5 and table["value"].isna().all() and (table["n"] == 0).all()


def test_shares_sum_to_what_compare_finds(poles: tuple[Scenario, Scenario]) -> None:
    found = decompose(*poles, seeds=2, years=YEARS)
    assert (found.names, found.seeds, found.days) == (("hierarchy", "network"), 2, 10)
    wide = found.shares.pivot(index=["seed", "outcome"], columns="term", values="value")
    np.testing.assert_allclose(wide[list(GROUPS)].sum(axis=1), wide["whole"], rtol=1e-9, atol=1e-9)
    straight = compare(*poles, seeds=2, years=YEARS).table.set_index("outcome")
    whole = found.table[found.table["term"] == "whole"].set_index("outcome")
    known = whole.index[whole["n"] == 2]
    assert len(known) > 10
    np.testing.assert_allclose(whole.loc[known, "value"], straight.loc[known, "difference"], rtol=1e-9, atol=1e-12)
    silent = [group for group, keys in found.keys.items() if not keys]
    assert (found.shares[found.shares["term"].isin(silent)]["value"] == 0.0).all()


@pytest.mark.slow
def test_the_number_of_workers_changes_nothing(poles: tuple[Scenario, Scenario]) -> None:
    told: list[int] = []
    alone = decompose(*poles, seeds=2, years=YEARS)
    pooled = decompose(*poles, seeds=2, years=YEARS, workers=2, progress=told.append)
    for part in ("table", "interactions", "shares", "outcomes"):
        pd.testing.assert_frame_equal(getattr(alone, part), getattr(pooled, part))
    assert told == [1, 2]


def drawn(seeds: int) -> Decomposition:
    values = np.sin(np.arange(16.0 * seeds * 3)).reshape(16, seeds * 3)[:, :seeds]
    table, crossed, shares = decompose_outcomes(made_up(values, tuple(o.key for o in OUTCOMES)))
    table.loc[table["outcome"] == PRIMARY[2], ["value", "ci_low", "ci_high"]] = np.nan
    table.loc[(table["outcome"] == PRIMARY[3]) & (table["term"] == "voice"), ["value", "ci_low", "ci_high"]] = 0.0
    two = (load("hierarchy"), load("network"))
    return Decomposition(("$层级$", "network"), two, {}, seeds, 250, table, crossed, shares, table)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("seeds", [1, 4])
def test_the_figure_has_a_panel_a_primary_outcome_and_no_missing_glyph(seeds: int, lang: str) -> None:
    figure = drawn(seeds).plot(lang)
    names = {o.key: o.zh if lang == "zh" else o.en for o in OUTCOMES}
    assert [axes.get_title() for axes in figure.axes] == [f"{names[key]} ↓" for key in PRIMARY]
    for kind in ("png", "svg"):
        figure.savefig(io.BytesIO(), format=kind)


def test_primary_outcomes_are_the_registered_ones() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "preregistration.md"
    told = page.read_text(encoding="utf-8").split("Primary: ")[1].split(".")[0]
    assert [word.strip("` \n") for word in told.split(",")] == list(PRIMARY)
