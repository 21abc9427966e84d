"""Those whose request was resolved judge it; trust and expectation move, neighbours hear of it (口碑).

What a resident thinks of a service stands in `agents/resident.py`.
"""

from typing import TYPE_CHECKING

import numpy as np

from agents import resident as decide
from model.compiled import kernel
from model.tables import Ints, Table
from scenarios.actors import KINDS

if TYPE_CHECKING:
    from model.governance import GovernanceModel

_TRUST_COLUMN = {"committee": 0, "party": 0, "station": 1, "organization": 3}
TRUST_OF_KIND = np.array([_TRUST_COLUMN.get(kind, 2) for kind in KINDS])  # others are government


@kernel
def _put_in_order(cases: Ints, table: Table) -> int:
    """Sort cases by when they were resolved, then by serial, each once; returns how many there are.

    They come in the order in which service ended, which is nearly this one, so each is let sink to its place.
    """
    n = 0
    for i in range(len(cases)):
        c = cases[i]
        resolved = table[c].resolved
        k = n
        while k > 0 and (
            table[cases[k - 1]].resolved > resolved
            or (table[cases[k - 1]].resolved == resolved and table[cases[k - 1]].serial > table[c].serial)
        ):
            k -= 1
        if k > 0 and cases[k - 1] == c:
            continue
        for later in range(n, k, -1):
            cases[later] = cases[later - 1]
        cases[k] = c
        n += 1
    return n


def judge_resolved(model: "GovernanceModel", cases: Ints) -> Ints:
    """The residents of these resolved cases judge, in the order of resolution.

    One judgement a day of each request, also of one that came back; where one resident has two, what the later says of
    expectation and trust stands. Returns the judged cases, each once.
    """
    if not len(cases):
        return cases
    table = model.world.cases
    cases = cases.copy()
    cases = cases[: _put_in_order(cases, table)]
    rows = model.ledger.row_of_case[cases]
    ledger, p, columns = model.ledger.rows, model.scenario.parameters, model.residents.columns
    who = ledger["resident"][rows].astype(np.int64)
    performed = decide.performance(
        table["resolved"][cases] - ledger["voiced"][rows],
        model.standard_hours[ledger["item"][rows]],
        table["failed"][cases] == 1,
        table["hand_overs"][cases],
        p,
    )
    satisfied, expected = decide.judge(performed, columns["expectation"][who], p)
    ledger["satisfaction"][rows] = satisfied
    model.organizations.hear(np.maximum(table["owner"][cases], 0), satisfied)
    judged = np.where(table["decider"][cases] >= 0, table["decider"][cases], table["owner"][cases])
    about = TRUST_OF_KIND[model.world.orders["kind"][np.maximum(judged, 0)]]
    columns["expectation"][who] = np.minimum(np.maximum(expected, 0.0), 1.0)
    columns["satisfaction"][who] = satisfied
    cell = who * columns["trust"].shape[1] + about
    np.put(columns["trust"], cell, decide.update_trust(np.take(columns["trust"], cell), satisfied, p))
    decide.word_of_mouth(who, satisfied, about, columns["ties"], columns["expectation"], columns["trust"], p)
    return cases
