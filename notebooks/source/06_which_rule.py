# %% [markdown]
# # 6 · Which rule did it
#
# Hierarchy and network differ in many rules at once. That B differs from A does not say which of them made the
# difference. This notebook goes from "B differs from A" to "this rule, in this company". About an hour; the cells
# together run a minute or two.
#
# **After this notebook** you can
#
# - read a 2×2 of clear boundaries and lateral ties, and say what an interaction is;
# - explain why "one rule at a time" has two answers, one from each side;
# - reckon a Shapley value by hand, from all orders of bringing rules in, and check it against the house's;
# - split a difference over four groups of rules, or over single rules, with intervals;
# - say what a Shapley value cannot tell.

# %%
QUICK = True  # two minutes at most; False: a whole year and more seeds, some ten minutes, sharper intervals
SEEDS, YEARS = (5, 0.4) if QUICK else (10, 1.0)

# %%
from itertools import permutations
from math import factorial
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import Markdown
from ipywidgets import Dropdown, RadioButtons, interact

import sanshe
from experiments.statistics import paired
from experiments.words import outcome_name

OUTCOME = "resolution_mean"  # mean working hours from a need's arising to its resolution: lower is better
NAME = f"{outcome_name(OUTCOME)} (working hours)"

# %% [markdown]
# An invented street of four communities, so that a run takes a fraction of a second. In so small a place one post more
# or less weighs heavily: what comes out is about this street.

# %%
COMMUNITIES = """community,street,residents
Bridge 桥西,East 东街,7000
Lotus 莲花,East 东街,5000
Well 古井,East 东街,6500
Temple 庙前,East 东街,5500
"""
street = Path("work") / "street.csv"
street.parent.mkdir(exist_ok=True)
street.write_text(COMMUNITIES, encoding="utf-8")
hierarchy, clean, messy, network = (
    sanshe.load(name).replace(city=street) for name in ("hierarchy", "clean_hierarchy", "messy_network", "network")
)

# %% [markdown]
# ## Two things at once: the 2×2
#
# The reform does two things. It draws **clear boundaries** (one owner a duty, one window, one desk, a shared platform),
# and it brings **lateral ties** with what goes with them (residents deliberate, organisations are paid to serve, posts
# move). Each can be had without the other:
#
# | | without ties | with ties |
# | --- | --- | --- |
# | **unclear boundaries** | `hierarchy` | `messy_network` |
# | **clear boundaries** | `clean_hierarchy` | `network` |
#
# Four arms instead of two: now the effect of clarity can be seen twice, without ties and with them. If the two effects
# are not the same, the two things **interact**.
#
# **Before you run:** clarity changes the mean resolution time by so many hours. Will it do more in the company of ties,
# less, or the same?

# %%
my_guess = "the same"  # or "more", "less"

# %%
four = sanshe.compare(hierarchy, clean, messy, network, seeds=SEEDS, years=YEARS)
runs = four.outcomes[four.outcomes["outcome"] == OUTCOME].pivot(index="seed", columns="arm", values="value")
runs.columns = four.names  # one row a seed, one column an arm
runs.round(1)


# %%
def mean(d):
    """A paired difference: its mean and 95 % interval over seeds, as the house reckons them."""
    value, low, high, _, _ = paired(d.to_numpy())
    return f"{value:+.2f} ({low:+.2f} … {high:+.2f})"


without = runs["clean_hierarchy"] - runs["hierarchy"]
beside = runs["network"] - runs["messy_network"]
print("clarity without ties:  ", mean(without))
print("clarity beside ties:   ", mean(beside))
print("interaction (2nd − 1st):", mean(beside - without), "   my guess:", my_guess)

# %%
figure, axes = plt.subplots(figsize=(6, 3.2), layout="constrained")
arms_of = {"unclear boundaries": ["hierarchy", "messy_network"], "clear boundaries": ["clean_hierarchy", "network"]}
for (text, arms), style in zip(arms_of.items(), ("o-", "s--"), strict=True):
    points = runs[arms]
    half = [paired(points[arm].to_numpy())[2] - points[arm].mean() for arm in arms]
    axes.errorbar([0, 1], points.mean(), half, fmt=style, capsize=4, label=text)
