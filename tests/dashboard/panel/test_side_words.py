"""Words of the side: in both languages, with the same gaps to fill, for all that is declared."""

import re
from typing import get_args

from dashboard.panel.side_words import PRESETS, WORDS, about_preset, text, texts
from scenarios.library import presets
from scenarios.rules import RuleCard

HAN = re.compile("[\u4e00-\u9fff]")


def test_every_word_is_there_in_both_languages() -> None:
    for key, (en, zh) in (WORDS | {f"preset {name}": words for name, words in PRESETS.items()}).items():
        assert en.strip() and zh.strip(), key
        assert not HAN.search(en), key
        assert sorted(re.findall(r"{\w+}", en)) == sorted(re.findall(r"{\w+}", zh)), key
    assert texts("form", "en").keys() == texts("form", "zh").keys() != set()


def test_presets_attributes_and_levels_have_words() -> None:
    assert set(PRESETS) == set(presets())
    assert about_preset("nothing", "en") == ""
    for name in ("attribute", "level"):
        part = "group" if name == "attribute" else "level"
        for word in get_args(RuleCard.__annotations__[name]) or re.findall(
            r'"(\w+)"', str(RuleCard.__annotations__[name])
        ):
            assert text(f"{part}.{word}", "zh")
