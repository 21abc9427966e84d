"""Social worker 社会工作者: skill, licence, burnout, and whether to stay, to quit, or to found a studio."""

import math
from typing import Any, Protocol

from mesa import Agent

from agents.institution import Institution

MONTHS_A_YEAR = 12.5  # of 20 working days


class Surroundings(Protocol):
    """What a worker sees of the world: the parameters that people go by."""

    @property
    def scenario(self) -> Any:
        """The scenario that is run."""
        ...


def monthly_chance(a_year: float, logit: float) -> float:
    """Chance within a month of what befalls a share `a_year` of people in a year, its odds moved by a logit.

    The logistic hazard 1 / (1 + exp(−logit(p₀) − `logit`)), p₀ = 1 − (1 − `a_year`)^(1/12.5); 0 stays 0.
    """
    base = 1.0 - (1.0 - a_year) ** (1.0 / MONTHS_A_YEAR)
    odds: float = base / (1.0 - base) * math.exp(logit)
    return odds / (1.0 + odds)


class Worker(Agent[Any]):
    """A social worker in a post.

    `employer` the station whose windows they staff, or where their studio is; `licensed` 持证; `tenure` in years of 250
    working days; `trained` hours of training; `burnout` 倦怠 in 0..1; `caseload` open cases to their share at the last
    look; `settled` whether they know work and neighbourhood by now; `studio` whether they work in one of their own.
    """

    def __init__(
        self, model: Any, employer: Institution, licensed: bool, tenure: float = 0.0, settled: bool = True
    ) -> None:
        super().__init__(model)
        self.employer = employer
        self.licensed = licensed
        self.tenure = tenure
        self.settled = settled
        self.trained = 0.0
        self.burnout = 0.0
        self.caseload = 0.0
        self.studio = False

    @property
    def _parameters(self) -> Any:
        surroundings: Surroundings = self.model
        return surroundings.scenario.parameters

    @property
    def skill(self) -> float:
        """Care work done in an hour, before it is set against the district's workers at the start.

        (1 − g·exp(−tenure/T)) · (1 + licence premium) · (1 + t·(1 − exp(−trained/H))), and less until settled:
        learning by doing that saturates.
        """
        p = self._parameters
        skill: float = 1.0 - p.learning_gain * math.exp(-self.tenure / p.learning_years)
        skill *= 1.0 + p.licence_premium * self.licensed
        skill *= 1.0 + p.training_gain * -math.expm1(-self.trained / p.training_hours)
        return skill if self.settled else skill * p.newcomer_productivity

    @property
    def knowledge(self) -> float:
        """Share of the information in a case that they take in, of what one who knows the place does."""
        return 1.0 if self.settled else float(self._parameters.newcomer_knowledge)

    def work_a_month(self, utilisation: float, caseload: float) -> None:
        """A month at this utilisation (0..1) passes: they tire or recover.

        b ← b + rise·x·(1 − b) − recovery·(1 − x)·b, where x in 0..1 is how far it is above what is comfortable.
        """
        p = self._parameters
        over = min(max((utilisation - p.comfortable_load) / (1.0 - p.comfortable_load), 0.0), 1.0)
        self.burnout += p.burnout_rise * over * (1.0 - self.burnout)
        self.burnout -= p.burnout_recovery * (1.0 - over) * self.burnout
        self.caseload = caseload

    @property
    def quits(self) -> float:
        """Chance of quitting this month."""
        p = self._parameters
        return monthly_chance(p.turnover_a_year, p.quit_burnout * self.burnout)

    def founds(self, trust: float) -> float:
        """Chance of founding a studio this month, where residents trust organisations so much (0..1)."""
        p = self._parameters
        if not self.licensed or not self.settled:
            return 0.0
        return monthly_chance(p.studio_founding, p.studio_burnout * self.burnout + p.studio_trust * (trust - 0.5))

    @property
    def passes(self) -> float:
        """Chance of passing this year's licence examination: the untrained by luck, the trained more surely."""
        p = self._parameters
        return 1.0 - (1.0 - float(p.licence_pass)) * math.exp(-self.trained / p.training_hours)
