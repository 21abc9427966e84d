"""Write docs/rules/: a page a rule, with what the article says, equations, parameters, and the rule tried alone.

What is said by hand stands in docs/rules/source/, one file a rule; what is declared comes from the declarations; the
numbers and the picture come from `experiments/rule_cards.py`, which is run here.

Usage: uv run --extra dev python tools/write_rules.py              write all pages, run all trials (minutes)
       uv run --extra dev python tools/write_rules.py R1 C6        these alone
       uv run --extra dev python tools/write_rules.py --texts      the texts alone; numbers stay as they are
       uv run --extra dev python tools/write_rules.py --check      exit 1 if a page is missing or its text out of date
       uv run --extra dev python tools/write_rules.py --out DIR    into another folder
"""

import argparse
import re
import sys
from pathlib import Path

from experiments.markdown import table
from experiments.rule_cards import TRIALS, Found, draw_trial, try_rule
from scenarios.declare import Declaration, declarations
from scenarios.parameters import Parameters
from scenarios.rules import RULES, RuleCard, Rules

HOME = Path(__file__).resolve().parent.parent / "docs" / "rules"
SOURCE = HOME / "source"
SECTIONS = ("In our own words", "How it works", "What it costs")
NUMBERS = re.compile(r"<!-- numbers -->\n(.*?)<!-- end -->", re.DOTALL)
ALL_WRITTEN = True  # a rule without a page is refused
DPI = 110


def value(given: object) -> str:
    """A value as one would write it in a scenario."""
    if isinstance(given, bool):
        return "true" if given else "false"
    return f"{given:.6g}" if isinstance(given, int | float) else str(given)


def span(d: Declaration) -> str:
    """What a value may be."""
    if d.choices or d.kind is bool:
        return ", ".join(d.choices) or "true, false"
    drawn = f" (drawn: {value(d.prior[0])} to {value(d.prior[1])})" if d.prior else ""
    return f"{value(d.low)} to {value(d.high)}{drawn}"


def missing() -> list[str]:
    """Rules that have no trial or no text yet, in the order of the cards."""
    return [card.id for card in RULES if card.id not in TRIALS or not source_of(card).exists()]


def written() -> list[RuleCard]:
    """Rules that have both."""
    without = missing()
    return [card for card in RULES if card.id not in without]


def source_of(card: RuleCard) -> Path:
    """Where what is said of a rule by hand stands."""
    return SOURCE / f"{card.id.lower()}.md"


def sections(card: RuleCard) -> dict[str, str]:
    """The hand-written sections; exits with a message if one is missing or empty, or another is there."""
    parts = re.split(r"^## (.+)$", source_of(card).read_text(encoding="utf-8"), flags=re.MULTILINE)
    told = {name.strip(): text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}
    if tuple(told) != SECTIONS or not all(told.values()) or parts[0].strip():
        sys.exit(f"docs/rules/source/{card.id.lower()}.md: found {', '.join(told) or 'nothing'}; allowed {SECTIONS}")
    return told


def numbers(card: RuleCard, found: tuple[Found, ...]) -> str:
    """The table of a trial."""
    rows = []
    for what, part in zip(("benefit", "price", *["also"] * (len(found) - 2)), found, strict=True):
        (without, *_), (with_rule, *_) = part.means
        mean, low, high = part.difference
        rows.append(
            (what, part.measure.name, part.measure.unit, f"{without:.4g}", f"{with_rule:.4g}", f"{mean:+.3g}",
             f"{low:+.3g} to {high:+.3g}")
        )  # fmt: skip
    head = ("", "quantity", "unit", "hierarchy", "the rule alone", "paired difference", "95 % interval")
    return f"{table(head, rows)}\n![{card.en}: benefit and price](figures/{card.id.lower()}.png)\n"


def trial_words(card: RuleCard) -> str:
    """What was run."""
    trial = TRIALS[card.id]
    with_settings = ", ".join(f"`{key}` = {value(given)}" for key, given in trial.settings.items())
    settings = f" Both sides have {with_settings}, so that it shows in a small city." if with_settings else ""
    return (
        f"The rule alone at the network's pole against the hierarchy: eight communities of Shangcheng, {trial.days} "
        f"working days, {trial.seeds} paired seeds, Student's t intervals.{settings} It shows that both sides of the "
        "rule are there; how large they are in a whole district is another question (`sanshe compare`).\n"
    )


