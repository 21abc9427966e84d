"""Contracts are tendered anew, and what both sides said of whoever holds one counts."""

from pathlib import Path
from typing import Any

import pytest

from model.mechanisms.purchase import Purchase
from tests.model.money import district
from tests.model.small import STILL


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four communities of 8,000, large enough for a contract each."""
    path = tmp_path_factory.mktemp("town") / "town.csv"
    rows = [f"社{i},街{i // 2},8000" for i in range(4)]
    path.write_text("community,street,residents\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("mode", ["posts", "projects"])
def test_evaluation_bears_on_who_holds_a_contract_on(town: Path, mode: str) -> None:
    stayed = {}
    for weight, score in ((1.0, 0.0), (1.0, 1.0), (0.0, 0.0), (0.0, 1.0)):
        rules: dict[str, Any] = {"purchase_mode": mode, "purchase_share": 1.0, "evaluation": weight}
        model = district(town, needs_care=250.0, **rules, **STILL)
        purchase = model.mechanisms.get(Purchase)
        before = {place: one for place, (one, _) in purchase.holders.items()}
        assert len(before) == 4
        model.run_for(245)
        model.evaluation._score[:] = score  # a shortcut, for scores that are far apart
        model.run_for(6)
        stayed[weight, score] = [one is before[place] for place, (one, _) in sorted(purchase.holders.items())]
    assert not any(stayed[1.0, 0.0]) and any(stayed[1.0, 1.0])
    assert stayed[0.0, 0.0] == stayed[0.0, 1.0]
