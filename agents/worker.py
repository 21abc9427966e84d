"""Social worker 社会工作者: one person in a post of a station's social-work windows."""

from typing import Any

from mesa import Agent

from agents.station import Station

LICENSED_SHARE = 0.3  # share of social workers with a licence (assumed; 0.2–0.5 in 2016)


class Worker(Agent[Any]):
    """A social worker; `employer` is the station whose windows they staff, `licensed` whether they hold a licence."""

    def __init__(self, model: Any, employer: Station, licensed: bool) -> None:
        super().__init__(model)
        self.employer = employer
        self.licensed = licensed
