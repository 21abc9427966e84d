"""A small district with made-up projects that wait for money."""

from pathlib import Path
from typing import Any

import numpy as np

from model.governance import GovernanceModel
from model.projects import Project
from tests.model.small import small


def district(city: Path, seed: int = 3, **changes: Any) -> GovernanceModel:
    """The hierarchy in the small city with these changes, before its first day."""
    return GovernanceModel(small("hierarchy", city, **changes), rng=seed)


def fingerprint(model: GovernanceModel) -> bytes:
    """What a run was, to the last bit, its money included."""
    rows = model.ledger.look(model.world).tobytes() + model.world.activity.tobytes()
    hours = repr((model.voicing.volunteer_hours, model.voicing.resident_hours))
    return rows + hours.encode() + repr(model.accounts.journal).encode()


def project(model: GovernanceModel, place: int, yuan: float, supporters: slice | int = 60, **more: Any) -> Project:
    """A project of a community, wanted by its first so many residents or by a slice of them; proposed at once."""
    who = supporters if isinstance(supporters, slice) else slice(supporters)
    mine = np.flatnonzero(model.residents.columns["community"] == place)[who]
    values: dict[str, Any] = {"token": model.projects.proposed, "owner": "test"} | more
    made = Project(place=place, cost=round(yuan * 100), supporters=mine, **values)
    model.projects.propose(made)
    return made


def alone(model: GovernanceModel) -> GovernanceModel:
    """The model in which nobody else proposes projects from now on: residents' decisions wait for their money."""
    vars(model.projects)["propose"] = lambda _: None
    return model
