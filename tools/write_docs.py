"""Write the tables of docs/ from the declarations, between marks in the pages.

A page holds `<!-- table: NAME -->` … `<!-- end -->`; what stands between is written here and not by hand. Names, units,
ranges and sources therefore stand in one place: where they are declared.

The page of the preregistration also keeps a log. Its last line must carry the fingerprint of all that is set before
a comparison (parameters, resources, poles of the rules, duty list, issues), so that no value changes without a
written reason.

Usage: uv run python tools/write_docs.py                 write the tables
       uv run python tools/write_docs.py --check         exit 1 if a table or the log is out of date
       uv run python tools/write_docs.py --log "REASON"  write the tables and log what changed and why
"""

import argparse
import datetime as dt
import hashlib
import json
import re
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path

import pandas as pd

from benchmarks.district import PARTS_TITLE
from benchmarks.kept import kept_rows
from benchmarks.table import number
from experiments.factors import FACTORS
from experiments.glossary import SECTIONS, glossary_table
from experiments.markdown import table
from experiments.verdicts import verdicts
from model.outcomes import OUTCOMES, PRIMARY
from proofs.known import half_widths
from proofs.table import KINDS, known
from scenarios.declare import Declaration, declarations
from scenarios.duty_list import DutyItem, load_duty_list
from scenarios.issues import load_issues
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import RULES, Rules
from scenarios.words import unit_in

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = (
    "preregistration.md",
    "ODD.md",
    "glossary.md",
    "glossary.zh.md",
    "faq.md",
    "faq.zh.md",
    "validation.md",
    "performance.md",
)
BENCHMARKS = ("kernel", "floors", "district", "scale", "twins", "peers", "large", "workers", "sweep", "starts", "page")
REGISTERED = "preregistration.md"
TAGS = {"measured": "实测", "literature": "文献", "assumed": "假设"}
EXPECTED = {"not below": " (not below)", "none": " (interval holds zero)"}
JUDGED = DOCS / "findings" / "predictions.csv"
LOG_END = "<!-- end of changes -->"
MARK = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
LOG_LINE = re.compile(r"^\| \d{4}-\d\d-\d\d \| .+ \| `([0-9a-f]{12})` \|$", re.MULTILINE)


def value(given: object) -> str:
    """A value as one would write it in a scenario."""
    if isinstance(given, bool):
        return "true" if given else "false"
    return f"{given:.6g}" if isinstance(given, int | float) else str(given)


def span(d: Declaration) -> str:
    """What a value may be; a narrower range to draw from stands behind it."""
    if d.choices:
        return ", ".join(d.choices)
    if d.kind is bool:
        return "true, false"
    if d.low is None or d.high is None:
        return "any"
    words = value(d.low) if d.low == d.high else f"{value(d.low)} to {value(d.high)}"
    return f"{words} (drawn: {value(d.prior[0])} to {value(d.prior[1])})" if d.prior else words


def settings(kind: type[Parameters] | type[Resources]) -> str:
    """Every setting of a table with its range and where it comes from."""
    head = ("key", "meaning", "default", "range", "unit", "tag", "source")
    return table(
        head,
        (
            (f"`{d.key}`", f"{d.title_en} {d.title_zh}", value(d.default), span(d), d.unit, d.tag, d.source or "–")
            for d in declarations(kind)
        ),
    )


def rules() -> str:
    """The cards of the boundary rules."""
    head = ("rule", "names", "attribute", "level", "group", "passage", "benefit", "price", "strength set by")
    return table(
        head,
        (
            (c.id, f"{c.en} {c.zh}", c.attribute, c.level, c.group, c.passage, c.benefit, c.price,
             ", ".join(f"`{key}`" for key in c.parameters))
            for c in RULES
        ),
    )  # fmt: skip


def poles() -> str:
    """The keys of the rules with both poles."""
    by_key = {d.key: d for d in declarations(Rules)}
    head = ("rule", "key", "meaning", "hierarchy", "network", "allowed", "unit")
    return table(
        head,
        (
            (c.id, f"`{key}`", f"{by_key[key].title_en} {by_key[key].title_zh}", value(low), value(high),
             span(by_key[key]), by_key[key].unit or "–")
            for c in RULES
            for key, (low, high) in c.poles.items()
        ),
    )  # fmt: skip


def duty_list() -> str:
    """The kinds of item; two chains stand apart where a rule chooses between them."""

    def chain(item: DutyItem) -> str:
        first = " → ".join(item.approvals_hierarchy) or "–"
        return f"{first}; or {' → '.join(item.approvals_network)}" if item.approval_rule else first

    head = (
        "item", "names", "category", "share", "tasks (hours, who)", "candidates, liable owner first",
        "liable", "approvals", "sign-off", "days", "urgency", "source",
    )  # fmt: skip
    return table(
        head,
        (
            (f"`{i.key}`", f"{i.en} {i.zh}", i.category, value(i.share),
             "; ".join(f"{t.competence} {value(t.hours)} {t.who}" for t in i.tasks), ", ".join(i.candidates),
             i.liable, chain(i), ", ".join(i.sign_off) or "–", value(i.standard_days), i.urgency, i.source)
            for i in load_duty_list()
        ),
    )  # fmt: skip


