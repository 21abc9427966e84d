"""What is not known: every uncertainty of the model with its range; unsourced values are tagged assumed."""

from __future__ import annotations

from scenarios.declare import Declared, declared


class Needs(Declared):
    """Uncertainties about needs."""

    needs_administrative: float = declared(
        900.0,
        zh="需求：行政",
        en="administrative needs",
        unit="per 1,000 residents a year",
        ge=500.0,
        le=1500.0,
        group="needs",
    )
    needs_care: float = declared(
        120.0, zh="照护需求", en="care needs", unit="per 1,000 residents a year", ge=60.0, le=250.0, group="needs"
    )
    needs_collective: float = declared(
        25.0,
        zh="公共事务需求",
        en="collective needs",
        unit="per 1,000 residents a year",
        ge=10.0,
        le=50.0,
        group="needs",
    )
    needs_enforcement: float = declared(
        60.0, zh="执法需求", en="enforcement needs", unit="per 1,000 residents a year", ge=30.0, le=120.0, group="needs"
    )
    needs_mutual_aid: float = declared(
        400.0,
        zh="互助需求",
        en="mutual-aid needs",
        unit="per 1,000 residents a year",
        ge=150.0,
        le=800.0,
        group="needs",
    )
    reach_administrative: float = declared(
        0.95,
        zh="行政诉求到达率",
        en="administrative needs reaching institutions",
        unit="share",
        ge=0.0,
        le=1.0,
        group="needs",
    )
    reach_care: float = declared(
        0.6, zh="照护诉求到达率", en="care needs reaching institutions", unit="share", ge=0.0, le=1.0, group="needs"
    )
    reach_collective: float = declared(
        0.5,
        zh="公共诉求到达率",
        en="collective needs reaching institutions",
        unit="share",
        ge=0.0,
        le=1.0,
        group="needs",
    )
    reach_enforcement: float = declared(
        0.7,
        zh="执法诉求到达率",
        en="enforcement needs reaching institutions",
        unit="share",
        ge=0.0,
        le=1.0,
        group="needs",
    )
    reach_mutual_aid: float = declared(
        0.15,
        zh="互助诉求到达率",
        en="mutual-aid needs reaching institutions",
        unit="share",
        ge=0.0,
        le=1.0,
        group="needs",
    )
    need_elderly_care_ratio: float = declared(
        4.0,
        zh="老年照护需求倍数",
        en="care needs of those over 60 against others",
        unit="ratio",
        ge=2.0,
        le=8.0,
        group="needs",
    )
    need_vulnerable_ratio: float = declared(
        2.0,
        zh="困难群众需求倍数",
        en="needs of the vulnerable against others",
        unit="ratio",
        ge=1.0,
        le=4.0,
        group="needs",
    )
    work_spread: float = declared(
        0.8, zh="工时离散度", en="coefficient of variation of work hours", unit="ratio", ge=0.3, le=1.5, group="needs"
    )
    work_scale: float = declared(
        1.0, zh="工时倍数", en="scale of all work hours", unit="ratio", ge=0.7, le=1.4, group="needs"
    )


class Capacity(Declared):
    """Uncertainties about capacity."""

    station_admin_efficiency: float = declared(
        1.0,
        zh="工作站行政效率",
        en="station's efficiency at delegated work",
        unit="ratio",
        ge=0.8,
        le=1.3,
        group="capacity",
    )
    delegated_hours: float = declared(
        24.0,
        zh="下派事务工时",
        en="delegated work of a community of 6,541",
        unit="hours a day",
        ge=18.0,
        le=30.0,
        group="capacity",
    )
    routine_hours: float = declared(
        2.5, zh="日常工时", en="routine work", unit="hours a community-day", ge=0.0, le=8.0, group="capacity"
    )
    intake_hours: float = declared(
        0.08, zh="受理工时", en="intake", unit="hours a request", ge=0.03, le=0.2, group="capacity"
    )
    hotline_hours: float = declared(
        0.65, zh="热线工时", en="hotline", unit="hours a community-day", ge=0.0, le=3.0, group="capacity"
    )
    home_visit_hours: float = declared(
        2.0, zh="入户走访工时", en="home visits", unit="hours a community-day", ge=0.0, le=6.0, group="capacity"
    )
    visit_unit_hours: float = declared(
        1.0, zh="单元走访工时", en="visiting one stairwell", unit="hours", ge=0.2, le=3.0, group="capacity"
    )
    visit_met_share: float = declared(
        0.3, zh="走访见面率", en="residents met on a visit", unit="share", ge=0.0, le=1.0, group="capacity"
    )
    visit_ceiling: float = declared(
        0.85,
        zh="走访负荷上限",
        en="utilisation above which no extra visits are made",
        unit="share",
        ge=0.5,
        le=1.0,
        group="capacity",
    )


