"""Which request is followed: the longest, the one passed on most, one that only one of two regimes served."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

SCATTER = 2_654_435_761  # 2³² by the golden ratio: scatters numbers without a draw (Knuth 1973, section 6.4)
CHOICES = ("long", "passed", "crossed", "rescued", "dropped", "silent", "unheard", "random")
COLUMNS = (
    "need", "category", "community", "arose", "voiced", "responded", "resolved", "hand_overs", "passes",
)  # fmt: skip


def both(first: "pd.DataFrame", second: "pd.DataFrame") -> "pd.DataFrame":
    """The needs that arose under both regimes, by number: columns of the first end in `_a`, of the second in `_b`."""
    frame = first.merge(second, on="need", suffixes=("_a", "_b"), validate="one_to_one")
    return frame.sort_values("need", ignore_index=True)


def fitting(pairs: "pd.DataFrame", choice: str, horizon: float, category: str, community: str) -> "pd.DataFrame":
    """The needs that fit a choice, best first; of equals the lower number. `category`, `community` "" for all.

    `long` and `crossed` are among those resolved, `passed` among those passed on at all, under the first; "answered"
    is that somebody began to work on it by the horizon (working hours); those longest unanswered come first. `random`
    is an order that has nothing to do with how a need fared, the same each time.
    """
    frame = pairs
    if category:
        frame = frame[frame["category_a"] == category]
    if community:
        frame = frame[frame["community_a"] == community]
    came = {side: frame[f"voiced_{side}"] < horizon for side in "ab"}
    answered = {side: came[side] & (frame[f"responded_{side}"] <= horizon) for side in "ab"}
    done = {side: came[side] & (frame[f"resolved_{side}"] <= horizon) for side in "ab"}
    took = {side: frame[f"resolved_{side}"] - frame[f"arose_{side}"] for side in "ab"}
    kept, weight = {
        "long": (done["a"], took["a"]),
        "passed": (frame["passes_a"] > 0, frame["passes_a"] * 1e6 + frame["hand_overs_a"]),
        "crossed": (done["a"], frame["hand_overs_a"]),
        "rescued": (came["a"] & ~answered["a"] & ~done["a"] & done["b"], -frame["voiced_a"]),
        "dropped": (came["b"] & ~answered["b"] & ~done["b"] & done["a"], -frame["voiced_b"]),
        "silent": (~came["a"] & came["b"], frame["hand_overs_b"]),
        "unheard": (~came["b"] & came["a"], frame["hand_overs_a"]),
        "random": (frame["need"] >= 0, frame["need"] * SCATTER % 2**32),
    }[choice]
    found = frame[kept].assign(weight=weight[kept])
    return found.sort_values(["weight", "need"], ascending=[False, True])
