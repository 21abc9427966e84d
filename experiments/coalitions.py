"""The difference between two regimes as a game: its players are rules, and a coalition is those that stand at B.

The others stand at A. A coalition is a number in binary: player i is in it if bit i is set, so that 0 is A itself and
2^n − 1 has every player at B. Used by `decompose`, `attribute` and `path`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_type_hints

import numpy as np
import pandas as pd

from scenarios.declare import Declared
from scenarios.errors import InputError, nearest
from scenarios.extensions import load_extension
from scenarios.reading import short
from scenarios.rules import RuleCard
from scenarios.scenario import NAMES
from scenarios.words import group_in

if TYPE_CHECKING:
    from experiments.ensemble import Evaluate
    from model.tables import Floats
    from scenarios.scenario import Scenario

type By = Literal["rule", "group"]
type At = tuple[int, int]  # a coalition and a seed

GROUPS: tuple[str, ...] = get_args(get_type_hints(RuleCard)["group"])
BY: tuple[str, ...] = get_args(By.__value__)
WHOLE = "whole"
EXACT = 4  # players up to whom all coalitions are run and nothing is sampled
MOST_PLAYERS = 62  # bits of a coalition


@dataclass(frozen=True)
class Player:
    """A rule or a group of rules: one of the `players` of what `sanshe.attribute` and `sanshe.path` give.

    Attributes:
        id: The rule's id, or the group's name.
        group: The group it is of.
        keys: The settings that differ between A and B.
        zh: What it is called in Chinese.
        en: What it is called in English.
        level: The level of government that decides a rule; a group of rules has none.
    """

    id: str
    group: str
    keys: tuple[str, ...]
    zh: str
    en: str
    level: str = ""

    def name(self, lang: str = "en") -> str:
        """Its name in words; `lang` is `en` or `zh`."""
        return self.zh if lang == "zh" else self.en

    def label(self, lang: str = "en") -> str:
        """Its id and its name, the name alone where it is a group; `lang` is `en` or `zh`."""
        return self.name(lang) if self.id == self.group else f"{self.id} {self.name(lang)}"


@dataclass(frozen=True)
class Game:
    """Two scenarios that differ in rules alone, and the players over whom the difference is split.

    `low` is A with the extensions of both; `to` has B's value of every key that differs.
    """

    a: "Scenario"
    b: "Scenario"
    players: tuple[Player, ...]
    low: "Scenario"
    to: Mapping[str, Any]

    @property
    def whole(self) -> int:
        """The coalition of all players."""
        return (1 << len(self.players)) - 1

    def name(self, coalition: int) -> str:
        """Who stands at B, `clarity+voice`; `none` where all stand at A."""
        return "+".join(self.players[i].id for i in members(coalition)) or "none"

    def scenario(self, coalition: int) -> "Scenario":
        """The scenario of a coalition.

        An extension that only one of the two names stands in all between them, its rules at their defaults where they
        are A's or B's not to have; A and B themselves are as they are, so that they run as `compare` runs them.
        """
        name = self.name(coalition)
        keys = [key for i in members(coalition) for key in self.players[i].keys]
        of_a_pole = coalition in (0, self.whole) and len(keys) in (0, len(self.to))
        if of_a_pole and self.a.extensions != self.b.extensions:
            return (self.b if keys else self.a).replace(name=name)
        return self.low.replace(**{key: self.to[key] for key in keys}, name=name)

    def restricted(self, ids: Sequence[str], field: str = "only") -> "Game":
        """The game of some of the players, by id, in their order here; the others stay at A."""
        known = [player.id for player in self.players]
        for one in ids:
            if one not in known:
                raise InputError(field, short(one), f"{nearest(one, known)}: what differs is {', '.join(known)}")
        kept = tuple(player for player in self.players if player.id in ids) if ids else self.players
        return Game(self.a, self.b, kept, self.low, self.to)


def members(coalition: int) -> list[int]:
    """The numbers of the players in a coalition."""
    return [i for i in range(coalition.bit_length()) if coalition >> i & 1]


def _owners(scenario: "Scenario") -> dict[str, int]:
    """The number of the card of every rule by its key; the first card that names a key counts."""
    found: dict[str, int] = {}
    for number, card in enumerate(scenario.cards):
        for key in card.keys:
            found.setdefault(key, number)
    return found


def groups_of(scenario: "Scenario") -> dict[str, str]:
    """The group of every rule by its key, as the rules' cards say; the first card that names a key counts."""
    cards = scenario.cards
    return {key: cards[number].group for key, number in _owners(scenario).items()}


def _differing(a: object, b: object) -> str:
    """What differs, for a message: a few keys of a table, or nothing to name."""
    if not isinstance(a, Declared) or type(a) is not type(b):
        return ""
    keys = [key for key in type(a).model_fields if getattr(a, key) != getattr(b, key)]
    told = [f"{key} {short(getattr(a, key))} against {short(getattr(b, key))}" for key in keys[:3]]
    return ", ".join(told) + (f" and {len(keys) - 3} more" if len(keys) > 3 else "")


