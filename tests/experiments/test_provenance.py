"""What stands beside a result tells whose code made it."""

import shutil
from pathlib import Path

import pytest

from experiments import provenance
from experiments.store import engine


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sources that decide a run, which the digest reads in place of the tree."""
    home = Path(provenance.__file__).resolve().parent.parent
    for room in provenance.ROOMS:
        shutil.copytree(home / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(provenance, "__file__", str(tmp_path / "experiments" / "provenance.py"))
    return tmp_path


def test_versions_carry_the_digest_of_the_sources_that_stores_carry_whole() -> None:
    assert provenance.versions()["code"] == engine()["code"][:12] == provenance.code()[:12]


@pytest.mark.parametrize("file", ["model/engine.py", "agents/resident.py", "scenarios/duty_list.csv"])
def test_one_changed_sign_is_other_code(elsewhere: Path, file: str) -> None:
    same = provenance.code.__wrapped__()
    assert same == provenance.code()
    path = elsewhere / file
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert provenance.code.__wrapped__() != same


def test_files_that_decide_no_run_do_not_count(elsewhere: Path) -> None:
    (elsewhere / "scenarios" / "cities" / "mine.csv").write_text("community", encoding="utf-8")
    (elsewhere / "model" / "notes.md").write_text("note", encoding="utf-8")
    assert provenance.code.__wrapped__() == provenance.code()
