"""The picture of who answers to whom: which actors stand together, where they stand, which lines join them.

A node is an actor, or all actors of a community (or of a street) that has not been opened. Nodes have keys and places
that do not depend on the regime, so that two regimes can be laid side by side.
"""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboard.runs.frames import DIRECTIONS

DISTRICT, STREET, COMMUNITY = 2, 1, 0
WIDTH = 440.0  # of the picture, at least
COLUMNS = 7  # streets side by side, at most
COLUMN, GRID = 66.0, 22.0  # width of a street; distance of its communities
LEAST, MOST = 4.0, 9.5  # radius of a node
OFFICES = (
    "department", "civil_affairs", "team", "service_centre", "work_association",
)  # fmt: skip
KINDS = ("station", "committee", "party", "property", "organization")
MOST_LINES = 240  # that a picture shows at first


@dataclass(frozen=True)
class Node:
    """A node: its `key`, the level and kind of who stands there, its street, its communities, its roles; its place;
    the rows of its desks by regime.
    """

    key: str
    tier: int
    kind: str
    street: str
    place: str
    roles: str
    x: float = 0.0
    y: float = 0.0
    rows: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def group(self) -> bool:
        """Whether it stands for several actors."""
        return self.kind in ("community", "rest")


@dataclass(frozen=True)
class Picture:
    """The nodes of all regimes by key, of which desk of which regime each row is, and the size of the picture."""

    nodes: Mapping[str, Node]
    node_of: Mapping[int, Mapping[int, str]]
    width: float
    height: float


def picture(desks: Mapping[int, pd.DataFrame], opened: str = "") -> Picture:
    """The nodes of the desks of these regimes (`Run.desks` by number), with the node of this key opened."""
    communities = {arm: set(frame.loc[frame["kind"] == "committee", "place"]) for arm, frame in desks.items()}
    known = set().union(*communities.values()) if communities else set()
    nodes: dict[str, Node] = {}
    rows: dict[str, dict[int, list[int]]] = {}
    node_of: dict[int, dict[int, str]] = {}
    for arm, frame in desks.items():
        node_of[arm] = {}
        for desk in frame.to_dict("records"):
            node = _node(desk, known, opened)
            nodes.setdefault(node.key, node)
            rows.setdefault(node.key, {}).setdefault(arm, []).append(int(desk["row"]))
            node_of[arm][int(desk["row"])] = node.key
    places = _laid_out(list(nodes.values()), opened)
    width = max([WIDTH, *(x + 26.0 for x, _ in places.values())])
    height = max([y for _, y in places.values()], default=0.0) + 26.0
    placed = {
        key: Node(
            key, node.tier, node.kind, node.street, node.place, node.roles, *places[key],
            {arm: tuple(mine) for arm, mine in rows[key].items()},
        )
        for key, node in nodes.items()
    }  # fmt: skip
    return Picture(placed, node_of, width, height)


def opens(node: Node, opened: str) -> str:
    """Which key is to be opened to see what this node stands for; "" if there is nothing to open."""
    if node.kind == "community" or (node.kind == "street" and opened != f"s|{node.street}"):
        return node.key
    return f"s|{node.street}" if node.kind == "rest" else ""


def lines(flows: pd.DataFrame, node_of: Mapping[int, str]) -> pd.DataFrame:
    """Hand-overs between nodes: `source`, `target` (keys), `direction`, `count`, the largest first.

    Those inside a node keep its key on both sides.
    """
    if not len(flows):
        return pd.DataFrame(columns=["source", "target", "direction", "count"]).astype({"count": "int64"})
    keyed = flows.assign(source=flows["source"].map(node_of), target=flows["target"].map(node_of))
    summed = pd.DataFrame(keyed.groupby(["source", "target", "direction"])["count"].sum()).reset_index()
    return summed.sort_values(["count", "source", "target"], ascending=[False, True, True], ignore_index=True)


