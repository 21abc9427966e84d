"""Expected requests a need: the residents' decisions of `agents.resident`, averaged instead of drawn.

Used to reckon the offered load without a run. Trust is that of the start: it moves little while nothing waits.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from agents import resident as decide
from model.city import ONLINE_RATIO_60, TRUST_MEANS, VULNERABLE_RATIO_60, two_groups
from model.mechanisms.platform import online_cost
from model.tables import Floats
from scenarios.actors import CATEGORIES, CHANNELS

if TYPE_CHECKING:
    from scenarios.parameters import Parameters

TRUST_SPREAD = 0.4  # of each of the two uniforms that trust is made of (model/city.py)
HABIT_SPREAD = 0.5  # likewise of habit
STAGES = 25  # reconsiderations followed one by one; those still silent then fade or escalate
CHANNEL_OF = np.array([decide.VISIT, decide.PHONE, decide.VISIT, decide.PHONE, decide.ONLINE])
ONLINE_OF = np.array([False, False, True, True, True])


@dataclass(frozen=True)
class Requests:
    """What becomes of one need, by category.

    `plain` and `escalated`: requests by channel, each of shape (categories, channels); `insist`: by how much those who
    speak insist on a defect, (½ + ½ severity)(½ + ½ trust), of shape (categories,).
    """

    plain: Floats
    escalated: Floats
    insist: Floats


def care_weights(parameters: "Parameters", older: float) -> tuple[float, float]:
    """Weight of care needs of residents under and over 60, by age and vulnerability; `older` is the share over 60."""
    young, old = two_groups(parameters.share_vulnerable, VULNERABLE_RATIO_60, older)
    extra = parameters.need_vulnerable_ratio - 1.0
    return 1.0 + extra * young, parameters.need_elderly_care_ratio * (1.0 + extra * old)


def _online(parameters: "Parameters", older: float, web: float, watch: float) -> Floats:
    """Share of needs that arise to residents online, or of the share `watch` who speak by TV, by category."""
    young, old = (have + (1.0 - have) * watch for have in two_groups(web, ONLINE_RATIO_60, older))
    share = np.full(len(CATEGORIES), (1.0 - older) * young + older * old)
    light, heavy = care_weights(parameters, older)
    whole = (1.0 - older) * light + older * heavy
    share[CATEGORIES.index("care")] = ((1.0 - older) * light * young + older * heavy * old) / whole
    return share


def expected_requests(
    parameters: "Parameters",
    addressee: NDArray[np.int64],
    way: float,
    older: float,
    web: float,
    met: float,
    platform: bool = False,
) -> Requests:
    """Requests a need where the way to the station is `way` hours.

    `older` and `web` are shares of residents over 60 and online; `met` how often a day a given resident is met by a
    visitor at home, or at a complex; `platform` whether they may speak on it; `addressee` the column of trust by
    category. Severity by Gauss–Legendre, trust and habit together by Gauss–Hermite (they are sums of four uniforms, so
    nearly normal), reluctance by the midpoints of 16 parts.
    """
    p = parameters
    x, weight = np.polynomial.legendre.leggauss(8)
    severity, of_severity = 0.5 + 0.5 * x, 0.5 * weight
    z, weight = np.polynomial.hermite_e.hermegauss(7)
    of_self = weight / weight.sum()
    own = np.sqrt((2.0 * (p.voice_trust * TRUST_SPREAD) ** 2 + 2.0 * (p.voice_habit * HABIT_SPREAD) ** 2) / 12.0) * z
    form = np.full(len(CHANNEL_OF), online_cost(p) if platform else p.online_cost)
    cost = decide.cost_of(CHANNEL_OF, np.full(len(CHANNEL_OF), way), p, form).astype(np.float64)

    shape = (len(CATEGORIES), len(CHANNEL_OF), len(severity), len(own))
    category = np.arange(len(CATEGORIES))[:, None, None, None]
    trust = TRUST_MEANS[addressee][:, None, None, None]

    def share(severe: Floats, costs: Floats) -> Floats:
        """Chance to speak, (categories, channels, severity, self)."""
        # Habit and trust at their means; the spread of both comes on top.
        utility = decide.voice_utilities(category, severe, trust, np.full(1, 0.5), costs[None, :, None, None], p)
        return cast(Floats, 1.0 / (1.0 + np.exp(-(utility + own))))

    how = np.exp(-decide.CHANNEL_SENSITIVITY * cost)
    how[~ONLINE_OF] /= how[~ONLINE_OF].sum()
    how[ONLINE_OF] /= how[ONLINE_OF].sum()
    online = _online(p, older, web, p.share_tv if platform else 0.0)[:, None]
    mass = np.where(ONLINE_OF, online, 1.0 - online) * how
    mass = mass[:, :, None, None] * of_severity[:, None] * of_self

    speak = np.broadcast_to(share(severity[None, None, :, None], cost), shape)
    plain = mass * speak
    insist = (plain * (0.5 + 0.5 * severity[:, None])).sum(axis=(1, 2, 3)) / plain.sum(axis=(1, 2, 3))

    helped = [min(1.0, getattr(p, f"self_help_{c}") + getattr(p, f"neighbour_{c}")) for c in CATEGORIES]
    least = speak + (1.0 - speak) * np.array(helped)[:, None, None, None]
    parts = (np.arange(16) + 0.5) / 16.0
    reluctance = speak[..., None] + (1.0 - speak[..., None]) * parts
    silent = np.broadcast_to((mass * (1.0 - least))[..., None] / 16.0, reluctance.shape).copy()
    escalated, at_the_door = np.zeros(shape), np.zeros(shape)
    fade, over = p.fade_probability, p.escalation_probability
    wait = p.reconsider_days + 0.5  # whole days, at least one
    asked = met / (met + 1.0 / wait)
    severe = severity[None, None, :, None]
    for _ in range(STAGES):
        speaks = silent * (reluctance < share(severe, np.zeros_like(cost))[..., None]) * asked
        at_the_door += speaks.sum(axis=-1)
        silent -= speaks
        escalated += over * silent.sum(axis=-1)
        silent *= 1.0 - fade - over
        speaks = silent * (reluctance < share(severe, cost)[..., None])
        plain = plain + speaks.sum(axis=-1)
        silent -= speaks
        severe = severe + p.worsening * (1.0 - severe)
    escalated += silent.sum(axis=-1) * (over / (over + fade))

    def by_channel(requests: Floats) -> Floats:
        """Summed over severity and self, (categories, channels)."""
        return np.asarray(requests.sum(axis=(2, 3)) @ np.eye(len(CHANNELS))[CHANNEL_OF])

    told = by_channel(plain)
    told[:, decide.VISIT] += at_the_door.sum(axis=(1, 2, 3))
    return Requests(told, by_channel(escalated), insist * (0.5 + 0.5 * TRUST_MEANS[addressee]))
