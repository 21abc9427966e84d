"""The ledger by month adds up to the ledger, and a month's needs are followed to the horizon."""

import numpy as np
import pytest

from experiments.compare import district_days
from model.governance import GovernanceModel
from model.ledger import State
from tests.model.small import ROWS, small

DAYS = 45


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> GovernanceModel:
    city = tmp_path_factory.mktemp("monthly") / "city.csv"
    city.write_text("community,street,residents\n" + "\n".join(ROWS) + "\n", encoding="utf-8")
    model = GovernanceModel(small("hierarchy", city), rng=5)
    model.run_for(DAYS)
    return model


def test_months_add_up_to_days(model: GovernanceModel) -> None:
    monthly, daily = model.outcomes.monthly(), model.outcomes.daily()
    assert monthly["month"].unique().tolist() == ["2016-01", "2016-02", "2016-03"]
    for name in ("arisen", "voiced", "responded", "resolved", "followed_up"):
        assert monthly[name].sum() == daily[name].sum() > 0
    last = daily[daily["day"] == DAYS - 1]
    assert monthly[monthly["month"] == "2016-03"]["open"].sum() == last["backlog"].sum()
    first = [day for day in range(DAYS) if f"{model.calendar.date(day):%Y-%m}" == "2016-01"]
    assert monthly[monthly["month"] == "2016-01"]["arisen"].sum() == daily[daily["day"].isin(first)]["arisen"].sum()


def test_hours_of_the_days_are_those_of_all_desks(model: GovernanceModel) -> None:
    daily, busy = model.outcomes.daily(), model.record.hours["busy"]
    by_day = daily.groupby("day")["hours"].sum().to_numpy()
    assert by_day == pytest.approx(busy.sum(axis=1), rel=1e-5)
    # A community's own committee, and the share of the station and the department that its residents are.
    places = model.scenario.city.communities
    for number, place in enumerate(places):
        own = sum(
            busy[:, desk].sum() * place.residents / sum(places[i].residents for i in institution.places)
            for desk, (institution, _) in enumerate(model.rows)
            if number in institution.places
        )
        assert 0.0 < daily[daily["community"] == place.community]["hours"].sum() == pytest.approx(own, rel=1e-5)


def test_the_vulnerable_and_the_categories_are_told_apart(model: GovernanceModel) -> None:
    monthly, needs = model.outcomes.monthly(), model.requests.frame()
    inside = needs[needs["arose"] < DAYS * model.hours]
    for (category, weak), part in monthly.groupby(["category", "vulnerable"]):
        mine = inside[(inside["category"] == category) & (inside["vulnerable"] == weak)]
        assert part["arisen"].sum() == len(mine)


def test_hours_of_a_month_are_those_of_the_requests_resolved_in_it(model: GovernanceModel) -> None:
    monthly, needs = model.outcomes.monthly(), model.requests.frame()
    done = needs[needs["resolved"] <= DAYS * model.hours]
    wage = model.scenario.resources.wage_yuan_per_hour
    for (category, weak), part in monthly.groupby(["category", "vulnerable"]):
        mine = done[(done["category"] == category) & (done["vulnerable"] == weak)]
        assert part["hours"].sum() == pytest.approx(mine["hours"].sum(), rel=1e-5)
        assert part["yuan"].sum() == pytest.approx(wage * mine["hours"].sum(), rel=1e-5)
    assert monthly["hours"].sum() > 0.0
    daily = model.outcomes.daily()
    assert daily["yuan"].sum() == pytest.approx(wage * model.record.hours["busy"].sum(), rel=1e-5)


def test_cohorts_follow_the_needs_of_a_month(model: GovernanceModel) -> None:
    cohorts, needs = model.outcomes.cohorts(), model.requests.frame()
    assert cohorts["arisen"].sum() == len(needs)
    voiced = needs["voiced"] < DAYS * model.hours
    assert (cohorts["voiced_share"] * cohorts["arisen"]).sum() == pytest.approx(voiced.sum())
    told = cohorts[(cohorts["category"] == "administrative") & (cohorts["month"] == "2016-01")].iloc[0]
    mine = needs[(needs["category"] == "administrative") & (needs["arose_calendar"] < 28 * 24.0)]
    ended = mine[mine["resolved"] <= DAYS * model.hours]
    assert told["resolution_median"] == pytest.approx(float((ended["resolved"] - ended["arose"]).median()), rel=0.2)
    assert 0.0 < told["response_time"] <= told["resolution_time"] < DAYS * model.hours


def test_trust_is_written_down_every_day_as_it_stands(model: GovernanceModel) -> None:
    columns, daily = model.residents.columns, model.outcomes.daily()
    last = daily[daily["day"] == DAYS - 1]
    for place in range(len(model.scenario.city.communities)):
        trust = columns["trust"][columns["community"] == place].mean(axis=0)
        told = last.iloc[place][["trust_committee", "trust_station", "trust_government", "trust_organization"]]
        np.testing.assert_allclose(told.to_numpy(dtype=float), trust, rtol=1e-5)
    whole = district_days(daily, model.scenario.city)
    assert len(whole) == DAYS
    wanted = columns["trust"][:, 1].mean()
    assert whole["trust_station"].iloc[-1] == pytest.approx(wanted, rel=1e-5)
    assert whole["arisen"].sum() == daily["arisen"].sum()


def test_open_needs_are_those_underway(model: GovernanceModel) -> None:
    rows = model.ledger.look(model.world)
    open_now = ((rows["voiced"] < DAYS * model.hours) & ~(rows["resolved"] <= DAYS * model.hours)).sum()
    assert model.outcomes.monthly().groupby("month")["open"].sum().iloc[-1] == open_now
    assert (rows["state"] == State.UNDERWAY).sum() >= open_now - 5
