"""A sweep loses nothing that is done: stopped, killed, out of disk, with runs that raise or kill their worker."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

import experiments.sweep
import sanshe
from experiments.runner import finished_model
from experiments.store import key_of
from experiments.sweep import Plan
from scenarios.errors import InputError
from scenarios.library import load

STAFF, ADMIN = "communities_per_station", "committee_admin_share"
MAIN = "from sanshe.cli import main; main()"


@pytest.fixture
def design(tmp_path: Path, small: Path) -> Path:
    """The smallest design, in a small district: 6 points, 3 seeds, 18 runs of 25 days."""
    (tmp_path / "base.yaml").write_text(f"schema: 1\ninherits: hierarchy\ncity: {small.name}\n", encoding="utf-8")
    path = tmp_path / "design.yaml"
    text = f"base: base.yaml\nyears: 0.1\nseeds: 3\nfactors:\n  {STAFF}: [1, 2, 4]\n  {ADMIN}: [0.3, 0.8]\n"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def quick(design: Path) -> Path:
    """The same for one day."""
    design.write_text(design.read_text(encoding="utf-8").replace("years: 0.1", "years: 0.004"), encoding="utf-8")
    return design


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of the results, by its place."""
    kept = [folder / "sweep.json", folder / "points.parquet", folder / "store.json", *folder.glob("runs/*/*")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in kept}


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-W", "error", "-c", MAIN, "sweep", *map(str, arguments)]


def told(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), capture_output=True, text=True, check=False, encoding="utf-8")


def test_every_run_is_what_the_model_gives_alone(design: Path, tmp_path: Path) -> None:
    done: list[tuple[int, int]] = []
    found = sanshe.sweep(design, tmp_path / "out", progress=lambda d, f: done.append((d, f)))
    assert (found.done, found.wanted, len(found.failures)) == (18, 18, 0)
    assert done[-1] == (18, 0)
    assert [d for d, _ in done] == sorted(d for d, _ in done)
    wide = found.frame(wide=True)
    assert len(wide) == 18
    row = wide[(wide["point"] == 3) & (wide["seed"] == 2)].iloc[0]
    assert (row[STAFF], row[ADMIN]) == (2, 0.8)
    scenario = load(design.with_name("base.yaml")).replace(**{STAFF: 2, ADMIN: 0.8})
    alone = finished_model(scenario, 2, 25).outcomes.frame().set_index("outcome")["value"]
    pd.testing.assert_series_equal(row[list(alone.index)].astype(float), alone, check_names=False, check_exact=True)
    told = json.loads((tmp_path / "out" / "provenance.json").read_text(encoding="utf-8"))
    assert told["seeds"] == [1, 2, 3]
    assert told["arms"][0]["hash"] == load(design.with_name("base.yaml")).hash
    assert told["versions"]["sanshe"]


def test_the_files_do_not_depend_on_workers_place_or_time(design: Path, tmp_path: Path) -> None:
    one = sanshe.sweep(design, tmp_path / "one")
    done = told(design, "--out", tmp_path / "two", "--workers", 2)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""  # quiet where there is no terminal
    assert "18 of 18 runs" in done.stdout
    assert bytes_of(one.folder) == bytes_of(tmp_path / "two")


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_sweep_killed_at_any_moment_is_completed_to_the_same_bytes(
    design: Path, tmp_path: Path, workers: int
) -> None:
    whole, out = sanshe.sweep(design, tmp_path / "whole"), tmp_path / "out"
    moments = (1, 7) if workers == 1 else (4,)
    for runs in moments:  # killed when so many runs are there
        arguments = (design, "--out", out, "--workers", workers, *(["--resume"] if out.exists() else []))
        with subprocess.Popen(command(*arguments), stderr=subprocess.DEVNULL, start_new_session=True) as process:
            end = time.monotonic() + 120.0
            while len(list(out.glob("runs/*/*.parquet"))) < runs and process.poll() is None:
                assert time.monotonic() < end
                time.sleep(0.002)
            process.send_signal(signal.SIGKILL)
    left = bytes_of(out)
    assert {name: left[name] for name in left if not Path(name).name.startswith(".")}.items() <= (
        bytes_of(whole.folder).items()
    )
    assert 0 < sanshe.results(out).done < 18
    resumed = sanshe.sweep(design, out, resume=True)
    assert resumed.done == 18
    for path in out.rglob(".*"):  # what a kill left half written is no run, and is swept away when it is old
        path.unlink()
    assert bytes_of(out) == bytes_of(whole.folder)


