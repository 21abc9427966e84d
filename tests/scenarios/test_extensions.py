"""A rule from outside the tree is loaded, checked, replaced, blended, hashed and pickled like a built-in one."""

import copy
import dataclasses
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from model.governance import GovernanceModel
from scenarios.declare import declarations
from scenarios.errors import InputError
from scenarios.extensions import call_hook, load_extension, nothing, refuse_changed, rules_with
from scenarios.library import blend, load
from scenarios.rules import RULES, Rules
from scenarios.scenario import Scenario

SOURCE = '''
from scenarios.declare import Declared, declared
from scenarios.extensions import Extension
from scenarios.rules import RuleCard


class Mine(Declared):
    """One more lever."""

    night_shift: float = declared(0.0, zh="夜班", en="windows open at night", unit="share", ge=0, le=0.5, group="X1")


CARD = RuleCard(
    "X1", ("night_shift",), "夜班", "Night shift", "晚间开放。", "Windows open at night.", "capability", "community",
    "capacity", "无", "Shorter waits", "Hours at night", (), {"night_shift": (0.0, 0.5)},
)
seen = []
extension = Extension("night", Mine, (CARD,), standing_orders=seen.append)
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "night.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(
        "inherits: hierarchy\nextensions: ['night.py:extension']\nrules: {night_shift: 0.25}\n", encoding="utf-8"
    )
    return tmp_path


@pytest.fixture
def night(folder: Path) -> Scenario:
    return load(folder / "mine.yaml")


def test_its_fields_are_rules(night: Scenario) -> None:
    assert isinstance(night.rules, Rules)
    assert night.rules.model_dump()["night_shift"] == 0.25
    assert night.rules.model_dump().items() > load("hierarchy").rules.model_dump().items()
    told = declarations(type(night.rules))
    assert (told[-1].key, told[-1].unit, told[-1].allowed) == ("night_shift", "share", "a number from 0 to 0.5")


def test_it_is_replaced_and_checked(night: Scenario) -> None:
    assert night.replace(night_shift=0.5).rules.model_dump()["night_shift"] == 0.5
    with pytest.raises(InputError, match=r"night_shift: found 0\.6; allowed a number from 0 to 0\.5"):
        night.replace(night_shift=0.6)
    with pytest.raises(InputError, match="'night_shift' \\(the nearest\\)"):
        night.replace(nihgt_shift=0.1)
    with pytest.raises(InputError, match="an unknown key"):
        load("hierarchy").replace(night_shift=0.1)


def test_it_comes_and_goes_by_replace(night: Scenario) -> None:
    plain = night.replace(extensions=[])
    assert plain.hash == load("hierarchy").hash
    again = plain.replace(extensions=night.extensions, night_shift=0.25)
    assert again.hash == night.hash and again.rules == night.rules


def test_it_counts_in_the_hash_and_so_does_its_source(night: Scenario, folder: Path) -> None:
    assert len({night.hash, night.replace(night_shift=0.3).hash, load("hierarchy").hash}) == 3
    (folder / "elsewhere.py").write_text(SOURCE, encoding="utf-8")
    moved = night.replace(extensions=[f"{folder / 'elsewhere.py'}:extension"], night_shift=0.25)
    assert moved.hash == night.hash
    (folder / "other.py").write_text(SOURCE + "\n# another\n", encoding="utf-8")
    other = night.replace(extensions=[f"{folder / 'other.py'}:extension"], night_shift=0.25)
    assert other.hash != night.hash


def test_it_is_blended_from_its_default(night: Scenario) -> None:
    assert blend(load("network"), night, 0.4).rules.model_dump()["night_shift"] == pytest.approx(0.1)
    assert blend(night, load("network"), 1).hash == load("network").hash
    assert blend(load("network"), night, 1).hash == night.hash


def test_it_is_pickled_copied_and_written(night: Scenario, folder: Path) -> None:
    assert pickle.loads(pickle.dumps(night)) == night
    assert copy.deepcopy(night) == night
    path = folder / "sub" / "again.yaml"
    path.parent.mkdir()
    path.write_text(night.to_yaml(), encoding="utf-8")
    assert load(path) == night


def test_another_process_reads_it(night: Scenario, folder: Path) -> None:
    (folder / "s.pickle").write_bytes(pickle.dumps(night))
    code = f"import pickle; print(pickle.loads(open({str(folder / 's.pickle')!r}, 'rb').read()).rules.night_shift)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "0.25"


def test_its_card_and_hooks_are_found(night: Scenario) -> None:
    assert [card.id for card in night.cards] == [*(card.id for card in RULES), "X1"]
    assert night.cards[:-1] == load("hierarchy").cards == RULES
    extension = load_extension(night.extensions[0])
    assert night.hooks == (extension,) and load("hierarchy").hooks == ()
    extension.standing_orders("model")
    assert extension.name == "night" and extension.agents is nothing


def test_a_child_keeps_its_parents_extensions(folder: Path) -> None:
    (folder / "child.yaml").write_text("inherits: mine.yaml\nextensions: ['night.py:extension']\n", encoding="utf-8")
    child = load(folder / "child.yaml")
    assert len(child.extensions) == 1
    assert child.hash == load(folder / "mine.yaml").hash


def test_a_module_is_found_by_its_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "night_of_a_module.py").write_text(SOURCE, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    scenario = load("network").replace(extensions=["night_of_a_module:extension"], night_shift=0.5)
    assert scenario.extensions == ("night_of_a_module:extension",)
    assert scenario.rules.model_dump()["night_shift"] == 0.5


@pytest.mark.parametrize(
    ("old", "new", "found", "allowed"),
    [
        ("extension = ", "extensoin = ", "None", "an object with name"),
        ("from scenarios.declare", "from scenarios.declares", "ModuleNotFoundError", "can be imported"),
        ("class Mine", "1 / 0\n\n\nclass Mine", "ZeroDivisionError", "can be imported"),
        ("class Mine", "class Mine(", "SyntaxError", "can be imported"),
        ("night_shift", "needs_care", "needs_care, a key of the model too", "keys of its own"),
        ('= declared(0.0, zh="夜班"', "= 0.0  # (", "field night_shift", "declared(...)"),
        ("declared(0.0", "declared(...", "without a default", "the value that leaves"),
        ('"X1", (', '"R1", (', "card R1", "an id that no rule"),
        ("Mine, (CARD,)", "int, (CARD,)", "rules", "a subclass"),
        ('("night_shift",)', '("day_shift",)', "card", "RuleCards whose keys are rules"),
        ("Mine, (CARD,)", "Mine, None", "cards None", "a list of RuleCards"),
        ("Mine, (CARD,)", "Mine, 3", "cards 3", "a list of RuleCards"),
        ('{"night_shift": (0.0, 0.5)}', "None", "TypeError", "an object with name"),
        ('"night_shift": (0.0, 0.5)', '"night_shift": (0.0,)', "no pairs", "the two poles"),
        ("declared(0.0", "declared(5.0", "night_shift with the default 5.0", "a number from 0 to 0.5"),
        ("declared(0.0", "declared('no'", "night_shift with the default 'no'", "a number from 0 to 0.5"),
        ("night_shift", "city", "field city", "no setting or method"),
        ("night_shift", "name", "field name", "no setting or method"),
        ("seen = []", "raise GeneratorExit", "GeneratorExit", "can be imported"),
        ("seen = []", "raise ValueError('\\ud800' + 9999 * 'x')", "xxx...", "can be imported"),
        ("seen = []", "class Odd(Exception):\n    def __str__(self): return 1\nraise Odd", "Odd", "can be imported"),
        (
            "seen = []",
            "from scenarios.library import load\nfrom pathlib import Path\n"
            "load(Path(__file__).with_name('mine.yaml'))\nseen = []",
            "while it is read itself",
            "can be imported",
        ),
    ],
)
def test_a_bad_extension_is_refused(tmp_path: Path, old: str, new: str, found: str, allowed: str) -> None:
    assert old in SOURCE
    (tmp_path / "bad.py").write_text(SOURCE.replace(old, new), encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text("name: x\nextensions: ['bad.py:extension']\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(path)
    assert (caught.value.file, caught.value.line, caught.value.field) == (str(path), 2, "extensions")
    assert found in str(caught.value.found) and allowed in caught.value.allowed


@pytest.mark.parametrize("reference", ["\\0.py:x", "\\ud800.py:x", "\\ud800:x", f"{300 * 'x'}.py:x"])
def test_what_is_no_name_of_a_file_is_refused(tmp_path: Path, reference: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(f'name: x\nextensions: ["{reference}"]\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(path)
    assert (caught.value.file, caught.value.line, caught.value.field) == (str(path), 2, "extensions")


@pytest.mark.parametrize("raised", ["SystemExit(0)", "SystemExit('bye')", "GeneratorExit", "ValueError('so')"])
def test_a_hook_that_raises_anything_is_told(night: Scenario, raised: str) -> None:
    def hook(_: object) -> None:
        raise {"SystemExit(0)": SystemExit(0), "SystemExit('bye')": SystemExit("bye")}.get(
            raised, GeneratorExit() if raised == "GeneratorExit" else ValueError("so")
        )

    with pytest.raises(InputError, match=r"extension night: found .* in standing_orders.*; allowed a hook that runs"):
        call_hook(dataclasses.replace(load_extension(night.extensions[0]), standing_orders=hook), "standing_orders", 1)  # type: ignore[type-var]


def test_two_extensions_may_not_share_a_key(folder: Path) -> None:
    (folder / "twin.py").write_text(SOURCE, encoding="utf-8")
    references = tuple(f"{folder / name}:extension" for name in ("night.py", "twin.py"))
    with pytest.raises(InputError, match="keys of its own"):
        rules_with(references)


def test_without_extensions_the_rules_are_the_built_in_ones() -> None:
    assert rules_with(()) is Rules


def test_a_changed_file_is_read_anew_when_a_scenario_is_loaded(night: Scenario, folder: Path) -> None:
    (folder / "night.py").write_text(SOURCE.replace("le=0.5", "le=0.4"), encoding="utf-8")  # as long, the same second
    again = load(folder / "mine.yaml")
    assert again.hash != night.hash and again.hooks != night.hooks
    with pytest.raises(InputError, match=r"found 0\.5; allowed a number from 0 to 0\.4"):
        again.replace(night_shift=0.5)
    (folder / "night.py").write_text(SOURCE, encoding="utf-8")
    assert load(folder / "mine.yaml") == night


def test_a_scenario_runs_beside_the_file_it_was_loaded_from_or_not_at_all(night: Scenario, folder: Path) -> None:
    hash_ = night.hash
    refuse_changed(type(night.rules))
    (folder / "night.py").write_text(SOURCE + "\n# another\n", encoding="utf-8")
    assert night.hash == hash_
    for use in (GovernanceModel, pickle.dumps):
        with pytest.raises(InputError, match="changed since the scenario was loaded; allowed"):
            use(night)
    pickled = pickle.dumps(load(folder / "mine.yaml"))
    (folder / "night.py").write_text(SOURCE, encoding="utf-8")
    with pytest.raises(InputError, match="the files as they were"):
        pickle.loads(pickled)
    (folder / "night.py").unlink()
    with pytest.raises(InputError, match="FileNotFoundError"):
        refuse_changed(type(night.rules))
