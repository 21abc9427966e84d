"""What the server holds for all its pages: the hall where runs are made, and what a page begins with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenarios.city import City
from scenarios.library import HOME

if TYPE_CHECKING:
    from dashboard.runs.hall import Hall


@dataclass(frozen=True)
class Served:
    """The hall; the city of a page that names none; its language, by the browser's where None."""

    hall: "Hall"
    city: City | str = HOME
    lang: str | None = None


class _Place:
    now: Served | None = None


def serve(what: Served | None) -> None:
    """Say what is served in this process; None: nothing any more."""
    _Place.now = what


def served() -> Served:
    """What is served in this process."""
    if _Place.now is None:
        raise RuntimeError("the page is shown by `sanshe dashboard` or `dashboard.app.make_app`")
    return _Place.now
