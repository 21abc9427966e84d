"""Accounts 账户: double-entry money. Every yuan that comes in somewhere went out elsewhere.

Accounts inside the district never go below zero. Money enters and leaves the district through accounts outside it
(the treasury, households, sponsors, wages, suppliers), which may stand below zero: their sum with those inside is
always zero. Amounts are whole fen 分 (a hundredth of a yuan), so nothing is lost by rounding.
"""

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike

FEN = 100  # fen a yuan
PUBLIC_SOURCE, SPONSORS, HOUSEHOLDS = "treasury", "sponsors", "households"
ADVANCES = "advances"
WAGES, SUPPLIERS = "wages", "suppliers"
FOUNDATION = "foundation"  # the development foundation 社会组织发展基金会
OUTSIDE = (PUBLIC_SOURCE, ADVANCES, SPONSORS, HOUSEHOLDS, WAGES, SUPPLIERS)
"""Where money comes from (public, resident units, residents) and where it goes (workers, everything bought).

From the advances 预拨 the treasury pays contracts and grants ahead; the district pays them back with the wages of the
posts that were given up for them (`model.mechanisms.budget_flow`).
"""


def fen(yuan: float) -> int:
    """Whole fen of an amount in yuan, rounded half to even."""
    return round(yuan * FEN)


def split(amount: int, weights: "ArrayLike") -> list[int]:
    """Whole fen by weights (none below zero, not all zero), which add up to `amount` to the fen."""
    bounds = list(accumulate(np.asarray(weights, dtype=np.float64).tolist()))
    marks = [round(amount * (bound / bounds[-1])) for bound in bounds]
    return [mark - before for before, mark in pairwise([0, *marks])]


@dataclass(frozen=True)
class Entry:
    """One booking: on `day` so many `fen` went from `payer` to `payee` for `purpose`."""

    day: int
    payer: str
    payee: str
    fen: int
    purpose: str


class Accounts:
    """All accounts of a district, and the journal of what was booked.

    `balance` in fen by account. Purposes are short words such as `grant`, `tender`, `wage`, by which flows are told.
    """

    def __init__(self) -> None:
        self.balance: dict[str, int] = dict.fromkeys(OUTSIDE, 0)
        self.flows: dict[tuple[str, str, str], int] = {}
        self.journal: list[Entry] = []

    def open(self, *names: str) -> None:
        """Open accounts at zero; an account that is open stays as it is."""
        for name in names:
            self.balance.setdefault(name, 0)

    def pay(self, day: int, payer: str, payee: str, amount: int, purpose: str) -> int:
        """Book up to `amount` fen, at most what an account inside has; returns what was paid.

        Raises ValueError for an amount below zero or an account that is not open.
        """
        for name in (payer, payee):
            if name not in self.balance:
                raise ValueError(f"account: found {name!r}; allowed one that is open")
        if amount < 0:
            raise ValueError(f"amount: found {amount}; allowed 0 fen or more")
        paid = amount if payer in OUTSIDE else min(amount, self.balance[payer])
        if paid > 0 and payer != payee:
            self.balance[payer] -= paid
            self.balance[payee] += paid
            key = (payer, payee, purpose)
            self.flows[key] = self.flows.get(key, 0) + paid
            self.journal.append(Entry(day, payer, payee, paid, purpose))
        return paid

    def total(self, *purposes: str, payers: "Iterable[str] | None" = None) -> int:
        """Fen that flowed for these purposes, of all payers or of some."""
        kept = None if payers is None else set(payers)
        return sum(
            amount
            for (payer, _, purpose), amount in self.flows.items()
            if purpose in purposes and (kept is None or payer in kept)
        )

    @property
    def public(self) -> int:
        """Fen that the treasury has paid in so far; its advances count when the district pays them back."""
        return -self.balance[PUBLIC_SOURCE]

    @property
    def advanced(self) -> int:
        """Fen of the treasury's advances that the district has not paid back yet; below zero: contracts that ended."""
        return -self.balance[ADVANCES]

    @property
    def private(self) -> int:
        """Fen that resident units and residents have paid in so far, less what they got back."""
        return -self.balance[SPONSORS] - self.balance[HOUSEHOLDS]

    @property
    def spent(self) -> int:
        """Fen that have left the district so far, for wages and for what was bought."""
        return self.balance[WAGES] + self.balance[SUPPLIERS]

    def balances(self) -> pd.DataFrame:
        """One row an account: `account`, `yuan` that stand on it, and whether it is `inside` the district."""
        rows = [(name, amount / FEN, name not in OUTSIDE) for name, amount in self.balance.items()]
        return pd.DataFrame(rows, columns=["account", "yuan", "inside"])

    def frame(self) -> pd.DataFrame:
        """One row a booking: day, payer, payee, yuan, purpose."""
        rows = [(e.day, e.payer, e.payee, e.fen / FEN, e.purpose) for e in self.journal]
        return pd.DataFrame(rows, columns=["day", "payer", "payee", "yuan", "purpose"])
