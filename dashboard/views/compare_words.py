"""What the view Compare says, in English and Chinese."""

from dashboard.words import teller

WORDS: dict[str, tuple[str, str]] = {
    "outcome": ("Outcome", "结果"),
    "search": ("Search outcomes", "查找结果"),
    "nothing_found": ("No outcome of that name", "没有这个名称的结果"),
    "better_higher": ("higher is better", "越高越好"),
    "better_lower": ("lower is better", "越低越好"),
    "better_none": ("neither direction is better", "高低无优劣之分"),
    "axis": ("Axis of time", "时间轴"),
    "days": ("working days", "工作日"),
    "dates": ("dates", "日期"),
    "day": ("day", "日"),
    "date": ("date", "日期"),
    "n": ("seeds", "种子数"),
    "mean": ("mean", "均值"),
    "baseline": ("baseline", "基准"),
    "regimes": ("Regimes", "方案"),
    "levels": ("{outcome} over time", "{outcome}：随时间变化"),
    "levels_sub": ("mean over seeds and its 90 % band · {unit}", "各种子均值及其 90% 区间 · {unit}"),
    "gap": ("Difference from {a}", "与 {a}之差"),
    "gap_sub": ("same residents, same needs, 90 % band · {unit}", "同样的居民与需求，90% 区间 · {unit}"),
    "levels_aria": (
        "Curves of {outcome} over time, mean over seeds with a 90 % band. {told}",
        "{outcome}随时间变化的曲线，为各种子均值及 90% 区间。{told}",
    ),
    "gap_aria": (
        "Curves of the paired difference in {outcome} from {a}, with a 90 % band and a line at zero. {told}",
        "{outcome}与{a}的配对差随时间变化的曲线，带 90% 区间与零线。{told}",
    ),
    "numbers": ("numbers", "数据"),
    "finished": ("{done} of {all} seeds finished", "已完成 {done}/{all} 个种子"),
    "so_far": (
        "Each point is the outcome as if the run had ended on that day: early ones rest on few needs, and what takes "
        "long cannot have happened yet.",
        "每个点是假定运行到当日为止的结果：早期的点依据的诉求很少，耗时长的事情尚未发生。",
    ),
    "unequal": (
        "{arms} and {a} do not meet the same shocks ({shocks}): a difference is one of rules and shocks together, and "
        "where needs surge they are not the same.",
        "{arms}与{a}所受冲击不同（{shocks}）：差异是规则与冲击共同造成的；诉求激增时，诉求也不相同。",
    ),
    "rests": ("the curves rest on {n} seeds", "曲线基于 {n} 个种子"),
    "rests_one": ("the curves rest on one seed: no band yet", "曲线仅基于一个种子：尚无区间"),
    "rests_steps": (
        "the curve up to day {day} rests on {n} seeds, at the end (day {last}) on {fewest}",
        "截至第 {day} 日的曲线基于 {n} 个种子，末端（第 {last} 日）基于 {fewest} 个",
    ),
    "told": (
        "{outcome} on day {day}: {a} under {arm_a}",
        "第 {day} 日的{outcome}：{arm_a}为 {a}",
    ),
    "told_arm": ("{value} under {arm}, {difference} — {verdict}", "{arm}为 {value}，{difference}——{verdict}"),
    "told_band": (
        "{difference} (90 % interval {low} to {high}, {n} seeds)",
        "相差 {difference}（90% 区间 {low} 至 {high}，{n} 个种子）",
    ),
    "told_one": ("{difference} in one seed", "单个种子相差 {difference}"),
    "no_value": ("no value yet", "尚无数值"),
    "says_better": ("better than {a}", "优于 {a}"),
    "says_worse": ("worse than {a}", "劣于 {a}"),
    "says_open": ("not told apart from {a}", "与 {a} 无法区分"),
    "says_same": ("the same as {a} in every seed", "各种子均与 {a} 相同"),
    "says_higher": ("higher than {a}, which is neither good nor bad in itself", "高于 {a}，其本身并无优劣"),
    "says_lower": ("lower than {a}, which is neither good nor bad in itself", "低于 {a}，其本身并无优劣"),
    "says_one": ("one seed tells nothing yet", "单个种子尚不能说明"),
    "says_none": ("nothing to compare", "无可比较"),
    "verdict_better": ("▲ better", "▲ 更好"),
    "verdict_worse": ("▼ worse", "▼ 更差"),
    "verdict_open": ("○ not told apart", "○ 无法区分"),
    "verdict_same": ("= the same", "= 相同"),
    "verdict_higher": ("↑ higher", "↑ 更高"),
    "verdict_lower": ("↓ lower", "↓ 更低"),
    "verdict_equivalent": ("≈ equivalent", "≈ 等效"),
    "verdict_one": ("one seed", "单个种子"),
    "verdict_none": ("–", "–"),
    "horizon": ("At the horizon: day {day}, {n} of {all} seeds", "期末（第 {day} 日），{n}/{all} 个种子"),
    "not_yet": (
        "The table comes with the first seed that has reached the horizon (day {day}).",
        "首个种子到达期末（第 {day} 日）后显示结果表。",
    ),
    "never": (
        "No seed reached the horizon (day {day}), so there is no table.",
        "没有种子到达期末（第 {day} 日），因此没有结果表。",
    ),
    "summary": (
        "{by}, of {judged} headline outcomes {arm} is better than {a} in {better}{better_list}, worse in {worse}"
        "{worse_list}; in {open} the seeds do not tell them apart.",
        "{by}，在 {judged} 项主要结果中，{arm}有 {better} 项优于 {a}{better_list}，{worse} 项更差{worse_list}；"
        "{open} 项无法区分。",
    ),
    "summary_equivalent": ("in {n} they are shown to be as good as equal.", "{n} 项可视为等效。"),
    "by_told": ("By 90 % intervals, each by itself", "按各自的 90% 区间"),
    "by_verdict": ("After Holm’s adjustment, at 5 %", "经 Holm 校正（5%）"),
    "summary_list": (" ({list})", "（{list}）"),
    "comma": (", ", "、"),
    "semicolon": ("; ", "；"),
    "stop": (".", "。"),
    "one_finished": (
        "One seed has reached the horizon: there is no interval, so nothing is told apart yet.",
        "只有一个种子到达期末：没有区间，尚不能下判断。",
    ),
    "every": ("all {n} outcomes", "全部 {n} 项结果"),
    "adjusted": ("adjust for many outcomes (Holm)", "多重比较校正（Holm）"),
    "adjusted_head": ("below: after Holm, 5 %", "下方：Holm 校正后，5%"),
    "chance": (
        "Every interval is 90 % by itself: of {n} outcomes some {few} would seem to differ by chance alone, even if "
        "the regimes were the same. Holm’s adjustment, over all {n} outcomes at 5 % as in the report, allows for that; "
        "≈ there says that a difference is shown to be smaller than the smallest of interest. Neither allows for "
        "looking again and again: fix the number of seeds first, since whoever adds some until a difference shows "
        "finds one by chance.",
        "每个区间各自为 90%：即使各方案并无差异，{n} 项结果中也约有 {few} 项会因偶然而显得不同。"
        "Holm 校正（与报告相同，对全部 {n} 项结果按 5%）已计入这一点；其中 ≈ 表示差异已证明小于有意义的最小差异。"
        "两者都未计入反复查看：请先定好种子数，若不断增加种子直到出现差异，迟早会因偶然得到差异。",
    ),
    "head_outcome": ("outcome", "结果"),
    "head_arm": ("regime", "方案"),
    "head_mean": ("mean", "均值"),
    "head_difference": ("difference (90 %)", "差异（90% 区间）"),
    "head_plot": ("interval, zero in the middle", "区间，中线为零"),
    "head_verdict": ("against {a}", "与 {a} 相比"),
    "pairs": ("{n} seeds", "{n} 个种子"),
    "table": ("Outcomes at the horizon", "期末结果"),
    "choose": ("show the curves of {outcome}", "显示{outcome}的曲线"),
    "status_stopped": (
        "This run was cancelled. What it had found is shown; press Run to start anew.",
        "本次运行已取消。以下为取消前的结果；点击“运行”可重新开始。",
    ),
    "status_paused": (
        "This run is paused: what is shown stays as it is until it goes on.",
        "本次运行已暂停：继续之前，显示的结果不再变化。",
    ),
    "status_failed": (
        "This run failed; what it had found before is shown.",
        "本次运行失败；以下为失败前的结果。",
    ),
    "waits": ("Your run waits for its turn: {n} before it.", "您的运行正在排队：前面还有 {n} 个。"),
    "starts": ("The run has begun; the first points are on their way.", "运行已开始，首批数据即将出现。"),
    "empty_stopped": ("The run was cancelled before it found anything.", "运行在得到结果之前已被取消。"),
    "empty_failed": ("The run failed before it found anything.", "运行在得到结果之前失败。"),
    "empty_paused": ("The run is paused and has found nothing yet.", "运行已暂停，尚无结果。"),
    "note": (
        "mean over {first} seeds, at the end (day {day}) over {last}, with its 90 % band",
        "{first} 个种子的均值及 90% 区间，末端（第 {day} 日）为 {last} 个",
    ),
    "note_same": ("mean over {first} seeds with its 90 % band", "{first} 个种子的均值及 90% 区间"),
    "intro": ("What is compared", "比较什么"),
    "what_happens": ("What happens when you press Run", "点击“运行”之后"),
    "happens": (
        "All regimes govern the same {residents} residents of {city}, who have the same needs on the same days, for "
        "{days} working days. This is repeated {seeds} times with other chance (seeds). Curves appear within seconds "
        "and grow day by day; the more seeds have run, the narrower the bands, and only what still differs then is "
        "told as a difference.",
        "各方案面对“{city}”的同一批居民，共 {residents} 人，他们在同样的日子有同样的需求，为期 {days} 个工作日。"
        "这样重复 {seeds} 次，每次偶然情况不同，称为一个“种子”。曲线数秒内出现并逐日延伸；种子越多，区间越窄，"
        "届时仍不含零的差异才算差异。",
    ),
    "happens_not": (
        "Nothing is arranged: every rule has a benefit and a price. The numbers explain and compare; they do not "
        "forecast.",
        "结果并非预设：每条规则有收益也有代价。数字用于解释与比较，不是预测。",
    ),
    "changed": ("Changed from it: {n} settings.", "在此基础上更改了 {n} 项设置。"),
    "changed_one": ("Changed from it: one setting.", "在此基础上更改了 1 项设置。"),
    "blended": (
        "Between {a} and {b}, {share} of the way. Numbers lie in between; choices switch at their threshold.",
        "介于{a}与{b}之间，位于 {share} 处。数值取两者之间，选项到阈值时切换。",
    ),
    "in_time": ("Rules or shocks change on {n} dates.", "规则或冲击在 {n} 个日期发生变化。"),
}  # fmt: skip

