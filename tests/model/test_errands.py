"""Errands take hours of real posts, stop by stop, and tell who sent them when they are done."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from model import governance
from model.errands import Done, ErrandKind, Stop
from model.governance import GovernanceModel
from model.mechanisms.base import Mechanism
from model.tables import Activity, Job
from tests.model.small import ROWS, small


class Sender(Mechanism):
    """Sends two sittings to a community on the first day, and one application each week."""

    errands = (
        ErrandKind("sitting", (Stop("committee", Activity.MEETING, 2.0), Stop("party", Activity.MEETING, 1.0))),
        ErrandKind("application", (Stop("street", Activity.APPROVAL, 0.5, sits=True),)),
    )

    def __init__(self, model: GovernanceModel) -> None:
        super().__init__(model)
        self.heard: list[Done] = []
        self.called: list[str] = []

    def begin(self) -> None:
        place, time = np.array([0, 3]), np.array([1.0, 200.0])
        self.model.errands.send("sitting", place, time, np.array([1.0, 0.5]), np.array([71, 72]))
        self.called.append("begin")

    def every_week(self) -> None:
        self.model.errands.send("application", np.array([1]), np.zeros(1), np.ones(1))
        self.called.append(f"week {self.model.day}")

    def every_month(self) -> None:
        self.called.append(f"month {self.model.day}")

    def every_year(self) -> None:
        self.called.append(f"year {self.model.day}")

    def errands_done(self, done: Done) -> None:
        self.heard.append(done)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], GovernanceModel]:
    city = tmp_path / "city.csv"
    city.write_text("community,street,residents\n" + "\n".join(ROWS) + "\n", encoding="utf-8")

    def after(days: int) -> GovernanceModel:
        model = GovernanceModel(small("hierarchy", city), rng=5, record_legs=True)
        model.run_for(days)
        return model

    monkeypatch.setattr(governance, "MECHANISMS", (Sender,))
    return after


def test_errands_take_the_hours_of_their_stops(run: Callable[[int], GovernanceModel]) -> None:
    model = run(60)
    meeting = model.world.activity[:, Activity.MEETING]
    kinds = [institution.kind for institution, _ in model.rows]
    hours = {kind: sum(h for h, k in zip(meeting, kinds, strict=True) if k == kind) for kind in set(kinds)}
    assert hours["committee"] == pytest.approx(2.0 + 1.0)
    assert hours["party"] == pytest.approx(1.0 + 0.5)
    assert sum(hours.values()) == pytest.approx(4.5)
    legs = model.legs()[model.legs()["activity"] == Activity.MEETING]
    assert (legs["started"] >= legs["arrived"]).all() and legs["arrived"].min() == 1.0
    assert model.world.activity[:, Activity.HANDOVER].sum() > 0.0


def test_who_sent_them_is_told_with_token_place_and_time(run: Callable[[int], GovernanceModel]) -> None:
    model = run(60)
    sender = model.mechanisms.get(Sender)
    sittings = [d for d in sender.heard if d.key == "sitting"]
    assert [(d.token.tolist(), d.place.tolist()) for d in sittings] == [([71], [0]), ([72], [3])]
    assert 4.0 <= sittings[0].time[0] < 30.0 and sittings[1].time[0] >= 201.5
    applications = [d for d in sender.heard if d.key == "application"]
    assert 8 <= sum(len(d.time) for d in applications) <= 11
    assert all(d.token.tolist() == [0] * len(d.time) for d in applications)


def test_hooks_come_by_week_month_and_year(run: Callable[[int], GovernanceModel]) -> None:
    called = run(251).mechanisms.get(Sender).called
    assert called[0] == "begin"
    assert [c for c in called if c.startswith("week")] == [f"week {d}" for d in range(5, 251, 5)]
    assert [c for c in called if c.startswith("month")] == [f"month {d}" for d in range(20, 251, 20)]
    assert [c for c in called if c.startswith("year")] == ["year 250"]


def test_errands_shift_no_draw_of_anybody_else(run: Callable[[int], GovernanceModel]) -> None:
    model = run(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(governance, "MECHANISMS", ())
        plain = run(1)
    a, b = (m.ledger.look(m.world) for m in (model, plain))
    for name in ("need", "arose", "voiced", "item", "resident", "severity"):
        np.testing.assert_array_equal(a[name], b[name])
    assert model.world.cases["serial"].max() == plain.world.cases["serial"].max() + 1


class Answers(Mechanism):
    """Answers each errand that has ended by one more, in the hour in which it hears of it."""

    errands = (ErrandKind("answer", (Stop("committee", Activity.MEETING),)),)

    def begin(self) -> None:
        self._send()

    def errands_done(self, done: Done) -> None:
        for _ in done.token:
            self._send()

    def _send(self) -> None:
        self.model.errands.send("answer", np.array([0]), np.array([self.model.day * self.model.hours]), np.ones(1))


def test_what_is_sent_when_the_days_errands_have_come_in_comes_at_the_next_opening(
    run: Callable[[int], GovernanceModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(governance, "MECHANISMS", (Answers,))
    legs = run(10).legs()
    arrived = legs["arrived"][legs["activity"] == Activity.MEETING]
    assert len(arrived) >= 5
    assert (arrived % 6.0 == 0.0).all() and (np.diff(np.sort(arrived)) > 0.0).all()


def test_no_two_kinds_have_one_key(run: Callable[[int], GovernanceModel], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(governance, "MECHANISMS", (Sender, Sender))
    with pytest.raises(ValueError, match="2 keys twice"):
        run(1)


class Early(Mechanism):
    """Sends an errand for the opening of each of many days."""

    errands = (ErrandKind("early", (Stop("party", Activity.MEETING, 0.1),)),)

    def begin(self) -> None:
        days = np.arange(30, dtype=np.float64)
        self.model.errands.send("early", np.zeros(30, dtype=np.int64), days * self.model.hours, 1.0)


def test_what_comes_at_an_opening_comes_in_whatever_the_hours_of_a_day(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(governance, "MECHANISMS", (Early,))
    city = tmp_path / "small.csv"
    city.write_text("community,street,residents\n" + "\n".join(ROWS) + "\n", encoding="utf-8")
    setting = small("hierarchy", city, productive_hours=1.4, reach_administrative=1.0, voice_delay_days=0.2)
    model = GovernanceModel(setting, rng=1, record_legs=True)
    model.run_for(30)
    legs = model.legs()
    arrived = legs["arrived"][legs["activity"] == Activity.MEETING]
    np.testing.assert_array_equal(np.sort(arrived), np.arange(30) * 1.4)
    live = np.flatnonzero(model.ledger.row_of_case >= 0)
    jobs = model.world.jobs["state"].reshape(len(model.world.cases), -1)
    assert (jobs[live] != Job.IDLE).any(axis=1).all()  # no request stands nowhere
