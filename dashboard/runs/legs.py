"""The way of every case of a watched run: hand-overs between desks so far, and the journeys of its requests."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from dashboard.runs.frames import DIRECTIONS, JOURNEYS
from model.governance import GovernanceModel
from model.hand_overs import Files, with_room
from model.tables import Floats, Ints
from model.unended import named, overtaken, under_way

AT_ONCE = 200_000  # legs that are written together


class WatchedModel(GovernanceModel):
    """A district whose legs can be taken away day by day, and which knows whose case every leg is."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more, record_legs=True)
        self._overtaken: list[pd.DataFrame] = []
        self._stopped: Ints = np.zeros(0, dtype=np.int64)

    def institutions_serve(self, times: Floats, cases: Ints) -> None:
        """The day's service; noted are the copies of overlaps that were overtaken."""
        super().institutions_serve(times, cases)
        found, self._stopped = overtaken(self, self._stopped)
        self._overtaken.append(found)

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


class Trail:
    """What the legs of a run tell, gathered slice by slice: `follow` after each, `close` at the end.

    With a `path`, the legs of requests are written there as parquet, the columns of `JOURNEYS`.
    """

    def __init__(self, model: WatchedModel, path: Path | None = None) -> None:
        self._model, self._path = model, path
        self._files = Files()
        # By serial of the case, one more than the step, so that zero is none: where the route of a request begins.
        self._begins: Ints = np.zeros(0, dtype=np.int64)
        self._need: Ints = np.zeros(0, dtype=np.int64)
        self._keys: Ints = np.zeros(0, dtype=np.int64)  # (source, target, direction) as one number, sorted
        self._counts: Ints = np.zeros(0, dtype=np.int64)
        self._file: pq.ParquetWriter | None = None
        self._unwritten: list[pd.DataFrame] = []

    def follow(self, tiers: Ints) -> None:
        """Take in the legs that ended since the last time; `tiers` (desks,) are the levels at which desks stand."""
        model = self._model
        serial, need, begins = model.journeys.take_routed()
        size = model.reception.cases_so_far
        self._need, self._begins = (with_room(column, size) for column in (self._need, self._begins))
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
        """Count each hand-over once: when who received the case has worked on it."""
        model = self._model
        desks = len(model.rows)
        source = self._files.follow(legs, model.reception.cases_so_far, len(model.world.steps), desks)
        crossed = source >= 0
        gave, got = source[crossed], legs["actor"][crossed].astype(np.int64)
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