def _same_but_for_rules(a: "Scenario", b: "Scenario") -> None:
    """Refuse two scenarios whose difference is not of rules alone."""
    for part in type(a).model_fields:
        if part in (*NAMES, "rules", "extensions"):
            continue
        mine, other = getattr(a, part), getattr(b, part)
        same = mine.communities == other.communities if part == "city" else mine == other
        if not same:
            what = f"{mine.key} and {other.key}" if part == "city" else _differing(mine, other) or "a difference"
            raise InputError(part, what, "the same in both scenarios: the difference is split over rules alone")
    for reference in dict.fromkeys([*a.extensions, *b.extensions]):
        # Between A and B it would act in every coalition, and what it does be booked to the rules.
        in_one = (reference in a.extensions) != (reference in b.extensions)
        if in_one and not load_extension(reference).rules.model_fields:
            what = f"{Path(reference).name} in one alone, which has no rule to switch it off"
            raise InputError("extensions", what, "the same in both scenarios: the difference is split over rules alone")


def game_of(a: "Scenario", b: "Scenario", by: By = "rule", *, silent: bool = False) -> Game:
    """The game of two scenarios, its players the rule cards or the groups whose keys differ.

    A rule's player is the first card that names its key. With `silent` the groups without a key that differs are
    players too. Raises `InputError` where the two differ in more than rules, in a rule without a card, or in nothing.
    """
    if by not in BY:
        raise InputError("by", short(by), " or ".join(BY))
    _same_but_for_rules(a, b)
    extensions = tuple(dict.fromkeys([*a.extensions, *b.extensions]))
    low, high = a.replace(extensions=extensions), b.replace(extensions=extensions)
    from_, to = low.rules.model_dump(), high.rules.model_dump()
    owner, cards = _owners(low), low.cards
    keys = [key for key in to if from_[key] != to[key]]
    for key in keys:
        if key not in owner or cards[owner[key]].group not in GROUPS:
            raise InputError(key, "no rule card that names it", f"a card with a group of {', '.join(GROUPS)}")
    if not keys:
        raise InputError("scenarios", f"the same rules in {a.name} and {b.name}", "two that differ in a rule")
    if by == "group":
        every = [
            Player(group, group, tuple(k for k in keys if cards[owner[k]].group == group), group_in(group, "zh"), group)
            for group in GROUPS
        ]
    else:
        every = []
        for number, card in enumerate(cards):
            again = sum(other.id == card.id for other in cards[:number])  # two extensions may name a rule alike
            one = f"{card.id} ({again + 1})" if again else card.id
            mine = tuple(k for k in keys if owner[k] == number)
            every.append(Player(one, card.group, mine, card.zh, card.en, card.level))
    players = tuple(player for player in every if player.keys or (silent and by == "group"))
    if len(players) > MOST_PLAYERS:
        raise InputError(
            "scenarios", f"{len(players)} rules that differ", f"at most {MOST_PLAYERS}, or groups of rules"
        )
    return Game(a, b, players, low, {key: to[key] for key in keys})


def first_alike(scenarios: "Sequence[Scenario]") -> list[int]:
    """For every scenario the number of the first that is the same run: the same rules and extensions."""
    found: list[int] = []
    for one in scenarios:
        same = (
            i for i, other in enumerate(scenarios) if one.rules == other.rules and one.extensions == other.extensions
        )
        found.append(next(same))
    return found


class Runs:
    """What is known of a game: the outcomes of coalitions at seeds, each of which is run once."""

    def __init__(self, game: Game, evaluate: "Evaluate") -> None:
        self.game, self._evaluate = game, evaluate
        self.outcomes: tuple[str, ...] = ()
        self._known: dict[At, Floats] = {}
        self._scenarios: dict[int, Scenario] = {}

    def need(self, wanted: Iterable[At]) -> None:
        """Run, in one batch, what of it is not known yet."""
        new = [at for at in dict.fromkeys(wanted) if at not in self._known]
        if not new:
            return
        for coalition, _ in new:
            if coalition not in self._scenarios:
                self._scenarios[coalition] = self.game.scenario(coalition)
        frame = self._evaluate([(self._scenarios[coalition], seed) for coalition, seed in new])
        self.outcomes = self.outcomes or tuple(frame.columns)
        rows = frame.reindex(columns=list(self.outcomes)).to_numpy(dtype=np.float64)
        self._known.update(zip(new, rows, strict=True))

    def at(self, coalition: int, seed: int) -> "Floats":
        """The outcomes of a coalition at a seed, in the order of `outcomes`."""
        return self._known[coalition, seed]

    def coalitions(self, seed: int) -> "dict[int, Floats]":
        """The outcomes of all coalitions that were run at a seed."""
        return {coalition: row for (coalition, at), row in self._known.items() if at == seed}

    def frame(self) -> pd.DataFrame:
        """One row a run: who stands at B (`coalition`), `seed`, and one column an outcome."""
        rows = pd.DataFrame(list(self._known.values()), columns=list(self.outcomes))
        rows.insert(0, "coalition", [self.game.name(coalition) for coalition, _ in self._known])
        rows.insert(1, "seed", [seed for _, seed in self._known])
        return rows


def declared_as(outcomes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """(unit, better) of outcomes by key; of one that is not declared none is known."""
    from model.outcomes import OUTCOMES

    known = {outcome.key: (outcome.unit, str(outcome.better)) for outcome in OUTCOMES}
    return {key: known.get(key, ("", "none")) for key in outcomes}


def checked_outcomes(keys: Sequence[str], field: str = "outcome") -> tuple[str, ...]:
    """Keys of declared outcomes, each once; an `InputError` for another."""
    from model.outcomes import OUTCOMES

    known = [outcome.key for outcome in OUTCOMES]
    for key in keys:
        if key not in known:
            raise InputError(field, short(key), nearest(str(key), known))
    return tuple(dict.fromkeys(keys))
