"""Whatever a user gets wrong is told in one line with file, line, field, found and allowed, and nothing is written."""

import sys
from pathlib import Path

import pytest

from sanshe.cli import main

HEAD = "community,street,residents\n"
GOOD = HEAD + "a,one,300\nb,two,300\n"
CHILD = "inherits: hierarchy\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ok.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "city.yaml").write_text("title: {zh: 甲, en: a}\ncommunities: ok.csv\n", encoding="utf-8")
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


def refused(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """The one line on standard error, after a look that nothing was written."""
    before = sorted(Path().rglob("*"))
    code, out, told = sanshe(capsys, monkeypatch, *arguments)
    assert (code, out) == (2, "")
    assert sorted(Path().rglob("*")) == before
    assert told.startswith("sanshe: ") and told.count("\n") == 1 and "Traceback" not in told
    assert ": found " in told and "; allowed " in told
    return told


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (
            CHILD + "rules:\n  comunities_per_station: 2\n",
            3,
            "comunities_per_station: found an unknown key; allowed 'communities_per_station' (the nearest)",
        ),
        (CHILD + "rules:\n  communities_per_station: 20\n", 3, "found 20; allowed a whole number from 1 to 12"),
        (CHILD + "rules:\n  communities_per_station: 2\n  communities_per_station: 3\n", 4, "the same key again"),
        (CHILD + "rules:\n\tcommunities_per_station: 2\n", 3, r"YAML: found character '\t' that cannot start"),
        (CHILD + "rules: {communities_per_station: 99999999999999999999999999}\n", 2, "from 1 to 12"),
        (CHILD + "parameters:\n  needs_care: 1e400\n", 3, "found '1e400'; allowed a number from 60 to 250"),
        (CHILD + "parameters: {needs_care: .nan}\n", 2, "found '.nan'"),
        (CHILD + "parameters: {needs_care: nan}\n", 2, "found 'nan'"),
        (CHILD + "rule: {communities_per_station: 2}\n", 2, "'rules' (the nearest)"),
        ("inherits: mine.yaml\n", 1, "a chain that ends"),
        (
            "communities: ok.csv\nrules: {communities_per_station: 2}\n",
            1,
            "a key of a city beside rules, a key of a scenario",
        ),
        ("title: {zh: 甲, en: a}\ncomunities: ok.csv\n", 2, "allowed 'communities' (the nearest)"),
        ("title: {zh: 甲, en: a}\ncommunities: no.csv\n", 2, "'no.csv', no such file"),
        ("communities: [{community: a, street: b, residents: -1}]\n", 1, "residents: found -1"),
        ("- a\n", 1, "a mapping of keys to values"),
        ('name: "\\ud800"\n', 1, "name: found '\\ud800'; allowed a text on one line"),
        ('name: "a\\nb"\n', 1, "name: found 'a\\nb'; allowed a text on one line"),
        ('title: {zh: "\\e[31m", en: a}\n', 1, "zh: found"),
        (f"inherits: {300 * 'x'}.yaml\n", 1, "no such file"),
        (f"inherits: hierarchy\ncity: {300 * 'x'}.csv\n", 2, "no such file"),
        (CHILD + 'timeline: ""\n', 2, "timeline: found ''; allowed a list of entries"),
        (CHILD + "timeline: false\n", 2, "timeline: found False"),
        (CHILD + "extensions: false\n", 2, "extensions: found False"),
        (CHILD + "timeline: [{date: 9999-12-31, rules: {communities_per_station: 2}}]\n", 2, "date: found 9999-12-31"),
        (CHILD + "timeline: [{day: 3, for: 2, platform_outage: {share: 1}}]\n", 2, "an unknown key; allowed none"),
        ('communities: [{community: "a ", street: b, residents: 9}]\n', 1, "without spaces around it"),
        ("", None, "nothing in it"),
    ],
)  # fmt: skip
def test_a_bad_yaml(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    text: str, line: int | None, words: str,
) -> None:  # fmt: skip
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    told = refused(capsys, monkeypatch, "check", "mine.yaml")
    assert told.startswith(f"sanshe: mine.yaml:{line}: " if line else "sanshe: mine.yaml: ") and words in told


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"community,residents\na,300\n", 1, "street: found no such column"),
        (b"community,street,residens\na,one,300\n", 1, "'residents' (the nearest)"),
        (b"community\tstreet\tresidents\na\tone\t300\n", 1, "cells divided by tabs; allowed cells divided by commas"),
        (b"community;street;residents\na;one;300\n", 1, "cells divided by semicolons"),
        (GOOD.encode() + b"c,two,-300\n", 4, "residents: found -300; allowed a whole number from 1 to 1,000,000"),
        (GOOD.encode() + b"c,two,nan\n", 4, "residents: found 'nan'"),
        (GOOD.encode() + b"c,two,99999999999999999999\n", 4, "residents: found '99999999999999999999'"),
        (GOOD.encode() + b"a,two,300\n", 4, "community: found 'a' again"),
        (GOOD.encode() + b"c,two\n", 4, "row: found 2 cells; allowed 3 cells"),
        (GOOD.encode() + b'"c,two,3\n', 4, "CSV: found"),
        (HEAD.encode() + b"".join(b"c%d,s,1000000\n" % i for i in range(12)), 12, "11,000,000 up to here"),
        (
            HEAD.encode() + "甲社区,上城,300\r\n".encode("gbk"),
            2,
            "encoding: found GBK (byte 0xbc); allowed UTF-8 (Excel",
        ),
        ((HEAD + "甲社区,上城,300\n").encode("utf-16"), 1, "encoding: found UTF-16; allowed UTF-8"),
        (HEAD.encode() + b"\xff\xfe\xfd,one,300\n", 2, "encoding: found byte 0xff; allowed UTF-8"),
        (HEAD.encode() + b"a\x00,one,300\n", 2, "control character"),
        (HEAD.encode(), None, "communities: found none"),
        (b"", None, "nothing in it"),
        (b" \r\n\r\n", None, "nothing in it"),
    ],
)  # fmt: skip
def test_a_bad_csv(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    data: bytes, line: int | None, words: str,
) -> None:  # fmt: skip
    (folder / "mine.csv").write_bytes(data)
    told = refused(capsys, monkeypatch, "check", "mine.csv")
    assert told.startswith(f"sanshe: mine.csv:{line}: " if line else "sanshe: mine.csv: ") and words in told
    assert "mine.csv" in refused(capsys, monkeypatch, "compare", "hierarchy", "network", "--city", "mine.csv")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (GOOD.encode("utf-8-sig"), "bom.csv"),
        (GOOD.replace("\n", "\r\n").encode("utf-8-sig"), "excel.csv"),
        (GOOD.replace("a,", "\ta ,").encode(), "blanks.CSV"),
        ("\ufeffinherits: hierarchy\r\nname: 上城\r\n".encode(), "mine.yaml"),
        ("title: {zh: 甲, en: a}\r\ncommunities: ok.csv\r\n".encode("utf-8-sig"), "mine.yml"),
    ],
)
def test_what_excel_and_windows_save_is_read(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, data: bytes, name: str
) -> None:
    (folder / name).write_bytes(data)
    assert sanshe(capsys, monkeypatch, "check", name)[::2] == (0, "")


