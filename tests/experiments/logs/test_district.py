"""A district for a log: areas as communities, residents by requests, as many posts a resident as in the regime."""

import pytest

from experiments.logs.district import A_COMMUNITY, A_DISTRICT, A_STREET, district_of, place_name, with_posts
from scenarios.errors import InputError
from scenarios.library import load
from tests.experiments.logs.made import week

NETWORK = load("network")


def test_residents_are_shared_out_by_requests_at_the_stated_figure() -> None:
    log = week(700)
    log.frame.loc[:349, "area"] = "area 0"
    found = district_of(log, NETWORK, per_1000=500.0)
    by_area = log.frame["area"].value_counts()
    for place in found.city.communities:
        assert place.residents == pytest.approx(by_area[place.community] * 365 / 7 / 500 * 1000, abs=1)
    assert found.rules == NETWORK.rules
    assert found.parameters == NETWORK.parameters
    assert "500 of its requests per 1,000 a year" in found.city.source
    assert "not known" in found.city.source


def test_about_nine_communities_are_a_street_and_the_order_of_rows_is_of_no_matter() -> None:
    log = week(700)
    log.frame["area"] = [f"area {number % 31:02d}" for number in range(700)]
    found = district_of(log, NETWORK, per_1000=500.0)
    sizes = [sum(place.street == street for place in found.city.communities) for street in found.city.streets]
    assert sorted(sizes) == [10, 10, 11]
    mixed = week(700)
    mixed.frame["area"] = log.frame["area"]
    object.__setattr__(mixed, "frame", mixed.frame.sample(frac=1.0, random_state=1))
    assert district_of(mixed, NETWORK, per_1000=500.0).city == found.city


def test_a_district_of_the_regimes_own_size_has_its_posts() -> None:
    log = week(1000)
    size = NETWORK.city.residents
    found = district_of(log, NETWORK, per_1000=1000 * 365 / 7 / size * 1000)
    assert found.city.residents == pytest.approx(size, rel=1e-4)
    for key in (*A_DISTRICT, "staff_per_10000", "officers"):
        assert getattr(found.resources, key) == pytest.approx(getattr(NETWORK.resources, key), rel=1e-6)
    # Six communities in one street in place of 54 in six: so many times the posts of a community, and of a street.
    for keys, ratio in ((A_COMMUNITY, 9.0), (A_STREET, 6.0)):
        for key in keys:
            assert getattr(found.resources, key) == round(ratio * getattr(NETWORK.resources, key))


def test_the_factor_moves_every_house_and_no_post_leaves_its_range() -> None:
    doubled, halved = with_posts(NETWORK, 2.0).resources, with_posts(NETWORK, 0.5).resources
    own = NETWORK.resources
    assert (doubled.staff_per_10000, doubled.officers) == (2 * own.staff_per_10000, 2 * own.officers)
    assert (doubled.street_posts, doubled.department_posts) == (2 * own.street_posts, 2 * own.department_posts)
    assert halved.party_posts == 1  # a house that had a post keeps one
    assert with_posts(NETWORK, 10.0).resources.desk_posts == 20
    assert with_posts(NETWORK, 10.0).resources.staff_per_10000 == 100.0  # the end of its range


@pytest.mark.parametrize("figure", [0.0, 20_000.0, float("nan")])
def test_a_figure_out_of_range_is_refused(figure: float) -> None:
    with pytest.raises(InputError, match="per_1000"):
        district_of(week(), NETWORK, per_1000=figure)


def test_a_district_too_large_says_which_figure_would_do() -> None:
    with pytest.raises(InputError, match="allowed at least 7, for at most 10,000,000") as refused:
        district_of(week(700), NETWORK, per_1000=1.0)
    least = float(refused.value.allowed.split()[2].rstrip(","))
    assert district_of(week(700), NETWORK, per_1000=least).city.residents <= 10_000_000
    with pytest.raises(InputError, match="posts_factor"):
        district_of(week(), NETWORK, per_1000=500.0, posts=0.0)


def test_names_of_areas_become_names_of_communities() -> None:
    assert place_name("  Bel Air\t- Beverly\nCrest ") == "Bel Air - Beverly Crest"
    assert place_name("") == "unstated"
    assert len(place_name("x" * 300)) == 100
