"""The boundary rules as engine rows: rights (duty list), capability (skills, posts) and fusion (hand-overs)."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from agents.institution import Institution
from model.routes import ROLE
from model.streams import Purpose, uniforms
from model.tables import FUSION, NOBODY, ORDERS, Duty, Floats, Ints, Table
from scenarios.actors import CATEGORIES, COMPETENCES, KINDS, ROLES

if TYPE_CHECKING:
    from scenarios.duty_list import DutyItem
    from scenarios.scenario import Scenario

KIND = {name: i for i, name in enumerate(KINDS)}
REOPEN_MOST = 3


def text_key(text: str) -> int:
    """A number for a name (FNV-1a, 32 bits), the same on every machine."""
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def duty_states(scenario: "Scenario", items: tuple["DutyItem", ...]) -> NDArray[np.int8]:
    """Who has the duty for each item (责任主体唯一): sole iff u_i < q, else a gap with probability γ, else an overlap.

    u_i is drawn once per city and item, so that raising q only turns gaps and overlaps into sole duties.
    """
    city = text_key(scenario.city.identity)
    keys = np.array([text_key(item.key) for item in items], dtype=np.int64)
    u, v = (uniforms(city, Purpose.DUTY_ITEM, keys, occasion) for occasion in (0, 1))
    service, enforcement = scenario.rules.sole_duty_service, scenario.rules.sole_duty_enforcement
    q = np.array([enforcement if item.category == CATEGORIES[3] else service for item in items])
    unclear = np.where(v < scenario.parameters.gap_probability, int(Duty.GAP), int(Duty.OVERLAP))
    return np.where(u < q, int(Duty.SOLE), unclear).astype(np.int8)


def number_desks(institutions: list[Institution]) -> list[tuple[Institution, int]]:
    """Give each desk its row; returns (institution, number of the desk) by row."""
    rows: list[tuple[Institution, int]] = []
    for institution in institutions:
        for number, desk in enumerate(institution.desks):
            desk.row = len(rows)
            rows.append((institution, number))
    return rows


def role_actors(institutions: list[Institution], places: int) -> Ints:
    """Which row plays a role at a place, shape (roles, places); NOBODY where none does."""
    role_actor = np.full((len(ROLES), places), NOBODY, dtype=np.int64)
    for institution in institutions:
        for desk in institution.desks:
            if institution.waits_for_posts and desk.posts == 0:
                continue
            for role in desk.roles:
                role_actor[ROLE[role], list(institution.places)] = desk.row
    return role_actor


def write_orders(rows: list[tuple[Institution, int]], day: float) -> tuple[Table, Floats]:
    """The standing orders of every desk as rows, and skills (all equal by default)."""
    orders = np.zeros(len(rows), ORDERS)
    for row, (institution, number) in enumerate(rows):
        desk = institution.desks[number]
        said = institution.standing_orders(desk)
        line = orders[row]
        line["servers"], line["kind"] = desk.posts, KIND[institution.kind]
        for name in ("productivity", "overhead", "local_knowledge", "pass_intercept", "pass_load", "error"):
            line[name] = getattr(said, name)
        line["sitting_every"] = said.sitting_days * day
        line["sitting_first"] = said.sitting_days * day * ((row * 0.618) % 1.0)
    return orders, np.ones((len(rows), len(COMPETENCES)))


def kind_tiers(rows: list[tuple[Institution, int]]) -> Ints:
    """Level of government of each kind: 0 community, 1 street, 2 district; teams stand where they are dispatched."""
    tiers = np.zeros(len(KINDS), dtype=np.int64)
    for institution, _ in rows:
        tiers[KIND[institution.kind]] = getattr(institution, "seat_tier", institution.tier)
    return tiers


def hand_over_tables(scenario: "Scenario", tiers: Ints) -> tuple[Floats, Floats]:
    """Hours a hand-over costs the receiver, and the share of information kept, for each pair of kinds (边界融合).

    Shape (3, K, K) each, all alike: what standing together in a complex changes is up to it.
    """
    p = scenario.parameters
    apart = np.abs(tiers[:, None] - tiers[None, :])
    highest = np.maximum(tiers[:, None], tiers[None, :])
    hours = np.where(apart == 0, p.handover_hours, p.handover_hours_tier).astype(np.float64)
    kept = np.where(apart == 0, p.retention_same, np.where(highest == 2, p.retention_district, p.retention_street))
    return np.stack([hours] * 3), np.stack([kept] * 3).astype(np.float64)


def fusion_row(scenario: "Scenario", seed: int) -> Table:
    """The engine's other numbers."""
    p, day = scenario.parameters, scenario.resources.productive_hours
    row = np.zeros(1, FUSION)
    row["seed"], row["review_hours"], row["assign_hours"] = seed, p.review_hours, p.assignment_hours
    row["share"], row["rework_of_lost"] = p.overlap_share, p.lost_information_rework
    row["error_of_lost"], row["redo_share"] = p.error_lost_information, p.rework_share
    row["reopen_delay"], row["reopen_most"] = p.reopen_delay_days * day, REOPEN_MOST
    row["follow_share"], row["follow_delay"] = p.follow_up_share, p.follow_up_delay_days * day
    row["follow_hours"] = p.follow_up_hours
    return row