INTRO: dict[str, tuple[str, str]] = {
    "hierarchy": (
        "District departments decide and enforce; every community has its own station with separate windows, and most "
        "requests go up for approval and come down again. The residents’ committee is busy with delegated work; social "
        "organisations and residents have little part in it.",
        "区级部门决定并执法；一社区一站、窗口分设，多数诉求需逐级上报审批再返回。"
        "居委会忙于行政事务，社会组织与居民很少参与。",
    ),
    "network": (
        "Duties are drawn clearly and moved down to the street; one integrated station serves several communities, and "
        "projects are bought from social organisations. Residents deliberate, evaluate and supervise, and all sectors "
        "share houses, funds and data; every such tie costs hours too.",
        "职责划分清晰并下沉到街道；一站服务多个社区、综合受理，项目向社会组织购买。"
        "居民协商、评价和监督，各方共享场所、资金与数据；每一种联系也都要花费工时。",
    ),
    "clean_hierarchy": (
        "The boundaries of the network without its ties: duties are clear, enforcement sits at the street, the station "
        "has one integrated window. Social organisations and residents have as little part as under the hierarchy.",
        "有网络的清晰边界而无其横向联系：职责明确，执法在街道，站内综合受理。社会组织与居民的参与同垂直科层一样少。",
    ),
    "messy_network": (
        "The ties of the network without its clear boundaries: residents deliberate and organisations are paid by "
        "projects. Who must act on what is as unclear as under the hierarchy, and windows and departments stay apart.",
        "有网络的横向联系而无其清晰边界：居民协商，组织承接项目。谁该负责仍与垂直科层一样不清，窗口与部门仍各自分设。",
    ),
    "shangcheng_2016": (
        "Shangcheng, Hangzhou, as an article of March 2017 describes its reform, rule by rule. Where the article gives "
        "no number the value is assumed, and the rule says so.",
        "按2017年3月报道逐条还原的杭州上城区改革。报道未给数字之处为假定值，规则中均有注明。",
    ),
    "shangcheng_before": (
        "Shangcheng before the reform, as far as the article tells. What it does not tell is taken from the hierarchy.",
        "报道所述的改革前上城区。报道未提及之处取垂直科层的设置。",
    ),
    "shangcheng_reform": (
        "From Shangcheng before the reform to that of 2016 in stages, in the order of the article: rights, capability, "
        "fusion. The dates are assumed.",
        "从改革前到2016年的上城区，按报道的次序分阶段推进：权利、能力、融合。日期为假定。",
    ),
}

# Where a group of outcomes begins, in their declared order.
GROUPS: dict[str, tuple[str, str]] = {
    "voiced_share": ("Voice", "随时表达"),
    "response_time": ("Response and resolution", "快速反应与及时解决"),
    "followed_up_share": ("After the service, trust", "有效跟踪与信任"),
    "hand_overs": ("Boundaries", "边界"),
    "co_ordination_hours": ("Hours and money", "工时与经费"),
    "worker_caseload": ("Social workers", "社会工作者"),
    "issues_decided": ("Deliberation and ties", "协商与往来"),
    "survey_hours": ("Evaluation and supervision", "评价与监督"),
    "organizations_alive": ("Social organisations", "社会组织"),
    "community_gini": ("Equity", "公平"),
}


say = teller(WORDS)
