"""Write the tables of docs/findings.md from results, and put the figures beside.

The page holds `<!-- table: NAME -->` … `<!-- end -->`; what stands between is written here, from the folder that
`python -m scenarios.scripts.findings --out FOLDER` filled. What a table shows is kept in docs/findings/, so that a
reader can reckon with it and a check needs no runs.

Usage: uv run python tools/write_findings.py --from FOLDER   take over results, write tables and figures
       uv run python tools/write_findings.py --check         exit 1 if a table is not what docs/findings/ says
"""

import argparse
import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.decompose import GROUPS, WHOLE
from experiments.factors import ARMS, FACTORS
from experiments.markdown import table
from experiments.statistics import SIGNIFICANT
from experiments.verdicts import verdicts
from model.outcomes import OUTCOMES, PRIMARY

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE, KEPT = DOCS / "findings.md", DOCS / "findings"
MARK = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
FIGURES = ("arms", "reform", "decomposition", "winners", "attribution", "map")
ATTRIBUTED = ("satisfaction", "resolution_mean", "cost_per_resolved")
SHOWN = 25  # lines of conditions, the strongest first
ALONE = (*PRIMARY, "co_ordination", "backlog", "worst_community", "inequality")
NAMES = {o.key: f"{o.en} {o.zh}" for o in OUTCOMES}
BETTER = {"higher": "↑", "lower": "↓", "none": "·"}


def number(value: Any) -> str:
    """A number with four digits; a dash where there is none."""
    return "–" if pd.isna(value) else f"{float(value):.4g}"


def span(row: Any, value: str) -> str:
    """A number of a row with its interval."""
    return f"{number(row[value])} ({number(row['ci_low'])} … {number(row['ci_high'])})"


def share(value: Any) -> str:
    """A share in per cent."""
    return f"{100.0 * value:.0f}"


def name_of(key: object, better: object = None) -> str:
    """An outcome's names, and its better direction if that is given."""
    return NAMES.get(str(key), str(key)) + (f" {BETTER[str(better)]}" if better else "")


def kept(name: str) -> pd.DataFrame:
    """A kept result."""
    return pd.read_csv(KEPT / f"{name}.csv", keep_default_na=True)


def compared(name: str, other: str) -> str:
    """Means of all arms, and the difference of an arm from the first with its interval."""
    found = kept(name)
    arms = list(dict.fromkeys(found["arm"]))
    first = json.loads((KEPT / f"{name}.json").read_text(encoding="utf-8"))["arms"][0]
    rows = []
    for key in dict.fromkeys(found["outcome"]):
        part = found[found["outcome"] == key].set_index("arm")
        last = part.loc[other]
        if pd.isna(last["mean_a"]) and pd.isna(last["mean_b"]):
            continue
        won = {"A": first, "B": other}.get(last["winner"], "–")
        about = (name_of(key, last["better"]), last["unit"], number(last["mean_a"]))
        rows.append((*about, *(number(part.loc[arm, "mean_b"]) for arm in arms), span(last, "difference"), won))
    head = ("outcome", "unit", first, *arms, f"{other} − {first} (95 %)", "ahead")
    return table(head, rows)


def count() -> str:
    """In how many outcomes each arm is ahead of the hierarchy and behind it."""
    found = kept("arms")
    found = found[found["better"] != "none"].dropna(subset=["difference"])
    rows = []
    for arm, part in found.groupby("arm", sort=False):
        won = part["winner"].value_counts()
        rows.append((arm, won.get("B", 0), won.get("A", 0), won.get("none", 0), len(part)))
    return table(("arm", "ahead of the hierarchy", "behind it", "not told apart", "of"), rows)


def split() -> str:
    """The whole difference and what each group adds; ○ where p of Holm is not below 0.05."""
    found = kept("decomposition").dropna(subset=["value"])
    rows = []
    for key, part in found.groupby("outcome", sort=False):
        terms = part.set_index("term")
        cells = []
        for term in (WHOLE, *GROUPS):
            row = terms.loc[term]
            mark = "" if row["p_holm"] < SIGNIFICANT else " ○"
            cells.append(f"{number(row['value'])} ± {number((row['ci_high'] - row['ci_low']) / 2)}{mark}")
        rows.append((name_of(key, part["better"].iloc[0]), part["unit"].iloc[0], *cells))
    return table(("outcome", "unit", WHOLE, *GROUPS), rows)


