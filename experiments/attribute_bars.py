"""The bars of an attribution: which rules have one of their own, and which are gathered; a pure function."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from experiments.coalitions import WHOLE
from experiments.statistics import SIGNIFICANT, paired

if TYPE_CHECKING:
    from experiments.attribute import Attribution

MOST = 12  # so many rules have a bar of their own, and more only where more are significant
OTHER = "other"


def bars_of(found: "Attribution", outcome: str) -> tuple[pd.DataFrame, list[str]]:
    """(one row a bar: term, group, value, ci_low, ci_high, sure; the terms gathered in `other`), top to bottom."""
    part = found.table[found.table["outcome"] == outcome]
    each = part[part["term"] != WHOLE].sort_values("value", key=abs, ascending=False, kind="stable")
    each = each.assign(sure=each["p_holm"] < SIGNIFICANT)
    kept = each["sure"].to_numpy() | (np.arange(len(each)) < MOST)
    few = (~kept).sum() < 2  # one alone needs no gathering
    own, gathered = (each, []) if few else (each[kept], each.loc[~kept, "term"].tolist())
    columns = ["term", "group", "value", "ci_low", "ci_high", "sure"]
    rows = [own[columns]]
    if gathered:
        mine = found.shares[(found.shares["outcome"] == outcome) & found.shares["term"].isin(gathered)]
        value, low, high, _, _ = paired(mine.groupby("seed")["value"].sum().to_numpy())
        rows.append(pd.DataFrame([(OTHER, OTHER, value, low, high, False)], columns=columns))
    rows.append(part[part["term"] == WHOLE].assign(group=WHOLE, sure=part["p_holm"] < SIGNIFICANT)[columns])
    return pd.concat(rows, ignore_index=True), gathered
