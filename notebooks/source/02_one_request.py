# %% [markdown] lang="en"
# # 2 · One request's journey
#
# A resident's need arises, is borne or voiced, is taken in, waits, is handed up and down, is worked on, is resolved.
# You follow single needs through a small district, hour by hour, under two regimes: the same resident, the same
# need, the same work in it. Then you ask of all of them where the time goes. About half an hour; the computing takes
# a minute.
#
# **After this notebook** you can
#
# - read a journey as *spells*: where a request is, since when, and whether anything happens to it there;
# - add up a journey: silence, delay, waiting, hand-over and work make the time to resolution, to the last minute;
# - say in which part of it most time goes, for each kind of need, and how sure that is;
# - tell who bears a need in silence, and why a mean over resolved requests misleads.

# %% lang="en"
QUICK = True  # a minute; False: a whole year and 20 seeds, some six minutes
DAYS, SEEDS = (125, 5) if QUICK else (250, 20)  # a year has 250 working days

# %% [markdown] lang="en"
# ## A small district, twice
#
# Six communities (社区) in two streets (街道); it is invented. A **regime** is a set of rules: who must act on what,
# with how many posts, what a hand-over costs. We run two of them, *vertical hierarchy* and *networked governance*,
# with the same **seed**. `record_legs=True` keeps every step of every request.

# %% lang="en"
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from ipywidgets import Dropdown, IntSlider, interact
from matplotlib.patches import Patch

import sanshe

# %config InlineBackend.figure_format = "retina"

# %% lang="en"
district = Path("work") / "six_communities.csv"
district.parent.mkdir(exist_ok=True)
communities = """community,street,residents
Bridge,East,6200
Lotus,East,7100
Well,East,5800
Temple,West,6600
Harbour,West,7400
Garden,West,5900
"""
district.write_text(communities, encoding="utf-8")
REGIMES = {name: sanshe.load(name).replace(city=district) for name in ("hierarchy", "network")}

# %% [markdown] lang="en"
# The very first run on a machine prepares the simulation and may take a minute; after that, seconds.


# %% lang="en"
def run(regime, seed, **changes):
    """The district under a regime, all steps kept; `changes` are settings that differ from it."""
    model = sanshe.GovernanceModel(REGIMES[regime].replace(**changes), rng=seed, record_legs=True)
    model.run_for(DAYS)
    return model


models = {regime: run(regime, seed=1) for regime in REGIMES}
needs = {regime: model.requests.frame().set_index("need") for regime, model in models.items()}
NOW = DAYS * models["hierarchy"].hours  # the last working hour; a working day has 6
print(f"{NOW:.0f} working hours, {len(needs['hierarchy']):,} and {len(needs['network']):,} needs")

# %% [markdown] lang="en"
# ## The same need, the same resident
#
# Each need has a number that is the same under both regimes. Whose it is, what it is about and when it arises are
# drawn before any institution does anything. Let us check instead of believing it.

# %% lang="en"
both = needs["hierarchy"].index.intersection(needs["network"].index)
for column in ("resident", "item", "arose"):
    same = needs["hierarchy"].loc[both, column].astype(str) == needs["network"].loc[both, column].astype(str)
    print(f"{column:9s} the same in {same.mean():.1%} of {len(both):,} needs")

# %% [markdown] lang="en"
# A few needs arise under one regime alone: a regime may remove the cause of needs, or cause some by what it does.
# All others are twins. We pick one that had a long way: most hand-overs in the hierarchy, resolved under both, and
# brought back under neither.

# %% lang="en"
resolved = both[(needs["hierarchy"].loc[both, "resolved"] <= NOW) & (needs["network"].loc[both, "resolved"] <= NOW)]
smooth = (needs["hierarchy"].loc[resolved, "reopened"] == 0) & (needs["network"].loc[resolved, "reopened"] == 0)
one = needs["hierarchy"].loc[resolved[smooth], "hand_overs"].idxmax()
facts = ["item", "community", "age_band", "vulnerable", "channel", "duty", "hand_overs", "passes", "satisfaction"]
pd.DataFrame({regime: frame.loc[one, facts] for regime, frame in needs.items()})

# %% [markdown] lang="en"
# `duty` says who had to act by the duty list (责任清单): `sole`, one owner; `gap`, nobody clearly, so that desks may
# pass it on (推诿); `overlap`, several at once. `passes`: how often it was passed on.
# `age_band` is 0 under 18, 1 up to 59, 2 from 60; `satisfaction` runs
# from 0 to 1.
#
# ## Spells
#
# `model.journeys.frame([need])` gives the journey as **spells**, as in event history analysis: one row a stretch of
# time in which one thing went on in one place.

