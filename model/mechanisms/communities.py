"""What distinguishes communities when they consult, give and raise money: trust, habit, ties, wealth."""

from typing import TYPE_CHECKING

import numpy as np

from model.streams import Purpose, uniforms
from model.tables import Floats, Ints

if TYPE_CHECKING:
    from model.governance import GovernanceModel

COMMITTEE = 0  # column of trust
MIDDLING = 0.5  # trust and habit at which amounts and turnouts are stated


def normals(seed: int, purpose: Purpose, entity: Ints, occasion: int = 0) -> Floats:
    """Standard normal draws, one for each entity (Box & Muller 1958); occasions count from 0."""
    first, second = (uniforms(seed, purpose, entity, 2 * occasion + i) for i in (0, 1))
    return np.asarray(np.sqrt(-2.0 * np.log(first)) * np.cos(2.0 * np.pi * second))


def wealth(model: "GovernanceModel") -> Floats:
    """Wealth of each community relative to a mean of 1, (P,): lognormal with `wealth_spread`, the same in every arm."""
    spread = model.scenario.parameters.wealth_spread
    places = np.arange(len(model.scenario.city.communities))
    return np.asarray(np.exp(spread * normals(model.seed, Purpose.WEALTH, places) - spread * spread / 2.0))


def mean_of(model: "GovernanceModel", column: Floats) -> Floats:
    """Mean of a residents' column by community, (P,); residents stand sorted by community."""
    home = model.residents.columns["community"]
    places = np.arange(len(model.scenario.city.communities))
    first = np.searchsorted(home, places)
    heads = np.diff(first, append=len(home))
    return np.asarray(np.add.reduceat(column.astype(np.float64), first) / heads)


def trust(model: "GovernanceModel") -> Floats:
    """Mean trust in the committee by community, relative to a middling one, (P,)."""
    return mean_of(model, model.residents.columns["trust"][:, COMMITTEE]) / MIDDLING


def habit(model: "GovernanceModel") -> Floats:
    """Mean habit of taking part by community, relative to a middling one, (P,)."""
    return mean_of(model, model.residents.columns["habit"]) / MIDDLING


def tied(model: "GovernanceModel") -> Floats:
    """Share of residents' ties that stay in their own community, (P,)."""
    columns = model.residents.columns
    home, ties = columns["community"], columns["ties"]
    return mean_of(model, ((home[ties] == home[:, None]) & (ties >= 0)).mean(axis=1))
