"""The glossary reads as what it speaks of is declared, and lacks no actor and no rule."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from experiments.glossary import COLUMNS, SECTIONS, Term, declared_name, glossary_table, terms
from model.outcomes import OUTCOMES, PRIMARY
from model.tables import ORDERS
from scenarios.actors import KINDS, ROLES
from scenarios.declare import declarations
from scenarios.library import load
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import RULES, Rules
from scenarios.words import ACTORS, CHOICES, GROUPS, SHOCKS

TOP = Path(__file__).resolve().parents[2]
TABLE = TOP / "docs" / "glossary.csv"
CODE = re.compile(r"`([^`]+)`")


@pytest.fixture(scope="module")
def glossary() -> tuple[Term, ...]:
    return terms(TABLE)


def test_every_actor_role_rule_group_and_primary_outcome_has_its_entry(glossary: tuple[Term, ...]) -> None:
    has = {term.declared for term in glossary}
    wanted = [f"actor:{name}" for name in (*KINDS, *ROLES)] + [f"rule:{card.id}" for card in RULES]
    wanted += [f"group:{card.group}" for card in RULES] + [f"outcome:{key}" for key in PRIMARY]
    assert sorted(set(wanted) - has) == []


def test_what_is_declared_reads_as_it_is_declared(glossary: tuple[Term, ...]) -> None:
    by = {term.declared: term for term in glossary}
    for card in RULES:
        one = by[f"rule:{card.id}"]
        assert (one.zh, one.en, one.meaning_en, one.meaning_zh) == (
            card.zh, card.en, card.explanation_en, card.explanation_zh,
        )  # fmt: skip
    assert [by[f"actor:{kind}"].zh for kind in KINDS] == [ACTORS[kind] for kind in KINDS]
    assert by["choice:fair"].zh == CHOICES["fair"]
    assert by["shock:surge"].en == SHOCKS["surge"][0]
    assert by["group:capacity"].zh == GROUPS["capacity"]
    assert by["group:capacity"].meaning_en.endswith(": R2, C8, C9.")
    assert by["preset:network"].zh == load("network").title_zh
    outcome = next(o for o in OUTCOMES if o.key == "utilisation")
    assert by["outcome:utilisation"].meaning_zh == outcome.definition_zh


def test_an_actors_english_name_holds_the_words_of_its_key(glossary: tuple[Term, ...]) -> None:
    by = {term.declared: term.en for term in glossary}
    for kind in KINDS:
        words = kind.replace("organization", "organisation").split("_")
        assert all(word in by[f"actor:{kind}"] for word in words), kind


def test_no_declared_name_is_typed_again() -> None:
    declared = {name for table in (ACTORS, CHOICES, GROUPS) for name in table.values()}
    declared |= {name for pair in SHOCKS.values() for name in pair}
    declared |= {name for card in RULES for name in (card.zh, card.en)}
    declared |= {name for o in OUTCOMES for name in (o.zh, o.en)}
    declared |= {d.title_zh for kind in (Rules, Parameters, Resources) for d in declarations(kind)}
    with TABLE.open(encoding="utf-8", newline="") as file:
        typed = [row for row in csv.DictReader(file) if not row["declared"]]
    assert [row["zh"] for row in typed if row["zh"] in declared] == []


def test_no_term_stands_twice_in_a_section(glossary: tuple[Term, ...]) -> None:
    for lang in ("zh", "en"):
        times = Counter((term.section, getattr(term, lang)) for term in glossary)
        assert [term for term, number in times.items() if number > 1] == []


def test_chinese_is_chinese_and_english_is_not(glossary: tuple[Term, ...]) -> None:
    han = re.compile(r"[一-鿿]")
    assert [term.zh for term in glossary if not han.search(term.zh) or not han.search(term.meaning_zh)] == []
    assert [term.en for term in glossary if han.search(term.en)] == []
    assert [
        term.zh for term in glossary if not term.declared and re.search(r"[,;:!?]", CODE.sub("", term.meaning_zh))
    ] == []


def test_every_place_in_the_model_is_there(glossary: tuple[Term, ...]) -> None:
    keys = {d.key for kind in (Rules, Parameters, Resources) for d in declarations(kind)}
    keys |= {o.key for o in OUTCOMES} | set(ORDERS.names or ()) | set(ROLES) | {"simulate_service"}
    for term in glossary:
        for word in CODE.findall(term.where):
            known = (TOP / word).exists() if "/" in word else word in keys or word.startswith("sanshe ")
            assert known, (term.en, word)
        bare = CODE.sub("", re.sub(r"\[.*?\]\(.*?\)", "", term.where))
        assert set(re.findall(r"\b[RCF]\d\b", bare)) <= {card.id for card in RULES}


def test_each_language_puts_its_own_word_first() -> None:
    assert "| residents' committee | 居委会 (jū wěi huì) |" in glossary_table(TABLE, "actors", "en")
    assert "| 居委会 | residents' committee |" in glossary_table(TABLE, "actors", "zh")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("nowhere,,词,word,,meaning,释义,R1", "a section"),
        ("model,,词,word,,meaning,,R1", "no empty cell"),
        ("model,choice:siloed,,again,,meaning,释义,R1", "it is declared"),
    ],
)
def test_a_bad_row_is_refused(tmp_path: Path, row: str, said: str) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text(",".join(COLUMNS) + "\n" + row + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        terms(path)


def test_an_undeclared_reference_is_refused() -> None:
    for reference in ("actor:nobody", "word:x"):
        with pytest.raises(KeyError):
            declared_name(reference)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_of_each_language_has_every_section(lang: str) -> None:
    page = (TOP / "docs" / ("glossary.md" if lang == "en" else "glossary.zh.md")).read_text(encoding="utf-8")
    assert re.findall(r"<!-- table: (\w+) -->", page) == [f"glossary_{section}_{lang}" for section in SECTIONS]
