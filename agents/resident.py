"""Residents 居民: what one resident knows, and how residents decide.

Every decision is a pure function over arrays, one entry a need; draws in (0, 1) are handed in. No function but
`word_of_mouth` looks across residents, so an object-per-resident twin calls the same lines with arrays of length one.
"""

from typing import TYPE_CHECKING, Any, cast

import numpy as np
from mesa import Agent
from numpy.typing import NDArray

from scenarios.actors import CATEGORIES

if TYPE_CHECKING:
    from agents.population import Residents
    from scenarios.parameters import Parameters

type Floats = NDArray[np.floating[Any]]
type Integers = NDArray[np.integer[Any]]
type Bools = NDArray[np.bool_]
type Columns = dict[str, NDArray[Any]]

VOICE, BEAR, SELF_HELP, NEIGHBOUR = range(4)  # 表达 忍受 自助 邻里互助
VISIT, PHONE, ONLINE = range(3)  # 上门 电话 网上
STAY, FADE, SPEAK, ESCALATE = range(4)  # 搁置 消退 表达 越级

# Assumed scales that no parameter varies.
REFERENCE_COST = 0.15  # hours: the cost at which `reach_*` is stated
CHANNEL_SENSITIVITY = 4.0  # logit units an hour
NEUTRAL = 0.5  # satisfaction at middling performance that was expected
NEWS_SCALE = 2.0**31  # word of mouth adds up whole 2^-31ths of satisfaction
FIRST_ID = 2**40  # residents' unique_ids start here, institutions' count from 1


class Resident(Agent[Any]):
    """A resident (居民): a light view on one row of the population, made when asked for.

    Residents are columns; reading or setting a column's name of a view reads or writes there. A view is never
    registered with the model. In `model.agents_by_type[sanshe.Resident]` stands the whole population.

    Args:
        population: The `Residents` it is one of.
        row: Its row in their columns.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> model = sanshe.GovernanceModel(sanshe.load("hierarchy").replace(city=town), rng=1)
        >>> someone = model.residents[0]
        >>> someone, someone.age_band, round(float(someone.trust[0]), 2)
        (<Resident 0>, 1, 0.47)
        >>> len(model.agents_by_type[sanshe.Resident])
        12000
    """

    def __init__(self, population: "Residents", row: int) -> None:
        # Not Agent.__init__: it would register the view, and the model would hold it for ever.
        state = self.__dict__
        state["population"], state["row"] = population, row
        state["unique_id"], state["model"], state["pos"] = FIRST_ID + row, population.model, None

    def __getattr__(self, name: str) -> Any:
        state = self.__dict__
        columns = state["population"].columns if "population" in state else {}
        if name in columns:
            value = columns[name][state["row"]]
            return value.item() if isinstance(value, np.generic) else value
        raise AttributeError(f"a Resident has no attribute {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        columns = self.population.columns
        if name not in columns:
            raise AttributeError(f"a Resident has no column {name!r}; add it with residents.set({name!r}, values)")
        write(columns, name, self.row, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.population.columns})

    def __repr__(self) -> str:
        return f"<Resident {self.__dict__.get('row')}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Resident):
            return NotImplemented
        return self.row == other.row and self.population.columns is other.population.columns

    def __hash__(self) -> int:
        return hash(self.__dict__.get("unique_id"))

    def remove(self) -> None:
        """Refused: a resident is a row of columns that requests point to.

        Raises:
            TypeError: Always.
        """
        raise TypeError("a resident cannot be removed; use residents.select(...) to leave some out")


def write(columns: Columns, name: str, rows: int | slice | NDArray[np.int64], value: Any) -> None:
    """Write into a column, in place; a value of a kind the column cannot hold (0.5 among integers) is a TypeError."""
    kind = np.asarray(value).dtype
    if not np.can_cast(kind, columns[name].dtype, "same_kind"):
        raise TypeError(f"column {name!r} holds {columns[name].dtype}; found {kind}: {value!r}")
    columns[name][rows] = value


def _within_one(values: Floats) -> Floats:
    """Values no lower than 0 and no higher than 1."""
    return cast(Floats, np.minimum(np.maximum(values, 0.0), 1.0))


def _voice_share(utility: Floats) -> Floats:
    return cast(Floats, 1.0 / (1.0 + np.exp(-utility)))


def _by_category(parameters: "Parameters", prefix: str) -> Floats:
    return np.array([getattr(parameters, f"{prefix}_{name}") for name in CATEGORIES], dtype=np.float64)


