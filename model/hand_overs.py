"""Hand-overs as legs tell them: from which desk each leg's case came."""

import numpy as np
from numpy.typing import NDArray

from model.tables import NOBODY, Activity, Ints, grow


class Files:
    """Who has the file of each case, told from its legs; they may come slice by slice.

    A case goes from who has the file to the desk of its next leg. In an overlap the file stays where it was until one
    owner has finished, so that all copies come from there; a copy may have two legs, and is one hand-over. A follow-up
    leaves the file where it is.
    """

    def __init__(self) -> None:
        self.at: Ints = np.zeros(0, dtype=np.int64)  # by serial of the case, one more than the desk: zero is none
        self._raced: Ints = np.zeros(0, dtype=np.int64)  # copies of overlaps whose hand-over has been counted

    def follow(self, legs: NDArray[np.void], cases: int, steps: int, desks: int) -> Ints:
        """The desk (n,) that handed the case over for each of these legs; −1 where none did.

        `legs` (n,) as the engine notes them, in the order in which they ended; `cases` serials, `steps` of routes and
        `desks` there are at most.
        """
        self.at = with_room(self.at, cases)
        gave = np.full(len(legs), NOBODY, dtype=np.int64)
        copy = legs["activity"] == Activity.DUPLICATE
        chain = ~copy & (legs["activity"] != Activity.FOLLOW_UP)
        # Legs are noted as they end. A copy stopped by the one that won ends with it and is noted after it, yet was
        # given out before: it takes the place of the first that ended at that moment.
        place = np.arange(len(legs), dtype=np.float64)
        place[copy] = np.searchsorted(legs["finished"], legs["finished"][copy]) - 0.5
        order = np.argsort(place, kind="stable")
        order = order[(copy | chain)[order]]
        order = order[np.argsort(legs["serial"][order], kind="stable")]
        serial, actor = legs["serial"][order], legs["actor"][order].astype(np.int64)
        chain, copy, step = chain[order], copy[order], legs["step"][order].astype(np.int64)
        # Who had the file: the desk of the last leg of the chain before, of this case; else who had it until now.
        last = np.maximum.accumulate(np.where(chain, np.arange(len(order)), NOBODY))
        before = np.concatenate([np.full(1, NOBODY), last[:-1]])[: len(order)]
        known = (before >= 0) & (serial[before] == serial)
        source = np.where(known, actor[before], self.at[serial] - 1)
        key = (serial * steps + step) * desks + actor
        copies, first = np.unique(key[copy], return_index=True)
        once = chain & ~among(key, copies)
        once[np.flatnonzero(copy)[first]] = True
        once &= ~among(key, self._raced)
        once |= legs["activity"][order] == Activity.REWORK  # it comes back to the one owner there is
        crossed = once & (source >= 0) & (source != actor)
        self._raced = np.union1d(self._raced, copies)
        ends = np.flatnonzero(chain)
        self.at[serial[ends]] = actor[ends] + 1  # of several, the last one holds
        gave[order[crossed]] = source[crossed]
        return gave


def among(keys: Ints, known: Ints) -> NDArray[np.bool_]:
    """Which keys are among the known ones, which are sorted."""
    if not len(known):
        return np.zeros(len(keys), dtype=np.bool_)
    found: NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, keys), len(known) - 1)] == keys
    return found


def with_room(column: Ints, size: int) -> Ints:
    """The column with room for so many rows; it doubles, so that it is seldom copied."""
    return column if size <= len(column) else grow(column, max(size, 2 * len(column)))
