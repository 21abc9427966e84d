import dataclasses
import io

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from experiments.compare import Comparison
from experiments.figures import FLOWS
from experiments.statistics import compare_outcomes
from model.outcomes import OUTCOMES
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.words import unit_in


def comparison(arms: int, seeds: int, spread: float) -> Comparison:
    draws = np.sin(np.arange(arms * seeds * len(OUTCOMES), dtype=float)).reshape(arms, seeds, len(OUTCOMES))
    outcomes = pd.DataFrame(
        [
            {"arm": arm, "seed": seed + 1, "outcome": o.key, "unit": o.unit, "better": o.better,
             "value": float("nan") if k == 5 else arm + spread * draws[arm, seed, k]}
            for arm in range(arms) for seed in range(seeds) for k, o in enumerate(OUTCOMES)
        ]
    )  # fmt: skip
    daily = pd.DataFrame(
        [
            {"arm": arm, "seed": seed + 1, "day": day, "voiced": 5.0, "resolved": 4.0 + arm, "backlog": day * 1.0,
             "unvoiced": 2.0}
            for arm in range(arms) for seed in range(seeds) for day in range(12)
        ]
    )  # fmt: skip
    names = ("层级", "network", "third", "fourth")[:arms]
    scenarios = (load("hierarchy"),) * arms
    table = compare_outcomes(outcomes, list(names))
    return Comparison(names, scenarios, seeds, 12, table, outcomes, daily, ())


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("arms", "seeds", "spread"), [(2, 4, 1.0), (3, 3, 0.5), (4, 2, 0.1), (2, 1, 1.0), (3, 4, 0.0)])
def test_draws_every_shape_without_a_missing_glyph(arms: int, seeds: int, spread: float, lang: str) -> None:
    # A warning, such as "Glyph missing", is an error here.
    figure = comparison(arms, seeds, spread).plot(lang)
    for kind in ("png", "svg"):
        written = io.BytesIO()
        figure.savefig(written, format=kind)
        assert written.tell() > 10_000


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_outcomes_stand_in_the_readers_language(lang: str) -> None:
    figure = comparison(2, 3, 1.0).plot(lang)
    labels = [text.get_text() for axes in figure.axes[len(FLOWS) :] for text in axes.get_yticklabels()]
    arrows = {"higher": "↑", "lower": "↓", "none": "·"}
    assert labels == [f"{o.zh if lang == 'zh' else o.en} {arrows[o.better]}" for o in OUTCOMES]


def test_the_callers_fonts_stay_as_they_were() -> None:
    import matplotlib as mpl

    before = list(mpl.rcParams["font.family"])
    comparison(2, 2, 1.0).plot("zh")
    assert list(mpl.rcParams["font.family"]) == before


def test_outcomes_without_any_difference_are_drawn_at_zero_with_a_mark_of_their_own() -> None:
    found = comparison(2, 3, 1.0)
    same = {"voiced_share", "backlog"}
    found.outcomes.loc[found.outcomes["outcome"].isin(same), "value"] = 0.5
    table = compare_outcomes(found.outcomes, list(found.names))
    figure = Comparison(found.names, found.scenarios, 3, 12, table, found.outcomes, found.daily, ()).plot()
    assert rows_marked(figure, "network: no difference in any seed") == {o.key: 0.0 for o in OUTCOMES if o.key in same}


def test_outcomes_that_differ_by_the_same_in_every_seed_stand_at_the_edge_to_their_side() -> None:
    found = comparison(2, 3, 1.0)
    for key, by in (("public_money", 7.0), ("backlog", -2.0)):
        mine = found.outcomes["outcome"] == key
        found.outcomes.loc[mine, "value"] = found.outcomes.loc[mine, "arm"] * by
    table = compare_outcomes(found.outcomes, list(found.names))
    figure = Comparison(found.names, found.scenarios, 3, 12, table, found.outcomes, found.daily, ()).plot()
    at = rows_marked(figure, "network: the same difference in every seed")
    assert set(at) == {"public_money", "backlog"}
    assert at["backlog"] < 0.05 and at["public_money"] > 0.95  # shares of the width


def rows_marked(figure: Figure, label: str) -> dict[str, float]:
    """Where across the marks with a label stand, by outcome."""
    names = {o.en: o.key for o in OUTCOMES}
    found: dict[str, float] = {}
    for axes in figure.axes[len(FLOWS) :]:
        ticks = [text.get_text().rsplit(" ", 1)[0] for text in axes.get_yticklabels()]
        for line in axes.get_lines():
            if line.get_label() == label:
                found |= {names[ticks[round(y)]]: float(x) for x, y in np.asarray(line.get_xydata()).tolist()}
    return found


@pytest.mark.parametrize(("lang", "label"), [("en", "surge of needs"), ("zh", "诉求激增")])
def test_a_timeline_is_marked_where_it_begins_and_ends(lang: str, label: str) -> None:
    plain = comparison(2, 2, 1.0)
    entries = [
        {"day": 3, "rules": {"enforcement_seat": "street"}},
        {"day": 5, "for": 4, "surge": {"category": "enforcement", "factor": 2.0}},
        {"day": 12, "rules": {"communities_per_station": 2}},  # beyond the run
    ]
    changed = dataclasses.replace(plain, scenarios=(plain.scenarios[0], plain.scenarios[1].replace(timeline=entries)))
    figure = changed.plot(lang)
    assert [text.get_text() for text in figure.axes[0].texts] == ["R1", label]
    for number, axes in enumerate(figure.axes[:4]):
        across = [np.asarray(line.get_xdata()) for line in axes.lines]
        vertical = [x[0] for x in across if np.ptp(x) == 0.0]
        assert vertical == [3, 5, 9]
        assert len(axes.texts) == (2 if number == 0 else 0)
    assert not plain.plot(lang).axes[0].texts


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("arms", [2, 4])
def test_a_few_outcomes_each_in_its_own_unit(arms: int, lang: str) -> None:
    found = comparison(arms, 4, 0.5)
    keys = ["backlog", "satisfaction", "resolution_mean", "cost_per_resolved"]
    figure = found.plot(lang, keys)
    panels = [axes for axes in figure.axes if axes.get_visible()]
    assert len(panels) == len(keys)
    by_key = {o.key: o for o in OUTCOMES}
    for axes, key in zip(panels, keys, strict=True):
        assert axes.get_title().startswith(by_key[key].zh if lang == "zh" else by_key[key].en)
        assert axes.get_xlabel() == unit_in(by_key[key].unit, lang)
        drawn = [float(np.atleast_1d(box[0].get_xdata())[0]) for box in axes.containers]
        rows = found.table[found.table["outcome"] == key].set_index("arm")
        assert drawn == pytest.approx([rows.loc[name, "difference"] for name in found.names[1:]])
        ends = [bar[2][0].get_segments()[0][:, 0] for bar in axes.containers]
        held = [rows.loc[name, ["ci_low", "ci_high"]].to_numpy(dtype=float) for name in found.names[1:]]
        assert np.allclose(ends, held)


def test_outcomes_that_are_not_there_are_refused() -> None:
    found = comparison(2, 3, 1.0)
    with pytest.raises(InputError, match=r"outcomes: found satisfacton; allowed satisfaction"):
        found.plot("en", ["satisfacton"])
    with pytest.raises(InputError, match=r"outcomes: found 13 names; allowed 1 to 12 names"):
        found.plot("en", [o.key for o in OUTCOMES[:13]])
