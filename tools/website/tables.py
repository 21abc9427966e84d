"""Pages of tables made from the declarations alone, in a language, `en` or `zh`, as Markdown."""

from collections.abc import Iterable

from experiments.markdown import table
from model.outcomes import OUTCOMES, PRIMARY
from scenarios.declare import Declaration, Declared, declarations
from scenarios.duty_list import DutyItem, load_duty_list
from scenarios.library import PRESETS, load, presets
from scenarios.parameters import Parameters
from scenarios.reading import read_yaml
from scenarios.resources import Resources
from scenarios.rules import RULES, Rules
from scenarios.scenario import SECTIONS as TABLES
from scenarios.scenario import Scenario
from scenarios.words import SECTIONS, actor_in, choice_in, group_in, unit_in
from tools.website.words import text
from tools.write_docs import value

NONE = "–"
FRONT = "---\nhide: [{hidden}]\nsearch: {{boost: 6}}\n---\n"
FEW = 6  # parts of a page that need no table of contents


def rules(lang: str) -> str:
    """Every boundary rule with its card, and every key with its range and poles."""
    known = {d.key: d for d in declarations(Rules)}
    cards = []
    poles = []
    for card in RULES:
        name, explanation, benefit, price = card.told(lang)
        link = f"[{card.id}](../rules/{card.id.lower()}.md)"
        cards.append((link, name, explanation, text(card.attribute, lang), text(card.level, lang),
                      group_in(card.group, lang), benefit, price))  # fmt: skip
        for key, (low, high) in card.poles.items():
            d = known[key]
            poles.append((card.id, code(key), title(d, lang), span(d, lang), unit(d.unit, lang), said(low, lang),
                          said(high, lang)))  # fmt: skip
    return page(
        "rules",
        lang,
        table(
            heads("rule", "name", "explanation", "attribute", "level", "group", "benefit", "price", lang=lang), cards
        ),
        f"## {text('keys', lang)}\n\n{text('keys_about', lang)}\n",
        table(heads("rule", "key", "title", "range", "unit", "hierarchy", "network", lang=lang), poles),
    )


def parameters(lang: str) -> str:
    """Every uncertainty, by group."""
    return _settings("parameters", Parameters, lang)


def resources(lang: str) -> str:
    """Every post, hour and sum that is given, by group."""
    return _settings("resources", Resources, lang)


def _settings(name: str, kind: type[Declared], lang: str) -> str:
    settings = declarations(kind)
    groups: dict[str, list[Declaration]] = {}
    for d in settings:
        groups.setdefault(d.group, []).append(d)
    parts = []
    for group, members in groups.items():
        names = SECTIONS[group]
        head = names[1] if lang == "zh" else names[0][0].upper() + names[0][1:]
        rows = (
            (code(d.key), title(d, lang), said(d.default, lang), span(d, lang), unit(d.unit, lang), text(d.tag, lang),
             d.source or NONE)
            for d in members
        )  # fmt: skip
        columns = heads("key", "title", "usual", "range", "unit", "tag", "source", lang=lang)
        parts.append(f"## {head}\n\n{table(columns, rows)}")
    return page(name, lang, *parts, n=len(settings))


def outcomes(lang: str) -> str:
    """Everything that regimes are compared on."""
    rows = (
        (o.zh if lang == "zh" else o.en, code(o.key), text("primary", lang) if o.key in PRIMARY else "",
         unit(o.unit, lang), text(o.better, lang), text(o.kind, lang),
         o.definition_zh if lang == "zh" else o.definition_en)
        for o in OUTCOMES
    )  # fmt: skip
    columns = heads("name", "key", "primary", "unit", "better", "kind", "definition", lang=lang)
    return page("outcomes", lang, table(columns, rows), n=len(OUTCOMES), p=len(PRIMARY))


def duty_list(lang: str) -> str:
    """Every kind of item of the duty list, by category."""
    items = load_duty_list()
    columns = heads("item", "key", "share", "tasks", "candidates", "liable", "approvals", "sign_off", "standard_days",
                    "urgency", "tag", lang=lang)  # fmt: skip
    parts = []
    for category in dict.fromkeys(item.category for item in items):
        name = text(category, lang)
        mine = (item for item in items if item.category == category)
        parts.append(f"## {name[0].upper() + name[1:]}\n\n{table(columns, (_duty(item, lang) for item in mine))}")
    return page("duty_list", lang, *parts, n=len(items))