def crossed() -> str:
    """For each primary outcome the two largest interactions of groups."""
    found = kept("interactions").dropna(subset=["value"])
    rows = []
    for key in PRIMARY:
        part = found[(found["outcome"] == key) & (found["p_holm"] < SIGNIFICANT)]
        for _, row in part.loc[part["value"].abs().sort_values(ascending=False).index[:2]].iterrows():
            rows.append((NAMES[key], row["term"], number(row["value"]),
                         f"{number(row['ci_low'])} … {number(row['ci_high'])}"))  # fmt: skip
    return table(("outcome", "groups", "interaction", "95 %"), rows)


def wins() -> str:
    """Per cent of kept draws: each arm the best of the four; each ahead of and behind the hierarchy alone."""
    pairs = kept("pairs").set_index(["arm", "outcome"])
    rows = []
    for _, row in kept("wins").iterrows():
        told = [pairs.loc[(arm, row["outcome"])] for arm in ARMS[1:]]
        rows.append((name_of(row["outcome"], row["better"]),
                     *(share(row[column]) for column in (*ARMS, "tied", "unknown")),
                     *(f"{share(one['ahead'])} / {share(one['behind'])}" for one in told)))  # fmt: skip
    against = (f"{arm}: ahead / behind" for arm in ARMS[1:])
    return table(("outcome", *ARMS, "nobody", "unknown", *against), rows)


def conditions(name: str) -> str:
    """Where each arm wins most, the strongest conditions first."""
    factors = {factor.key: factor.en for factor in FACTORS}

    def told(factor: object, above: object, threshold: object) -> str:
        side = ">" if str(above) == "True" else "≤"
        return f"{factors.get(str(factor), str(factor))} {side} {number(threshold)}"

    found = kept(name)
    found = found[(found["p_holm"] < SIGNIFICANT)]
    found = found.assign(gap=found["won_inside"] - found["won_outside"]).sort_values("gap", ascending=False)
    rows = []
    for _, row in found.head(SHOWN).iterrows():
        where = told(row["factor"], row["above"], row["threshold"])
        if not pd.isna(row["factor_2"]):
            where += " and " + told(row["factor_2"], row["above_2"], row["threshold_2"])
        rows.append((name_of(row["outcome"]), row["arm"], where, row["inside"],
                     share(row["won_inside"]), share(row["won_outside"])))  # fmt: skip
    head = ("outcome", "arm", "wins where", "draws there", "per cent won there", "elsewhere")
    return table(head, rows) + f"\n{len(found)} conditions have p < {SIGNIFICANT} (Holm over the outcomes of an arm).\n"


def alone() -> str:
    """What each rule alone changes against the hierarchy; a dash where the data do not tell."""
    found = kept("alone")
    keys = [key for key in ALONE if key in set(found["outcome"])]
    base = found[found["arm"] == found["arm"].iloc[0]].set_index("outcome")
    rows: list[tuple[object, ...]] = [("hierarchy", *(number(base.loc[key, "mean_a"]) for key in keys))]
    for arm, part in found.groupby("arm", sort=False):
        lines = part.set_index("outcome")
        told = [lines.loc[key] for key in keys]
        rows.append((arm, *(f"{row['difference']:+.3g}" if row["p_holm"] < SIGNIFICANT else "–" for row in told)))
    return table(("rule", *(f"{NAMES[key]} {BETTER[base.loc[key, 'better']]}" for key in keys)), rows)


