import shutil
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from matplotlib.figure import Figure

from experiments.compare import Comparison
from experiments.output import COMPARISON, REPORT, ready_folder, write_comparison, write_parquet, write_set
from experiments.statistics import compare_outcomes
from scenarios.errors import InputError
from scenarios.library import load


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


def written(folder: Path, parts: tuple[str, ...]) -> list[str]:
    """Write a comparison with these parts of requests into the folder; returns what then stands there."""
    rows = pd.DataFrame(
        [
            {"arm": arm, "seed": seed, "outcome": "backlog", "unit": "u", "better": "lower", "value": arm * seed * 1.0}
            for arm in (0, 1) for seed in (1, 2)
        ]
    )  # fmt: skip
    beside = folder / ".running"
    (beside / "requests").mkdir(parents=True)
    files = []
    for name in parts:
        (beside / "requests" / name).write_text(f"new {name}", encoding="utf-8")
        files.append(beside / "requests" / name)
    daily = pd.DataFrame({"arm": [0, 1], "seed": [1, 1], "day": [0, 0], "backlog": [1.0, 2.0]})
    arms = (load("hierarchy"), load("network"))
    found = Bare(("a", "b"), arms, 2, 1, compare_outcomes(rows, ["a", "b"]), rows, daily, tuple(files))
    write_comparison(found, folder, "en", [])
    shutil.rmtree(beside)
    mine = {*COMPARISON, *(REPORT + name for name in ("", "/en.svg", "/zh.svg", "/texts.json"))}
    return sorted(told for path in folder.rglob("*") if (told := str(path.relative_to(folder))) not in mine)


class Bare(Comparison):
    def plot(self, lang: str = "en", outcomes: Sequence[str] = ()) -> Figure:
        return Figure() if lang else super().plot(lang, outcomes)


def test_requests_of_an_older_result_do_not_stay_beside_a_new_one(tmp_path: Path) -> None:
    first = written(tmp_path, ("arm0-seed1.parquet", "arm1-seed1.parquet"))
    assert first == ["requests", "requests/arm0-seed1.parquet", "requests/arm1-seed1.parquet"]
    assert written(tmp_path, ("arm0-seed1.parquet",)) == ["requests", "requests/arm0-seed1.parquet"]
    assert written(tmp_path, ()) == []
    assert written(tmp_path, ()) == []


@pytest.mark.parametrize("again", [(), ("arm0-seed2.parquet",)])
def test_what_is_somebodys_own_stays_there(tmp_path: Path, again: tuple[str, ...]) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    written(tmp_path, ("arm0-seed1.parquet",))
    (tmp_path / "requests" / "mine").mkdir()
    (tmp_path / "requests" / "mine" / "a.parquet").write_text("mine", encoding="utf-8")
    (tmp_path / "requests" / "arm0.txt").write_text("mine", encoding="utf-8")
    mine = ["notes.txt", "requests", "requests/arm0.txt", "requests/mine", "requests/mine/a.parquet"]
    assert written(tmp_path, again) == sorted([*mine, *(f"requests/{name}" for name in again)])
    assert (tmp_path / "requests" / "mine" / "a.parquet").read_text(encoding="utf-8") == "mine"


def test_a_folder_of_requests_that_no_comparison_wrote_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "requests").mkdir()
    (tmp_path / "requests" / "mine.txt").touch()
    assert written(tmp_path, ()) == ["requests", "requests/mine.txt"]


def test_something_in_the_way_is_told_before_the_run(tmp_path: Path) -> None:
    (tmp_path / "figure.png").mkdir()
    (tmp_path / "requests").touch()
    for files, folders in ((["figure.png"], []), ([], ["requests"])):
        with pytest.raises(InputError, match="of this name; allowed a folder where"):
            ready_folder(tmp_path, files=files, folders=folders)
    ready_folder(tmp_path, files=["other"], folders=["parts"])
