"""Tullock 1980: how much rivals burn for a prize, and who wins it."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from scipy.optimize import brentq

from model.contest import effort, winner
from model.streams import in_turn
from proofs.known import KnownAnswer, frame, of_replications
from proofs.process.looks import line, marks, off_theory, panels

PRIZE = 100.0
RIVALS = (1, 2, 3, 5, 10, 30, 100)
ANSWERED = (2, 3, 5, 10)  # numbers of rivals whose best answers are sought
BIDS = (1.0, 2.0, 3.0, 6.0)
REPLICATIONS, CONTESTS = 20, 2000
PURPOSE = 1000


def burnt(rivals: int) -> float:
    """Share of the prize that rivals burn together: (n − 1) ÷ n (Tullock 1980)."""
    return (rivals - 1) / rivals


def best_answer(others: float) -> float:
    """What gains most, x ÷ (x + others) · prize − x, against rivals who spend so much: where an hour more gains one."""
    return float(brentq(lambda x: PRIZE * others / (x + others) ** 2 - 1.0, 0.0, PRIZE, xtol=1e-12))


def wins(seed: int, contests: int = CONTESTS) -> list[float]:
    """Share of contests that each of the unequal `BIDS` wins, by the model."""
    draws = in_turn(seed, PURPOSE, 0, contests).tolist()
    won = np.bincount([winner(BIDS, draw) for draw in draws], minlength=len(BIDS))
    return [float(number) / contests for number in won]


def points(replications: int = REPLICATIONS, contests: int = CONTESTS) -> pd.DataFrame:
    """What is burnt, that nobody would rather spend otherwise, and who wins."""
    rows = [(f"{n} rivals burn", burnt(n), n * effort(PRIZE, n) / PRIZE, 0.0, 0.0) for n in RIVALS]
    for n in ANSWERED:
        answer = best_answer((n - 1) * effort(PRIZE, n))
        rows.append((f"best answer to {n - 1} like rivals", answer, effort(PRIZE, n), 0.0, 0.0))
    found = np.array([wins(seed, contests) for seed in range(replications)])
    for bid, share in zip(BIDS, found.T, strict=True):
        rows.append((f"{bid:g} of {sum(BIDS):g} wins", bid / sum(BIDS), *of_replications(share)))
    what = ["burnt"] * len(RIVALS) + ["answer"] * len(ANSWERED) + ["wins"] * len(BIDS)
    return frame(rows).assign(what=what, at=[*RIVALS, *ANSWERED, *BIDS])


def draw(rows: pd.DataFrame, figure: Figure) -> None:
    """What is burnt over rivals; who wins, over what was bid."""
    burn, win = panels(figure)
    mine = rows[rows["what"] == "burnt"]
    number = np.geomspace(1.0, 110.0, 100)
    line(burn, number, (number - 1.0) / number, 0)
    marks(burn, mine["at"], mine, 0)
    burn.set(xscale="log", xlabel="like rivals n", ylabel="share of the prize that they burn; line: (n − 1) ÷ n")
    shares = rows[rows["what"] == "wins"]
    off_theory(win, shares, relative=True)
    win.set_xticks(range(len(BIDS)), [f"{bid:g}" for bid in BIDS])
    win.set_xlabel(f"hours bid, of {sum(BIDS):g} by all four")
    win.set_title("share of contests won; theory: share of the hours", fontsize=9)


ANSWER = KnownAnswer(
    key="tullock",
    title="Like rivals burn (n − 1) ÷ n of a prize, and who spends more is likelier to win it",
    reference="Tullock 1980, in Buchanan et al. (eds.), Toward a Theory of the Rent-Seeking Society, 97–112",
    setting="a contest of equals; four unequal bids",
    through="model.contest.effort, winner",
    points=points,
    draw=draw,
)
