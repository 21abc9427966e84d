"""Which of the five categories a service of a log is, where no map says it: by its name.

A name of the duty list 责任清单 is that item. Of any other the first key word that it holds decides, in this order:
what is forbidden to somebody, care, neighbours' help, paper, and what concerns a whole neighbourhood. This is a guess
from words, and `sanshe calibrate` says what it was for each service; a map of one's own takes its place.
"""

from functools import cache

import pandas as pd

from experiments.logs.columns import Columns, category_key

UNRECOGNISED = "administrative"
"""What a service counts as that nothing tells: what any front desk can take in."""
KEY_WORDS: dict[str, tuple[str, ...]] = {
    "enforcement": (
        "illegal", "unlawful", "violation", "unlicensed", "without permit", "enforcement", "blocked driveway",
        "abandoned vehicle", "abandoned auto", "encampment", "vendor", "vending", "water waste", "food safety",
        "construction noise", "smoking", "fire lane", "counterfeit", "违法", "违章", "违规", "违建", "违停", "占道",
        "无证", "执法", "举报", "流动摊", "油烟", "群租", "施工噪", "夜间施工", "消防通道", "堵塞消防", "食品安全",
        "乱倒", "偷倒", "扬尘", "假冒", "欠薪", "市场监管", "城市管理",
    ),
    "care": (
        "elder", "senior", "disab", "mental health", "child protection", "homeless", "meals", "home care",
        "wellness check", "domestic", "shelter", "养老", "助餐", "照护", "照料", "护理", "残疾", "失智", "独居", "精神",
        "困境儿童", "未成年", "家暴", "救助", "康复", "孤寡", "心理",
    ),
    "mutual_aid": ("volunteer", "neighbour help", "neighbor help", "errand", "志愿", "互助", "邻里帮", "代购", "陪诊"),
    "administrative": (
        "information", "enquiry", "inquiry", "question", "feedback", "comment", "certificate", "licence", "license",
        "permit", "registration", "benefit", "tax", "billing", "form", "咨询", "政策", "证明", "办证", "户籍", "社保",
        "医保", "公积金", "居住证", "身份证", "登记", "税", "查询", "补贴", "建议", "表扬", "意见", "求助",
    ),
    "collective": (
        "bulky", "graffiti", "dumping", "trash", "garbage", "rubbish", "refuse", "recycl", "appliance",
        "electronic waste", "street", "light", "pothole", "sidewalk", "sewer", "water", "tree", "park", "noise",
        "animal", "rodent", "pest", "sanitation", "traffic", "signal", "sign", "snow", "heat", "plumbing", "building",
        "graffiti", "物业", "停车", "噪声", "噪音", "漏水", "垃圾", "环卫", "保洁", "路灯", "道路", "绿化", "电梯",
        "充电", "宠物", "养犬", "犬", "业主", "业委会", "管网", "下水", "排水", "供水", "供电", "供暖", "供热", "燃气",
        "停水", "停电", "小区", "公共", "设施", "市容", "交通", "公交", "房屋", "住房", "井盖", "积水", "装修", "邻里",
    ),
}  # fmt: skip


@cache
def _items() -> dict[str, str]:
    """The category of each item of the duty list by its key and its names."""
    from scenarios.duty_list import load_duty_list

    return {name: item.category for item in load_duty_list() for name in (item.key, item.zh, item.en)}


def guessed(service: str) -> str | None:
    """The category of a service by its name, None where nothing tells.

    Examples:
        >>> from experiments.logs.services import guessed
        >>> guessed("Illegal Dumping Pickup"), guessed("小区噪声"), guessed("Other")
        ('enforcement', 'collective', None)
    """
    if service in _items():
        return _items()[service]
    text = service.casefold()
    return next((key for key, words in KEY_WORDS.items() if any(word in text for word in words)), None)


def categories_of(service: pd.Series, told: pd.Series | None, columns: Columns) -> tuple[pd.Series, pd.Series]:
    """The category of each row, and whether it was known: by the map, by the log's own word, by the service's name.

    Args:
        service: Names of services.
        told: What the log's own column of categories says, if it has one.
        columns: The map.
    """
    known = {name: columns.categories.get(name) or guessed(name) for name in service.unique()}
    found = service.map(known)
    if told is not None:
        own = told.map({word: category_key(word) for word in told.unique()})
        mapped = service.isin(list(columns.categories))
        found = found.where(mapped | own.isna(), own)
    return found.fillna(UNRECOGNISED).astype("str"), found.notna()
