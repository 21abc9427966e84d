"""Where a year's time goes: every second is counted once, under the name of who spent it."""

import time
from pathlib import Path

import pytest

from benchmarks.clock import PROCESSES, WRITTEN_DOWN, Clock, clocked
from model.governance import GovernanceModel
from model.mechanisms import MECHANISMS
from tests.model.small import ROWS, small


class Hand:
    """A clock's hand that goes on only when it is pushed, or by one at each look."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at_a_look: float = 0.0) -> None:
        self.at, self._step = 0.0, at_a_look
        monkeypatch.setattr(time, "process_time", self.look)

    def look(self) -> float:
        self.at += self._step
        return self.at

    def push(self, seconds: float) -> None:
        self.at += seconds


def test_what_is_called_inside_counts_as_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    hand, clock = Hand(monkeypatch), Clock()
    inner = clock.of("inner", hand.push)

    def outer() -> str:
        hand.push(1.0)
        inner(10.0)
        inner(20.0)
        hand.push(2.0)
        return "done"

    assert clock.of("outer", outer)() == "done"
    inner(5.0)
    assert clock.spent == {"inner": 35.0, "outer": 3.0}


def test_processes_and_all_mechanisms_are_clocked_and_add_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    city = tmp_path / "small.csv"
    city.write_text("community,street,residents\n" + "\n".join(ROWS) + "\n", encoding="utf-8")
    model, plain = (GovernanceModel(small("network", city), rng=4) for _ in range(2))
    spent = clocked(model)
    hand = Hand(monkeypatch, 1.0)
    model.run_for(45)
    assert list(spent) == [*PROCESSES, WRITTEN_DOWN, *(kind.__name__ for kind in MECHANISMS)]
    assert all(spent[name] > 0.0 for name in (*PROCESSES, WRITTEN_DOWN, "Deliberation", "Careers", "DataPlatform"))
    assert hand.at / 2 <= sum(spent.values()) <= hand.at
    plain.run_for(45)
    assert model.world.activity.tobytes() == plain.world.activity.tobytes()
