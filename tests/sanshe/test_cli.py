import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from experiments.output import FIGURES
from model.outcomes import OUTCOMES
from scenarios.declare import declarations
from scenarios.library import presets
from scenarios.rules import RULES, Rules

MAIN = "from sanshe.cli import main; main()"
HEAVY = {"mesa", "numba", "pandas", "numpy", "matplotlib", "scipy", "pyarrow", "networkx"}


def sanshe(*arguments: object, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", MAIN, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, encoding="utf-8")


def imported_by(*arguments: object) -> set[str]:
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: sys.stderr.write('\\n'.join({name.partition('.')[0] for name in sys.modules})))\n"
        "from sanshe.cli import main\nmain()"
    )
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


@pytest.fixture
def city(tmp_path: Path) -> Path:
    path = tmp_path / "city.csv"
    path.write_text("community,street,residents\na,one,300\nb,one,300\nc,two,300\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["compare", "--help"],
        ["equity", "--help"],
        ["decompose", "--help"],
        ["unrig", "--help"],
        ["rules"],
        ["scenarios"],
    ],
)
def test_light_commands_import_nothing_heavy(arguments: list[str]) -> None:
    assert not imported_by(*arguments) & HEAVY


def test_check_imports_only_scenarios(city: Path, tmp_path: Path) -> None:
    scenario = tmp_path / "mine.yaml"
    scenario.write_text(f"schema: 1\ninherits: network\ncity: {city.name}\n", encoding="utf-8")
    for file in (city, scenario):
        found = imported_by("check", file)
        assert not found & HEAVY
        assert found & {"sanshe", "scenarios", "agents", "model", "experiments"} == {"sanshe", "scenarios"}


BAD_SCENARIO = [
    ("rules: {comittee_admin_share: 0.5}", "committee_admin_share"),
    ("rules: {committee_admin_share: 1.5}", "1.5"),
    ("rules: {station_functions: both}", "integrated"),
    ("parameters: {needs_care: many}", "needs_care"),
    ("inherits: hierarchie", "hierarchy"),
    ("city: nowhere.csv", "nowhere.csv"),
    ("rules: [", "mine.yaml"),
]
BAD_CITY = [
    (b"", "city.csv"),
    (b"community,residents\na,300\n", "street"),
    (b"community,street,residents\na,one,-5\n", "-5"),
    (b"community,street,residents\na,one,300\na,one,300\n", "again"),
    (b"community,street,residents\na,one,many\n", "many"),
    ("community,street,residents\n甲,one,300\n".encode("utf-16"), "city.csv"),
    ("community,street,residents\n社区甲乙,one,300\n".encode("gb18030"), "city.csv"),
]


def is_one_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize(("text", "word"), BAD_SCENARIO)
def test_bad_scenario_is_one_line(tmp_path: Path, text: str, word: str) -> None:
    inherits = "" if "inherits" in text else "inherits: hierarchy\n"
    (tmp_path / "mine.yaml").write_text(f"schema: 1\n{inherits}{text}\n", encoding="utf-8")
    is_one_line(sanshe("check", tmp_path / "mine.yaml"), word, ": found ", "; allowed ")


@pytest.mark.parametrize(("data", "word"), BAD_CITY)
def test_bad_city_is_one_line(tmp_path: Path, data: bytes, word: str) -> None:
    (tmp_path / "city.csv").write_bytes(data)
    is_one_line(sanshe("check", tmp_path / "city.csv"), word, ": found ", "; allowed ")


@pytest.mark.parametrize(
    "arguments",
    [["hierarchy"], ["hierarchy", "nettwork"], ["hierarchy", "network", "--seeds", "0"],
     ["hierarchy", "network", "--years", "0"], ["hierarchy", "network", "--years", "nan"],
     ["hierarchy", "network", "--workers", "0"], ["hierarchy", "network", "--city", "nowhere"],
     ["hierarchy", "network", "--precision", "satisfactoin=0.1"], ["hierarchy", "network", "--precision", "backlog"],
     ["hierarchy", "network", "--precision", "backlog=x"], ["hierarchy", "network", "--precision", "backlog=-1"],
     ["hierarchy", "network", "--precision", "backlog=1", "--seeds", "5"],
     ["hierarchy", "network", "--precision", "backlog=1", "--most-seeds", "5"],
     ["hierarchy", "network", "--margin", "backlog=1", "--margin", "backlog=2"]],
)  # fmt: skip
def test_bad_arguments_write_nothing(tmp_path: Path, arguments: list[str]) -> None:
    is_one_line(sanshe("compare", *arguments, folder=tmp_path), ": found ", "; allowed ")
    assert list(tmp_path.iterdir()) == []


