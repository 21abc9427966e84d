"""Proofs of the kernel: the engine that serves requests, in settings whose answer queueing and network theory know."""

from proofs.kernel import arenas, cobham, congestion, dodds, erlang_c, jackson, pollaczek, pooling, tandem
from proofs.known import KnownAnswer

_PARTS = (erlang_c, pooling, pollaczek, tandem, cobham, jackson, congestion, arenas, dodds)
ANSWERS: tuple[KnownAnswer, ...] = tuple(part.ANSWER for part in _PARTS)