# %% lang="en"
spells = models["hierarchy"].journeys.frame([one])
spells["hours"] = spells["until"] - spells["since"]
spells[["place", "step", "what", "since", "until", "hours", "came_from"]].round(2)

# %% [markdown] lang="en"
# `what` is one of five. **silence**: it has arisen and has not come in. **delay**: nobody could work on it, since a
# sitting (会审), an appointment or a decision had to come first. **waiting**: it lies in a queue. **hand_over**: a
# post reads itself in and types it over. **work**: a post works on it. Times are working hours since the start of
# the run. `step` says what for: to be taken in (intake), approved, looked at to see whose it is (review), given an
# owner by a tier above (assign), worked on, asked about (follow_up).
#
# **Before you run** the next cells: of all the hours of this journey in the hierarchy, in which of the five did most
# go? And what share was work? Write it down.

# %% lang="en"
my_guess = {"most hours in": "?", "share of work": 0.50}


# %% lang="en"
def told(regime, need):
    """The spells of a need from arising until it is (first) resolved, or until now."""
    frame = models[regime].journeys.frame([need])
    resolved = needs[regime].loc[need, "resolved"]
    frame["until"] = frame["until"].fillna(NOW)
    frame["end"] = frame["until"].clip(upper=np.fmin(resolved, NOW))
    frame["hours"] = (frame["end"] - frame["since"]).clip(lower=0)
    return frame


WHAT = ["silence", "delay", "waiting", "hand_over", "work"]
parts = pd.DataFrame({regime: told(regime, one).groupby("what")["hours"].sum() for regime in REGIMES})
parts = parts.reindex(WHAT).fillna(0)
parts.round(2)

# %% [markdown] lang="en"
# The parts must make the whole. The whole is known from elsewhere: the ledger of requests, which knows when the need
# arose and when it was resolved and nothing of spells. The check is to a billionth of an hour.

# %% lang="en"
for regime in REGIMES:
    row = needs[regime].loc[one]
    whole = row["resolved"] - row["arose"]
    print(f"{regime:9s} parts {parts[regime].sum():.9f}   resolved − arose {whole:.9f} hours")
    if row["duty"] != "overlap":  # else several desks work in the same hour
        assert abs(parts[regime].sum() - whole) < 1e-9

# %% lang="en"
most, share = parts["hierarchy"].idxmax(), parts.loc["work", "hierarchy"] / parts["hierarchy"].sum()
print("guess:", my_guess)
print(f"found: most hours in {most}, share of work {share:.1%}")

# %% [markdown] lang="en"
# ## A picture
#
# Working hours run to the right, places down the page in the order in which the request came there. What is light is
# nothing happening; what is dark is somebody at work; an arrow is a hand-over.

# %% lang="en"
LOOK = {  # colour and hatching
    "silence": ("white", "...."), "delay": ("#DDDDDD", "////"), "waiting": ("#A6CEE3", ""),
    "hand_over": ("#D55E00", ""), "work": ("#08306B", ""),
}  # fmt: skip


def lanes(axes, regime, need):
    """One journey: a bar a spell, an arrow a hand-over, a line where it is resolved."""
    frame, row = told(regime, need), needs[regime].loc[need]
    rows = {place: number for number, place in enumerate(dict.fromkeys(frame["place"]))}
    for s in frame.itertuples():
        colour, hatch = LOOK[s.what]
        left, hours = s.since - row["arose"], s.until - s.since
        axes.barh(rows[s.place], hours, 0.6, left=left, color=colour, hatch=hatch, ec="0.3", lw=0.6)
        if s.came_from in rows:
            ends = [(left, rows[place]) for place in (s.place, s.came_from)]
            axes.annotate("", *ends, arrowprops={"arrowstyle": "->", "color": "#D55E00", "lw": 1.2})
    if row["resolved"] <= NOW:
        axes.axvline(row["resolved"] - row["arose"], color="#009E73", ls="--")
    axes.set_yticks(list(rows.values()), list(rows), fontsize=8)
    axes.set_ylim(len(rows) - 0.4, -0.6)


