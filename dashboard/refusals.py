"""What was wrong with an input, in the reader's language: the same file, line, field, found and allowed.

The house says its refusals in English, as the command line does. In Chinese each is put together anew from its parts;
a part for which there are no words here stays as it was said.
"""

import re
from functools import lru_cache

from dashboard.words import text
from scenarios.city import Community
from scenarios.declare import declarations
from scenarios.errors import InputError
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import Rules

FIELDS = {
    "years": "年数",
    "seeds": "种子数",
    "file": "文件",
    "encoding": "编码",
    "character": "字符",
    "column": "列",
    "row": "行",
    "communities": "社区列表",
    "scenario": "方案",
    "scenario or city": "方案或城区",
    "city": "城区",
    "inherits": "所依据的方案",
    "extensions": "扩展",
    "timeline": "时间线",
    "date": "日期",
    "day": "日",
    "until": "截止日期",
    "for": "持续天数",
    "regimes": "方案",
    "days": "天数",
    "address": "地址",
}
PARTS = (
    # what is allowed
    (r"a whole number from (\S+) to (\S+)", r"\1 至 \2 的整数"),
    (r"a number from (\S+) to (\S+)", r"\1 至 \2 的数"),
    (r"a whole number of working days from (\S+) to (\S+)", r"\1 至 \2 的整数（工作日）"),
    (r"above 0, at most (\S+)", r"大于 0、不超过 \1"),
    (r"at most (\S+) residents in the district", r"全区不超过 \1 名居民"),
    (r"at most (\S+) on the page; the command line takes more", r"网页上不超过 \1，命令行可更多"),
    (r"at most (\S+) bytes on the page", r"网页上不超过 \1 字节"),
    (r"at most (\S+)", r"不超过 \1"),
    (r"(\S+) only", r"只能是 \1"),
    (r"(.+) \(the nearest\)", r"最接近的 \1"),
    (r"(.+) \(the nearest\), or a CSV or YAML file", r"最接近的 \1，或一个 CSV 或 YAML 文件"),
    (r"(.+) \(the nearest\): a page opens no other file", r"最接近的 \1；网页不打开其他文件"),
    (r"(.+): a page opens no other file", r"\1；网页不打开其他文件"),
    (r"a CSV or YAML file", "CSV 或 YAML 文件"),
    (r"true or false", "true（是）或 false（否）"),
    (r"a text that is not empty", "非空文字"),
    (r"a column of this name", "有此名称的一列"),
    (r"each column once", "每列只出现一次"),
    (r"each community once", "每个社区只出现一次"),
    (r"each key once", "每项只出现一次"),
    (r"at least one community", "至少一个社区"),
    (r"cells divided by commas", "以逗号分隔"),
    (r"rows of comma-separated cells", "以逗号分隔的各行"),
    (r"(\d+) cells", r"\1 个单元格"),
    (r"a name on one line, without spaces around it", "单行名称，前后无空格"),
    (r"0 \(shares a neighbouring community's station\) or 1; .*",
     "0（与相邻社区共用服务站）或 1；一个社区有几个服务站时，请按服务站拆成几个社区，各写其服务的人口"),
    (r"UTF-8 \(Excel: CSV UTF-8\)", "UTF-8（Excel 中另存为“CSV UTF-8”）"),
    (r"a file with content", "有内容的文件"),
    (r"a readable file", "可读取的文件"),
    (r"well-formed YAML", "格式正确的 YAML"),
    (r"a mapping of keys to values", "“键: 值”的形式"),
    (r"text", "普通文字"),
    (r"none: a page runs no code of a visitor", "无：网页不运行访客的代码"),
    (r"a list of communities, or the CSV itself uploaded", "社区列表，或直接上传该 CSV"),
    (r"a preset, or a blend such as (\S+)", r"预设方案，或 \1 这样的混合"),
    (r"a date such as (\S+)", r"\1 这样的日期"),
    (r"a date up to (\S+)", r"不晚于 \1 的日期"),
    (r"a date from (\S+?),? (?:the start, )?on", r"不早于 \1 的日期"),
    (r"a date that ends it after (\S+)", r"晚于开始日 \1 的日期"),
    (r"at least one key to change", "至少更改一项"),
    (r"one at a time", "同一时间只能有一个"),
    (r"one value at a time", "同一时间只能取一个值"),
    (r"until or for beside it", "同时给出截止日期或持续天数"),
    (r"no until or for: who has left does not come back", "不写截止日期或持续天数：离任者不再返回"),
    (r"none: it is the district's", "不写街道：属全区"),
    (r"a preset that differs", "有所不同的预设"),
    (r"upload it again", "重新上传"),
    (r"(.+): take the scenario file instead", r"\1，请改用方案文件"),
    # what was found
    (r"nothing in it", "空文件"),
    (r"nothing", "空白"),
    (r"none", "无"),
    (r"''", "空白"),
    (r"an unknown key", "未知的项"),
    (r"no such column", "没有这一列"),
    (r"(.+) twice", r"\1 出现两次"),
    (r"(.+) again", r"\1 重复出现"),
    (r"(\S+) up to here", r"到此行已有 \1"),
    (r"cells divided by semicolons", "以分号分隔"),
    (r"cells divided by tabs", "以制表符分隔"),
    (r"(\S+) bytes", r"\1 字节"),
    (r"(\S+) characters", r"\1 个字符"),
    (r"control character (.+)", r"控制字符 \1"),
    (r"no end", "没有截止日期"),
    (r"an end", "有截止日期"),
    (r"another one on working day (\d+), while the entry of day (\d+) holds",
     r"第 \1 个工作日又有一个，而第 \2 日的仍有效"),
    (r"another value on working day (\d+), while the entry of day (\d+) holds",
     r"第 \1 个工作日另有取值，而第 \2 日的仍有效"),
    (r"nothing in which (\S+) differs on that day", r"该日与 \1 无不同之处"),
    (r"a district that no address holds", "地址无法容纳的城区"),
)  # fmt: skip


def refusal(error: InputError, lang: str) -> str:
    """One sentence for a reader of that language: where, which field, what was found, what may stand there."""
    if lang != "zh":
        return error.message
    place = "" if error.file is None else error.file
    if place and error.line:
        place += text("line", lang, line=error.line)
    told = text("refused", lang, field=field_in(error.field), found=_part(error.found), allowed=_part(error.allowed))
    return f"{place}：{told}" if place else told


def field_in(field: str) -> str:
    """A field in Chinese, with the word that a file has for it."""
    if field.startswith("address: "):
        return f"地址中的 {field_in(field.removeprefix('address: '))}"
    name = _names().get(field)
    return f"{name}（{field}）" if name and name != field else field


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    declared = {d.key: d.title_zh for kind in (Parameters, Resources, Rules, Community) for d in declarations(kind)}
    return FIELDS | declared


def _part(said: object) -> str:
    words = " ".join(str(said).split())
    for english, chinese in PARTS:
        if found := re.fullmatch(english, words):
            return found.expand(chinese)
    return words
