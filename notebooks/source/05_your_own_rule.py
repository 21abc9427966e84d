# %% [markdown]
# # 5 · Write your own boundary rule
#
# A boundary rule says who must act on what, with whose hours, or what a hand-over costs. Sanshe has
# twenty-five of them; here you write the twenty-sixth, in a file of some thirty lines beside your scenario,
# without changing Sanshe itself. Then you do to it what a referee would: is nothing changed when it is off,
# does its benefit show, does its price show, and would you notice a rule that cheats? It takes about an hour;
# the runs take a minute.
#
# **After this notebook** you can
#
# - say of a proposed rule who gains, who pays, and through which counted quantity;
# - write it as an extension, with a range, a card and a neutral value;
# - compare it with the district as it was, paired and with an interval, over its whole range;
# - tell an honest rule from one that has no price or that writes the result itself.

# %%
QUICK = True  # two minutes at most; False: four times the seeds, sharper intervals, some five minutes
SEEDS, YEARS = (5, 0.4) if QUICK else (20, 0.5)

# %%
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import Markdown
from ipywidgets import FloatSlider, interact

import sanshe

pd.set_option("display.float_format", "{:.4g}".format)

Path("work").mkdir(exist_ok=True)
town = ["community,street,residents"]
town += [f"{name},{'North' if name < 'D' else 'South'},4000" for name in "ABCDEF"]
Path("work/town.csv").write_text("\n".join(town) + "\n", encoding="utf-8")
base = sanshe.load("hierarchy").replace(city="work/town.csv", name="base")

# %% [markdown]
# ## Think first
#
# Under a vertical hierarchy many duties are unclear. A request for which nobody has the duty (a *gap*) is
# read by one office after the other and passed on (推诿, buck-passing), until somebody takes it or the street
# names an owner. Many Chinese cities answer with **first-contact responsibility** (首问负责): whoever is asked
# first sees the matter through, whether it is theirs or not. We let the community service stations (公共服务站) do
# that. Before any code, five questions:
#
# | question | our answer |
# | --- | --- |
# | Who decides it? | the street, for its stations: hours at the windows are set aside for cases that are nobody's |
# | Who gains? | residents whose case would have been passed on |
# | Through what counted quantity? | the odds that a station passes a case on |
# | Who pays? | everybody else at the window |
# | Through what counted quantity? | the work done there in an hour, less by the hours set aside |
#
# And one law: **no rule may write an outcome.** You may not write "satisfaction rises by 0.1", nor "20 %
# fewer requests are passed on". A rule changes what desks do; what comes of it is found out.

# %% [markdown]
# What a desk does stands in its *standing orders*, one row a desk. These are all the numbers that a rule of
# your own may change; [the page on extensions](../docs/extending.md) says what each means.

# %%
model = sanshe.GovernanceModel(base, rng=1)
stations = model.desks.rows(kind="station")
pd.DataFrame(model.desks.orders[stations]).drop(columns="kind").head(3)

# %% [markdown]
# ## The rule
#
# The next cell is not run but written to a file (`%%writefile`), since worker processes must be able to read
# it, too. It has four parts: a strength that is assumed, the lever with its range and its neutral value, the
# card that says what the rule is and costs, and the *hook* that Sanshe calls at the start and every week.

# %%
# %%writefile work/my_rule.py
"""First-contact responsibility (首问负责): the station that is asked first sees the case through."""

from math import log

from scenarios.declare import Declared, declared
from scenarios.extensions import Extension
from scenarios.rules import RuleCard

HALVING_SHARE = 0.02  # hours that halve the odds of passing a case on (assumed; 0.01–0.05)


class FirstContact(Declared):
    """The new lever; at 0, its default, the district is as it was."""

    first_contact: float = declared(
        0.0, zh="首问负责工时比例", en="hours for first contact", unit="share", ge=0, le=0.1, group="X3"
    )


