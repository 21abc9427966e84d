"""Proofs of the kernel: the engine that serves requests, in settings whose answer queueing and network theory know."""

from proofs.known import KnownAnswer

ANSWERS: tuple[KnownAnswer, ...] = ()
