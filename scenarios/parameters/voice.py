"""Whether and how residents voice a need, and what becomes of one unvoiced."""

from __future__ import annotations

from scenarios.declare import Declared, declared


class Voice(Declared):
    """Whether and how residents voice a need, and what becomes of one unvoiced."""

    voice_trust: float = declared(
        1.0, zh="表达：信任系数", en="weight of trust", unit="logit", ge=0.0, le=2.0, group="voice"
    )
    voice_cost: float = declared(
        0.8, zh="表达：成本系数", en="weight of cost", unit="logit an hour", ge=0.3, le=2.0, group="voice"
    )
    voice_habit: float = declared(
        0.5, zh="表达：习惯系数", en="weight of habit", unit="logit", ge=0.0, le=2.0, group="voice"
    )
    voice_severity: float = declared(
        0.8, zh="表达：严重度系数", en="weight of severity", unit="logit", ge=0.0, le=2.0, group="voice"
    )
    self_help_administrative: float = declared(
        0.3, zh="行政自助", en="unvoiced administrative needs self-helped", unit="share", ge=0.0, le=1.0, group="voice"
    )
    self_help_care: float = declared(
        0.2, zh="照护自助", en="unvoiced care needs self-helped", unit="share", ge=0.0, le=1.0, group="voice"
    )
    self_help_collective: float = declared(
        0.05, zh="公共自助", en="unvoiced collective needs self-helped", unit="share", ge=0.0, le=1.0, group="voice"
    )
    self_help_enforcement: float = declared(
        0.05, zh="执法自助", en="unvoiced enforcement needs self-helped", unit="share", ge=0.0, le=1.0, group="voice"
    )
    self_help_mutual_aid: float = declared(
        0.25, zh="互助自助", en="unvoiced mutual-aid needs self-helped", unit="share", ge=0.0, le=1.0, group="voice"
    )
    neighbour_administrative: float = declared(
        0.1,
        zh="行政邻助",
        en="unvoiced administrative needs neighbour-helped",
        unit="share",
        ge=0.0,
        le=1.0,
        group="voice",
    )
    neighbour_care: float = declared(
        0.15, zh="照护邻助", en="unvoiced care needs neighbour-helped", unit="share", ge=0.0, le=1.0, group="voice"
    )
    neighbour_collective: float = declared(
        0.1, zh="公共邻助", en="unvoiced collective needs neighbour-helped", unit="share", ge=0.0, le=1.0, group="voice"
    )
    neighbour_enforcement: float = declared(
        0.05,
        zh="执法邻助",
        en="unvoiced enforcement needs neighbour-helped",
        unit="share",
        ge=0.0,
        le=1.0,
        group="voice",
    )
    neighbour_mutual_aid: float = declared(
        0.6, zh="互助邻助", en="unvoiced mutual-aid needs neighbour-helped", unit="share", ge=0.0, le=1.0, group="voice"
    )
    voice_delay_days: float = declared(
        1.0, zh="表达延迟", en="delay until voicing", unit="days", ge=0.2, le=3.0, group="voice"
    )
    phone_cost: float = declared(0.1, zh="电话成本", en="cost of a call", unit="hours", ge=0.0, le=1.0, group="voice")
    online_cost: float = declared(0.05, zh="网络成本", en="cost online", unit="hours", ge=0.0, le=1.0, group="voice")
    reconsider_days: float = declared(
        10.0, zh="再考虑间隔", en="time until reconsidering", unit="working days", ge=5.0, le=30.0, group="voice"
    )
    worsening: float = declared(
        0.2, zh="恶化", en="severity added per reconsideration", unit="ratio", ge=0.0, le=0.5, group="voice"
    )
    fade_probability: float = declared(
        0.3, zh="消退概率", en="fading per reconsideration", unit="share", ge=0.1, le=0.6, group="voice"
    )
    escalation_probability: float = declared(
        0.05, zh="升级概率", en="escalation per reconsideration", unit="share", ge=0.0, le=0.2, group="voice"
    )
