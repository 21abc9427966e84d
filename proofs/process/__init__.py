"""Proofs of single processes: how agents and mechanisms decide, where the literature knows what comes of it."""

from proofs.known import KnownAnswer
from proofs.process import (
    condorcet,
    deffuant,
    degroot,
    equal_shares,
    gale_shapley,
    garbage_can,
    garicano,
    kaplan_meier,
    mcfadden,
    oliver,
    provision_point,
    radner,
    sah_stiglitz,
    tullock,
)

ANSWERS: tuple[KnownAnswer, ...] = tuple(
    one.ANSWER
    for one in (
        radner,
        garicano,
        sah_stiglitz,
        condorcet,
        deffuant,
        degroot,
        gale_shapley,
        equal_shares,
        provision_point,
        oliver,
        mcfadden,
        tullock,
        garbage_can,
        kaplan_meier,
    )
)
