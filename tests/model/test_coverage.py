"""Which communities a rule reaches: nested, by whole communities, whatever the order of the rows or the seed."""

from pathlib import Path

import numpy as np
import pytest

from model.coverage import reached
from model.streams import Purpose
from scenarios.library import load


def city_of(path: Path, rows: list[str]) -> Path:
    path.write_text("community,street,residents\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_larger_share_only_adds_communities_and_the_share_is_kept() -> None:
    city = load("hierarchy").city
    before = reached(city, Purpose.PLATFORM_ORDER, 0.0)
    assert not before.any()
    for number in range(1, 55):
        now = reached(city, Purpose.PLATFORM_ORDER, number / 54)
        assert (now >= before).all() and now.sum() == number
        before = now


def test_two_rules_reach_by_orders_of_their_own() -> None:
    city = load("hierarchy").city
    a, b = (reached(city, purpose, 0.5) for purpose in (Purpose.PLATFORM_ORDER, Purpose.COMPLEX_ORDER))
    assert 0 < (a & b).sum() < a.sum()


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    rows = [f"社{i:02d},街{i % 3},900" for i in range(12)]
    got = []
    for name, lines in (("a", rows), ("b", rows[::-1])):
        city = load("hierarchy").replace(city=str(city_of(tmp_path / f"{name}.csv", lines))).city
        here = reached(city, Purpose.PLATFORM_ORDER, 0.4)
        got.append({place.community for place, yes in zip(city.communities, here, strict=True) if yes})
    assert got[0] == got[1] and len(got[0]) == 5


@pytest.mark.parametrize(("share", "number"), [(0.0, 0), (0.01, 0), (0.5, 4), (0.9, 7), (1.0, 8)])
def test_whole_communities_half_up(tmp_path: Path, share: float, number: int) -> None:
    rows = [f"社{i},街,900" for i in range(8)]
    city = load("hierarchy").replace(city=str(city_of(tmp_path / "c.csv", rows))).city
    assert int(np.sum(reached(city, Purpose.COMPLEX_ORDER, share))) == number