# %% lang="en"
def picture(need):
    """The journey of a need under both regimes, on one axis of time."""
    figure, every = plt.subplots(2, 1, figsize=(10, 6), sharex=True, layout="constrained")
    for axes, regime in zip(every, REGIMES, strict=True):
        lanes(axes, regime, need)
        row = needs[regime].loc[need]
        took = row["resolved"] - row["arose"]
        end = f"resolved after {took:.1f} h" if row["resolved"] <= NOW else f"{row['state']} at the end"
        axes.set_title(f"{regime}: {row['item']}, duty {row['duty']}; {end}", fontsize=10, loc="left")
    every[-1].set_xlabel("working hours since the need arose")
    patches = [Patch(fc=colour, hatch=hatch, ec="0.3", label=what) for what, (colour, hatch) in LOOK.items()]
    line = plt.Line2D([], [], color="#009E73", ls="--", label="resolved")
    figure.legend(handles=[*patches, line], ncols=6, loc="outside lower center", fontsize=9, frameon=False)
    plt.show()


picture(one)

# %% [markdown] lang="en"
# Bars behind the green line belong to what comes after: somebody asks how it went (回访), or the need comes back
# because of a fault, and is worked on again.
#
# **Move the slider**: it goes through the needs of a kind that were resolved under both regimes, from the quickest
# (0) to the slowest (100) in the hierarchy. Choose a kind first. Does the slow one differ from the quick one in its
# work?

# %% lang="en"
KINDS = ["enforcement", "administrative", "care", "collective", "mutual_aid"]


@interact(
    category=Dropdown(options=KINDS, description="kind"),
    rank=IntSlider(50, 0, 100, step=5, description="slowness, %", continuous_update=False),
)
def by_rank(category, rank):
    """The need at this rank (per cent) of duration in the hierarchy, among those of a kind."""
    mine = needs["hierarchy"].loc[resolved]
    mine = mine[mine["category"] == category]
    order = (mine["resolved"] - mine["arose"]).sort_values(kind="stable").index
    picture(order[round(rank / 100 * (len(order) - 1))])


# %% [markdown] lang="en"
# Of a *collective* need (parking, noise, a lift) much of the delay is a decision: all who raise the same issue wait
# until it is decided together. Work that is done once for all of them stands in the journey of one of them only.
#
# ## All requests
#
# `model.journeys.time_spent()` tells for every voiced need how long it spent in what; where several desks work at
# once an hour counts once. Which needs do we take? Those resolved are the quick ones: of the slow ones many are
# still open. So we take *all* voiced needs that arose in the first half of the run, the open ones counted up to now.
#
# **Before you run**: which kind of need waits longest in queues in the hierarchy? And does the network make the
# *waiting* shorter or longer?

# %% lang="en"
my_guess = {"waits longest": "?", "network's waiting": "?"}  # "shorter" or "longer"


# %% lang="en"
def hours_spent(model):
    """Mean hours a need in each of the five parts, by kind of need."""
    spent, ledger = model.journeys.time_spent(), model.requests.frame().set_index("need")
    spent = spent.join(ledger[["category", "arose"]])
    return spent[spent["arose"] < NOW / 2].groupby("category", observed=True)[WHAT].mean()


spent = {regime: hours_spent(model) for regime, model in models.items()}
for model in models.values():  # the parts make the whole, for every need
    frame = model.journeys.time_spent()
    assert (frame[WHAT].sum(axis=1) - frame["total"]).abs().max() < 1e-9
pd.concat(spent).round(2)

# %% lang="en"
figure, every = plt.subplots(1, 2, figsize=(10, 3.4), sharey=True, sharex=True, layout="constrained")
for axes, (regime, frame) in zip(every, spent.items(), strict=True):
    left = np.zeros(len(frame))
    for what, (colour, hatch) in LOOK.items():
        axes.barh(frame.index.astype(str), frame[what], left=left, color=colour, hatch=hatch, ec="0.3", label=what)
        left += frame[what].to_numpy()
    axes.set(title=regime, xlabel="mean working hours a need")
every[0].invert_yaxis()
figure.legend(*every[0].get_legend_handles_labels(), ncols=5, loc="outside lower center", fontsize=9, frameon=False)
plt.show()

# %% [markdown] lang="en"
# How dark is the picture? The share of a need's time in which anybody works on it is what process analysts call
# *flow efficiency*.

# %% lang="en"
busy = {regime: frame["work"] + frame["hand_over"] for regime, frame in spent.items()}
pd.DataFrame({regime: hours / spent[regime].sum(axis=1) for regime, hours in busy.items()}).round(3)

