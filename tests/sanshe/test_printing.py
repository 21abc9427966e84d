"""Tables on a terminal that is too narrow for them: what is shown is whole, and what is not is named."""

import io

import pytest
from rich.console import Console
from rich.table import Table

from sanshe.printing import print_fitting

HEADS = ("outcome", "mean", "interval", "verdict")
ROW = ("mean resolution time", "19.75", "4.203 … 5.712", "not known")


def shown(width: int, lang: str = "en") -> str:
    table = Table(title="A = hierarchy")
    for i, head in enumerate(HEADS):
        table.add_column(head, no_wrap=i > 0, min_width=None if i else 10)
    table.add_row(*ROW)
    out = io.StringIO()
    print_fitting(Console(file=out, width=width), table, ["mean", "interval"], "all.csv", lang)
    assert all(len(line) <= width for line in out.getvalue().splitlines())
    return out.getvalue()


def test_where_there_is_room_nothing_is_left_out() -> None:
    text = shown(100)
    assert all(cell in text for cell in ROW) and "Left out" not in text and "…" in text


def test_a_narrow_terminal_goes_without_what_can_be_spared_first() -> None:
    text = shown(45)
    assert "19.75" not in text and "4.203 … 5.712" in text and "not known" in text
    assert "Left out, since the terminal has 45 columns: mean. All are in all.csv." in " ".join(text.split())


@pytest.mark.parametrize(("lang", "told"), [("en", "mean, interval"), ("zh", "mean、interval")])
def test_a_narrower_one_without_all_of_it(lang: str, told: str) -> None:
    text = shown(30, lang)
    assert "4.203" not in text and "not known" in text
    assert told in (" ".join(text.split()) if lang == "en" else "".join(text.splitlines()))
