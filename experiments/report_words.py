"""What a report says around an analysis, in English and Chinese: headings, kinds of analysis, limits of the model."""

from scenarios.declare import declarations
from scenarios.parameters import Parameters
from scenarios.resources import Resources

KINDS: dict[str, tuple[str, str]] = {
    "calibrate": ("What a log or patterns leave of parameters", "日志或模式给参数留下的取值"),
    "compare": ("Regimes compared", "体制比较"),
    "decompose": ("What makes the difference", "差异从何而来"),
    "attribute": ("Which rules make the difference", "哪些规则造成差异"),
    "unrig": ("Who wins where", "何处何者胜出"),
    "equity": ("For whom the difference is", "差异惠及何人"),
    "path": ("In which order to bring the rules in", "规则的推行次序"),
    "sensitivity": ("What the result depends on", "结果取决于哪些参数"),
    "map": ("A map of when each regime wins", "两种体制各在何时胜出"),
    "optimize": ("The best rules within a budget", "预算内的最优规则"),
}
DESIGN: dict[str, tuple[str, str]] = {
    "draws": ("draws", "抽样数"),
    "rejected": ("draws left out", "剔除的抽样数"),
    "seed": ("seed of the draws", "抽样的种子"),
    "permutations": ("pairs of orders at each seed", "每个种子的次序对数"),
    "seed_of_orders": ("seed of the orders", "次序的种子"),
    "most_seeds": ("seeds at most", "种子数上限"),
    "beam": ("beam", "束宽"),
    "samples": ("samples", "样本数"),
    "method": ("method", "方法"),
    "population": ("designs a generation", "每代方案数"),
    "generations": ("generations", "代数"),
    "grid": ("grid", "网格"),
    "by": ("by", "按"),
    "search_seeds": ("seeds of the search", "搜索所用种子"),
    "fresh_seeds": ("fresh seeds", "新种子"),
}
"""What an analysis tells of its design beside seeds and days."""
WORDS: dict[str, dict[str, str]] = {
    "en": {
        "several": "Results of {n} analyses", "contents": "Contents", "question": "The question",
        "regimes": "The regimes", "findings": "What was found", "tables": "The numbers",
        "limits_of": "What this analysis cannot say", "limits_model": "What the model cannot say",
        "provenance": "Where this comes from",
        "further": "Further tables", "command": "The command that makes these results again:", "figure": "Figure",
        "title": "{kind}: {arms}", "and": " and ", "comma": ", ", "more": "{first} and {n} more", "colon": ": ",
        "about": "{city}; {n} paired seeds; {days} working days",
        "city": "{title}, {residents} residents in {communities} communities",
        "same_regimes": "The regimes are those of “{title}”.",
        "no_difference": "No rule, parameter or resource at the start differs between the regimes.",
        "rules_differ": "Rules that differ", "rules_same": "Rules that are the same in all regimes",
        "given_differ": "Parameters and resources that differ",
        "given_changed": "Parameters and resources that are the same in all, but not as Sanshe has them",
        "extensions": "Code from outside Sanshe (extensions), which may do more than its rules say",
        "file_of_code": "file", "timeline": "Reforms and shocks in time",
        "rule": "rule", "name": "name", "unit": "unit", "setting": "setting",
        "default": "as Sanshe has it", "regime": "regime", "value": "value", "all": "all", "from": "from",
        "until": "until", "what": "what changes", "primary": "{title}: primary outcomes",
        "others": "{title}: the other outcomes",
        "cut": "The first {shown} of {of} rows; all are in {file}.", "file": "All digits are in {file}.",
        "analysis": "analysis", "seeds": "seeds", "days": "working days", "hash": "scenario “{name}” (sha256)",
        "versions": "made with", "made": "Sanshe {version}: a model that explains and compares.",
    },
    "zh": {
        "several": "{n} 项分析的结果", "contents": "目录", "question": "问题", "regimes": "体制", "findings": "发现",
        "tables": "数值", "limits_of": "本分析不能说明什么", "limits_model": "模型不能说明什么",
        "provenance": "来源", "further": "其他表格", "command": "重新得到这些结果的命令：", "figure": "图",
        "title": "{kind}：{arms}", "and": "与", "comma": "、", "more": "{first}与其他 {n} 种", "colon": "：",
        "about": "{city}；{n} 个配对种子；{days} 个工作日",
        "city": "{title}，{residents} 名居民，{communities} 个社区",
        "same_regimes": "各体制同“{title}”。", "no_difference": "起始时各体制的规则、参数与资源均无差异。",
        "rules_differ": "不同的规则", "rules_same": "各体制相同的规则", "given_differ": "不同的参数与资源",
        "given_changed": "各体制相同、但与 Sanshe 默认值不同的参数与资源",
        "extensions": "Sanshe 之外的代码（扩展），其作用可能超出所列规则", "file_of_code": "文件",
        "timeline": "时间线上的改革与冲击",
        "rule": "规则", "name": "名称", "unit": "单位", "setting": "设置", "default": "默认值", "regime": "体制",
        "value": "值", "all": "全部", "from": "起", "until": "止", "what": "变化", "primary": "{title}：主要结果",
        "others": "{title}：其他结果", "cut": "仅列 {of} 行中的前 {shown} 行，全部见 {file}。",
        "file": "全部数位见 {file}。", "analysis": "分析", "seeds": "种子", "days": "工作日",
        "hash": "情景“{name}”（sha256）", "versions": "软件版本",
        "made": "Sanshe {version}：用于解释与比较的模型。",
    },
}  # fmt: skip


def kind_in(kind: str, lang: str) -> str:
    """What an analysis is called; one that is not known here by its command."""
    return KINDS[kind][lang == "zh"] if kind in KINDS else kind


def design_in(key: str, lang: str) -> str:
    """What a number of an analysis's design is called."""
    return DESIGN[key][lang == "zh"] if key in DESIGN else key.replace("_", " ")


def model_limits(lang: str) -> list[str]:
    """What holds of every result of the model (docs/ODD.md, sections 1 and 4; docs/preregistration.md)."""
    known = [d for table in (Parameters, Resources) for d in declarations(table)]
    assumed = sum(d.tag == "assumed" for d in known)
    if lang == "zh":
        return [
            "本模型用于解释与比较，不作预测。",
            f"{len(known)} 项参数与资源中有 {assumed} 项为假设值，所附默认值均未依据数据拟合；"
            "取值范围及来源见 docs/ODD.md 与 docs/preregistration.md。",
            "模型检验的是某一主张是否由规则推出；所依据的文章没有结果数据，因此无法说明其在现实中是否实现。",
            "区间只反映给定参数下各种子之间的偶然差异，不包含参数与机制本身的不确定性；种子越多区间越窄，但并不更接近现实。",
            "各体制面对同样的居民、诉求与资源；由谁制定规则、规则如何被采纳与执行，不在模型之内。",
        ]
    return [
        "The model explains and compares; it does not forecast.",
        f"{assumed} of its {len(known)} parameters and resources are assumed, and no value that comes with it is "
        "fitted to data; their ranges and sources stand in docs/ODD.md and docs/preregistration.md.",
        "It tests whether a claim follows from the rules. The article that it starts from gives no data on outcomes, "
        "so it cannot show that the claim came true.",
        "Intervals tell chance between seeds at the given parameters. They do not hold what is not known of the "
        "parameters and mechanisms: more seeds make them narrower, not truer.",
        "All regimes meet the same residents, needs and resources. Who sets the rules, and whether they would be "
        "followed, is outside the model.",
    ]
