"""Draws come from the registered ranges, and those that drown a kind of actor at a pole are left out."""

import math
from pathlib import Path

import pandas as pd
import pytest

from experiments.priors import Priors, draw_parameters, drawn_parameters, loads_of_kinds, try_draws
from scenarios.declare import declarations
from scenarios.library import load
from scenarios.parameters import Parameters


def test_every_parameter_with_a_range_is_drawn_evenly_over_it() -> None:
    draws = draw_parameters(64, 3)
    known = {d.key: d for d in declarations(Parameters)}
    fixed = {key for key, d in known.items() if d.low == d.high}
    assert set(draws.columns) == set(known) - fixed == {d.key for d in drawn_parameters()}
    for key in draws.columns:
        low, high = known[key].prior or (known[key].low, known[key].high)
        assert low is not None and high is not None
        if not known[key].integer:  # a Latin hypercube has one draw in each of 64 equal parts
            part = ((draws[key] - low) / (high - low) * 64).clip(upper=63.999).astype(int)
            assert sorted(part) == list(range(64))
        else:
            assert draws[key].dtype.kind == "i" and draws[key].between(low, high).all()
            assert draws[key].nunique() > min(30, high - low)
    assert draws["overlap_share"].between(0.1, 1.0).all()
    load("hierarchy").replace(**{str(key): value for key, value in draws.to_dict("records")[0].items()})


def test_a_seed_gives_its_draws_again() -> None:
    assert draw_parameters(8, 1).equals(draw_parameters(8, 1))
    assert not draw_parameters(8, 1).equals(draw_parameters(8, 2))


def test_whole_numbers_reach_both_ends() -> None:
    draws = draw_parameters(2000, 1)["estate_buildings"]
    assert (draws.min(), draws.max()) == (1, 50)


def test_departments_count_together_and_windows_apart() -> None:
    table = pd.DataFrame(
        [("department", "a", 12.0, 10.0), ("department", "b", 3.0, 10.0), ("station", "x", 4.0, 8.0),
         ("station", "y", 9.0, 8.0), ("party", "party", 1.0, 0.0), ("team", "team", 0.0, 0.0)],
        columns=["kind", "roles", "offered", "capacity"],
    )  # fmt: skip
    assert loads_of_kinds(table) == {
        "department": 0.75, "x": 0.5, "y": 1.125, "party": math.inf, "team": 0.0,
    }  # fmt: skip


def test_which_draws_are_left_out_and_why() -> None:
    rows = [
        (0, "hierarchy", "committee", 0.9), (0, "hierarchy", "team", 1.0), (0, "network", "committee", 0.5),
        (1, "hierarchy", "committee", 1.1), (1, "hierarchy", "team", 0.5), (1, "network", "committee", 1.2),
        (2, "hierarchy", "committee", 1.1), (2, "hierarchy", "team", 1.5), (2, "network", "committee", 0.9),
        (3, "hierarchy", "committee", 0.1), (3, "hierarchy", "team", 0.2), (3, "network", "committee", 0.3),
    ]  # fmt: skip
    draws = pd.DataFrame({"needs_care": [1.0, 2.0, 3.0, 4.0]})
    found = Priors(draws, pd.DataFrame(rows, columns=["draw", "pole", "kind", "load"]), frozenset({3}))
    assert found.rejected == {1, 2}
    assert found.share_rejected == 0.5
    assert found.accepted.to_dict("list") == {"draw": [0, 3], "needs_care": [1.0, 4.0]}
    assert found.by_kind().values.tolist() == [
        ["hierarchy", "committee", pytest.approx(1.0), 2, 1],
        ["hierarchy", "team", pytest.approx(0.75), 1, 0],
        ["network", "committee", pytest.approx(0.7), 1, 1],
    ]


def test_the_defaults_are_kept_and_twice_the_work_is_not(tmp_path: Path) -> None:
    path = tmp_path / "city.csv"
    path.write_text("community,street,residents\na,one,6541\nb,one,6541\nc,two,6541\n", encoding="utf-8")
    # Eighteen workers for 10,000 residents: those of the default leave room for more routine.
    poles = tuple(load(name).replace(city=str(path), staff_per_10000=18.0) for name in ("hierarchy", "network"))
    default = poles[0].parameters.model_dump()
    draws = pd.DataFrame(
        [default, default | {"routine_hours": 8.0}, default | {"needs_care": 250.0, "reach_care": 1.0}]
    )
    told: list[int] = []
    found = try_draws(poles, draws, told.append)
    assert told == [1, 2, 3]
    assert found.rejected == {1, 2}
    over = found.loads[found.loads["load"] > 1.0]
    assert set(over.loc[over["draw"] == 1, "kind"]) == {"committee"}
    assert "station_social" in set(over.loc[over["draw"] == 2, "kind"])
    assert set(found.loads["pole"]) == {"hierarchy", "network"}
