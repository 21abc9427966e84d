"""Replay 重放: the requests of a log through a regime, and when it would have closed them.

The arrivals are the log's own: nothing about demand is drawn but who asked, for which item of the category, and how
severe it was. All else is the model as it is. What a replay says of a regime holds for the posts that were assumed: a
log without staffing tells shapes of delay and of demand, not governance.
"""

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from experiments.logs.on_calendar import OPEN_WEEKS, arrivals_of, days_until, end_of, log_times
from experiments.runner import let_go
from model.city import build_residents
from model.governance import GovernanceModel
from model.ledger import STATES
from model.logged import LOGGED_KEYS
from scenarios.declare import declarations
from scenarios.errors import InputError
from scenarios.parameters import Parameters

if TYPE_CHECKING:
    from experiments.logs.request_log import RequestLog
    from scenarios.city import City
    from scenarios.scenario import Scenario

FOLLOW_WEEKS = 8
"""Weeks that a replay goes on after the log's last request; what is open then is censored."""
COLUMNS = ("request", "closed", "hours_to_close", "direct", "state")
LONGEST_WEEKS = 520  # ten years
POPULATIONS = 4  # kept ready: a district of four million takes some 0.4 GB and some seconds to build


def check_weeks(log: "RequestLog", weeks: int, field: str = "weeks") -> None:
    """Refuse to follow a log's last request for other than 1 to what is left of the weeks until the model is closed.

    Raises:
        InputError: Also for a log that is longer than any replay (`LONGEST_WEEKS`).
    """
    window = int(np.ceil((log.ends - log.begins) / pd.Timedelta(weeks=1)))
    if window > LONGEST_WEEKS:
        found = f"{window:,} weeks, from {log.begins.date()} to {(log.ends - pd.Timedelta(days=1)).date()}"
        raise InputError("log", found, f"at most {LONGEST_WEEKS} weeks to replay: take a part of it", file=log.source)
    most = max(OPEN_WEEKS - window, FOLLOW_WEEKS)
    if not 1 <= weeks <= most:
        raise InputError(field, weeks, f"1 to {most}")


def replayed(
    log: "RequestLog", scenario: "Scenario", seed: int = 1, *, weeks: int = FOLLOW_WEEKS, background: bool = False
) -> pd.DataFrame:
    """One replay of a log in a district made for it (`experiments.logs.district.district_of`).

    Args:
        log: The log.
        scenario: The district under a regime.
        seed: The seed. Two regimes at one seed meet the same residents with the same requests.
        weeks: Weeks after the last request, 1 to what is left of the 33 until the model's next closed week.
        background: Whether the model's own needs arise beside the log's: what a log of a hotline leaves out, such as
            those who walk in.

    Returns:
        A row a request, in the order of the log: `request`; `closed`, when it was resolved for the first time, on the
        log's calendar (NaT: open at the end); `hours_to_close`, calendar hours since it was registered; `direct`,
        whether the desk that took it in closed it, without a hand-over; `state`, one of `model.ledger.STATES`.

    Raises:
        InputError: For an area that the district has not, a seed or weeks out of range.
    """
    check_weeks(log, weeks)
    model = GovernanceModel(
        scenario,
        rng=seed,
        residents=_population(scenario.city, _of_population(scenario.parameters), seed),
        arrivals=arrivals_of(log, scenario, background=background),
    )
    end = end_of(log, weeks)
    model.run_for(days_until(log, end))
    rows = model.ledger.look(model.world)
    rows = rows[rows["need"] % 8 == LOGGED_KEYS]
    rows = rows[np.argsort(rows["need"])]
    resolved = np.full(len(rows), np.nan)
    known = np.isfinite(rows["resolved"])
    resolved[known] = model.calendar.calendar_of(rows["resolved"][known], side="finish")
    found = pd.DataFrame(
        {
            "request": log.frame["request"].to_numpy(),
            "closed": log_times(log, resolved).to_numpy(),
            "hours_to_close": resolved - rows["voiced_calendar"],
            "direct": known & (rows["hand_overs"] == 0) & (rows["passes"] == 0),
            "state": pd.Categorical.from_codes(rows["state"].astype(np.int64), pd.Index(list(STATES))),
        }
    )
    let_go(model)
    return found


def as_log(log: "RequestLog", found: pd.DataFrame, weeks: int = FOLLOW_WEEKS) -> "RequestLog":
    """The same log with the closings of its replay, so that both are read by the same functions."""
    frame = log.frame.assign(closed=found["closed"].to_numpy())
    return replace(log, frame=frame, drawn=end_of(log, weeks))


def _of_population(parameters: Parameters) -> Parameters:
    """Those parameters that say who lives in a district; all others at their defaults."""
    mine = {d.key: getattr(parameters, d.key) for d in declarations(Parameters) if d.group == "population"}
    return Parameters(**mine)


@lru_cache(maxsize=POPULATIONS)
def _population(city: "City", parameters: Parameters, seed: int) -> Any:
    """The residents of a district, built once for many replays; the model copies them."""
    return build_residents(city, parameters, seed)
