"""How residents judge what they got, and how trust and talk follow."""

from __future__ import annotations

from scenarios.declare import Declared, declared


class Judgement(Declared):
    """How residents judge what they got, and how trust and talk follow."""

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
    hand_over_penalty: float = declared(
        0.05, zh="移交扣分", en="share of performance that each hand-over takes", unit="share", ge=0.0, le=0.2,
        group="judgement",
    )  # fmt: skip
    defect_penalty: float = declared(
        0.5, zh="差错扣分", en="share of performance that a defect takes", unit="share", ge=0.0, le=1.0,
        group="judgement",
    )  # fmt: skip
    patience: float = declared(
        2.0, zh="耐心", en="wait after which one judges", unit="× time standard", ge=1.0, le=5.0, group="judgement"
    )
