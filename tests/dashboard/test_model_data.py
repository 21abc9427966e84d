"""The tables of the view “Model” are the declarations', and its command makes the same scenarios."""

import shlex

import pytest

from dashboard.state import Arm, State
from dashboard.views import model_data as data
from model.outcomes import OUTCOMES
from scenarios.declare import declarations
from scenarios.library import load
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import RULES


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_parameter_and_resource_stands_in_the_table_with_where_it_comes_from(lang: str) -> None:
    table = data.parameters_table(State().scenarios(), lang)
    keys = [row[1] for row in table["rows"]]
    assert keys == [one.key for kind in (Parameters, Resources) for one in declarations(kind)]
    assert all(len(row) == len(table["head"]) and all(isinstance(cell, str) for cell in row) for row in table["rows"])
    sourced = {row[1]: row[8] for row in table["rows"]}
    assert sourced["registered_share"].startswith("Hefei")
    assert sum(data.tags().values()) == len(keys)
    assert data.tags()["literature"] == sum(row[7] in ("literature", "文献") for row in table["rows"])


def test_a_changed_value_is_shown_and_marked_also_where_regimes_differ() -> None:
    state = State(
        arms=(Arm("hierarchy"), Arm("network", {"staff_per_10000": 25.0})), parameters={"voice_trust": 0.5}
    )  # fmt: skip
    now = {row[1]: row[2] for row in data.parameters_table(state.scenarios(), "en")["rows"]}
    assert now["voice_trust"] == "0.5 *"
    assert now["staff_per_10000"] == "A 21 · B 25 *"
    assert now["voice_cost"] == "0.8"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_rules_and_outcomes_stand_in_their_tables(lang: str) -> None:
    assert [row[0].split()[0] for row in data.rules_table(lang)["rows"]] == [card.id for card in RULES]
    outcomes = data.outcomes_table(lang)["rows"]
    assert [row[1] for row in outcomes] == [one.key for one in OUTCOMES]
    assert sum(row[0].endswith(" (P)") for row in outcomes) == 10
    assert all(row[5] for row in outcomes)


def test_the_command_names_ready_scenarios_and_files_for_all_others() -> None:
    state = State(arms=(Arm("hierarchy"), Arm("network", {"purchase_share": 0.3}), Arm("network")), years=0.5)
    rows = data.regimes(state)
    assert [row["what"] for row in rows] == ["hierarchy", "b.yaml", "network"]
    assert rows[0]["hash"] == load("hierarchy").hash
    assert rows[0]["link"] == ""
    assert rows[1]["link"].startswith("/take/b.yaml?a=hierarchy&b=network;purchase_share%3D0.3")
    command = shlex.split(data.command(state, 20))
    assert command == ["sanshe", "compare", "hierarchy", "b.yaml", "network", "--years", "0.5", "--seeds", "20"]


def test_other_parameters_need_files_for_every_regime() -> None:
    rows = data.regimes(State(parameters={"voice_trust": 0.5}))
    assert [row["what"] for row in rows] == ["a.yaml", "b.yaml"]


def test_the_citation_is_that_of_the_file() -> None:
    line, bibtex = data.citation()
    assert line.startswith("The Sanshe contributors. Sanshe: an agent-based simulation")
    assert "version = {0.1.0}" in bibtex
    assert bibtex.count("{") == bibtex.count("}")