def issues() -> str:
    """How far collective items reach, what they cost, and which needs have causes that can be removed."""
    head = ("item", "reach", "yuan", "removable causes", "why", "source")
    return table(
        head,
        (
            (f"`{i.key}`", i.reach or "–", value(i.yuan), value(i.removable), i.why, i.source)
            for i in load_issues().values()
        ),
    )


def outcomes() -> str:
    """What regimes are compared on."""
    head = ("outcome", "names", "unit", "better", "kind", "definition")
    return table(head, ((f"`{o.key}`", f"{o.en} {o.zh}", o.unit, o.better, o.kind, o.definition_en) for o in OUTCOMES))


def factors() -> str:
    """What the unrigging experiment draws."""
    head = ("factor", "theme", "names", "moves", "drawn from")
    return table(
        head,
        (
            (f"`{f.key}`", f.theme, f"{f.en} {f.zh}", ", ".join(f"`{key}`" for key in f.keys) or "the scenario",
             " to ".join(value(end) for end in f.span) if len(f.keys) < 2 else "low to high end of each range")
            for f in FACTORS
        ),
    )  # fmt: skip


def tags(lang: str) -> str:
    """How many settings are measured, from the literature, assumed."""
    heads = {"en": ("settings", *TAGS, "all"), "zh": ("设定", *TAGS.values(), "合计")}
    rows = []
    for kind, called in ((Parameters, ("parameters", "参数")), (Resources, ("resources", "资源"))):
        told = [d.tag for d in declarations(kind)]
        rows.append((called[lang == "zh"], *(told.count(tag) for tag in TAGS), len(told)))
    return table(heads[lang], rows)


def judged(lang: str) -> str:
    """How many of the registered predictions hold, in part or not, and which."""
    told = verdicts(pd.read_csv(JUDGED))
    heads = {"en": ("of", "hold", "hold in part", "fail"), "zh": ("预测总数", "成立", "部分成立", "不成立")}
    found = [told.index[told == verdict] for verdict in ("holds", "in part", "fails")]
    cells = (f"{len(which)}" if i == 0 else f"{len(which)}: {', '.join(which)}" for i, which in enumerate(found))
    return table(heads[lang], [(len(told), *cells)])


def failed(lang: str) -> str:
    """The registered claims that runs did not bear out, with their numbers."""
    heads = {"en": ("", "claim, above zero where it holds", "found (95 %)", "unit"),
             "zh": ("", "论断（成立时该数大于零）", "所得（95%）", "单位")}  # fmt: skip
    none = {"en": "not seen", "zh": "未出现"}
    kept = pd.read_csv(JUDGED)
    rows = [
        (row["prediction"], row["claim"] + EXPECTED.get(row["expected"], ""),
         f"{row['value']:.4g} ({row['ci_low']:.4g} … {row['ci_high']:.4g})" if row["n"] > 1 else none[lang],
         unit_in(row["unit"], lang))
        for _, row in kept[~kept["holds"]].iterrows()
    ]  # fmt: skip
    return table(heads[lang], rows)


def found(lang: str) -> str:
    """The primary outcomes of two arms against the hierarchy, as kept in docs/findings/."""
    heads = {"en": ("outcome", "unit", "hierarchy", "clean hierarchy − hierarchy (95 %)", "network − hierarchy (95 %)"),
             "zh": ("结果", "单位", "垂直科层", "清晰科层 − 垂直科层", "横向网络 − 垂直科层")}  # fmt: skip
    kept = pd.read_csv(DOCS / "findings" / "arms.csv")
    by = {(row["arm"], row["outcome"]): row for _, row in kept.iterrows()}
    known = {o.key: o for o in OUTCOMES}
    rows = []
    for key in PRIMARY:
        o, two = known[key], [by[arm, key] for arm in ("clean_hierarchy", "network")]
        cells = (f"{one['difference']:.4g} ({one['ci_low']:.4g} … {one['ci_high']:.4g})" for one in two)
        name = f"{o.zh if lang == 'zh' else o.en} {'↑' if o.better == 'higher' else '↓'}"
        rows.append((name, unit_in(o.unit, lang), f"{two[0]['mean_a']:.4g}", *cells))
    return table(heads[lang], rows)


