"""Chinese words for the search: which declared names are kept whole where jieba cuts the pages' text for the index.

A reader types 费随事转 without blanks, and the browser cuts it by the words of the index. jieba's general dictionary
does not have the model's own terms; those that it would cut down to single characters, which say nothing, are added.
"""

import logging
import tempfile
from functools import cache

import jieba

from model.outcomes import OUTCOMES
from scenarios.declare import declarations
from scenarios.duty_list import load_duty_list
from scenarios.parameters import Parameters
from scenarios.resources import Resources
from scenarios.rules import RULES, Rules
from scenarios.words import ACTORS, CHOICES, GROUPS, SECTIONS, SHOCKS

LONGEST = 4  # characters; what is longer readers type parts of, and a part in the middle of a word is not found


def declared() -> tuple[str, ...]:
    """Every Chinese name that is declared."""
    names = [d.title_zh for kind in (Rules, Parameters, Resources) for d in declarations(kind)]
    names += [card.zh for card in RULES] + [outcome.zh for outcome in OUTCOMES] + [item.zh for item in load_duty_list()]
    pairs = [*SECTIONS.values(), *SHOCKS.values()]
    names += [*ACTORS.values(), *CHOICES.values(), *GROUPS.values(), *(chinese for _, chinese in pairs)]
    return tuple(dict.fromkeys(names))


def terms() -> tuple[str, ...]:
    """Those of them that jieba would cut down to single characters."""
    return tuple(
        name for name in declared()
        if 1 < len(name) <= LONGEST and any(len(piece) == 1 for piece in jieba.cut(name))
    )  # fmt: skip


@cache
def prepare() -> None:
    """Load jieba without a word on the console and without its file in the folder for passing files, and add the terms.

    That file is read back by whoever comes next, whoever wrote it; making it anew takes a second.
    """
    jieba.setLogLevel(logging.WARNING)
    with tempfile.TemporaryDirectory() as own:
        jieba.dt.tmp_dir = own
        jieba.initialize()
    for term in terms():
        jieba.add_word(term)