# %% [markdown] lang="en"
# One seed is one roll of the dice. So we run both regimes with several seeds and look at the difference **within**
# each pair. The mark is the mean over the seeds, the bar its 95 % interval; where the bar crosses zero, these runs
# do not tell.

# %% lang="en"
from experiments.statistics import paired

WHOSE = ["category", "vulnerable", "arose", "voiced"]  # kept of every run, for later
hours = {(1, regime): spent[regime] for regime in REGIMES}
ledgers = {(1, regime): needs[regime][WHOSE] for regime in REGIMES}
for seed in range(2, SEEDS + 1):
    for regime in REGIMES:
        model = run(regime, seed)
        hours[seed, regime], ledgers[seed, regime] = hours_spent(model), model.requests.frame()[WHOSE]
pairs = {seed: hours[seed, "network"] - hours[seed, "hierarchy"] for seed in range(1, SEEDS + 1)}

# %% lang="en"
table = pd.concat(pairs).groupby("category", observed=True).agg(lambda hours: paired(hours.to_numpy())[:3])
table.map(lambda told: "{:+.2f} ({:+.2f} to {:+.2f})".format(*told))

# %% lang="en"
axes = plt.figure(figsize=(9, 3.8), layout="constrained").subplots()
marks = {"silence": "o", "delay": "s", "waiting": "^", "work": "D"}
colours = ["0.5", "#CC79A7", "#0072B2", "#08306B"]
for number, ((what, mark), colour) in enumerate(zip(marks.items(), colours, strict=True)):
    mean, low, high = np.array(table[what].tolist()).T
    y = np.arange(len(table)) + 0.18 * (number - 1.5)
    axes.errorbar(mean, y, xerr=[mean - low, high - mean], fmt=mark, color=colour, label=what, capsize=2)
axes.axvline(0, color="0.4", lw=0.8)
axes.set_yticks(range(len(table)), table.index.astype(str))
axes.invert_yaxis()
axes.set_xlabel(f"hours a need, network − hierarchy (mean of {SEEDS} paired seeds, {DAYS} days, 95 % interval)")
axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
plt.show()

# %% lang="en"
waits = spent["hierarchy"]["waiting"]
print("guess:", my_guess)
print(f"found: in the hierarchy (seed 1) {waits.idxmax()} waits longest, {waits.max():.1f} h in the mean")
for kind, (mean, low, high) in table["waiting"].items():
    verdict = "these runs do not tell" if low <= 0 <= high else "longer" if mean > 0 else "shorter"
    print(f"       the network's waiting, {kind}: {verdict}")

# %% [markdown] lang="en"
# ## Never voiced
#
# Many needs never make a journey. They are borne (忍受) until they fade, or the resident or a neighbour finds a way.
# No institution has a file of them; a statistic of requests does not hold them. Whose are they?
#
# **Before you run**: take two residents with the same *kind* of need, one of them vulnerable (弱势居民), the other
# not. Which of the two is more likely never to voice it? And of which kind do most needs remain unvoiced?

# %% lang="en"
my_guess = {"more often silent": "?", "most silent kind": "?"}


# %% lang="en"
def never(ledger):
    """Of the needs of the first half: the share that were not voiced by now, by kind and by whose they are."""
    early = ledger[ledger["arose"] < NOW / 2]
    whose = early["vulnerable"].map({True: "vulnerable", False: "others"})
    silent = ~(early["voiced"] < NOW)
    return silent.groupby([early["category"].astype(str), whose]).mean().unstack()


pd.concat({regime: never(ledger) for regime, ledger in needs.items()}, axis=1).map("{:.0%}".format)

# %% [markdown] lang="en"
# What became of those that were not voiced (seed 1)? They faded, a neighbour or the resident found a way, a community's
# store supplied them (义仓), or they are still borne (`unvoiced`).

# %% lang="en"
states = {}
for regime, frame in needs.items():
    early = frame[frame["arose"] < NOW / 2]
    states[regime] = early.loc[~(early["voiced"] < NOW), "state"].astype(str).value_counts(normalize=True)
pd.DataFrame(states).fillna(0).map("{:.1%}".format)

