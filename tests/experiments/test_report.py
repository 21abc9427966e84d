"""A report says what lies in a folder, as text whatever it is, in two files that need nothing else."""

import base64
import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.decompose import Decomposition, combinations_of, decompose, decompose_outcomes
from experiments.output import write_analysis
from experiments.report import LONGEST, content, report
from experiments.report_page import han_font
from experiments.report_pdf import compiler
from experiments.report_reading import read_folder
from experiments.words import outcome_name
from model.outcomes import OUTCOMES, PRIMARY
from scenarios.declare import declarations
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import RULES

TITLE = '#let x [y] <script>alert(1)</script> $z$ "q" & *b* _i_ \\ `r` @k'
COMMAND = ["decompose", "a b'c", "#let", "<script>", "--out", "x"]


def made_up(names: tuple[str, str] = ("hierarchy", "network"), **changes: Any) -> Decomposition:
    """A decomposition of numbers that nobody ran."""
    two = (load("hierarchy").replace(**changes), load("network").replace(**changes))
    two = (two[0].replace(name=names[0]), two[1].replace(name=names[1], title_zh=TITLE, title_en=TITLE))
    values = np.sin(np.arange(16.0 * 4 * len(OUTCOMES)) ** 1.7).reshape(len(OUTCOMES), 16, 4)
    rows = [
        {"mask": mask, "seed": seed + 1, "outcome": o.key, "unit": o.unit, "better": o.better,
         "value": float("nan") if o.key == "recovery_days" else float(values[i, mask, seed])}
        for i, o in enumerate(OUTCOMES) for mask in range(16) for seed in range(4)
    ]  # fmt: skip
    table, crossed, shares = decompose_outcomes(pd.DataFrame(rows))
    return Decomposition(names, two, combinations_of(*two)[1], 4, 250, table, crossed, shares, pd.DataFrame(rows))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    way = {"timeline": [{"day": 2, "rules": {"leaders": 0.2}}, {"day": 3, "for": 5, "platform_outage": {}}]}
    write_analysis(made_up(("hierarchy", TITLE), way_hours=0.4, **way), folder, "en", COMMAND)
    return folder


@pytest.fixture(scope="module")
def reported(kept: Path) -> Path:
    """The folder with its reports, to be read only."""
    folder = shutil.copytree(kept, kept.parent / "reported")
    for lang in ("en", "zh"):
        html, pdf = report(folder, lang)
        assert (html, pdf) == (folder / f"report.{lang}.html", folder / f"report.{lang}.pdf")
    return folder


@pytest.fixture
def folder(kept: Path, tmp_path: Path) -> Path:
    return shutil.copytree(kept, tmp_path / "analysis")


