"""What each boundary rule does alone: the hierarchy with one rule at its networked value, rule by rule.

Run it as it stands: `python -m scenarios.scripts.one_rule_at_a_time [--quick] [--outcome satisfaction]`. It prints the
rules in the order of their paired difference, and draws them with intervals. One rule alone may do less, or other
things, than in the company of the others: `sanshe.attribute` says that.
"""

import argparse
import os
from pathlib import Path

from matplotlib.figure import Figure

import sanshe

WORKERS = os.cpu_count() or 1


def main() -> None:
    """Run the hierarchy and, beside it, one arm a rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="four rules, a tenth of a year, three seeds")
    parser.add_argument("--outcome", default="satisfaction")
    parser.add_argument("--out", type=Path, default=Path("results/one_rule_at_a_time"))
    told = parser.parse_args()
    seeds, years, cards = (3, 0.1, sanshe.RULES[:4]) if told.quick else (5, 1.0, sanshe.RULES)

    base = sanshe.load("hierarchy")
    arms = [base.replace(**card.at("network"), name=card.id) for card in cards]
    found = sanshe.compare(base, *arms, seeds=seeds, years=years, workers=WORKERS)
    rows = found.table[found.table["outcome"] == told.outcome].sort_values("difference")
    if rows.empty:
        parser.error(f"--outcome: found {told.outcome}; allowed {', '.join(dict.fromkeys(found.table['outcome']))}")
    print(rows[["arm", "difference", "ci_low", "ci_high", "p_holm", "verdict"]].to_string(index=False))

    figure = Figure(figsize=(7, 0.35 * len(rows) + 1.2), layout="constrained")
    axes = figure.subplots()
    names = [f"{card.en} ({card.id})" for arm in rows["arm"] for card in cards if card.id == arm]
    reach = [rows["difference"] - rows["ci_low"], rows["ci_high"] - rows["difference"]]
    axes.errorbar(rows["difference"], range(len(rows)), xerr=reach, fmt="o", color="#0072B2", capsize=3)
    axes.set_yticks(range(len(rows)), names)
    axes.axvline(0.0, color="0.4", linewidth=0.8)
    about = f"{told.outcome}: difference from the hierarchy (n = {seeds} paired seeds, {years:g} a, 95 %)"
    figure.supxlabel(about, fontsize="medium")  # the names of rules leave the axes too little room for it
    for file in sanshe.write_analysis(found, told.out):
        print(file)
    figure.savefig(told.out / "one_rule_at_a_time.png", dpi=150)


if __name__ == "__main__":  # worker processes import this file
    main()
