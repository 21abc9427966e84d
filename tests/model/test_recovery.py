"""Recovery after a shock, on backlogs whose answer is known."""

import numpy as np
import pytest

from model.estimators import BEFORE_DAYS, recovery_days

USUAL = np.tile([9.0, 11.0], 50)  # mean 10, sd just over 1: the band of the 20 days is 10 ± 2.05


def test_a_backlog_that_never_leaves_its_band_recovers_in_no_time() -> None:
    assert recovery_days(USUAL, 40, 50) == 0.0


def test_days_are_counted_from_the_shocks_end_to_the_close_of_the_day_it_is_back() -> None:
    stock = np.full(100, 10.0)
    stock[40:60] = 30.0
    # The mean of 5 days is 10 again once day 59 has left it: at the close of day 64.
    assert recovery_days(stock, 40, 50) == 64 - 49
    assert recovery_days(stock, 40, 60) == 5.0
    assert recovery_days(stock, 40, 65) == 0.0
    assert recovery_days(stock, 40, 40) == 64 - 39  # one that stays counts from its start


def test_a_backlog_that_falls_and_comes_back_counts_too() -> None:
    stock = np.full(100, 10.0)
    stock[40:45] = 2.0
    assert recovery_days(stock, 40, 45) == 5.0


def test_an_effect_that_comes_late_is_seen() -> None:
    stock = np.full(100, 10.0)
    stock[50:55] = 30.0
    assert recovery_days(stock, 40, 45) == 59 - 44


def test_what_is_not_back_is_censored_at_the_horizon() -> None:
    stock = np.full(100, 10.0)
    stock[40:] = 30.0
    assert recovery_days(stock, 40, 50) == 50.0


@pytest.mark.parametrize(("first", "end"), [(BEFORE_DAYS - 1, 40), (90, 101), (100, 100), (150, 160)])
def test_without_a_band_or_an_end_there_is_no_answer(first: int, end: int) -> None:
    assert np.isnan(recovery_days(np.full(100, 10.0), first, end))