class HandOvers(Declared):
    """Uncertainties about hand-overs."""

    handover_hours: float = declared(
        0.15, zh="交接工时", en="hand-over in the same house", unit="hours", ge=0.05, le=0.5, group="hand_overs"
    )
    handover_hours_tier: float = declared(
        0.3, zh="跨级交接工时", en="hand-over between levels", unit="hours", ge=0.1, le=1.0, group="hand_overs"
    )
    retention_same: float = declared(
        0.95,
        zh="同级信息保留",
        en="information retained in the same house",
        unit="share",
        ge=0.85,
        le=1.0,
        group="hand_overs",
    )
    retention_street: float = declared(
        0.9,
        zh="街道信息保留",
        en="information retained to the street",
        unit="share",
        ge=0.75,
        le=1.0,
        group="hand_overs",
    )
    retention_district: float = declared(
        0.8,
        zh="区级信息保留",
        en="information retained to the district",
        unit="share",
        ge=0.6,
        le=0.95,
        group="hand_overs",
    )
    lost_information_rework: float = declared(
        1.0,
        zh="信息损失返工",
        en="extra work share per unit of information lost",
        unit="ratio",
        ge=0.0,
        le=2.0,
        group="hand_overs",
    )
    street_cycle_days: float = declared(
        2.5, zh="街道审批周期", en="street approval cycle", unit="working days", ge=1.0, le=5.0, group="hand_overs"
    )
    department_cycle_days: float = declared(
        5.0, zh="部门审批周期", en="department approval cycle", unit="working days", ge=2.0, le=10.0, group="hand_overs"
    )
    desk_cycle_days: float = declared(
        5.0, zh="科室审批周期", en="desk approval cycle", unit="working days", ge=2.0, le=10.0, group="hand_overs"
    )
    approval_hours: float = declared(
        0.3, zh="审批工时", en="approval", unit="hours", ge=0.1, le=0.6, group="hand_overs"
    )
    sign_off_hours: float = declared(
        0.3, zh="会签工时", en="sign-off", unit="hours", ge=0.1, le=0.6, group="hand_overs"
    )
    assignment_hours: float = declared(
        0.3, zh="指派工时", en="assignment by the superior", unit="hours", ge=0.1, le=1.0, group="hand_overs"
    )
    appointment_days: float = declared(
        1.5, zh="预约间隔", en="wait between care sessions", unit="working days", ge=0.5, le=5.0, group="hand_overs"
    )


class Duty(Declared):
    """Uncertainties about duty."""

    pass_base: float = declared(
        -0.5, zh="推诿基数", en="passing on: constant b0", unit="logit", ge=-2.0, le=1.0, group="duty"
    )
    pass_load: float = declared(
        0.15,
        zh="推诿负荷系数",
        en="passing on: weight of load b1",
        unit="logit per waiting case a server",
        ge=0.0,
        le=0.5,
        group="duty",
    )
    pass_blame: float = declared(
        1.0, zh="推诿问责系数", en="passing on: weight of blame b2", unit="logit", ge=0.0, le=2.0, group="duty"
    )
    blame: float = declared(0.5, zh="问责风险", en="blame", unit="share", ge=0.0, le=1.0, group="duty")
    pass_detection: float = declared(
        2.0, zh="推诿查处系数", en="passing on: weight of detection b3", unit="logit", ge=0.0, le=4.0, group="duty"
    )
    detection: float = declared(
        0.2, zh="查处概率", en="chance of being found out", unit="share", ge=0.0, le=1.0, group="duty"
    )
    review_hours: float = declared(
        0.1, zh="审阅工时", en="reading a case before passing it on", unit="hours", ge=0.03, le=0.3, group="duty"
    )
    gap_probability: float = declared(
        0.5, zh="空白概率", en="chance that an unclear item is a gap", unit="share", ge=0.2, le=0.8, group="duty"
    )
    overlap_share: float = declared(
        0.5,
        zh="重叠工作份额",
        en="share of the work each owner does in an overlap",
        unit="share",
        ge=0.0,
        le=1.0,
        group="duty",
        prior=(0.1, 1.0),
    )
    duty_list_hours: float = declared(
        4.0,
        zh="清单维护工时",
        en="keeping the duty list at full sole duty",
        unit="hours a week a street",
        ge=1.0,
        le=10.0,
        group="duty",
    )
    task_error: float = declared(
        0.05, zh="差错率", en="chance of a faulty task", unit="share", ge=0.01, le=0.15, group="duty"
    )
    error_lost_information: float = declared(
        0.2,
        zh="信息损失差错",
        en="error added per unit of information lost",
        unit="ratio",
        ge=0.0,
        le=0.5,
        group="duty",
    )
    rework_share: float = declared(
        0.5, zh="返工份额", en="work repeated on reopening", unit="share", ge=0.2, le=1.0, group="duty"
    )
    reopen_delay_days: float = declared(
        5.0, zh="重开延迟", en="delay until reopening", unit="working days", ge=2.0, le=15.0, group="duty"
    )
    reopen_propensity: float = declared(
        0.7, zh="重开倾向", en="reopening after a defect", unit="share", ge=0.0, le=1.0, group="duty"
    )
    follow_up_share: float = declared(
        0.3, zh="回访比例", en="requests followed up", unit="share", ge=0.1, le=0.6, group="duty"
    )
    follow_up_delay_days: float = declared(
        5.0, zh="回访延迟", en="delay until follow-up", unit="working days", ge=1.0, le=20.0, group="duty"
    )
    follow_up_hours: float = declared(0.1, zh="回访工时", en="follow-up", unit="hours", ge=0.02, le=0.5, group="duty")


