"""What desks are called, in English and Chinese: by place and kind, a window by what it is for."""

from typing import TYPE_CHECKING

from scenarios.words import actor_in

if TYPE_CHECKING:
    from agents.institution import Institution
    from model.governance import GovernanceModel

WORDS = {
    "committee": ("residents' committee", "居委会"),
    "party": ("party organisation", "党组织"),
    "station": ("service station", "服务站"),
    "property": ("property company", "物业"),
    "street": ("street office", "街道办事处"),
    "team": ("enforcement team", "执法中队"),
    "organization": ("social organisations", "社会组织"),
    "service_centre": ("social organisation service centre", "社会组织服务中心"),
    "work_association": ("social work association", "社会工作协会"),
    "station_general": ("general services", "综合服务"),
    "station_affairs": ("public affairs", "公共事务"),
    "station_social": ("social work", "社会工作"),
    "dept_urban_management": ("urban management department", "城管部门"),
    "dept_housing": ("housing department", "住建部门"),
    "dept_human_resources": ("human resources department", "人社部门"),
    "dept_public_security": ("public security department", "公安部门"),
    "dept_health": ("health department", "卫计部门"),
    "dept_market": ("market supervision department", "市场监管部门"),
    "dept_environment": ("environment department", "环保部门"),
    "desk_community": ("civil affairs, communities", "民政·社区建设"),
    "desk_organizations": ("civil affairs, social organisations", "民政·社会组织管理"),
    "desk_social_work": ("civil affairs, social work", "民政·社会工作管理"),
    "civil_affairs": ("civil affairs, all fields", "民政·社区建设科"),
    "district_team": ("district enforcement brigade", "区执法大队"),
}
"""What kinds of desk and their windows are called, in English and Chinese."""


def word(key: str, lang: str) -> str:
    """A kind or role in a language; one of somebody's own extension as it is written."""
    if key in WORDS:
        return WORDS[key][lang == "zh"]
    return actor_in(key, lang)


def tier_of(institution: "Institution") -> int:
    """Level of government: 0 community, 1 street, 2 district; a team stands where it is dispatched."""
    return int(getattr(institution, "seat_tier", institution.tier))


def where(institution: "Institution", model: "GovernanceModel") -> tuple[str, str]:
    """(communities, street) of an institution, "" for what is a street's or the district's own."""
    city = model.scenario.city
    if institution.street < 0:
        return "", ""
    if tier_of(institution) > 0:
        return "", city.streets[institution.street]
    places = "、".join(city.communities[place].community for place in institution.places)
    return places, city.streets[institution.street]


def name(institution: "Institution", number: int, model: "GovernanceModel", lang: str) -> str:
    """What a desk is called: its place and its kind; a window by what it is for."""
    roles, kind = institution.desks[number].roles, institution.kind
    place, street = where(institution, model)
    place = place.replace("、", ", ") if lang == "en" else place
    if kind in ("department", "civil_affairs"):
        return word(roles[0] if len(roles) == 1 else kind, lang)
    if kind == "team" and institution.street < 0:
        return word("district_team", lang)
    if not (place or street):
        return word(kind, lang)
    if kind == "street" and lang == "zh" and street.endswith("街道"):
        return f"{street}办事处"
    whose = f"{place or street} {word(kind, lang)}" if lang == "en" else f"{place or street}{word(kind, lang)}"
    if len(institution.desks) == 1:
        return whose
    return whose + (": " if lang == "en" else "·") + "+".join(word(role, lang) for role in roles)