def test_half_a_file_is_no_run(design: Path, tmp_path: Path) -> None:
    found = sanshe.sweep(design, tmp_path / "out")
    before = bytes_of(found.folder)
    first, second = sorted(found.folder.glob("runs/*/*.parquet"))[:2]
    first.write_bytes(first.read_bytes()[:-9])
    second.write_bytes(b"")
    sanshe.sweep(design, found.folder, resume=True)
    assert bytes_of(found.folder) == before


def test_a_run_file_of_another_run_is_no_run(quick: Path, tmp_path: Path) -> None:
    found = sanshe.sweep(quick, tmp_path / "out")
    before = bytes_of(found.folder)
    first, second = sorted(found.folder.glob("runs/*/*.parquet"))[:2]
    first.write_bytes(second.read_bytes())
    assert found.done == 18
    for outcomes, wide in ((), True), (("satisfaction",), False):
        with pytest.raises(InputError, match=first.name):
            found.frame(*outcomes, wide=wide)
    sanshe.sweep(quick, found.folder, resume=True)
    assert bytes_of(found.folder) == before
    second.write_bytes(b"PAR1" + second.read_bytes()[200:])
    with pytest.raises(InputError, match=second.name):
        found.frame()
    with pytest.raises(InputError, match="sql"):
        found.sql("SELECT max(value) FROM runs")
    sanshe.sweep(quick, found.folder, resume=True)
    assert bytes_of(found.folder) == before


def test_what_is_broken_beside_the_runs_is_one_message_and_loses_nothing(quick: Path, tmp_path: Path) -> None:
    found = sanshe.sweep(quick, tmp_path / "out")
    before = bytes_of(found.folder)
    other = quick.with_name("other.yaml")
    other.write_text(quick.read_text(encoding="utf-8").replace("years: 0.004", "years: 0.2"), encoding="utf-8")
    for content in (None, b"", b"PAR1 PAR1", before["sweep.json"]):
        points = found.folder / "points.parquet"
        points.unlink() if content is None else points.write_bytes(content)
        for ask in (lambda: sanshe.results(found.folder).done, lambda: sanshe.sweep(other, found.folder, resume=True)):
            with pytest.raises(InputError, match="in which the points cannot be read"):
                ask()
        sanshe.sweep(quick, found.folder, resume=True)
        assert bytes_of(found.folder) == before
    for content in (b"{", b"[]", b"[" * 90_000, b'{"schema": 1}', before["sweep.json"].replace(b'"days"', b'"dats"')):
        (found.folder / "sweep.json").write_bytes(content)
        for resume in (False, True):
            with pytest.raises(InputError, match="sweep"):
                sanshe.sweep(quick, found.folder, resume=resume)
    (found.folder / "sweep.json").unlink()
    sanshe.sweep(quick, found.folder)
    assert bytes_of(found.folder) == before


