"""What the view of who answers to whom is told in words and numbers: names, cards, largest flows, shares."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.look import DOWN, SIDEWAYS, UP
from dashboard.views.structure_graph import (
    DISTRICT,
    STREET,
    Node,
    Picture,
    directions,
    formal,
    lines,
    opens,
    radius,
    shown,
)
from dashboard.views.structure_words import SHORT, say, short
from scenarios.words import actor_in

COLORS = {"up": UP, "down": DOWN, "sideways": SIDEWAYS}
DASHES = {"up": "", "down": "7 4", "sideways": "1.5 3.5"}
WIDEST = 7.0
LARGEST = 15  # flows in a table
PARTNERS = 5


def counted(value: float) -> str:
    """A count for readers."""
    return f"{round(value):,}"


def width(count: float, most: float) -> float:
    """How wide a line of so many hand-overs is."""
    return 0.5 + WIDEST * math.sqrt(count / most)


def title(node: Node, desks: Mapping[int, pd.DataFrame], lang: str) -> str:
    """What a node is called in full."""
    if node.kind == "community":
        return say("community_of", lang, place=node.place)
    if node.kind == "rest":
        return say("rest_of", lang, street=node.street)
    return names(desks, node, lang)[0]


def names(desks: Mapping[int, pd.DataFrame], node: Node, lang: str) -> list[str]:
    """What the desks of a node are called, each once."""
    found: dict[str, None] = {}
    for arm, rows in node.rows.items():
        frame = desks[arm]
        found.update(dict.fromkeys(frame.loc[frame["row"].isin(rows), f"name_{lang}"]))
    return list(found)


def label(node: Node, lang: str, opened: str) -> str:
    """What a node is called in the picture; "" where there is no room."""
    if node.tier == DISTRICT:
        return short(node.roles if node.roles in SHORT else node.kind, lang)
    if node.kind in ("street", "rest"):
        return node.street
    if node.tier == STREET:
        return short("street_team", lang) if opened else ""
    if not opened:
        return ""
    if node.kind == "community":
        return node.place[:3] if opened.startswith("c|") else ""
    return short(node.roles if node.roles in SHORT else node.kind, lang) if opened.startswith("c|") else ""


def heads(picture: Picture, opened: str, lang: str) -> list[dict[str, Any]]:
    """Of an opened street: what columns (communities) and rows (kinds) are."""
    if not opened.startswith("s|"):
        return []
    below = [node for node in picture.nodes.values() if node.tier not in (DISTRICT, STREET)]
    columns = {node.place: node.x for node in below if "、" not in node.place}
    rows = {node.y: short(node.roles if node.roles in SHORT else node.kind, lang) for node in below}
    return [
        *({"x": x, "y": 154.0, "text": place[:3], "anchor": "middle"} for place, x in columns.items()),
        *({"x": 4.0, "y": y - 14.0, "text": text, "anchor": "start"} for y, text in rows.items()),
    ]


def drawn(
    picture: Picture, arms: Sequence[int], desks: Mapping[int, pd.DataFrame], flows: Mapping[int, pd.DataFrame],
    labels: Mapping[int, str], lang: str, opened: str,
) -> tuple[list[dict[str, Any]], dict[int, pd.DataFrame]]:  # fmt: skip
    """The pictures of these regimes, as the page's template takes them, and the lines of each."""
    tables = {arm: lines(flows[arm], picture.node_of[arm]) for arm in arms}
    between = {arm: shown(table, picture.nodes, opened) for arm, table in tables.items()}
    most = max([1, *(int(table["count"].max()) for table in between.values() if len(table))])
    queue = {arm: waiting(picture, desks[arm], arm) for arm in arms}
    longest = max([1.0, *(value for mine in queue.values() for value in mine.values())])
    found = []
    for arm in arms:
        nodes = [
            {
                "key": key, "x": node.x, "y": node.y, "shape": _shape(node), "here": arm in node.rows,
                "r": radius(queue[arm].get(key, 0.0), longest), "label": label(node, lang, opened),
                "opens": opens(node, opened),
                "name": say("node", lang, name=title(node, desks, lang), waiting=counted(queue[arm][key]))
                if arm in node.rows else say("absent", lang, name=title(node, desks, lang)),
            }
            for key, node in picture.nodes.items()
        ]  # fmt: skip
        links = [{**line, "width": width(line["count"], most)} for line in between[arm].to_dict("records")]
        found.append(
            {
                "arm": arm, "title": labels[arm], "nodes": nodes, "links": links,
                "formal": formal(desks[arm], picture.node_of[arm]),
                "label": say(
                    "picture", lang, arm=labels[arm], nodes=sum(arm in node.rows for node in picture.nodes.values()),
                    lines=len(between[arm]), hands=counted(flows[arm]["count"].sum()),
                    share=share(flows[arm], labels[arm], lang),
                ),
            }
        )  # fmt: skip
    return found, tables


def waiting(picture: Picture, desks: pd.DataFrame, arm: int) -> dict[str, float]:
    """Cases that wait at each node."""
    by_node = desks.groupby(desks["row"].map(picture.node_of[arm]))["waiting"].sum()
    return {str(key): float(value) for key, value in by_node.items()}


