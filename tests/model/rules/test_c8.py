"""C8, community fund accounts 社区基金账户: more money, by ballot; the rich raise more, and raising it takes hours."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from model.governance import GovernanceModel
from model.mechanisms import communities
from model.tables import Activity
from tests.model.money import alone, fingerprint, project

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

PRIVATE = {"sponsor_yuan": 0.0, "household_yuan": 0.0, "foundation_yuan": 0.0}
HOURS = {"fundraising_hours": 0.0, "fundraising_volunteer_hours": 0.0, "ballot_hours": 0.0, "ballot_voter_hours": 0.0}
QUARTER_OF = 60 / 250  # of a year


def raised(model: GovernanceModel) -> np.ndarray:
    """Yuan of private money that each community's fund got."""
    kinds = {"sponsorship", "contribution", "grant"}
    got = {f"fund {place.community}": 0 for place in model.scenario.city.communities}
    for (_, payee, purpose), amount in model.accounts.flows.items():
        if purpose in kinds:
            got[payee] += amount
    return np.array(list(got.values())) / 100.0


def with_projects(lab: "Lab", yuan: float, number: int, **changes: Any) -> GovernanceModel:
    """A run in which every community wants so many projects of this cost."""
    model = lab.new(**changes)
    for place in range(len(model.scenario.city.communities)):
        for _ in range(number):
            project(model, place, yuan)
    alone(model).run_for(125)
    return model


def without(lab: "Lab", days: int, **changes: Any) -> GovernanceModel:
    """A run in which nobody wants any."""
    model = alone(lab.new(**changes))
    model.run_for(days)
    return model


def test_benefit_more_projects_are_paid_for(lab: "Lab") -> None:
    """Works money of 15 yuan a resident is some 98,000 a community and year; four sources add some 26,000."""
    alone, mixed = (with_projects(lab, 6_000.0, 20, fund_mix=mix) for mix in ("government", "four_sources"))
    assert mixed.accounts.public == alone.accounts.public
    assert mixed.accounts.private > alone.accounts.private == 0
    free = with_projects(lab, 6_000.0, 20, fund_mix="four_sources", **PRIVATE)
    assert mixed.projects.funded > free.projects.funded


def test_price_the_rich_raise_more_and_by_as_much_as_they_are_rich(lab: "Lab") -> None:
    model = lab.run(days=110, fund_mix="four_sources", household_yuan=0.0, foundation_yuan=0.0, wealth_spread=0.8)
    rich = communities.wealth(model)
    assert rich.max() > 2.0 * rich.min()
    np.testing.assert_allclose(raised(model), 2.0 * 6541 * QUARTER_OF * rich, atol=0.01)
    alike = lab.run(days=110, fund_mix="four_sources", household_yuan=0.0, wealth_spread=0.0)
    np.testing.assert_allclose(raised(alike), 3.0 * 6541 * QUARTER_OF, atol=0.01)


def test_residents_give_by_trust_and_the_foundation_to_all_alike(lab: "Lab") -> None:
    changes = {"fund_mix": "four_sources", "sponsor_yuan": 0.0, "wealth_spread": 0.0, "foundation_yuan": 0.0}
    model = lab.run(days=110, **changes)
    other = lab.new(**changes)
    other.residents.columns["trust"][:, 0] *= 0.5
    other.run_for(110)
    assert (raised(other) < 0.6 * raised(model)).all()


def test_price_committees_and_volunteers_spend_hours(lab: "Lab") -> None:
    base = without(lab, 110)
    free, asked, helped = (
        without(lab, 110, fund_mix="four_sources", **(HOURS | hours))
        for hours in ({}, {"fundraising_hours": 8.0}, {"fundraising_volunteer_hours": 30.0})
    )
    assert lab.fingerprint(free) == lab.fingerprint(base)  # money alone changes nobody's work
    assert free.voicing.volunteer_hours == base.voicing.volunteer_hours
    assert lab.hours(asked, Activity.MEETING, "committee") == pytest.approx(8 * 8.0)
    assert helped.voicing.volunteer_hours - base.voicing.volunteer_hours == pytest.approx(8 * 30.0)


def test_price_a_ballot_takes_hours_of_the_committee_and_of_every_voter(lab: "Lab") -> None:
    def hours(**changes: float) -> tuple[float, float]:
        settings = HOURS | {"government_fund_share": 1.0} | changes
        model = with_projects(lab, 2_000.0, 1, fund_mix="four_sources", fund_devolution=0.0, **settings)
        assert model.projects.funded == 8
        return lab.hours(model, Activity.MEETING, "committee"), model.voicing.volunteer_hours

    free, dear = hours(), hours(ballot_voter_hours=0.5)
    assert dear[1] - free[1] == pytest.approx(8 * 60 * 0.5)
    assert hours(ballot_hours=4.0)[0] - free[0] == pytest.approx(8 * 4.0)


@pytest.mark.parametrize(("method", "expected"), [("greedy", (5, 0)), ("equal_shares", (3, 2))])
def test_the_fund_is_allotted_by_the_method_that_is_set(lab: "Lab", method: str, expected: tuple[int, int]) -> None:
    """Blocs of 60 and 40 residents with five projects each, and money for five."""
    model = lab.new(city=lab.single, fund_mix="four_sources", fund_allocation=method, works_yuan_per_resident=0.0,
                    wealth_spread=0.0, household_yuan=0.0, foundation_yuan=0.0, **HOURS)  # fmt: skip
    fund = 2.0 * 6541 * QUARTER_OF
    for bloc in (slice(60), slice(60, 100)):
        for _ in range(5):
            project(model, 0, fund / 5.0 - 0.01, supporters=bloc)
    alone(model).run_for(121)
    left = [len(one.supporters) for one in model.projects.waiting]
    assert (5 - left.count(60), 5 - left.count(40)) == expected


def test_neutral_without_private_money_hours_or_a_share_of_works_the_run_is_as_without_the_rule(lab: "Lab") -> None:
    """Ballots on empty funds pay for nothing, so departments pay for what residents decide as they did."""
    free = HOURS | PRIVATE | {"government_fund_share": 0.0}
    a, b = lab.run(days=125), lab.run(days=125, fund_mix="four_sources", **free)
    assert lab.fingerprint(a) == lab.fingerprint(b)
    assert a.accounts.journal == b.accounts.journal and a.voicing.volunteer_hours == b.voicing.volunteer_hours


def test_dormant_government_money_alone_whatever_raising_would_bring_and_cost(lab: "Lab") -> None:
    other = {"government_fund_share": 1.0, "sponsor_yuan": 9.0, "household_yuan": 9.0, "foundation_yuan": 9.0,
             "wealth_spread": 1.0, "fundraising_hours": 30.0, "fundraising_volunteer_hours": 90.0, "ballot_hours": 20.0,
             "ballot_voter_hours": 1.0, "fund_allocation": "greedy"}  # fmt: skip
    a, b = (with_projects(lab, 3_000.0, 2, **changes) for changes in ({}, other))
    assert fingerprint(a) == fingerprint(b)
    assert a.projects.funded == b.projects.funded == 16
    assert lab.fingerprint(a) == lab.fingerprint(without(lab, 125))
