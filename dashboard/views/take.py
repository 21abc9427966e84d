"""The view Take away: the address, regimes as files, numbers, pictures, the report; or why it is not there yet."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import solara

from dashboard import address, taken
from dashboard.desk import Desk, labels_of
from dashboard.downloads import missing
from dashboard.runs.run import Run
from dashboard.state import LETTERS
from dashboard.views.take_words import say
from experiments.runner import days_of
from experiments.words import outcome_name
from model.outcomes import OUTCOMES
from scenarios.scenario import Scenario

OWN = ("address", "address_told", "copy", "copied", "hash", "making", "failed", "saved")


@solara.component_vue("take.vue")
def _Take(query: str, words: dict[str, str], groups: list[dict[str, Any]]) -> None:
    """The template's own properties."""


@solara.component
def View(desk: Desk) -> solara.Element:
    """Everything that can be taken away."""
    state, lang = desk.state, desk.state.lang
    here = state.with_(run="", view="compare")
    words = {key: say(key, lang) for key in OWN}
    if not address.holds(here):
        words["address_told"] = say("unheld_told", lang)
    return _Take(query=address.query(here), words=words, groups=groups(desk))


def groups(desk: Desk) -> list[dict[str, Any]]:
    """What is offered, group by group, with why it is not there yet."""
    run, stale = desk.run, desk.stale
    found = []
    if run is None or stale or address.holds(desk.state):
        found.append(_set(desk))
    if run is not None and (stale or not found):
        arms, lang = run.plan.arms, desk.state.lang
        links = [f"/take/{run.id}/{taken.scenario_file(number, arm)}" for number, arm in enumerate(arms)]
        found.append(
            {
                "key": "as_run", "title": say("as_run", lang),
                "told": say("as_run_told" if stale else "kept_told", lang),
                "items": _regimes(arms, links, "", lang),
                "command": _command(arms, len(run.seeds), run.plan.days, lang),
            }
        )  # fmt: skip
    return [*found, *_results(desk)]


def _set(desk: Desk) -> dict[str, Any]:
    """The regimes as they are set now, if a link can name them."""
    state, lang = desk.state, desk.state.lang
    arms, query = state.scenarios(), address.query(state.with_(run=""))
    why = "" if address.holds(state) else say("unheld", lang)
    return {
        "key": "regimes", "title": say("regimes", lang), "told": say("regimes_told", lang),
        "items": _regimes(arms, [f"/take/{letter.lower()}.yaml?{query}" for letter in LETTERS], why, lang),
        "command": _command(arms, state.seeds, days_of(state.years), lang),
    }  # fmt: skip


def _command(arms: tuple[Scenario, ...], seeds: int, days: int, lang: str) -> dict[str, str]:
    return {"title": say("command", lang), "line": taken.command_line(arms, seeds, days)}


def _regimes(arms: Sequence[Scenario], links: Sequence[str], why: str, lang: str) -> list[dict[str, Any]]:
    return [
        {
            "key": LETTERS[number], "title": label, "hash": arm.hash, "why": why,
            "files": [
                {
                    "kind": "YAML", "href": links[number], "file": taken.scenario_file(number, arm),
                    "label": say("save", lang, what=label, kind="YAML"),
                }
            ],
        }
        for number, (arm, label) in enumerate(zip(arms, labels_of(arms, lang), strict=True))
    ]  # fmt: skip


def _results(desk: Desk) -> list[dict[str, Any]]:
    """What the run has found, as files."""
    run, lang, outcome = desk.run, desk.state.lang, desk.state.outcome
    note = say("so_far", lang, done=len(run.finished), all=len(run.seeds)) if run else ""
    arms = run.plan.arms if run else ()

    def item(stem: str, *kinds: str) -> dict[str, Any]:
        name = say(stem, lang, outcome=outcome_name(outcome, lang))
        asked = urlencode({"lang": lang} | ({"outcome": outcome} if stem == "outcome" else {}))
        files = [f"{stem}.{kind}" for kind in kinds]
        why = missing(run, files[0], lang)
        told = [say(f"{stem}_told", lang, n=len(OUTCOMES)), "" if run is None or why else _rests(run, files[0], lang)]
        return {
            "key": stem, "title": name, "told": ("" if lang == "zh" else " ").join(filter(None, told)), "why": why,
            "files": [
                {
                    "kind": kind.upper(), "href": f"/take/{run.id if run else ''}/{stem}.{kind}?{asked}",
                    "file": taken.file_name(arms, f"{outcome if stem == 'outcome' else stem}.{kind}"),
                    "label": say("save", lang, what=name, kind=kind.upper()),
                }
                for kind in kinds
            ],
        }  # fmt: skip

    offered = {
        "results": [item("points", "csv", "parquet"), item("outcomes", "csv", "parquet"), item("provenance", "json")],
        "pictures": [item("outcome", "png", "svg"), item("figure", "png", "svg")],
        "reports": [item("report", "html", "pdf"), item("everything", "zip")],
    }
    return [{"key": key, "title": say(key, lang), "note": note, "items": items} for key, items in offered.items()]


def _rests(run: Run, file: str, lang: str) -> str:
    """How much is in a file, where that is not told beside it."""
    if file.startswith("points"):
        return say("rows", lang, n=f"{len(run.points()) * len(OUTCOMES):,}")
    if file.startswith(("figure", "report", "everything")):
        n = taken.complete(run)
        return say("of_seed", lang) if n == 1 else say("of_seeds", lang, n=n)
    return ""