axes.set(xticks=[0, 1], xticklabels=["without ties", "with ties"], xlim=(-0.3, 1.3), ylabel=NAME)
axes.legend()
plt.show()

# %% [markdown]
# Parallel lines would be no interaction: each thing does what it does, whatever the other. Lines that come nearer or
# part say that the effect of one depends on the other. (The whiskers are those of each arm; differences are paired, and
# surer than whiskers that overlap suggest: read the intervals above.)
#
# Where the interval of the interaction leaves zero out, "how much does clarity do?" has no single answer, and neither
# has "how much of B − A is clarity's?": it depends on what is there already. Where it holds zero, that is not known
# from so few seeds. Try both orders of reform:


# %%
def reform(first):
    """From the hierarchy to the network by two steps, in one of the two orders."""
    middle = {"clarity first": "clean_hierarchy", "ties first": "messy_network"}[first]
    steps = runs[["hierarchy", middle, "network"]].mean()
    step = ["clarity", "ties"] if first == "clarity first" else ["ties", "clarity"]
    _, axes = plt.subplots(figsize=(6, 2), layout="constrained")
    colours = [{"clarity": "#0072B2", "ties": "#E69F00"}[name] for name in step]
    axes.barh([0, 1], steps.diff().iloc[1:], left=steps.iloc[:-1], color=colours, height=0.5)
    axes.plot(steps, [-0.5, 0.5, 1.5], "k|", markersize=16)
    axes.set_yticks([0, 1], [f"{name}: {add:+.1f}" for name, add in zip(step, steps.diff().iloc[1:], strict=True)])
    axes.set(xlabel=NAME, xlim=(runs.mean().min() - 2, runs.mean().max() + 2))
    axes.invert_yaxis()
    plt.show()


_ = interact(reform, first=RadioButtons(options=["clarity first", "ties first"], description="order"))

# %% [markdown]
# Both orders end at the same place. What each step is *credited with* may hang on the order.
#
# ## One rule at a time, from each side
#
# The usual way to ask "which rule?" is to change one rule and leave all others. But there are two places to stand:
# bring the rule *into the hierarchy*, or take it *out of the network*. We try four cards:


# %%
CARDS = {card.id: card for card in sanshe.RULES if card.id in ("R3", "R4", "R8", "C9")}
for card in CARDS.values():
    print(f"{card.id} {card.en} ({card.group})\n   benefit: {card.benefit}\n   price:   {card.price}")

# %% [markdown]
# **Before you run:** for which of the four will the two answers have different *signs*?

# %%
my_guess = []  # for example ["R3", "C9"]

# %%
into = [hierarchy.replace(**card.at("network"), name=f"{card.id} in") for card in CARDS.values()]
out = [network.replace(**card.at("hierarchy"), name=f"{card.id} out") for card in CARDS.values()]
brought = sanshe.compare(hierarchy, *into, seeds=SEEDS, years=YEARS).table
taken = sanshe.compare(network, *out, seeds=SEEDS, years=YEARS).table

# %%
figure, axes = plt.subplots(figsize=(8, 2.8), layout="constrained")
signs = {}
for found, side, mark, label in (
    (brought, 1, "o", "brought into the hierarchy"),
    (taken, -1, "s", "lost when taken out"),
):
    rows = found[found["outcome"] == OUTCOME]
    does = side * rows["difference"].to_numpy()
    half = (rows["ci_high"] - rows["ci_low"]).to_numpy() / 2
    axes.errorbar(does, np.arange(len(rows)) - 0.12 * side, xerr=half, fmt=mark, capsize=3, label=label)
    signs[side] = np.where(np.abs(does) > half, np.sign(does), 0)  # no sign where the interval holds zero
axes.axvline(0, color="0.5", linewidth=0.8)
axes.set_yticks(range(len(CARDS)), [f"{card.id} {card.en}" for card in CARDS.values()])
axes.set(ylim=(3.5, -0.5), xlabel=f"what the rule does: {NAME}")
axes.legend(fontsize=8)
plt.show()
print(
    "different signs:", [i for i, x in zip(CARDS, signs[1] * signs[-1], strict=True) if x < 0], " my guess:", my_guess
)

