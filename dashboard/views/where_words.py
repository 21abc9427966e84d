"""Words of the view “Where and for whom”."""

from dashboard.views.where_data import Spread
from dashboard.words import number, teller
from experiments.equity_words import group_name

WORDS: dict[str, tuple[str, str]] = {
    # where
    "where": ("Where: communities by street", "何处：按街道的社区"),
    "measure": ("Measure", "指标"),
    "higher": ("higher is better", "越高越好"),
    "lower": ("lower is better", "越低越好"),
    "none": ("no better direction", "无优劣方向"),
    "of_seeds": (
        "Mean over {done} of {all} seeds, at the end of {days} working days ({years} years); "
        "intervals are 90 % over seeds.",
        "{all} 个种子中已完成 {done} 个的均值，第 {days} 个工作日末（{years} 年）；区间为种子间 90%。",
    ),
    "one_seed": (
        "One of {all} seeds is finished, after {days} working days ({years} years): one seed, no interval.",
        "{all} 个种子中已完成 1 个，第 {days} 个工作日末（{years} 年）：单个种子，没有区间。",
    ),
    "live": (
        "Live: seed {seed} alone, day {day} of {days}. No seed is finished yet, so there is no interval, and only "
        "{n} measures are known so far.",
        "实时：仅种子 {seed}，第 {day}/{days} 个工作日。尚无已完成的种子，因此没有区间，目前只有这 {n} 项指标。",
    ),
    "starting": ("The run has begun; communities come with its first days.", "已开始运行；最初几天之后即显示各社区。"),
    "later": ("Known once a seed is finished.", "待首个种子完成后显示。"),
    "made_up": (
        "How the residents of this district are spread over its communities is made up: a tile says nothing of the "
        "real community of that name.",
        "本城区各社区的人口为合成：图块不代表同名的真实社区。",
    ),
    "map_of": (
        "{title}: {measure}, {n} communities. Arrow keys go from one to the next.",
        "{title}：{measure}，{n} 个社区。方向键可逐个移动。",
    ),
    "difference": ("{b} − {a}", "{b} − {a}"),
    "same_scale": ("{measure} ({unit}), the same scale for all regimes", "{measure}（{unit}），各方案同一标尺"),
    "difference_scale": (
        "difference ({unit}): blue lower, orange higher than {a}; {direction}",
        "差（{unit}）：蓝色低于 {a}，橙色高于 {a}；{direction}",
    ),
    "nothing": ("no value (no such requests)", "无值（没有此类诉求）"),
    "mark": ("90 % interval of the difference leaves zero out", "差的 90% 区间不含零"),
    "marked": (
        "{b} − {a}: marked in {sure} of {n} communities ({higher} higher, {lower} lower); by chance alone about "
        "{chance} would be.",
        "{b} − {a}：{n} 个社区中有 {sure} 个带标记（{higher} 个更高，{lower} 个更低）；单凭偶然约有 {chance} 个。",
    ),
    "point_at": (
        "Point at a community for its numbers; press it for all measures.",
        "指向社区查看数据；点击可看全部指标。",
    ),
    "picked": (
        "{community} ({street}): {residents} residents, {needs} needs in a run",
        "{community}（{street}）：{residents} 名居民，每次运行 {needs} 件诉求",
    ),
    "picked_live": ("{community} ({street}): {residents} residents", "{community}（{street}）：{residents} 名居民"),
    "all_measures": ("all measures of {community}", "{community}的全部指标"),
    "worst": ("Worst community", "最差社区"),
    "worst_is": (
        "{arm}: {names}, {value}; against the whole district {behind}. It is the worst in {often} of {n} seeds.",
        "{arm}：{names}，{value}；与全区相差 {behind}。{n} 个种子中有 {often} 个最差。",
    ),
    "worst_tied": (
        "{arm}: {names} are equally the worst, {value}; {behind} against the whole district.",
        "{arm}：{names} 并列最差，{value}；与全区之差 {behind}。",
    ),
    "worst_same": ("{arm}: all communities are alike, none is the worst.", "{arm}：各社区相同，没有最差者。"),
    "worst_unknown": ("{arm}: no community has a value.", "{arm}：没有社区有值。"),
    "worst_none": (
        "No direction of this measure is the better one, so no community is the worst.",
        "该指标无优劣方向，因此没有最差社区。",
    ),
    "worst_chance": (
        "Chance makes small communities differ more, so the worst always looks worse than it is; a community that is "
        "the worst in few seeds is so by chance.",
        "偶然性使小社区差异更大，因此最差社区总显得更差；只在少数种子中最差，多属偶然。",
    ),
    # for whom
    "whom": ("For whom: groups of residents", "何人：居民群体"),
    "vulnerability": ("Vulnerable against others", "弱势与其他居民"),
    "age": ("By age band", "按年龄段"),
    "oldest": ("60 and more against under 60", "60岁及以上与60岁以下"),
    "gap_vulnerable": ("gap: vulnerable − others", "差距：弱势 − 其他"),
    "gap_oldest": ("gap: 60 and more − under 60", "差距：60岁及以上 − 60岁以下"),
    "gap_change": ("gap {b} − gap {a}", "差距之差：{b} − {a}"),
    "under_60": ("under 60", "60岁以下"),
    "by_group": ("difference in each group", "各群体之差"),
    "by_group_of": ("{pair} in each group", "各群体：{pair}"),
    "in_words": ("In words", "文字说明"),
    "found": (
        "{group}: {measure} is {more} under {b} than under {a}: {difference}{judged} ({n} seeds).",
        "{group}：{b} 的{measure}比 {a} {more}，相差 {difference}{judged}（{n} 个种子）。",
    ),
    "open": (
        "{group}: the runs do not tell {b} from {a} in {measure}: {difference}, the interval holds zero ({n} seeds).",
        "{group}：就{measure}而言，无法区分 {b}与 {a}：{difference}，区间含零（{n} 个种子）。",
    ),
    "single": (
        "{group}: {measure} under {b} less that under {a} is {difference}: one seed, no interval.",
        "{group}：{measure}在 {b}与 {a}之差为 {difference}：单个种子，没有区间。",
    ),
    "no_value": (
        "{group}: {measure} has no value in {a} and {b} together.",
        "{group}：{a}与 {b}没有可比的{measure}。",
    ),
    "more": ("higher", "更高"),
    "less": ("lower", "更低"),
    "is_better": (", which is better", "，更好"),
    "is_worse": (", which is worse", "，更差"),
    "is_neither": (", of which neither is better", "，无优劣之分"),
    "gap_closes": (
        "{gap}: it closes under {b}: {value_a} under {a}, {value_b} under {b}; change {difference}.",
        "{gap}：在 {b}下缩小：{a}为 {value_a}，{b}为 {value_b}；变化 {difference}。",
    ),
    "gap_widens": (
        "{gap}: it widens under {b}: {value_a} under {a}, {value_b} under {b}; change {difference}.",
        "{gap}：在 {b}下扩大：{a}为 {value_a}，{b}为 {value_b}；变化 {difference}。",
    ),
    "gap_turns": (
        "{gap}: it turns round under {b}: {value_a} under {a}, {value_b} under {b}; change {difference}.",
        "{gap}：在 {b}下反转：{a}为 {value_a}，{b}为 {value_b}；变化 {difference}。",
    ),
    "gap_moves": (
        "{gap}: it changes by {difference} under {b} instead of {a}; whether it closes is not known ({value_a} and "
        "{value_b}).",
        "{gap}：由 {a}改为 {b}变化 {difference}；是否缩小尚不可知（{value_a} 与 {value_b}）。",
    ),
    "gap_open": (
        "{gap}: no change is shown under {b} instead of {a}: {difference}, the interval holds zero.",
        "{gap}：由 {a}改为 {b}未见变化：{difference}，区间含零。",
    ),
    "gap_single": (
        "{gap}: {value_a} under {a}, {value_b} under {b}: one seed, no interval.",
        "{gap}：{a}为 {value_a}，{b}为 {value_b}：单个种子，没有区间。",
    ),
    "gap_none": ("{gap}: not known in {a} and {b} together.", "{gap}：{a}与 {b}没有可比的值。"),
    "unequal_needs": (
        "Groups differ in what they need and where they live, so a gap is no proof of unequal treatment.",
        "各群体的需求与居住地不同，差距不足以证明待遇不等。",
    ),
    # promises
    "promises": ("The article's four promises", "原文的四项承诺"),
    "promises_about": (
        "Of all needs that arose, how many come how far by the end of the run; a bar is the mean over {n} seed(s), the "
        "thin line its 90 % interval. Needs that arose late have had less time.",
        "全部产生的诉求中，到期末各走到哪一步；条形为 {n} 个种子的均值，细线为 90% 区间。较晚产生的诉求时间较短。",
    ),
    "arisen_of": ("{needs} needs in a run", "每次运行 {needs} 件诉求"),
    "voiced": ("voiced at any time", "随时表达"),
    "answered": ("answered fast", "快速反应"),
    "resolved": ("resolved in time", "及时解决"),
    "followed_up": ("followed up", "有效跟踪"),
    "is_voiced": ("voiced to an institution", "已向机构表达"),
    "is_answered": ("answered at all", "已得到回应"),
    "is_resolved": ("resolved once or more", "已至少解决一次"),
    "is_followed_up": ("followed up after resolution", "解决后已回访"),
    "lost": ("−{lost}", "−{lost}"),
    "bar_label": (
        "{arm}, {stage}: {share} per 1,000 needs; {lost} fewer than at the stage before",
        "{arm}，{stage}：每千件诉求 {share} 件；比上一步少 {lost} 件",
    ),
    "per_1000": ("per 1,000 needs that arose; −: lost since the stage before", "每千件产生的诉求；−：比上一步减少"),
    "stage": ("stage", "阶段"),
    "lost_since": ("lost since the stage before, per 1,000", "比上一步减少（每千件）"),
    "promise_found": (
        "{stage}: {share_b} of 1,000 needs under {b}, {share_a} under {a}: {difference} ({n} seeds).",
        "{stage}：每千件诉求中，{b}为 {share_b} 件，{a}为 {share_a} 件：{difference}（{n} 个种子）。",
    ),
    "promise_open": (
        "{stage}: {share_b} of 1,000 needs under {b}, {share_a} under {a}: not told apart, {difference} ({n} seeds).",
        "{stage}：每千件诉求中，{b}为 {share_b} 件，{a}为 {share_a} 件：无法区分，{difference}（{n} 个种子）。",
    ),
    "promise_single": (
        "{stage}: {share_b} of 1,000 needs under {b}, {share_a} under {a}: one seed, no interval.",
        "{stage}：每千件诉求中，{b}为 {share_b} 件，{a}为 {share_a} 件：单个种子，没有区间。",
    ),
    "promises_limits": (
        "“Answered” and “resolved” are counted here whenever it was; how fast and whether within the standard are the "
        "measures response time and resolved within the standard. How many cases are tracked is set by the data "
        "platform (F7), so more followed up is a setting and no finding.",
        "此处“反应”与“解决”不论快慢均计入；快慢与是否按时，见指标“响应时间”与“按时解决率”。"
        "跟踪多少件由数据平台（F7）设定，因此回访更多是设定，不是发现。",
    ),
    # tables
    "community": ("community", "社区"),
    "street": ("street", "街道"),
    "residents": ("residents", "居民"),
    "needs": ("needs", "诉求"),
    "group": ("group", "群体"),
    "unit": ("unit", "单位"),
    "worst_in": ("worst in, {arm}", "最差占比，{arm}"),
}


text = teller(WORDS)


def group_in(name: str, lang: str) -> str:
    """A group of residents."""
    return text(name, lang) if name in WORDS else group_name(name, lang)


def capital(line: str) -> str:
    """A line that begins as a sentence does."""
    return line[:1].upper() + line[1:]


def whole(value: float) -> str:
    """A count."""
    return f"{value:,.0f}" if value == value else "–"


def signed(value: float, digits: int = 3) -> str:
    """A difference with its sign."""
    return ("+" if value > 0.0 else "") + number(value, digits).replace("-", "−")


def plain(value: float) -> str:
    """A number with a minus as it is set in print."""
    return number(value).replace("-", "−")


def told(value: Spread, *, sign: bool = False) -> str:
    """A mean with its interval, where there is one."""
    write = signed if sign else plain
    return write(value.mean) + (f" ({write(value.low)} … {write(value.high)})" if value.low == value.low else "")