class Page(HTMLParser):
    """What stands in a page: tags with their attributes, text by tag, rows of tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []
        self.text: dict[str, list[str]] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "img"):
            self.inside.append(tag)
            self.text.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.text[self.inside[-1]][-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def page(folder: Path, lang: str) -> Page:
    found = Page((folder / f"report.{lang}.html").read_text(encoding="utf-8"))
    assert found.inside == []  # every tag is closed in its order
    return found


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_is_one_file_that_asks_for_nothing(reported: Path, lang: str) -> None:
    found = page(reported, lang)
    assert found.all("html") == [{"lang": "zh-CN" if lang == "zh" else "en"}]
    assert not {"script", "link", "iframe", "object", "base", "form"} & {tag for tag, _ in found.tags}
    for tag, attrs in found.tags:
        assert not any(name.startswith("on") for name in attrs), tag
        for name in ("src", "href", "srcset", "poster", "data", "action"):
            assert (attrs.get(name) or "data:").startswith(("data:", "#")), (tag, attrs[name])
    urls = re.findall(r"url\(([^)]{0,20})", (reported / f"report.{lang}.html").read_text(encoding="utf-8"))
    assert all(url.startswith("data:font/woff;base6") for url in urls)
    policy = next(attrs for attrs in found.all("meta") if "http-equiv" in attrs)
    assert (policy["content"] or "").startswith("default-src 'none';")
    assert "data:" not in (policy["content"] or "").split(";")[0]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_can_be_read_by_whoever_reads_it(reported: Path, lang: str) -> None:
    found = page(reported, lang)
    levels = [int(tag[1]) for tag, _ in found.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert all("scope" in attrs for attrs in found.all("th"))
    assert len(found.text["caption"]) == len(found.text["table"]) > 3
    image, *more = found.all("img")
    texts = json.loads((reported / "report" / "texts.json").read_text(encoding="utf-8"))[lang]
    assert image["alt"] == texts["caption"] and not more
    assert any(texts["caption"] in told for told in found.text["figcaption"])
    drawn = base64.b64decode((image["src"] or "").removeprefix("data:image/svg+xml;base64,"))
    assert drawn == (reported / "report" / f"{lang}.svg").read_bytes()
    for told in (*texts["findings"], *texts["limits"], texts["question"]):
        assert told in found.text["li"] + found.text["p"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_names_are_text_and_never_markup(reported: Path, lang: str) -> None:
    found, told = page(reported, lang), content(read_folder(reported), lang)
    assert TITLE in found.text["h1"][0] and TITLE in found.text["title"][0] and TITLE in found.text["th"]
    assert found.text["code"] == ["sanshe decompose 'a b'\"'\"'c' '#let' '<script>' --out x"]
    (title,) = json.loads(compiler(told).query("title", field="body"))
    assert written_out(title) == told["title"]


def written_out(body: dict[str, Any]) -> str:
    """The text of what Typst answers."""
    return str(body["text"]) if "text" in body else "".join(map(written_out, body.get("children", []))) or " "


def cells(table: dict[str, Any]) -> list[tuple[str, ...]]:
    return [tuple(row) for block in table["blocks"] for row in block["rows"]]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_regimes_stand_rule_by_rule(kept: Path, lang: str) -> None:
    (one,) = content(read_folder(kept), lang)["sections"]
    tables = {table["title"]: table for table in one["regimes"]}
    differ, changed, timeline = (
        tables[title] for title in
        (("Rules that differ", "Parameters and resources that are the same in all, but not as Sanshe has them",
          "Reforms and shocks in time") if lang == "en" else
         ("不同的规则", "各体制相同、但与 Sanshe 默认值不同的参数与资源", "时间线上的改革与冲击"))
    )  # fmt: skip
    a, b = load("hierarchy").rules.model_dump(), load("network").rules.model_dump()
    rows = cells(differ)
    assert [row[0] for row in rows] == [card.id for card in RULES for key in card.keys if a[key] != b[key]]
    money = next(row for row in rows if row[0] == "C9")
    assert money[2:4] == ("0", "5,000,000")
    seat = next(row for row in rows if row[0] == "R1")
    assert seat[1:4] == (
        ("seat of enforcement", "district", "street") if lang == "en" else
        ("执法主体", "区(district)", "街道(street)")
    )  # fmt: skip
    assert [row[1:3] for row in cells(changed)] == [("0.4", "0.25")]
    assert not differ["further"] and len(cells(timeline)) == 2
    first, second = cells(timeline)
    assert first[0] < second[0] and first[1] == "–" and second[1] > second[0]
    assert ("community leaders who take part = 0.2" if lang == "en" else "社区领袖参与比例 = 0.2") == first[3]
    assert ("353,200" in one["about"]) and ("54" in one["about"])


def test_what_is_assumed_is_counted_and_no_forecast_is_made(kept: Path) -> None:
    known = [d for table in (Parameters, Resources) for d in declarations(table)]
    assumed = sum(d.tag == "assumed" for d in known)
    told = content(read_folder(kept), "en")["model_limits"]
    assert told[0] == "The model explains and compares; it does not forecast."
    assert told[1].startswith(f"{assumed} of its {len(known)} parameters and resources are assumed")


def test_the_primary_outcomes_come_first_and_every_number_is_the_tables(kept: Path) -> None:
    (one,) = content(read_folder(kept), "en")["sections"]
    first, second, *_ = one["tables"]
    assert (first["further"], second["further"]) == (False, True)
    assert len(first["blocks"]) == len(PRIMARY)
    assert len(first["blocks"]) + len(second["blocks"]) == len(OUTCOMES) - 1
    assert any("recovery after a shock" in note for note in second["notes"])
    table = pd.read_csv(kept / "decomposition.csv").set_index(["outcome", "term"])
    block = next(block for block in first["blocks"] if block["title"].startswith(outcome_name("response_time")))
    for term, value, interval, *_rest in block["rows"]:
        row = table.loc[("response_time", term)]
        assert float(value.replace("−", "-")) == pytest.approx(row["value"], rel=1e-3)
        ends = [float(end.replace("−", "-")) for end in interval.split(" … ")]
        assert ends == pytest.approx([row["ci_low"], row["ci_high"]], rel=1e-3)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_same_folder_gives_the_same_bytes(reported: Path, folder: Path, lang: str) -> None:
    second = [path.read_bytes() for path in report(folder, lang)]
    first = [(reported / f"report.{lang}.{kind}").read_bytes() for kind in ("html", "pdf")]
    assert first == second
    assert first[1].startswith(b"%PDF-") and first[1].rstrip().endswith(b"%%EOF")
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_paper_says_what_the_page_says(kept: Path, lang: str) -> None:
    told = content(read_folder(kept), lang)

    def asked(what: str, field: str) -> list[Any]:
        found: list[Any] = json.loads(compiler(told).query(what, field=field))
        return found

    headings = asked("heading", "body")
    said = [written_out(body) for body in headings]
    words = told["words"]
    assert said == [words[key] for key in ("question", "regimes", "findings", "tables", "limits_of", "provenance",
                                           "further", "limits_model")]  # fmt: skip
    assert len(compiler(told).compile(format="png", ppi=10) or b"") > 3
    tables = asked("table", "columns")
    (one,) = told["sections"]
    assert len(tables) == len(one["regimes"]) + len(one["tables"])
    (command,) = [text for text in asked("raw", "text") if len(text) != 64]
    assert command == one["command"]


def test_chinese_needs_no_font_of_the_machine(reported: Path) -> None:
    from io import BytesIO

    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # neither annotated nor stubbed

    text = (reported / "report.zh.html").read_text(encoding="utf-8")
    inside = re.search(r"url\(data:font/woff;base64,([^)]+)\)", text)
    assert inside is not None
    font = TTFont(BytesIO(base64.b64decode(inside[1])))
    assert {sign for sign in text if ord(sign) >= 0x2E80} <= set(map(chr, font.getBestCmap()))
    assert len(inside[1]) < 400_000
    assert han_font("plain") == b""


def test_a_folder_of_several_has_a_section_each(kept: Path, tmp_path: Path) -> None:
    for name in ("b", "a"):
        shutil.copytree(kept, tmp_path / name)
    shutil.copytree(kept, tmp_path / "c")
    provenance = json.loads((tmp_path / "c" / "provenance.json").read_text(encoding="utf-8"))
    provenance["arms"][1] |= {"name": "other", "hash": "0" * 64}
    (tmp_path / "c" / "provenance.json").write_text(json.dumps(provenance), encoding="utf-8")
    (tmp_path / "notes").mkdir()
    report(tmp_path)
    found, told = page(tmp_path, "en"), content(read_folder(tmp_path), "en")
    assert [one["name"] for one in told["sections"]] == ["a", "b", "c"]
    assert [bool(one["same_regimes"]) for one in told["sections"]] == [False, True, False]
    assert len({one["title"] for one in told["sections"]}) == 3
    assert len(found.text["article"]) == len(found.all("img")) == 3
    links = {attrs["href"] for attrs in found.all("a")}
    assert links == {f"#{attrs['id']}" for _, attrs in found.tags if attrs.get("id")} and len(links) == 3


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("provenance.json", None, "no such file"),
        ("report/texts.json", None, "no such file"),
        ("report/zh.svg", None, "no such file"),
        ("interactions.csv", None, "no such file"),
        ("provenance.json", "{", "no JSON"),
        ("provenance.json", "[" * 100_000, "no JSON"),
        ("provenance.json", "[1]", "a mapping"),
        ("provenance.json", '{"schema": 2}', "schema: found 2"),
        ("report/texts.json", '{"schema": 1}', "kind: found nothing"),
        ("report/texts.json", "\udcff", "no UTF-8"),
        ("decomposition.csv", "", "No columns"),
        ("decomposition.csv", "a,b\n1,2,3\n1,2,3,4\n", "; allowed a table"),
        ("report/en.svg", "<svg", "no XML"),
        ("report/en.svg", "<html/>", "an SVG"),
        ("report/en.svg", "<svg viewBox='0 0 a 1'/>", "viewBox: found '0 0 a 1'"),
    ],
)  # fmt: skip
def test_what_is_missing_or_broken_is_named(folder: Path, file: str, text: str | None, words: str) -> None:
    path = folder / file
    path.unlink()
    if text is not None:
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError) as caught:
        report(folder)
    assert str(path) in caught.value.message and words in caught.value.message
    assert not list(folder.glob("report.en.*"))


def test_a_name_of_a_table_leads_to_no_other_folder(folder: Path) -> None:
    texts = json.loads((folder / "report" / "texts.json").read_text(encoding="utf-8"))
    texts["tables"] = ["../decomposition"]
    (folder / "report" / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    with pytest.raises(InputError, match=r"tables: found '\.\./decomposition'"):
        report(folder)


@pytest.mark.parametrize("where", ["nowhere", "file", "empty", "file/below", "a\0b", "n" * 300])
def test_a_folder_without_an_analysis_is_bad_input(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="; allowed the folder of an analysis") as caught:
        report(tmp_path / where)
    assert caught.value.field == "folder"


def test_other_languages_are_bad_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="lang: found 'fr'; allowed en or zh"):
        report(tmp_path, "fr")


def test_the_command_says_what_is_wrong_in_one_line_and_where_the_files_are(folder: Path) -> None:
    def sanshe(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "error", "-c", "from sanshe.cli import main; main()", "report", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")

    done = sanshe(str(folder), "--lang", "zh")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == [str(folder / f"report.zh.{kind}") for kind in ("html", "pdf")]
    (folder / "interactions.csv").unlink()
    done = sanshe(str(folder))
    assert (done.returncode, done.stdout) == (2, "")
    path = folder / "interactions.csv"
    told = "found no such file; allowed what an analysis of this version wrote: run the analysis again"
    assert done.stderr == f"sanshe: {path}: interactions.csv: {told}\n"


def test_a_figure_that_would_act_does_not(folder: Path) -> None:
    box = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}<rect width="9" height="9"/></svg>'
    path = folder / "report" / "en.svg"
    path.write_text(box.format("<script>x()</script>"), encoding="utf-8")
    html, _ = report(folder)
    before = html.read_bytes()
    assert b"<script" not in before  # it is inside an image, where nothing acts
    path.write_text(box.format('<image width="9" height="9" href="http://x.example/a.png"/>'), encoding="utf-8")
    with pytest.raises(InputError, match=f"^{re.escape(str(folder))}: figure: found failed to load linked image"):
        report(folder)
    assert html.read_bytes() == before


def test_what_is_no_text_is_shown_as_far_as_it_can_be(folder: Path) -> None:
    path = folder / "provenance.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["command"] = ["decompose", "a\udcff.yaml"]
    path.write_text(json.dumps(told), encoding="utf-8")
    page, _ = report(folder)
    assert "a?.yaml" in page.read_text(encoding="utf-8")


def test_long_tables_are_cut_and_say_so(folder: Path) -> None:
    rows = pd.DataFrame({"draw": range(LONGEST + 5), "x": 1.23456})
    rows.loc[0, "x"] = 2.0
    rows.to_csv(folder / "interactions.csv", index=False)
    (one,) = content(read_folder(folder), "en")["sections"]
    last = one["tables"][-1]
    assert len(cells(last)) == LONGEST
    assert f"The first {LONGEST} of {LONGEST + 5} rows; all are in interactions.csv." in last["notes"]


@pytest.mark.slow
def test_a_result_that_was_run_is_reported(tmp_path: Path) -> None:
    city = tmp_path / "small.csv"
    city.write_text("community,street,residents\na,one,300\nb,one,300\nc,two,300\n", encoding="utf-8")
    two = [load(name).replace(city=str(city)) for name in ("hierarchy", "network")]
    out = tmp_path / "out"
    out.mkdir()
    write_analysis(decompose(*two, seeds=2, years=0.02), out, "zh", ["decompose"])
    for path in report(out, "zh"):
        assert path.stat().st_size > 10_000
    assert "900 名居民，3 个社区" in (out / "report.zh.html").read_text(encoding="utf-8")
