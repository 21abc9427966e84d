"""A tidy table as a report and a paper print it: a block an outcome, intervals together, little said twice; pure.

The tables of an analysis are tidy: one row a fact, a column a key or a number (`experiments.table_words` says them).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from experiments.figures import BETTER
from experiments.table_words import LOW, NONE, SAID, Words, cell, condition_text, missing
from experiments.words import listed, outcome_name

WIDEST = 12  # columns that a page holds
AGAINST = {"mean_a", "mean_b", "difference", "winner"}  # columns that speak of A and B
ABOUT = ("unit", "mean_a", "mean_b", "n")  # what belongs to an outcome where all its rows say the same
SPLIT = ("factor", "above", "threshold")  # a condition, and a second one with `_2`
_ARROWS = {better: f" {arrow}" for better, arrow in BETTER.items() if better != "none"}


@dataclass(frozen=True)
class Block:
    """Rows under one heading, as of one outcome; an empty title where there is none. `key` is the outcome."""

    title: str
    key: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Readable:
    """A table as it is printed; `numeric` says which columns are set to the right."""

    heads: tuple[str, ...]
    numeric: tuple[bool, ...]
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]


def _interval(low: object, high: object, words: Words) -> str:
    return NONE if missing(low) and missing(high) else f"{cell('', low, words)} … {cell('', high, words)}"


def _winners(row: Any, first: str, other: str) -> str:
    """The arm that won, where it is told as A or B; a dash where none did."""
    told = {"A": first, "B": row.get("arm", other), "none": None}
    return str(told.get(row["winner"], row["winner"]) or NONE)


def _together(table: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, dict[str, bool]]:
    """The table as text: its columns by their heads, ends of an interval in one; which of them are numbers."""
    shown: dict[str, list[str]] = {}
    numeric: dict[str, bool] = {}
    gone: set[str] = set()
    for column in map(str, table.columns):
        if column in gone:
            continue
        found = LOW.fullmatch(column)
        high = column[: -len("low")] + "high"
        if found and high in table.columns:
            gone.add(high)
            pairs = zip(table[column], table[high], strict=True)
            told = [
                NONE if missing(a) and missing(b) else f"{cell('', a, words)} … {cell('', b, words)}" for a, b in pairs
            ]
        else:
            told = [cell(column, value, words) for value in table[column]]
        head = words.head(column)
        while head in shown:  # two columns of one name, as may be in somebody's own table
            head += " "
        shown[head] = told
        numeric[head] = pd.api.types.is_numeric_dtype(table[column]) and not pd.api.types.is_bool_dtype(table[column])
    return pd.DataFrame(shown, index=table.index), numeric


def _alike(text: pd.DataFrame, parts: "Sequence[pd.Index[Any]]", keep: set[str]) -> list[str]:
    """Columns that say the same in every row of each part, where some part has several rows."""
    if max((len(part) for part in parts), default=0) < 2:
        return []
    return [
        str(head) for head in text.columns
        if head not in keep and all(text.loc[part, head].nunique() == 1 for part in parts)
    ]  # fmt: skip


def _said_in_words(table: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, list[str]]:
    """The table with its winner by name and its conditions as phrases, without its better directions; notes on it."""
    work, notes = table.drop(columns=[c for c in ("better",) if c in table.columns]), []
    first, *others = words.labels or ("A",)
    if words.labels and set(work.columns) & AGAINST:
        a, *b = words.labels.values()
        notes.append(SAID[words.lang]["ab" if len(b) == 1 else "a"].format(a=a, b=b[0] if b else ""))
    if "winner" in work.columns and set(work["winner"].dropna()) <= {"A", "B", "none"}:
        only = others[0] if len(others) == 1 else "B"
        work["winner"] = [_winners(row, first, only) for row in work.to_dict("records")]
    if set(SPLIT) <= set(work.columns):
        at = int(str(work.columns.get_loc("factor")))
        told = [condition_text(row, words) for row in work.to_dict("records")]
        work = work.drop(columns=[c for name in SPLIT for c in (name, f"{name}_2") if c in work.columns])
        work.insert(at, "condition", told)
    return work, notes


def readable(table: pd.DataFrame, words: Words, widest: int = WIDEST) -> Readable:
    """A tidy table as it is printed: a block an outcome where outcomes have several rows, else a row each.

    What is the same in every row is told in a note instead of a column, and what is an outcome's own (`ABOUT`) in the
    title of its block; columns beyond `widest` are counted in a note.
    """
    said = SAID[words.lang]
    work, notes = _said_in_words(table.reset_index(drop=True), words)
    keys = table["outcome"].astype(str).reset_index(drop=True) if "outcome" in table.columns else None
    arrows = "better" in table.columns and keys is not None
    blocks = keys is not None and bool(keys.duplicated().any())
    text, numeric = _together(work, words)
    lead = pd.Series("", index=text.index)
    if keys is not None:
        lead = text[words.head("outcome")]
        if arrows:
            better = table["better"].astype(str)
            told = [f"{name}{_ARROWS.get(side, '')}" for name, side in zip(lead, better, strict=True)]
            lead = text[words.head("outcome")] = pd.Series(told, index=text.index, dtype=object)
        parts = dict(keys.groupby(keys, sort=False).groups)
    else:
        parts = {"": text.index}
    same = _alike(text, [text.index], {words.head(name) for name in ("outcome", "term", "condition")})
    if same:
        notes.insert(0, said["all"].format(told=", ".join(f"{head} = {text[head].iloc[0]}" for head in same)))
    text = text.drop(columns=same)
    if blocks:
        shared = [head for head in _alike(text, list(parts.values()), set()) if head in map(words.head, ABOUT)]
        for head in shared:
            joint = " ({})" if head == words.head("unit") else f"; {head} = {{}}"
            lead = lead + [joint.format(told) for told in text[head]]
        text = text.drop(columns=[words.head("outcome"), *shared])
    if arrows:
        notes.append(said["arrows"])
    if text.shape[1] > widest:
        notes.append(said["wide"].format(n=text.shape[1] - widest))
        text = text.iloc[:, :widest]
    heads = tuple(map(str, text.columns))
    made = tuple(_block(str(key), text.loc[rows], lead, blocks) for key, rows in parts.items())
    empty = [block for block in made if blocks and all(cell == NONE for row in block.rows for cell in row[1:])]
    if empty:
        names = listed([outcome_name(block.key, words.lang) for block in empty], words.lang)
        notes.append(said["empty"].format(names=names))
        made = tuple(block for block in made if block not in empty)
    return Readable(heads, tuple(numeric[head] for head in heads), made, tuple(notes))


def _block(key: str, text: pd.DataFrame, lead: pd.Series, titled: bool) -> Block:
    rows = tuple(tuple(map(str, row)) for row in text.itertuples(index=False, name=None))
    return Block(str(lead[text.index[0]]) if titled else "", key, rows)
