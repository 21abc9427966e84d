"""How a page follows its run: a thread that asks the hall now and then, and says that somebody is still there."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import solara
from solara.server.kernel_context import PageStatus, get_current_context

from dashboard.served import served

if TYPE_CHECKING:
    from dashboard.runs.run import Run
    from dashboard.runs.study import Study

EVERY = 0.4  # seconds


def visitor() -> str:
    """Whose page this is: the browser's cookie, which no other site and no script can read."""
    return solara.get_session_id()


def use_run(run_id: str) -> "tuple[Run | None, int]":
    """The visitor's run and its version, at which the page is drawn anew; None if there is none of this id."""
    version, set_version = solara.use_state(-1)
    run = served().hall.find(visitor(), run_id) if run_id else None

    def follow() -> Callable[[], None]:
        context, over, hall, mine = get_current_context(), threading.Event(), served().hall, visitor()

        def ask() -> None:
            seen = -1
            while not over.wait(EVERY) and not context.closed_event.is_set():
                if PageStatus.CONNECTED not in context.page_status.values():
                    continue
                hall.here(mine)
                if run is None:
                    continue
                hall.touch(run)
                now = run.version
                if now != seen:
                    seen = now
                    set_version(now)

        hall.here(mine)
        if run is not None:
            hall.touch(run)
        threading.Thread(target=ask, daemon=True).start()
        return over.set

    solara.use_effect(follow, [run and run.id])
    return run, version


def use_study() -> "Study | None":
    """The visitor's study, for a view that is to be drawn anew whenever a run of it is done."""
    _, set_seen = solara.use_state(("", "", -1, -1))
    mine = visitor()

    def follow() -> Callable[[], None]:
        context, over, hall = get_current_context(), threading.Event(), served().hall

        def ask() -> None:
            while not over.wait(EVERY) and not context.closed_event.is_set():
                study = hall.study_of(mine)
                if study is not None:
                    set_seen((study.id, study.status, study.ahead, len(study.finished)))

        threading.Thread(target=ask, daemon=True).start()
        return over.set

    solara.use_effect(follow, [])
    return served().hall.study_of(mine)
