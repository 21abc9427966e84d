"""Double-entry money: nothing is lost to the fen, whatever is paid, and no account inside goes below zero."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.accounts import OUTSIDE, Accounts, fen, split

NAMES = ("district", "fund a", "pledges", *OUTSIDE)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(0, 10**9)), max_size=60))
def test_money_is_conserved_and_nobody_inside_owes(payments: list[tuple[str, str, int]]) -> None:
    accounts = Accounts()
    accounts.open(*NAMES)
    for day, (payer, payee, amount) in enumerate(payments):
        before = accounts.balance[payer]
        paid = accounts.pay(day, payer, payee, amount, "grant")
        assert 0 <= paid <= amount and (payer in OUTSIDE or paid == min(amount, before))
        assert sum(accounts.balance.values()) == 0
        assert all(amount >= 0 for name, amount in accounts.balance.items() if name not in OUTSIDE)
    assert sum(accounts.flows.values()) == sum(entry.fen for entry in accounts.journal) == accounts.total("grant")
    inside = sum(amount for name, amount in accounts.balance.items() if name not in OUTSIDE)
    assert accounts.public + accounts.advanced + accounts.private == inside + accounts.spent


@given(st.integers(0, 10**12), st.lists(st.floats(0.0, 1e6), min_size=1, max_size=60).filter(lambda w: sum(w) > 1e-3))
def test_a_split_adds_up_to_the_fen_and_follows_the_weights(amount: int, weights: list[float]) -> None:
    parts = split(amount, weights)
    assert sum(parts) == amount and min(parts) >= 0
    for part, weight in zip(parts, weights, strict=True):
        assert part == pytest.approx(amount * weight / sum(weights), abs=1.0 + 1e-9 * amount)


def test_what_a_user_sees() -> None:
    accounts = Accounts()
    accounts.open("district")
    accounts.pay(3, "treasury", "district", fen(10.5), "wages")
    accounts.pay(4, "district", "wages", fen(20.0), "wages committee")
    assert accounts.frame().to_dict("records") == [
        {"day": 3, "payer": "treasury", "payee": "district", "yuan": 10.5, "purpose": "wages"},
        {"day": 4, "payer": "district", "payee": "wages", "yuan": 10.5, "purpose": "wages committee"},
    ]
    stands = accounts.balances().set_index("account")
    assert stands["yuan"].loc[["treasury", "wages", "district"]].tolist() == [-10.5, 10.5, 0.0]
    assert stands["inside"].loc[["treasury", "district"]].tolist() == [False, True]


def test_an_account_that_is_not_open_and_an_amount_below_zero_are_refused() -> None:
    accounts = Accounts()
    with pytest.raises(ValueError, match="found 'fund x'"):
        accounts.pay(0, "treasury", "fund x", 1, "works")
    with pytest.raises(ValueError, match="found -1"):
        accounts.pay(0, "treasury", "wages", -1, "wages")