CARD = RuleCard(
    "X3", ("first_contact",), "首问负责", "First contact", "首先受理的服务站负责到底。",
    "The station that is asked first sees the case through.", "rights", "street", "clarity", "文中未提",
    "Less is passed on", "Hours missing at the window", (), {"first_contact": (0.0, 0.05)},
    benefit_zh="推诿减少", price_zh="窗口工时减少",
)  # fmt: skip


def see_through(model):
    """Write what holds this week into the rows of every station."""
    share = model.scenario.rules.first_contact
    rows = model.desks.rows(kind="station")
    model.desks.orders["pass_intercept"][rows] -= log(2) * share / HALVING_SHARE  # benefit
    model.desks.orders["productivity"][rows] *= 1 - share  # price


extension = Extension("first_contact", FirstContact, (CARD,), standing_orders=see_through)

# %% [markdown]
# `pass_intercept` is a log-odds: taking log 2 from it halves the odds. How many hours that takes is an
# assumption, so it is named, has a range, and can be moved (exercise 1). The scenario names the file and sets
# the lever:

# %%
Path("work/first_contact.yaml").write_text(
    """schema: 1
inherits: hierarchy
city: town.csv
name: first_contact
title: {zh: 首问负责, en: First contact}
extensions: ["my_rule.py:extension"]
rules:
  first_contact: 0.05
""",
    encoding="utf-8",
)
mine = sanshe.load("work/first_contact.yaml")
mine.rules.first_contact

# %% [markdown]
# From here on it is a rule like any other. It has a card, and the command line checks it:

# %%
card = mine.cards[-1]
print(card.id, card.en, "| benefit:", card.benefit, "| price:", card.price)

# %%
# !sanshe check work/first_contact.yaml

# %% [markdown]
# ## What happens with bad input?
#
# The range in the file is the rule's own statement of what it means. What lies outside, what is misspelt, and
# what a hook writes that no desk could follow is refused, in one line:

# %%
for changes in ({"first_contact": 0.5}, {"first_contat": 0.05}, {"first_contact": "much"}):
    try:
        mine.replace(**changes)
    except sanshe.InputError as error:
        print(error)

# %% [markdown]
# ## Off means off
#
# With the lever at its default, every request of the run must be the same as without the file: who, when, by
# which way, by whom, to the last bit. Otherwise later differences could come from anything.


# %%
def run(scenario, seed=1, days=60):
    """One model after so many working days."""
    model = sanshe.GovernanceModel(scenario, rng=seed)
    model.run_for(days)
    return model


off = mine.replace(first_contact=0.0)
ours, plain = run(off).requests.frame(), run(base).requests.frame()
print(f"{len(plain):,} needs in 60 days; all the same with the rule off: {ours.equals(plain)}")

# %% [markdown]
# ## Both sides through counted quantities
#
# A rule says what it does by the rows that it changes. This helper lists them: mean of each number over the
# desks of a kind, without and with the rule.


# %%
def orders_changed(scenario, without):
    """The standing orders that differ from those of another scenario, by kind of desk."""
    a, b = (sanshe.GovernanceModel(s, rng=1) for s in (without, scenario))
    told = []
    for kind in dict.fromkeys(institution.kind for institution, _ in a.rows):
        rows = a.desks.rows(kind=kind)
        for field in a.desks.orders.dtype.names:
            before, after = (m.desks.orders[field][rows].mean() for m in (a, b))
            if before != after:
                told.append((kind, field, round(before, 3), round(after, 3)))
    return pd.DataFrame(told, columns=["desk", "standing order", "without", "with"])


orders_changed(mine, base)

# %% [markdown]
# One row is the benefit, one the price.
#
# **Before you run** on: a twentieth of the window hours is set aside. Which way does each of these go, and which is
# worth more to residents? Write it down: `"falls"`, `"rises"` or `"cannot be told"`.

# %%
my_guess = dict.fromkeys(["passed_on", "response_time", "resolution_mean", "satisfaction", "institution_hours"], "?")
my_guess["passed_on"] = "?"  # and so on

# %% [markdown]
# Now move the lever and look at sixty days of one seed: a first impression, no finding.