def shown(table: pd.DataFrame, nodes: Mapping[str, Node], opened: str) -> pd.DataFrame:
    """The lines that a picture shows: those between two nodes, and with something opened those of its own actors."""
    between = table[table["source"] != table["target"]]
    if not opened:
        return between
    own = {
        key
        for key, node in nodes.items()
        if (key.startswith("a|") if opened.startswith("c|") else node.tier != DISTRICT and node.kind != "rest")
    }
    return between[between["source"].isin(own) | between["target"].isin(own)]


def formal(desks: pd.DataFrame, node_of: Mapping[int, str]) -> list[tuple[str, str]]:
    """Pairs of nodes of which the first answers to the second."""
    pairs = {
        (node_of[row], node_of[above])
        for row, above in zip(desks["row"].astype(int), desks["reports_to"].astype(int), strict=True)
        if above in node_of and node_of[row] != node_of[above]
    }
    return sorted(pairs)


def least_shown(tables: Sequence[pd.DataFrame]) -> int:
    """From how many hand-overs on a line of these (`shown`) is drawn: no picture has more than `MOST_LINES`."""
    least = 1
    for table in tables:
        if len(table) > MOST_LINES:
            least = max(least, int(table["count"].nlargest(MOST_LINES + 1).iloc[-1]) + 1)
    return least


def radius(waiting: float, most: float) -> float:
    """Of a node, by the square root of what waits there: its area says how much."""
    return LEAST + (MOST - LEAST) * math.sqrt(max(waiting, 0.0) / most) if most > 0 else LEAST


def directions(flows: pd.DataFrame) -> dict[str, int]:
    """Hand-overs by direction."""
    counts = flows.groupby("direction")["count"].sum() if len(flows) else pd.Series(dtype=float)
    return {direction: int(counts.get(direction, 0)) for direction in DIRECTIONS}


def _node(desk: Mapping[Hashable, Any], known: set[str], opened: str) -> Node:
    """The node at which a desk stands."""
    tier, kind, street, place, roles = (
        desk[name] for name in ("tier", "kind", "street", "place", "roles")
    )  # fmt: skip
    tier = int(tier)
    if tier == DISTRICT:
        return Node(f"d|{kind}|{roles}", tier, kind, "", "", roles)
    if opened and street != _street_of(opened):
        return Node(f"r|{street}", STREET, "rest", street, "", "")
    if tier == STREET:
        key = f"s|{street}" if kind == "street" else f"t|{kind}|{street}|{roles}"
        return Node(key, tier, kind, street, "", roles)
    if place in known and not (opened == f"s|{street}" or opened == f"c|{street}|{place}"):
        return Node(f"c|{street}|{place}", tier, "community", street, place, "")
    return Node(f"a|{street}|{place}|{kind}|{roles}", tier, kind, street, place, roles)


def _street_of(key: str) -> str:
    return key.split("|")[1]


def _laid_out(nodes: Sequence[Node], opened: str) -> dict[str, tuple[float, float]]:
    """Where each node stands."""
    places = _offices([node for node in nodes if node.tier == DISTRICT])
    rest = [node for node in nodes if node.tier != DISTRICT]
    return places | (_opened(rest, opened) if opened else _streets(rest))


def _offices(nodes: Sequence[Node]) -> dict[str, tuple[float, float]]:
    """The district's own: a row of two heights, so that names have room."""
    order = {kind: number for number, kind in enumerate(OFFICES)}
    ordered = sorted(nodes, key=lambda node: (order.get(node.kind, len(order)), len(node.roles), node.key))
    step = (WIDTH - 40.0) / max(len(ordered) - 1, 1)
    return {node.key: (20.0 + step * number, 24.0 + 34.0 * (number % 2)) for number, node in enumerate(ordered)}


