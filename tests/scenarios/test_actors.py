"""Every role is played by a kind of actor."""

from scenarios.actors import KINDS, ROLES, kind_of


def test_every_role_has_a_kind_and_every_kind_a_role() -> None:
    assert {kind_of(role) for role in ROLES} == set(KINDS)
    assert kind_of("dept_housing") == "department" and kind_of("desk_community") == "civil_affairs"
    assert kind_of("station_social") == "station" and kind_of("street") == "street"
