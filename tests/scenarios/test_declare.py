"""What is declared once is read back whole."""

import pytest

from scenarios.city import Community
from scenarios.declare import Declared, declarations
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import Rules


@pytest.mark.parametrize("table", [Rules, Parameters, Resources, Community])
def test_every_field_has_a_declaration(table: type[Declared]) -> None:
    told = declarations(table)
    assert tuple(d.key for d in told) == tuple(table.model_fields)
    for d in told:
        assert d.title_zh and d.title_en
        assert d.tag in ("measured", "literature", "assumed")
        assert d.tag == "assumed" or d.source


@pytest.mark.parametrize("table", [Rules, Parameters, Resources])
def test_defaults_lie_in_their_ranges_and_priors_inside(table: type[Declared]) -> None:
    for d in declarations(table):
        if d.kind in (int, float):
            assert d.low is not None and d.high is not None, d.key
            assert d.low <= d.default <= d.high, d.key
            low, high = d.prior or (d.low, d.high)
            assert d.low <= low <= high <= d.high, d.key
        elif d.choices:
            assert d.default in d.choices


def test_what_is_allowed_is_said_in_words() -> None:
    allowed = {d.key: d.allowed for table in (Rules, Resources) for d in declarations(table)}
    assert allowed["enforcement_seat"] == "district or street"
    assert allowed["street_allocation"] == "a number from 0 to 0.3"
    assert allowed["communities_per_station"] == "a whole number from 1 to 12"
    assert allowed["posts_move_with_hours"] == "true or false"
    assert allowed["working_days"] == "250 only"


def test_no_key_stands_in_two_tables() -> None:
    keys = [key for table in (Rules, Parameters, Resources) for key in table.model_fields]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("table", [Rules, Parameters])
def test_no_group_hides_a_key_of_another(table: type[Declared]) -> None:
    keys = [key for group in table.__bases__ for key in group.__annotations__]
    assert len(keys) == len(set(keys)) == len(table.model_fields)
