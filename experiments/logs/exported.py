"""A run's own requests as a log of Open311 GeoReport v2, or as a 12345 export in Chinese: what a newcomer calibrates.

Only what an office sees is in it: requests that were voiced and came in, not needs that nobody voiced. A request closes
when it is first resolved. Dates are those of the model's calendar.
"""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from experiments.logs.columns import CATEGORY_NAMES
from model.ledger import State
from scenarios.dates import EPOCH

if TYPE_CHECKING:
    from model.governance import GovernanceModel

HEADS = {
    "en": ("service_request_id", "service_name", "category", "status", "requested_datetime", "closed_datetime", "area",
           "channel"),
    "zh": ("工单编号", "诉求类别", "三社类别", "状态", "受理时间", "办结时间", "所属社区", "来源渠道"),
}  # fmt: skip
STATUS = {"en": ("closed", "open"), "zh": ("已办结", "未办结")}
CHANNEL_NAMES = {
    "en": {"visit": "visit", "phone": "phone", "online": "online"},
    "zh": {"visit": "当面", "phone": "电话", "online": "网上"},
}
CAME_IN = tuple(state.name.lower() for state in (State.UNDERWAY, State.RESOLVED, State.CLOSED))


def datetimes(calendar_hours: "pd.Series[float]") -> "pd.Series[pd.Timestamp]":
    """Calendar hours of the model as dates, to the second; NaT for not-a-number."""
    since = pd.to_timedelta(np.round(calendar_hours.to_numpy() * 3600.0), unit="s")
    return pd.Series((pd.Timestamp(EPOCH) + since).as_unit("s"), index=calendar_hours.index)


def exported_log(model: "GovernanceModel", lang: str = "en") -> pd.DataFrame:
    """The requests of a run so far, by time of arrival, as a log that `read_log` reads without a map.

    Args:
        model: A model that has run.
        lang: `en`, with the columns of Open311, or `zh`, with those of 12345 exports.

    Returns:
        A row a request: number, item of the duty list, category, whether it is closed, when it came, when it was first
        resolved, community, channel.
    """
    needs = model.requests.frame()
    needs = needs[needs["state"].isin(CAME_IN)]
    item = {one.key: one.zh if lang == "zh" else one.en for one in model.items}
    requested, closed = datetimes(needs["voiced_calendar"]), datetimes(needs["resolved_calendar"])
    values = (
        needs["need"].astype("str"), needs["item"].astype("str").map(item),
        needs["category"].astype("str").map(CATEGORY_NAMES) if lang == "zh" else needs["category"].astype("str"),
        np.where(closed.notna(), *STATUS[lang]), requested, closed, needs["community"],
        needs["channel"].astype("str").map(CHANNEL_NAMES[lang]),
    )  # fmt: skip
    log = pd.DataFrame(dict(zip(HEADS[lang], values, strict=True)))
    return log.sort_values([HEADS[lang][4], HEADS[lang][0]], ignore_index=True)
