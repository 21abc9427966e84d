"""Claims are judged by their intervals, ask for each run once, and read what a model shows."""

import math
from pathlib import Path

import numpy as np
import pytest

from experiments.claims import Arm, Claim, Expected, judge, read_run, wanted
from experiments.rule_measures import Measure, needs_that_arise, outcome
from model.governance import GovernanceModel
from model.tables import Floats
from scenarios.library import load
from scenarios.rules import RULES

NEEDS = Measure("needs that arise", "needs", needs_that_arise)
SHARE = Measure("voiced share", "share", outcome("voiced_share"))


def told(values: list[float], expected: Expected = "above") -> tuple[bool, int]:
    """Whether a claim of these numbers by seed holds, and from how many seeds."""
    row = judge([Claim("P0", "made up", "1", lambda read: read(Arm(), NEEDS), expected)], lambda *_: np.array(values))
    return bool(row["holds"].iloc[0]), int(row["n"].iloc[0])


@pytest.mark.parametrize(
    ("values", "above", "not_below", "none"),
    [
        ([1.0, 1.1, 0.9], True, True, False),
        ([-1.0, -1.1, -0.9], False, False, False),
        ([1.0, -1.0, 0.1], False, True, True),
        ([0.0, 0.0, 0.0], False, True, True),
    ],
)
def test_what_is_expected_is_asked_of_the_interval(
    values: list[float], above: bool, not_below: bool, none: bool
) -> None:
    found = [told(values, expected)[0] for expected in ("above", "not below", "none")]
    assert found == [above, not_below, none]


def test_the_interval_is_students() -> None:
    """Mean 1, standard deviation 1, three seeds: half-width 4.303/√3 = 2.484."""
    row = judge([Claim("P0", "made up", "1", lambda read: read(Arm(), NEEDS))], lambda *_: np.array([0.0, 1.0, 2.0]))
    assert row[["value", "ci_low", "ci_high"]].iloc[0].tolist() == pytest.approx([1.0, -1.484, 3.484], abs=1e-3)


def test_seeds_without_a_number_are_left_out_and_without_an_interval_nothing_holds() -> None:
    assert told([1.0, math.nan, 1.1, 0.9]) == (True, 3)
    for expected in ("above", "not below", "none"):
        assert told([1.0, math.nan], expected) == (False, 1)
        assert told([math.nan, math.nan], expected) == (False, 0)


def test_each_run_and_reading_is_asked_for_once() -> None:
    other = Arm(rules=("R8",))

    def gap(read: object) -> Floats:
        return read(other, NEEDS) - read(Arm(), NEEDS)  # type: ignore[operator, no-any-return]

    claims = [Claim("P1", "a", "1", gap), Claim("P2", "b", "1", gap), Claim("P3", "c", "1", lambda r: r(other, SHARE))]
    assert wanted(claims) == {other: [NEEDS, SHARE], Arm(): [NEEDS]}


def test_an_arm_is_the_base_with_rules_at_the_networks_values_and_settings() -> None:
    scenario = Arm(rules=("R8", "C1"), settings=(("task_error", 0.01),)).scenario
    changed = {key: high for card in RULES if card.id in ("R8", "C1") for key, (_, high) in card.poles.items()}
    expected = load("hierarchy").replace(**changed, task_error=0.01)
    assert scenario.rules == expected.rules and scenario.parameters == expected.parameters
    assert Arm(base="network").scenario == load("network")


def test_a_city_of_communities_alike_has_the_same_streets_and_residents() -> None:
    city, alike = load("hierarchy").city, Arm(like=True).scenario.city
    assert len({place.residents for place in alike.communities}) == 1
    assert [(p.community, p.street) for p in alike.communities] == [(p.community, p.street) for p in city.communities]
    assert alike.residents == pytest.approx(city.residents, rel=1e-4)
    assert len({tuple(p.model_dump(exclude={"community", "street"}).items()) for p in alike.communities}) == 1


def test_a_run_is_read_at_its_horizon(tmp_path: Path) -> None:
    (tmp_path / "small.csv").write_text("community,street,residents\na,one,3000\nb,two,2000\n", encoding="utf-8")
    path = tmp_path / "small.yaml"
    path.write_text("name: small\ncity: small.csv\n", encoding="utf-8")
    model = GovernanceModel(Arm(base=str(path), rules=("R4",)).scenario, rng=3, record_legs=True)
    model.run_for(5)
    assert read_run(Arm(base=str(path), rules=("R4",)), [NEEDS, SHARE], 3, 5) == [NEEDS.read(model), SHARE.read(model)]
