"""A run saved on its way continues to the last bit, and policies branch from one past."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from experiments.states import MARK, _Reader, branch, branched, load_state, save_state
from model.governance import GovernanceModel
from scenarios.declare import declarations
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.parameters import Parameters
from scenarios.scenario import Scenario

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "watched_hierarchy.yaml"
MAIN = "from sanshe.cli import main; main()"


def same(a: GovernanceModel, b: GovernanceModel) -> None:
    """Two models have lived the same, to the last bit."""
    for x, y in (
        (a.requests.frame(), b.requests.frame()), (a.outcomes.frame(), b.outcomes.frame()),
        (a.outcomes.daily(), b.outcomes.daily()), (a.events, b.events),
    ):  # fmt: skip
        pd.testing.assert_frame_equal(x, y, check_exact=True)


def after(scenario: Scenario, *days: int) -> GovernanceModel:
    model = GovernanceModel(scenario, rng=3)
    for some in days:
        model.run_for(some)
    return model


@pytest.mark.parametrize("name", ["hierarchy", "network", "shangcheng_reform", str(EXAMPLE)])
@pytest.mark.parametrize("day", [7, 60])
def test_a_saved_run_continues_to_the_last_bit(name: str, day: int, small: Path, tmp_path: Path) -> None:
    scenario = load(name).replace(city=str(small))
    if name == "shangcheng_reform":  # so that its stages come within the test
        scenario = scenario.replace(
            timeline=[e.written() | {"day": 20 * i + 15} for i, e in enumerate(scenario.timeline)]
        )
    model = after(scenario, day)
    save_state(model, tmp_path / "state")
    again = load_state(tmp_path / "state")
    assert (again.day, again.seed, again.settings.hash) == (day, 3, scenario.hash)
    same(model, again)
    for one in (model, again):
        one.run_for(80)
    same(model, again)
    same(again, after(scenario, day + 80))


def test_policies_branch_from_one_past_as_a_timeline_would_bring_them(small: Path, tmp_path: Path) -> None:
    past = load("hierarchy").replace(city=str(small))
    save_state(after(past, 40), tmp_path / "state")
    policy = load("network").replace(city=str(small))
    found = branch(load_state(tmp_path / "state"), policy)
    pd.testing.assert_frame_equal(found.requests.frame(), after(past, 40).requests.frame(), check_exact=True)
    found.run_for(50)
    changed = {
        part: {k: v for k, v in getattr(policy, part).model_dump().items() if getattr(getattr(past, part), k) != v}
        for part in ("rules", "resources")
    }
    entry = {"day": 40} | {part: values for part, values in changed.items() if values}
    same(found, after(past.replace(timeline=[entry]), 90))
    assert found.scenario.rules == policy.rules
    kept = branch(load_state(tmp_path / "state"), past)
    kept.run_for(50)
    same(kept, after(past, 90))
    assert not kept.outcomes.frame().equals(found.outcomes.frame())


def test_what_a_policy_has_yet_to_bring_comes_on_its_day(small: Path) -> None:
    past = load("hierarchy").replace(city=str(small), timeline=[{"day": 5, "rules": {"committee_admin_share": 0.5}}])
    policy = past.replace(
        timeline=[
            {"day": 5, "rules": {"committee_admin_share": 0.4}},
            {"day": 30, "for": 5, "surge": {"category": "care", "factor": 3.0}},
        ]
    )
    found = branched(past, policy, 20)
    assert [(e.day, e.shock or dict(e.rules)) for e in found.timeline] == [
        (5, {"committee_admin_share": 0.5}), (20, {"committee_admin_share": 0.4}), (30, "surge"),
    ]  # fmt: skip


def test_a_policy_may_change_rules_alone(small: Path, tmp_path: Path) -> None:
    past = load("hierarchy").replace(city=str(small))
    passing = past.replace(timeline=[{"day": 5, "for": 30, "rules": {"committee_admin_share": 0.5}}])
    key = next(d.key for d in declarations(Parameters) if d.kind is float and d.low == 0.0 and d.default)
    other = tmp_path / "other.csv"
    other.write_text("community,street,residents\na,one,400\n", encoding="utf-8")
    for policy, field in (
        (past.replace(city=str(other)), "city"),
        (past.replace(**{key: 0.9 * getattr(past.parameters, key)}), "parameters"),
        (load(EXAMPLE).replace(city=str(small)), "extensions"),
        (passing, "timeline"),
    ):
        with pytest.raises(InputError) as caught:
            branched(past, policy, 10)
        assert caught.value.field == field


def test_a_state_is_not_continued_by_another_extension(troubled: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from experiments.states import load_state, save_state\n"
        "from model.governance import GovernanceModel; from scenarios.errors import InputError\n"
        "from scenarios.library import load\n"
    )
    save = f"{code}save_state(GovernanceModel(load({str(troubled)!r}), rng=1), Path('state'))"
    again = f"{code}\ntry: load_state(Path('state'))\nexcept InputError as e: print(e.message)"

    def told(what: str) -> str:
        line = [sys.executable, "-W", "error", "-c", what]
        return subprocess.run(line, capture_output=True, text=True, check=True, cwd=tmp_path).stdout

    assert (told(save), told(again)) == ("", "")
    extension = troubled.with_name("trouble.py")
    extension.write_text(extension.read_text(encoding="utf-8") + "\nNEW = 1\n", encoding="utf-8")
    assert "whose extensions are not what they were" in told(again)


class _Shell:
    """What an attacker would put into a state."""

    def __reduce__(self) -> tuple[object, ...]:
        return (os.system, ("true",))


@pytest.mark.parametrize(
    "content",
    [b"", b"nonsense", MARK, MARK + b"{}\n", MARK + b'{"schema": 1}\nabc', MARK + b'{"schema":' + b"[" * 90_000,
     MARK + b"[" * 90_000],
)  # fmt: skip
def test_what_is_no_state_is_one_message(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(content)
    with pytest.raises(InputError) as caught:
        load_state(tmp_path / "state")
    assert caught.value.field == "--from-state"
    with pytest.raises(InputError):
        load_state(tmp_path / "gone")


def zstd(content: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as packed:
        packed.write(content)
    return bytes(sink.getvalue())


def test_a_damaged_state_is_one_message(small: Path, tmp_path: Path) -> None:
    save_state(after(load("hierarchy").replace(city=str(small)), 2), tmp_path / "state")
    whole = (tmp_path / "state").read_bytes()
    header, _, packed = whole.partition(b"\n")[2].partition(b"\n")
    for content in (
        whole[: len(whole) // 2],
        whole[:-400] + bytes(400),
        MARK + header.replace(b'"numpy": "', b'"numpy": "9') + b"\n" + packed,
        MARK + header.replace(b'"events": ', b'"events": 999999999') + b"\n" + packed,
        MARK + header + b"\n" + zstd(b"0."),  # nothing to take from: IndexError
        MARK + header + b"\n" + zstd(b"\x80\x04h\x07."),  # nothing remembered: KeyError
        MARK
        + header
        + b"\n"
        + zstd(b"\x80\x04\x8c\x08builtins\x8c\x09bytearray\x93\x8a\x07" + 6 * b"\xff" + b"\x7f\x85R."),
    ):
        (tmp_path / "state").write_bytes(content)
        with pytest.raises(InputError, match="--from-state"):
            load_state(tmp_path / "state")


@pytest.mark.parametrize(
    "attack",
    [
        pickle.dumps(_Shell()),
        b"\x80\x04\x8c\x08builtins\x8c\x04eval\x93\x8c\x011\x85R.",
        b"\x80\x04\x8c\x10model.governance\x8c\x0dPath.home.xxx\x93.",
        b"\x80\x04\x8c\x14scenarios.extensions\x8c\x0eload_extension\x93\x8c\x04os:x\x85R.",
        b"\x80\x04\x8c\x08builtins\x8c\x07getattr\x93\x8c\x08builtins\x8c\x04list\x93\x8c\x09__class__\x86R.",
        # parse_raw, which a scenario has from pydantic, reads a pickle of any kind
        b"\x80\x04\x8c\x08builtins\x8c\x07getattr\x93\x8c\x12scenarios.scenario\x8c\x08Scenario\x93)\x81"
        b"\x8c\x09parse_raw\x86R.",
        b"\x80\x04\x8c\x08builtins\x8c\x07getattr\x93\x8c\x10mesa.time.events\x8c\x05Event\x93)\x81\x8c\x07execute\x86R.",
    ],
)
def test_a_state_makes_nothing_but_models(attack: bytes, tmp_path: Path) -> None:
    path = tmp_path / "attack"
    path.write_bytes(attack)
    with path.open("rb") as file, pytest.raises((pickle.UnpicklingError, AttributeError)):
        _Reader(file, frozenset()).load()


def test_a_state_is_saved_under_any_name_or_not_at_all(small: Path, tmp_path: Path) -> None:
    model = after(load("hierarchy").replace(city=str(small)), 1)
    path = tmp_path / ("s" * 255)
    save_state(model, path)
    vars(model)["own"] = lambda: None  # as an extension may leave in the model
    before = path.read_bytes()
    with pytest.raises(InputError, match="a model that cannot be saved"):
        save_state(model, path)
    assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == sorted([path, small])


def test_the_command_saves_and_goes_on(small: Path, tmp_path: Path) -> None:
    def sanshe(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "error", "-c", MAIN, "run", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, encoding="utf-8")

    some = ("--city", small, "--years", 0.1)
    assert sanshe("hierarchy", *some, "--seed", 5, "--save-state", "past").returncode == 0
    on = sanshe("--from-state", "past", "--years", 0.1, "--out", "on")
    whole = sanshe("hierarchy", "--city", small, "--years", 0.2, "--seed", 5, "--out", "whole")
    assert on.returncode == 0, on.stderr
    assert on.stdout == whole.stdout
    for file in (tmp_path / "whole").iterdir():
        assert (tmp_path / "on" / file.name).read_bytes() == file.read_bytes()
    other = sanshe("network", *some, "--from-state", "past")
    assert other.returncode == 0, other.stderr
    assert other.stdout != whole.stdout
    for wrong in (
        ("--years", 0.1), ("--from-state", "gone"), ("--from-state", "past", "--seed", 2),
        ("--from-state", "past", "--city", small), ("network", "--from-state", "past"),
        ("hierarchy", "--save-state", tmp_path), ("hierarchy", "--save-state", os.devnull),
        ("hierarchy", "--save-state", "a/.."), ("hierarchy", "--save-state", "s" * 300),
        ("hierarchy", "--out", "o", "--save-state", "o/../o/outcomes.csv"),
    ):  # fmt: skip
        done = sanshe(*wrong)
        assert done.returncode == 2, wrong
        assert len(done.stderr.splitlines()) == 1
        assert "--save-state" not in wrong or done.stderr.startswith("sanshe: --save-state: ")
