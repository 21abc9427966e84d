"""Theory is theory, and what is kept of it shows every load."""

import numpy as np
import pandas as pd
import pytest

from proofs.kernel.erlang_c import LOADS, WINDOWS, mean_wait
from proofs.known import half_widths
from proofs.table import FIGURES


@pytest.mark.parametrize(("windows", "wait"), [(1, 9.0), (2, 4.263), (4, 1.969), (8, 0.877)])
def test_theory_is_the_table_of_the_textbooks(windows: int, wait: float) -> None:
    assert mean_wait(windows, 0.9) == pytest.approx(wait, rel=5e-4)


def test_one_window_waits_rho_over_one_less_rho() -> None:
    loads = np.linspace(0.05, 0.95, 10)
    np.testing.assert_allclose([mean_wait(1, load) for load in loads], loads / (1.0 - loads))


def test_every_load_and_group_is_kept_and_intervals_hold_theory_about_as_often_as_they_say() -> None:
    kept = pd.read_csv(FIGURES / "erlang_c.csv")
    assert list(zip(kept["windows"], kept["load"], strict=True)) == [(c, r) for c in WINDOWS for r in LOADS]
    np.testing.assert_allclose(
        kept["theory"], [mean_wait(int(c), r) for c, r in zip(kept["windows"], kept["load"], strict=True)]
    )
    held = ((kept["model"] - kept["theory"]).abs() <= half_widths(kept)).sum()
    assert held >= 24  # of 28 at 95 %: fewer would come by chance in about one of a hundred tries