def test_unknown_options_and_commands_are_one_line() -> None:
    is_one_line(sanshe("compare", "hierarchy", "network", "--sedes", "3"), "--sedes")
    is_one_line(sanshe("compair"), "compair")


def test_a_folder_that_cannot_be_written_stops_before_the_run(tmp_path: Path, city: Path) -> None:
    is_one_line(
        sanshe("compare", "hierarchy", "hierarchy", "--city", city, "--out", city / "out", folder=tmp_path),
        "--out: found", "; allowed ",
    )  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["city.csv"]


def test_rules_as_json() -> None:
    done = sanshe("rules", "--json")
    told = json.loads(done.stdout)
    known = {d.key: d for d in declarations(Rules)}
    assert [rule["id"] for rule in told] == [card.id for card in RULES]
    for rule, card in zip(told, RULES, strict=True):
        assert set(rule) == {
            "id", "keys", "zh", "en", "attribute", "level", "group", "passage", "benefit", "price",
        }  # fmt: skip
        assert tuple(rule["keys"]) == card.keys
        for key, about in rule["keys"].items():
            assert set(about) == {"poles", "range", "unit"}
            assert tuple(about["poles"]) == card.poles[key]
            assert about["unit"] == known[key].unit
            choices = known[key].choices
            assert about["range"] == list(choices) if choices else len(about["range"]) == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_rules_and_scenarios_in_both_languages(lang: str) -> None:
    told = sanshe("rules", "--lang", lang).stdout
    assert all((card.zh if lang == "zh" else card.en) in told for card in RULES)
    lines = sanshe("scenarios", "--lang", lang).stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == list(presets())


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_outcomes_are_listed_by_the_keys_that_options_take(lang: str) -> None:
    lines = sanshe("outcomes", "--lang", lang).stdout.splitlines()
    assert [line.partition("  ")[0] for line in lines[::2]] == [outcome.key for outcome in OUTCOMES]
    assert "resolution_mean  mean resolution time ↓ (working hours)" in lines or lang == "zh"
    assert "resolution_mean  平均解决时间 ↓ (工作小时)" in lines or lang == "en"


def test_templates_pass_the_check(tmp_path: Path) -> None:
    for kind, name in (("city", "mine.csv"), ("scenario", "mine.yaml")):
        (tmp_path / name).write_text(sanshe("template", kind).stdout, encoding="utf-8")
        done = sanshe("check", tmp_path / name)
        assert done.returncode == 0, done.stderr


def test_priors_prints_the_share_and_writes_what_is_kept(tmp_path: Path, city: Path) -> None:
    file = tmp_path / "new" / "kept.csv"
    done = sanshe("priors", "--draws", 4, "--seed", 2, "--city", city, "--out", file)
    assert done.returncode == 0, done.stderr
    first = done.stdout.splitlines()[0]
    assert "of 4 draws" in first and "left out" in first
    kept = file.read_text(encoding="utf-8").splitlines()
    assert kept[0].startswith("draw,needs_administrative,")
    assert len(kept) - 1 == 4 - int(first.split()[0])
    assert [path.name for path in file.parent.iterdir()] == ["kept.csv"]
    assert "剔除" in sanshe("priors", "--draws", 1, "--city", city, "--lang", "zh").stdout


def test_priors_refuses_what_it_cannot_do(tmp_path: Path) -> None:
    for arguments in (["--draws", 0], ["--seed", -1], ["--out", tmp_path], ["--city", "nowhere"]):
        is_one_line(sanshe("priors", *arguments), ": found ", "; allowed ")
    assert list(tmp_path.iterdir()) == []


