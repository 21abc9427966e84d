"""Files for a user to start from, made from the declarations so that they never fall behind them."""

from __future__ import annotations

import csv
import io

from scenarios.city import COLUMNS, Community, cities
from scenarios.declare import Declaration, Declared, declarations
from scenarios.library import HOME, presets
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import RULES, Rules
from scenarios.words import CHOICES, SECTIONS, unit_in

EXAMPLE = (
    {
        "community": "东园社区",
        "street": "甲街道",
        "residents": 7638,
        "staff": 14,
        "stations": 1,
        "organizations": 2,
        "share_over_60": 0.25,
    },
    {"community": "中园社区", "street": "甲街道", "residents": 5428, "stations": 0},
)


TIMELINE = (
    "# Reforms and shocks in time 改革与冲击: each begins on a date of the model's calendar (or day: a working day)",
    "# and changes rules or resources, or brings one shock; until (a date) or for (working days) ends it again.",
    "# timeline:",
    "#   - {date: 2016-03-01, rules: {enforcement_seat: street}}",
    "#   - {date: 2016-06-01, until: 2016-09-01, resources: {street_posts: 10}}",
    "#   - {date: 2016-10-10, for: 40, surge: {category: enforcement, factor: 2.0}}",
    "#   - {date: 2016-11-01, for: 60, budget_cut: {share: 0.1}}",
    "#   - {day: 225, for: 20, staff_loss: {kind: station, share: 0.2}}  # and street: a street's name",
    "#   - {day: 230, for: 5, platform_outage: {}}",
    "#   - {day: 240, leader_leaves: {}}  # and community: a community's name",
)


def city_template() -> str:
    """A CSV of communities with every column and two example rows; only the first three columns must be filled."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(EXAMPLE)
    return out.getvalue()


def city_columns() -> tuple[Declaration, ...]:
    """What each column of a city's CSV means, its unit and range; a default of None may be left empty."""
    return declarations(Community)


def scenario_template() -> str:
    """A scenario YAML that inherits a preset; every setting stands there as a comment with its default and range."""
    lines = [
        "schema: 1",
        f"inherits: hierarchy  # {', '.join(presets())}, or a YAML file beside this one",
        "name: my_scenario",
        'title: {zh: "我的方案", en: "My scenario"}',
        f"# city: {HOME}  # {', '.join(cities())}, or a CSV or YAML file beside this one (sanshe template city)",
        "# extensions: [my_rules.py:extension]  # rules and agents of your own; their code runs when this file is read",
        "",
        "# The rules: what a district can set. Take away a # to set one; what is left is inherited.",
        "# 规则:去掉行首的 # 即可设置,其余沿用上级方案",
        "rules:",
    ]
    told = {d.key: d for d in declarations(Rules)}
    for card in RULES:
        _, _, benefit, price = card.told("zh")
        lines.append(f"  # {card.id} {card.zh} / {card.en}: {card.benefit}; price: {card.price}")
        lines.append(f"  #    收益：{benefit}；代价：{price}")
        lines += [_setting(told[key]) for key in card.keys]
    sections: tuple[tuple[str, str, type[Declared]], ...] = (
        ("parameters", "The uncertainties: what is not known about any district. 不确定参数", Parameters),
        ("resources", "What is given: posts, hours and money, the same under any rules. 既定资源", Resources),
    )
    for name, what, kind in sections:
        lines += ["", f"# {what}", f"{name}:"]
        for group, settings in _by_group(declarations(kind)).items():
            english, chinese = SECTIONS[group]
            lines.append(f"  # -- {chinese} / {english}")
            lines += [_setting(setting) for setting in settings]
    lines += ["", *TIMELINE]
    return "\n".join(lines) + "\n"


def _by_group(settings: tuple[Declaration, ...]) -> dict[str, list[Declaration]]:
    """Settings by their group, groups in the order in which they first come."""
    found: dict[str, list[Declaration]] = {}
    for setting in settings:
        found.setdefault(setting.group, []).append(setting)
    return found


def _setting(d: Declaration) -> str:
    """A setting as a comment: key, default, names, what it may be, unit, and where the default comes from."""
    value = str(d.default).lower() if d.kind is bool else d.default
    words = [d.unit, unit_in(d.unit, "zh")]
    unit = ", " + " ".join(dict.fromkeys(words)) if d.unit else ""
    origin = f" [{d.tag}: {d.source}]" if d.source else f" [{d.tag}]" if d.tag != "assumed" else ""
    return f"  # {d.key}: {value}  # {d.title_zh} / {d.title_en}: {_allowed(d)}{unit}{origin}"


def _allowed(d: Declaration) -> str:
    """What a value may be, for readers of either language."""
    choices = ("true", "false") if d.kind is bool else d.choices
    if choices:
        return ", ".join(f"{choice} {CHOICES[choice]}" for choice in choices)
    if d.low is None or d.high is None:
        return d.allowed
    if d.low == d.high:
        return f"{d.low:,.12g} only 固定"
    return f"{d.low:,.12g} … {d.high:,.12g}" + (", whole 整数" if d.integer else "")