# %%
SHOWN = {
    "passed_on": "passed on, times a request",
    "resolution_mean": "mean resolution time, hours",
    "satisfaction": "satisfaction, 0 to 1",
}
before = run(base).outcomes.frame().set_index("outcome")["value"]


def look(share):
    """Bars: the district as it was, and under the rule."""
    after = run(mine.replace(first_contact=share)).outcomes.frame().set_index("outcome")["value"]
    _, axes = plt.subplots(1, 3, figsize=(9, 2.8), layout="constrained")
    for ax, (key, title) in zip(axes, SHOWN.items(), strict=True):
        bars = ax.bar(["without", "with"], [before[key], after[key]], color=["0.7", "tab:blue"], hatch=["", "//"])
        ax.bar_label(bars, fmt="%.3g")
        ax.set_title(title, fontsize=10)
        ax.margins(y=0.2)
    plt.show()


_ = interact(look, share=FloatSlider(0.05, min=0, max=0.1, step=0.01, description="share", continuous_update=False))

# %% [markdown]
# ## Does it pay?
#
# Both arms meet the same residents with the same needs at each seed, so their differences are paired. The
# interval is the 95 % interval of the mean difference.

# %%
result = sanshe.compare(base, mine, seeds=SEEDS, years=YEARS)
table = result.table.set_index("outcome").loc[list(my_guess)]
table = table[["unit", "mean_a", "difference", "ci_low", "ci_high", "verdict"]]
table.assign(my_guess=my_guess)

# %% [markdown]
# Read the interval first: if zero lies inside, the direction cannot be told from these seeds. The *verdict* asks for
# more: it corrects for looking at all outcomes at once, and calls *equivalent* what is shown to be smaller than of
# interest, and *open* what these runs do not tell. Over all outcomes:

# %%
Markdown(result.sentence())

# %% [markdown]
# So is the rule good? That depends on what weighs more, and the model does not weigh. It says what the benefit costs.
#
# ## How much of it?
#
# One value of a lever proves little: the answer may lie elsewhere in its range. **Before you run** the next
# cell: will the price rise in a straight line with the share? Think of what a queue does when the windows are
# nearly full.

# %%
my_guess_line = "?"  # "straight", "ever steeper", "ever flatter"

# %%
shares = (0.02, 0.04, 0.06, 0.08, 0.1)
arms = [mine.replace(first_contact=share, name=f"{share:g}") for share in shares]
dose = sanshe.compare(base, *arms, seeds=SEEDS, years=YEARS).table
print("my guess:", my_guess_line)


# %%
def draw_doses(dose, shares):
    """Paired difference from the base at each strength, with its 95 % interval."""
    _, axes = plt.subplots(1, 2, figsize=(9, 3.3), layout="constrained")
    for ax, key, unit in zip(axes, ("passed_on", "resolution_mean"), ("times a request", "working hours"), strict=True):
        rows = dose[dose["outcome"] == key]
        low, high = rows["difference"] - rows["ci_low"], rows["ci_high"] - rows["difference"]
        ax.errorbar(shares, rows["difference"], yerr=[low, high], fmt="o-", capsize=4)
        ax.axhline(0, color="0.4", lw=0.8)
        ax.set(title=SHOWN[key].split(",")[0], xlabel="share of window hours", ylabel=f"difference, {unit}")
    plt.show()


draw_doses(dose, shares)

# %% [markdown]
# Left the benefit, right the price, both over the whole range. Where does a further hundredth of the hours still buy
# something, and where does it only cost? A rule that deserves trust shows both curves.
#
# ## A rule that cheats
#
# Nobody stops you from writing a bad rule; it is Python. What matters is that it is noticed. Two kinds:
#
# **A benefit without a price.** We take the price's line out of the file:

# %%
text = Path("work/my_rule.py").read_text(encoding="utf-8")
free = "".join(line for line in text.splitlines(keepends=True) if "# price" not in line)
Path("work/free_lunch.py").write_text(free, encoding="utf-8")
free_lunch = base.replace(extensions=["work/free_lunch.py:extension"], first_contact=0.05, name="free_lunch")
orders_changed(free_lunch, base)