def page(card: RuleCard, figures: str) -> str:
    """The page of a rule; `figures` is the block of its trial."""
    told = sections(card)
    settings = {d.key: d for kind in (Rules, Parameters) for d in declarations(kind)}
    keys = table(
        ("key", "meaning", "hierarchy", "network", "allowed", "unit"),
        [
            (f"`{key}`", f"{settings[key].title_en} {settings[key].title_zh}", value(low), value(high),
             span(settings[key]), settings[key].unit or "–")
            for key, (low, high) in card.poles.items()
        ],
    )  # fmt: skip
    strength = table(
        ("parameter", "meaning", "default", "range", "unit", "tag", "source"),
        [
            (
                f"`{d.key}`",
                f"{d.title_en} {d.title_zh}",
                value(d.default),
                span(d),
                d.unit or "–",
                d.tag,
                d.source or "–",
            )
            for d in (settings[key] for key in card.parameters)
        ],
    )
    return f"""<!-- Written by tools/write_rules.py; what is said by hand stands in source/{card.id.lower()}.md. -->

# {card.id} {card.en} {card.zh}

{card.explanation_en} Attribute: {card.attribute}; level: {card.level}; group: {card.group}.

{keys}
## What the article says

> {card.passage}

{told["In our own words"]}

## How it works

Benefit: {card.benefit}.

{told["How it works"]}

## What it costs

Price: {card.price}.

{told["What it costs"]}

## What sets its strength

{strength}
## Tried alone

{trial_words(card)}
<!-- numbers -->
{figures}<!-- end -->
"""


def index() -> str:
    """The list of pages."""
    rows = [
        (f"[{card.id}]({card.id.lower()}.md)", f"{card.en} {card.zh}", card.benefit, card.price) for card in written()
    ]
    return (
        "<!-- Written by tools/write_rules.py. -->\n\n# The boundary rules, one by one\n\n"
        "What each rule is in the article, how it works here, what it costs, and the rule tried alone.\n\n"
        + table(("rule", "names", "benefit", "price"), rows)
    )


def complaints(folder: Path = HOME) -> list[str]:
    """What is missing or out of date, one line each; the numbers of trials are taken as they are."""
    again = "run: uv run --extra dev python tools/write_rules.py"
    found = [f"{card}: no page" for card in missing()] if ALL_WRITTEN else []
    for card in written():
        file = folder / f"{card.id.lower()}.md"
        if not file.exists() or not (folder / "figures" / f"{card.id.lower()}.png").exists():
            found.append(f"docs/rules/{file.name}: missing; {again} {card.id}")
            continue
        text = file.read_text(encoding="utf-8")
        block = NUMBERS.search(text)
        if block is None or page(card, block[1]) != text:
            found.append(f"docs/rules/{file.name}: out of date; {again} --texts")
    readme = folder / "README.md"
    if not readme.exists() or readme.read_text(encoding="utf-8") != index():
        found.append(f"docs/rules/README.md: out of date; {again} --texts")
    return found


def write(card: RuleCard, folder: Path, texts: bool) -> None:
    """Write a page, with its trial run anew unless only texts are asked for and there are numbers."""
    file = folder / f"{card.id.lower()}.md"
    before = NUMBERS.search(file.read_text(encoding="utf-8")) if file.exists() else None
    if texts and before:
        figures = before[1]
    else:
        found = try_rule(card.id)
        figures = numbers(card, found)
        (folder / "figures").mkdir(parents=True, exist_ok=True)
        picture = draw_trial(f"{card.id} {card.en} {card.zh}", found)
        picture.savefig(folder / "figures" / f"{card.id.lower()}.png", dpi=DPI, metadata={"Software": None})
        print(f"{card.id}: tried")
    file.write_text(page(card, figures), encoding="utf-8")


def main() -> None:
    """Write or check the pages."""
    parser = argparse.ArgumentParser(description="Write the pages of the rules, docs/rules/.")
    parser.add_argument("rules", nargs="*", metavar="RULE", help="rules to write; all by default")
    parser.add_argument("--check", action="store_true", help="only say what is missing or out of date")
    parser.add_argument("--texts", action="store_true", help="leave the numbers as they are")
    parser.add_argument("--out", type=Path, default=HOME, help="folder to write into")
    given = parser.parse_args()
    if unknown := set(given.rules) - {card.id for card in written()}:
        sys.exit(f"rules: found {', '.join(sorted(unknown))}; allowed {', '.join(card.id for card in written())}")
    if not given.check:
        for card in written():
            if not given.rules or card.id in given.rules:
                write(card, given.out, given.texts)
        (given.out / "README.md").write_text(index(), encoding="utf-8")
    if without := missing():
        print(f"rules without a page yet: {', '.join(without)}")
    if (given.check or not given.rules) and (found := complaints(given.out)):
        sys.exit("\n".join(found))
    print("rules: up to date")


if __name__ == "__main__":
    main()
