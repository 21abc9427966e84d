from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from experiments.output import ready_folder, write_parquet, write_set
from scenarios.errors import InputError


def test_a_folder_is_made_with_its_parents_and_left_empty(tmp_path: Path) -> None:
    folder = ready_folder(tmp_path / "a" / "b")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("below", ["", "deeper"])
def test_a_folder_that_cannot_be_made_is_bad_input(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        ready_folder(tmp_path / "file" / below)
    assert caught.value.field == "--out"
    assert "\n" not in caught.value.message
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


def test_a_set_replaces_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("old", encoding="utf-8")
    files = write_set(
        tmp_path, {name: lambda path: path.write_text("new", encoding="utf-8") for name in ("one", "two")}
    )
    assert [path.read_text(encoding="utf-8") for path in files] == ["new", "new"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_a_set_that_fails_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("old", encoding="utf-8")

    def fail(path: Path) -> None:
        path.write_text("half", encoding="utf-8")
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        write_set(tmp_path, {"one": lambda path: path.write_text("new", encoding="utf-8"), "two": fail})
    assert [path.name for path in tmp_path.iterdir()] == ["one"]
    assert (tmp_path / "one").read_text(encoding="utf-8") == "old"


def test_a_disk_that_refuses_is_bad_input(tmp_path: Path) -> None:
    def refuse(path: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    with pytest.raises(InputError, match="No space left"):
        write_set(tmp_path, {"one": refuse})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_files_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    def write(path: Path) -> None:
        path.mkdir()
        (path / "new").touch()

    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "old").touch()
    write_set(tmp_path, {"parts": write})
    assert [path.name for path in (tmp_path / "parts").iterdir()] == ["new"]


def test_parquet_says_which_schema_it_has(tmp_path: Path) -> None:
    write_parquet(pd.DataFrame({"x": [1, 2]}), tmp_path / "x.parquet")
    found = pq.read_table(tmp_path / "x.parquet")
    assert found.schema.metadata[b"sanshe_schema"] == b"1"
    assert found["x"].to_pylist() == [1, 2]
