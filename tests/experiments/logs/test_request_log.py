from pathlib import Path

import pandas as pd
import pytest

from experiments.logs.columns import Columns, load_columns
from experiments.logs.request_log import UNSTATED, RequestLog, read_log
from scenarios.errors import InputError

HEAD = "service_request_id,service_name,status,requested_datetime,closed_datetime,area,channel\n"


def log_of(folder: Path, text: str, columns: Columns | None = None, encoding: str = "utf-8") -> RequestLog:
    path = folder / "log.csv"
    path.write_bytes(text.encode(encoding))
    return read_log(path, columns)


def reasons(log: RequestLog) -> dict[str, tuple[int, int]]:
    table = log.cleaning.set_index("reason")
    read = float(table["rows"].max())
    assert table["share"].tolist() == [rows / read for rows in table["rows"]]
    return {str(key): (int(row["rows"]), int(row["first_line"])) for key, row in table.iterrows()}


def test_a_log_is_sorted_and_its_window_is_of_whole_days(tmp_path: Path) -> None:
    text = (
        HEAD
        + "b,Pothole,Closed,2018-01-02 10:00:00,2018-01-05 12:30:01,East,Call\n"
        + "a,Illegal vending,Open,2018-01-01 23:59:59,,West,App\n"
    )
    log = log_of(tmp_path, text)
    assert list(log.frame.columns) == ["request", "requested", "closed", "service", "category", "area", "channel"]
    assert list(log.frame["request"]) == ["a", "b"]
    assert list(log.frame["category"]) == ["enforcement", "collective"]
    assert log.frame["requested"].dtype == "datetime64[s]" and log.frame["closed"].dtype == "datetime64[s]"
    assert log.frame["closed"].isna().tolist() == [True, False]
    assert (str(log.begins), str(log.ends), log.days) == ("2018-01-01 00:00:00", "2018-01-03 00:00:00", 2)
    assert str(log.drawn) == "2018-01-05 12:30:01"
    assert reasons(log) == {"read": (2, 2), "still_open": (1, 3), "kept": (2, 2)}
    assert log.source == "log.csv" and len(log.digest) == 12


def test_each_row_that_is_dropped_or_mended_is_told_with_its_line(tmp_path: Path) -> None:
    rows = [
        '1,"Pothole, on\nthe corner",Closed,2018-01-01 08:00:00,2018-01-02 08:00:00,East,Call',  # lines 2 and 3
        "1,Pothole,Closed,2018-01-01 08:00:00,2018-01-02 08:00:00,East,Call",  # 4: again
        "2,Pothole,Closed,,2018-01-02 08:00:00,East,Call",
        "3,Pothole,Closed,soon,2018-01-02 08:00:00,East,Call",
        "4,Pothole,Closed,2018-01-03 08:00:00,2018-01-02 08:00:00,East,Call",
        "5,Pothole,Closed,2018-01-03 08:00:00,later,East,Call",
        "6,Pothole,Closed,2018-01-03 08:00:00,2999-01-02 08:00:00,East,Call",
        "7,Pothole,Closed,2018-01-03 08:00:00,,East,Call",  # 10
        "8,Pothole,Open,2018-01-03 08:00:00,,,",
        "9,Pothole,Closed,2018-01-03 08:00:00",
        "10,Pothole,Closed,2018-01-03 08:00:00,2018-01-03 09:00:00,East,Call,,,",  # 13: only separators too many
        ",Quux,Duplicate (Closed),2018-01-03 08:00:00,2018-01-03 09:00:00,East,Call",
    ]
    log = log_of(tmp_path, HEAD + "\n".join(rows) + "\n")
    assert reasons(log) == {
        "read": (12, 2), "unprintable": (1, 2), "row_width": (1, 12), "duplicate_request": (1, 4),
        "requested_missing": (1, 5), "requested_unreadable": (1, 6), "closed_unreadable": (1, 8),
        "closed_before_requested": (1, 7),
        "closed_in_future": (1, 9), "closed_without_time": (1, 10), "request_missing": (1, 14),
        "area_missing": (1, 11), "channel_missing": (1, 11), "service_unrecognised": (1, 14), "cancelled": (1, 14),
        "still_open": (1, 11), "kept": (4, 2),
    }  # fmt: skip
    assert list(log.frame["request"]) == ["1", "10", "8", "line 14"]
    assert log.frame["area"].tolist() == ["East", "East", UNSTATED, "East"]


