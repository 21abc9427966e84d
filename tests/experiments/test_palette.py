"""The figures' colours are told apart by those who see red and green alike; in grey, a second sign tells them apart.

Colour blindness is simulated on linear RGB (Machado, Oliveira & Fernandes 2009, severity 1), and told apart means far
in CIELAB (CIE 1976, D65). A distance of about 2 is just seen side by side; what lies apart in a figure needs more.
"""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from experiments.decompose import GROUPS
from experiments.factors import ARMS
from experiments.figures import COLOURS, MARKS, STYLES
from experiments.split_figure import HATCHES as OF_GROUPS
from experiments.split_figure import TOTAL
from experiments.unrig_figure import HATCHES as OF_ARMS
from experiments.unrig_figure import NOBODYS

APART = 15.0
SEES = {
    "all colours": np.eye(3),
    "no red": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def lab(colour: str, sees: str = "all colours") -> np.ndarray:
    """A colour as it is seen, in CIELAB."""
    coded = np.array(to_rgb(colour))
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    seen = np.clip(SEES[sees] @ linear, 0.0, 1.0)
    parts = XYZ @ seen / XYZ.sum(axis=1)
    x, y, z = np.where(parts > 216 / 24389, np.cbrt(parts), (24389 / 27 * parts + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(a: str, b: str, sees: str = "all colours") -> float:
    return float(np.linalg.norm(lab(a, sees) - lab(b, sees)))


def in_grey(a: str, b: str) -> float:
    return abs(float(lab(a)[0] - lab(b)[0]))


def test_the_measure_is_the_known_one() -> None:
    np.testing.assert_allclose(lab("white"), [100.0, 0.0, 0.0], atol=0.01)
    np.testing.assert_allclose(lab("#ff0000"), [53.24, 80.09, 67.20], atol=0.05)
    for sees in SEES:
        np.testing.assert_allclose(lab("0.5", sees), lab("0.5"), atol=0.01)  # grey is grey to everybody
    for sees in ("no red", "no green"):  # and a red is hardly another than an olive
        assert distance("#c80000", "#5a5a00", sees) < 0.5 * distance("#c80000", "#5a5a00")
    assert distance("#d62728", "#2ca02c", "no green") < 30 < 100 < distance("#d62728", "#2ca02c")


@pytest.mark.parametrize("sees", SEES)
def test_any_two_colours_are_told_apart(sees: str) -> None:
    near = {(a, b): distance(a, b, sees) for a, b in combinations(COLOURS, 2)}
    assert min(near.values()) >= APART, min(near, key=lambda pair: near[pair])


def test_in_grey_colours_alone_would_not_do() -> None:
    assert any(in_grey(a, b) < APART for a, b in combinations(COLOURS, 2))


def test_so_a_second_sign_goes_with_every_colour() -> None:
    """As many line styles as arms with a colour, marks for all of them but the first, hatches for what is stacked."""
    assert len(set(STYLES)) == len(COLOURS)
    assert len(set(MARKS)) >= len(COLOURS) - 1
    assert len(set(OF_GROUPS[: len(GROUPS) + 1])) == len(GROUPS) + 1
    assert len(set(OF_ARMS[: len(ARMS)])) == len(ARMS) <= len(COLOURS)


def test_nobodys_greys_are_no_colour_and_differ_by_themselves() -> None:
    for sees in SEES:
        for grey in NOBODYS.values():
            assert all(distance(colour, grey, sees) >= APART for colour in COLOURS[: len(ARMS)])
    assert in_grey(*NOBODYS.values()) >= 10.0


def test_the_grey_of_the_whole_rests_on_its_hatch() -> None:
    """Who sees no green sees it near the green of a group; it has a hatch that no group has."""
    assert min(distance(colour, TOTAL, "no green") for colour in COLOURS[: len(GROUPS)]) < APART
    assert OF_GROUPS[len(GROUPS)] not in OF_GROUPS[: len(GROUPS)]