def _streets(nodes: Sequence[Node]) -> dict[str, tuple[float, float]]:
    """Streets as columns: office and team, below them what several communities share, below that the communities."""
    places: dict[str, tuple[float, float]] = {}
    names = sorted({node.street for node in nodes})
    wide = max(COLUMN, (WIDTH - 8.0) / max(min(len(names), COLUMNS), 1))
    top = 112.0
    for band in range(0, len(names), COLUMNS):
        bottom = top
        for column, street in enumerate(names[band : band + COLUMNS]):
            mine = [node for node in nodes if node.street == street]
            middle = 4.0 + wide * (column + 0.5)
            heads = sorted((n for n in mine if n.tier == STREET), key=lambda n: (n.kind != "street", n.key))
            shared = sorted((n for n in mine if n.tier == COMMUNITY and n.kind != "community"), key=lambda n: n.key)
            groups = sorted((n for n in mine if n.kind == "community"), key=lambda n: n.place)
            y = _grid(places, heads, middle, top, 2, 32.0)
            y = _grid(places, shared, middle, max(y, top + 34.0), 3, GRID)
            bottom = max(bottom, _grid(places, groups, middle, max(y, top + 34.0 + GRID), 3, GRID))
        top = bottom + 40.0
    return places


def _opened(nodes: Sequence[Node], opened: str) -> dict[str, tuple[float, float]]:
    """One street with all its actors: a column a community, a row a kind; the other streets as one node each."""
    places: dict[str, tuple[float, float]] = {}
    others = sorted((n for n in nodes if n.kind == "rest"), key=lambda n: n.key)
    own = sorted((n for n in nodes if n.tier == STREET and n.kind != "rest"), key=lambda n: (n.kind != "street", n.key))
    heads = [*others[: len(others) // 2], *own, *others[len(others) // 2 :]]
    step = (WIDTH - 40.0) / max(len(heads) - 1, 1)
    for number, node in enumerate(heads):
        places[node.key] = (20.0 + step * number if len(heads) > 1 else WIDTH / 2, 118.0)
    below = [node for node in nodes if node.tier == COMMUNITY]
    columns = sorted({node.place for node in below if "、" not in node.place})
    wide = max(40.0, (WIDTH - 24.0) / max(len(columns), 1))
    middle = {place: 12.0 + wide * (number + 0.5) for number, place in enumerate(columns)}
    windows = sorted({(KINDS.index(n.kind) if n.kind in KINDS else len(KINDS), n.kind, n.roles) for n in below
                      if n.kind != "community"})  # fmt: skip
    if opened.startswith("c|"):  # one community: its actors in a row, beside it the others of its street
        actors = [n for n in below if n.kind != "community"]
        actors.sort(
            key=lambda n: windows.index((KINDS.index(n.kind) if n.kind in KINDS else len(KINDS), n.kind, n.roles))
        )
        _grid(places, actors, WIDTH / 2, 190.0, 5, 80.0)
        last = max((places[n.key][1] for n in actors), default=190.0)
        _grid(places, sorted((n for n in below if n.kind == "community"), key=lambda n: n.place), WIDTH / 2,
              last + 60.0, 12, 34.0)  # fmt: skip
        return places
    taken: dict[str, float] = {}
    for number, (_, kind, roles) in enumerate(windows):
        y = 176.0 + 42.0 * number
        for node in sorted((n for n in below if (n.kind, n.roles) == (kind, roles)), key=lambda n: n.key):
            spread = [middle[place] for place in node.place.split("、") if place in middle]
            x = sum(spread) / len(spread) if spread else WIDTH / 2
            x = max(x, taken.get(f"{number}", 0.0) + 2 * MOST + 2.0) if "、" in node.place else x
            taken[f"{number}"] = x if "、" in node.place else taken.get(f"{number}", 0.0)
            places[node.key] = (x, y)
    return places


def _grid(
    places: dict[str, tuple[float, float]], nodes: Sequence[Node], middle: float, top: float, wide: int, step: float
) -> float:  # fmt: skip
    """Lay nodes out in rows about a middle, at most so many a row; returns where the next row begins."""
    for number, node in enumerate(nodes):
        row, column = divmod(number, wide)
        many = min(wide, len(nodes) - wide * row)
        places[node.key] = (
            middle + step * (column - (many - 1) / 2),
            top + GRID * row * (step / GRID if step > GRID else 1),
        )
    rows = math.ceil(len(nodes) / wide)
    return top + rows * max(GRID, step if rows > 1 and step > GRID else GRID)
