"""Groups of residents and promises kept, as templates want them: dots, bars and intervals in percent of their scale."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.chart import numbers
from dashboard.look import INK, LOOKS
from dashboard.views.where_chart import Asked, short
from dashboard.views.where_data import Group, Spread, Stage
from dashboard.views.where_scale import Scale, even_scale, scale_of
from dashboard.views.where_told import of_stage, stage_name, thousand
from dashboard.views.where_words import capital, group_in, signed, text, told, whole
from dashboard.words import number

BLOCKS = (("vulnerability", "vulnerable"), ("age", ""), ("oldest", "oldest"))
"""Breakdowns, and the gap that belongs to each."""
SHAPES = ("square", "circle", "triangle")  # of groups within a breakdown
NARROW = "\u00a0"  # a space where no line breaks
ORDER = ("vulnerable", "others", "under_18", "18_to_59", "over_60", "under_60")


def blocks(parts: Mapping[str, Sequence[Group]], gaps: Sequence[Group], asked: Asked) -> dict[str, Any]:
    """One block a breakdown (`parts` by its name): a row a regime with a dot a group, and beside it the gap."""
    drawn = [value for groups in parts.values() for group in groups for value in group.values]
    values = scale_of(_reach(drawn))
    beside = [value for gap in gaps for value in (*gap.values, *gap.differences)]
    beside += [value for name, gap in BLOCKS if not gap for group in parts.get(name, ()) for value in group.differences]
    differences = even_scale(_reach(beside))
    by_name = {gap.name: gap for gap in gaps}
    return {
        "axis": values.legend()["ticks"],
        "change_axis": _ends_and_zero(differences),
        "blocks": [
            _block(name, sorted(parts[name], key=lambda group: ORDER.index(group.name)), by_name.get(gap), values,
                   differences, asked)
            for name, gap in BLOCKS if parts.get(name)
        ],
        "table": groups_table(parts, gaps, asked),
    }  # fmt: skip


def groups_table(parts: Mapping[str, Sequence[Group]], gaps: Sequence[Group], asked: Asked) -> dict[str, Any]:
    """The numbers behind the dots."""
    lang = asked.lang
    head = [text(key, lang) for key in ("group", "residents", "needs")]
    head += [*asked.labels, *(asked.pair(i) for i in range(len(asked.labels) - 1))]
    rows = [
        [group_in(group.name, lang), whole(group.residents), whole(group.needs), *map(told, group.values),
         *(told(value, sign=True) for value in group.differences)]
        for groups in parts.values() for group in groups
    ] + [
        [text(f"gap_{gap.name}", lang), "", "", *(told(value, sign=True) for value in (*gap.values, *gap.differences))]
        for gap in gaps if gap.name in ("vulnerable", "oldest")
    ]  # fmt: skip
    return numbers(f"{asked.measure} ({asked.unit})", head, rows)


def _block(
    name: str, groups: Sequence[Group], gap: Group | None, values: Scale, differences: Scale, asked: Asked
) -> dict[str, Any]:
    lang = asked.lang
    rows: list[dict[str, Any]] = [
        {"of": label, "colour": LOOKS[arm].color,
         "dots": [_dot(group.values[arm], values, group_in(group.name, lang)) | {"shape": SHAPES[i]}
                  for i, group in enumerate(groups)]}
        for arm, label in enumerate(asked.labels)
    ]  # fmt: skip
    beside = _by_group(groups, differences, asked) if gap is None else _of_gap(gap, differences, asked)
    return {
        "title": text(name, lang),
        "keys": [{"shape": SHAPES[i], "name": group_in(group.name, lang)} for i, group in enumerate(groups)],
        "rows": rows,
        "gap": text(f"gap_{gap.name}", lang) if gap else _by_group_title(asked),
        "gaps": beside,
        "label": f"{text(name, lang)}, {asked.measure}: "
        + "; ".join(f"{row['of']}: " + ", ".join(dot["label"] for dot in row["dots"]) for row in rows),
        "gap_label": "; ".join(str(row["dot"]["label"]) for row in beside),
    }


def _of_gap(gap: Group, scale: Scale, asked: Asked) -> list[dict[str, Any]]:
    """A gap under each regime, and by how much it is another than under the first."""
    rows = [_row(short(label), label, gap.values[arm], arm, scale) for arm, label in enumerate(asked.labels)]
    changes = [_row(asked.pair(i), asked.pair(i), value, None, scale) for i, value in enumerate(gap.differences)]
    return rows + changes


def _by_group(groups: Sequence[Group], scale: Scale, asked: Asked) -> list[dict[str, Any]]:
    """The difference of each further regime from the first in each group."""
    further = len(asked.labels) - 1
    named = [
        (
            group_in(group.name, asked.lang) + (f", {asked.pair(i)}".replace(" ", NARROW) if further > 1 else ""),
            group.differences[i],
        )
        for i in range(len(asked.labels) - 1)
        for group in groups
    ]
    return [_row(name, name, value, None, scale) for name, value in named]


def _by_group_title(asked: Asked) -> str:
    if len(asked.labels) > 2:
        return text("by_group", asked.lang)
    return text("by_group_of", asked.lang, pair=asked.pair(0))


def _ends_and_zero(scale: Scale) -> list[dict[str, Any]]:
    """The ticks of differences, those alone with a text that leave each other room."""
    ticks = scale.legend()["ticks"]
    named = {0, len(ticks) // 2, len(ticks) - 1}
    return [tick if i in named else tick | {"text": ""} for i, tick in enumerate(ticks)]


def _row(of: str, name: str, value: Spread, arm: int | None, scale: Scale) -> dict[str, Any]:
    """A dot with its interval; in a regime's colour, or that of a difference."""
    return {
        "of": of,
        "change": arm is None,
        "colour": INK if arm is None else LOOKS[arm].color,
        "dot": _dot(value, scale, name, sign=True),
    }


