"""Books of routes: those that say the same share their routes, and a stage's routes are its own."""

import math

import numpy as np

from experiments.rule_cards import cut
from model.governance import GovernanceModel
from model.mechanisms.deliberation import Deliberation
from model.routes import RouteBook, build_routes, joined
from model.tables import Activity
from scenarios.duty_list import load_duty_list
from scenarios.library import load


def book(name: str) -> RouteBook:
    return build_routes(load(name), load_duty_list())


def test_books_that_say_the_same_share_their_routes_whatever_lies_between_their_fields() -> None:
    one, same, other = book("hierarchy"), book("hierarchy"), book("network")
    gaps = same.steps.dtype.itemsize - sum(same.steps.dtype[name].itemsize for name in same.steps.dtype.names or ())
    assert gaps > 0
    rows = same.steps.view(np.uint8).reshape(len(same.steps), -1)
    used = np.zeros(rows.shape[1], dtype=np.bool_)
    for kind, offset, *_ in (same.steps.dtype.fields or {}).values():
        used[offset : offset + kind.itemsize] = True
    rows[:, ~used] = 170
    first, second, third = joined([one, same, other])
    assert first.first == second.first == 0 and third.first == len(one.routes)
    assert len(first.routes) == len(one.routes) + len(other.routes)
    assert first.own == second.own and first.errands == second.errands


def test_the_work_of_an_issue_does_not_hang_on_what_other_stages_do() -> None:
    """The hours of work of a route are those of its own steps, to the last bit, also behind the routes of a stage."""
    plain = GovernanceModel(load("shangcheng_2016").replace(city=cut()), rng=1)
    reform = GovernanceModel(load("shangcheng_reform").replace(city=cut()), rng=1)
    for model in (plain, reform):
        work, book = model.mechanisms.get(Deliberation)._work, model.book
        for route, row in enumerate(book.routes):
            steps = book.steps[row.redo : row.end]
            assert work[route] == math.fsum(steps["hours"][steps["activity"] == Activity.WORK].tolist())
    assert len(reform.book.routes) > len(plain.book.routes)
