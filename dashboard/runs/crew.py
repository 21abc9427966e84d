"""The worker processes of a hall: begun, made warm, ended."""

import logging
import threading

from dashboard.runs.hand import GoneError, Hand
from dashboard.runs.said import Said, Wrong
from scenarios.library import load

MOST_BEGINNINGS = 3  # times in a row that a worker may end before it is warm
WARM = ("hierarchy", "network")  # scenarios whose hamlet a new worker runs first
logger = logging.getLogger("sanshe")


class Crew:
    """So many workers by number, each led by a thread of its own."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._changed = threading.Condition()
        self._hands: dict[int, Hand] = {}
        self._compiled = threading.Event()
        self._warm: set[int] = set()
        self._lost: set[int] = set()
        self._closing = False

    @property
    def pids(self) -> tuple[int, ...]:
        """Numbers of the processes that are there."""
        with self._changed:
            return tuple(hand.pid for hand in self._hands.values())

    @property
    def warm(self) -> bool:
        """Whether at least one worker has compiled and imported what a run needs."""
        return bool(self._warm)

    @property
    def lost(self) -> bool:
        """Whether no worker could be begun."""
        return len(self._lost) == self.number

    def wait_until_warm(self, timeout: float) -> bool:
        """Wait until every worker that can be begun is warm; False if it took longer, or if none can."""
        with self._changed:
            told = self._changed.wait_for(lambda: len(self._warm | self._lost) == self.number, timeout)
            return told and self.warm

    def begin(self, number: int) -> bool:
        """Begin a worker and let it get warm; False if all is closed, or if it ends again and again."""
        for _ in range(MOST_BEGINNINGS):
            try:
                hand = Hand()
                with self._changed:
                    self._hands[number] = hand
                    if self._closing:
                        break
                self._get_warm(number, hand)
            except (GoneError, OSError):
                self.end(number)
                continue
            with self._changed:
                self._warm.add(number)
                self._changed.notify_all()
            return True
        self.end(number)
        self._compiled.set()
        with self._changed:
            self._lost.add(number)
            self._changed.notify_all()
        return False

    def ask(self, number: int, name: str, *arguments: object) -> Said | Wrong:
        """What a worker answers; raises `GoneError` if it is no more."""
        with self._changed:
            hand = self._hands.get(number)
        if hand is None:
            raise GoneError
        return hand.ask(name, *arguments)

    def end(self, number: int) -> None:
        """End a worker that is still there; to be called by the thread that leads it."""
        with self._changed:
            hand = self._hands.pop(number, None)
        if hand is not None:
            hand.end()

    def close(self) -> None:
        """Let all processes end; whoever leads one is told that it is gone, and none is begun any more."""
        with self._changed:
            self._closing = True
            for hand in self._hands.values():
                hand.stop()
        self._compiled.set()

    def _get_warm(self, number: int, hand: Hand) -> None:
        """Let one compile what the others then find compiled; meanwhile they import."""
        if number > 0:
            hand.ask("warm", ())
            self._compiled.wait()
        said = hand.ask("warm", tuple(load(name) for name in WARM))
        if isinstance(said, Wrong):
            logger.error("%s", said.told)
        self._compiled.set()
