"""How many cases a claim is shown on: a few in the default suite, many in the proof, other ones in each part."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, seed, settings
from hypothesis import strategies as st

from scenarios.scenario import Scenario
from tests.model.robustness.draws import scenarios

PARTS = 4
SEEDS = st.integers(0, 10**18 - 1)


def parts(few: int, many: int) -> pytest.MarkDecorator:
    """Part 0 with a few cases in the default suite, the others with `many` together in the proof."""
    each = [
        pytest.param(n, many // PARTS, marks=pytest.mark.proof, id=f"{many // PARTS}#{n}") for n in range(1, PARTS + 1)
    ]
    return pytest.mark.parametrize(("part", "number"), [pytest.param(0, few, id=f"{few}"), *each])


def on_scenarios(
    part: int, number: int, show: Callable[..., None], *more: st.SearchStrategy[Any], **drawn: Any
) -> None:
    """Show something of so many random scenarios, seeds of the model, and what else is drawn.

    A case that fails is told as YAML, as it is: making it smaller would take minutes.
    """
    quietly = settings(
        max_examples=number, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
    )

    @seed(part)
    @quietly
    @given(scenarios(**drawn), SEEDS, st.tuples(*more))
    def one(scenario: Scenario, rng: int, others: tuple[Any, ...]) -> None:
        note(f"rng {rng}, {others}\n{scenario.to_yaml()}")
        show(scenario, rng, *others)

    one()