def voice_utilities(
    category: Integers, severity: Floats, trust: Floats, habit: Floats, cost: Floats, parameters: "Parameters"
) -> Floats:
    """Utility of voicing 表达 over keeping silent (McFadden 1974; voice after Hirschman 1970).

    u = logit(reach) + b_t (trust - 0.5) - b_c (cost - reference) + b_h (habit - 0.5) + b_s (severity - 0.5),
    cost in hours, the others in 0..1; arrays of shape (n,).
    """
    reach = np.minimum(np.maximum(_by_category(parameters, "reach"), 1e-9), 1.0 - 1e-9)
    return cast(
        Floats,
        np.log(reach / (1.0 - reach))[category]
        + parameters.voice_trust * (np.asarray(trust, np.float64) - 0.5)
        - parameters.voice_cost * (np.asarray(cost, np.float64) - REFERENCE_COST)
        + parameters.voice_habit * (np.asarray(habit, np.float64) - 0.5)
        + parameters.voice_severity * (np.asarray(severity, np.float64) - 0.5),
    )


def decide_voice(
    category: Integers, utility: Floats, has_ties: Bools, parameters: "Parameters", draw: Floats, other: Floats
) -> NDArray[np.int8]:
    """VOICE, BEAR, SELF_HELP or NEIGHBOUR for each need, from two draws each.

    P(voice) = logistic(u), from `draw`, the resident's reluctance. What the silent do is another matter, from `other`:
    they split by their category's shares, neighbours only for those with ties.
    """
    alone = _by_category(parameters, "self_help")[category]
    neighbour = alone + _by_category(parameters, "neighbour")[category] * has_ties
    silent = np.where(other < alone, SELF_HELP, np.where(other < neighbour, NEIGHBOUR, BEAR))
    return np.where(draw < _voice_share(utility), VOICE, silent).astype(np.int8)


def cost_of(
    channel: Integers, way_hours: Floats, parameters: "Parameters", online_cost: Floats | None = None
) -> Floats:
    """Hours it costs the resident to voice through a channel: the way, the call, or the form.

    `online_cost` is that of the form where it is not everywhere the parameter's.
    """
    form = parameters.online_cost if online_cost is None else online_cost
    short = np.where(channel == PHONE, parameters.phone_cost, form)
    return np.where(channel == VISIT, way_hours, short)


def choose_channel(
    online: Bools, way_hours: Floats, parameters: "Parameters", draw: Floats, online_cost: Floats | None = None
) -> NDArray[np.int8]:
    """VISIT, PHONE or ONLINE by a logit of the channels' costs (McFadden 1974); online only for those online."""
    visit = np.exp(-CHANNEL_SENSITIVITY * np.asarray(way_hours, np.float64))
    phone = float(np.exp(-CHANNEL_SENSITIVITY * parameters.phone_cost))
    form = parameters.online_cost if online_cost is None else np.asarray(online_cost, np.float64)
    web = np.exp(-CHANNEL_SENSITIVITY * form) * online
    point = draw * (visit + phone + web)
    later = np.asarray((point >= visit + phone) & online)
    return np.asarray(point >= visit).astype(np.int8) + later.astype(np.int8)


def reconsider(
    utility: Floats, severity: Floats, parameters: "Parameters", draw: Floats
) -> tuple[NDArray[np.int8], Floats]:
    """What becomes of a borne need 忍受的诉求: FADE, ESCALATE 越级, SPEAK or STAY, and the severity after.

    Fading and escalation come first by their probabilities; the rest speak with logistic(u); who stays worsens:
    severity' = severity + worsening (1 - severity).
    """
    fade, over = parameters.fade_probability, parameters.fade_probability + parameters.escalation_probability
    speak = over + (1.0 - over) * _voice_share(utility)
    fate = np.where(draw < fade, FADE, np.where(draw < over, ESCALATE, np.where(draw < speak, SPEAK, STAY)))
    worse = np.where(fate == STAY, severity + parameters.worsening * (1.0 - severity), severity)
    return fate.astype(np.int8), worse


def performance(
    resolution_hours: Floats, standard_hours: Floats, defect: Bools, hand_overs: Integers, parameters: "Parameters"
) -> Floats:
    """Performance P in 0..1: 1 / (1 + (t / (patience x standard))^2), less for defects and hand-overs."""
    late = resolution_hours / (parameters.patience * standard_hours)
    kept = np.maximum(1.0 - parameters.hand_over_penalty * hand_overs, 0.0) * (1.0 - parameters.defect_penalty * defect)
    return cast(Floats, kept / (1.0 + late * late))


