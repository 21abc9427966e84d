"""The figure of docs/validation.md: what is kept is what the engine gives, and theory is theory."""

from pathlib import Path

import numba
import numpy as np
import pandas as pd
import pytest
from matplotlib.image import imread

from tools.draw_erlang_c import LOADS, WINDOWS, draw, erlang_c_wait, point

TOP = Path(__file__).resolve().parent.parent
KEPT = TOP / "docs" / "figures" / "erlang_c.csv"


@pytest.mark.parametrize(("windows", "wait"), [(1, 9.0), (2, 4.263), (4, 1.969), (8, 0.877)])
def test_theory_is_the_table_of_the_textbooks(windows: int, wait: float) -> None:
    assert erlang_c_wait(windows, 0.9) == pytest.approx(wait, rel=5e-4)


def test_one_window_waits_rho_over_one_less_rho() -> None:
    loads = np.linspace(0.05, 0.95, 10)
    np.testing.assert_allclose([erlang_c_wait(1, load) for load in loads], loads / (1.0 - loads))


@pytest.mark.skipif(bool(numba.config.DISABLE_JIT), reason="needs many requests")
def test_the_kept_points_come_out_again() -> None:
    kept = pd.read_csv(KEPT)
    row = kept[(kept["windows"] == 4) & (kept["load"] == 0.8)].iloc[0]
    assert point(4, 0.8) == pytest.approx(row.to_dict(), rel=1e-9)


def test_every_load_and_group_is_kept_and_intervals_hold_theory_about_as_often_as_they_say() -> None:
    kept = pd.read_csv(KEPT)
    assert list(zip(kept["windows"], kept["load"], strict=True)) == [(c, r) for c in WINDOWS for r in LOADS]
    np.testing.assert_allclose(
        kept["theory"],
        [erlang_c_wait(int(c), r) for c, r in zip(kept["windows"], kept["load"], strict=True)],
    )
    held = ((kept["simulated"] - kept["theory"]).abs() <= kept["half_width"]).sum()
    assert held >= 24  # of 28 at 95 %: fewer would come by chance in about one of a hundred tries


def test_the_picture_has_all_its_marks(tmp_path: Path) -> None:
    draw(pd.read_csv(KEPT), tmp_path / "x.png")
    np.testing.assert_allclose(imread(tmp_path / "x.png"), imread(KEPT.with_suffix(".png")), atol=0.02)
