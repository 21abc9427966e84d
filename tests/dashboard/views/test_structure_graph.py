"""Who stands where in the picture of a district, and what is told of it."""

import itertools
import math
from string import Formatter

import pandas as pd
import pytest

from dashboard.runs.desks import Chart, desks
from dashboard.views import journey_words, structure_show, structure_words
from dashboard.views.structure_graph import (
    LEAST,
    MOST,
    MOST_LINES,
    directions,
    formal,
    least_shown,
    lines,
    opens,
    picture,
    radius,
    shown,
)
from model.governance import GovernanceModel
from scenarios.library import load

FLOWS = ("source", "target", "count", "direction")


@pytest.fixture(scope="module")
def district() -> dict[int, pd.DataFrame]:
    found = {}
    for arm, name in enumerate(("hierarchy", "network")):
        model = GovernanceModel(load(name), rng=1)
        model.run_for(1)
        found[arm] = desks(model, Chart(model))
    return found


def opened(district: dict[int, pd.DataFrame]) -> list[str]:
    whole = picture(district)
    streets = sorted(key for key in whole.nodes if key.startswith("s|"))
    return ["", *streets, *sorted(key for key in whole.nodes if key.startswith("c|"))[:3]]


def test_no_two_nodes_of_the_full_district_overlap_opened_or_not(district: dict[int, pd.DataFrame]) -> None:
    for key in opened(district):
        found = picture(district, key)
        for one, other in itertools.combinations(found.nodes.values(), 2):
            assert math.dist((one.x, one.y), (other.x, other.y)) >= 2 * MOST, (key, one.key, other.key)
        for node in found.nodes.values():
            assert MOST <= node.x <= found.width - MOST
            assert MOST <= node.y <= found.height - MOST


def test_every_desk_stands_at_one_node_and_at_the_same_place_in_both_regimes(district: dict[int, pd.DataFrame]) -> None:
    for key in opened(district):
        both = picture(district, key)
        for arm, frame in district.items():
            assert set(both.node_of[arm]) == set(frame["row"])
            alone = {row for node in both.nodes.values() for row in node.rows.get(arm, ())}
            assert alone == set(frame["row"])
        shared = [node for node in both.nodes.values() if len(node.rows) == 2]
        assert len(shared) > 20
    whole = picture(district)
    assert sum(node.kind == "community" for node in whole.nodes.values()) == 54
    assert sum(node.kind == "street" for node in whole.nodes.values()) == 6


def test_what_can_be_opened_shows_more(district: dict[int, pd.DataFrame]) -> None:
    whole = picture(district)
    for node in whole.nodes.values():
        assert opens(node, "") == (node.key if node.kind in ("community", "street") else "")
    street = next(key for key in whole.nodes if key.startswith("s|"))
    inside = picture(district, street)
    assert not any(node.kind == "community" for node in inside.nodes.values())
    assert sum(node.kind == "rest" for node in inside.nodes.values()) == 5
    assert all(opens(node, street) == f"s|{node.street}" for node in inside.nodes.values() if node.kind == "rest")


def test_lines_keep_every_hand_over(district: dict[int, pd.DataFrame]) -> None:
    rows = district[0]["row"].tolist()
    flows = pd.DataFrame(
        [(a, b, 1 + (7 * a + b) % 13, "sideways") for a in rows[::3] for b in rows[1::4] if a != b], columns=list(FLOWS)
    )
    found = picture(district)
    table = lines(flows, found.node_of[0])
    assert table["count"].sum() == flows["count"].sum()
    between = shown(table, found.nodes, "")
    assert (between["source"] != between["target"]).all()
    least = least_shown([between])
    assert len(between) > MOST_LINES
    assert 0 < (between["count"] >= least).sum() <= MOST_LINES
    street = next(key for key in found.nodes if key.startswith("s|"))
    inside = picture(district, street)
    own = shown(lines(flows, inside.node_of[0]), inside.nodes, street)
    assert len(own)
    assert all(not {a[0], b[0]} <= {"d", "r"} for a, b in zip(own["source"], own["target"], strict=True))
    assert lines(flows.iloc[:0], found.node_of[0]).empty
    assert least_shown([table.head(20)]) == 1


def test_formal_lines_go_from_communities_to_their_street(district: dict[int, pd.DataFrame]) -> None:
    found = picture(district)
    pairs = formal(district[0], found.node_of[0])
    for below, above in pairs:
        if below.startswith("c|"):
            assert above == f"s|{below.split('|')[1]}"
    assert sum(below.startswith("c|") for below, _ in pairs) == 54


def test_the_area_of_a_node_grows_with_its_queue() -> None:
    assert radius(0.0, 100.0) == LEAST
    assert radius(100.0, 100.0) == MOST
    assert radius(25.0, 100.0) - LEAST == pytest.approx((MOST - LEAST) / 2)
    assert radius(0.0, 0.0) == LEAST


def test_shares_and_largest_flows_in_words() -> None:
    flows = pd.DataFrame([(0, 1, 6, "up"), (1, 0, 3, "down"), (0, 2, 1, "sideways")], columns=list(FLOWS))
    assert directions(flows) == {"up": 6, "down": 3, "sideways": 1}
    assert structure_show.share(flows, "A", "en") == "A: 60% up, 30% down, 10% sideways, of 10 hand-overs."
    assert structure_show.share(flows.iloc[:0], "A", "zh") == "A：尚无交接。"
    called = pd.DataFrame({"row": [0, 1, 2], "name_en": ["x", "y", "z"], "name_zh": ["甲", "乙", "丙"]})
    assert structure_show.largest(flows, called, "A", "zh")["rows"][0] == ["甲", "乙", "向上", "6"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_card_says_the_same_fields_of_both_regimes(district: dict[int, pd.DataFrame], lang: str) -> None:
    found = picture(district)
    flows = {arm: pd.DataFrame(columns=list(FLOWS)) for arm in district}
    drawn, tables = structure_show.drawn(found, (0, 1), district, flows, {0: "A", 1: "B"}, lang, "")
    assert [node["key"] for node in drawn[0]["nodes"]] == [node["key"] for node in drawn[1]["nodes"]]
    assert [(n["x"], n["y"]) for n in drawn[0]["nodes"]] == [(n["x"], n["y"]) for n in drawn[1]["nodes"]]
    for key, node in found.nodes.items():
        told = structure_show.card(found, key, (0, 1), district, tables, {0: "A", 1: "B"}, lang)
        assert all(len(row) == 3 for row in told["rows"])
        absent = [arm for arm in district if arm not in node.rows]
        assert all(told["rows"][0][1 + arm] == structure_words.say("not_there", lang) for arm in absent)


@pytest.mark.parametrize("words", [journey_words.WORDS, structure_words.WORDS, structure_words.SHORT])
def test_texts_stand_in_both_languages_with_the_same_values(words: dict[str, tuple[str, str]]) -> None:
    for key, (english, chinese) in words.items():
        assert english, key
        assert chinese, key
        values = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (english, chinese)]
        assert values[0] == values[1], key
