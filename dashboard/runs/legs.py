"""The way of every case of a watched run: hand-overs between desks so far, and the journeys of its requests."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from dashboard.runs.frames import DIRECTIONS, JOURNEYS
from dashboard.runs.terms import Terms
from dashboard.runs.unended import named, overtaken, under_way
from model.governance import GovernanceModel
from model.tables import NOBODY, Activity, Floats, Ints, grow

AT_ONCE = 200_000  # legs that are written together


class WatchedModel(GovernanceModel):
    """A district whose legs can be taken away day by day, and which knows whose case every leg is."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more, record_legs=True)
        self._routed: list[tuple[Ints, Ints, Ints]] = []
        self._overtaken: list[pd.DataFrame] = []
        self._stopped: Ints = np.zeros(0, dtype=np.int64)
        self.terms = Terms(self.hours)

    def institutions_serve(self, times: Floats, cases: Ints) -> None:
        """The day's service; noted are the terms on which cases are handed over, and the copies that were overtaken."""
        self.terms.note(self)
        super().institutions_serve(times, cases)
        found, self._stopped = overtaken(self, self._stopped)
        self._overtaken.append(found)

    def requests_are_routed(self) -> tuple[Floats, Ints]:
        """What comes in today; of the requests in it is noted which need each is, and where its route begins."""
        times, cases = super().requests_are_routed()
        rows = self.ledger.row_of_case[cases]
        mine = cases[rows >= 0]
        begins = self.world.routes["start"][self.world.cases["route"][mine]].astype(np.int64)
        self._routed.append((self.world.cases["serial"][mine], self.ledger.rows["need"][rows[rows >= 0]], begins))
        return times, cases

    def take_legs(self) -> NDArray[np.void]:
        """The legs that ended since this was last asked."""
        legs = self.legs()
        self._legs.clear()
        return legs

    def take_overtaken(self) -> pd.DataFrame:
        """The copies of overlaps that were stopped since this was last asked, as legs that never began."""
        found = pd.concat(self._overtaken, ignore_index=True) if self._overtaken else pd.DataFrame()
        self._overtaken.clear()
        return found

    def take_routed(self) -> tuple[Ints, Ints, Ints]:
        """(serial, need, first step of the route) of the requests that came in since this was last asked."""
        parts = self._routed or [(np.zeros(0, dtype=np.int64),) * 3]
        self._routed = []
        serial, need, begins = (np.concatenate(column) for column in zip(*parts, strict=True))
        return serial, need, begins