# %% [markdown]
# The card still claims "Hours missing at the window", but no row shows them: the list of changed orders is
# the quickest check there is. In runs one looks for the quantity in which the card says that the price is
# paid: if it gets no worse at any value of the lever, ask why.
#
# **A result instead of a rule.** This one closes every open file on Friday afternoon:

# %%
# %%writefile work/close_the_files.py
"""What no rule may do: it writes a result into the books."""

from numpy import isnan

from scenarios.extensions import Extension


def close_the_files(model):
    """Call everything resolved that is not."""
    cases = model.world.cases
    cases["first_resolved"][isnan(cases["first_resolved"])] = model.day * model.hours


extension = Extension("close_the_files", standing_orders=close_the_files)

# %%
cheat = base.replace(extensions=["work/close_the_files.py:extension"], name="close_the_files")
seen = sanshe.compare(base, cheat, seeds=2, years=0.2).table.set_index("outcome")
seen.loc[["resolution_mean", "within_standard", "institution_hours"], ["unit", "mean_a", "mean_b"]]

# %% [markdown]
# **Before you run** on: these numbers look splendid. How would you find out, if you had only the results and not the
# file? Write down one thing that cannot be right.

# %%
my_suspicion = "?"


# %%
def suspicious(scenario, seed=1, days=60):
    """Requests told resolved, which never came back and yet are being worked on."""
    frame = run(scenario, seed, days).requests.frame()
    odd = frame["resolved"].notna() & (frame["state"] == "underway") & (frame["reopened"] == 0)
    return int(odd.sum())


def touches_the_books(scenario, seed=1, days=23):
    """Whether calling the scenario's hooks changes any request."""
    model = run(scenario, seed, days)
    before = model.requests.frame()
    for extension in scenario.hooks:
        extension.standing_orders(model)
    return not before.equals(model.requests.frame())


told = {s.name: (suspicious(s), touches_the_books(s)) for s in (mine, cheat)}
pd.DataFrame(told, index=["resolved and still underway", "the hook touches the books"]).T

# %% [markdown]
# This cheat wrote *resolved* and forgot the state, which still says that somebody is at work. A cleverer one
# would write that, too; the second check asks only whether calling the hook changes any request, which no
# rule may. It shows in time as well:

# %%
fig, ax = plt.subplots(figsize=(8, 3), layout="constrained")
for scenario, style in ((mine, "-"), (cheat, ":")):
    days = run(scenario).outcomes.daily().groupby("day")["resolved"].sum()
    ax.plot(days.index, days, style, label=scenario.name, lw=2)
ax.set(xlabel="working day", ylabel="requests resolved a day")
ax.legend()
plt.show()

# %% [markdown]
# ## Change the file
#
# Go back to the cell that writes `my_rule.py`, change something, run it, and run the cell that loads the
# scenario. The new code holds at once, in this same notebook. A scenario that was loaded before is refused,
# rather than run with a rule that is no longer in the file:

# %%
Path("work/my_rule.py").write_text(text + "# another version\n", encoding="utf-8")
try:
    sanshe.GovernanceModel(mine, rng=1)
except sanshe.InputError as error:
    print(str(error).replace(str(Path.cwd()), "…"))
Path("work/my_rule.py").write_text(text, encoding="utf-8")  # as it was
mine = sanshe.load("work/first_contact.yaml")

# %% [markdown]
# ## Exercises
#
# ### Exercise 1: A softer benefit
#
# How many hours it takes to halve the odds was assumed: 0.01 to 0.05. Does what you
# found at a share of 0.05 hold at both ends?

# %% tags=["solution"]
found = []
for halving in (0.01, 0.02, 0.05):
    file = Path(f"work/halving_{halving:g}.py".replace("0.", ""))
    file.write_text(text.replace("HALVING_SHARE = 0.02", f"HALVING_SHARE = {halving}"), encoding="utf-8")
    arm = base.replace(extensions=[f"{file}:extension"], first_contact=0.05, name=f"{halving:g}")
    rows = sanshe.compare(base, arm, seeds=SEEDS, years=0.2).table
    found.append(rows[rows["outcome"].isin(["passed_on", "resolution_mean"])].assign(halving_share=halving))
