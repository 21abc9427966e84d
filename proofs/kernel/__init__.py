"""Proofs of the kernel: the engine that serves requests, in settings whose answer queueing and network theory know."""

from proofs.kernel import cobham, erlang_c, pollaczek, pooling, tandem
from proofs.known import KnownAnswer

ANSWERS: tuple[KnownAnswer, ...] = tuple(part.ANSWER for part in (erlang_c, pooling, pollaczek, tandem, cobham))
