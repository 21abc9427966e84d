"""YAML is read as plain values with their lines; numbers are read one way only."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.errors import InputError
from scenarios.reading import number, plain, read_yaml, short


def yaml_of(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_values_and_lines(tmp_path: Path) -> None:
    data = read_yaml(yaml_of(tmp_path, "a: 1\nb: {c: 1e-3, d: true}\ne: [yes, 2020-01-01, 1_000, 0x10, .inf, ~]\n"))
    assert data == {"a": 1, "b": {"c": 0.001, "d": True}, "e": ["yes", "2020-01-01", "1_000", "0x10", ".inf", None]}
    assert data.lines == {"a": 1, "b": 2, "e": 3}
    assert data["b"].lines == {"c": 2, "d": 2}


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("a: 1\na: 2\n", 2, "a"),
        ("? [x, y]\n: 1\n", 1, "key"),
        ("? {x: y}\n: 1\n", 1, "key"),
        ("- a\n", 1, "YAML"),
        ("a: [1\n", 2, "YAML"),
        ("a: !!python/object:os.system x\n", 1, "YAML"),
        ("a: &b [*b]\n", 1, "YAML"),
        ("a: *nothing\n", 1, "YAML"),
        ("a: " + "[" * 40 + "]" * 40 + "\n", 1, "YAML"),
        ("a: 1\n\tb: 2\n", 2, "YAML"),
        ("a: b\x07\n", 1, "character"),
        ("a: 1\n---\nb: 2\n", 2, "YAML"),
    ],
)
def test_bad_yaml_is_refused_by_its_line(tmp_path: Path, text: str, line: int, field: str) -> None:
    path = yaml_of(tmp_path, text)
    with pytest.raises(InputError) as caught:
        read_yaml(path)
    assert (caught.value.file, caught.value.line, caught.value.field) == (str(path), line, field)


def test_aliases_that_multiply_cost_nothing(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 19))]
    assert len(read_yaml(yaml_of(tmp_path, "\n".join(lines)))) == 19


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_whole_numbers_are_read_back(value: int) -> None:
    assert number(int, str(value)) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_read_back(value: float) -> None:
    read = number(float, repr(value))
    assert read == value or isinstance(read, str)


def test_numbers_of_numpy_count_as_numbers_and_minus_zero_as_zero() -> None:

    assert type(plain(np.float64(0.5))) is float and type(plain(np.int64(3))) is int
    assert str(plain(-0.0)) == "0.0"
    assert plain("a") == "a"


def test_a_long_value_is_cut() -> None:
    assert len(short("x" * 1000)) == 60
    assert short(10**5000) == "a number of more than 18 digits"


def test_a_value_that_would_be_endless_in_print_is_named_by_its_kind() -> None:
    value: list[object] = ["x"]
    for _ in range(200):
        value = [value] * 10
    assert short(value) == "a list"
    assert short({"a": value}) == "a mapping"