def staffing() -> str:
    """Means of the arms at other numbers of posts, and who is ahead of the hierarchy."""
    found = kept("staffing")
    rows = []
    for key in ("response_time", "resolution_mean", "within_standard", "satisfaction", "backlog", "social_hours"):
        for staff, part in found[found["outcome"] == key].groupby("staff", sort=True):
            arms = part.set_index("arm")
            cells = []
            for arm in ARMS[1:]:
                mark = {"A": " ▽", "B": " ▲"}.get(str(arms.loc[arm, "winner"]), "")
                cells.append(number(arms.loc[arm, "mean_b"]) + mark)
            rows.append((NAMES[key], staff, number(arms["mean_a"].iloc[0]), *cells))
    return table(("outcome", "posts per 10,000", *ARMS), rows)


def verdicts_told() -> str:
    """How many of the registered predictions hold, in part or not, by when they were registered, and which."""
    told = verdicts(kept("predictions"))
    sets = [
        ("one rule of the first six alone", "P", range(1, 14)),
        ("the arms together, as registered first", "A", range(1, 10)),
        ("one of the nineteen further rules alone", "P", range(14, 39)),
        ("all twenty-five together", "B", range(1, 8)),
    ]
    rows = []
    for what, letter, numbers in sets:
        mine = told[[f"{letter}{n}" for n in numbers]]
        cells = (", ".join(mine.index[mine == verdict]) or "–" for verdict in ("holds", "in part", "fails"))
        rows.append((f"{what} ({len(mine)})", *cells))
    return table(("predictions", "hold", "in part", "fail"), rows)


def predictions() -> str:
    """Every claim of every prediction with its number, above zero where it is as predicted."""
    signs = {"above": "> 0", "not below": "not < 0", "none": "0 inside"}
    rows = []
    for _, row in kept("predictions").iterrows():
        rows.append((row["prediction"], row["claim"], span(row, "value"), row["unit"], signs[row["expected"]],
                     "holds" if row["holds"] else "**fails**" if row["n"] > 1 else "not seen"))  # fmt: skip
    return table(("", "claim", "number (95 %)", "unit", "expected", ""), rows)


def posts() -> str:
    """Posts by kind of institution in each arm, mean over the year, and in per cent their hours at work."""
    found = kept("posts").groupby(["kind", "arm"], sort=False)[["posts", "at_work"]].mean()
    kinds = dict.fromkeys(found.index.get_level_values("kind"))
    cells = {pair: f"{row['posts']:.0f}, {share(row['at_work'])} %" for pair, row in found.iterrows()}
    return table(("posts and hours at work", *ARMS), [(kind, *(cells[kind, arm] for arm in ARMS)) for kind in kinds])


def unminded() -> str:
    """Differences from the hierarchy as they are, and where residents do not mind hand-overs."""
    found = {"as they are": kept("arms"), "hand-overs not minded": kept("unminded")}
    rows = []
    for key in ("satisfaction", "resident_satisfaction", "trust_station"):
        for which, frame in found.items():
            arms = frame[frame["outcome"] == key].set_index("arm")
            gaps = (span(arms.loc[arm], "difference") for arm in ARMS[1:])
            rows.append((NAMES[key], which, number(arms["mean_a"].iloc[0]), *gaps))
    return table(("outcome", "", "hierarchy", *(f"{arm} − hierarchy" for arm in ARMS[1:])), rows)


def attribution() -> str:
    """What each rule adds (Shapley value), alone in A and taken out of B; ○ where p of Holm is not below 0.05."""
    found = kept("attribution")
    found = found[found["outcome"].isin(ATTRIBUTED)]
    terms = list(dict.fromkeys(found["term"]))
    rows = []
    for term in terms:
        cells = []
        for key in ATTRIBUTED:
            row = found[(found["outcome"] == key) & (found["term"] == term)].iloc[0]
            mark = "" if row["p_holm"] < SIGNIFICANT else " ○"
            beside = "" if term == WHOLE else f" [{row['in_value']:+.2g}; {row['out_value']:+.2g}]"
            cells.append(f"{number(row['value'])} ± {number((row['ci_high'] - row['ci_low']) / 2)}{mark}{beside}")
        rows.append((term, *cells))
    return table(("rule", *(NAMES[key] for key in ATTRIBUTED)), rows)


