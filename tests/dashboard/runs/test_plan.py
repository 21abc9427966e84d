from pathlib import Path

import pytest

from dashboard.runs.plan import Plan
from scenarios.errors import InputError
from scenarios.library import load
from tests.dashboard.runs.cities import plan, small


def test_days_on_which_is_looked_are_early_then_even_up_to_the_horizon(tmp_path: Path) -> None:
    grid = plan(tmp_path, 240).grid
    assert grid == (5, 10, *range(20, 241, 20))
    assert plan(tmp_path, 2400).grid == (5, 10, 20, *range(200, 2401, 200))
    assert plan(tmp_path, 36).grid == tuple(range(3, 37, 3))
    assert plan(tmp_path, 3).grid == (1, 2, 3)
    assert plan(tmp_path, 1).grid == (1,)


@pytest.mark.parametrize(("change", "field"), [
    ({"arms": 1}, "regimes"), ({"arms": 5}, "regimes"), ({"days": 0}, "days"), ({"seeds": ()}, "seeds"),
    ({"seeds": (1, 1)}, "seeds"), ({"seeds": (-1,)}, "seeds"), ({"city": "shangcheng_2016"}, "city"),
])  # fmt: skip
def test_what_cannot_be_run_is_refused(change: dict[str, object], field: str, tmp_path: Path) -> None:
    arms = [small(tmp_path, "hierarchy")] * int(str(change.pop("arms", 2)))
    if "city" in change:
        arms[-1] = load("network").replace(city=change.pop("city"))
    with pytest.raises(InputError) as told:
        Plan(**{"arms": tuple(arms), "days": 10, "seeds": (1,)} | change)  # type: ignore[arg-type]
    assert told.value.field == field


def test_more_people_years_and_regimes_take_more_memory(tmp_path: Path) -> None:
    def district(arms: int, days: int) -> float:
        return Plan((load("hierarchy"),) * arms, days, (1,)).megabytes

    assert plan(tmp_path).megabytes < district(2, 250) < district(4, 250) < district(4, 2500)
    assert 300 < district(2, 250) < 500  # measured: 350