# %% [markdown]
# A sign counts only where the interval leaves zero out. Both answers are right. They are answers to different
# questions: *what would this rule do here, now?* and *what would be missed there?* Where they differ by more than
# chance, the rule interacts with others. Look at the benefits and prices above: whose benefit is worth more where desks
# are full, whose price hurts more? (The network's stations have fewer posts and more to do.)
#
# Nor need the answers add up: nothing makes the sum of all rules, each brought in alone, the same as B − A. For a
# division that adds up, something else is needed.
#
# ## A game of three rules
#
# Take three of the four rules and make them **players**. A **coalition** is the set of rules that are in force, the
# others stand as in the hierarchy. Three players have eight coalitions, and each is a scenario that can be run.
# `sanshe.attribute` runs them all, each at every seed.
#
# **Before you run:** of R3, R4 and C9, which will make the largest part of the difference?

# %%
my_guess = "?"  # R3, R4 or C9

# %%
three = hierarchy
for rule in ("R3", "R4", "C9"):
    three = three.replace(**CARDS[rule].at("network"), name="three rules")
split = sanshe.attribute(hierarchy, three, outcomes=[OUTCOME], seeds=SEEDS, years=YEARS)
game = split.outcomes.pivot(index="coalition", columns="seed", values=OUTCOME)
game.assign(mean=game.mean(axis=1)).round(2)

# %% [markdown]
# Each column is a game of its own, played by the residents of one seed. Now the reckoning by hand. Bring the rules in
# one after another: each is credited with what it adds to those before it. Three rules have six orders. Read down a
# column: is the credit of a rule the same in all orders?

# %%
PLAYERS = [player.id for player in split.players]


def value(coalition, game):
    """The outcome of a coalition, by seed; the order of its members does not matter."""
    return game.loc["+".join(p for p in PLAYERS if p in coalition) or "none"]


def adds(order, game):
    """What each rule adds to those before it, by seed."""
    return {p: value(order[: i + 1], game) - value(order[:i], game) for i, p in enumerate(order)}


orders = {" → ".join(order): adds(order, game) for order in permutations(PLAYERS)}
by_order = pd.DataFrame({name: {p: added[p].mean() for p in PLAYERS} for name, added in orders.items()}).T
by_order.assign(sum=by_order.sum(axis=1)).round(2)

# %% [markdown]
# Every row sums to the same whole, B − A: a rule can only win in credit what another loses. Choose an order and see:


# %%
def walk(order):
    """From the hierarchy to all three rules, step by step."""
    added = by_order.loc[order, order.split(" → ")]
    start = game.loc["none"].mean() + np.concatenate([[0], added.cumsum()])
    _, axes = plt.subplots(figsize=(8, 2.2), layout="constrained")
    axes.barh(range(3), added, left=start[:-1], color=["#0072B2" if x < 0 else "#D55E00" for x in added], height=0.55)
    axes.plot(start, np.arange(4) - 0.5, "k|", markersize=14)
    axes.set_yticks(range(3), [f"{p} {CARDS[p].en}: {x:+.2f}" for p, x in added.items()])
    axes.set(xlabel=NAME, xlim=(game.mean(axis=1).min() - 0.5, game.mean(axis=1).max() + 0.5))
    axes.invert_yaxis()
    plt.show()


_ = interact(walk, order=Dropdown(options=list(by_order.index), description="order"))

# %% [markdown]
# ## The Shapley value
#
# No order is the right one. Shapley (1953) takes them all: a rule's value is what it adds, *mean over all orders*. It
# is the only division that (1) sums to the whole, (2) gives nothing to a rule that changes nothing, (3) gives the same
# to two rules that may change places, and (4) adds up where outcomes add up.