@pytest.mark.parametrize(
    ("file", "told"),
    [("ok.csv", "city, 2 communities, 600 residents"), ("city.yaml", "city, 2 communities, 600 residents"),
     ("shangcheng_2016", "scenario shangcheng_2016, "), ("network", "scenario network, ")],
)  # fmt: skip
def test_check_tells_a_city_from_a_scenario(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, file: str, told: str
) -> None:
    code, out, _ = sanshe(capsys, monkeypatch, "check", file)
    assert code == 0 and out.startswith(f"{file}: {told}")


@pytest.mark.parametrize(
    ("file", "words"),
    [("d.csv", "Is a directory"), ("d.yaml", "Is a directory"), ("d", "or a CSV or YAML file"),
     ("no.csv", "No such file"), ("no", "or a CSV or YAML file"), ("hierarchie", "'hierarchy' (the nearest)"),
     ("book.xlsx", "or a CSV or YAML file"), ("", "or a CSV or YAML file"), ("x" * 400 + ".csv", "name too long")],
)  # fmt: skip
def test_what_is_no_file_to_check(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, file: str, words: str
) -> None:
    for name in ("d.csv", "d.yaml", "d"):
        (folder / name).mkdir()
    assert words in refused(capsys, monkeypatch, "check", file)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("compare hierarchy network --seeds 0", "--seeds: found 0; allowed a whole number from 1 to 100,000"),
        ("compare hierarchy network --seeds -1", "--seeds: found -1"),
        ("compare hierarchy network --seeds 1.5", "--seeds: found '1.5'; allowed a whole number"),
        ("compare hierarchy network --years -1", "--years: found -1.0; allowed above 0, at most 100"),
        ("compare hierarchy network --years nan", "--years: found nan"),
        ("compare hierarchy network --years 1e9", "--years: found 1000000000.0"),
        ("compare hierarchy network --years soon", "--years: found 'soon'; allowed a number"),
        ("compare hierarchy network --workers 0", "--workers: found 0; allowed a whole number from 1 to 1,000"),
        ("compare hierarchy network --workers 100000", "--workers: found 100000"),
        ("compare hierarchy network --lang fr", "--lang: found 'fr'; allowed 'en', 'zh'"),
        ("compare hierarchy network --sedes 3", "--sedes: found an unknown option; allowed '--seeds' (the nearest)"),
        ("compare hierarchy network --out", "--out: found nothing after it"),
        ("compare hierarchy network --out ok.csv", "--out: found ok.csv (File exists)"),
        ("compare hierarchy network --out ok.csv/deep", "--out: found ok.csv/deep (Not a directory)"),
        ("compare hierarchy network --out way", "way/comparison.csv, a folder of this name"),
        ("compare hierarchy network --out way --requests", "--out: found way/comparison.csv"),
        ("compare hierarchy network --out way2 --requests", "way2/requests, a file of this name"),
        ("compare hierarchy", "scenarios: found 1; allowed two or more"),
        ("compare", "arms: found nothing; allowed two or more scenarios"),
        ("compare hierarchy nettwork", "'network' (the nearest), or a YAML file"),
        ("compare hierarchy city.yaml", "city.yaml:2: communities: found an unknown key"),
        ("decompose hierarchy hierarchy", "scenarios: found the same rules in hierarchy and hierarchy"),
        ("decompose hierarchy network --seeds 0", "--seeds: found 0"),
        ("decompose hierarchy other.yaml", "parameters: found way_hours 0.25 against 0.4; allowed the same in both"),
        ("decompose hierarchy network --out .", "--out: found .; allowed a folder of its own"),
        ("decompose hierarchy network more", "arguments: found more"),
        ("unrig --draws 0", "--draws: found 0; allowed a whole number from 1 to 100,000"),
        ("unrig --seed -1", "--seed: found -1"),
        ("unrig --years 0", "--years: found 0.0"),
        ("unrig --out ok.csv", "--out: found ok.csv (File exists)"),
        ("unrig --out old", "old/draws, draws of a run that was stopped; allowed a folder without them"),
        ("run", "scenario: found nothing; allowed a preset name or a YAML file"),
        ("run hierarchy --seed -1", "--seed: found -1; allowed a whole number from 0 to"),
        ("run hierarchy --seed 99999999999999999999999", "--seed: found a number of more than 18 digits"),
        ("run hierarchy --years -1", "--years: found -1.0"),
        ("run hierarchy --out ok.csv", "--out: found ok.csv (File exists)"),
        ("run hierarchy --city ok.yaml", "ok.yaml: file: found No such file or directory"),
        ("template", "kind: found nothing; allowed city or scenario"),
        ("template foo", "kind: found 'foo'; allowed 'city', 'scenario'"),
        ("rules --scenario no.yaml", "no.yaml: file: found No such file"),
        ("rules --scenario city.yaml", "communities: found an unknown key"),
        ("rules more", "arguments: found more; allowed none beyond"),
        ("chekc", "command: found 'chekc'; allowed 'check' (the nearest)"),
    ],
)
def test_bad_arguments(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: str, told: str
) -> None:
    (folder / "way" / "comparison.csv").mkdir(parents=True)
    (folder / "way2").mkdir()
    (folder / "way2" / "requests").touch()
    (folder / "old" / "draws").mkdir(parents=True)
    (folder / "other.yaml").write_text("inherits: network\nparameters: {way_hours: 0.4}\n", encoding="utf-8")
    assert told in refused(capsys, monkeypatch, *arguments.split())


@pytest.mark.slow
def test_odd_and_equal_names_are_only_names(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names with marks of the table's, the figure's or the file system's own, and the same name twice."""
    (folder / "odd.yaml").write_text(CHILD + "name: '[/b] $\\foo$ :smile:'\n", encoding="utf-8")
    (folder / "up.yaml").write_text(CHILD + "name: ../../_up\n", encoding="utf-8")
    (folder / "under.yaml").write_text(CHILD + "name: _under\n", encoding="utf-8")
    arms = ("odd.yaml", "up.yaml", "under.yaml", "under.yaml")
    some = ("--city", "ok.csv", "--years", "0.01", "--seeds", "2", "--workers", "1")
    code, out, _ = sanshe(capsys, monkeypatch, "compare", *arms, *some)
    assert code == 0
    for name in ("A = [/b] $\\foo$ :smile:, B = ../../_up", "B = _under;", "B = _under (2);"):
        assert name in out
    assert [path.parent.name for path in folder.glob("results/*/comparison.csv")] == [
        "compare-__b_ __foo_ _smile_-.._.._" + "_up-_under-_under"
    ]
