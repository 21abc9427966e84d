"""What is given: posts, hours and money, the same in every regime."""

from __future__ import annotations

from typing import Literal

from scenarios.declare import Declared, declared


class Resources(Declared):
    """Constants and staffing of the district."""

    posts_move_with_hours: bool = declared(True, zh="岗位随工时转移", en="posts move with the hours", group="staff")
    productive_hours: float = declared(
        6.0, zh="有效工时", en="productive hours", unit="hours a worker-day", ge=1.0, le=12.0, group="staff"
    )
    staff_per_10000: float = declared(
        21.0,
        zh="每万人社区工作者数",
        en="community workers",
        unit="per 10,000 residents",
        ge=1.0,
        le=100.0,
        group="staff",
        tag="assumed",
        source="10 to 25 in practice (Hubei's target for 2025: 18; Changji: 25); sized on offered load",
    )
    committee_posts_share: float = declared(
        0.4166666666666667,
        zh="居委会岗位比例",
        en="committee's share of community posts",
        unit="share",
        ge=0.0,
        le=1.0,
        group="staff",
    )
    wage_yuan_per_hour: float = declared(
        60.0, zh="小时工资", en="wage", unit="yuan an hour", ge=1.0, le=1000.0, group="staff"
    )
    overhead_yuan_per_resident: float = declared(
        20.0, zh="人均管理经费", en="overhead", unit="yuan a resident a year", ge=0.0, le=1000.0, group="staff"
    )
    volunteer_shadow_yuan_per_hour: float = declared(
        25.0, zh="志愿影子价格", en="volunteers' shadow price", unit="yuan an hour", ge=0.0, le=1000.0, group="staff"
    )
    working_days: int = declared(250, zh="工作日", en="working days", unit="days a year", ge=250, le=250, group="staff")
    officers: int = declared(
        30, zh="执法人员", en="enforcement officers", unit="per 353,200 residents", ge=1, le=1000, group="staff"
    )
    party_posts: int = declared(
        1, zh="党组织岗位", en="party posts", unit="posts a community", ge=0, le=20, group="staff"
    )
    property_posts: int = declared(
        2, zh="物业岗位", en="property posts", unit="posts a community", ge=0, le=50, group="staff"
    )
    organization_posts: int = declared(
        2, zh="社会组织岗位", en="posts", unit="posts an organisation", ge=0, le=50, group="staff"
    )
    organizations_per_community: int = declared(
        1, zh="社区社会组织数", en="organisations", unit="organisations a community", ge=0, le=20, group="staff"
    )
    general_window_share: float = declared(
        0.28,
        zh="综合服务岗位占比",
        en="comprehensive service windows",
        unit="share of posts",
        ge=0,
        le=1,
        group="staff",
    )
    affairs_window_share: float = declared(
        0.42, zh="公共事务岗位占比", en="public affairs windows", unit="share of posts", ge=0, le=1, group="staff"
    )
    social_window_share: float = declared(
        0.30, zh="社会工作岗位占比", en="social work windows", unit="share of posts", ge=0, le=1, group="staff"
    )
    street_posts: int = declared(
        8, zh="街道岗位", en="street posts", unit="posts a street", ge=1, le=100, group="staff"
    )
    department_posts: int = declared(
        5, zh="部门岗位", en="department posts", unit="posts a department", ge=1, le=100, group="staff"
    )
    desk_posts: int = declared(2, zh="科室岗位", en="desk posts", unit="posts a desk", ge=1, le=50, group="staff")
    service_centre_posts: int = declared(
        3, zh="社会组织服务中心岗位", en="posts of the social organisation service centre", unit="posts", ge=1, le=20,
        group="staff", prior=(2, 4),
    )  # fmt: skip
    association_posts: int = declared(
        2, zh="社会工作协会岗位", en="posts of the social work association", unit="posts", ge=1, le=20,
        group="staff", prior=(2, 4),
    )  # fmt: skip
    works_yuan_per_resident: float = declared(
        40.0, zh="人均公共工程经费", en="works fund", unit="yuan a resident a year", ge=0.0, le=100.0, group="money",
        prior=(5.0, 40.0),
    )  # fmt: skip
    service_money_yuan_per_resident: float = declared(
        28.0, zh="人均服务经费", en="service money, part of the wages of station posts", unit="yuan a resident a year",
        ge=0.0, le=100.0, group="money", prior=(10.0, 50.0),
    )  # fmt: skip
    fund_allocation: Literal["equal_shares", "greedy"] = declared(
        "equal_shares", zh="社区基金分配方法", en="how a ballot allots a community fund", group="money"
    )
