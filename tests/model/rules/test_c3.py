"""C3, voice in the assembly 两代表一委员: root causes are removed, for leaders' and departments' hours and money."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from model.accounts import fen
from model.mechanisms.assembly import Assembly
from model.tables import Activity

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

KEEN: dict[str, Any] = {"assembly_voice": True, "cause_hazard": 0.5, "cause_visible": 2, "days": 200}


def test_benefit_needs_of_removed_causes_no_longer_arise_and_all_others_are_untouched(lab: "Lab") -> None:
    plain, voice = lab.run(days=200), lab.run(**KEEN)
    before, after = (model.ledger.look(model.world) for model in (plain, voice))
    before, after = (rows[rows["need"] % 8 != 5] for rows in (before, after))
    gone = ~np.isin(before["need"], after["need"])
    assert gone.sum() > 50
    np.testing.assert_array_equal(before["need"][~gone], after["need"])
    for name in ("arose", "resident", "item"):
        np.testing.assert_array_equal(before[name][~gone], after[name])
    lost = before[gone]
    cause = voice.causes.of(lost["need"], lost["item"], lost["resident"])
    assert (cause >= 0).all() and voice.causes.removed[cause].all()
    assert plain.causes.removed.sum() == 0


def test_benefit_reports_are_truer(lab: "Lab") -> None:
    """The street's error is smaller where those served have a voice."""
    distance = []
    for noise in (1.0, 0.0):
        model = lab.run(assembly_voice=True, cause_hazard=0.0, assembly_noise=noise, needs_collective=50.0, days=200,
                        report_noise=1.0)  # fmt: skip
        distance.append(model.outcomes.frame().set_index("outcome")["value"]["decision_distance"])
    assert distance[1] < distance[0]


def test_price_departments_work_leaders_give_time_and_money_is_spent(lab: "Lab") -> None:
    model = lab.run(**KEEN, cause_hours=20.0, cause_yuan=5000.0)
    assembly = model.mechanisms.get(Assembly)
    assert assembly.removed > 20
    hours = lab.hours(model, Activity.ROUTINE, "department", "street", "civil_affairs")
    assert 20.0 * assembly.removed <= hours <= 20.0 * assembly.taken_up
    assert model.accounts.total("cause") == fen(5000.0) * assembly.taken_up
    assert lab.hours(model, Activity.MEETING, "station", "organization") > 0.0


def test_price_the_well_represented_gain(lab: "Lab") -> None:
    """Where organisations have more people, causes are removed earlier."""
    path = lab.folder / "voices.csv"
    lines = ["community,street,residents,organizations,workers"]
    lines += [f"社{i:02d},街{i // 4},6541,{3 if i < 4 else 1},{30 if i < 4 else 1}" for i in range(8)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    model = lab.run(**KEEN | {"cause_hazard": 0.05}, city=path)
    gone = model.causes.removed.reshape(len(model.items), 8, -1).sum(axis=(0, 2))
    assert gone[:4].sum() > 1.5 * gone[4:].sum()


def test_neutral_no_hazard_is_no_removal_and_costs_nothing(lab: "Lab") -> None:
    quiet: dict[str, Any] = {"cause_hazard": 0.0, "assembly_noise": 1.0, "days": 120}
    model = lab.run(assembly_voice=True, **quiet)
    assert model.mechanisms.get(Assembly).taken_up == 0
    assert lab.fingerprint(model) == lab.fingerprint(lab.run(**quiet))
    free = lab.run(**KEEN, assembly_hours=0.0, cause_hours=0.0, cause_yuan=0.0)
    assert free.mechanisms.get(Assembly).removed > 20
    assert free.accounts.total("cause") == 0
    assert lab.hours(free, Activity.MEETING) == lab.hours(free, Activity.ROUTINE, "department") == 0.0


def test_dormant_no_parameter_of_the_assembly_bears_on_the_hierarchy(lab: "Lab") -> None:
    far = {"assembly_noise": 0.0, "assembly_hours": 20.0, "cause_visible": 1, "cause_hazard": 1.0, "cause_hours": 200.0}
    a, b = (lab.run(days=60, **values) for values in ({}, far))
    assert lab.fingerprint(a) == lab.fingerprint(b)
