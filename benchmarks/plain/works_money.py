"""Works money (公共工程经费): what departments pay for decided projects from, by instalments of the treasury."""

from typing import TYPE_CHECKING

from model.accounts import fen, split
from model.mechanisms.base import MONTH, YEAR
from scenarios.actors import DEPARTMENTS

if TYPE_CHECKING:
    from benchmarks.plain.district import District
    from benchmarks.plain.issues import Issue


class WorksMoney:
    """The works money of each department in whole fen, and the issues that wait for it, in the order of decision."""

    def __init__(self, model: "District") -> None:
        self.model = model
        self.balance = dict.fromkeys(DEPARTMENTS, 0)
        self.waiting: list[tuple[Issue, int, str]] = []
        self._paid_until = 0
        self._liability = [
            sum(
                item.share * task.hours
                for item in model.items
                if item.liable == role and item.category == "collective"
                for task in item.tasks
                if task.competence == "works"
            )
            for role in DEPARTMENTS
        ]
        self.instalment()

    def instalment(self) -> None:
        """The treasury pays for the days to the next instalment, to departments by what they are liable for."""
        day, start = self.model.day, self._paid_until
        end = min((day // MONTH + 1) * MONTH, (day // YEAR + 1) * YEAR)
        if end > start:
            yearly = self.model.scenario.resources.works_yuan_per_resident * float(self.model.people)
            works = fen(yearly * end / YEAR) - fen(yearly * start / YEAR)
            for role, amount in zip(DEPARTMENTS, split(works, self._liability), strict=True):
                self.balance[role] += amount
            self._paid_until = end

    def propose(self, issue: "Issue", yuan: float, liable: str) -> None:
        """A decided issue waits for so much money of the liable department, or of the richest if none is liable."""
        self.waiting.append((issue, fen(yuan), liable))

    def paid_for(self) -> "list[Issue]":
        """Pay for what waits; who cannot afford the first that waits for its money pays for none after it."""
        spare = dict(self.balance)
        queues: dict[str, list[tuple[Issue, int, str]]] = {role: [] for role in DEPARTMENTS}
        for project in self.waiting:
            role = project[2] if project[2] in queues else max(spare, key=spare.__getitem__)
            queues[role].append(project)
            spare[role] -= project[1]
        paid = []
        for role, queue in queues.items():
            for project in queue:
                if project[1] > self.balance[role]:
                    break
                self.balance[role] -= project[1]
                self.waiting.remove(project)
                paid.append(project[0])
        return paid
