"""Proofs of single processes: how agents and mechanisms decide, where the literature knows what comes of it."""

from proofs.known import KnownAnswer

ANSWERS: tuple[KnownAnswer, ...] = ()
