"""Which communities a rule that reaches only some of them reaches: the first of an order that is drawn once a city."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.boundaries import text_key
from model.streams import Purpose, uniforms

if TYPE_CHECKING:
    from scenarios.city import City


def place_in_order(city: "City", purpose: Purpose) -> NDArray[np.int64]:
    """Each community's place in the order of a rule, from 0, (P,); keyed by the city and the names, not by a seed."""
    names = [text_key(f"{place.street}/{place.community}") for place in city.communities]
    draws = uniforms(text_key(city.identity), purpose, np.array(names, dtype=np.int64))
    order = np.argsort(draws, kind="stable")
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return places


def reached(city: "City", purpose: Purpose, share: float) -> NDArray[np.bool_]:
    """The communities that are reached at a share, (P,): whole ones, half up. A larger share only adds some."""
    if share <= 0.0:
        return np.zeros(len(city.communities), dtype=np.bool_)
    covered: NDArray[np.bool_] = place_in_order(city, purpose) < np.floor(share * len(city.communities) + 0.5)
    return covered
