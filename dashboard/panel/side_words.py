"""Words of the side of the page: regimes, levers, assumptions, district, upload."""

from dashboard.words import teller

WORDS: dict[str, tuple[str, str]] = {
    # what levers are grouped by and marked with
    "group.rights": ("Rights", "权利属性"),
    "group.rights.about": ("who may and must act", "谁可以、谁必须行动"),
    "group.capability": ("Capability", "能力属性"),
    "group.capability.about": ("who can act", "谁有能力行动"),
    "group.fusion": ("Fusion", "边界融合"),
    "group.fusion.about": ("how easily work crosses boundaries", "工作跨越边界的难易"),
    "group.capacity": ("Added capacity", "能力投入"),
    "group.capacity.about": ("posts, hours and money that a regime is given", "给予该方案的岗位、工时与经费"),
    "level.district": ("district", "区级"),
    "level.street": ("street", "街道级"),
    "level.community": ("community", "社区级"),
    "tag.measured": ("measured", "实测"),
    "tag.literature": ("from the literature", "文献"),
    "tag.assumed": ("assumed", "假定"),
    # the form
    "form.search": ("Find", "查找"),
    "form.colon": (": ", "："),
    "form.search_hint": ("in English or Chinese", "中文或英文"),
    "form.only_changed": ("only what is changed", "仅已更改"),
    "form.only_different": ("only where regimes differ", "仅各方案不同之处"),
    "form.shown": ("{n} of {all} shown", "显示 {n} / {all}"),
    "form.none": ("Nothing matches.", "没有符合的项目。"),
    "form.changed": ("changed", "已更改"),
    "form.changed_count": ("{n} changed", "{n} 项已更改"),
    "form.back": ("Back to {value}", "恢复为 {value}"),
    "form.h": ("H", "科"),
    "form.n": ("N", "网"),
    "form.hierarchy": ("hierarchy", "科层"),
    "form.network": ("network", "网络"),
    "form.between": ("between", "之间"),
    "form.at_hierarchy": ("as the hierarchy has it", "科层一端的取值"),
    "form.at_network": ("as the network has it", "网络一端的取值"),
    "form.on": ("yes", "是"),
    "form.off": ("no", "否"),
    "form.slider": ("{name}, slider", "{name}，滑块"),
    "form.number": ("{name}, number", "{name}，数值"),
    "form.fixed": ("fixed", "固定"),
    "form.bad": ("found {found}; allowed {allowed}", "输入为 {found}；允许 {allowed}"),
    "form.passage": ("The article says (in Chinese)", "文章原文"),
    "form.benefit": ("Benefit", "收益"),
    "form.price": ("Price", "代价"),
    "form.parameters": ("Assumptions it rests on", "所依据的假设"),
    "form.range": ("allowed", "允许"),
    "form.usual": ("default", "默认"),
    "form.source": ("source", "来源"),
    "form.all_changed": ("Changed", "已更改"),
    # regimes
    "arms.title": ("Regimes", "方案"),
    "arms.choose": ("Choose the one to set", "选择要设置的方案"),
    "arms.baseline": ("baseline", "基准"),
    "arms.set": ("being set", "设置中"),
    "arms.changes": ("{n} changed", "{n} 项已更改"),
    "arms.preset": ("Preset of {letter}", "{letter} 的预设"),
    "arms.make_baseline": ("Make {letter} the baseline", "将 {letter} 设为基准"),
    "arms.as_baseline": ("make baseline", "设为基准"),
    "arms.away": ("remove", "移除"),
    "arms.remove": ("Remove {letter}", "移除 {letter}"),
    "arms.add": ("Add", "添加"),
    "arms.add_what": ("Add a regime", "添加方案"),
    "arms.copy": ("copy of {letter}", "{letter} 的副本"),
    "arms.ask": ("This drops {n} changes of {letter}.", "这会丢弃 {letter} 的 {n} 项更改。"),
    "arms.ask_time": ("This drops what {letter} changes in time.", "这会丢弃 {letter} 的时间线。"),
    "arms.go": ("Go on", "继续"),
    "arms.keep": ("Keep them", "保留更改"),
    "arms.full": ("Four regimes are the most.", "最多四个方案。"),
    # blend and resets
    "levers.blend": ("{letter}: between the poles", "{letter}：介于两端之间"),
    "levers.share": ("{share} of the way to network", "向网络靠拢 {share}"),
    "levers.off": (
        "Not on this scale: moving the slider puts {letter} on it.",
        "{letter} 不在此刻度上：移动滑块即置于其上。",
    ),
    "levers.to_preset": ("Reset to preset", "恢复预设"),
    "levers.to_baseline": ("Reset to baseline", "与基准一致"),
    # assumptions and district
    "settings.district": ("District: {title}", "城区：{title}"),
    "settings.of": (
        "{residents} residents, {streets} streets, {communities} communities",
        "{residents} 名居民，{streets} 个街道，{communities} 个社区",
    ),
    "settings.choose": ("District of all regimes", "所有方案的城区"),
    "settings.served": ("{title} (given when the server was started)", "{title}（服务器启动时给定）"),
    "settings.own": ("{title} (uploaded)", "{title}（已上传）"),
    "settings.unheld": (
        "This district is too large for the address: who opens the address, or reloads the page, must upload it again.",
        "此城区过大，地址无法容纳：打开该地址或刷新页面后须重新上传。",
    ),
    "settings.upload": ("Upload a district (CSV, YAML) or a scenario (YAML)", "上传城区（CSV、YAML）或方案（YAML）"),
    "settings.limits": (
        "CSV at most {csv} MB, YAML at most {yaml} KB; a district of at most {residents} residents and {communities} "
        "communities (the command line takes more). A file is read and forgotten; it cannot name other files.",
        "CSV 不超过 {csv} MB，YAML 不超过 {yaml} KB；城区不超过 {residents} 名居民、{communities} 个社区"
        "（命令行可更多）。文件读取后即丢弃，且不能引用其他文件。",
    ),
    "settings.reading": ("Reading …", "读取中……"),
    "settings.template": ("Template of a district (CSV)", "城区模板（CSV）"),
    "settings.assumptions": ("Assumptions", "假设"),
    "settings.common": (
        "What is not known of any district: the same in all regimes.", "任何城区都未知的数值：所有方案相同。"
    ),
    "settings.reset": ("Reset all assumptions", "重置全部假设"),
    # what an upload did
    "upload.city": (
        "{file}: district of {communities} communities and {residents} residents, now that of all regimes.",
        "{file}：{communities} 个社区、{residents} 名居民的城区，已用于所有方案。",
    ),
    "upload.scenario": ("{file}: regime {letter} is now “{name}”.", "{file}：方案 {letter} 现为“{name}”。"),
    "upload.common": (
        "Its {what} now hold for all regimes.", "其{what}现适用于所有方案。"
    ),
    "upload.what_city": ("district", "城区"),
    "upload.what_parameters": ("assumptions", "假设"),
    "upload.and": (" and ", "与"),
}  # fmt: skip
PRESETS: dict[str, tuple[str, str]] = {
    "hierarchy": (
        "Every rule at the hierarchy's pole: the district commands, committees carry out.",
        "各项规则均在科层一端：区里发令，居委会执行。",
    ),
    "network": (
        "Every rule at the network's pole: clear duties, lateral ties, residents' voice.",
        "各项规则均在网络一端：责任清晰，横向联系，居民有声。",
    ),
    "clean_hierarchy": (
        "A hierarchy whose boundaries are clear as the network's, without its ties.",
        "边界如网络般清晰、但没有横向联系的科层。",
    ),
    "messy_network": (
        "The network's ties and voice, with boundaries as unclear as the hierarchy's.",
        "有网络的联系与表达，边界却如科层般不清。",
    ),
    "shangcheng_2016": (
        "The reform of Shangcheng as the article describes it; where it gives no number, ours.",
        "文章所述上城区改革；文中无数字处为本项目假定。",
    ),
    "shangcheng_before": (
        "Shangcheng before the reform, so far as the article tells.",
        "改革前的上城区，以文章所述为限。",
    ),
    "shangcheng_reform": (
        "From before the reform to that of 2016, in four stages with dates.",
        "自改革前至2016年的改革，分四个阶段按日期推进。",
    ),
}  # fmt: skip


text = teller(WORDS)


def texts(part: str, lang: str) -> dict[str, str]:
    """All words of a part, for a template; what is in braces is filled there."""
    return {
        key.removeprefix(f"{part}."): words[lang == "zh"] for key, words in WORDS.items() if key.startswith(f"{part}.")
    }


def about_preset(name: str, lang: str) -> str:
    """One line on a preset; nothing on one that has none yet."""
    return PRESETS[name][lang == "zh"] if name in PRESETS else ""
