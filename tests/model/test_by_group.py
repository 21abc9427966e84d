from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from model.by_group import AGES, GROUPED, SINCE, breakdowns, by_group, read_groups, read_since, since, split, values_of
from model.governance import GovernanceModel
from model.observed import Observed
from model.outcomes import OUTCOMES, evaluate
from tests.model.small import small


@pytest.fixture(scope="module")
def model(city: Path) -> GovernanceModel:
    found = GovernanceModel(small("network", city), rng=3)
    found.run_for(60)
    return found


@pytest.fixture(scope="module")
def observed(model: GovernanceModel) -> Observed:
    return model.outcomes.observed()


@pytest.fixture(scope="module")
def groups(model: GovernanceModel) -> pd.DataFrame:
    return read_groups(model)


def wide(groups: pd.DataFrame, breakdown: str) -> pd.DataFrame:
    return groups[groups["breakdown"] == breakdown].pivot(index="group", columns="outcome", values="value")


def test_a_group_of_all_is_the_district_to_the_bit(observed: Observed, groups: pd.DataFrame) -> None:
    whole, district = wide(groups, "all").loc["all"], evaluate(observed)
    assert set(whole.index) == set(GROUPED)
    for key in GROUPED:
        np.testing.assert_equal(whole[key], district[key])


def test_groups_of_every_breakdown_are_all_residents_and_needs(observed: Observed, groups: pd.DataFrame) -> None:
    one = groups[groups["outcome"] == GROUPED[0]].groupby("breakdown")[["residents", "needs"]].sum()
    assert (one["residents"] == observed.residents).all() and (one["needs"] == len(observed.arose)).all()
    places = list(groups.loc[groups["breakdown"] == "community", "group"].unique())
    assert len(places) == 5 and set(groups.loc[groups["breakdown"] == "age", "group"]) == set(AGES)


@pytest.mark.parametrize("breakdown", ["vulnerability", "age", "oldest", "community"])
def test_groups_that_partition_weigh_up_to_the_whole(observed: Observed, groups: pd.DataFrame, breakdown: str) -> None:
    mine, whole = wide(groups, breakdown), wide(groups, "all").loc["all"]
    code, names = breakdowns(observed, tuple(wide(groups, "community").index))[breakdown]
    if breakdown == "community":
        names = tuple(groups.loc[groups["breakdown"] == "community", "group"].unique())
    of_request = code[observed.requests["resident"]]
    known = np.isfinite(observed.requests["satisfaction"]) & observed.voiced
    weights = {
        "voiced_share": np.bincount(of_request, minlength=len(names)),
        "resolved_share": np.bincount(of_request[observed.voiced], minlength=len(names)),
        "passed_on": np.bincount(of_request[observed.voiced], minlength=len(names)),
        "satisfaction": np.bincount(of_request[known], minlength=len(names)),
        "unvoiced_stock": np.bincount(code, minlength=len(names)),
        "backlog": np.bincount(code, minlength=len(names)),
        "resident_satisfaction": np.bincount(code, minlength=len(names)),
        "trust_station": np.bincount(code, minlength=len(names)),
    }
    for key, weight in weights.items():
        np.testing.assert_allclose(np.average(mine.loc[list(names), key], weights=weight), whole[key], rtol=1e-12)


def test_groups_agree_with_the_district_outcomes_about_groups(observed: Observed, groups: pd.DataFrame) -> None:
    district = evaluate(observed)
    by_need = wide(groups, "vulnerability")
    assert by_need.loc["vulnerable", "unvoiced_stock"] == pytest.approx(district["unvoiced_stock_vulnerable"])
    kept = by_need["within_standard"]
    assert kept["others"] - kept["vulnerable"] == pytest.approx(district["vulnerable_gap"], abs=1e-12)
    assert wide(groups, "community")["within_standard"].min() == pytest.approx(district["worst_community"], abs=1e-12)


def test_a_request_is_its_residents_whatever_the_breakdown(observed: Observed) -> None:
    who = observed.requests["resident"]
    np.testing.assert_array_equal(observed.community[who], observed.requests["community"])
    np.testing.assert_array_equal(observed.vulnerable[who], observed.requests["vulnerable"])


def test_a_group_without_anybody_has_no_value_and_no_warning(observed: Observed) -> None:
    empty = list(split(observed, np.zeros(observed.residents, dtype=np.int8), 2))[1]
    assert empty.residents == 0
    assert np.isnan(list(values_of(empty, GROUPED).values())).all()


def test_splitting_changes_nothing_of_what_is_split(observed: Observed) -> None:
    before = {name: column.copy() for name, column in observed.requests.items()}
    by_group(observed, tuple("abcde"))
    for name, column in observed.requests.items():
        np.testing.assert_array_equal(column, before[name])


def test_since_the_first_hour_is_the_whole_run(observed: Observed) -> None:
    district = evaluate(observed)
    for key, value in values_of(since(observed, 0.0), SINCE).items():
        np.testing.assert_equal(value, district[key])


def test_since_leaves_out_what_arose_before(model: GovernanceModel, observed: Observed) -> None:
    hour = 30 * model.hours
    later = since(observed, hour)
    assert len(later.arose) == int((observed.arose >= hour).sum()) > 0
    assert (later.arose >= hour).all()
    told = read_since(model, (0.5,))
    assert (told["since_day"] == 30).all()
    value = told.set_index("outcome").loc["voiced_share", "value"]
    assert value == pytest.approx(np.mean(observed.voiced[observed.arose >= hour]))
    assert set(told["outcome"]) == {o.key for o in OUTCOMES if o.kind == "cohort"}