# %%
shapley = {p: sum(added[p] for added in orders.values()) / len(orders) for p in PLAYERS}
by_hand = pd.DataFrame({p: paired(shapley[p].to_numpy())[:3] for p in PLAYERS}, index=["value", "ci_low", "ci_high"]).T
house = split.table[split.table["outcome"] == OUTCOME].set_index("term")
assert np.allclose(by_hand, house.loc[PLAYERS, by_hand.columns])  # by hand as by the house, to the last digit
assert np.allclose(by_hand["value"].sum(), house.loc["whole", "value"])
print("largest:", by_hand["value"].abs().idxmax(), "  my guess:", my_guess)
house[["value", "ci_low", "ci_high", "p_holm", "in_value", "out_value"]].round(3)

# %% [markdown]
# Each seed has its Shapley values; the interval is Student's t over seeds, as in every comparison. `in_value` is the
# rule alone in A, `out_value` what is lost when it alone is taken out of B. The value lies among what a rule adds in
# its orders, though for no single order need it be true. How strongly two rules depend on each other says the
# **interaction index**: what the two add together beyond what each adds without the other.

# %%
pairs = split.interactions[split.interactions["outcome"] == OUTCOME].set_index("term")
pairs[["value", "ci_low", "ci_high", "p_holm"]].round(3)

# %%
Markdown("\n\n".join(split.findings()))

# %% [markdown]
# ## All rules, in four groups
#
# And with all the rules as players?

# %%
n = len(sanshe.RULES)
print(f"{n} rules: {2**n:,} coalitions, {factorial(n):.0e} orders")

# %% [markdown]
# More than anybody can run. Two ways out. `sanshe.decompose` gathers the rules into four groups, clarity, ties,
# capacity and voice, and runs all of their sixteen coalitions. `sanshe.attribute(hierarchy, network)` keeps single
# rules and *draws* some orders at each seed, other ones at every seed, so that the interval covers that too; it takes
# about a hundred runs a seed.
#
# **Before you run:** which group makes the resolution time longer, which shorter?

# %%
my_guess = {"longer": "?", "shorter": "?"}

# %%
groups = sanshe.decompose(hierarchy, network, seeds=SEEDS, years=YEARS)
print(my_guess)
parts = groups.table[groups.table["outcome"] == OUTCOME].set_index("term")
parts[["value", "ci_low", "ci_high", "p_holm"]].round(3)

# %%
groups.plot()

# %% [markdown]
# From top to bottom each bar begins where the last one ended; the last is the whole. A whisker that leaves the bar's
# own beginning out is a part that chance does not explain, in that outcome by itself; p by Holm is over the outcomes.
#
# Again by hand, for one group: over all coalitions of the *other* three, what clarity adds, weighted by the share of
# orders in which exactly these come before it.

# %%
mine = groups.outcomes[groups.outcomes["outcome"] == OUTCOME].pivot(index="combination", columns="seed", values="value")
others = ["ties", "capacity", "voice"]
total = 0
for mask in range(8):
    before = [g for i, g in enumerate(others) if mask >> i & 1]
    weight = factorial(len(before)) * factorial(3 - len(before)) / factorial(4)
    total = total + weight * (mine.loc["+".join(["clarity", *before])] - mine.loc["+".join(before) or "none"])
assert np.isclose(total.mean(), parts.loc["clarity", "value"])
mean(total)

# %% [markdown]
# ## In which order to reform
#
# A Shapley value is a mean over orders; a reform takes one. `sanshe.path` looks for the order whose outcome is best on
# the way, mean over its steps. The best of several orders on some seeds is partly the luckiest, so what it reports is
# run again on *fresh* seeds.
#
# **Before you run:** which of the three rules should come last?

# %%
my_guess = "?"

# %%
way = sanshe.path(hierarchy, three, outcome=OUTCOME, seeds=SEEDS - 1, fresh=SEEDS - 1, years=YEARS)
print("my guess:", my_guess)
Markdown("\n\n".join(way.findings()))

# %%
way.plot()

