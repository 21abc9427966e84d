"""A visitor's file: read as on the command line, told as there, and never a way to another file or to code."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dashboard.panel.upload import MOST_BYTES, Upload, own_name, read_upload, taken
from dashboard.state import Arm, State
from sanshe.cli import app
from scenarios.city import City
from scenarios.declare import Declaration, declarations
from scenarios.errors import InputError
from scenarios.library import load, presets
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import Rules
from scenarios.scenario import Scenario
from scenarios.templates import city_template, scenario_template

SMALL = "community,street,residents\n甲,东街,2500\n乙,西街,1800\n"
TIMED = "timeline:\n- {day: 20, rules: {studios: true}}\n- {day: 60, for: 20, surge: {category: care, factor: 2.0}}\n"


def drawn(draw: random.Random, table: Any, most: int) -> dict[str, Any]:
    def value(d: Declaration) -> Any:
        if d.kind is bool:
            return draw.random() < 0.5
        if d.choices:
            return draw.choice(d.choices)
        low, high = d.low or 0.0, d.high or 0.0
        return draw.randint(int(low), int(high)) if d.integer else draw.uniform(low, high)

    known = declarations(table)
    return {d.key: value(d) for d in draw.sample(known, draw.randint(0, most))}


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(presets()))
def test_any_scenario_comes_up_again_as_it_went_down(seed: int, preset: str) -> None:
    draw = random.Random(seed)
    scenario = load(preset).replace(
        name="mine", title_zh="我的", title_en="Mine", **drawn(draw, Rules, 12), **drawn(draw, Resources, 4),
        **drawn(draw, Parameters, 6),
    )  # fmt: skip
    if draw.random() < 0.5:
        found = read_upload("town.csv", SMALL.encode()).what
        assert isinstance(found, City)
        scenario = scenario.replace(city=found)
    upload = read_upload("mine.yaml", scenario.to_yaml().encode())
    state, told = taken(State(), upload)
    assert state.scenario(1).hash == scenario.hash and state.arms[0] == Arm("hierarchy")
    other = state.scenario(0)
    assert other.city.communities == scenario.city.communities and other.parameters == scenario.parameters
    assert told.startswith("mine.yaml: regime B") and ("all regimes" in told) == (
        scenario.city.key != "shangcheng_2016" or bool(state.parameters)
    )


@pytest.mark.parametrize("name", presets())
def test_a_preset_that_went_down_is_that_preset(name: str) -> None:
    state, _ = taken(State(), read_upload(f"{name}.yaml", load(name).to_yaml().encode()))
    assert state.arms[1] == Arm(name)


def test_templates_can_be_uploaded() -> None:
    city = read_upload("district.csv", ("\ufeff" + city_template()).encode()).what
    assert isinstance(city, City) and (city.title_zh, len(city.communities)) == ("district", 2)
    scenario = read_upload("mine.yml", scenario_template().encode()).what
    assert isinstance(scenario, Scenario) and scenario.hash == load("hierarchy").hash


BAD = {
    "words.csv": SMALL.replace("1800", "many").encode(),
    "twice.csv": (SMALL + "甲,东街,3\n").encode(),
    "column.csv": b"community,streat,residents\n",
    "gbk.csv": SMALL.encode("gbk"),
    "utf16.csv": SMALL.encode("utf-16"),
    "nul.csv": SMALL.encode() + b"\x00",
    "empty.csv": b"",
    "binary.yaml": bytes(range(256)),
    "quotes.csv": b'community,street,residents\n"a,b,3\n',
    "semicolons.csv": SMALL.replace(",", ";").encode(),
    "key.yaml": b"schema: 1\ninherits: network\nrules:\n  studio: true\n",
    "range.yaml": b"inherits: network\nrules: {purchase_share: 1.2}\n",
    "home.yaml": b"inherits: network\nrules: {gap_probability: 0.2}\n",
    "both.yaml": b"communities: []\nrules: {}\n",
    "tag.yaml": b"!!python/object/apply:os.system ['true']\n",
    "broken.yaml": b"rules: {a\n",
    "list.yaml": b"- 1\n",
    "schema.yaml": b"schema: 2\n",
    "time.yaml": b"inherits: network\ntimeline:\n- {day: 10, rules: {studios: 3}}\n",
    "city.yaml": b"title: {zh: a, en: b}\ncommunities:\n- {community: x, street: y}\n",
    "anchor.yaml": b"rules: &a {x: *a}\n",
    "名 字.csv": SMALL.replace("1800", "-1").encode(),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_said_as_on_the_command_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(app, ["check", name])
    with pytest.raises(InputError) as error:
        read_upload(name, BAD[name])
    assert printed.exit_code != 0
    said = str(printed.exception) if isinstance(printed.exception, InputError) else printed.output
    assert error.value.message in " ".join(said.split()) and error.value.message.startswith(name)


NAMES = ("/etc/passwd.csv", "../x.csv", "x.csv", "/etc/hosts.yaml", "./net.yaml", "~/x.yaml", "x.yaml", "//h/x.yml")


@pytest.mark.parametrize("other", NAMES)
@pytest.mark.parametrize(
    ("field", "line", "text"),
    [
        ("inherits", 1, "inherits: {}\n"),
        ("city", 2, "inherits: network\ncity: {}\n"),
        ("communities", 2, "title: {{zh: a, en: b}}\ncommunities: {}\n"),
        ("communities", 4, "inherits: network\ncity:\n  title: {{zh: a, en: b}}\n  communities: {}\n"),
    ],
)
def test_a_file_that_names_another_is_refused(
    other: str, field: str, line: int, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.csv").write_text(SMALL)  # were it opened, it would be found
    (tmp_path / "x.yaml").write_text("inherits: network\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as error:
        read_upload("mine.yaml", text.format(other).encode())
    assert error.value.message.startswith(f"mine.yaml:{line}: {field}: found {other!r}")
    assert "a page opens no other file" in error.value.message


@pytest.mark.parametrize("extensions", ["[/tmp/x.py:extension]", "['os:path']", "os:path", "[a.py:b, c:d]"])
def test_code_is_refused_unread(extensions: str) -> None:
    with pytest.raises(InputError, match="runs no code of a visitor"):
        read_upload("mine.yaml", f"inherits: network\nextensions: {extensions}\n".encode())


def test_too_much_is_refused_with_what_is_allowed() -> None:
    rows = "".join(f"c{i},s,1000000\n" for i in range(3))
    with pytest.raises(InputError, match=r"big.csv: residents: found 3,000,000; allowed at most 2,000,000"):
        read_upload("big.csv", f"community,street,residents\n{rows}".encode())
    rows = "".join(f"c{i},s,1\n" for i in range(2001))
    with pytest.raises(InputError, match=r"many.csv: communities: found 2,001; allowed at most 2,000"):
        read_upload("many.csv", f"community,street,residents\n{rows}".encode())
    for suffix, most in MOST_BYTES.items():
        with pytest.raises(InputError, match=f"allowed at most {most:,} bytes on the page"):
            read_upload(f"x{suffix}", b"#" * (most + 1))
    large = "".join(f"  - {{community: c{i}, street: s, residents: 1000000}}\n" for i in range(3))
    text = f"inherits: network\ncity:\n  title: {{zh: a, en: b}}\n  communities:\n{large}"
    with pytest.raises(InputError, match="2,000,000"):
        taken(State(), read_upload("mine.yaml", text.encode()))


@pytest.mark.parametrize("name", ["x.xlsx", "x", "hierarchy", "shangcheng_2016", "", "x.csv.exe", "/"])
def test_other_kinds_of_files_are_refused(name: str) -> None:
    with pytest.raises(InputError, match="a CSV or YAML file"):
        read_upload(name, SMALL.encode())


@given(st.text(max_size=300))
@settings(deadline=None)
def test_a_name_holds_no_folder_and_nothing_that_cannot_be_printed(name: str) -> None:
    found = own_name(f"{name}.csv")
    assert found.endswith(".csv") and found.isprintable() and not set("/\\\0") & set(found)
    assert found.removesuffix(".csv").strip(" .") and len(found) <= 104
    upload = read_upload(f"{name}.csv", SMALL.encode())
    assert isinstance(upload.what, City) and upload.name == found and upload.what.title_en == found[:-4]


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("../../etc/x.csv", "x.csv"),
        ("C:\\data\\我的.csv", "我的.csv"),
        ("a\nb.yaml", "ab.yaml"),
        ("...csv", "file.csv"),
    ],
)
def test_names_as_browsers_give_them(name: str, own: str) -> None:
    assert own_name(name) == own


def test_no_message_tells_where_the_server_keeps_a_file() -> None:
    for name, content in BAD.items():
        with pytest.raises(InputError) as error:
            read_upload(name, content)
        assert "sanshe-upload" not in error.value.message and "/tmp" not in error.value.message


def test_a_file_is_gone_once_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read_upload("mine.csv", SMALL.encode())
    with pytest.raises(InputError):
        read_upload("bad.csv", BAD["words.csv"])
    assert not list(tmp_path.iterdir())


def test_what_a_scenario_does_not_name_stays_as_the_page_has_it() -> None:
    town = read_upload("town.csv", SMALL.encode())
    state, told = taken(State(parameters={"gap_probability": 0.3}), town)
    assert state.city == town.what and "2 communities and 4,300 residents" in told
    state, told = taken(state, read_upload("mine.yaml", b"inherits: network\nname: mine\nrules: {studios: false}\n"))
    assert state.city == town.what and state.parameters == {"gap_probability": 0.3}
    assert state.arms[1] == Arm("network", {"studios": False}, None, "mine") and "all regimes" not in told
    state, told = taken(state, read_upload("mine.yaml", f"inherits: network\ncity: shangcheng_2016\n{TIMED}".encode()))
    assert (
        state.city == "shangcheng_2016" and "Its district now hold" in told and len(state.arms[1].timeline or ()) == 2
    )


def test_a_district_that_a_timeline_does_not_fit_is_refused_whole() -> None:
    name = load("network").city.communities[0].community
    timed = f"inherits: network\ntimeline:\n- {{day: 20, leader_leaves: {{community: {name}}}}}\n"
    state, _ = taken(State(), read_upload("mine.yaml", timed.encode()))
    with pytest.raises(InputError):
        taken(state, read_upload("town.csv", SMALL.encode()))


def test_words_are_the_visitors() -> None:
    town = read_upload("town.csv", SMALL.encode())
    assert taken(State(lang="zh"), town)[1].startswith("town.csv：2 个社区")
    assert isinstance(town, Upload)
