"""`sanshe calibrate` and `sanshe run --export-log`, as a newcomer gives them, in this process."""

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from experiments.logs.estimates import estimated
from experiments.logs.request_log import read_log
from experiments.logs.written import CALIBRATION
from sanshe.printing_logs import print_estimates
from tests.sanshe.test_bad_input import sanshe

CITY = "community,street,residents\nEast,North,2000\nWest,North,2000\n"
LA = Path(__file__).resolve().parents[3] / "shared" / "data" / "la311_2018_01.csv"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


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


HEAD = "service_request_id,service_name,status,requested_datetime,closed_datetime,area,channel\n"
THIN = {
    "one open request": HEAD + "1,Pothole,Open,2018-01-01 09:00,,East,Call\n",
    "one closed at once": HEAD + "1,Pothole,Closed,2018-01-01 09:00,2018-01-01 09:00,East,Call\n",
    "no closing at all": "requested,service\n"
    + "".join(f"2018-01-0{1 + i % 5} {i % 24}:00,Tree\n" for i in range(200)),
    "dates alone": HEAD + "".join(f"{i},Tree,Closed,2018-01-0{1 + i % 7},2018-01-1{i % 7},,\n" for i in range(200)),
    "most still open": HEAD
    + "".join(f"{i},Tree,Open,2018-01-0{1 + i % 7} 08:{i % 60:02d},,East,Call\n" for i in range(140))
    + "".join(f"{i},Tree,Closed,2018-01-05 08:00,2018-01-06 07:{i % 60:02d},,\n" for i in range(140, 200)),
}


@pytest.mark.parametrize("name", THIN)
def test_a_thin_log_says_what_it_can_and_a_dash_for_the_rest(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("log.csv").write_text(THIN[name], encoding="utf-8")
    found = estimated(read_log("log.csv"))
    print_estimates(found, [], "en")
    out = capsys.readouterr().out
    assert "requests a day" in out and not re.search(r"\bnan\b", out)
    assert (" – " in out) == (name != "dates alone")


@pytest.mark.proof
@pytest.mark.parametrize("name", THIN)
def test_a_thin_log_has_a_figure(name: str) -> None:
    Path("log.csv").write_text(THIN[name], encoding="utf-8")
    figure = estimated(read_log("log.csv")).plot()
    assert len(figure.axes) == 5  # four panels and the scale of one


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
        (["good.csv", "--replay", "hierarchie"], "hierarchie"),
        (["good.csv", "--fit", "hierarchy", "--draws", "3"], "--draws: found 3"),
        (["good.csv", "--replay", "hierarchy", "--seeds", "0"], "--seeds: found 0"),
        (["good.csv", "--fit", "hierarchy", "--seeds", "1"], "--seeds: found 1"),
        (["good.csv", "--seeds", "2"], "--seeds: found it without --replay or --fit"),
        (["good.csv", "--parameter", "work_scale"], "--parameter: found it without --fit"),
        (["good.csv", "--quick"], "--quick: found it without --hotline"),
        (["good.csv", "--replay", "hierarchy", "--per-1000", "nan"], "--per-1000: found nan"),
        (["good.csv", "--replay", "hierarchy", "--weeks", "0"], "--weeks: found 0"),
        (["good.csv", "--fit", "hierarchy", "--parameter", "nosuch"], "nosuch"),
        (["good.csv", "--fit", "hierarchy", *["--parameter", "work_scale"] * 2], "'work_scale' again"),
        (["good.csv", "--hotline"], "LOG: found both a log and --hotline"),
        ([], "LOG: found neither a log nor --hotline"),
        (["--hotline", "--replay", "hierarchy"], "--hotline: found it beside --replay"),
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
def test_a_log_is_replayed_and_fitted(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("city.csv").write_text(CITY, encoding="utf-8")
    sanshe(capsys, monkeypatch, "run", "hierarchy", "--city", "city.csv", "--years", "0.04", "--export-log", "log.csv")
    asked = ["--replay", "hierarchy", "--fit", "hierarchy", "--draws", "12", "--seeds", "2", "--weeks", "2"]
    settings = ["--parameter", "work_scale", "--parameter", "posts_factor", "--workers", "1", "--out", "out"]
    code, out, err = sanshe(capsys, monkeypatch, "calibrate", "log.csv", *asked, *settings)
    assert code == 0, err
    assert "The log against its own requests served under hierarchy" in out and "What is left of each setting" in out
    table: Any = pd.read_csv("out/replay/against.csv").query("group == 'all'")
    assert set(table["part"]) == {"all", "fit", "held_out"} and table["model"].notna().any()
    told = json.loads(Path("out/replay/provenance.json").read_text(encoding="utf-8"))
    assert told["log"]["file"] == "log.csv" and told["scenario"]["name"] == "hierarchy" and told["versions"]["pandas"]
    left: Any = pd.read_csv("out/fit/parameters.csv")
    assert sorted(left["parameter"]) == ["posts_factor", "work_scale"] and (left["width_ratio"] <= 1.1).all()


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
    assert len(pd.read_csv("la/areas.csv")) == 98
    tail: Any = pd.read_csv("la/tail.csv").set_index("from")
    assert tail.loc[0.9, "ci_low"] > 1.0 and tail.loc[0.98, "ci_high"] < 0.5  # so that neither is the tail's own
    assert "No one shape holds from one threshold to the next" in out