pd.concat(found).set_index(["outcome", "halving_share"])[["difference", "ci_low", "ci_high"]].sort_index()

# %% [markdown]
# ### Exercise 2: In a network
#
# The network gives nearly every item a sole owner. What is left for first-contact
# responsibility to do there? Guess, then compare `network` with and without the rule.

# %% tags=["solution"]
network = sanshe.load("network").replace(city="work/town.csv")
with_rule = network.replace(extensions=["work/my_rule.py:extension"], first_contact=0.05, name="network_first_contact")
both = sanshe.compare(network, with_rule, seeds=SEEDS, years=0.2).table.set_index("outcome")
both.loc[["passed_on", "resolution_mean", "satisfaction"], ["mean_a", "difference", "ci_low", "ci_high"]]

# %% [markdown]
# ### Exercise 3: A rule of another kind
#
# Approvals at the street wait for its next sitting. Under the
# *stand-in* rule (AB岗) a colleague decides when the one in charge is away, so the office sits more often;
# each further sitting takes hours of the office. Which two standing orders do you need? Write it, and look at
# `orders_changed`.

# %% tags=["solution"]
Path("work/stand_in.py").write_text(
    '''
"""Stand-ins (AB岗): offices that approve sit more often, and each further sitting takes hours of theirs."""

from scenarios.declare import Declared, declared
from scenarios.extensions import Extension

HOURS = 6.0  # of the office, for one sitting more (assumed; 2–12)


class StandIn(Declared):
    """The lever: by how much the time between sittings shrinks."""

    stand_in: float = declared(0.0, zh="AB岗", en="stand-ins", unit="share", ge=0, le=0.8, group="X4")


def sit_more(model):
    """Write what holds this week into the rows of streets and departments."""
    orders, share = model.desks.orders, model.scenario.rules.stand_in
    rows = [row for kind in ("street", "department") for row in model.desks.rows(kind=kind)]
    for row in rows:
        every, posts = orders["sitting_every"][row], orders["servers"][row]
        if every > 0 and posts > 0:
            more = 1 / (every * (1 - share)) - 1 / every  # sittings an hour
            orders["sitting_every"][row] = every * (1 - share)
            orders["productivity"][row] *= max(0.1, 1 - more * HOURS / posts)


extension = Extension("stand_in", StandIn, standing_orders=sit_more)
''',
    encoding="utf-8",
)
stand_in = base.replace(extensions=["work/stand_in.py:extension"], stand_in=0.5, name="stand_in")
approving = sanshe.compare(base, stand_in, seeds=SEEDS, years=0.2).table.set_index("outcome")
approving.loc[["response_time", "resolution_mean", "institution_hours"], ["mean_a", "difference", "ci_low", "ci_high"]]

# %% [markdown]
# ### Exercise 4: Your own
#
# Choose a rule that you know from practice or from the literature. Answer the five
# questions in words before you write a line. If you find no counted quantity for its price, what does that
# say about the rule, or about the model?

# %% [markdown] tags=["solution"]
# Three things it may say. The rule has no price that anybody could name, and is a wish. Or its price is paid
# in something that the model does not count (patience, favours, career risk): then the model cannot judge the
# rule, and should not be asked to. Or the quantity is there and you have not found it: look at the table of
# standing orders in `docs/extending.md`, and at the hours by activity in `model.outcomes`.

# %% [markdown]
# ## What this notebook does not show
#
# That first-contact responsibility works so in any district. Which items are nobody's is drawn once for a
# town, not anew with each seed, so the interval does not speak of other towns. The rule's strength is
# assumed, and people may hand a case on in ways no desk records. Nor whether the hours would really be set
# aside. And a rule that makes new institutions, or works over months, needs more than standing orders: [rules
# and agents of your own](../docs/extending.md) goes further, and [the rule cards](../docs/rules/README.md)
# show how the twenty-five were tried.
#
# Next: [which rule did it?](06_which_rule.ipynb)
