"""The waterfall in one plain sentence or two, for whoever reads no statistics."""

from collections.abc import Sequence

from dashboard.views.why_chart import Bar, Waterfall
from dashboard.views.why_words import text
from dashboard.words import number
from experiments.words import listed, outcome_name

MOST = 5  # that are named; the others are counted


def plain(made: Waterfall, outcome: str, labels: tuple[str, str], lang: str) -> str:
    """From where to where the outcome goes, what surely moves it and which way, and of what nothing can be said."""
    said = [
        text(
            "plain_whole", lang, a=labels[0], b=labels[1], outcome=outcome_name(outcome, lang),
            mean_a=number(made.a), mean_b=number(made.b),
        )
    ]  # fmt: skip
    sure = sorted((bar for bar in made.bars if bar.verdict != "open"), key=lambda bar: -abs(bar.value))
    if sure:
        moves = [
            text("plain_down" if bar.value < 0 else "plain_up", lang, name=bar.name, by=number(abs(bar.value), 2))
            for bar in sure[:MOST]
        ]
        said.append(text("plain_sure", lang, moves=listed(moves, lang)) + _more(sure, lang))
    unsure = [bar.name for bar in made.bars if bar.verdict == "open"]
    if unsure:
        few = len(unsure) <= MOST
        said.append(
            text("plain_open", lang, names=listed(unsure, lang) if few else text("plain_n", lang, n=len(unsure)))
        )
    return (" " if lang == "en" else "").join(said)


def _more(sure: Sequence[Bar], lang: str) -> str:
    return text("plain_more", lang, n=len(sure) - MOST) if len(sure) > MOST else text("plain_end", lang)
