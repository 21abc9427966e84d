"""What is not known: every uncertainty of the model with its range; unsourced values are tagged assumed."""

from __future__ import annotations

from scenarios.parameters.capacity import Capacity
from scenarios.parameters.complexes import Complexes
from scenarios.parameters.deliberation import Deliberation
from scenarios.parameters.duty import Duty
from scenarios.parameters.evaluation import Evaluation
from scenarios.parameters.hand_overs import HandOvers
from scenarios.parameters.judgement import Judgement
from scenarios.parameters.money import Money
from scenarios.parameters.needs import Needs
from scenarios.parameters.organizations import Organizations
from scenarios.parameters.platform import Platform
from scenarios.parameters.population import Population
from scenarios.parameters.prices import Prices
from scenarios.parameters.voice import Voice
from scenarios.parameters.workers import Workers

__all__ = ["Parameters"]


class Parameters(
    Organizations,
    Evaluation,
    Deliberation,
    Workers,
    Complexes,
    Platform,
    Money,
    Population,
    Judgement,
    Voice,
    Prices,
    Duty,
    HandOvers,
    Capacity,
    Needs,
):
    """Every uncertainty, by key; the groups are those of the files."""
