"""What a mechanism is: hooks by day, week, month and year, and what the day tells it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from model.errands import Done, ErrandKind
from model.tables import Ints

if TYPE_CHECKING:
    from model.governance import GovernanceModel
    from model.mechanisms.civil_affairs import Application
    from model.projects import Project
    from scenarios.parameters import Parameters
    from scenarios.rules import Rules

WEEK, MONTH, QUARTER, YEAR = 5, 20, 60, 250  # working days


class Mechanism:
    """One mechanism of one or several rules; every hook does nothing unless a mechanism says what.

    `errands` are the kinds of errand it may send. Rules may change in time: read `self.rules` whenever they are used.
    """

    errands: ClassVar[tuple[ErrandKind, ...]] = ()

    def __init__(self, model: "GovernanceModel") -> None:
        self.model = model

    @property
    def rules(self) -> "Rules":
        """The rules now in force."""
        return self.model.scenario.rules

    @property
    def parameters(self) -> "Parameters":
        """The scenario's parameters."""
        return self.model.scenario.parameters

    def begin(self) -> None:
        """Before the first day, when everything else stands."""

    def every_day(self) -> None:
        """In the morning, before needs arise."""

    def every_week(self) -> None:
        """Every fifth day, before it begins, not on the first."""

    def every_month(self) -> None:
        """Every twentieth day, before it begins, not on the first."""

    def every_year(self) -> None:
        """Every 250th day, before it begins, not on the first."""

    def cases_held(self, cases: Ints) -> None:
        """These cases came to a HOLD today, in order; who holds them lets them go on (`model.service.let_go_on`)."""

    def cases_judged(self, cases: Ints) -> None:
        """Residents judged these cases today; what they thought stands in the ledger."""

    def errands_done(self, done: Done) -> None:
        """Errands that ended today, of a kind of this mechanism."""

    def cases_resolved(self, cases: Ints) -> None:
        """These requests were resolved today, before they are judged; one that came back may stand twice."""

    def projects_funded(self, projects: "list[Project]") -> None:
        """The money for these projects of its own has been paid."""

    def application_granted(self, application: "Application") -> None:
        """An application that it sent to civil affairs was granted (`model.mechanisms.civil_affairs`)."""

    def regime_changed(self) -> None:
        """Rules or resources have changed on this date."""


class Mechanisms:
    """All mechanisms of a model, called one after the other."""

    def __init__(self, model: "GovernanceModel", kinds: Iterable[type[Mechanism]]) -> None:
        self._all = [kind(model) for kind in kinds]
        self._of_errand = {errand.key: one for one in self._all for errand in one.errands}

    def get[M: Mechanism](self, kind: type[M]) -> M:
        """The mechanism of a class."""
        return next(one for one in self._all if isinstance(one, kind))

    def begin(self) -> None:
        """Before the first day."""
        for one in self._all:
            one.begin()

    def every_day(self) -> None:
        """In the morning."""
        for one in self._all:
            one.every_day()

    def every_week(self) -> None:
        """Every fifth day."""
        for one in self._all:
            one.every_week()

    def every_month(self) -> None:
        """Every twentieth day."""
        for one in self._all:
            one.every_month()

    def every_year(self) -> None:
        """Every 250th day."""
        for one in self._all:
            one.every_year()

    def cases_held(self, cases: Ints) -> None:
        """Tell every mechanism which cases came to a HOLD."""
        if len(cases):
            for one in self._all:
                one.cases_held(cases)

    def cases_judged(self, cases: Ints) -> None:
        """Tell every mechanism which cases were judged today."""
        if len(cases):
            for one in self._all:
                one.cases_judged(cases)

    def errands_done(self, done: Iterable[Done]) -> None:
        """Tell each mechanism which of its errands have ended."""
        for ended in done:
            self._of_errand[ended.key].errands_done(ended)

    def cases_resolved(self, cases: Ints) -> None:
        """Tell every mechanism which requests were resolved today."""
        for one in self._all:
            one.cases_resolved(cases)

    def projects_funded(self, projects: "Iterable[Project]") -> None:
        """Tell each mechanism, by its class name, which of its projects are funded."""
        given = list(projects)
        for one in self._all:
            mine = [project for project in given if project.owner == type(one).__name__]
            if mine:
                one.projects_funded(mine)

    def regime_changed(self) -> None:
        """Tell every mechanism that rules or resources have changed."""
        for one in self._all:
            one.regime_changed()
