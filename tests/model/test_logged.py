"""Requests of a log come in as given and go the way of any other; without a log nothing is changed."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from model.governance import GovernanceModel
from model.logged import LOGGED_KEYS, Arrivals
from scenarios.actors import CATEGORIES, CHANNELS
from scenarios.errors import InputError
from tests.model.small import small

CARE, ONLINE = CATEGORIES.index("care"), CHANNELS.index("online")
ROWS = 60


def given(background: bool = False) -> Arrivals:
    """Sixty requests of a week, of every category, channel and community; the first at night, the last on a Sunday."""
    number = np.arange(ROWS)
    return Arrivals(
        np.linspace(3.0, 6 * 24.0 + 12.0, ROWS), number % 5, number // 5 % 5, number // 25 % 3, background=background
    )


def logged_rows(model: GovernanceModel) -> pd.DataFrame:
    frame = model.requests.frame()
    return frame[frame["need"] % 8 == LOGGED_KEYS].sort_values("need", ignore_index=True)


def test_every_row_of_the_log_is_a_request_at_its_hour_and_no_other_need_arises(city: Path) -> None:
    model = GovernanceModel(small("hierarchy", city), rng=3, arrivals=given())
    model.run_for(60)
    frame, log = logged_rows(model), given()
    assert len(frame) == len(model.requests.frame()[model.requests.frame()["origin"] == "exogenous"]) == ROWS
    np.testing.assert_array_equal(frame["voiced_calendar"], log.voiced)
    np.testing.assert_array_equal(frame["arose_calendar"], log.voiced)
    np.testing.assert_array_equal(frame["category"], np.array(CATEGORIES)[log.category])
    np.testing.assert_array_equal(frame["channel"], np.array(CHANNELS)[log.channel])
    names = np.array([place.community for place in model.scenario.city.communities])
    np.testing.assert_array_equal(frame["community"], names[log.place])
    np.testing.assert_array_equal(names[model.residents.columns["community"][frame["resident"]]], names[log.place])
    np.testing.assert_allclose(frame["voiced"], model.calendar.working_of(log.voiced))
    assert (frame["state"] == "closed").mean() > 0.5
    assert (frame["resolved_calendar"].dropna() >= frame["voiced_calendar"][frame["resolved"].notna()]).all()
    of_item = {item.key: item.category for item in model.items}
    assert all(of_item[item] == category for item, category in zip(frame["item"], frame["category"], strict=True))


def test_two_regimes_meet_the_very_same_requests(city: Path) -> None:
    first, second = (GovernanceModel(small(name, city), rng=5, arrivals=given()) for name in ("hierarchy", "network"))
    for model in (first, second):
        model.run_for(8)
    same = ["need", "item", "resident", "severity", "channel", "voiced_calendar", "voiced"]
    pd.testing.assert_frame_equal(logged_rows(first)[same], logged_rows(second)[same])
    assert not np.array_equal(logged_rows(first)["hand_overs"], logged_rows(second)["hand_overs"])


def test_who_speaks_online_is_online_and_another_seed_draws_others(city: Path) -> None:
    one, other = (GovernanceModel(small("hierarchy", city), rng=seed, arrivals=given()) for seed in (1, 2))
    for model in (one, other):
        model.run_for(6)
        frame = logged_rows(model)
        online = model.residents.columns["online"][frame["resident"][frame["channel"] == "online"]]
        assert len(online) and online.all()
    assert (logged_rows(one)["resident"] != logged_rows(other)["resident"]).mean() > 0.5


def test_care_requests_come_in_proportion_to_needs_of_care(city: Path) -> None:
    n = 20_000
    log = Arrivals(np.full(n, 10.0), np.zeros(n, int), np.full(n, CARE), np.zeros(n, int))
    model = GovernanceModel(small("hierarchy", city), rng=1, arrivals=log)
    model.needs_arise()
    columns = model.residents.columns
    here = columns["community"] == 0
    weight = np.diff(model.needs.care, prepend=0.0) * here
    old = columns["age_band"] == 2
    drawn = old[model.ledger.rows["resident"][:n]].mean()
    expected = weight[old].sum() / weight.sum()
    assert abs(drawn - expected) < 4 * np.sqrt(expected * (1 - expected) / n)
    assert expected > 1.5 * old[here].mean()


def test_needs_of_the_model_arise_beside_as_they_would_alone(city: Path) -> None:
    beside, alone = (
        GovernanceModel(small("hierarchy", city), rng=4, arrivals=log) for log in (given(background=True), None)
    )
    for model in (beside, alone):
        model.run_for(10)
    assert len(logged_rows(beside)) == ROWS
    columns = ["need", "arose", "item", "resident"]
    drawn = beside.requests.frame()
    drawn = drawn[(drawn["need"] % 8 != LOGGED_KEYS) & (drawn["origin"] == "exogenous")]
    own = alone.requests.frame()
    own = own[own["origin"] == "exogenous"]
    pd.testing.assert_frame_equal(
        drawn[columns].reset_index(drop=True), own[columns].reset_index(drop=True), check_dtype=False
    )


def test_an_empty_log_beside_the_models_needs_changes_no_bit(city: Path) -> None:
    empty = np.zeros(0, dtype=np.int64)
    nothing = Arrivals(np.zeros(0), empty, empty, empty, background=True)
    with_log, without = (GovernanceModel(small("network", city), rng=4, arrivals=log) for log in (nothing, None))
    for model in (with_log, without):
        model.run_for(25)
    assert with_log.ledger.look(with_log.world).tobytes() == without.ledger.look(without.world).tobytes()
    assert with_log.world.floor.tobytes() == without.world.floor.tobytes()


@pytest.mark.parametrize(
    ("field", "column"),
    [("voiced", [2.0, 1.0]), ("voiced", [-1.0, 1.0]), ("voiced", [np.nan, 1.0]), ("category", [0, 5]),
     ("channel", [-1, 0]), ("place", [0])],
)  # fmt: skip
def test_what_cannot_be_a_log_is_refused(field: str, column: list[float]) -> None:
    columns = {"voiced": [1.0, 2.0]} | {name: [0, 0] for name in ("place", "category", "channel")} | {field: column}
    voiced, place, category, channel = (np.array(columns[name]) for name in ("voiced", "place", "category", "channel"))
    with pytest.raises(InputError) as refused:
        Arrivals(voiced, place, category, channel)
    assert refused.value.field == field


def test_a_community_that_the_city_has_not_is_refused(city: Path) -> None:
    nothing = np.zeros(2, dtype=np.int64)
    with pytest.raises(InputError, match="place: found 0 to 5; allowed 0 to 4"):
        GovernanceModel(small("hierarchy", city), arrivals=Arrivals(np.zeros(2), np.array([0, 5]), nothing, nothing))
