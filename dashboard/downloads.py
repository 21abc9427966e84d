"""What can be taken away, by plain links that a browser saves: regimes as files, and what a visitor's run has found.

A run's files are its visitor's alone, whom the cookie tells. They are made beside the server's own work, one after
another; a visitor waits for one report, and for few files, at a time.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from urllib.parse import quote

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard import taken
from dashboard.address import state_from
from dashboard.app import COOKIE
from dashboard.desk import labels_of
from dashboard.runs.run import Run
from dashboard.served import served
from dashboard.state import LETTERS, language
from dashboard.views.take_words import say
from experiments.runner import days_of
from model.outcomes import OUTCOMES
from scenarios.errors import InputError

MOST_AT_ONCE = 6  # files of one visitor that wait or are being made
_press = anyio.CapacityLimiter(1)  # matplotlib draws one figure at a time
_waiting: Counter[str] = Counter()
_reports: set[str] = set()


def attached(content: bytes | str, name: str) -> Response:
    """A file for a browser to save under this name."""
    kind = taken.KINDS[name.rpartition(".")[2]]
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    told = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    headers = {"content-disposition": told, "cache-control": "no-store"}
    return Response(content, media_type=kind, headers=headers)


async def scenario(request: Request) -> Response:
    """A regime of an address as a scenario file: `/take/a.yaml?…`."""
    letters = [letter.lower() for letter in LETTERS]
    if request.path_params["arm"] not in letters:
        return PlainTextResponse(f"a.yaml to {letters[-1]}.yaml", HTTPStatus.NOT_FOUND)
    try:
        state = state_from(request.url.query)
        arms, number = state.scenarios(), letters.index(request.path_params["arm"])
        text = taken.scenario_text(arms[number], number, state.seeds, days_of(state.years), arms)
    except (InputError, ValueError, IndexError) as error:
        return PlainTextResponse(str(error), HTTPStatus.BAD_REQUEST)
    return attached(text, taken.scenario_file(number, arms[number]))


async def of_run(request: Request) -> Response:
    """What a run has found, or its regimes as they were run: `/take/RUN/points.csv?lang=zh`."""
    visitor, file = request.cookies.get(COOKIE, ""), request.path_params["file"]
    lang = language(request.query_params.get("lang"), "")
    run = served().hall.find(visitor, request.path_params["run"]) if visitor else None
    if run is None:
        return PlainTextResponse(say("refused_gone", lang), HTTPStatus.NOT_FOUND)
    arms = run.plan.arms
    regimes = [taken.scenario_file(number, arm) for number, arm in enumerate(arms)]
    if file in regimes:
        number = regimes.index(file)
        text = taken.scenario_text(arms[number], number, len(run.seeds), run.plan.days, arms)
        return attached(text, file)
    if file not in (*taken.FROM_POINTS, *taken.FROM_SEEDS):
        return PlainTextResponse(file, HTTPStatus.NOT_FOUND)
    if why := missing(run, file, lang):
        return PlainTextResponse(why, HTTPStatus.CONFLICT)
    outcome = request.query_params.get("outcome", "")
    if outcome not in {one.key for one in OUTCOMES}:
        outcome = "satisfaction"
    if _waiting[visitor] >= MOST_AT_ONCE or (file in taken.SLOW and visitor in _reports):
        why = say("refused_busy" if visitor in _reports else "refused_queue", lang)
        return PlainTextResponse(why, HTTPStatus.TOO_MANY_REQUESTS)
    with _counted(visitor, file):
        content = await anyio.to_thread.run_sync(
            taken.made, run, file, labels_of(arms, lang), lang, outcome, limiter=_press
        )
    stem, _, kind = file.partition(".")
    what = f"{outcome}.{kind}" if stem == "outcome" else file
    return attached(content, taken.file_name(arms, what))


@contextmanager
def _counted(visitor: str, file: str) -> Iterator[None]:
    """Count a file of a visitor while it waits and is made."""
    _waiting[visitor] += 1
    if file in taken.SLOW:
        _reports.add(visitor)
    try:
        yield
    finally:
        _waiting[visitor] -= 1
        if not _waiting[visitor]:
            del _waiting[visitor]
        if file in taken.SLOW:
            _reports.discard(visitor)


def missing(run: Run | None, file: str, lang: str) -> str:
    """Why a file cannot be made yet; empty if it can."""
    if run is None:
        return say("not_run", lang)
    if not len(run.points()):
        return say("no_points", lang)
    if file in taken.FROM_SEEDS and not taken.complete(run):
        return say("no_seed", lang, first=min(run.seeds), day=f"{run.plan.days:,}")
    return ""


routes = [Route("/take/{arm}.yaml", scenario), Route("/take/{run}/{file}", of_run)]
