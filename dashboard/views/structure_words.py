"""The words of the view of who answers to whom."""

from dashboard.words import teller

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Who answers to whom, and who hands over to whom", "谁对谁负责，谁把事交给谁"),
    "lead": (
        "Grey lines: who answers to whom. Coloured lines: hand-overs that have really taken place, of requests and of "
        "errands between institutions, in one run (seed {seed}), day {day} of {days}. The same actor stands in the "
        "same place in both pictures.",
        "灰线：谁对谁负责。彩线：一次运行（种子 {seed}，第 {day}/{days} 个工作日）中实际发生的交接，"
        "包括诉求与机构间事务。同一主体在两图中位置相同。",
    ),
    "second": ("Beside the baseline", "与基准并列"),
    "actor": ("Actor", "主体"),
    "choose": ("choose an actor …", "选择主体……"),
    "all": ("whole district", "全区"),
    "open": ("Open {name}", "展开{name}"),
    "back": ("Back to the whole district", "返回全区"),
    "opened": ("Opened: {name}", "已展开：{name}"),
    "directions": ("Direction", "方向"),
    "up": ("up", "向上"),
    "down": ("down", "向下"),
    "sideways": ("sideways", "横向"),
    "formal": ("who answers to whom", "谁对谁负责"),
    "least": ("At least … hand-overs a line", "每条线至少交接次数"),
    "left_out": ("{left} thinner lines of {all} left out", "共 {all} 条线，略去较细的 {left} 条"),
    "legend": ("How to read it", "图例"),
    "legend_up": ("up: to a higher level (solid)", "向上：交往上级（实线）"),
    "legend_down": ("down: to a lower level (dashed)", "向下：交往下级（虚线）"),
    "legend_sideways": ("sideways: within a level (dotted)", "横向：同级之间（点线）"),
    "legend_width": ("width: number of hand-overs (square root)", "粗细：交接次数（平方根）"),
    "legend_formal": ("answers to", "对其负责"),
    "legend_size": ("size: cases waiting there now", "大小：当前排队件数"),
    "legend_square": ("square: district", "方形：区级"),
    "legend_diamond": ("diamond: street office, its enforcement team", "菱形：街道办事处、街道执法中队"),
    "legend_circle": ("circle: community, all its actors", "圆形：社区（含其全部主体）"),
    "legend_within": (
        "Lines inside a community are drawn once it is opened; then only those of its own actors.",
        "社区内部的交接在展开后画出；展开后只画其自身主体的交接。",
    ),
    "side": ("side by side", "并排"),
    "keys": (
        "Click an actor to inspect it, click it again to open it. By keyboard: arrows move, Enter "
        "inspects, Enter again opens.",
        "点击查看主体，再次点击展开。键盘：方向键移动，回车查看，再按回车展开。",
    ),
    "picture": (
        "{arm}: {nodes} actors or groups, {lines} kinds of hand-over between them, {hands} hand-overs. {share}",
        "{arm}：{nodes} 个主体或社区，其间 {lines} 种交接，共 {hands} 次。{share}",
    ),
    "node": ("{name}, {waiting} waiting", "{name}，排队 {waiting} 件"),
    "absent": ("{name}: not under this regime", "{name}：此治理方式下没有"),
    "community_of": ("{place}, community", "{place}社区"),
    "rest_of": ("{street}, all of it", "{street}街道（全部）"),
    "shared": ("shared by {n} communities", "{n} 个社区共用"),
    # the card
    "inspect": ("Actor", "主体"),
    "nobody": ("Choose an actor in the picture or in the list.", "请在图中或列表中选择一个主体。"),
    "measure": ("Measure", "指标"),
    "tier": ("level", "层级"),
    "tier0": ("community", "社区"),
    "tier1": ("street", "街道"),
    "tier2": ("district", "区"),
    "roles": ("its roles", "职能"),
    "posts": ("posts on duty", "在岗岗位"),
    "waiting": ("cases waiting", "排队件数"),
    "in_service": ("cases being worked on", "在办件数"),
    "busy": ("share of hours busy, last five days", "近五日工时占用率"),
    "reports": ("answers to", "对谁负责"),
    "asks": ("needs the approval of", "须经谁审批"),
    "gave": ("handed over most to", "主要交给"),
    "got": ("got most from", "主要来自"),
    "inside": ("hand-overs inside it", "内部交接次数"),
    "members": ("actors in it", "所含主体"),
    "government": ("the district government", "区政府"),
    "none": ("none", "无"),
    "not_there": ("not under this regime", "此治理方式下没有"),
    "times": ("{name} ({count})", "{name}（{count} 次）"),
    # the numbers
    "numbers": ("Which way things were handed over", "交接去向"),
    "share": (
        "{arm}: {up} up, {down} down, {sideways} sideways, of {hands} hand-overs.",
        "{arm}：共交接 {hands} 次，其中向上 {up}，向下 {down}，横向 {sideways}。",
    ),
    "no_hands": ("{arm}: no hand-over yet.", "{arm}：尚无交接。"),
    "one_seed": ("These are counts of one seed, so no band can be given.", "以上为单个种子的计数，因此没有区间。"),
    "largest": ("Largest flows: {arm}", "最大的交接流向：{arm}"),
    "source": ("from", "从"),
    "target": ("to", "到"),
    "direction": ("direction", "方向"),
    "count": ("hand-overs", "次数"),
    "waiting_for": ("The first numbers of the watched seed are on their way.", "所观察种子的首批数据即将到来。"),
}

SHORT: dict[str, tuple[str, str]] = {
    "dept_urban_management": ("urban mgmt", "城管"),
    "dept_housing": ("housing", "住建"),
    "dept_human_resources": ("human res.", "人社"),
    "dept_public_security": ("security", "公安"),
    "dept_health": ("health", "卫计"),
    "dept_market": ("market", "市场监管"),
    "dept_environment": ("environm.", "环保"),
    "desk_community": ("c.a. comm.", "民政社区"),
    "desk_organizations": ("c.a. orgs", "民政组织"),
    "desk_social_work": ("c.a. work", "民政社工"),
    "civil_affairs": ("civil aff.", "民政"),
    "team": ("brigade", "执法大队"),
    "service_centre": ("org. centre", "社会组织中心"),
    "work_association": ("work assoc.", "社工协会"),
    "street_team": ("team", "执法队"),
    "committee": ("committee", "居委会"),
    "party": ("party", "党组织"),
    "property": ("property", "物业"),
    "organization": ("organisations", "社会组织"),
    "station": ("station", "服务站"),
    "station_general": ("st. general", "综合服务"),
    "station_affairs": ("st. affairs", "公共事务"),
    "station_social": ("st. social", "社会工作"),
}
"""Names short enough for the picture."""


say = teller(WORDS)


def short(key: str, lang: str) -> str:
    """A short name of a kind or role; one of somebody's own extension as it is written."""
    return SHORT.get(key, (key, key))[lang == "zh"]
