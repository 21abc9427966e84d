"""Whatever stands in a file, it is read or refused by one line, never by a crash."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios.city import load_city
from scenarios.duty_list import load_duty_list
from scenarios.errors import InputError
from scenarios.library import load

WORDS = (
    "schema", "inherits", "network", "rules", "title", "zh", "city", "communities", "residents", "name", "street",
    "community", "a",
    "1", "-0", "1_0", ".nan", "1e9", "null", "true", "&x", "*x", "<<", "!!str", "? ", "- ",
    ": ", "{", "}", "[", "]", ",", "\n", "\n  ", "\"", "'", "#", "|", ">",
    "---", "...", "%YAML 1.1", "\t", "社", "\u2028",
)  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=30).map("".join).map(str.encode) | st.binary(max_size=60)
lenient = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def one_line_or_nothing(error: InputError, path: Path) -> None:
    assert "\n" not in error.message and len(error.message) < 1500
    assert error.file is None or Path(error.file) == path


@lenient
@given(texts)
def test_any_scenario(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(text)
    try:
        load(path)
    except InputError as error:
        one_line_or_nothing(error, path)


@lenient
@given(
    texts, st.sampled_from([".csv", ".yaml"]), st.sampled_from([b"", b"community,street,residents\n", b"communities:"])
)
def test_any_city(tmp_path: Path, text: bytes, suffix: str, head: bytes) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(head + text)
    try:
        load_city(path)
    except InputError as error:
        one_line_or_nothing(error, Path(error.file) if error.file else path)


@lenient
@given(st.integers(0, 60), st.integers(0, 15), st.sampled_from(WORDS))
def test_any_cell_of_the_duty_list(tmp_path: Path, row: int, column: int, word: str) -> None:
    lines = Path(load_duty_list.__globals__["__file__"]).with_name("duty_list.csv").read_text("utf-8").splitlines()
    cells = lines[row].split(",")
    cells[min(column, len(cells) - 1)] = word
    lines[row] = ",".join(cells)
    path = tmp_path / "duty.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        load_duty_list(path)
    except InputError as error:
        one_line_or_nothing(error, path)


@pytest.mark.parametrize("encoding", ["utf-16", "gbk", "utf-32"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("name: 上城区\n".encode(encoding))
    with pytest.raises(InputError) as caught:
        load(path)
    assert caught.value.field in ("encoding", "character")
