"""The map of communities as a template wants it: tiles by street, one map a regime and one a difference."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.chart import numbers
from dashboard.views.where_data import Group, Spread, streets_of
from dashboard.views.where_scale import Scale, even_scale, ink_on, scale_of
from dashboard.views.where_words import text, told, whole

LARGE, MIDDLE, SMALL = 62, 44, 15  # pixels of a tile's side
FEW, SOME = 12, 90  # communities up to which tiles are large, and up to which they are large enough for a number
OF_VALUES, OF_DIFFERENCES = 3, 2  # significant digits on a tile


@dataclass(frozen=True)
class Asked:
    """What is shown and in which words: the outcome's name and unit in the language, which direction is better, and
    what the regimes are called.
    """

    lang: str
    measure: str
    unit: str
    better: str
    labels: tuple[str, ...]

    def pair(self, number: int) -> str:
        """What a difference is called: of a further regime, 0 the first of them, from the baseline."""
        return text("difference", self.lang, a=short(self.labels[0]), b=short(self.labels[number + 1]))


def short(label: str) -> str:
    """A regime's letter."""
    return label.split(" ", maxsplit=1)[0]


def decimals_of(values: Iterable[float], digits: int) -> int:
    """As many decimals for all tiles as show so many significant digits of the largest."""
    most = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    return max(0, digits - 1 - math.floor(math.log10(most))) if most else 0


def side_of(count: int) -> int:
    """The side of a tile, in pixels, for so many communities."""
    return LARGE if count <= FEW else MIDDLE if count <= SOME else SMALL


def maps(groups: Sequence[Group], streets: dict[str, str], asked: Asked) -> dict[str, Any]:
    """What the template shows; `groups` are communities, `streets` the street of each.

    Every regime's map has the same scale, every difference's map another, with zero in the middle.
    """
    of_values = scale_of(value.mean for group in groups for value in group.values)
    of_differences = even_scale(value.mean for group in groups for value in group.differences)
    side, lang = side_of(len(groups)), asked.lang
    written = (
        decimals_of((value.mean for group in groups for value in group.values), OF_VALUES),
        decimals_of((value.mean for group in groups for value in group.differences), OF_DIFFERENCES),
    )
    shown = [
        {"title": label, "kind": "value", "label": _name(label, groups, asked),
         "tiles": [_tile(group, group.values[arm], of_values, asked, side, written[0]) for group in groups]}
        for arm, label in enumerate(asked.labels)
    ] + [
        {"title": asked.pair(i), "kind": "difference", "label": _name(asked.pair(i), groups, asked),
         "tiles": [_tile(group, group.differences[i], of_differences, asked, side, written[1], sign=True)
                   for group in groups]}
        for i in range(len(asked.labels) - 1)
    ]  # fmt: skip
    direction = text(asked.better, lang)
    return {
        "maps": shown,
        "side": side,
        "streets": [
            {"name": street, "members": list(members)}
            for street, members in streets_of([(group.name, streets[group.name]) for group in groups]).items()
        ],
        "communities": [_community(group, streets[group.name], asked) for group in groups],
        "legends": [
            of_values.legend() | {"title": text("same_scale", lang, measure=asked.measure, unit=asked.unit)},
            of_differences.legend() | {"title": text(
                "difference_scale", lang, unit=asked.unit, a=asked.labels[0], direction=direction
            )},
        ],
        "marked": marked(groups, asked),
    }  # fmt: skip


def marked(groups: Sequence[Group], asked: Asked) -> list[str]:
    """In how many communities the interval of each difference leaves zero out; nothing where there is no interval."""
    told_of = []
    for i in range(len(asked.labels) - 1):
        known = [group.differences[i] for group in groups if group.differences[i].n > 1]
        sure = [value for value in known if value.sure]
        if known:
            told_of.append(
                text("marked", asked.lang, a=asked.labels[0], b=asked.labels[i + 1], sure=len(sure), n=len(known),
                     higher=sum(value.mean > 0.0 for value in sure), lower=sum(value.mean < 0.0 for value in sure),
                     chance=max(1, round(len(known) / 10)))
            )  # fmt: skip
    return told_of


def table(
    groups: Sequence[Group], streets: dict[str, str], asked: Asked, often: Sequence[dict[str, float] | None] = ()
) -> dict[str, Any]:
    """All communities as a table; `often` is by regime the share of seeds in which each is the worst."""
    lang = asked.lang
    head = [text(key, lang) for key in ("community", "street", "residents", "needs")]
    head += [*asked.labels, *(asked.pair(i) for i in range(len(asked.labels) - 1))]
    counted = [(arm, share) for arm, share in enumerate(often) if share is not None]
    head += [text("worst_in", lang, arm=short(asked.labels[arm])) for arm, _ in counted]
    rows = [
        [group.name, streets[group.name], whole(group.residents), whole(group.needs), *map(told, group.values),
         *(told(value, sign=True) for value in group.differences),
         *(f"{share.get(group.name, 0.0):.0%}" for _, share in counted)]
        for group in groups
    ]  # fmt: skip
    return numbers(f"{asked.measure} ({asked.unit})", head, rows)


def _name(title: str, groups: Sequence[Group], asked: Asked) -> str:
    return text("map_of", asked.lang, title=title, measure=asked.measure, n=len(groups))


def _tile(
    group: Group, value: Spread, scale: Scale, asked: Asked, side: int, decimals: int, *, sign: bool = False
) -> dict[str, Any]:
    """One tile: its colours, the number on it if there is room, the mark, its name for a screen reader."""
    fill = scale.colour(value.mean)
    known = value.n > 0
    written = f"{value.mean:{'+' if sign else ''},.{decimals}f}".replace("-", "−") if known else "–"
    return {
        "fill": fill,
        "ink": ink_on(fill),
        "text": written if side > SMALL else "",
        "mark": sign and value.sure,
        "label": f"{group.name}: {told(value, sign=sign) if known else text('nothing', asked.lang)}"
        + (f", {text('mark', asked.lang)}" if sign and value.sure else ""),
    }


def _community(group: Group, street: str, asked: Asked) -> dict[str, Any]:
    """What is said of a community when it is pointed at."""
    key = "picked" if group.needs == group.needs else "picked_live"
    return {
        "name": group.name,
        "title": text(key, asked.lang, community=group.name, street=street, residents=whole(group.residents),
                      needs=whole(group.needs)),
        "numbers": [
            *({"of": label, "text": told(value)} for label, value in zip(asked.labels, group.values, strict=True)),
            *({"of": asked.pair(i), "text": told(value, sign=True)} for i, value in enumerate(group.differences)),
        ],
    }  # fmt: skip
