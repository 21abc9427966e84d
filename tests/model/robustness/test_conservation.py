"""Any rules, parameters, resources, district and timeline: requests, hours and yuan are conserved, all numbers can be.

What is drawn stands in `draws.py`, what must hold in `books.py`.
"""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from model.governance import GovernanceModel
from scenarios.scenario import Scenario
from tests.model.robustness.books import (
    check,
    days,
    fingerprint,
    littles_law_holds,
    look,
    open_requests,
)
from tests.model.robustness.cases import on_scenarios, parts
from tests.model.robustness.draws import RULES

LENGTH = st.integers(1, 70)  # working days: beyond a quarter, in which evaluation, contests and careers have begun
ORDINARY = ("need", "arose_calendar", "arose", "resident", "item", "category", "place")


def conserved(scenario: Scenario, rng: int, length: int, overlaps: bool) -> None:
    """Books each week and at the end, posts' hours and open requests each day, and whatever can be asked at the end.

    Without overlaps Little's law holds exactly for what was waited (`littles_law_holds`).
    """
    model = GovernanceModel(scenario if overlaps else scenario.replace(gap_probability=1.0), rng, record_legs=True)
    check(model)
    seen = []
    for _ in days(model, length):
        seen.append(open_requests(model))
        if model.day % 10 == 3:
            check(model)
    check(model)
    littles_law_holds(model, seen, exact=not overlaps)
    look(model)


@parts(few=4, many=3000)
def test_requests_hours_and_yuan_are_conserved(part: int, number: int) -> None:
    on_scenarios(part, number, conserved, LENGTH, st.booleans())


def the_same_in_pieces(scenario: Scenario, rng: int, length: int, piece: int) -> None:
    """Another name, another number of days at once, legs recorded, everything asked in between: the same run."""
    once = GovernanceModel(scenario, rng)
    once.run_for(length)
    pieces = GovernanceModel(scenario.replace(name="other", title_en="Other"), rng, record_legs=True)
    for first in range(0, length, piece):
        pieces.run_for(min(piece, length - first))
        look(pieces)
    assert fingerprint(once) == fingerprint(pieces)


@parts(few=1, many=400)
def test_names_pieces_and_looking_change_no_bit(part: int, number: int) -> None:
    on_scenarios(part, number, the_same_in_pieces, LENGTH, st.integers(1, 30), most_entries=3)


def the_same_needs(scenario: Scenario, rng: int, rules: dict[str, Any], length: int) -> None:
    """Under other rules the same needs come from outside, less those whose cause is removed; others are fallout."""
    other = scenario.replace(timeline=[e for e in scenario.timeline if not e.rules]).replace(**rules)
    models = [GovernanceModel(one, rng) for one in (scenario, other)]
    told = []
    for model in models:
        model.run_for(length)
        rows = model.ledger.look(model.world)
        told.append(rows[rows["origin"] != 2])
    np.testing.assert_array_equal(models[0].needs.count, models[1].needs.count)
    common = [np.isin(a["need"], b["need"]) for a, b in (told, told[::-1])]
    for name in ORDINARY:
        np.testing.assert_array_equal(told[0][name][common[0]], told[1][name][common[1]])
    for rows, there, missing_in in zip(told, common, models[::-1], strict=True):
        gone = rows[~there]
        cause = missing_in.causes.of(gone["need"], gone["item"], gone["resident"])
        assert (cause >= 0).all() and missing_in.causes.removed[cause].all()


@parts(few=1, many=400)
def test_needs_are_the_same_under_any_rules(part: int, number: int) -> None:
    on_scenarios(part, number, the_same_needs, RULES, LENGTH)
