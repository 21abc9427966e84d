"""The population of a city: shares, houses, ties; the same for any order of the input."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from model.city import build_residents

P: Any = SimpleNamespace(
    share_over_60=0.22, share_online=0.55, share_vulnerable=0.12, stairwell_residents=53, building_residents=170,
    estate_buildings=8, tie_rewire=0.1, ties_per_resident=6,
)  # fmt: skip


def city(sizes: tuple[int, ...], reverse: bool = False) -> Any:
    places = [
        SimpleNamespace(community=f"c{k}", street=f"s{k % 2}", residents=size, share_over_60=None, share_online=None)
        for k, size in enumerate(sizes)
    ]
    return SimpleNamespace(communities=tuple(places[::-1] if reverse else places))


def test_order_of_input_changes_nothing() -> None:
    a, b = (build_residents(city((900, 700, 1), flip), P, 7).columns for flip in (False, True))
    assert all((a[name] == b[name]).all() for name in a)


def test_shares_and_houses() -> None:
    r = build_residents(city((7600, 20000)), P, 7)
    assert abs(r.online.mean() - 0.55) < 0.02
    assert abs(r.vulnerable.mean() - 0.12) < 0.01
    old = r.age_band == 2
    assert abs(old.mean() - 0.22) < 0.01
    assert r.online[old].mean() < r.online[~old].mean()
    first = r.community == 0
    assert len(np.unique(r.building[first])) == 45
    assert len(np.unique(r.stairwell[first])) in range(130, 150)
    assert (r.trust >= 0).all()
    assert (r.trust <= 1).all()


def test_ties_are_mostly_near_and_never_to_oneself() -> None:
    r = build_residents(city((7600, 20000)), P, 7)
    assert (r.ties != np.arange(len(r))[:, None]).all()
    assert r.ties.max() < len(r)
    assert (r.community[r.ties[:, :5]] == r.community[:, None]).mean() > 0.95
