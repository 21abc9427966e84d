"""A fit as an analysis: its tables, its figure, and what was found in words; `write_analysis` takes it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from experiments.analysis import Answer
from experiments.logs import fit_words as words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from experiments.inputs import Input
    from experiments.logs.fitting import Found
    from scenarios.scenario import Scenario

FILES = ("parameters", "predictive", "correlations", "about"), ("left",)  # tables and frames that every fit has
KIND = "calibrate"


@dataclass(frozen=True)
class Summary:
    """What a run was held against: its key, names, unit, and where it was observed."""

    key: str
    en: str
    zh: str
    unit: str
    source: str

    def name(self, lang: str) -> str:
        """Its name; `lang` is `en` or `zh`."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, repr=False)
class Calibration(Answer):
    """What observed patterns say of uncertain settings; no default is changed by it.

    Attributes:
        names: What the scenario is called.
        scenarios: The one that was run.
        seeds: Paired seeds that each draw met, from 1 on.
        days: Working days of a run.
        method: `rejection` or `history`.
        seed: The seed of the design.
        inputs: The settings that were drawn.
        summaries: What was observed, in order.
        found: The tables (`experiments.logs.fitting.Found`).
    """

    names: tuple[str, ...]
    scenarios: "tuple[Scenario, ...]"
    seeds: int
    days: int
    method: Literal["rejection", "history"]
    seed: int
    inputs: "tuple[Input, ...]"
    summaries: tuple[Summary, ...]
    found: "Found"

    @property
    def kind(self) -> str:
        """The command."""
        return KIND

    def tables(self) -> "dict[str, pd.DataFrame]":
        """What is left of each setting, what that predicts, which settings go together, and how it was found."""
        found = self.found
        told = {
            "parameters": found.parameters, "predictive": found.predictive, "correlations": found.correlations,
            "about": found.about,
        }  # fmt: skip
        return told | {
            name: table for name, table in (("waves", found.waves), ("conflicts", found.conflicts)) if len(table)
        }

    def frames(self) -> "dict[str, pd.DataFrame]":
        """Settings that are left."""
        return {"left": self.found.left}

    def plot(self, lang: str = "en") -> "Figure":
        """Prior against what is left, and prediction against what was observed; `lang` is `en` or `zh`."""
        from experiments.logs.fit_figure import draw_fit

        return draw_fit(self, lang)

    def question(self, lang: str = "en") -> str:
        """What was asked; `lang` is `en` or `zh`."""
        return words.question(self, lang)

    def findings(self, lang: str = "en") -> list[str]:
        """What was found and what was not; `lang` is `en` or `zh`."""
        return words.findings(self, lang)

    def caption(self, lang: str = "en") -> str:
        """What the figure shows; `lang` is `en` or `zh`."""
        return words.caption(self, lang)

    def limits(self, lang: str = "en") -> list[str]:
        """What a fit cannot say; `lang` is `en` or `zh`."""
        return words.limits(self, lang)

    def told(self) -> dict[str, Any]:
        """The design, and what was observed."""
        observed = self.found.predictive[["summary", "fitted", "observed_low", "observed_high"]].to_dict("records")
        sources = {one.key: one.source for one in self.summaries}
        return {
            "method": self.method, "seed": self.seed, "size": self.found.about.to_dict("records")[0],
            "inputs": [{"key": one.key, "low": one.low, "high": one.high} for one in self.inputs],
            "observed": [row | {"source": sources[row["summary"]]} for row in observed],
        }  # fmt: skip