# %% lang="en"
gaps = pd.concat({key: never(ledger) for key, ledger in ledgers.items()}, names=["seed", "regime"])
gaps = gaps["vulnerable"] - gaps["others"]  # one number a seed, a regime and a kind
print("guess:", my_guess)
print(f"vulnerable − others, in points of per cent, with the 95 % interval over {SEEDS} seeds")
told_gaps = gaps.groupby(["category", "regime"]).agg(lambda shares: paired(shares.to_numpy())[:3]).unstack()
told_gaps.map(lambda gap: "{:+.1%} ({:+.1%} to {:+.1%})".format(*gap))

# %% [markdown] lang="en"
# Above zero the vulnerable are silent more often, below zero less; an interval that holds zero does not tell. A
# silent need is not always a sad one: look again at what became of them.
#
# ## Exercises
#
# ### Exercise 1
#
# Find the need that was passed on most often (`passes`) in the hierarchy and draw it. Who named an
# owner in the end?

# %% tags=["solution"] lang="en"
passed = needs["hierarchy"].loc[both, "passes"].idxmax()
picture(passed)
way = told("hierarchy", passed).query("step in ['review', 'assign']")
way[["place", "step", "what", "hours", "came_from"]].round(2)

# %% [markdown] lang="en"
# ### Exercise 2
#
# Is waiting shared evenly? Of all the hours in queues, which share falls on the tenth of the
# requests that waits longest, under each regime?

# %% tags=["solution"] lang="en"
for regime, model in models.items():
    waiting = model.journeys.time_spent()["waiting"].sort_values(ascending=False)
    top = waiting.head(len(waiting) // 10)
    print(f"{regime:9s} the slowest tenth bears {top.sum() / waiting.sum():.0%} of all waiting (one seed)")

# %% [markdown] lang="en"
# ### Exercise 3
#
# The mean over *resolved* requests misleads: show by how much. Compare the mean `total` of those
# resolved with that of all needs of the first half. What happens to the first mean if an office simply stops working
# on slow requests?

# %% tags=["solution"] lang="en"
for regime, model in models.items():
    frame = model.journeys.time_spent().join(needs[regime]["arose"]).query("arose < @NOW / 2")
    done, every_one = frame.loc[frame["resolved"], "total"].mean(), frame["total"].mean()
    print(f"{regime:9s} resolved {done:.1f} h, all {every_one:.1f} h and rising: {(~frame['resolved']).sum()} are open")
# An office that drops its slow requests shortens the mean of those it resolves, and serves nobody better.

# %% [markdown] lang="en"
# ### Exercise 4
#
# What would shorten the journeys of *enforcement* in the hierarchy more: hand-overs that take no
# hours (`handover_hours=0, handover_hours_tier=0`), or departments that sit twice as often
# (`department_cycle_days=2.5`)? Guess, then compare the mean hours with those of seed 1.

# %% tags=["solution"] lang="en"
ways = {
    "as it is": {},
    "hand-overs take no hours": {"handover_hours": 0.0, "handover_hours_tier": 0.0},
    "departments sit twice as often": {"department_cycle_days": 2.5},
}
rows = {way: hours_spent(run("hierarchy", 1, **changes)).loc["enforcement"] for way, changes in ways.items()}
pd.DataFrame(rows).T.assign(total=lambda frame: frame.sum(axis=1)).round(2)  # one seed: a hint, no proof

# %% [markdown] lang="en"
# ### Exercise 5
#
# Follow a need that came back: choose one with `reopened` of at least 1 in the hierarchy, and add up
# the hours of posts before and after its first resolution.

# %% tags=["solution"] lang="en"
again = needs["hierarchy"].loc[resolved, "reopened"].idxmax()
frame = models["hierarchy"].journeys.frame([again]).query("what in ['work', 'hand_over']")
late = frame["since"] >= needs["hierarchy"].loc[again, "resolved"]
print((frame["until"] - frame["since"]).groupby(late.map({False: "before", True: "after"})).sum().round(2).to_dict())
picture(again)

# %% [markdown] lang="en"
# ## What this notebook does not show
#
# Where a request waits is seen here, *why* it waits is not: that takes queues, the matter of the next notebook. The
# two regimes differ in many rules at once, so nothing here says which rule made a journey longer or shorter. And the
# district is invented; most numbers in the model are assumptions, each with a range.
#
# Next: [3 · Queues and the price of tiers](03_queues_and_tiers.ipynb). How the model moves a request: [the way of
# one request](../docs/architecture.md#the-way-of-one-request). On the page you can follow any request of a run with
# the mouse: [the page](../docs/dashboard.md).