class Rules(Declared):
    """Uncertainties about rules."""

    local_knowledge_decay: float = declared(
        0.1,
        zh="地方知识衰减",
        en="decay of local knowledge with communities a station",
        unit="exponent",
        ge=0.0,
        le=0.3,
        group="rules",
    )
    way_hours: float = declared(
        0.25, zh="路途工时", en="resident's way to a station", unit="hours", ge=0.1, le=0.5, group="rules"
    )
    generalist_overhead: float = declared(
        0.08, zh="通才附加工时", en="generalists' extra hours", unit="share", ge=0.0, le=0.25, group="rules"
    )
    travel_hours: float = declared(
        0.5, zh="调配路途工时", en="travel of a moved worker", unit="hours a day", ge=0.2, le=1.0, group="rules"
    )
    settling_productivity: float = declared(
        0.8, zh="适应期效率", en="productivity of a moved worker", unit="ratio", ge=0.6, le=1.0, group="rules"
    )
    settling_days: float = declared(
        10.0, zh="适应期", en="settling of a moved worker", unit="working days", ge=5.0, le=20.0, group="rules"
    )


class Voice(Declared):
    """Uncertainties about voice."""

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
        1.0, zh="表达延迟", en="delay until voicing", unit="working days", ge=0.2, le=3.0, group="voice"
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


class Judgement(Declared):
    """Uncertainties about judgement."""

    satisfaction_level: float = declared(
        0.6, zh="满意：水平系数", en="weight of performance b_p", unit="ratio", ge=0.0, le=1.0, group="judgement"
    )
    satisfaction_surprise: float = declared(
        0.4,
        zh="满意：落差系数",
        en="weight of performance against expectation b_d",
        unit="ratio",
        ge=0.0,
        le=1.0,
        group="judgement",
    )
    expectation_adaptation: float = declared(
        0.2, zh="期望调整", en="adaptation of expectation", unit="share", ge=0.05, le=0.5, group="judgement"
    )
    trust_gain: float = declared(
        0.05, zh="信任上升", en="rise of trust", unit="ratio", ge=0.0, le=0.5, group="judgement"
    )
    trust_loss: float = declared(
        0.12, zh="信任下降", en="fall of trust", unit="ratio", ge=0.0, le=0.5, group="judgement"
    )
    word_of_mouth: float = declared(
        0.05, zh="口碑", en="word of mouth", unit="share", ge=0.0, le=0.2, group="judgement"
    )
    patience: float = declared(
        2.0, zh="耐心", en="wait after which one judges", unit="× time standard", ge=1.0, le=5.0, group="judgement"
    )


class Population(Declared):
    """Uncertainties about population."""

    share_over_60: float = declared(
        0.22, zh="老年人口比例", en="residents over 60", unit="share", ge=0.05, le=0.6, group="population"
    )
    share_online: float = declared(
        0.55, zh="上网比例", en="residents online", unit="share", ge=0.0, le=1.0, group="population"
    )
    share_vulnerable: float = declared(
        0.12, zh="困难群众比例", en="vulnerable residents", unit="share", ge=0.0, le=0.5, group="population"
    )
    stairwell_residents: int = declared(
        53,
        zh="单元人口",
        en="residents a stairwell",
        unit="persons",
        ge=10,
        le=200,
        group="population",
        tag="literature",
        source="local pages of Hangzhou communities (Dongyuan)",
    )
    building_residents: int = declared(
        170,
        zh="楼栋人口",
        en="residents a building",
        unit="persons",
        ge=30,
        le=1000,
        group="population",
        tag="literature",
        source="local pages of Hangzhou communities (Dongyuan)",
    )
    estate_buildings: int = declared(
        8, zh="小区楼栋数", en="buildings an estate", unit="buildings", ge=1, le=50, group="population"
    )
    tie_rewire: float = declared(
        0.1, zh="远联比例", en="ties rewired", unit="share", ge=0.0, le=1.0, group="population"
    )
    ties_per_resident: int = declared(
        6, zh="人均联系", en="ties a resident", unit="ties", ge=6, le=6, group="population"
    )


class Parameters(Population, Judgement, Voice, Rules, Duty, HandOvers, Capacity, Needs):
    """Every uncertainty, by key."""