def share(flows: pd.DataFrame, arm: str, lang: str) -> str:
    """Which part of the hand-overs goes up, down and sideways, as a sentence."""
    counts = directions(flows)
    total = sum(counts.values())
    if not total:
        return say("no_hands", lang, arm=arm)
    parts = {direction: f"{100.0 * count / total:.0f}%" for direction, count in counts.items()}
    return say("share", lang, arm=arm, hands=counted(total), **parts)


def largest(
    flows: pd.DataFrame, desks: pd.DataFrame, arm: str, lang: str, number_of: int = LARGEST
) -> dict[str, Any]:  # fmt: skip
    """The largest flows between desks, as a table."""
    called = dict(zip(desks["row"].astype(int), desks[f"name_{lang}"], strict=True))
    top = flows.sort_values(["count", "source", "target"], ascending=[False, True, True]).head(number_of)
    rows = [
        [called.get(flow["source"], f"#{flow['source']}"), called.get(flow["target"], f"#{flow['target']}"),
         say(flow["direction"], lang), counted(flow["count"])]
        for flow in top.to_dict("records")
    ]  # fmt: skip
    head = [say(key, lang) for key in ("source", "target", "direction", "count")]
    return {"title": say("largest", lang, arm=arm), "head": head, "rows": rows}


def card(
    picture: Picture, key: str, arms: Sequence[int], desks: Mapping[int, pd.DataFrame],
    tables: Mapping[int, pd.DataFrame], labels: Mapping[int, str], lang: str,
) -> dict[str, Any]:  # fmt: skip
    """An actor, or all actors of a node, in each regime side by side: `title`, `other` (its name in the other
    language), `head` and `rows`, each a list of texts.
    """
    node = picture.nodes[key]
    other = "en" if lang == "zh" else "zh"
    told = [_in_regime(picture, node, arm, desks[arm], tables[arm], desks, lang) for arm in arms]
    fields = [name for name in _FIELDS if any(name in mine for mine in told)]
    return {
        "title": title(node, desks, lang),
        "other": title(node, desks, other),
        "head": [say("measure", lang), *(labels[arm] for arm in arms)],
        "rows": [
            [say(name, lang), *(mine.get(name, "–") if mine else say("not_there", lang) for mine in told)]
            for name in fields
        ],
    }


_FIELDS = ("tier", "roles", "members", "posts", "waiting", "in_service", "busy", "reports", "asks", "gave",
           "got", "inside")  # fmt: skip


def _in_regime(
    picture: Picture, node: Node, arm: int, desks: pd.DataFrame, table: pd.DataFrame,
    everywhere: Mapping[int, pd.DataFrame], lang: str,
) -> dict[str, str]:  # fmt: skip
    """What a card says of a node in one regime; nothing where it is not there."""
    mine = desks[desks["row"].isin(node.rows.get(arm, ()))]
    if not len(mine):
        return {}
    called = dict(zip(desks["row"].astype(int), desks[f"name_{lang}"], strict=True))
    listed = "、" if lang == "zh" else "; "

    def partners(side: str, other: str) -> str:
        top = table[(table[side] == node.key) & (table[other] != node.key)]
        summed = top.groupby(other)["count"].sum().nlargest(PARTNERS)
        texts = [
            say("times", lang, name=title(picture.nodes[str(key)], everywhere, lang), count=counted(count))
            for key, count in summed.items()
        ]
        return listed.join(texts) or say("none", lang)

    above = [called[row] for row in dict.fromkeys(mine["reports_to"].astype(int)) if row in called]
    posts = mine["posts"].sum()
    busy = float((mine["busy_share"] * mine["posts"]).sum() / posts) if posts else 0.0
    told = {
        "tier": say(f"tier{node.tier}", lang),
        "posts": counted(posts), "waiting": counted(mine["waiting"].sum()),
        "in_service": counted(mine["in_service"].sum()), "busy": f"{100.0 * busy:.0f}%",
        "reports": listed.join(above) or say("government", lang), "gave": partners("source", "target"),
        "got": partners("target", "source"),
    }  # fmt: skip
    asked = [called[row] for row in dict.fromkeys(row for asks in mine["asks"] for row in asks) if row in called]
    told["asks"] = listed.join(asked) or say("none", lang)
    if node.group:
        inside = table[(table["source"] == node.key) & (table["target"] == node.key)]["count"].sum()
        told |= {"inside": counted(inside), "members": counted(len(mine))}
    else:
        roles = dict.fromkeys(role for joined in mine["roles"] for role in joined.split("+"))
        told["roles"] = listed.join(_role(role, lang) for role in roles)
    return told


def _role(role: str, lang: str) -> str:
    """A role in words."""
    if lang == "zh":
        return actor_in(role, lang)
    first, _, rest = role.partition("_")
    rest = rest.replace("_", " ")
    said = {"dept": f"{rest} department", "desk": f"civil affairs: {rest}", "station": f"station: {rest}"}
    return said.get(first, role.replace("_", " ")) if rest else role


def _shape(node: Node) -> str:
    return "square" if node.tier == DISTRICT else "diamond" if node.tier == STREET else "circle"
