"""Words of the generated pages in English and Chinese, beside those that the dashboard's view “Model” has."""

from dashboard.panel.timeline_words import SURGES
from dashboard.views import model_words
from dashboard.words import teller

LANGS = ("en", "zh")
SUFFIX = {"en": ".md", "zh": ".zh.md"}
"""How the source of a page in a language ends."""

WORDS: dict[str, tuple[str, str]] = {
    key: (category[0], category[1]) for key, category in SURGES.items()
} | {
    "rules": ("Boundary rules", "边界规则"),
    "rules_about": (
        "What a district can set. Every rule has a benefit and a price; a rule's card has its equations, the article's "
        "passage and a trial of the rule alone.",
        "城区可以设定的内容。每条规则都既有收益也有代价。规则卡片（英文）列出公式、原文与单独试验。",
    ),
    "rule": ("rule", "规则"),
    "keys": ("Keys and poles", "键与两极"),
    "keys_about": (
        "What a scenario writes under `rules:`. Anything within the range may be set; the poles are the values of the "
        "presets `hierarchy` and `network`.",
        "情景文件中 `rules:` 之下所写的键。范围内的任何值均可设定；两极即预设 `hierarchy` 与 `network` 的取值。",
    ),
    "hierarchy": ("hierarchy", "科层"),
    "network": ("network", "网络"),
    "title": ("meaning", "含义"),
    "parameters": ("Parameters", "参数"),
    "parameters_about": (
        "What is not known about any district: {n} numbers, each with a default and a range. Where a narrower range is "
        "given in brackets, registered experiments draw from that. The tag says where the default comes from. Set them "
        "under `parameters:`.",
        "任何城区都无法确知的数值，共 {n} 个，各有默认值与范围。括号内为登记实验抽取所用的较窄范围。"
        "“来历”说明默认值从何而来。在 `parameters:` 之下设定。",
    ),
    "resources": ("Resources", "资源"),
    "resources_about": (
        "What is given, the same under any rules: posts, hours and money, {n} settings. Set them under `resources:`.",
        "既定的岗位、工时与经费，共 {n} 项，在任何规则之下相同。在 `resources:` 之下设定。",
    ),
    "drawn": (" (drawn: {low} to {high})", "（抽取：{low} 至 {high}）"),
    "to": ("{low} to {high}", "{low} 至 {high}"),
    "any": ("any", "任意"),
    "or": (", ", "、"),
    "outcomes": ("Outcomes", "结果指标"),
    "outcomes_about": (
        "What regimes are compared on: {n} outcomes, each declared once. No rule reads one. Every outcome stands in "
        "the table and the figure of `sanshe compare` and in the dashboard's view Compare. The {p} marked P were "
        "registered as primary ([preregistration](../preregistration.md)): they come first in reports, and `decompose` "
        "and `map` show them unless others are asked for. “Neither” means that people do not agree on the better "
        "direction; then nobody is called the winner.",
        "用于比较治理方式的指标，共 {n} 项，各声明一次；没有一条规则读取它们。每项结果都在 `sanshe compare` "
        "的表和图以及仪表板的“比较”视图中。标 P 的 {p} 项登记为主要结果（[预注册](../preregistration.md)）："
        "报告中列在最前，`decompose` 与 `map` 默认显示。“无”表示优劣方向没有共识，此时不判定胜者。",
    ),
    "primary": ("P", "P"),
    "duty_list": ("Duty list", "责任清单"),
    "duty_list_about": (
        "The {n} kinds of item, each with who may act, who is liable, who approves and how much work it is. The file "
        "is `scenarios/duty_list.csv`. Where the chain of approvals depends on the seat of enforcement (R1), the "
        "hierarchy's comes first.",
        "共 {n} 类事项，各列明谁可办、谁担责、谁审批、工作量多少。文件为 `scenarios/duty_list.csv`。"
        "审批链随执法主体（R1）而异时，先列科层之链。",
    ),
    "item": ("item", "事项"),
    "category": ("category", "类别"),
    "share": ("share of the category", "占类别比例"),
    "tasks": ("tasks (hours, who)", "任务（工时、由谁办理）"),
    "candidates": ("candidates", "候选主办"),
    "liable": ("liable", "责任主体"),
    "approvals": ("approvals", "审批"),
    "chain_or": ("; or ", "；或 "),
    "sign_off": ("sign-off", "会签"),
    "standard_days": ("standard, working days", "办理时限（工作日）"),
    "urgency": ("urgency", "紧急程度"),
    "urgency_0": ("urgent", "紧急"),
    "urgency_1": ("normal", "一般"),
    "urgency_2": ("patient", "可缓"),
    "owner": ("owner", "主办"),
    "paperwork": ("paperwork", "文书"),
    "mediation": ("mediation", "调解"),
    "works": ("works", "工程"),
    "neighbourly": ("neighbourly", "邻里互助"),
    "presets": ("Presets", "预设"),
    "presets_about": (
        "Scenarios that come with Sanshe. Each is listed with what it sets otherwise than what it inherits, or "
        "otherwise than the default. `sanshe scenarios` lists their names.",
        "Sanshe 自带的情景。各列出与所沿用情景（或默认值）不同之处。`sanshe scenarios` 列出名称。",
    ),
    "inherits": ("`{name}` inherits `{base}`, in the city {city}.", "`{name}` 沿用 `{base}`，城区为{city}。"),
    "from_defaults": ("`{name}` inherits nothing, in the city {city}.", "`{name}` 不沿用其他情景，城区为{city}。"),
    "same": ("It sets nothing otherwise.", "没有不同之处。"),
    "before": ("value there", "原值"),
    "here": ("value here", "此处取值"),
    "timeline": ("In time:", "随时间："),
    "date": ("from", "自"),
    "changes": ("changes", "改变"),
    "commands": ("Commands", "命令"),
    "course": ("The course", "课程"),
    "course_about": (
        "Each page is a notebook, without its outputs. To run and change them:",
        "每页为一本笔记，不含输出。运行与修改：",
    ),
    "course_none": ("There are no notebooks here yet.", "此处尚无笔记。"),
    "open_notebook": (
        "This page is the notebook `{path}`, without outputs. Run it with",
        "本页为笔记 `{path}`，不含输出。运行：",
    ),
    "solution": ("Solution", "参考答案"),
    "english": ("", "（英文）"),
    "search": ("Search", "搜索"),
}  # fmt: skip

_own = teller(WORDS)


def text(key: str, lang: str, **values: object) -> str:
    """The text of a key, of this page's own or of the view “Model”."""
    return _own(key, lang, **values) if key in WORDS else model_words.text(key, lang, **values)
