"""The boundary rules: what a district can set, each with its passage in the article, its benefit and its price."""

from __future__ import annotations

from typing import Any, ClassVar

from scenarios.rules.capability import CAPABILITY, Capability
from scenarios.rules.card import RuleCard
from scenarios.rules.fusion import FUSION, Fusion
from scenarios.rules.rights import RIGHTS, Rights

__all__ = ["RULES", "RuleCard", "Rules"]


class Rules(Fusion, Capability, Rights):
    """The levers, by key; the defaults are the hierarchy's pole.

    Extensions add fields (`scenarios.extensions.rules_with`): `extended_by` holds their references, `sources` digests
    of what their files said when they were loaded, `hooks` the extensions themselves.
    """

    extended_by: ClassVar[tuple[str, ...]] = ()
    sources: ClassVar[tuple[str, ...]] = ()
    hooks: ClassVar[tuple[Any, ...]] = ()


RULES: tuple[RuleCard, ...] = (*RIGHTS, *CAPABILITY, *FUSION)