def judge(performed: Floats, expectation: Floats, parameters: "Parameters") -> tuple[Floats, Floats]:
    """Satisfaction 满意度 and the adapted expectation 期望 (Oliver 1980, expectancy-disconfirmation).

    S = clip(0.5 + b_p (P - 0.5) + b_d (P - E)); E' = E + a (P - E).
    """
    surprise = performed - np.asarray(expectation, np.float64)
    level = parameters.satisfaction_level * (performed - 0.5)
    satisfied = _within_one(NEUTRAL + level + parameters.satisfaction_surprise * surprise)
    return satisfied, expectation + parameters.expectation_adaptation * surprise


def update_trust(trust: Floats, satisfaction: Floats, parameters: "Parameters", weight: float = 1.0) -> Floats:
    """Trust 信任 after a judgement: falls faster than it rises (Slovic 1993), stays in 0..1.

    s = 2 (S - 0.5); T' = T + w gain s (1 - T) if s > 0, else T + w loss s T.
    """
    news = weight * 2.0 * (satisfaction - NEUTRAL)
    rise, fall = parameters.trust_gain * (1.0 - trust), parameters.trust_loss * trust
    return _within_one(trust + news * np.where(news > 0.0, rise, fall))


def reopen_chance(trust: Floats, severity: Floats, parameters: "Parameters") -> Floats:
    """Chance that a resident comes back after a defect: propensity x (0.5 + 0.5 severity) x (0.5 + 0.5 trust)."""
    return cast(Floats, parameters.reopen_propensity * (0.5 + 0.5 * severity) * (0.5 + 0.5 * trust))


def will_reopen(trust: Floats, severity: Floats, parameters: "Parameters", draw: Floats) -> Bools:
    """Whether a resident comes back after a defect, by `reopen_chance`."""
    return draw < reopen_chance(trust, severity, parameters)


def word_of_mouth(
    rows: Integers,
    satisfaction: Floats,
    kind: Integers,
    ties: Integers,
    expectation: Floats,
    trust: Floats,
    parameters: "Parameters",
) -> None:
    """Those touched today tell their ties 口碑: `expectation` (n,) and `trust` (n, 4) are changed in place.

    A listener's expectation moves by w towards the mean satisfaction heard, trust in each kind of actor as after a
    judgement of weight w. `rows`, `satisfaction` (0..1, else ValueError), `kind` (column of trust) have one entry a
    judgement, in any order; a tie of -1 is none. Sums are of whole 2^-31ths: no order of the judgements changes a bit.
    """
    if len(rows) == 0 or parameters.word_of_mouth == 0.0:
        return
    told = np.asarray(satisfaction, np.float64)
    if not (told.min() >= 0.0 and told.max() <= 1.0):
        raise ValueError(f"satisfaction: found {told.min()} to {told.max()}; allowed 0 to 1")
    kinds = trust.shape[1]
    listener = np.take(ties, rows, axis=0).astype(np.int64)
    heard = listener >= 0
    if not heard.any():
        return
    pair: Integers = (listener * kinds + np.asarray(kind, np.int64)[:, None])[heard]  # a listener and a kind of actor
    # By their lower, then their upper 16 bits: so few are sorted by counting, which is quicker than by comparing.
    order = np.lexsort((pair.astype(np.uint16), (pair >> 16).astype(np.uint16)))
    piece = np.rint(told * NEWS_SCALE).astype(np.int64)[:, None]
    news: Integers = np.broadcast_to(piece, heard.shape)[heard][order]
    pair, news, pieces = _added_up(pair[order], news, np.ones(len(order), dtype=np.int64))
    trusted = update_trust(np.take(trust, pair), news / (pieces * NEWS_SCALE), parameters, parameters.word_of_mouth)
    np.put(trust, pair, trusted)
    who, news, pieces = _added_up(pair // kinds, news, pieces)
    before = expectation[who]
    expectation[who] = _within_one(before + parameters.word_of_mouth * (news / (pieces * NEWS_SCALE) - before))


def _added_up(key: Integers, news: Integers, pieces: Integers) -> tuple[Integers, Integers, Integers]:
    """(each key once, its news added up, its pieces of news) of sorted keys."""
    start = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
    return key[start], np.add.reduceat(news, start), np.add.reduceat(pieces, start)