def _duty(item: DutyItem, lang: str) -> tuple[str, ...]:
    def roles(names: Iterable[str], joint: str) -> str:
        return joint.join(role(name, lang) for name in names)

    approvals = roles(item.approvals_hierarchy, " → ") or NONE
    if item.approval_rule:
        approvals += text("chain_or", lang) + (roles(item.approvals_network, " → ") or NONE)
    tasks = (f"{text(t.competence, lang)} {value(t.hours)} {role(t.who, lang)}" for t in item.tasks)
    origin = text(item.source, lang) if item.source == "assumed" else item.source
    return (
        item.zh if lang == "zh" else item.en, code(item.key), value(item.share), "; ".join(tasks),
        roles(item.candidates, text("or", lang)), role(item.liable, lang), approvals,
        roles(item.sign_off, text("or", lang)) or NONE, value(item.standard_days),
        text(f"urgency_{item.urgency}", lang), origin,
    )  # fmt: skip


def presets_page(lang: str) -> str:
    """Every preset: what it sets otherwise than what it inherits."""
    return page("presets", lang, *(_preset(name, lang) for name in presets()))


def _preset(name: str, lang: str) -> str:
    here = load(name)
    base = read_yaml(PRESETS / f"{name}.yaml").get("inherits")
    city = here.city.title_zh if lang == "zh" else here.city.title_en
    about = text("inherits" if base else "from_defaults", lang, name=name, base=base, city=city)
    rows = differences(here, load(base) if base else None, lang)
    lines = [f"## {here.title_zh if lang == 'zh' else here.title_en} {{ #{name} }}\n\n{about}\n"]
    if rows:
        lines.append(table(heads("key", "title", "before", "here", lang=lang), rows))
    if here.timeline:
        changes = (
            (entry.date.isoformat(), entry.label(lang), ", ".join(_changed(entry.rules | entry.resources, lang)))
            for entry in here.timeline
        )
        lines += [text("timeline", lang) + "\n", table(heads("date", "rule", "changes", lang=lang), changes)]
    elif not rows:
        lines.append(text("same", lang) + "\n")
    return "\n".join(lines)


def differences(here: Scenario, base: Scenario | None, lang: str) -> list[tuple[str, ...]]:
    """(key, meaning, value of the base or default, value here) of every setting that differs."""
    rows: list[tuple[str, ...]] = []
    for part, kind in TABLES.items():
        for d in declarations(kind):
            before = d.default if base is None else getattr(getattr(base, part), d.key)
            now = getattr(getattr(here, part), d.key)
            if now != before:
                rows.append((code(d.key), title(d, lang), said(before, lang), said(now, lang)))
    return rows


def _changed(values: dict[str, object], lang: str) -> list[str]:
    return [f"{code(key)}: {said(new, lang)}" for key, new in values.items()]


def page(name: str, lang: str, *parts: str, **values: object) -> str:
    """A page with its title, what it is about, and its parts; a page of few parts leaves its margin to its tables."""
    front = FRONT.format(hidden="toc" if len(parts) < FEW else "")
    return "\n".join([front, f"# {text(name, lang)}\n", text(f"{name}_about", lang, **values) + "\n", *parts])


def heads(*keys: str, lang: str) -> tuple[str, ...]:
    """Heads of columns in a language."""
    return tuple(text(key, lang) for key in keys)


def code(key: str) -> str:
    """A key as code."""
    return f"`{key}`"


def title(d: Declaration, lang: str) -> str:
    """What a setting is called."""
    return d.title_zh if lang == "zh" else d.title_en


def said(given: object, lang: str) -> str:
    """A value as a scenario writes it, a choice in Chinese with its word."""
    if isinstance(given, bool | str):
        return choice_in(given, lang)
    told = value(given)
    return f"{given:.12g}" if "e+" in told else told


def unit(name: str, lang: str) -> str:
    """A unit, a dash where there is none."""
    return unit_in(name, lang) or NONE


def role(name: str, lang: str) -> str:
    """Who acts: an actor's word in Chinese, its key in words in English."""
    return text("owner", lang) if name == "owner" else actor_in(name, lang).replace("_", " ")


def span(d: Declaration, lang: str) -> str:
    """What a value may be; a narrower range to draw from stands behind it."""
    choices = d.choices or ((True, False) if d.kind is bool else ())
    if choices:
        return text("or", lang).join(said(choice, lang) for choice in choices)
    if d.low is None or d.high is None:
        return text("any", lang)
    words = said(d.low, lang) if d.low == d.high else text("to", lang, low=said(d.low, lang), high=said(d.high, lang))
    return words + (text("drawn", lang, low=said(d.prior[0], lang), high=said(d.prior[1], lang)) if d.prior else "")