def test_run_prints_outcomes_and_writes_the_set(tmp_path: Path, city: Path) -> None:
    done = sanshe("run", "hierarchy", "--city", city, "--years", "0.04", "--load", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "voiced share" in done.stdout
    assert "offered load" in done.stdout
    assert "above 1" in done.stdout
    assert "utilisation" in done.stdout
    assert "yuan a year" in done.stdout
    names = ["cohorts.csv", "daily.parquet", "monthly.csv", "outcomes.csv", "requests.parquet"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names


@pytest.mark.slow
def test_compare_writes_the_whole_set(tmp_path: Path, city: Path) -> None:
    (tmp_path / "again.yaml").write_text("schema: 1\ninherits: hierarchy\n", encoding="utf-8")
    done = sanshe(
        "compare", "hierarchy", "again.yaml", "--city", city, "--years", "0.04", "--seeds", "2", "--workers", "2",
        "--requests", "--lang", "zh", folder=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "results" / "compare-hierarchy-again"
    tables = [f"{name}.{kind}" for name in ("comparison", "since", "warmup") for kind in ("csv", "tex")]
    names = sorted(
        [*tables, *FIGURES, "daily.parquet", "outcomes.parquet", "provenance.json", "report",
         "requests"]
    )  # fmt: skip
    assert sorted(path.name for path in folder.iterdir()) == names
    assert len(list((folder / "requests").iterdir())) == 4
    told = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    assert told["arms"][0]["hash"] == told["arms"][1]["hash"]
    assert "again 与 垂直科层 相比" in done.stdout


@contextmanager
def long_compare(folder: Path, city: Path, code: str, **more: Any) -> Iterator[subprocess.Popen[str]]:
    """A comparison that would take hours, once its workers are at work."""
    arguments = ["compare", "hierarchy", "hierarchy", "--city", city, "--years", 100, "--seeds", 50, "--workers", 2]
    command = [sys.executable, "-c", code, *map(str, arguments), "--out", "out"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, **more) as run:
        until = time.monotonic() + 60.0
        while not list(folder.glob("out/.running-*")) and time.monotonic() < until:
            time.sleep(0.1)
        time.sleep(5.0)
        yield run


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="sends a signal to a group of processes")
def test_an_interrupt_stops_the_workers_and_leaves_nothing(tmp_path: Path, city: Path) -> None:
    # Where the tests themselves run in the background, they and what they start would not hear an interrupt.
    hears = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    with long_compare(tmp_path, city, f"{hears}; {MAIN}", start_new_session=True) as run:
        os.killpg(run.pid, signal.SIGINT)
        told = run.communicate(timeout=30)[1]
    assert run.returncode == 130
    assert told == "sanshe: stopped; nothing was written\n"
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_being_told_to_end_is_as_an_interrupt(tmp_path: Path, city: Path) -> None:
    with long_compare(tmp_path, city, MAIN) as run:
        run.terminate()
        told = run.communicate(timeout=30)[1]  # ends only when no child holds the pipe any more
    assert run.returncode == 130
    assert told == "sanshe: stopped; nothing was written\n"
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path, city: Path) -> None:
    with long_compare(tmp_path, city, MAIN) as run:
        run.kill()
        run.communicate(timeout=30)  # ends only when no child holds the pipe any more


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    ("closed", "code"), [(">&-", 0), ("2>&-", 0), ("<&-", 0), ("<&- >&- 2>&-", 0), ("bad 2>&-", 2)]
)
def test_standard_streams_may_be_closed(closed: str, code: int) -> None:
    line = f"{sys.executable} -c '{MAIN}' rules {closed}"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False, encoding="utf-8")
    assert (done.returncode, done.stderr) == (code, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_run_whose_words_find_no_place_is_written_all_the_same(tmp_path: Path, city: Path) -> None:
    run = ["run", "network", "--city", str(city), "--years", "0.02", "--out", "out"]
    command = [sys.executable, "-c", MAIN, *run]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("sanshe: output: found ") and done.stderr.count("\n") == 1
    assert len(list((tmp_path / "out").iterdir())) == 5


@pytest.mark.skipif(os.name != "posix", reason="names of files that are no text")
def test_a_name_that_is_no_text_is_told_in_one_line(tmp_path: Path, city: Path) -> None:
    named = os.fsencode(tmp_path) + b"/\xff.csv"
    Path(os.fsdecode(named)).write_bytes(city.read_bytes())
    for path, exit_code in ((named, 0), (os.fsencode(tmp_path) + b"/\xfe.csv", 2)):
        done = subprocess.run([sys.executable, "-c", MAIN, "check", path], capture_output=True, check=False)
        assert done.returncode == exit_code, done.stderr
        assert (done.stdout + done.stderr).count(b"\n") == 1
