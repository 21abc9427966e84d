"""Tables for a paper: LaTeX with booktabs, names in words, intervals in one column, every special sign escaped."""

import re
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from experiments.readable import Readable

PLAIN = re.compile(r"[^a-z0-9]+")
TITLE = re.compile(r"^(\\multicolumn\{\d+\}\{l\}\{.*\})[ &]*\\\\$", re.MULTILINE)  # a row over all columns
LONGEST = 40  # rows; more go over several pages
_SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"$<$", ">": r"$>$", "−": "$-$", "∞": r"$\infty$",
    "×": r"$\times$", "÷": r"$\div$", "≤": r"$\leq$", "≥": r"$\geq$", "↑": r"$\uparrow$", "↓": r"$\downarrow$",
    "·": r"$\cdot$", "…": r"\ldots{}", "–": "--", "|": r"\textbar{}", '"': r"\textquotedbl{}", "[": "{[}", "]": "{]}",
}  # fmt: skip
_NEEDS = {"en": "booktabs, longtable", "zh": "booktabs, longtable, xeCJK (XeLaTeX)"}
_STOP = {"en": ".", "zh": "。"}
_ON = {"en": "Continued on the next page", "zh": "续下页"}


def escape(text: str) -> str:
    """A text that LaTeX prints as it stands; also at the beginning of a row, where a bracket would be an option."""
    return "".join(_SIGNS.get(sign, sign) for sign in " ".join(text.split()))


def latex(table: "Readable", title: str, label: str, lang: str) -> str:
    r"""The table as `tabular`, or `longtable` where it is long; `label` is what `\ref` names.

    The title of a block stands over its rows, over all columns.
    """
    width = len(table.heads)
    rows: list[list[str]] = []
    for block in table.blocks:
        if block.title:
            rows.append([f"\\multicolumn{{{width}}}{{l}}{{{escape(block.title)}}}", *[""] * (width - 1)])
        rows += [[escape(cell) for cell in row] for row in block.rows]
    long = len(rows) > LONGEST
    told = pd.DataFrame(rows, columns=[escape(head) for head in table.heads]).to_latex(
        index=False, escape=False, longtable=long, column_format="".join("lr"[right] for right in table.numeric),
        caption=escape(" ".join([title + _STOP[lang], *table.notes])), label="tab:" + PLAIN.sub("-", label.lower()),
        position=None if long else "tbp",
    )  # fmt: skip
    told = re.sub(
        r"^(\\multicolumn\{\d+\}\{l\}\{.*\})[ &]*\\\\$", r"\\addlinespace\n\1 \\\\*", told, flags=re.MULTILINE
    )
    told = told.replace("Continued on next page", _ON[lang])
    if not long:
        told = told.replace(r"\begin{tabular}", "\\centering\n\\small\n\\begin{tabular}", 1)
    return f"% needs {_NEEDS[lang]}\n{told}"
