"""The shipped district has its known totals; a user's own is read strictly and in any order."""

import random
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scenarios.city import CITIES, COLUMNS, City, cities, city_of, load_city
from scenarios.errors import InputError

HEAD = "community,street,residents"


def test_shangcheng_at_the_end_of_2016() -> None:
    city = load_city("shangcheng_2016")
    assert city.residents == 353_200
    assert len(city.communities) == 54
    assert set(city.streets) == {"湖滨", "清波", "小营", "望江", "南星", "紫阳"}
    assert len({c.community for c in city.communities}) == 54
    assert all(getattr(c, column) is None for c in city.communities for column in COLUMNS[3:])


def test_every_shipped_city_loads_and_is_documented() -> None:
    notes = (CITIES / "README.md").read_text(encoding="utf-8")
    for name in cities():
        assert load_city(name).key == name
        assert name in notes
    assert all(f"`{column}`" in notes for column in COLUMNS)


def test_the_order_of_rows_and_columns_changes_nothing(tmp_path: Path) -> None:
    head, *rows = (CITIES / "shangcheng_2016.csv").read_text(encoding="utf-8").splitlines()
    random.Random(1).shuffle(rows)
    path = tmp_path / "shangcheng_2016.csv"
    turned = [",".join(reversed(line.split(","))) for line in [head, *rows]]
    path.write_bytes(("\ufeff" + "\r\n".join(turned)).encode())
    assert load_city(path).communities == load_city("shangcheng_2016").communities


def test_a_header_may_be_chinese(tmp_path: Path) -> None:
    rows = "东园社区,甲街道,7638,14,0.25\n"
    keys, zh = (
        ("community", "street", "residents", "staff", "share_over_60"),
        "社区,街道,常住人口,社区工作者,60岁以上比例",
    )
    both = ",".join(f"{key} {name}" for key, name in zip(keys, zh.split(","), strict=True))
    read = []
    for header in (",".join(keys), zh, both):
        (tmp_path / "mine.csv").write_text(f"{header}\n{rows}", encoding="utf-8-sig")
        read.append(load_city(tmp_path / "mine.csv").communities)
    assert read[0] == read[1] == read[2]
    assert (read[0][0].community, read[0][0].staff, read[0][0].share_over_60) == ("东园社区", 14, 0.25)
    (tmp_path / "mine.csv").write_text("社区,街道,residents,常住人口\na,s,1,1\n", encoding="utf-8")
    with pytest.raises(InputError, match="'residents' twice"):
        load_city(tmp_path / "mine.csv")


def test_a_yaml_may_list_its_communities(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(
        "schema: 1\ntitle: {zh: 小, en: Small}\ncommunities:\n"
        "  - {community: b, street: s, residents: 10, share_online: 1}\n  - {community: a, street: s, residents: 5}\n",
        encoding="utf-8",
    )
    city = load_city(path)
    assert isinstance(city, City)
    assert [c.community for c in city.communities] == ["a", "b"]
    assert (city.title_en, city.residents, city.communities[1].share_online) == ("Small", 15, 1.0)


def test_a_city_from_python_is_that_of_a_file_with_the_same_rows(tmp_path: Path) -> None:
    path = tmp_path / "small.csv"
    path.write_text(f"{HEAD},share_online\nb,s,10,1\na,s,5,\n", encoding="utf-8")
    rows = [
        {"community": "b", "street": "s", "residents": 10, "share_online": 1},
        {"community": "a", "street": "s", "residents": np.int64(5)},
    ]
    for given in (rows, tuple(rows), {"title": {"zh": "小", "en": "Small"}, "communities": rows}):
        city = city_of(given)
        assert city.communities == load_city(path).communities and city.identity == load_city(path).identity
    assert city.title_en == "Small"
    assert city_of(city) is city and city_of(path) == load_city(path)
    assert "share_online" not in rows[1]  # what was given stays as it was


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (5, "city: found 5; allowed a name, a CSV or YAML file, or a list of communities"),
        ([], "communities: found none; allowed at least one community"),
        ([1], "communities: found a list; allowed a list of mappings with community, street, residents"),
        ({"communities": "small.csv"}, "communities: found 'small.csv'; allowed a list of mappings"),
        ([{"community": "a", "street": "s"}], "residents: found nothing; allowed a whole number from 1"),
        ([{"community": "a", "street": "s", "residents": 1, "posts": 2}], "posts: found an unknown key"),
        ([{"community": "a", "street": "s", "residents": 1}] * 2, "community: found 'a' again"),
    ],
)
def test_a_bad_city_from_python_is_one_complaint(given: Any, told: str) -> None:
    with pytest.raises(InputError, match=re.escape(told)) as error:
        city_of(given)
    assert error.value.file is None