def boxes() -> str:
    """Where each regime is ahead, in words, with what held-out draws say of it."""
    found = kept("boxes")
    found = found[found["box"].notna()]
    rows = [
        (NAMES.get(row["outcome"], row["outcome"]), row["side"], row["box"], number(row["base"]),
         f"{number(row['density'])} ({number(row['density_low'])} … {number(row['density_high'])})",
         f"{number(row['coverage'])}", "yes" if str(row["holds"]) == "True" else "no")
        for _, row in found.iterrows()
    ]  # fmt: skip
    head = (
        "outcome",
        "ahead",
        "where",
        "share of all held-out draws",
        "share there, held out (95 %)",
        "coverage",
        "holds",
    )
    return table(head, rows)


TABLES: dict[str, Callable[[], str]] = {
    "arms": lambda: compared("arms", "network"),
    "count": count,
    "reform": lambda: compared("reform", "shangcheng_2016"),
    "alone": alone,
    "split": split,
    "crossed": crossed,
    "attribution": attribution,
    "boxes": boxes,
    "wins": wins,
    "conditions": lambda: conditions("conditions"),
    "pair_conditions": lambda: conditions("pair_conditions"),
    "staffing": staffing,
    "unminded": unminded,
    "posts": posts,
    "verdicts": verdicts_told,
    "predictions": predictions,
}


def take(folder: Path) -> None:
    """Take over what a folder of results holds; a part that is not there stays as it was."""
    KEPT.mkdir(exist_ok=True)
    files = {"arms": "comparison", "reform": "comparison", "alone": "comparison", "unminded": "comparison",
             "decomposition": "decomposition", "attribution": "attribution", "map": "boxes",
             "winners": "wins", "predictions": "predictions", "posts": "posts"}  # fmt: skip
    for part, file in files.items():
        if not (folder / part / f"{file}.csv").exists():
            continue
        name = {"winners": "wins", "map": "boxes"}.get(part, part)
        shutil.copy(folder / part / f"{file}.csv", KEPT / f"{name}.csv")
        told = json.loads((folder / part / "provenance.json").read_text(encoding="utf-8"))
        hashes = {"arms": [arm["name"] for arm in told["arms"]], "hashes": [arm["hash"] for arm in told["arms"]]}
        brief = hashes | {key: told[key] for key in ("seeds", "working_days", "versions", "rejected", "draws", "seed")
                          if key in told}  # fmt: skip
        (KEPT / f"{name}.json").write_text(json.dumps(brief, indent=1) + "\n", encoding="utf-8")
        if part in FIGURES:
            shutil.copy(folder / part / "figure.png", DOCS / "figures" / f"findings_{part}.png")
    others = {"decomposition": ("interactions",), "winners": ("conditions", "pairs", "pair_conditions")}
    for part, file in ((part, file) for part, files in others.items() for file in files):
        if (folder / part / f"{file}.csv").exists():
            shutil.copy(folder / part / f"{file}.csv", KEPT / f"{file}.csv")
    steps = sorted(folder.glob("staffing/*/comparison.csv"), key=lambda path: int(path.parent.name))
    if steps:
        every = [pd.read_csv(path).assign(staff=int(path.parent.name)) for path in steps]
        pd.concat(every).to_csv(KEPT / "staffing.csv", index=False)


def written(text: str) -> str:
    """The page with its tables as they should be; an unknown table is a KeyError."""
    return MARK.sub(lambda found: f"{found[1]}\n{TABLES[found[2]]()}\n{found[3]}", text)


def main() -> None:
    """Take over results and write the page, or check it."""
    parser = argparse.ArgumentParser(description="Write the tables of docs/findings.md from results.")
    parser.add_argument("--from", dest="folder", type=Path, metavar="FOLDER", help="results to take over")
    parser.add_argument("--check", action="store_true", help="only say whether the page is out of date")
    given = parser.parse_args()
    if given.folder is not None:
        take(given.folder)
    text = PAGE.read_text(encoding="utf-8")
    new = written(text)
    if given.check and new != text:
        sys.exit("docs/findings.md: a table is out of date; run: uv run python tools/write_findings.py")
    if not given.check:
        PAGE.write_text(new, encoding="utf-8")
    print("docs/findings.md: up to date")


if __name__ == "__main__":
    main()
