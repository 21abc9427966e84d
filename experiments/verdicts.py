"""What becomes of a registered prediction whose claims are judged."""

import pandas as pd


def verdicts(told: pd.DataFrame) -> pd.Series:
    """`holds` where every claim of a prediction does, `fails` where none does, else `in part`; in the claims' order."""
    names = {1.0: "holds", 0.0: "fails"}
    return told.groupby("prediction", sort=False)["holds"].mean().map(lambda share: names.get(share, "in part"))
