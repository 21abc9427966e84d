"""The boundary rules (边界规则): what a district can set, each with its passage in the article, benefit and price.

`RULES`, which is `sanshe.RULES`, has a `RuleCard` a rule, in the order R, C, F.

Examples:
    >>> import sanshe
    >>> len(sanshe.RULES), sanshe.RULES[0].id, sanshe.RULES[-1].id
    (25, 'R1', 'F7')
    >>> ties = [card.en for card in sanshe.RULES if card.group == "ties"]
    >>> ties[:2]
    ['One station for several communities', 'Purchase of services']
"""

from __future__ import annotations

from typing import Any, ClassVar

from scenarios.rules.capability import CAPABILITY, Capability
from scenarios.rules.card import RuleCard
from scenarios.rules.fusion import FUSION, Fusion
from scenarios.rules.rights import RIGHTS, Rights

__all__ = ["RULES", "RuleCard", "Rules"]


class Rules(Fusion, Capability, Rights):
    """The levers of a district by key; `Scenario.rules` is one. The defaults are the hierarchy's pole.

    Extensions add fields (`scenarios.extensions.rules_with`): `extended_by` holds their references, `sources` digests
    of what their files said when they were loaded, `hooks` the extensions themselves.

    Examples:
        >>> from scenarios.rules import Rules
        >>> rules = Rules()
        >>> rules.committee_admin_share, rules.data_platform
        (0.8, 0.0)
    """

    extended_by: ClassVar[tuple[str, ...]] = ()
    sources: ClassVar[tuple[str, ...]] = ()
    hooks: ClassVar[tuple[Any, ...]] = ()


RULES: tuple[RuleCard, ...] = (*RIGHTS, *CAPABILITY, *FUSION)
