"""What the versions of the lean day share: its numbers, its town, its draws. Needs numpy alone, of any version."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

COUNTED = ("arisen", "voiced", "borne", "resolved", "backlog")


@dataclass(frozen=True)
class Spec:
    """The numbers of a lean town, from Sanshe's declarations (`benchmarks/lean/spec.py`).

    Lists have an entry an item of the duty list: `chance` that a resident has such a need on a day; `first` step and
    one past the `last`; `standard` in days; `reach` in logits; `self_help` and `neighbour`, shares of the unvoiced.
    Steps have the `kind` of desk (0 committee, 1 station, 2 street, 3 the district's) and the mean `hours`. By kind of
    desk: `capacity` in hours a day and resident, `own_pieces` of own work a day and desk, `own_hours` of a piece, the
    mean. The others are parameters by the name they have there.
    """

    residents: int
    communities: int
    streets: int
    seed: int
    ties: int
    chance: list[float]
    first: list[int]
    last: list[int]
    standard: list[float]
    reach: list[float]
    self_help: list[float]
    neighbour: list[float]
    kind: list[int]
    hours: list[float]
    capacity: list[float]
    own_pieces: list[int]
    own_hours: list[float]
    voice_trust: float
    voice_habit: float
    voice_severity: float
    reconsider_days: float
    fade_probability: float
    worsening: float
    patience: float
    satisfaction_level: float
    satisfaction_surprise: float
    expectation_adaptation: float
    trust_gain: float
    trust_loss: float
    word_of_mouth: float

    def write(self, path: Path) -> None:
        """Write as JSON."""
        path.write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, path: Path) -> "Spec":
        """Read what `write` wrote."""
        return cls(**json.loads(path.read_text()))


@dataclass(frozen=True)
class Town:
    """Residents at the start: `community`, `habit`, `trust`, `expectation` (n,), `ties` (n, k) rows of neighbours."""

    community: NDArray[np.int64]
    habit: NDArray[np.float64]
    trust: NDArray[np.float64]
    expectation: NDArray[np.float64]
    ties: NDArray[np.int64]


def town(spec: Spec) -> Town:
    """The residents, drawn from the seed; ties are among the next thirty of the same list."""
    rng = np.random.default_rng([spec.seed, 0])
    n = spec.residents
    community = np.arange(n) * spec.communities // n
    habit, trust, expectation = rng.random((3, n))
    ties = (np.arange(n)[:, None] + rng.integers(1, 31, (n, spec.ties))) % n
    return Town(community, habit, 0.3 + 0.4 * trust, 0.3 + 0.4 * expectation, ties)


@dataclass(frozen=True)
class Desks:
    """All desks: committees, stations, streets, the district's; `kind`, `capacity` hours a day, (desks,).

    A resident of a community goes for a kind of desk to `start[kind] + community // share[kind]`.
    """

    kind: NDArray[np.int64]
    capacity: NDArray[np.float64]
    start: NDArray[np.int64]
    share: NDArray[np.int64]


def desks(spec: Spec) -> Desks:
    """The desks of a lean town."""
    number = np.array([spec.communities, spec.communities, spec.streets, 1])
    kind = np.repeat(np.arange(4), number)
    capacity = spec.residents * np.array(spec.capacity) / number
    return Desks(kind, capacity[kind], np.cumsum(number) - number, -(-spec.communities // number))


class Draws:
    """The draws of a day, in the order in which they are asked for."""

    def __init__(self, spec: Spec, day: int) -> None:
        self._rng = np.random.default_rng([spec.seed, 1, day])

    def arise(self, residents: int) -> NDArray[np.float64]:
        """One for each resident: whether they have a need today, and which, (residents,)."""
        return self._rng.random(residents)

    def decide(self, needs: int) -> NDArray[np.float64]:
        """Three for each who has a need, by rows of residents: severity, voice, what the silent do; (needs, 3)."""
        return self._rng.random((needs, 3))

    def reconsider(self, borne: int) -> NDArray[np.float64]:
        """Two for each borne need, oldest first: whether it is thought over, what comes of it; (borne, 2)."""
        return self._rng.random((borne, 2))

    def work(self, pieces: int) -> NDArray[np.float64]:
        """Work of each piece that comes to a desk, as a multiple of its mean: exponential; (pieces,)."""
        return np.asarray(-np.log(1.0 - self._rng.random(pieces)))
