"""What a hand-over costs and loses, and the rhythm of the tiers that approve."""

from __future__ import annotations

from scenarios.declare import Declared, declared


class HandOvers(Declared):
    """What a hand-over costs and loses, and the rhythm of the tiers that approve."""

    handover_hours: float = declared(
        0.05, zh="交接工时", en="hand-over in the same house", unit="hours", ge=0.0, le=0.5, group="hand_overs"
    )
    handover_hours_tier: float = declared(
        0.15, zh="跨级交接工时", en="hand-over between levels", unit="hours", ge=0.0, le=1.0, group="hand_overs"
    )
    retention_same: float = declared(
        0.98,
        zh="同级信息保留",
        en="information retained in the same house",
        unit="share",
        ge=0.85,
        le=1.0,
        group="hand_overs",
    )
    retention_street: float = declared(
        0.95,
        zh="街道信息保留",
        en="information retained to the street",
        unit="share",
        ge=0.75,
        le=1.0,
        group="hand_overs",
    )
    retention_district: float = declared(
        0.9,
        zh="区级信息保留",
        en="information retained to the district",
        unit="share",
        ge=0.6,
        le=1.0,
        group="hand_overs",
        prior=(0.6, 0.95),
    )
    lost_information_rework: float = declared(
        0.3,
        zh="信息损失返工",
        en="extra work share per unit of information lost",
        unit="ratio",
        ge=0.0,
        le=2.0,
        group="hand_overs",
    )
    street_cycle_days: float = declared(
        2.5,
        zh="街道审批周期",
        en="street approval cycle",
        unit="working days",
        ge=0.0,
        le=5.0,
        group="hand_overs",
        prior=(1.0, 5.0),
    )
    department_cycle_days: float = declared(
        5.0,
        zh="部门审批周期",
        en="department approval cycle",
        unit="working days",
        ge=0.0,
        le=10.0,
        group="hand_overs",
        prior=(2.0, 10.0),
    )
    desk_cycle_days: float = declared(
        5.0, zh="科室审批周期", en="desk approval cycle", unit="working days", ge=2.0, le=10.0, group="hand_overs"
    )
    approval_hours: float = declared(
        0.3, zh="审批工时", en="approval", unit="hours", ge=0.1, le=0.6, group="hand_overs"
    )
    sign_off_hours: float = declared(
        0.3, zh="会签工时", en="sign-off", unit="hours", ge=0.0, le=0.6, group="hand_overs", prior=(0.1, 0.6)
    )
    assignment_hours: float = declared(
        0.3, zh="指派工时", en="assignment by the superior", unit="hours", ge=0.1, le=1.0, group="hand_overs"
    )
    appointment_days: float = declared(
        1.5, zh="预约间隔", en="wait between care sessions", unit="working days", ge=0.5, le=5.0, group="hand_overs"
    )
