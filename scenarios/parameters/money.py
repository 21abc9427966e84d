"""How public and private money moves: consultation, community funds, crowdfunding, the pantry."""

from __future__ import annotations

from scenarios.declare import Declared, declared

_QUARTER = "hours a community-quarter"


class Money(Declared):
    """The strength of R7, C8, F2 and F3: what they bring in and what they cost."""

    # R7 费随事转
    consultation_hours: float = declared(
        6.0, zh="协商会工时", en="committee's hours of a consultation", unit=_QUARTER, ge=0.0, le=20.0, group="money",
        prior=(2.0, 12.0),
    )  # fmt: skip
    participant_hours: float = declared(
        2.0, zh="居民与会工时", en="a resident's hours at a consultation", unit="hours", ge=0.0, le=6.0, group="money",
        prior=(1.0, 4.0),
    )  # fmt: skip
    guidance_hours: float = declared(
        3.0, zh="部门指导评价工时", en="department's hours of guidance and evaluation", unit=_QUARTER, ge=0.0, le=12.0,
        group="money", prior=(1.0, 6.0),
    )  # fmt: skip
    consultation_turnout: float = declared(
        0.01, zh="协商参与率", en="residents who come to a consultation at middling habit and trust", unit="share",
        ge=0.001, le=0.05, group="money",
    )  # fmt: skip
    consultation_noise: float = declared(
        1.0, zh="协商误差", en="error of what one resident says of the needs of all", unit="ratio", ge=0.0, le=3.0,
        group="money", prior=(0.5, 2.0),
    )  # fmt: skip
    devolution_scale_loss: float = declared(
        0.05, zh="分散经费的规模损失", en="work lost where money is split into small accounts", unit="share", ge=0.0,
        le=0.2, group="money",
    )  # fmt: skip
    # C8 社区基金账户
    wealth_spread: float = declared(
        0.5, zh="社区财力差异", en="spread of communities' wealth (log)", unit="ratio", ge=0.0, le=1.0, group="money",
        prior=(0.2, 0.8),
    )  # fmt: skip
    government_fund_share: float = declared(
        0.5, zh="政府购买入基金比例", en="works money that comes into funds of four sources", unit="share", ge=0.0,
        le=1.0, group="money",
    )  # fmt: skip
    sponsor_yuan: float = declared(
        2.0, zh="驻地单位赞助", en="sponsorship by resident units", unit="yuan a resident a year", ge=0.0, le=10.0,
        group="money", prior=(0.5, 5.0),
    )  # fmt: skip
    household_yuan: float = declared(
        1.0, zh="居民自筹", en="residents' own contributions", unit="yuan a resident a year", ge=0.0, le=10.0,
        group="money", prior=(0.2, 3.0),
    )  # fmt: skip
    foundation_yuan: float = declared(
        1.0, zh="基金会资助", en="grants of the foundation from donors", unit="yuan a resident a year", ge=0.0, le=10.0,
        group="money", prior=(0.2, 3.0),
    )  # fmt: skip
    fundraising_hours: float = declared(
        8.0, zh="筹款工时", en="committee's hours of raising money", unit=_QUARTER, ge=0.0, le=30.0, group="money",
        prior=(4.0, 20.0),
    )  # fmt: skip
    fundraising_volunteer_hours: float = declared(
        30.0, zh="筹款志愿工时", en="volunteers' hours of raising money", unit=_QUARTER, ge=0.0, le=100.0,
        group="money", prior=(10.0, 60.0),
    )  # fmt: skip
    ballot_hours: float = declared(
        4.0, zh="投票组织工时", en="committee's hours of a ballot on projects", unit="hours", ge=0.0, le=20.0,
        group="money", prior=(2.0, 10.0),
    )  # fmt: skip
    ballot_voter_hours: float = declared(
        0.25, zh="投票人工时", en="a voter's hours of a ballot", unit="hours", ge=0.0, le=1.0, group="money",
        prior=(0.1, 0.5),
    )  # fmt: skip
    # F2 资本众筹会
    crowdfunding_most_yuan: float = declared(
        30_000.0, zh="众筹项目上限", en="dearest project put to a crowdfunding", unit="yuan", ge=1_000.0, le=200_000.0,
        group="money", prior=(10_000.0, 50_000.0),
    )  # fmt: skip
    campaign_days: float = declared(
        20.0, zh="众筹期", en="days of a campaign", unit="working days", ge=1.0, le=60.0, group="money",
        prior=(10.0, 40.0),
    )  # fmt: skip
    campaign_hours: float = declared(
        6.0, zh="众筹组织工时", en="committee's hours of a campaign", unit="hours", ge=0.0, le=30.0, group="money",
        prior=(2.0, 12.0),
    )  # fmt: skip
    campaign_volunteer_hours: float = declared(
        15.0, zh="众筹志愿工时", en="volunteers' hours of a campaign", unit="hours", ge=0.0, le=60.0, group="money",
        prior=(5.0, 30.0),
    )  # fmt: skip
    pledge_yuan: float = declared(
        50.0, zh="支持者认捐", en="median pledge of a supporter at middling trust and wealth", unit="yuan", ge=0.0,
        le=500.0, group="money", prior=(20.0, 150.0),
    )  # fmt: skip
    unit_pledge_yuan: float = declared(
        2_000.0, zh="驻地单位认捐", en="median pledge of resident units to a campaign", unit="yuan", ge=0.0,
        le=20_000.0, group="money", prior=(500.0, 5_000.0),
    )  # fmt: skip
    # F3 义仓义集
    pantry_donations: float = declared(
        0.3, zh="义仓捐赠", en="donations to a pantry", unit="parcels per 1,000 residents a week", ge=0.0, le=3.0,
        group="money", prior=(0.1, 1.0),
    )  # fmt: skip
    pantry_waste: float = declared(
        0.05, zh="义仓损耗", en="stock that spoils a week", unit="share", ge=0.0, le=0.5, group="money",
        prior=(0.01, 0.15),
    )  # fmt: skip
    pantry_reach: float = declared(
        0.5, zh="义集知晓率", en="fitting needs an opening hears of", unit="share", ge=0.0, le=1.0, group="money",
        prior=(0.2, 0.8),
    )  # fmt: skip
    pantry_opening_hours: float = declared(
        6.0, zh="义集志愿工时", en="volunteers' hours of a weekly opening", unit="hours", ge=0.0, le=30.0,
        group="money", prior=(2.0, 12.0),
    )  # fmt: skip
    pantry_parcel_hours: float = declared(
        0.5, zh="每份志愿工时", en="volunteers' hours of a parcel given", unit="hours", ge=0.0, le=2.0, group="money",
        prior=(0.2, 1.0),
    )  # fmt: skip