def erlang() -> str:
    """The kept points of `proofs/kernel/erlang_c.py` at some loads, and how many intervals hold the value of theory."""
    points = pd.read_csv(DOCS / "figures" / "proofs" / "erlang_c.csv")
    half = points["half_width"] = half_widths(points)
    held = ((points["model"] - points["theory"]).abs() <= half).sum()
    rows = [
        (f"{row['windows']:.0f}", f"{row['load']:g}", f"{row['theory']:.4g}",
         f"{row['model']:.4g} ± {row['half_width']:.2g}")
        for _, row in points[points["load"].isin((0.5, 0.9, 0.95))].iterrows()
    ]  # fmt: skip
    head = ("windows", "load ρ", "Erlang C, service times", "simulated (95 %)")
    return table(head, rows) + f"\nOf all {len(points)} intervals {held} hold the value of theory.\n"


def benchmarks(part: str) -> str:
    """What the benchmarks found for a part, as it was kept (`python -m benchmarks --keep`)."""
    tables: dict[str, list[tuple[str, ...]]] = {}
    on = ""
    for row in kept_rows():
        if row["part"] == part and row["title"] != PARTS_TITLE:  # which is drawn
            on = row["on"]
            sign = "≥" if row["at_least"] == "True" else "≤"
            aim = f"{sign} {number(float(row['target']))}, {row['verdict']}" if row["target"] else "–"
            beside = f"{number(float(row['ratio']))} × {row['beside']}" if row["ratio"] else "–"
            line = (row["what"], f"{number(float(row['value']))} {row['unit']}", aim, beside)
            tables.setdefault(row["title"], []).append(line)
    head = ("", "measured", "target", "ratio")
    if not tables:
        return "Not measured lately.\n"
    return "\n\n".join(f"{title}\n\n{table(head, rows).strip()}" for title, rows in tables.items()) + f"\n\n({on}.)\n"


GLOSSARY = {
    f"glossary_{section}_{lang}": partial(glossary_table, DOCS / "glossary.csv", section, lang)
    for section in SECTIONS
    for lang in ("en", "zh")
}
TABLES: dict[str, Callable[[], str]] = {
    "parameters": lambda: settings(Parameters),
    "resources": lambda: settings(Resources),
    "rules": rules,
    "poles": poles,
    "duty_list": duty_list,
    "issues": issues,
    "outcomes": outcomes,
    "factors": factors,
    **{
        f"{make.__name__}_{lang}": partial(make, lang)
        for make in (tags, judged, failed, found)
        for lang in ("en", "zh")
    },
    "erlang": erlang,
    **{f"known_{kind}": partial(known, kind) for kind in KINDS},
    **{f"benchmarks_{part}": partial(benchmarks, part) for part in BENCHMARKS},
    **GLOSSARY,
}


def fingerprint() -> str:
    """Twelve digits that change with any value, range, tag or source that is set before a comparison."""
    declared = [
        asdict(d) | {"kind": d.kind.__name__} for kind in (Parameters, Resources, Rules) for d in declarations(kind)
    ]
    data = [declared, [c.poles for c in RULES], [asdict(item) for item in load_duty_list()]]
    data.append([asdict(item) for item in load_issues().values()])
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]


def written(text: str) -> str:
    """A page with its tables as they should be; an unknown table is a KeyError."""
    return MARK.sub(lambda found: f"{found[1]}\n{TABLES[found[2]]()}\n{found[3]}", text)


def logged(text: str) -> bool:
    """Whether the last line of the log carries the present fingerprint."""
    return LOG_LINE.findall(text)[-1:] == [fingerprint()]


def with_log(text: str, reason: str, day: dt.date) -> str:
    """The page with one more line in its log."""
    return text.replace(LOG_END, f"| {day.isoformat()} | {reason} | `{fingerprint()}` |\n{LOG_END}")


def complaints(docs: Path = DOCS) -> list[str]:
    """What is out of date, one line each."""
    found = []
    for name in PAGES:
        text = (docs / name).read_text(encoding="utf-8")
        if written(text) != text:
            found.append(f"docs/{name}: a table is out of date; run: uv run python tools/write_docs.py")
        if name == REGISTERED and not logged(text):
            found.append(
                f"docs/{name}: a value changed and the log does not say why; "
                'run: uv run python tools/write_docs.py --log "REASON"'
            )
    return found


def main() -> None:
    """Write or check the pages."""
    parser = argparse.ArgumentParser(description="Write the tables of docs/ from the declarations.")
    parser.add_argument("--check", action="store_true", help="only say what is out of date")
    parser.add_argument("--log", metavar="REASON", help="log what changed and why")
    given = parser.parse_args()
    if not given.check:
        for name in PAGES:
            page = DOCS / name
            text = written(page.read_text(encoding="utf-8"))
            if given.log and name == REGISTERED:
                text = with_log(text, given.log, dt.datetime.now(tz=dt.UTC).date())
            page.write_text(text, encoding="utf-8")
    if found := complaints():
        sys.exit("\n".join(found))
    print("docs: up to date")


if __name__ == "__main__":
    main()
