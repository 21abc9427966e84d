"""What a notebook shows of scenarios and districts is short, true and safe."""

from scenarios.city import City, city_of
from scenarios.library import load
from scenarios.rules import RULES, Rules

TOWN = [
    {"community": "<b>East</b>", "street": "North", "residents": 600},
    {"community": "West", "street": "North", "residents": 900, "stations": 0},
]


def test_a_scenario_is_told_in_a_line_with_what_is_off_its_defaults() -> None:
    hierarchy = load("hierarchy")
    assert repr(hierarchy) == str(hierarchy)
    assert repr(hierarchy).endswith("streets 6; off their defaults: none)>") and "353,200 residents" in repr(hierarchy)
    assert "off their defaults: rules 1, parameters 2" in repr(
        hierarchy.replace(leaders=0.2, task_error=0.1, way_hours=0.5)
    )
    assert "; 4 entries in time)" in repr(load("shangcheng_reform"))


def test_a_notebook_shows_what_is_off_its_default_and_nothing_else() -> None:
    shown = load("hierarchy").replace(leaders=0.2, timeline=[{"day": 5, "for": 3, "platform_outage": {}}])._repr_html_()
    assert "<td>leaders</td><td>0.2</td><td>0</td>" in shown and "<td>evaluation</td>" not in shown
    assert "<td>2016-01-11</td><td>5</td><td>3</td>" in shown and "All other settings are at their defaults" in shown
    assert "All settings are at their defaults" in load("hierarchy")._repr_html_()


def test_a_district_is_shown_with_what_is_stated_of_its_communities_and_names_are_text() -> None:
    city = city_of(TOWN)
    assert repr(city) == "<City own_district, 1,500 residents, communities 2, streets 1>"
    shown = city._repr_html_()
    assert "&lt;b&gt;East&lt;/b&gt;" in shown and "<b>East" not in shown
    assert "<th>stations</th>" in shown and "<th>staff</th>" not in shown
    many = city_of([{"community": str(i), "street": "s", "residents": 1} for i in range(150)])
    assert many._repr_html_().count("<tr>") == 101 and "150 rows in all" in many._repr_html_()


def test_a_table_of_settings_has_a_line_a_setting_and_can_be_read_back() -> None:
    rules = load("network").rules
    assert repr(rules).count("\n") == len(Rules.model_fields) + 1
    assert eval(repr(rules)) == rules
    assert "<td>communities_per_station</td><td>4</td><td>communities</td>" in rules._repr_html_()
    assert repr(City.model_fields["communities"].annotation)  # classes themselves are as they were


def test_the_cards_are_told_in_a_line_each() -> None:
    assert repr(RULES[0]) == "<RuleCard R1 Enforcement moved to the streets: enforcement_seat>"
    assert max(len(repr(card)) for card in RULES) < 200