def _dot(value: Spread, scale: Scale, name: str, *, sign: bool = False) -> dict[str, Any]:
    """Where a dot and its interval lie, in percent; None where there is none."""
    known = value.low == value.low
    return {
        "at": _place(value.mean, scale) if value.mean == value.mean else None,
        "low": _place(value.low, scale) if known else None,
        "high": _place(value.high, scale) if known else None,
        "text": signed(value.mean, 2) if sign else number(value.mean),
        "label": f"{name} {told(value, sign=sign)}",
    }


def _place(value: float, scale: Scale) -> float:
    return round(100.0 * scale.at(value), 2)


def _reach(values: Sequence[Spread]) -> list[float]:
    """All that an axis must show."""
    return [x for value in values for x in (value.mean, value.low, value.high)]


def funnels(parts: dict[str, tuple[float, Sequence[Stage]]], asked: Asked) -> dict[str, Any]:
    """A funnel a group of residents, a bar a regime and stage; `parts` by group: needs that arise in a run, stages."""
    lang = asked.lang
    return {
        "arms": [{"title": label, "letter": short(label), "colour": LOOKS[arm].color}
                 for arm, label in enumerate(asked.labels)],
        "groups": [
            {"title": capital(group_in(name, lang)), "arisen": text("arisen_of", lang, needs=whole(needs)),
             "stages": [_stage(stage, asked) for stage in stages]}
            for name, (needs, stages) in parts.items()
        ],
        "sentences": [of_stage(stage, further, asked) for further in range(len(asked.labels) - 1)
                      for stage in parts["all"][1]] if "all" in parts else [],
        "table": funnel_table(parts, asked),
    }  # fmt: skip


def _stage(stage: Stage, asked: Asked) -> dict[str, Any]:
    lang = asked.lang
    return {
        "term": text(stage.key, "zh"),
        "name": text(f"is_{stage.key}", lang) if lang == "zh" else text(stage.key, lang),
        "counted": text(f"is_{stage.key}", lang),
        "bars": [
            {"at": round(100.0 * share.mean, 2), "low": round(100.0 * share.low, 2) if share.n > 1 else None,
             "high": round(100.0 * share.high, 2) if share.n > 1 else None, "text": thousand(share),
             "lost": text("lost", lang, lost=thousand(lost)),
             "label": text("bar_label", lang, arm=asked.labels[arm], stage=stage_name(stage.key, lang),
                           share=told(share.times(1000.0)), lost=thousand(lost))}
            for arm, (share, lost) in enumerate(zip(stage.shares, stage.lost, strict=True)) if share.n
        ],
    }  # fmt: skip


def funnel_table(parts: dict[str, tuple[float, Sequence[Stage]]], asked: Asked) -> dict[str, Any]:
    """The numbers behind the bars, per 1,000 needs."""
    lang = asked.lang
    head = [text("group", lang), text("stage", lang), *asked.labels,
            *(asked.pair(i) for i in range(len(asked.labels) - 1)),
            *(f"{text('lost_since', lang)}, {short(label)}" for label in asked.labels)]  # fmt: skip
    rows = [
        [group_in(name, lang), stage_name(stage.key, lang), *(told(share.times(1000.0)) for share in stage.shares),
         *(told(value.times(1000.0), sign=True) for value in stage.differences),
         *(told(lost.times(1000.0)) for lost in stage.lost)]
        for name, (_, stages) in parts.items() for stage in stages
    ]  # fmt: skip
    return numbers(text("per_1000", lang), head, rows)
