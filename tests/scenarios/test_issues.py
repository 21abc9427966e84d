"""The list of issues fits the duty list, and bad rows are told in one line."""

from pathlib import Path

import pytest

from scenarios.duty_list import load_duty_list
from scenarios.errors import InputError
from scenarios.issues import COLUMNS, load_issues

LIST = Path(__file__).parents[2] / "scenarios" / "issues.csv"


def test_every_collective_item_has_a_reach_and_some_others_have_causes() -> None:
    issues = load_issues()
    collective = {item.key for item in load_duty_list() if item.category == "collective"}
    assert {key for key, issue in issues.items() if issue.reach} == collective
    assert {key for key in collective if not issues[key].collective} == {"noise", "leakage", "pets"}
    assert all(issue.why and issue.source for issue in issues.values())
    assert any(issue.removable > 0.0 for key, issue in issues.items() if key not in collective)


@pytest.mark.parametrize(
    ("row", "field", "allowed"),
    [
        ("parkin,estate,0,0,x,assumed", "key", "parking"),
        ("parking,village,0,0,x,assumed", "reach", "building or estate"),
        ("parking,,0,0,x,assumed", "reach", "a reach for a collective item"),
        ("meal_service,pair,0,0,x,assumed", "reach", "none for another"),
        ("parking,estate,-1,0,x,assumed", "yuan", "0 to 1e"),
        ("parking,estate,much,0,x,assumed", "yuan", "0 to 1e"),
        ("parking,estate,0,1.5,x,assumed", "removable", "from 0 to 1"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, field: str, allowed: str) -> None:
    path = tmp_path / "issues.csv"
    path.write_text(",".join(COLUMNS) + "\n" + row + "\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        load_issues(path)
    message = str(told.value)
    assert field in message and allowed in message and "issues.csv" in message and "2" in message


def test_rows_that_stand_twice_or_not_at_all(tmp_path: Path) -> None:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "issues.csv"
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="again"):
        load_issues(path)
    path.write_text("\n".join([lines[0], *lines[2:]]) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="parking"):
        load_issues(path)