def test_runs_of_another_design_in_the_folder_are_not_asked(quick: Path, tmp_path: Path) -> None:
    sanshe.sweep(quick, tmp_path / "out")
    (tmp_path / "out" / "sweep.json").unlink()
    quick.write_text(quick.read_text(encoding="utf-8").replace("years: 0.004", "years: 0.008"), encoding="utf-8")
    found = sanshe.sweep(quick, tmp_path / "out")
    assert found.done == found.wanted == 18
    asked = found.sql("SELECT count(DISTINCT (scenario, seed)) AS n, max(days) AS d FROM results")
    assert asked.iloc[0].tolist() == [18, 2]
    assert set(found.frame()["seed"].value_counts()) == {len(found.frame()) // 3}


def test_a_failure_that_cannot_be_read_is_one_message(troubled: Path, tmp_path: Path) -> None:
    file = troubled.with_name("design.yaml")
    file.write_text("base: troubled.yaml\nyears: 0.02\nseeds: 1\nfactors:\n  trouble: [1]\n", encoding="utf-8")
    found = sanshe.sweep(file, tmp_path / "out")
    (failed,) = (tmp_path / "out" / "failed").iterdir()
    failed.with_name("0.json").write_text("{}", encoding="utf-8")  # of no run of this sweep
    assert found.failures["file"].tolist() == [str(failed)]
    for content in ("", "[]", "{}", '{"levels": 3}'):
        failed.write_text(content, encoding="utf-8")
        with pytest.raises(InputError, match=failed.name):
            _ = found.failures


def test_the_points_are_those_of_the_design_that_has_the_folder(
    quick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = quick.with_name("more.yaml")
    more.write_text(quick.read_text(encoding="utf-8").replace("[0.3, 0.8]", "[0.3, 0.5, 0.8]"), encoding="utf-8")
    whole, describe = sanshe.sweep(more, tmp_path / "whole"), experiments.sweep._describe

    def late(folder: Path, plan: Plan) -> None:
        """Another design takes the folder before the first one has described its points."""
        monkeypatch.undo()
        sanshe.sweep(more, folder, resume=True)
        describe(folder, plan)

    monkeypatch.setattr(experiments.sweep, "_describe", late)
    sanshe.sweep(quick, tmp_path / "out")
    assert bytes_of(tmp_path / "out") == bytes_of(whole.folder)


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such names")
def test_a_file_may_have_a_name_that_is_no_text(quick: Path, tmp_path: Path) -> None:
    strange = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.yaml"))
    strange.write_bytes(quick.read_bytes())
    done = told(strange, "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    command = json.loads((tmp_path / "out" / "provenance.json").read_text(encoding="utf-8"))["command"]
    assert command[2] == str(strange)
    refused = told(quick, "--out", strange.with_suffix(""))  # which Arrow cannot read
    assert refused.returncode == 2
    assert len(refused.stderr.splitlines()) == 1


def test_a_sweep_of_which_runs_were_taken_away_is_not_done(quick: Path, tmp_path: Path) -> None:
    take = "next(iter(a[0].folder.glob('runs/*/*'))).unlink()"
    code = f"import experiments.sweep as s; f = s.fill; s.fill = lambda *a: (f(*a), {take}); {MAIN}"
    line = [sys.executable, "-c", code, "sweep", str(quick), "--out", str(tmp_path / "out"), "--workers", "1"]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert "17 of 18 runs" in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")
def test_who_stops_before_the_first_run_is_told_so(quick: Path, tmp_path: Path) -> None:
    stop = "import experiments.sweep as s, os, signal; s.Store = lambda _: os.kill(os.getpid(), signal.SIGTERM)"
    line = [sys.executable, "-c", f"{stop}; {MAIN}", "sweep", str(quick), "--out", str(tmp_path / "out")]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "sanshe: stopped; nothing was written\n")


def test_a_run_that_raises_is_listed_and_stops_no_other(troubled: Path, tmp_path: Path) -> None:
    file = troubled.with_name("design.yaml")
    file.write_text("base: troubled.yaml\nyears: 0.02\nseeds: 2\nfactors:\n  trouble: [0, 1]\n", encoding="utf-8")
    done = told(file, "--out", tmp_path / "out", "--workers", 1)
    assert done.returncode == 1
    assert "2 of 4 runs" in done.stdout
    assert "failed: 2" in done.stdout
    assert "trouble 1, seed 1: " in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    found = sanshe.results(tmp_path / "out")
    assert found.failures[["trouble", "seed"]].to_numpy().tolist() == [[1, 1], [1, 2]]
    assert "a run that raises" in found.failures["traceback"][0]
    assert found.frame("satisfaction")["trouble"].tolist() == [0, 0]
    mended = (tmp_path / "trouble.py").read_text(encoding="utf-8").replace("trouble == 1", "trouble == 7")
    (tmp_path / "trouble.py").write_text(mended, encoding="utf-8")  # another rule: other runs, which are not mixed
    with pytest.raises(InputError, match="other base"):
        sanshe.sweep(file, tmp_path / "out", resume=True)


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
def test_a_run_that_kills_its_worker_takes_no_other_with_it(troubled: Path, tmp_path: Path) -> None:
    file = troubled.with_name("design.yaml")
    file.write_text("base: troubled.yaml\nyears: 0.02\nseeds: 3\nfactors:\n  trouble: [0, 2, 3]\n", encoding="utf-8")
    done = told(file, "--out", tmp_path / "out", "--workers", 2)
    assert done.returncode == 1, done.stderr
    found = sanshe.results(tmp_path / "out")
    assert found.done == 6
    assert found.failures["trouble"].tolist() == [2, 2, 2]
    assert found.failures["error"].str.contains("worker process that ended early").all()


def test_a_full_disk_loses_nothing(design: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sanshe.sweep(design, tmp_path / "whole")
    calls = 0
    sync = os.fsync

    def full(file: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 8:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(file)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="No space left on device"):
        sanshe.sweep(design, tmp_path / "out")
    monkeypatch.undo()
    assert 0 < sanshe.results(tmp_path / "out").done < 18
    assert not list((tmp_path / "out").rglob(".*"))
    sanshe.sweep(design, tmp_path / "out", resume=True)
    assert bytes_of(tmp_path / "out") == bytes_of(whole.folder)


def test_two_sweeps_into_one_folder_do_not_harm_each_other(design: Path, tmp_path: Path) -> None:
    whole, out = sanshe.sweep(design, tmp_path / "whole"), tmp_path / "out"
    both = [
        subprocess.Popen(command(design, "--out", out, "--workers", 1, "--resume"), stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert [process.wait(120) for process in both] == [0, 0]
    assert bytes_of(out) == bytes_of(whole.folder)


def test_a_folder_with_a_sweep_is_not_written_over(design: Path, tmp_path: Path) -> None:
    found = sanshe.sweep(design, tmp_path / "out")
    before = bytes_of(found.folder)
    done = told(design, "--out", found.folder)
    assert done.returncode == 2
    assert "18 of 18 runs done; allowed --resume" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert bytes_of(found.folder) == before


def test_more_seeds_and_levels_extend_a_sweep(design: Path, tmp_path: Path) -> None:
    found = sanshe.sweep(design, tmp_path / "out")
    before = bytes_of(found.folder)
    text = design.read_text(encoding="utf-8").replace("seeds: 3", "seeds: 4").replace("[0.3, 0.8]", "[0.3, 0.5, 0.8]")
    design.write_text(text, encoding="utf-8")
    more = sanshe.sweep(design, found.folder, resume=True)
    assert (more.done, more.wanted) == (36, 36)
    runs = {name: content for name, content in before.items() if name.startswith("runs/")}
    assert runs.items() <= bytes_of(found.folder).items()
    assert bytes_of(sanshe.sweep(design, tmp_path / "anew").folder) == bytes_of(found.folder)


@pytest.mark.parametrize(
    ("old", "new"), [("years: 0.1", "years: 0.2"), ("[1, 2, 4]", "[1, 2]"), ("seeds: 3", "seeds: 2")]
)
def test_a_design_that_drops_runs_is_refused(design: Path, tmp_path: Path, old: str, new: str) -> None:
    found = sanshe.sweep(design, tmp_path / "out")
    before = bytes_of(found.folder)
    design.write_text(design.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        sanshe.sweep(design, found.folder, resume=True)
    assert caught.value.field == "design"
    assert "of the 18 runs" in str(caught.value.found)
    assert bytes_of(found.folder) == before


def test_runs_of_another_version_are_refused(design: Path, tmp_path: Path) -> None:
    found = sanshe.sweep(design, tmp_path / "out")
    path = found.folder / "store.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["engine"] |= {"code": "0" * 64, "numpy": "1.0"}
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(InputError, match=r"other sources of Sanshe, numpy 1\.0") as caught:
        sanshe.sweep(design, found.folder, resume=True)
    assert caught.value.field == "--out"
    shutil.rmtree(found.folder / "runs")
    path.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="not of Sanshe"):
        sanshe.sweep(design, found.folder, resume=True)


def test_points_that_come_to_the_same_scenario_are_run_once(tmp_path: Path, small: Path) -> None:
    design = sanshe.Design(
        load("hierarchy").replace(city=str(small)), {"x": [{STAFF: 1}, {STAFF: 1, ADMIN: 0.8}]}, years=0.02, seeds=2
    )
    found = sanshe.sweep(design, tmp_path / "out")
    assert found.done == 2
    frame = found.frame("satisfaction")
    assert frame["point"].tolist() == [0, 0, 1, 1]
    assert frame["value"][0] == frame["value"][2]


@pytest.mark.parametrize(
    "arguments",
    [["gone.yaml"], ["design.txt"], ["{design}"], ["{design}", "--out", "."],
     ["{design}", "--out", "x", "--workers", "0"],
     ["{design}", "--out", "x", "--workers", "2", "--scheduler", "tcp://127.0.0.1:1"],
     ["{design}", "--out", "{design}"]],
)  # fmt: skip
def test_bad_input_is_one_line(design: Path, tmp_path: Path, arguments: list[str]) -> None:
    done = subprocess.run(
        command(*(argument.format(design=design) for argument in arguments)),
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("sanshe: ")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "x" / "runs").exists()


def test_a_factor_may_be_called_as_an_outcome(tmp_path: Path, small: Path) -> None:
    base = load("hierarchy").replace(city=str(small))
    found = sanshe.sweep(sanshe.Design(base, {"survey_hours": [1.0, 2.0]}, years=0.004, seeds=1), tmp_path / "out")
    wide = found.frame(wide=True)
    assert wide["survey_hours"].tolist() == [1.0, 2.0]
    assert wide["survey_hours (outcome)"].tolist() == found.frame("survey_hours")["value"].tolist()


def test_a_run_is_named_by_what_it_ran() -> None:
    names = {key_of(s, seed, days, e) for s in "ab" for seed in (1, 2) for days in (5, 6) for e in ("x", "y")}
    assert len(names) == 16