BAD = [
    (f"{HEAD}\na,s,-4\n", 2, "residents", "'-4'|-4", "a whole number from 1 to 1,000,000"),
    (f'{HEAD}\n"a\nb",s,5\n', 3, "community", "\\n", "a name on one line"),
    (f"{HEAD}\na,s\tx,5\n", 2, "street", "\\t", "a name on one line"),
    (f"{HEAD}\na,s,0\n", 2, "residents", "0", "a whole number from 1"),
    (f"{HEAD}\na,s,1_000\n", 2, "residents", "'1_000'", "a whole number"),
    (f"{HEAD}\na,s,12.5\n", 2, "residents", "'12.5'", "a whole number"),
    (f'{HEAD}\na,s,"1,000"\n', 2, "residents", "'1,000'", "a whole number"),
    (f"{HEAD}\na,s,{'9' * 5000}\n", 2, "residents", "'999", "a whole number"),
    (f"{HEAD}\na,s,\n", 2, "residents", "''", "a whole number"),
    (f"{HEAD}\n,s,10\n", 2, "community", "''", "a text that is not empty"),
    (f"{HEAD}\na,s,10\n\na,s,10\n", 4, "community", "'a' again", "each community once"),
    (f"{HEAD}\na,s,10\na,t,10\n", 3, "community", "'a' again", "each community once"),
    (f"{HEAD}\na,s\n", 2, "row", "2 cells", "3 cells"),
    (f'{HEAD}\n"a,s,10\n', 2, "CSV", "unexpected end", "comma-separated"),
    (f"{HEAD}\n", None, "communities", "none", "at least one"),
    ("community,street\na,s\n", 1, "residents", "no such column", "a column of this name"),
    ("community,street,residnts\na,s,1\n", 1, "column", "'residnts'", "'residents' (the nearest)"),
    (f"{HEAD},street\na,s,1,s\n", 1, "column", "'street' twice", "each column once"),
    (f"{HEAD},share_online\na,s,1,nan\n", 2, "share_online", "'nan'", "a number from 0 to 1"),
    (f"{HEAD},share_online\na,s,1,1.2\n", 2, "share_online", "1.2", "a number from 0 to 1"),
    (f"{HEAD},stations\na,s,1,0\nb,s,1,3\n", 3, "stations", "3", "several communities, one a station"),
    (f"{HEAD},stations\na,s,1,-1\n", 2, "stations", "-1", "a whole number from 0 to 1"),
    (f"{HEAD},staff\na,s,1,１２\n", 2, "staff", "'１２'", "a whole number from 0"),
    ("", None, "file", "nothing in it", "content"),
    (f"{HEAD}\na,s,1\nb\x00,s,1\n", 3, "character", "control character '\\x00'", "text"),
]


@pytest.mark.parametrize(("text", "line", "field", "found", "allowed"), BAD)
def test_a_bad_csv_is_refused(
    tmp_path: Path, text: str, line: int | None, field: str, found: str, allowed: str
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_city(path)
    assert (caught.value.file, caught.value.line, caught.value.field) == (str(path), line, field)
    assert any(part in str(caught.value.found) for part in found.split("|"))
    assert allowed in caught.value.allowed
    assert "\n" not in caught.value.message


def test_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(f"{HEAD}\n东园,甲,10\n".encode("gbk"))
    with pytest.raises(InputError) as caught:
        load_city(path)
    assert (caught.value.line, caught.value.field) == (2, "encoding")
    assert caught.value.allowed == "UTF-8 (Excel: CSV UTF-8)" and "GBK" in str(caught.value.found)


def test_what_is_no_city_is_refused(tmp_path: Path) -> None:
    for name, field in (("shangcheng", "city"), ("", "city"), (tmp_path / "no.csv", "file"), ("a\0.csv", "file")):
        with pytest.raises(InputError) as caught:
            load_city(name)
        assert caught.value.field == field
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InputError, match="directory"):
        load_city(tmp_path / "folder.csv")


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("title: {zh: a, en: b}\n", None, "communities"),
        ("communities: 5\n", 1, "communities"),
        ("communities: [a, b]\n", 1, "communities"),
        ("communities: x.csv\nsauce: y\n", 2, "sauce"),
        ("title: Shangcheng\ncommunities: x.csv\n", 1, "title"),
        ("title: {de: a}\ncommunities: x.csv\n", 1, "de"),
        ("communities:\n  - {community: a, street: s, residents: 0}\n", 2, "residents"),
        ("communities:\n  - {community: a, street: s}\n", 2, "residents"),
        ("communities:\n  - {community: a, street: s, residents: 5,\n     stations: 2}\n", 3, "stations"),
        ("schema: 2\ncommunities: x.csv\n", 1, "schema"),
    ],
)
def test_a_bad_city_yaml_is_refused(tmp_path: Path, text: str, line: int | None, field: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_city(path)
    assert (caught.value.file, caught.value.line, caught.value.field) == (str(path), line, field)