CHINESE = (
    "某市12345工单导出,,,,,,\n"
    "工单编号,诉求类别,受理时间,办结时间,所属社区,来源渠道,状态\n"
    "A1,占道经营,2018年1月1日 0:05,2018年1月2日 下午3:00,紫阳社区,电话,已办结\n"
    "A2,居家养老,2018/1/1 9:30,,清波社区,微信,未办结\n"
    "A3,小区噪声,2018年1月3日0时5分30秒,2018-01-04T08:00:00+08:00,清波社区,网站,已办结\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_12345_export_is_read_without_a_map(tmp_path: Path, encoding: str) -> None:
    log = log_of(tmp_path, CHINESE, encoding=encoding)
    assert list(log.frame["category"]) == ["enforcement", "care", "collective"]
    times = ["2018-01-01 00:05:00", "2018-01-01 09:30:00", "2018-01-03 00:05:30"]
    assert log.frame["requested"].astype("str").tolist() == times
    closings = log.frame["closed"]
    assert str(closings[0]) == "2018-01-02 15:00:00" and str(closings[2]) == "2018-01-04 08:00:00"
    assert list(log.frame["area"]) == ["紫阳社区", "清波社区", "清波社区"]
    assert reasons(log) == {"read": (3, 3), "still_open": (1, 4), "kept": (3, 3)}


def test_a_map_names_columns_times_categories_and_what_is_no_request(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(
        "columns: {requested: 来电, closed: 结束, service: 事由, area: 片区, channel: 方式}\n"
        'times: {format: "%d.%m.%Y %H:%M %z", zone: Asia/Shanghai, drawn: 2018-01-03}\n'
        "encoding: gb18030\n"
        "categories: {执法: [甲], care: 乙}\n"
        "no_requests: {service: 测试}\n",
        encoding="utf-8",
    )
    text = (
        "来电;结束;事由;片区;方式\n"
        "01.01.2018 16:00 +0000;02.01.2018 00:00 +0000;甲;东;电话\n"
        "01.01.2018 16:00 +0000;05.01.2018 00:00 +0000;乙;东;电话\n"
        "01.01.2018 16:00 +0000;;测试;东;电话\n"
        "08.01.2018 16:00 +0000;;乙;东;电话\n"
    )
    log = log_of(tmp_path, text, load_columns(tmp_path / "map.yaml"), "gb18030")
    assert list(log.frame["category"]) == ["enforcement", "care"]
    assert (log.frame["requested"] == pd.Timestamp("2018-01-02")).all()
    assert str(log.frame["closed"][0]) == "2018-01-02 08:00:00" and pd.isna(log.frame["closed"][1])
    assert str(log.drawn) == "2018-01-03 23:59:59"
    found = reasons(log)
    assert found["no_request"] == (1, 4) and found["requested_too_late"] == (1, 5)
    assert found["closed_after_drawn"] == (1, 3) and found["kept"] == (2, 2)


@pytest.mark.parametrize(
    ("text", "line", "field", "words"),
    [
        ("columns: {area: 镇, are: 街}\n", 1, "are", "'area' (the nearest)"),
        ("times:\n  zone: Asia/Hangzhou\n", 2, "zone", "IANA"),
        ("encoding: gb9999\n", 1, "encoding", "GB18030"),
        ("categories:\n  care: [甲]\n  collective: [甲]\n", 3, "collective", "each service once"),
        ("categories:\n  caring: [甲]\n", 2, "caring", "'care' (the nearest)"),
        ("no_requests:\n  status: {a: b}\n", 2, "status", "a list of texts"),
        ("times:\n  drawn: tomorrow\n", 2, "drawn", "2018-03-31"),
        ("columns:\n  area: 片区\n", 2, "area", "closed_datetime, area, channel"),
    ],
)
def test_a_wrong_map_is_one_line_with_its_line(tmp_path: Path, text: str, line: int, field: str, words: str) -> None:
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as told:
        log_of(tmp_path, HEAD + "1,Pothole,Open,2018-01-01,,East,Call\n", load_columns(tmp_path / "map.yaml"))
    assert (told.value.line, told.value.field) == (line, field)
    assert words in told.value.message and str(told.value.file).endswith("map.yaml")


@pytest.mark.parametrize(
    ("raw", "field", "line", "words"),
    [
        (b"", "file", None, "nothing in it"),
        (b"\n\n", "file", None, "nothing in it"),
        (b"PK\x03\x04rest", "file", None, "Excel"),
        (b"a,b\n1,2\n", "requested", 1, "no such column"),
        (b"requested,area\n1,2\n", "service", 1, "no such column"),
        (HEAD.encode(), "rows", None, "found none"),
        (HEAD.encode() + b"1,2\n", "rows", 2, "another width"),
        (HEAD.encode() + b"1,Pothole,Open,soon,,,\n", "requested", 2, "found 'soon'"),
        (HEAD.encode() + b'1,"Pothole,Open,2018-01-01,,,\n2,Pothole,Open,2018-01-01,,,\n', "CSV", 2, "quote"),
        (HEAD.encode() + b"\xff\xff\n", "encoding", None, "GB18030"),
        (HEAD.encode() + b"1,Pothole,Closed,2018-01-01,2017-01-01 09:00,,\n", "rows", 2, "closed before it arrived"),
    ],
)
def test_what_is_no_log_is_one_line(tmp_path: Path, raw: bytes, field: str, line: int | None, words: str) -> None:
    (tmp_path / "log.csv").write_bytes(raw)
    with pytest.raises(InputError) as told:
        read_log(tmp_path / "log.csv")
    assert (told.value.field, told.value.line) == (field, line)
    assert words in told.value.message and "log.csv" in told.value.message
    with pytest.raises(InputError, match="nowhere"):
        read_log(tmp_path / "nowhere.csv")


def test_open311_itself_has_only_the_last_change_which_is_the_closing_of_what_is_closed(tmp_path: Path) -> None:
    text = (
        "service_request_id,status,service_name,requested_datetime,updated_datetime,address\n"
        "1,closed,Pothole,2018-01-01T08:00:00-08:00,2018-01-02T08:00:00-08:00,x\n"
        "2,open,Pothole,2018-01-01T08:00:00-07:00,2018-01-03T08:00:00-08:00,x\n"
    )
    log = log_of(tmp_path, text)
    assert reasons(log)["closed_by_update"] == (1, 2)
    assert log.frame["closed"].isna().tolist() == [False, True]
    assert str(log.frame["requested"][1]) == "2018-01-01 08:00:00" and str(log.drawn) == "2018-01-03 08:00:00"


def test_dates_without_a_clock_end_with_their_day(tmp_path: Path) -> None:
    rows = "".join(f"{i},Pothole,Closed,1/{i + 1}/2018 3:30 PM,1/{i + 1}/2018,East,Call\n" for i in range(5))
    log = log_of(tmp_path, HEAD + rows)
    assert reasons(log)["closed_date_only"] == (5, 2) and reasons(log)["times_ambiguous"] == (5, 2)
    assert str(log.frame["requested"][4]) == "2018-01-05 15:30:00"
    assert str(log.frame["closed"][4]) == "2018-01-05 23:59:59"
    later = log_of(tmp_path, HEAD + rows + "9,Pothole,Open,13/01/2018 12:05 AM,,East,Call\n")
    assert "times_ambiguous" not in reasons(later)
    assert str(later.frame["requested"].max()) == "2018-05-01 15:30:00"  # day first, as the 13th says
    assert str(later.frame.set_index("request")["requested"]["9"]) == "2018-01-13 00:05:00"


def test_a_slip_of_centuries_does_not_stretch_the_log(tmp_path: Path) -> None:
    rows = "".join(f"{i},Pothole,Open,2018-01-0{i} 09:00,,East,Call\n" for i in range(1, 6))
    log = log_of(
        tmp_path, HEAD + rows + "6,Pothole,Open,0018-01-06 09:00,,East,Call\n7,Pothole,Open,9018-01-06,,East,Call\n"
    )
    assert reasons(log)["requested_unreadable"] == (1, 7) and reasons(log)["requested_too_late"] == (1, 8)
    assert (log.begins, log.ends) == (pd.Timestamp("2018-01-01"), pd.Timestamp("2018-01-06"))


def test_what_would_steer_a_terminal_is_left_out(tmp_path: Path) -> None:
    log = log_of(tmp_path, HEAD + "1,\x1b[31mPothole,Open,2018-01-01 09:00,,\u202eEast,Call\n")
    assert list(log.frame["service"]) == ["[31mPothole"] and list(log.frame["area"]) == ["East"]
    assert reasons(log)["unprintable"] == (1, 2)


@pytest.mark.parametrize(
    ("told", "field"),
    [("times: {format: '%Q'}", "format"), ("times: {format: '%H:%M'}", "format"), ("times: {format: mixed}", "format"),
     ("encoding: rot13", "encoding"), ("encoding: base64", "encoding"), ("encoding: idna", "encoding")],
)  # fmt: skip
def test_a_map_that_no_log_is_written_by_is_told_with_its_line(tmp_path: Path, told: str, field: str) -> None:
    (tmp_path / "map.yaml").write_text(told + "\n", encoding="utf-8")
    with pytest.raises(InputError) as found:
        load_columns(tmp_path / "map.yaml")
    assert (found.value.field, found.value.line) == (field, 1)
