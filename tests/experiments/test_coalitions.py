"""Two scenarios as a game: who its players are, and what runs."""

from pathlib import Path

import numpy as np
import pytest

from experiments.coalitions import GROUPS, Runs, checked_outcomes, game_of, members
from experiments.decompose import combinations_of
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.rules import RULES
from tests.experiments.games import Synthetic, at_b, two

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "watched_hierarchy.yaml"


def test_players_are_the_cards_whose_keys_differ() -> None:
    game = game_of(load("hierarchy"), load("network"))
    assert [player.id for player in game.players] == [card.id for card in RULES]
    assert [player.keys for player in game.players] == [card.keys for card in RULES]
    game = game_of(*two("R5", "C1"))
    assert [(player.id, player.group, player.level) for player in game.players] == [
        ("R5", "ties", "street"), ("C1", "ties", "community"),
    ]  # fmt: skip
    assert [player.label("zh") for player in game.players] == ["R5 政府购买服务", "C1 社区发展协会"]


def test_a_coalition_has_the_rules_of_its_players_and_no_others() -> None:
    a, b = two()
    game = game_of(a, b)
    for coalition in (0, 1, 0b1010010, game.whole ^ 1, game.whole):
        scenario = game.scenario(coalition)
        assert at_b(scenario) == {game.players[i].id for i in members(coalition)}
        assert scenario.name == ("+".join(game.players[i].id for i in members(coalition)) or "none")
        assert (scenario.parameters, scenario.resources, scenario.city) == (a.parameters, a.resources, a.city)
    assert game.scenario(game.whole).rules == b.rules


def test_groups_are_players_as_in_the_decomposition() -> None:
    a, b = two("R3", "C4")
    assert [player.id for player in game_of(a, b, "group").players] == ["ties", "voice"]
    every = game_of(a, b, "group", silent=True)
    assert tuple(player.id for player in every.players) == GROUPS
    arms, keys = combinations_of(a, b)
    assert keys == {player.id: player.keys for player in every.players}
    assert [arm.rules for arm in arms] == [every.scenario(mask).rules for mask in range(16)]


def test_rules_of_extensions_are_players_and_the_ends_run_as_they_are() -> None:
    plain, watched = load("hierarchy"), load(EXAMPLE)
    game = game_of(plain, watched)
    assert [player.id for player in game.players] == [card.id for card in watched.cards if card not in RULES]
    assert game.scenario(0).extensions == () and game.scenario(0).hash == plain.hash
    assert game.scenario(game.whole).hash == watched.hash
    assert game.scenario(1).extensions == watched.extensions


def test_an_extension_that_no_rule_switches_off_is_not_booked_to_rules() -> None:
    rigged = load(EXAMPLE.parent / "rigged_network.yaml")
    with pytest.raises(InputError, match=r"rigged.py:extension in one alone"):
        game_of(load("hierarchy"), rigged, "group")
    both = load("hierarchy").replace(extensions=rigged.extensions)
    assert len(game_of(both, rigged, "group").players) == 4


def test_some_of_the_players() -> None:
    game = game_of(*two("R1", "R2", "R3"))
    some = game.restricted(["R3", "R1"])
    assert [player.id for player in some.players] == ["R1", "R3"]
    assert at_b(some.scenario(some.whole)) == {"R1", "R3"}
    assert game.restricted([]) == game
    with pytest.raises(InputError, match=r"only: found 'C1'; allowed .*what differs is R1, R2, R3"):
        game.restricted(["C1"])


def test_an_end_of_some_of_the_players_is_not_b() -> None:
    game = game_of(load("hierarchy"), load(EXAMPLE)).restricted(["X2"])
    end = game.scenario(game.whole).rules.model_dump()
    assert (end["ombudsman_share"], end["mentoring_share"]) == (0.1, 0.0)


def test_what_is_no_game_is_refused() -> None:
    a, b = two("R1")
    with pytest.raises(InputError, match="by: found 'rules'; allowed rule or group"):
        game_of(a, b, "rules")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="found the same rules"):
        game_of(a, a)
    with pytest.raises(InputError, match=r"way_hours 0\.25 against 0\.3"):
        game_of(a, b.replace(way_hours=0.3))
    with pytest.raises(InputError, match=r"outcome: found 'satisfation'; allowed 'satisfaction' \(the nearest\)"):
        checked_outcomes(["satisfation"])


def test_what_is_known_is_not_run_again() -> None:
    model = Synthetic(lambda ids, seed: {"backlog": len(ids) + 10.0 * seed, "cost": np.nan})
    runs = Runs(game_of(*two("R1", "R2")), model)
    runs.need([(0, 1), (1, 1), (0, 1)])
    runs.need([(1, 1), (3, 2)])
    runs.need([(3, 2)])
    assert model.asked == [(frozenset(), 1), (frozenset({"R1"}), 1), (frozenset({"R1", "R2"}), 2)]
    assert model.batches == 2
    assert runs.at(3, 2)[0] == 22.0 and list(runs.coalitions(1)) == [0, 1]
    frame = runs.frame()
    assert frame["coalition"].tolist() == ["none", "R1", "R1+R2"] and frame["backlog"].tolist() == [10.0, 11.0, 22.0]
