"""The strength of the rules' benefits and prices."""

from __future__ import annotations

from scenarios.declare import Declared, declared


class Prices(Declared):
    """The strength of the rules' benefits and prices."""

    local_knowledge_decay: float = declared(
        0.1,
        zh="地方知识衰减",
        en="decay of local knowledge with communities a station",
        unit="exponent",
        ge=0.0,
        le=0.3,
        group="prices",
    )
    team_knowledge_decay: float = declared(
        0.05,
        zh="执法队地方知识衰减",
        en="decay of local knowledge with communities a team",
        unit="exponent",
        ge=0.0,
        le=0.15,
        group="prices",
    )
    way_hours: float = declared(
        0.25,
        zh="路途工时",
        en="resident's way to a station",
        unit="hours",
        ge=0.0,
        le=0.5,
        group="prices",
        prior=(0.1, 0.5),
    )
    generalist_overhead: float = declared(
        0.08, zh="通才附加工时", en="generalists' extra hours", unit="share", ge=0.0, le=0.25, group="prices"
    )
    travel_hours: float = declared(
        0.5,
        zh="调配路途工时",
        en="travel of a moved worker",
        unit="hours a day",
        ge=0.0,
        le=1.0,
        group="prices",
        prior=(0.2, 1.0),
    )
    settling_productivity: float = declared(
        0.8, zh="适应期效率", en="productivity of a moved worker", unit="ratio", ge=0.6, le=1.0, group="prices"
    )
    settling_days: float = declared(
        10.0,
        zh="适应期",
        en="settling of a moved worker",
        unit="working days",
        ge=0.0,
        le=20.0,
        group="prices",
        prior=(5.0, 20.0),
    )
