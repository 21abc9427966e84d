"""`sanshe calibrate` and `sanshe run --export-log`, as a newcomer gives them, in this process."""

import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from experiments.logs.estimates import estimated
from experiments.logs.request_log import read_log
from experiments.logs.written import CALIBRATION
from sanshe.cli import main
from sanshe.printing_logs import print_estimates

CITY = "community,street,residents\nEast,North,2000\nWest,North,2000\n"
LA = Path(__file__).resolve().parents[3] / "shared" / "data" / "la311_2018_01.csv"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sanshe(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str
) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["sanshe", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, told.out, told.err


def chinese_log(path: Path, encoding: str) -> None:
    rows = [
        f"A{i},{'占道经营' if i % 3 else '居家养老'},2018年1月{1 + i // 8}日 {8 + i % 8}:05,"
        f"{f'2018年1月{2 + i // 8}日 {9 + i % 7}:30' if i % 7 else ''},{'紫阳' if i % 2 else '清波'}社区,电话,"
        f"{'已办结' if i % 7 else '未办结'}"
        for i in range(120)
    ]
    head = "工单编号,诉求类别,受理时间,办结时间,所属社区,来源渠道,状态"
    path.write_bytes("\n".join([head, *rows, "A1,重复,2018年1月1日 9:00,,,,未办结", "坏行,"]).encode(encoding))


def test_a_chinese_export_in_gb18030_is_cleaned_and_estimated_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    chinese_log(Path("log.csv"), "gb18030")
    found = estimated(read_log("log.csv"))
    print_estimates(found, [Path("closing.csv")], "zh")
    out = capsys.readouterr().out
    for words in (
        "诉求编号与前面的行重复",
        "单元格数与表头不符",
        "122",
        "占道经营",
        "执法",
        "紫阳社区",
        "电话",
        "中位数",
    ):
        assert words in out
    said = "".join(out.split())
    for line in [*found.limits("zh"), *found.findings("zh")]:
        assert "".join(line.split()) in said
    closing: Any = found.closing.query("by == 'all' and time == 'calendar'").set_index("quantile")
    kept: Any = found.log.cleaning.set_index("reason").loc["kept", "rows"]
    assert closing.loc[0.5, "requests"] == kept == 120 and closing.loc[0.5, "closed"] == 102
    assert closing.loc[0.5, "ci_low"] <= closing.loc[0.5, "hours"] <= closing.loc[0.5, "ci_high"]
    assert set(found.services["category"]) == {"enforcement", "care"}
    print_estimates(found, [], "en")
    assert "Without staffing, a log identifies the shapes" in capsys.readouterr().out


@pytest.mark.proof
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_tables_figure_and_provenance_are_written_as_one_set(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    chinese_log(Path("log.csv"), "gb18030")
    code, out, err = sanshe(capsys, monkeypatch, "calibrate", "log.csv", "--lang", lang)
    assert (code, err) == (0, "")
    where = Path("results/calibrate-log")
    assert sorted(path.name for path in where.iterdir()) == sorted(CALIBRATION)
    assert all(str(where / name) in out for name in CALIBRATION)
    told = json.loads((where / "provenance.json").read_text(encoding="utf-8"))
    assert told["log"]["file"] == "log.csv" and told["log"]["requests"] == 120 and told["versions"]["pandas"]
    assert (where / "figure.pdf").read_bytes().startswith(b"%PDF")
    assert pd.read_csv(where / "cleaning.csv").set_index("reason").loc["kept", "rows"] == 120


def test_what_is_no_log_is_one_line_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("log.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    Path("map.yaml").write_text("columns:\n  aria: 片区\n", encoding="utf-8")
    chinese_log(Path("good.csv"), "utf-8")
    before = sorted(Path().rglob("*"))
    for arguments, words in (
        (["log.csv"], "log.csv:1: requested: found no such column among 'a, b'; allowed"),
        (["nowhere.csv"], "nowhere.csv: file: found No such file"),
        (["good.csv", "--columns", "map.yaml"], "map.yaml:2: aria: found an unknown key; allowed 'area' (the nearest)"),
        (["good.csv", "--out", "."], "--out"),
        (["good.csv", "--out", "good.csv"], "--out"),
    ):
        code, out, err = sanshe(capsys, monkeypatch, "calibrate", *arguments)
        assert (code, out) == (2, "") and err.startswith("sanshe: ") and err.count("\n") == 1
        assert words in err and "; allowed " in err
    assert sorted(Path().rglob("*")) == before


def test_a_run_exports_its_requests_as_a_log_and_refuses_to_write_it_over_another_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("city.csv").write_text(CITY, encoding="utf-8")
    run = ["run", "hierarchy", "--city", "city.csv", "--years", "0.04", "--export-log"]
    code, _, err = sanshe(capsys, monkeypatch, *run, "log.csv")
    assert (code, err) == (0, "")
    log = pd.read_csv("log.csv")
    assert list(log.columns[:2]) == ["service_request_id", "service_name"] and len(log) > 50
    for wrong in (["."], ["out/outcomes.csv", "--out", "out"], ["state", "--save-state", "state"]):
        code, out, err = sanshe(capsys, monkeypatch, *run, *wrong)
        assert (code, out) == (2, "") and err.startswith("sanshe: --export-log: found ") and err.count("\n") == 1


@pytest.mark.proof
@pytest.mark.skipif(not LA.exists(), reason="the log of Los Angeles is not part of the project")
def test_the_log_of_los_angeles_gives_the_closing_times_known_of_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """10,000 requests of the City of Los Angeles, 1 to 4 January 2018: median 46 h, 90 % in 143 h, 99 % in 2,233 h."""
    code, out, _ = sanshe(capsys, monkeypatch, "calibrate", str(LA), "--out", "la")
    assert code == 0 and "closed before it arrived" in out and "Illegal Dumping Pickup" in out
    closing: Any = (
        pd.read_csv("la/closing.csv").query("by == 'all' and time == 'calendar'").set_index("quantile")["hours"]
    )
    assert [round(closing[q]) for q in (0.5, 0.9, 0.99)] == [46, 143, 2233]
    assert closing[0.75] == pytest.approx(89.8, abs=0.1)
    areas, tail = pd.read_csv("la/areas.csv"), pd.read_csv("la/tail.csv").iloc[0]
    assert len(areas) == 98 and tail["ci_low"] > 1.0  # too heavy for a mean
