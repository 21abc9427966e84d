"""What the view that says why says."""

from dashboard.words import teller

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Which rules made the difference?", "是哪些规则造成了差异？"),
    "lead": (
        "Every combination of rules is run on the same residents: some as in the one regime, the others as in the "
        "other. What a rule adds, mean over all orders of bringing the rules in, is its share (Shapley value); the "
        "shares add up to the whole difference.",
        "让各种规则组合在同一批居民上运行：一部分规则取一个方案的值，其余取另一个方案的值。"
        "一项规则在所有引入次序上的平均贡献即其份额（Shapley 值），各份额之和等于总差异。",
    ),
    "from": ("From", "从"),
    "to": ("to", "到"),
    "by": ("Split over", "分解为"),
    "by_group": ("four groups of rules", "四组规则"),
    "by_rule": ("single rules", "单项规则"),
    "years": ("Years", "年数"),
    "seeds": ("Seeds", "种子数"),
    "outcome": ("Outcome", "结果"),
    "start": ("Find out why", "找出原因"),
    "go_on": ("Go on", "继续"),
    "cancel": ("Cancel", "取消"),
    "runs": ("{runs} runs of {years} years each", "{runs} 次运行，每次 {years} 年"),
    "runs_known": (
        "{missing} further runs ({runs} in all) of {years} years each",
        "尚需 {missing} 次运行（共 {runs} 次），每次 {years} 年",
    ),
    "about": (", about {time} here if nobody else runs anything", "，若无他人运行，此处约需{time}"),
    "exact": ("all combinations at every seed", "每个种子运行全部组合"),
    "drawn": ("sampled orders: one and its reverse at every seed", "抽样次序：每个种子一个次序及其倒序"),
    "seconds": ("{n} s", " {n} 秒"),
    "minutes": ("{n} min", " {n} 分钟"),
    "hours": ("{n} h", " {n} 小时"),
    "waiting": ("waiting: {ahead} before", "排队中：前面还有 {ahead} 个"),
    "starting": ("starting", "正在启动"),
    "running": ("{done} of {runs} runs done", "已完成 {done}/{runs} 次运行"),
    "stopped": ("stopped: {done} of {runs} runs done", "已停止：已完成 {done}/{runs} 次运行"),
    "done": ("done: {runs} runs, {seeds} seeds", "完成：{runs} 次运行，{seeds} 个种子"),
    "failed": ("failed: {error}", "失败：{error}"),
    "elsewhere": (
        "Another question of yours is being worked on; starting this one stops it and keeps what it found.",
        "您的另一个问题正在运行；启动本问题会停止它，已得结果保留。",
    ),
    "first": (
        "No share is known before every combination has been run at the first seed: {done} of {runs} runs.",
        "第一个种子的全部组合运行完之前，份额未知：已完成 {done}/{runs}。",
    ),
    "so_far": (
        "First {n} of {seeds} seeds; this will still change.",
        "目前为前 {n} 个种子（共 {seeds} 个），结果仍会变化。",
    ),
    "so_far_one": (
        "First seed of {seeds}: no interval yet, nothing is claimed.",
        "第 1 个种子（共 {seeds} 个）：尚无区间，不作结论。",
    ),
    "not_split": (
        "These two cannot be split: they differ in more than rules, or in nothing. {error}. Resources, timelines and "
        "the district must be the same in both.",
        "无法分解这两个方案：除规则外还有其他差异，或完全相同。{error}。两者的资源、时间线和城区须一致。",
    ),
    "counting": ("Reckoning …", "计算中……"),
    "no_value": (
        "This outcome has no value in some of these runs, so it cannot be split.",
        "该结果在部分运行中没有取值，无法分解。",
    ),
    "chart": ("{outcome}: from {a} to {b}", "{outcome}：从{a}到{b}"),
    "chart_label": (
        "{outcome}: {a} {mean_a}, {b} {mean_b}. Adding up from the one to the other: {list}.",
        "{outcome}：{a} {mean_a}，{b} {mean_b}。由前者到后者依次为：{list}。",
    ),
    "other": ("other rules ({m})", "其余规则（{m}）"),
    "caption": (
        "n = {n} paired seeds, {years} years each, {how}. Bars begin where the one above ends; whiskers are 95 % "
        "intervals over seeds (Student's t). Coloured bars differ from zero (p < 0.05 by Holm over the bars); hatching "
        "rises for the better, falls for the worse; grey: not known.",
        "{n} 个配对种子，各 {years} 年，{how}。每条从上一条的终点开始；须线为种子间 95% 区间（t 分布）。"
        "有颜色的条与零有别（各条间 Holm 校正 p < 0.05）；斜纹上升为更好，下降为更差；灰色为未知。",
    ),
    "few": (
        "With fewer than ten seeds the intervals of sampled orders can be too narrow.",
        "种子少于十个时，抽样次序的区间可能过窄。",
    ),
    "cut": ("The axis does not begin at zero.", "坐标轴不从零开始。"),
    "found": ("What was found", "发现"),
    "limits": ("What this cannot say", "不能说明什么"),
    "numbers": ("numbers", "数据"),
    "what": ("rule", "规则"),
    "adds": ("adds", "贡献"),
    "interval": ("95 % interval", "95% 区间"),
    "verdict": ("verdict", "判断"),
    "alone": ("alone in {a}", "单独加入{a}"),
    "taken": ("taken out of {b}", "单独从{b}撤出"),
    "cards": ("The rules in which they differ", "两者不同的规则"),
    "cards_all": ("All rules", "全部规则"),
    "cards_none": ("They differ in no rule.", "两者规则相同。"),
    "show_all": ("show all {n} rules", "显示全部 {n} 项规则"),
    "same": ("the same in both", "两者相同"),
    "explanation": ("What it is", "说明"),
    "passage": ("In the article", "原文"),
    "benefit": ("Benefit", "益处"),
    "price": ("Price", "代价"),
    "setting": ("Setting", "设置"),
    "share": ("Its share in “{outcome}”", "对“{outcome}”的贡献"),
    "attribute_rights": ("rights", "权利"),
    "attribute_capability": ("capability", "能力"),
    "attribute_fusion": ("fusion", "融合"),
    "level_district": ("district", "区"),
    "level_street": ("street", "街道"),
    "level_community": ("community", "社区"),
    "n": ("n", "种子数"),
    "plain_whole": (
        "From {a} to {b}, {outcome} goes from {mean_a} to {mean_b}.",
        "从 {a} 到 {b}，{outcome}由 {mean_a} 变为 {mean_b}。",
    ),
    "plain_sure": ("Of this, {moves}", "其中{moves}"),
    "plain_up": ("{by} up through {name}", "{name}使其上升 {by}"),
    "plain_down": ("{by} down through {name}", "{name}使其下降 {by}"),
    "plain_more": (", and {n} more that are sure.", "，另有 {n} 项作用确定。"),
    "plain_end": (".", "。"),
    "plain_n": ("{n} others", "其余 {n} 项"),
    "plain_open": (
        "What is added by {names} cannot be told from chance.",
        "{names}的作用与偶然无法区分。",
    ),
}


text = teller(WORDS)


def duration(seconds: float, lang: str) -> str:
    """A length of time in words, no finer than it is known."""
    if seconds < 90:
        return text("seconds", lang, n=max(5, 5 * round(seconds / 5)))
    if seconds < 5400:
        return text("minutes", lang, n=round(seconds / 60))
    return text("hours", lang, n=round(seconds / 3600, 1))
