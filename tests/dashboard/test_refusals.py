import pytest

from dashboard.panel.upload import read_upload
from dashboard.refusals import field_in, refusal
from scenarios.errors import InputError
from scenarios.limits import whole_number, years_of

HEAD = "community,street,residents\n"


def refused(content: str) -> InputError:
    with pytest.raises(InputError) as caught:
        read_upload("my.csv", content.encode())
    return caught.value


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEAD + "甲,东街,三千\n", "my.csv 第 2 行：常住人口（residents）写的是 '三千'，应为：1 至 1,000,000 的整数"),
        (HEAD + "甲,东街,\n", "my.csv 第 2 行：常住人口（residents）写的是 空白，应为：1 至 1,000,000 的整数"),
        (HEAD + "甲,东街,5\n甲,东街,5\n",
         "my.csv 第 3 行：社区（community）写的是 '甲' 重复出现，应为：每个社区只出现一次"),
        (HEAD.replace(",", ";") + "甲;东街;5\n", "my.csv 第 1 行：CSV写的是 以分号分隔，应为：以逗号分隔"),
        ("community,street\n甲,东街\n", "my.csv 第 1 行：常住人口（residents）写的是 没有这一列，应为：有此名称的一列"),
        (HEAD + "甲,东街\n", "my.csv 第 2 行：行（row）写的是 2 个单元格，应为：3 个单元格"),
        ("地名,street,residents\n", "my.csv 第 1 行：列（column）写的是 '地名'，应为：community, street, residents, "),
        (HEAD, "my.csv：社区列表（communities）写的是 无，应为：至少一个社区"),
        ("", "my.csv：文件（file）写的是 空文件，应为：有内容的文件"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_district_is_said_in_chinese(content: str, said: str) -> None:
    told = refusal(refused(content), "zh")
    assert told.startswith(said), told


def test_in_english_it_is_what_the_command_line_says() -> None:
    error = refused(HEAD + "甲,东街,many\n")
    assert refusal(error, "en") == error.message


@pytest.mark.parametrize(
    ("field", "check", "said"),
    [
        ("seeds", lambda field: whole_number(field, 1, 2, 50), "种子数（seeds）写的是 1，应为：2 至 50 的整数"),
        ("years", lambda field: years_of(field, 0), "年数（years）写的是 0，应为：大于 0、不超过 100"),
    ],
)
def test_numbers_of_the_bar(field: str, check: object, said: str) -> None:
    with pytest.raises(InputError) as caught:
        check(field)  # type: ignore[operator]
    assert refusal(caught.value, "zh") == said


def test_a_part_without_words_stays_as_it_was_said() -> None:
    assert refusal(InputError("frobs", "7", "a frob"), "zh") == "frobs写的是 7，应为：a frob"
    assert field_in("address: years") == "地址中的 年数（years）"
