"""Kaplan & Meier 1958: times to resolution where some requests are still open, on times whose law is known."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from numpy.typing import NDArray

from model.estimators import kaplan_meier, restricted_mean
from model.streams import in_turn
from proofs.known import KnownAnswer, frame, of_replications
from proofs.process.looks import line, marks, panels

RATES = (0.5, 1.0)  # of censoring, resolutions coming at 1: a third, and a half, are never seen to end
TIMES = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
LIMIT = 1.5
REPLICATIONS, REQUESTS = 200, 500
ENDS, CENSORED = 1000, 1001  # purposes of draws


def still_open(time: float) -> float:
    """Share of requests still open after a time, where they are resolved at rate 1."""
    return float(np.exp(-time))


def observed(rate: float, seed: int, requests: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """(time seen, whether it was resolved then) of requests whose observation ends at this rate."""
    ends = -np.log(in_turn(seed, ENDS, round(100 * rate), requests))
    left = -np.log(in_turn(seed, CENSORED, round(100 * rate), requests)) / rate
    return np.minimum(ends, left), ends <= left


def estimated(rate: float, seed: int, requests: int = REQUESTS) -> list[float]:
    """The model's estimates of one sample: the share open at each of `TIMES`, and the mean time up to `LIMIT`."""
    curve = kaplan_meier(*observed(rate, seed, requests))
    place = np.searchsorted(curve.times, TIMES, side="right") - 1
    return [*curve.share[place].tolist(), restricted_mean(curve, LIMIT)]


def dropped(rate: float, time: float) -> float:
    """Share open among those seen to end, which is what comes of leaving the others out: exp(−(1 + rate) · time)."""
    return float(np.exp(-(1.0 + rate) * time))


def points(replications: int = REPLICATIONS, requests: int = REQUESTS) -> pd.DataFrame:
    """Shares open and restricted mean times, under two rates of censoring."""
    rows, more = [], []
    for rate in RATES:
        found = np.array([estimated(rate, seed, requests) for seed in range(replications)])
        for time, column in zip(TIMES, found.T, strict=False):
            rows.append((f"open after {time}, censored at {rate}", still_open(time), *of_replications(column)))
            more.append((rate, time))
        rows.append(
            (f"mean up to {LIMIT}, censored at {rate}", 1.0 - still_open(LIMIT), *of_replications(found[:, -1]))
        )
        more.append((rate, np.nan))
    rates, times = zip(*more, strict=True)
    return frame(rows).assign(rate=rates, time=times)


def draw(rows: pd.DataFrame, figure: Figure) -> None:
    """The share open against its law, beside what leaving out the censored would say; distances with intervals."""
    share, off = panels(figure)
    time = np.linspace(0.0, 2.2, 100)
    line(share, time, [still_open(t) for t in time.tolist()])
    for series, rate in enumerate(RATES):
        mine = rows[(rows["rate"] == rate) & rows["time"].notna()]
        marks(share, mine["time"] + 0.03 * (series - 0.5), mine, series, f"estimate, {rate / (1 + rate):.0%} censored")
        line(
            share,
            time,
            [dropped(rate, t) for t in time.tolist()],
            series + 1,
            f"the censored left out, {rate / (1 + rate):.0%}",
        )
        away = mine.assign(model=mine["model"] - mine["theory"])
        marks(off, mine["time"] + 0.03 * (series - 0.5), away, series)
    line(off, [0.0, 2.2], [0.0, 0.0])
    share.set(xlabel="time, in mean times to resolution", ylabel="share still open")
    share.legend(title="line: exp(−t)", frameon=False)
    off.set(xlabel="time, in mean times to resolution", ylabel="estimate − exp(−t)")


ANSWER = KnownAnswer(
    key="kaplan_meier",
    title="Times of requests that are still open are estimated without favour to who leaves them open",
    reference="Kaplan & Meier 1958, Journal of the American Statistical Association 53:457–481",
    setting="exponential times, observation ended at random at a rate of its own",
    through="model.estimators.kaplan_meier, restricted_mean",
    points=points,
    draw=draw,
)
