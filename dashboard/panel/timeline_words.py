"""What the panel of reforms and shocks says."""

from dashboard.words import teller

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Reforms and shocks in time", "改革与冲击的时间"),
    "help": (
        "Click on the axis or press a button to place one. Drag a mark, or move it with the arrow keys: by a week, "
        "with Shift by a quarter.",
        "点击时间轴或按钮即可添加。可拖动标记，或用方向键移动：每次一周，按住 Shift 为一季。",
    ),
    "none": ("Nothing is placed: the rules hold for the whole run.", "尚未添加：规则在整个运行期间不变。"),
    "axis": ("time axis of the run, {from_} to {to}", "运行的时间轴，{from_} 至 {to}"),
    "place_here": ("place a reform here", "在此处添加改革"),
    "add_reform": ("Reform", "改革"),
    "add_shock": ("Shock", "冲击"),
    "new_reform": ("New reform", "新的改革"),
    "new_shock": ("New shock", "新的冲击"),
    "edit_reform": ("Change a reform", "修改改革"),
    "edit_shock": ("Change a shock", "修改冲击"),
    "edit": ("Edit", "修改"),
    "remove": ("Remove", "移除"),
    "colon": (": ", "："),
    "save": ("Put in", "加入"),
    "keep": ("Keep changes", "保存修改"),
    "cancel": ("Cancel", "取消"),
    "arms": ("For", "适用于"),
    "all": ("all regimes", "所有方案"),
    "begin": ("Begins on", "开始日期"),
    "lasts": ("Working days", "工作日数"),
    "for_good": ("for good", "长期"),
    "kind": ("Kind", "类型"),
    "rule": ("Rule or resource", "规则或资源"),
    "choose": ("choose …", "请选择……"),
    "value": ("Value of", "取值："),
    "take_out": ("Leave out", "删去"),
    "preset": ("or the whole of", "或整套"),
    "fill": ("Fill in", "填入"),
    "start": ("start", "开始"),
    "end": ("end", "结束"),
    "from_to": ("{from_} until {to} ({days} working days)", "{from_} 起，至 {to} 前（{days} 个工作日）"),
    "from_on": ("from {from_} on", "自 {from_} 起"),
    "from_good": ("on {from_}, for good", "{from_}，不再恢复"),
    "after": ("begins after the end of the run", "在运行结束之后才开始"),
    "now": ("now {value}", "现为 {value}"),
    "more": ("and {n} more", "另有 {n} 项"),
    "own": (
        "{arm} has a timeline of its preset; changing it makes a copy.",
        "{arm} 带有其预设的时间线；修改即生成副本。",
    ),
    "as_base": ("{arm}: back to the preset's timeline", "{arm}：恢复预设的时间线"),
    "resources": ("Resources", "资源"),
    "everywhere": ("all", "全部"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
    "needs_end": ("a surge must end", "诉求激增须有结束"),
    "no_end": ("who has left does not come back", "离任后不再恢复"),
}

SURGES = {
    "administrative": ("administrative", "行政事务"),
    "care": ("care", "照护"),
    "collective": ("collective", "公共事务"),
    "enforcement": ("enforcement", "执法"),
    "mutual_aid": ("mutual aid", "互助"),
}
"""Categories of needs, as a surge names them."""


text = teller(WORDS)
