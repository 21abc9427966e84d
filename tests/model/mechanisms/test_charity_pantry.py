"""Goods are conserved week by week, a pantry never gives what it has not, and who came first is helped first."""

from pathlib import Path

import numpy as np
import pytest

from model.ledger import State
from model.mechanisms.charity_pantry import IN_KIND, CharityPantry
from tests.model.money import district


@pytest.mark.parametrize("waste", [0.0, 0.3])
@pytest.mark.parametrize("donations", [0.1, 3.0])
def test_donated_is_given_wasted_or_in_stock(city: Path, waste: float, donations: float) -> None:
    model = district(city, charity_pantry=True, pantry_waste=waste, pantry_donations=donations, pantry_reach=1.0)
    pantry = model.mechanisms.get(CharityPantry)
    for _ in range(12):
        model.run_for(5)
        assert (pantry.donated == pantry.given + pantry.wasted + pantry.stock).all()
        assert (pantry.stock >= 0).all() and (pantry.given >= 0).all() and (pantry.wasted >= 0).all()
    table = model.ledger.look(model.world)
    helped = table[table["state"] == State.SUPPLIED]
    assert (np.bincount(helped["place"], minlength=5) == pantry.given).all()
    assert pantry.donated.sum() > 0


def test_while_the_stock_lasts_the_first_are_helped_first(city: Path) -> None:
    model = district(city, share_vulnerable=0.5, charity_pantry=True, pantry_donations=0.0, pantry_reach=1.0)
    pantry = model.mechanisms.get(CharityPantry)
    model.run_for(24)
    fits = np.isin([model.items[i].key for i in range(len(model.items))], IN_KIND)
    pantry.donated += 1
    pantry.stock += 1
    table = model.ledger.rows
    borne = model.voicing.borne[table["state"][model.voicing.borne] == State.UNVOICED]
    line = table[borne]
    able = borne[fits[line["item"]] & model.residents.columns["vulnerable"][line["resident"]]]
    before = {place: np.sort(able[table["place"][able] == place]) for place in range(5)}
    pantry.every_week()
    for rows in before.values():
        assert (table["state"][rows[:1]] == State.SUPPLIED).all()
        assert (table["state"][rows[1:]] == State.UNVOICED).all()
    assert max(map(len, before.values())) > 1
    model.run_for(1)
    assert not np.isin(model.voicing.borne, np.flatnonzero(table["state"] == State.SUPPLIED)).any()