# %% [markdown]
# Where the way lies above the start (here: longer times), a part of the reform is worse than none. Steps are districts
# that have *always* lived under these rules; what a change itself costs is another matter (see [reforms in
# time](../docs/timeline.md)).
#
# ## What a Shapley value cannot say
#
# - **It is no forecast of one reform.** Nobody brings rules in all orders at once. Who asks "what if we add R4 now?"
#   wants `in`, in the company that is there; who asks "what if we drop it?" wants `out`.
# - **It depends on who counts as a player.** Split a card in two, or join two, and the others' values change (exercise
#   3).
# - **It depends on how far each rule goes.** Each goes the whole way from A to B; who goes further may do more for that
#   alone.
# - **It is about a difference, in one outcome.** A rule of value zero may do much in two directions. And which outcome
#   counts is no question of arithmetic.
# - **It is not praise or blame**, and is as good as the model: other parameters, another city, other values.

# %% [markdown]
# ## Exercises
#
# ### Exercise 1
#
# A newspaper reports only the order in which the reform happened to be made, and credits each rule with
# its step. By how much can the credit of each of the three rules be moved by choosing the order?

# %% tags=["solution"]
by_order.agg(["min", "max"]).T.assign(range=lambda t: t["max"] - t["min"], shapley=by_hand["value"]).round(2)

# %% [markdown]
# ### Exercise 2
#
# The same runs hold all outcomes. Make the six orders for `reopened_share` (requests that come back).
# Does the order matter as much, against the size of the values?

# %% tags=["solution"]
back = split.outcomes.pivot(index="coalition", columns="seed", values="reopened_share")
again = pd.DataFrame({o: {p: x.mean() for p, x in adds(o, back).items()} for o in permutations(PLAYERS)}).T
again.agg(["min", "mean", "max"]).round(4)  # the mean over all orders is the Shapley value

# %% [markdown]
# ### Exercise 3
#
# Let R3 and R4 be one player ("pooled windows"), C9 the other. Two players have two orders. Is C9's
# value the same as before? Is the joint player's the sum of the two?

# %% tags=["solution"]
first = value(["C9"], game) - value([], game)
last = value(PLAYERS, game) - value(["R3", "R4"], game)
c9 = ((first + last) / 2).mean()
joint = house.loc["whole", "value"] - c9
pd.DataFrame(
    {
        "three players": [by_hand.loc["C9", "value"], by_hand.loc[["R3", "R4"], "value"].sum()],
        "two players": [c9, joint],
    },
    index=["C9", "R3 and R4"],
).round(3)

# %% [markdown]
# ### Exercise 4
#
# Which part of a difference is *interaction* cannot be seen from Shapley values, since they divide it
# up among the players. For the 2×2 above, write the difference network − hierarchy as clarity alone + ties alone +
# interaction, and give each with its interval.

# %% tags=["solution"]
clarity, ties = runs["clean_hierarchy"] - runs["hierarchy"], runs["messy_network"] - runs["hierarchy"]
whole = runs["network"] - runs["hierarchy"]
parts_of = {"clarity alone": clarity, "ties alone": ties, "interaction": whole - clarity - ties, "whole": whole}
pd.Series(parts_of).map(mean).to_frame(NAME)

# %% [markdown]
# ### Exercise 5
#
# "Of the improvement, 60 % is due to the shared station." What must one know to understand, and to
# judge, this sentence?

# %% [markdown] tags=["solution"]
# - Improvement from what to what, in which outcome, in which district, over how long?
# - Due to in which sense: brought in alone, taken out, or mean over orders (Shapley)? With which other players?
# - With which interval, over how many paired seeds, adjusted for how many rules?
# - Percentages of a whole make sense only if the parts have one sign: where some rules add and others take away, a part
#   may be 300 % of the whole, and the whole may be near zero.
# - Under which assumptions of the model.

# %% [markdown]
# ## What this notebook does not show
#
# All the rules one by one (it would take some minutes here:
# `sanshe.attribute(hierarchy, network)`; for the district of Shangcheng it stands in [findings](../docs/findings.md)),
# and whether the model's assumptions make one rule look better than another: that is the [next
# notebook](07_is_it_true.ipynb). Methods, tables and limits: [experiments](../docs/experiments.md); each rule with its
# benefit and its price: [rule cards](../docs/rules/README.md).
