"""What stands last at a prompt or in a cell is a line, and in a notebook what was asked and found."""

from pathlib import Path

import sanshe


def test_a_result_is_told_in_a_line_and_in_a_notebook_by_its_findings(small: Path) -> None:
    before = sanshe.load("hierarchy").replace(city=small, name="<i>before</i>")
    found = sanshe.compare(before, before.replace(leaders=0.2, name="after"), seeds=2, years=0.02)
    assert repr(found) == (
        "<Comparison of <i>before</i>, after, seeds 2, working days 5: .findings(), .tables(), .plot(), .limits()>"
    )
    shown = found._repr_html_()
    assert shown.count("<li>") == len(found.findings()) and "&lt;i&gt;before&lt;/i&gt;" in shown and "<i>" not in shown
    assert all(name in shown for name in found.tables())


def test_many_arms_are_counted(small: Path) -> None:
    base = sanshe.load("hierarchy").replace(city=small)
    found = sanshe.compare(*[base.replace(name=f"arm{i}") for i in range(6)], seeds=1, years=0.004)
    assert "arm0, arm1, arm2, arm3 and 2 more, seeds 1" in repr(found)


def test_designs_and_sweeps_are_told_in_a_line(small: Path, tmp_path: Path) -> None:
    base = sanshe.load("hierarchy").replace(city=small)
    design = sanshe.Design(base, {"task_error": [0.0, 0.1]}, seeds=2, years=0.004)
    assert repr(design) == "<Design full over task_error: points 2, seeds 2, working days 1>"
    told = repr(sanshe.sweep(design, tmp_path / "out"))
    assert told.startswith(f"<Results in {tmp_path / 'out'}: 4 of 4 runs done")


def test_a_model_and_what_it_holds_are_told_in_a_line_each(small: Path) -> None:
    model = sanshe.GovernanceModel(sanshe.load("network").replace(city=small), rng=3)
    model.run_for(2)
    assert repr(model).startswith("<GovernanceModel network, seed 3, working days done 2: 900 residents, ")
    for one in (model, model.requests, model.outcomes, model.desks, model.residents, model.residents[0]):
        assert "object at" not in repr(one) and len(repr(one)) < 300 and "\n" not in repr(one)
    assert {"trust", "age_band"} <= set(dir(model.residents)) & set(dir(model.residents[0]))  # a tab completes them
