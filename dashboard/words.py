"""Words that several parts of the page use, and how numbers are written."""

import math
from collections.abc import Mapping
from typing import Protocol

from scenarios.words import CHOICES

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Sanshe", "三社"),
    "subtitle": ("who serves residents, under which boundary rules", "谁来服务居民，边界如何划分"),
    "view_compare": ("Compare", "比较"),
    "view_structure": ("Structure", "结构"),
    "view_where": ("Where and for whom", "何处与何人"),
    "view_why": ("Why", "为何"),
    "view_model": ("Model", "模型"),
    "view_take": ("Take away", "带走"),
    "panel_levers": ("Levers", "规则"),
    "panel_settings": ("Assumptions and district", "假设与城区"),
    "panel_time": ("In time", "时间线"),
    "views": ("Views", "视图"),
    "panels": ("Settings", "设置"),
    "run": ("Run", "运行"),
    "pause": ("Pause", "暂停"),
    "resume": ("Go on", "继续"),
    "cancel": ("Cancel", "取消"),
    "more": ("Add ten seeds", "再加十个种子"),
    "years": ("Years", "年数"),
    "seeds": ("Seeds", "种子数"),
    "baseline": ("baseline", "基准"),
    "language": ("中文", "English"),
    "changed_since": ("Settings have changed since this run.", "本次运行之后设置已更改。"),
    "nothing_structure": (
        "Here you will see who answers to whom and who hands work to whom under each regime, and one request followed "
        "from its arising to its end.",
        "此处将显示各方案中谁对谁负责、谁把事交给谁，并可跟踪一件诉求的全过程。",
    ),
    "nothing_where": (
        "Here you will see every community by street, vulnerable residents against others, and how many needs get "
        "voiced, answered, resolved and followed up.",
        "此处将按街道显示每个社区的结果、弱势居民与其他居民的差距，以及诉求从表达、反应、解决到跟踪各剩多少。",
    ),
    "nothing_yet": (
        "Nothing has been run yet. Press Run: the first curve comes within seconds.",
        "尚未运行。点击“运行”，数秒内出现第一条曲线。",
    ),
    "numbers": ("numbers", "数据"),
    "line": (" line {line}", " 第 {line} 行"),
    "refused": ("{field}: found {found}; allowed {allowed}", "{field}写的是 {found}，应为：{allowed}"),
    "full": (
        "This server is full: too many pages are open. Try again in half a minute.",
        "服务器已满：打开的页面过多，请半分钟后再试。",
    ),
    "waiting": ("waiting: {ahead} before you", "排队中：前面还有 {ahead} 个"),
    "starting": (
        "starting: setting up residents and offices",
        "正在启动：生成居民与各机构，首次较久",
    ),
    "running": ("running: {done} of {all} seeds done", "运行中：已完成 {done}/{all} 个种子"),
    "paused": ("paused: {done} of {all} seeds done", "已暂停：已完成 {done}/{all} 个种子"),
    "done": ("done: {all} seeds", "完成：{all} 个种子"),
    "stopped": ("stopped: {done} of {all} seeds done", "已取消：已完成 {done}/{all} 个种子"),
    "failed": ("failed", "失败"),
    "residents_of": ("{city}: {residents} residents", "{city}：{residents} 名居民"),
    "gone": (
        "The run of this address is no longer kept. Press Run to make it again: the same seeds give the same results.",
        "此地址的运行结果已不再保留。点击“运行”即可重现：同样的种子得到同样的结果。",
    ),
    "unheld": (
        "The district of this address is too large for an address. Upload it again under Assumptions and district.",
        "此地址的城区过大，地址无法容纳。请在“假设与城区”中重新上传。",
    ),
    "loading": ("Loading …", "正在载入……"),
    "busy": ("working", "处理中"),
    "lost": (
        "The connection to the server was lost. Reload the page: its address brings everything back.",
        "与服务器的连接已断开。请重新载入页面：地址会恢复全部设置。",
    ),
    "failed_page": (
        "Something went wrong on this page. Reload it: its address brings back what was set.",
        "页面出错。请重新载入：地址会恢复全部设置。",
    ),
    "reload": ("Reload", "重新载入"),
    "close": ("Close", "关闭"),
}


class Teller(Protocol):
    """Gives a text in a language, with its values."""

    def __call__(self, key: str, lang: str, **values: object) -> str:
        """The text of a key."""


def teller(words: Mapping[str, tuple[str, str]]) -> Teller:
    """What gives the texts of a table of (English, Chinese)."""

    def text(key: str, lang: str, **values: object) -> str:
        return words[key][lang == "zh"].format(**values)

    return text


text = teller(WORDS)


def choice(value: object, lang: str) -> str:
    """A choice of a rule as a word for readers, without what a scenario file calls it."""
    said = str(value).lower() if isinstance(value, bool) else str(value)
    return CHOICES.get(said, said) if lang == "zh" else said.replace("_", " ")


def number(value: float, digits: int = 3) -> str:
    """A number for readers: thousands apart, so many significant digits, a dash where there is none."""
    if not math.isfinite(value):
        return "–"
    if value == 0:
        return "0"
    whole = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    return f"{value:,.{whole}f}"
