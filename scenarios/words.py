"""The Chinese of words that are said in English where they are declared: units, choices, kinds of actor, roles."""

from __future__ import annotations

UNITS = {
    "0 to 1": "0至1",
    "buildings": "栋",
    "cases a month a community": "件/月·社区",
    "communities": "个社区",
    "days a year": "天/年",
    "exponent": "指数",
    "hours": "小时",
    "hours a community-day": "小时/社区·日",
    "hours a community-quarter": "小时/社区·季",
    "hours a cause": "小时/根源",
    "contacts per 1,000 residents a year": "人次/千人·年",
    "hours a day": "小时/日",
    "hours a meeting": "小时/次会议",
    "hours a quarter a community": "小时/季·社区",
    "hours a request": "小时/件",
    "hours a week a complex": "小时/周·复合空间",
    "hours a seat": "小时/席位",
    "hours a week a street": "小时/周·街道",
    "hours a worker-day": "小时/人·日",
    "hours an issue": "小时/议题",
    "hours per 1,000 requests": "小时/千件",
    "hours per 1,000 residents a year": "小时/千人·年",
    "hours per resolved request": "小时/办结件",
    "issues per 1,000 residents a year": "个议题/千人·年",
    "log hours": "小时（对数）",
    "logit": "logit",
    "logit an hour": "logit/小时",
    "logit per waiting case a server": "logit/每岗待办件",
    "needs per 1,000 residents a year": "件/千人·年",
    "needs per 1,000 residents": "件/千人",
    "needs per 1,000 vulnerable residents": "件/千名弱势居民",
    "organisations": "个组织",
    "organisations a community": "个组织/社区",
    "needs per 1,000 vulnerable residents a year": "件/千名弱势居民·年",
    "parcels per 1,000 residents a week": "份/千人·周",
    "per 1,000 residents a year": "件/千人·年",
    "per 10,000 residents": "个/万人",
    "per 353,200 residents": "个/353,200人",
    "per request": "次/件",
    "per year": "次/年",
    "persons": "人",
    "residents": "人",
    "posts": "个岗位",
    "posts a community": "个岗位/社区",
    "posts a department": "个岗位/部门",
    "posts a desk": "个岗位/科室",
    "posts a street": "个岗位/街道",
    "posts an organisation": "个岗位/组织",
    "ratio": "比值",
    "requests": "件",
    "requests per 1,000 residents": "件/千人",
    "requests per 1,000 residents a year": "件/千人·年",
    "share": "比例",
    "share a day": "比例/日",
    "share of posts": "岗位比例",
    "stations": "个服务站",
    "ties": "条联系",
    "times": "次",
    "working days": "工作日",
    "days": "天",
    "working hours": "工作小时",
    "yuan": "元",
    "yuan a year per 353,200 residents": "元/年·353,200人",
    "yuan a complex a year": "元/年·复合空间",
    "yuan a cause": "元/根源",
    "yuan a resident a year": "元/人·年",
    "yuan an hour": "元/小时",
    "yuan per 1,000 residents a year": "元/千人·年",
    "yuan per resolved request": "元/办结件",
    "a year per 353,200 residents": "件/年·353,200人",
    "cases a worker": "件/人",
    "per post a year": "人次/岗·年",
    "share a month": "比例/月",
    "share a year": "比例/年",
    "years": "年",
    "share a post-year": "比例/岗年",
    "yuan a year an organisation": "元/年·组织",
    "hours a week a community": "小时/周·社区",
    "a community a year": "个/社区·年",
    "hours a month": "小时/月",
    "nats": "奈特",
    "× time standard": "×办理时限",
}
CHOICES = {
    "district": "区",
    "integrated": "综合受理",
    "siloed": "窗口分设",
    "street": "街道",
    "none": "无",
    "posts": "岗位购买",
    "projects": "项目运作",
    "fragmented": "三科分办",
    "unified": "统一办理",
    "community": "社区",
    "estate": "小区",
    "building": "楼栋院落",
    "government": "仅政府",
    "four_sources": "四方组团",
    "equal_shares": "均等份额法",
    "greedy": "票多者先",
    "assigned": "指派",
    "fair": "相亲会",
    "true": "是",
    "false": "否",
}
ACTORS = {
    "committee": "居委会",
    "party": "社区党组织",
    "station": "服务站",
    "station_general": "综合服务",
    "station_affairs": "公共事务",
    "station_social": "社会工作",
    "property": "物业公司",
    "street": "街道办事处",
    "department": "区属部门",
    "dept_urban_management": "城管",
    "dept_housing": "住建",
    "dept_human_resources": "人社",
    "dept_public_security": "公安",
    "dept_health": "卫计",
    "dept_market": "市场监管",
    "dept_environment": "环保",
    "civil_affairs": "民政",
    "desk_community": "社区建设",
    "desk_organizations": "社会组织管理",
    "desk_social_work": "社会工作管理",
    "team": "执法队",
    "organization": "社会组织",
    "service_centre": "社会组织服务中心",
    "work_association": "社会工作协会",
    "hierarchy": "垂直科层",
    "network": "横向网络",
    "overhead": "管理经费",
    "works": "公共工程经费",
    "total": "合计",
}
SHOCKS = {
    "surge": ("surge of needs", "诉求激增"),
    "budget_cut": ("budget cut", "经费削减"),
    "staff_loss": ("staff loss", "人员流失"),
    "platform_outage": ("platform outage", "平台中断"),
    "leader_leaves": ("leader leaves", "领袖离任"),
}
GROUPS = {
    "clarity": "边界清晰",
    "ties": "横向联系",
    "capacity": "能力配置",
    "voice": "居民表达",
    "whole": "总差异",
}
SECTIONS = {
    "needs": ("needs and work", "诉求与工作量"),
    "capacity": ("institutions' own work", "机构日常工作"),
    "hand_overs": ("hand-overs and approvals", "交接与审批"),
    "duty": ("duty, faults and follow-up", "责任、差错与回访"),
    "prices": ("prices of moving work", "工作转移的代价"),
    "voice": ("residents' voice", "居民表达"),
    "judgement": ("residents' judgement", "居民评判"),
    "population": ("population", "人口"),
    "money": ("money", "经费"),
    "platform": ("data platform", "数据平台"),
    "complexes": ("service complexes", "复合空间"),
    "careers": ("social workers' careers", "社工职业"),
    "studios": ("social work studios", "社会工作室"),
    "civil_affairs": ("civil affairs", "民政"),
    "deliberation": ("deliberation", "协商"),
    "evaluation": ("evaluation, supervision and support", "评价、监督与支持"),
    "organizations": ("social organisations", "社会组织"),
    "staff": ("staff and wages", "人员与工资"),
}
"""What groups of parameters and resources are called, in English and Chinese."""


def unit_in(unit: str, lang: str) -> str:
    """A unit in a language; one that is not known here, of somebody's own rule, stays as it was written."""
    return UNITS.get(unit, unit) if lang == "zh" else unit


def choice_in(value: object, lang: str) -> str:
    """A value of a setting in a language: a choice as a word with what a YAML says in brackets; a number as it is."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"{CHOICES[text]}({text})" if lang == "zh" and text in CHOICES else text


def actor_in(name: str, lang: str) -> str:
    """A kind of actor or a role, or several roles joined by `+`, in a language."""
    if lang != "zh":
        return name
    return "+".join(ACTORS.get(part, part) for part in name.split("+"))


def shock_in(name: str, lang: str) -> str:
    """A shock of a timeline in a few words."""
    return SHOCKS[name][lang == "zh"]


def group_in(group: str, lang: str) -> str:
    """A group of rules, or two crossed as `ties×voice`, in a language."""
    return "×".join(GROUPS.get(part, part) for part in group.split("×")) if lang == "zh" else group
