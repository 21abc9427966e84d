"""What every analysis gives: tidy tables, a figure, and what was found in words, in English and Chinese."""

from html import escape
from typing import TYPE_CHECKING, Any, Protocol, cast

from experiments.provenance import Paired
from experiments.words import arm_labels

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


def labels_of(found: Paired, lang: str = "en") -> tuple[str, ...]:
    """What the arms are called for a reader: their names; in Chinese their titles, where all of them differ."""
    return tuple(arm_labels(found.names, [scenario.title_zh for scenario in found.scenarios], lang).values())


MOST_NAMED = 4  # arms that a line names


class Answer:
    """What the result of an analysis shows of itself at a prompt and in a notebook; each has what `Analysis` says."""

    def __repr__(self) -> str:
        found = cast("Analysis", self)
        about = f"{arms_told(found)}, seeds {found.seeds}, working days {found.days}"
        return f"<{type(self).__name__} of {about}: .findings(), .tables(), .plot(), .limits()>"

    def _repr_html_(self) -> str:
        """What a notebook shows: what was asked and what was found."""
        found = cast("Analysis", self)
        findings = "".join(f"<li>{escape(line)}</li>" for line in found.findings())
        more = f"Seeds {found.seeds}, working days {found.days}. <code>.tables()</code>: {', '.join(found.tables())}; "
        more += "<code>.plot()</code> draws it, <code>.limits()</code> says what it cannot tell."
        return f"<p><b>{escape(found.question())}</b></p><ul>{findings}</ul><p>{more}</p>"


def arms_told(found: Paired) -> str:
    """The names of the arms on a line: all of a few, the first of many."""
    shown = ", ".join(found.names[:MOST_NAMED])
    return shown if len(found.names) <= MOST_NAMED else f"{shown} and {len(found.names) - MOST_NAMED} more"


class Analysis(Paired, Protocol):
    """The result of one question, ready to be written and reported."""

    @property
    def kind(self) -> str:
        """The command that asks it, such as `compare`."""

    def tables(self) -> "dict[str, pd.DataFrame]":
        """Tidy tables by name, the main one first; each becomes NAME.csv and NAME.tex."""

    def frames(self) -> "dict[str, pd.DataFrame]":
        """What the tables were made from, by name; each becomes NAME.parquet."""

    def plot(self, lang: str = "en") -> "Figure":
        """The figure: colour-blind safe, told apart in grey."""

    def question(self, lang: str = "en") -> str:
        """What was asked, one sentence."""

    def findings(self, lang: str = "en") -> list[str]:
        """What was found and what was not, a few plain sentences."""

    def caption(self, lang: str = "en") -> str:
        """What the figure shows, with n, seeds, length and intervals."""

    def limits(self, lang: str = "en") -> list[str]:
        """What this analysis cannot say."""

    def told(self) -> dict[str, Any]:
        """What the provenance needs beside versions, arms and seeds."""
