"""Known answers as a table of docs/validation.md, from the points that are kept beside their figures."""

from pathlib import Path

import pandas as pd

from experiments.markdown import table
from proofs import kernel, process
from proofs.known import EXACT, KnownAnswer, half_widths

FIGURES = Path(__file__).resolve().parent.parent / "docs" / "figures" / "proofs"
KINDS = {"kernel": kernel.ANSWERS, "process": process.ANSWERS}
HEAD = ("known answer", "reference", "in what setting of the model", "what came out")


def kept(answer: KnownAnswer) -> pd.DataFrame:
    """The points as they were reckoned last."""
    return pd.read_csv(FIGURES / f"{answer.key}.csv")


def came_out(points: pd.DataFrame) -> str:
    """How many points are exact, how many 95 % intervals hold theory, and the largest distance in standard errors."""
    off = (points["model"] - points["theory"]).abs()
    exact = points["error"] == 0.0
    told = []
    if exact.any():
        equal = int((off[exact] <= EXACT * points["theory"][exact].abs().clip(lower=1.0)).sum())
        told.append(f"{equal} of {int(exact.sum())} equal")
    if not exact.all():
        drawn = points[~exact]
        inside = int((off[~exact] <= half_widths(drawn)).sum())
        most = float((off[~exact] / drawn["error"]).max())
        told.append(f"{inside} of {len(drawn)} intervals hold theory, at most {most:.1f} standard errors off")
    return "; ".join(told)


def known(kind: str) -> str:
    """The table of a kind, a row an answer, with its figure."""
    rows = [
        (answer.title, answer.reference, f"{answer.setting} (`{answer.through}`)",
         came_out(kept(answer)))
        for answer in KINDS[kind]
    ]  # fmt: skip
    return table(HEAD, rows)
