"""Social organisations: what they cost and learn, and what it takes to find, watch and match them."""

from __future__ import annotations

from scenarios.declare import Declared, declared


class Organizations(Declared):
    """Social organisations: what they cost and learn, and what it takes to find, watch and match them."""

    organization_overhead: float = declared(
        0.1, zh="组织管理费率", en="overhead of organisations on wages", unit="share", ge=0.0, le=0.3,
        group="organizations", prior=(0.05, 0.2),
    )  # fmt: skip
    organization_quality_premium: float = declared(
        0.0, zh="组织质量溢价", en="organisations' extra work an hour", unit="share", ge=-0.3, le=0.5,
        group="organizations",
    )  # fmt: skip
    learning_rate: float = declared(
        0.1, zh="干中学速率", en="learning by doing", unit="share a post-year", ge=0.0, le=1.0,
        group="organizations", prior=(0.0, 0.3),
    )  # fmt: skip
    practice_gain: float = declared(
        0.15, zh="干中学上限", en="work an hour that practice adds at most", unit="share", ge=0.0, le=0.5,
        group="organizations",
    )  # fmt: skip
    reputation_rate: float = declared(
        0.2, zh="声誉更新速率", en="how fast reputation follows judgements", unit="share a month", ge=0.0, le=1.0,
        group="organizations",
    )  # fmt: skip
    venue_yuan: float = declared(
        20_000.0, zh="场地费用", en="rent of a venue", unit="yuan a year an organisation", ge=0.0, le=100_000.0,
        group="organizations",
    )  # fmt: skip
    venue_upkeep_hours: float = declared(
        1.5, zh="场地维护工时", en="upkeep of open venues", unit="hours a week a community", ge=0.0, le=8.0,
        group="organizations",
    )  # fmt: skip
    venue_displaced_hours: float = declared(
        1.0, zh="公务让位工时", en="official use displaced by open venues", unit="hours a week a community",
        ge=0.0, le=8.0, group="organizations",
    )  # fmt: skip
    foundings_a_year: float = declared(
        0.1, zh="居民自发创办率", en="ideas of residents to found an organisation, where all rooms are free",
        unit="a community a year", ge=0.0, le=2.0, group="organizations", prior=(0.02, 0.5),
    )  # fmt: skip
    founding_hours: float = declared(
        60.0, zh="自发创办工时", en="founders' own hours", unit="hours", ge=0.0, le=300.0, group="organizations"
    )
    founding_dues: float = declared(
        5_000.0, zh="会费", en="members' dues where no grant founded it",
        unit="yuan a year an organisation",
        ge=0.0, le=50_000.0, group="organizations", prior=(1_000.0, 20_000.0),
    )  # fmt: skip
    tender_bidders: int = declared(
        3, zh="竞标组织数", en="bidders for a contract or grant", unit="organisations", ge=1, le=8,
        group="organizations",
    )  # fmt: skip
    contest_stake: float = declared(
        0.1, zh="竞标标的比例", en="share of a prize that is worth contending for", unit="share", ge=0.0, le=0.5,
        group="organizations",
    )  # fmt: skip
    bid_review_hours: float = declared(
        2.0, zh="评标工时", en="judging a bid or application", unit="hours", ge=0.0, le=8.0, group="organizations"
    )
    monitoring_hours: float = declared(
        3.0, zh="合同监管工时", en="watching a contract or project", unit="hours a month", ge=0.0, le=12.0,
        group="organizations",
    )  # fmt: skip
    contract_settling: float = declared(
        0.85, zh="换手期效率", en="productivity of a new contractor", unit="ratio", ge=0.6, le=1.0,
        group="organizations",
    )  # fmt: skip
    contract_settling_days: float = declared(
        40.0, zh="换手期", en="settling of a new contractor", unit="working days", ge=0.0, le=120.0,
        group="organizations", prior=(10.0, 120.0),
    )  # fmt: skip
    grant_median_yuan: float = declared(
        70_000.0, zh="资助中位数", en="median grant", unit="yuan", ge=10_000.0, le=800_000.0, group="organizations",
        tag="literature", source="Kunshan, Nanshan, caps of 2023: 10,000–800,000 yuan",
    )  # fmt: skip
    grant_spread: float = declared(
        0.9, zh="资助离散度", en="sigma of the log of grants", unit="ratio", ge=0.0, le=1.5, group="organizations"
    )
    incubation_failure: float = declared(
        0.2, zh="孵化失败率", en="chance that a founding or project fails", unit="share", ge=0.0, le=0.6,
        group="organizations",
    )  # fmt: skip
    training_share: float = declared(
        0.25, zh="社工发展计划比例", en="incubation money for training of workers", unit="share", ge=0.0, le=1.0,
        group="organizations",
    )  # fmt: skip
    training_yuan_per_hour: float = declared(
        150.0, zh="培训单价", en="price of a trainee's hour", unit="yuan an hour", ge=50.0, le=500.0,
        group="organizations",
    )  # fmt: skip
    teaching_share: float = declared(
        0.1, zh="师资工时比例", en="teachers' hours a trainee's hour", unit="ratio", ge=0.0, le=0.5,
        group="organizations", prior=(0.05, 0.2),
    )  # fmt: skip
    registered_share: float = declared(
        0.25, zh="登记组织比例", en="organisations registered, others being filed", unit="share", ge=0.0, le=1.0,
        group="organizations", tag="literature", source="Hefei Baohe 2014: 226 registered, 677 filed",
    )  # fmt: skip
    fit_weight: float = declared(
        0.15, zh="契合度权重", en="work an hour gained by a perfect fit", unit="share", ge=0.0, le=0.5,
        group="organizations",
    )  # fmt: skip
    fair_hours: float = declared(
        6.0, zh="相亲会工时", en="a fair, for each who attends", unit="hours", ge=0.0, le=18.0, group="organizations"
    )
    fair_distance: float = declared(
        0.1, zh="跨街道意愿折减", en="dislike of another street, twice that of another community", unit="share",
        ge=0.0, le=0.5, group="organizations",
    )  # fmt: skip
