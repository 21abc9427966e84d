"""A table for a paper: booktabs, every special sign escaped, long ones over several pages."""

import re

import pandas as pd
import pytest

from experiments.latex import LONGEST, escape, latex
from experiments.readable import readable
from experiments.table_words import Words

NASTY = '\\input{x} {a} & b % c $d$ #e _f ~g ^h <i> [j] | " \n\n k'


def rows_of(text: str) -> list[str]:
    after = "\\endlastfoot" if "\\endlastfoot" in text else "\\midrule"
    body = text.partition(after)[2].partition("\\bottomrule")[0]
    return [line for line in body.splitlines() if line.endswith(("\\\\", "\\\\*"))]


def test_nothing_in_a_text_is_a_command_of_its_own() -> None:
    told = escape(NASTY)
    bare = re.sub(r"\\(textbackslash|textasciitilde|textasciicircum|textbar|textquotedbl)\{\}", "", told)
    bare = re.sub(r"\\[{}&%$#_]|\$[<>]\$|\{\[\}|\{\]\}", "", bare)
    assert bare.split() == ["inputx", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]
    assert escape("− ∞ × ≤ ↑") == r"$-$ $\infty$ $\times$ $\leq$ $\uparrow$"


def test_names_captions_and_labels_are_safe() -> None:
    table = pd.DataFrame({"arm": [NASTY, "b"], "a_b%": ["x & y", "\\multicolumn{9}{l}{z}"], "value": [1.5, -2.0]})
    told = latex(readable(table, Words()), f"T & {NASTY}", "decompose-a_b", "en")
    assert told.startswith("% needs booktabs, longtable\n\\begin{table}[tbp]\n")
    assert "\\label{tab:decompose-a-b}" in told and r"\caption{T \& \textbackslash{}input\{x\}" in told
    assert [rule for rule in ("toprule", "midrule", "bottomrule") if told.count(f"\\{rule}") == 1] == [
        "toprule", "midrule", "bottomrule",
    ]  # fmt: skip
    assert "\\begin{tabular}{llr}" in told
    assert len(rows_of(told)) == 2 and rows_of(told)[1] == r"b & \textbackslash{}multicolumn\{9\}\{l\}\{z\} & $-$2 \\"
    for row in rows_of(told):
        assert len(re.findall(r"(?<!\\)&", row)) == 2
    assert told.count("{") == told.count("}")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_long_tables_go_over_pages_and_titles_over_columns(lang: str) -> None:
    table = pd.DataFrame(
        [{"outcome": key, "term": f"t{i}", "value": i / 7, "ci_low": i / 8, "ci_high": i / 6}
         for key in ("backlog", "satisfaction") for i in range(LONGEST)]
    )  # fmt: skip
    told = latex(readable(table, Words(lang)), "x", "y", lang)
    assert "\\begin{longtable}{lrr}" in told and "\\endfirsthead" in told and "\\end{longtable}" in told
    assert ("Continued on the next page" if lang == "en" else "续下页") in told
    assert "Continued on next page" not in told and ("xeCJK" in told) == (lang == "zh")
    titles = [row for row in rows_of(told) if row.startswith("\\multicolumn{3}{l}{")]
    assert len(titles) == 2 and all(row.endswith("} \\\\*") and "&" not in row for row in titles)
    assert len(rows_of(told)) == 2 * LONGEST + 2
