"""The presets do what `tests/baseline.yaml` says, and its tool tells, refuses and writes as CONTRIBUTING says."""

from pathlib import Path
from typing import Any

import pytest

from model.outcomes import OUTCOMES, PRIMARY
from scenarios.library import presets
from tools.write_baseline import BASELINE, COMMAND, differences, main, measure, read

PLAIN = """schema: 1
made_with: {}
seeds: [1, 2]
days: 5
tolerance: {relative: 1.0e-06, absolute: 1.0e-09}
city:
- {community: 甲, street: 北, residents: 10}
outcomes: [satisfaction, response_time]
presets:
  network:
    satisfaction: [0.5, 0.25]
    response_time: [4.0, null]
"""
LOG = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n\n## [0.1.0]\n\n### Changed\n\n- Before.\n"
SAME: dict[str, dict[str, list[float | None]]] = {
    "network": {"satisfaction": [0.5, 0.25], "response_time": [4.0, None]}
}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    baseline, changelog = tmp_path / "baseline.yaml", tmp_path / "CHANGELOG.md"
    baseline.write_text(PLAIN, encoding="utf-8")
    changelog.write_text(LOG, encoding="utf-8")
    return baseline, changelog


def told(arguments: list[str], files: tuple[Path, Path], found: Any) -> str:
    """What the command ends with."""
    with pytest.raises(SystemExit) as end:
        main(arguments, *files, run=lambda _: found)
    return str(end.value)


def test_every_preset_does_what_is_written() -> None:
    baseline = read()
    moved = differences(baseline, measure(baseline))
    assert not moved, "\n".join(["behaviour has changed:", *moved, f"If that is meant: {COMMAND}"])


def test_all_presets_and_primary_outcomes_are_in_it() -> None:
    baseline = read()
    assert sorted(baseline["presets"]) == list(presets())
    assert set(PRIMARY) <= set(baseline["outcomes"]) <= {outcome.key for outcome in OUTCOMES}
    assert all(set(of) == set(baseline["outcomes"]) for of in baseline["presets"].values())
    assert {"python", "numpy", "numba"} <= set(baseline["made_with"])
    assert BASELINE.read_text(encoding="utf-8").startswith("# Headline outcomes")


def test_a_difference_names_preset_seed_outcome_both_values_tolerance_and_the_command(
    files: tuple[Path, Path],
) -> None:
    found = {"network": {"satisfaction": [0.5, 0.2501], "response_time": [4.0 * (1 + 9e-7), 7.0]}}
    assert told(["--check"], files, found).splitlines() == [
        "network, seed 2: satisfaction: expected 0.25, found 0.2501, tolerance 2.5e-07",
        "network, seed 2: response_time: expected None, found 7.0, tolerance 1e-09",
        f"If that is meant: {COMMAND}",
    ]
    assert [path.read_text(encoding="utf-8") for path in files] == [PLAIN, LOG]


def test_without_a_difference_the_check_is_content(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--check"], *files, run=lambda _: SAME)
    assert capsys.readouterr().out == "baseline.yaml: as written\n"


@pytest.mark.parametrize("why", ["", "  ", "because", "a bug"])
def test_without_a_reason_nothing_is_written(files: tuple[Path, Path], why: str) -> None:
    found = {"network": {"satisfaction": [0.6, 0.25], "response_time": [4.0, None]}}
    assert "allowed a reason in at least three words" in told(["--why", why], files, found)
    assert [path.read_text(encoding="utf-8") for path in files] == [PLAIN, LOG]


def test_where_nothing_has_moved_nothing_is_written(files: tuple[Path, Path]) -> None:
    assert told(["--why", "a good reason here"], files, SAME) == "baseline.yaml: nothing has moved, nothing was written"
    assert [path.read_text(encoding="utf-8") for path in files] == [PLAIN, LOG]


def test_what_has_moved_is_written_with_its_reason_under_unreleased(files: tuple[Path, Path]) -> None:
    found: Any = {"network": {"satisfaction": [0.6, 0.25], "response_time": [4.0, None]}}
    main(["--why", "defects are found earlier"], *files, run=lambda _: found)
    again = read(files[0])
    assert again["presets"] == found and again["made_with"]["numba"] and again["city"] == read_plain()["city"]
    log = files[1].read_text(encoding="utf-8")
    line = "- The presets' baseline (`tests/baseline.yaml`) moved: defects are found earlier"
    assert log == LOG.replace("- A thing.\n", f"- A thing.\n\n### Changed\n\n{line}\n")
    found["network"]["satisfaction"] = [0.7, 0.25]
    main(["--why", "and earlier still now"], *files, run=lambda _: found)
    second = line.replace("defects are found earlier", "and earlier still now")
    assert files[1].read_text(encoding="utf-8") == log.replace(line, f"{second}\n{line}")
    assert not list(files[0].parent.glob("*.writing"))


def read_plain() -> dict[str, Any]:
    from ruamel.yaml import YAML

    plain: dict[str, Any] = YAML(typ="safe").load(PLAIN)
    return plain
