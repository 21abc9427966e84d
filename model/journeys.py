"""The journeys of needs: where each stood, since when and until when, and what happened to it there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.desk_names import name
from model.hand_overs import Files
from model.tables import ACTIVITIES, LOG, NOBODY, Activity, Floats, Ints, Op, Table
from model.terms import Terms
from model.unended import under_way
from scenarios.errors import InputError

if TYPE_CHECKING:
    from model.governance import GovernanceModel

WHAT = ("silence", "delay", "waiting", "hand_over", "work")
"""What a spell is: before the request comes in; until a sitting, an appointment or a decision; in a queue; a post takes
it in; a post works on it."""
COLUMNS = ("need", "place", "desk", "step", "what", "since", "until", "came_from", "copy")
RESIDENT = {"en": "the resident", "zh": "居民"}
_BEFORE, _DELAY, _WAITING, _HAND_OVER, _WORK = range(len(WHAT))
_FIRST = (_WORK, _HAND_OVER, _WAITING)  # of what several desks do at one hour, the first of these counts
_ASSIGN = len(ACTIVITIES)  # the tier above names an owner
_STEPS = (*ACTIVITIES, "assign")


class Journeys:
    """What a user sees of the way of needs: `model.journeys`, of a model with `record_legs=True`.

    Journeys are read off the legs that the model keeps; looking changes nothing.
    """

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model
        self.terms = Terms(model.hours)
        self._routed: list[tuple[Ints, Ints, Ints]] = []

    def note(self, cases: Ints) -> None:
        """Note which need each request among these cases, which come in today, is and where its route begins."""
        model, rows = self._model, self._model.ledger.row_of_case[cases]
        mine = cases[rows >= 0]
        begins = model.world.routes["start"][model.world.cases["route"][mine]].astype(np.int64)
        self._routed.append((model.world.cases["serial"][mine], model.ledger.rows["need"][rows[rows >= 0]], begins))
        self.terms.note(model)

    def take_routed(self) -> tuple[Ints, Ints, Ints]:
        """(serial, need, first step of the route) of the requests noted since this was last asked; then forgotten."""
        found = self._noted()
        self._routed = []
        return found

    def frame(self, needs: Sequence[int] | None = None, lang: str = "en") -> pd.DataFrame:
        """The spells of these needs, or of all, in order of time: one row a stretch in which one thing went on.

        `need` its number; `place` the name of the desk in `lang`, or the resident; `desk` its row, −1 the resident;
        `step` of the request's route (`intake`, `approval`, `review` read and passed on, `assign` the tier above names
        an owner, `work`, `duplicate` of an overlap, `sign_off`, `rework`, `follow_up`), `voicing` before it comes in;
        `what` of `WHAT`; `since` and `until` working hours since the start, the latter not-a-number while it goes on or
        where nobody knows; `came_from` the desk that handed it over, on the first row at the next one; `copy` tells the
        owners of an overlap apart. Copies that nobody has begun leave no trace; a request whose issue is carried out
        with that of another is delayed meanwhile. Raises `InputError` for a model without recorded legs and for a need
        that has not arisen.
        """
        lines = self._lines(needs)
        spells = self._spells(lines)
        order = np.lexsort((spells["what"], spells["until"], spells["since"], spells["line"]))
        spells = {key: values[order] for key, values in spells.items()}
        called = np.array([*(name(one, number, self._model, lang) for one, number in self._model.rows), RESIDENT[lang]])
        desk = spells["desk"]
        until = np.where(np.isfinite(spells["until"]), spells["until"], np.nan)
        step = np.array([*_STEPS, "voicing"], dtype=object)[spells["step"]]
        came_from = np.where(spells["source"] >= 0, called[spells["source"]], "")
        values = (lines["need"][spells["line"]], called[desk], desk, step, np.array(WHAT, dtype=object)[spells["what"]],
                  spells["since"], until, came_from, spells["copy"])  # fmt: skip
        return pd.DataFrame(dict(zip(COLUMNS, values, strict=True)))

    def time_spent(self) -> pd.DataFrame:
        """How long each voiced need spent in what: one row a need, by its number, in working hours.

        A column for each of `WHAT`, `total` from arising to its (first) resolution, or to now, and `resolved`. An hour
        at which several desks have a copy counts once: as work where one works on it, else as hand-over, else as
        waiting. So the columns add up to `total`. Raises `InputError` for a model without recorded legs.
        """
        lines = self._lines(None)
        now = self._now
        lines = lines[lines["voiced"] < now]
        spells = self._spells(lines)
        done = lines["resolved"] <= now
        end = np.where(done, lines["resolved"], now)
        found = _told_apart(spells, lines["voiced"], np.maximum(end, lines["voiced"]))
        found[:, _BEFORE] = lines["voiced"] - lines["arose"]
        frame = pd.DataFrame(found, columns=list(WHAT), index=pd.Index(lines["need"], name="need"))
        return frame.assign(total=end - lines["arose"], resolved=done)

    # --- in the house
    @property
    def _now(self) -> float:
        return self._model.day * self._model.hours

    def _noted(self) -> tuple[Ints, Ints, Ints]:
        parts = self._routed or [(np.zeros(0, dtype=np.int64),) * 3]
        serial, need, begins = (np.concatenate(column) for column in zip(*parts, strict=True))
        return serial, need, begins

    def _lines(self, needs: Sequence[int] | None) -> Table:
        """The rows of the ledger of these needs."""
        model = self._model
        if not len(model.world.log):
            raise InputError("record_legs", "False", "True: GovernanceModel(…, record_legs=True) keeps journeys")
        rows: Table = model.ledger.look(model.world)
        if needs is None:
            return rows
        at = pd.Index(rows["need"]).get_indexer(pd.Index(needs))
        if (at < 0).any():
            raise InputError("needs", int(np.asarray(needs)[at < 0][0]), "numbers of needs that have arisen")
        chosen: Table = rows[at]
        return chosen

    def _legs(self, lines: Table) -> tuple[NDArray[np.void], Ints]:
        """(legs of these needs as they ended, those under way last and ending at infinity; which need each is of)."""
        model = self._model
        serial, need, begins = self._noted()
        line = pd.Index(lines["need"]).get_indexer(pd.Index(need))
        line_of, first = (np.full(model.reception.cases_so_far, NOBODY, dtype=np.int64) for _ in range(2))
        line_of[serial], first[serial] = line, begins
        ended, open_ = model.legs(), under_way(model)
        ended = ended[line_of[ended["serial"]] >= 0]
        open_ = open_[line_of[open_["serial"]] >= 0]
        now = np.zeros(len(open_), LOG)
        for column in ("serial", "rank", "copy", "activity", "kept", "arrived", "started"):
            now[column] = open_[column]
        now["actor"], now["step"] = open_["row"], open_["step"] + first[open_["serial"]]
        now["activity"][open_["serial"].duplicated(keep=False)] = Activity.DUPLICATE  # owners of an overlap at it
        for column in ("arrived", "started"):
            now[column][np.isnan(now[column])] = np.inf
        now["finished"] = np.inf
        legs = np.concatenate([ended, now])
        return legs, line_of[legs["serial"]]

    def _spells(self, lines: Table) -> dict[str, Any]:
        """The spells of these rows of the ledger, by column: `line` the row each is of, `step` its number, and so on.

        What goes on ends at infinity.
        """
        model = self._model
        legs, line = self._legs(lines)
        source = Files().follow(legs, model.reception.cases_so_far, len(model.world.steps), len(model.rows))
        ready, held = self._ready(legs, line, lines)
        arrived, started, finished = legs["arrived"], legs["started"], legs["finished"]
        given = np.where(held | ~np.isfinite(ready), arrived, ready)
        desk = legs["actor"].astype(np.int64)
        taken = self.terms.hours(given, source, desk, lines["place"][line].astype(np.int64))
        worked = np.minimum(started + taken, finished)
        worked[~np.isfinite(finished) & (worked > self._now)] = np.inf
        step = legs["activity"].astype(np.int64)
        step[(step == Activity.APPROVAL) & (model.world.steps["op"][legs["step"]] == Op.OWN)] = _ASSIGN
        edges = (ready, arrived, started, worked, finished)
        parts = [
            {"line": line, "desk": desk, "step": step, "what": np.full(len(legs), what), "since": since, "until": until,
             "source": source, "copy": legs["copy"].astype(np.int64)}
            for what, since, until in zip(WHAT_OF_LEGS, edges[:-1], edges[1:], strict=True)
        ]  # fmt: skip
        parts += [self._silence(lines), self._last_delay(lines, legs, line)]
        spells = {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}
        kept = np.isfinite(spells["since"]) & ((spells["until"] > spells["since"]) | (spells["what"] == _BEFORE))
        spells = {key: values[kept] for key, values in spells.items()}
        # A leg's hand-over is told on its first row.
        order = np.lexsort((spells["since"], spells["desk"], spells["copy"], spells["step"], spells["line"]))
        same = np.ones(max(len(order) - 1, 0), dtype=np.bool_)
        for key in ("line", "desk", "copy", "step"):
            same &= spells[key][order[1:]] == spells[key][order[:-1]]
        same &= spells["since"][order[1:]] == spells["until"][order[:-1]]
        spells["source"][order[1:][same]] = NOBODY
        return spells

    def _ready(self, legs: NDArray[np.void], line: Ints, lines: Table) -> tuple[Floats, NDArray[np.bool_]]:
        """(since when each leg was waited for outside of queues; whether a decision was awaited).

        The former is infinite where nothing of the kind was before it: at the owners of an overlap, at a follow-up, and
        after the need was resolved.
        """
        steps = self._model.world.steps
        copies = legs["activity"] == Activity.DUPLICATE
        key = legs["serial"] * len(steps) + legs["step"]
        of_one = ~np.isin(key, key[copies]) & (legs["activity"] != Activity.FOLLOW_UP)
        chain = np.flatnonzero(~copies & (legs["activity"] != Activity.FOLLOW_UP))
        chain = chain[np.argsort(line[chain], kind="stable")]
        before = np.concatenate([np.full(1, NOBODY), chain[:-1]])[: len(chain)]
        follows = (before >= 0) & (line[before] == line[chain])
        ready, held = np.full(len(legs), np.inf), np.zeros(len(legs), dtype=np.bool_)
        ready[chain] = np.where(follows, legs["finished"][before], lines["voiced"][line[chain]])
        holds = np.concatenate([[0], np.cumsum(steps["op"] == Op.HOLD)])
        held[chain] = follows & (holds[legs["step"][chain]] > holds[legs["step"][before]])
        resolved = np.where(np.isnan(lines["resolved"][line]), np.inf, lines["resolved"][line])
        ready[~of_one | (ready >= resolved) | (legs["arrived"] > resolved)] = np.inf
        return ready, held

    def _silence(self, lines: Table) -> dict[str, Any]:
        """From when a need arises until it comes in."""
        n, until = len(lines), np.where(lines["voiced"] < self._now, lines["voiced"], np.inf)
        return {
            "line": np.arange(n), "desk": np.full(n, NOBODY), "step": np.full(n, len(_STEPS)),
            "what": np.full(n, _BEFORE), "since": lines["arose"], "until": until, "source": np.full(n, NOBODY),
            "copy": np.zeros(n, dtype=np.int64),
        }  # fmt: skip

    def _last_delay(self, lines: Table, legs: NDArray[np.void], line: Ints) -> dict[str, Any]:
        """From the last leg before it until a request is resolved, or now: where the last thing is a decision."""
        end = np.where(lines["resolved"] <= self._now, lines["resolved"], np.inf)
        early = np.flatnonzero((legs["finished"] <= end[line]) & (legs["activity"] != Activity.FOLLOW_UP))
        last = np.full(len(lines), NOBODY, dtype=np.int64)
        last[line[early]] = early  # of several, the last one holds
        going_on = np.zeros(len(lines), dtype=np.bool_)
        going_on[line[~np.isfinite(legs["finished"])]] = True
        mine = np.flatnonzero((last >= 0) & ~going_on)
        mine = mine[legs["finished"][last[mine]] < end[mine]]
        n, of = len(mine), legs[last[mine]]
        return {
            "line": mine, "desk": of["actor"].astype(np.int64), "step": of["activity"].astype(np.int64),
            "what": np.full(n, _DELAY), "since": of["finished"], "until": end[mine], "source": np.full(n, NOBODY),
            "copy": np.zeros(n, dtype=np.int64),
        }  # fmt: skip


WHAT_OF_LEGS = (_DELAY, _WAITING, _HAND_OVER, _WORK)


def _told_apart(spells: dict[str, Any], begin: Floats, end: Floats) -> Floats:
    """Hours (lines, what) between begin and end of each line, each hour counted once."""
    whole = len(begin)
    line, what = spells["line"], spells["what"]
    since = np.maximum(spells["since"], begin[line])
    until = np.minimum(spells["until"], end[line])
    kept = (until > since) & np.isin(what, _FIRST)
    line, what, since, until = line[kept], what[kept], since[kept], until[kept]
    number = np.array([_FIRST.index(int(w)) if w in _FIRST else 0 for w in range(len(WHAT))])[what]
    n = len(line)
    change = np.zeros((2 * n + 2 * whole, len(_FIRST)), dtype=np.int64)
    change[np.arange(n), number], change[n + np.arange(n), number] = 1, -1
    lines = np.concatenate([line, line, np.arange(whole), np.arange(whole)])
    times = np.concatenate([since, until, begin, end])
    order = np.lexsort((times, lines))
    lines, times, there = lines[order], times[order], np.cumsum(change[order], axis=0) > 0
    kind = np.where(there.any(axis=1), np.array(_FIRST)[there.argmax(axis=1)], _DELAY)[:-1]
    span = np.where(lines[1:] == lines[:-1], np.diff(times), 0.0)
    found = np.bincount(lines[:-1] * len(WHAT) + kind, span, minlength=whole * len(WHAT))
    return found.reshape(whole, len(WHAT))