class Trail:
    """What the legs of a run tell, gathered slice by slice: `follow` after each, `close` at the end.

    With a `path`, the legs of requests are written there as parquet, the columns of `JOURNEYS`.
    """

    def __init__(self, model: WatchedModel, path: Path | None = None) -> None:
        self._model, self._path = model, path
        # By serial of the case, one more than the number, so that zero is none: who has its file, where its route
        # begins.
        self._at: Ints = np.zeros(0, dtype=np.int64)
        self._begins: Ints = np.zeros(0, dtype=np.int64)
        self._need: Ints = np.zeros(0, dtype=np.int64)
        self._raced: Ints = np.zeros(0, dtype=np.int64)  # copies of overlaps whose hand-over has been counted
        self._keys: Ints = np.zeros(0, dtype=np.int64)  # (source, target, direction) as one number, sorted
        self._counts: Ints = np.zeros(0, dtype=np.int64)
        self._file: pq.ParquetWriter | None = None
        self._unwritten: list[pd.DataFrame] = []

    def follow(self, tiers: Ints) -> None:
        """Take in the legs that ended since the last time; `tiers` (desks,) are the levels at which desks stand."""
        model = self._model
        serial, need, begins = model.take_routed()
        size = model.reception.cases_so_far
        self._at, self._need, self._begins = (
            with_room(column, size) for column in (self._at, self._need, self._begins)
        )
        self._need[serial], self._begins[serial] = need, begins + 1
        legs = model.take_legs()
        if len(legs):
            self._count(legs, tiers)
            if self._path is not None:
                self._note(legs)
        stopped = model.take_overtaken()
        if self._path is not None and len(stopped):
            self._keep(stopped)

    def note_under_way(self) -> None:
        """Note what stands at desks now: the last legs of the requests that are not resolved."""
        if self._path is not None:
            self._keep(under_way(self._model))

    def flows(self) -> pd.DataFrame:
        """Hand-overs so far, one row a pair of desks and direction: the columns of `FLOWS`."""
        desks = len(self._model.rows)
        pair, direction = np.divmod(self._keys, len(DIRECTIONS))
        source, target = np.divmod(pair, desks)
        return pd.DataFrame(
            {"source": source, "target": target, "count": self._counts,
             "direction": np.array(DIRECTIONS, dtype=object)[direction]}
        ).astype({"direction": "str"})  # fmt: skip

    def close(self) -> None:
        """Write what is not yet written."""
        if self._path is not None:
            self._write()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _count(self, legs: NDArray[np.void], tiers: Ints) -> None:
        """Count each hand-over once: when who received the case has worked on it.

        A case goes from who has the file to the desk of its next leg. In an overlap the file stays where it was until
        one owner has finished, so that all copies come from there; a copy may have two legs, and is one hand-over. A
        follow-up leaves the file where it is.
        """
        steps, desks = len(self._model.world.steps), len(self._model.rows)
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
        before = np.concatenate([[NOBODY], last[:-1]])
        known = (before >= 0) & (serial[before] == serial)
        source = np.where(known, actor[before], self._at[serial] - 1)
        key = (serial * steps + step) * desks + actor
        copies, first = np.unique(key[copy], return_index=True)
        once = chain & ~among(key, copies)
        once[np.flatnonzero(copy)[first]] = True
        once &= ~among(key, self._raced)
        once |= legs["activity"][order] == Activity.REWORK  # it comes back to the one owner there is
        crossed = once & (source >= 0) & (source != actor)
        self._raced = np.union1d(self._raced, copies)
        ends = np.flatnonzero(chain)
        self._at[serial[ends]] = actor[ends] + 1  # of several, the last one holds
        gave, got = source[crossed], actor[crossed]
        direction = np.where(tiers[got] > tiers[gave], 0, np.where(tiers[got] < tiers[gave], 1, 2))
        self._add((gave * desks + got) * len(DIRECTIONS) + direction)

    def _add(self, keys: Ints) -> None:
        """Add hand-overs to the counts."""
        new, counts = np.unique(keys, return_counts=True)
        merged, where = np.unique(np.concatenate([self._keys, new]), return_inverse=True)
        both = np.concatenate([self._counts, counts])
        self._keys, self._counts = merged, np.bincount(where, both, minlength=len(merged)).astype(np.int64)

    def _note(self, legs: NDArray[np.void]) -> None:
        """Keep those legs that are of requests."""
        serial = legs["serial"]
        begins = self._begins[serial]
        mine = begins > 0
        legs, serial = legs[mine], serial[mine]
        self._keep(
            pd.DataFrame(
                {
                    "need": self._need[serial],
                    "step": legs["step"] - (begins[mine] - 1),
                    "row": legs["actor"].astype(np.int64),
                    "activity": legs["activity"],
                    **{name: legs[name] for name in JOURNEYS[4:8]},
                    "copy": legs["copy"],
                    "kept": legs["kept"].astype(np.bool_),
                }
            )
        )

    def _keep(self, legs: pd.DataFrame) -> None:
        """Keep legs, to be written when there are many."""
        self._unwritten.append(legs.assign(activity=named(legs["activity"]))[list(JOURNEYS)])
        if sum(map(len, self._unwritten)) >= AT_ONCE:
            self._write()

    def _write(self) -> None:
        """Write the legs that are kept."""
        if not self._unwritten:
            return
        table = pa.Table.from_pandas(pd.concat(self._unwritten, ignore_index=True), preserve_index=False)
        self._unwritten = []
        if self._file is None:
            self._file = pq.ParquetWriter(self._path, table.schema, compression="zstd")
        self._file.write_table(table)


def among(keys: Ints, known: Ints) -> NDArray[np.bool_]:
    """Which keys are among the known ones, which are sorted."""
    if not len(known):
        return np.zeros(len(keys), dtype=np.bool_)
    found: NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, keys), len(known) - 1)] == keys
    return found


def with_room(column: Ints, size: int) -> Ints:
    """The column with room for so many rows; it doubles, so that it is seldom copied."""
    return column if size <= len(column) else grow(column, max(size, 2 * len(column)))
