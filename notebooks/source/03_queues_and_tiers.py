# %% [markdown] lang="en"
# # 3 · Queues and the price of tiers
#
# Why does anybody wait where there is enough staff for all the work? You build a queue from nothing: one window,
# then several, then separate windows against a common queue, then a chain of approvals. Beside what you simulate
# stands what theory says. In the end you switch approvals in a whole district. About forty minutes; the computing
# takes a minute.
#
# **After this notebook** you can
#
# - simulate a queue with the model's own engine and put a confidence interval on its mean wait;
# - say what utilisation does to waiting, and check Erlang's formula for several windows;
# - find out when a common queue is worth slower generalists (rule R4), and when merged stations (R3) are;
# - take the price of a tier apart: what it adds, and what it multiplies.

# %% lang="en"
QUICK = True  # a minute; False: narrower intervals, some four minutes
RUNS, PEOPLE, SEEDS, DAYS = (10, 50_000, 5, 125) if QUICK else (30, 100_000, 20, 250)

# %% lang="en"
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from ipywidgets import FloatSlider, IntSlider, interact

import sanshe
from experiments.statistics import paired

# %config InlineBackend.figure_format = "retina"

# %% [markdown] lang="en"
# ## One window
#
# `sanshe.simulate_service` is the engine that moves every request in the model, here with one window and nothing
# else. It wants the hour at which each person comes, and how long each takes. First four people by hand: one comes
# every hour, and the service takes half an hour, or two. (The very first run on a machine prepares the engine and
# may take a minute.)


# %% lang="en"
def serve(arrival, hours, windows=1):
    """When each person's service starts and ends, at one queue with so many windows."""
    n = len(arrival)
    return sanshe.simulate_service(arrival, np.arange(n + 1), np.zeros(n, dtype=int), hours, [windows])


comes, takes = np.array([0.0, 1.0, 2.0, 3.0]), np.array([0.5, 2.0, 0.5, 0.5])
starts, ends = serve(comes, takes)
pd.DataFrame({"comes": comes, "starts": starts, "ends": ends, "waits": starts - comes})

# %% [markdown] lang="en"
# In the four hours there are 3.5 hours of work, so the window is not overloaded, and still somebody waits: those
# behind the long case. It is not the lack of hours that makes the queue but that people do not come, and do not
# take, by the clock.
#
# From now on people come at random (at a constant rate, independently of each other: a Poisson process) and service
# takes 1 hour in the mean, with an exponential distribution. The one number left is the **utilisation** ρ, the share
# of the time the window is busy. This is the queue M/M/1.
#
# **Before you run**: at ρ = 0.5 the mean wait is about one hour. What is it at ρ = 0.9, and at 0.95?

# %% lang="en"
my_guess = {0.9: 1.0, 0.95: 1.0}  # hours

# %% [markdown] lang="en"
# How sure is a simulated mean? People behind one another in a queue wait alike, so a thousand waits are not a
# thousand observations. We therefore make independent **replications**, each with its own seed, leave out the first
# fifth (the queue starts empty, which is not typical), and take *one* mean from each. Those means are independent,
# and Student's *t* gives a 95 % interval.


# %% lang="en"
def waits(windows, utilisation, seed, people=PEOPLE, slower=0.0):
    """Waits (hours) of a replication at so many windows with a common queue; work takes 1 hour in the mean."""
    rng = np.random.default_rng([seed, windows, round(1000 * utilisation)])
    arrival = np.cumsum(rng.exponential(1 / (windows * utilisation), people))
    hours = rng.exponential(1.0, people) * (1 + slower)
    return (serve(arrival, hours, windows)[0] - arrival)[people // 5 :]


def interval(values):
    """(mean, low, high): the mean of independent values with its 95 % interval."""
    return np.array(paired(np.asarray(values))[:3])


found = {rho: interval([waits(1, rho, seed).mean() for seed in range(RUNS)]) for rho in (0.5, 0.7, 0.8, 0.9, 0.95)}
pd.DataFrame(found, index=["mean wait", "low", "high"]).T.rename_axis("ρ").round(2)

# %% lang="en"
rho = np.linspace(0.01, 0.96, 200)
axes = plt.figure(figsize=(8, 3.6), layout="constrained").subplots()
axes.plot(rho, rho / (1 - rho), color="0.3", label="theory: ρ / (1 − ρ)")
mean, low, high = np.array(list(found.values())).T
axes.errorbar(
    list(found), mean, yerr=[mean - low, high - mean], fmt="o", capsize=4, label=f"simulated, {RUNS} replications, 95 %"
)
axes.plot(list(my_guess), list(my_guess.values()), "x", color="#D55E00", ms=9, label="my guess")
axes.set(xlabel="utilisation ρ", ylabel="mean wait, hours", ylim=(0, 25))
axes.legend(frameon=False)
plt.show()

# %% lang="en"
for rho, (mean, low, high) in found.items():
    theory = rho / (1 - rho)
    holds = "holds" if low <= theory <= high else "does not hold"
    print(f"ρ {rho:.2f}: {mean:6.2f} ({low:.2f} to {high:.2f}), theory {theory:.2f}: the interval {holds} it")
print("guess:", my_guess)

# %% [markdown] lang="en"
# Of twenty such intervals about one misses the truth, so one miss is no scandal. Note how the intervals widen: the
# busier the window, the longer one must watch before one knows anything.
#
# Why does it blow up? An hour in which nobody comes is lost: the window cannot work ahead. With little slack it
# takes long to make up for a bad morning.
#
# ## Several windows: Erlang's formula
#
# Agner Erlang asked in 1917 how many telephonists an exchange needs. With *c* windows, one queue and the load *a* =
# cρ (windows busy in the mean), the share of people who have to wait is
#
# $$C(c, a) = \frac{B(c, a)}{1 - \rho\,(1 - B(c, a))} \quad \text{with} \quad
# B(0, a) = 1, \; B(k, a) = \frac{a\,B(k-1, a)}{k + a\,B(k-1, a)},$$
#
# and their mean wait is 1 / (c − a) hours, so that all wait C / (c − a) in the mean.
#
# **Before you run**: ten windows with a common queue and ten times as many people, still ρ = 0.9. Compared with one
# window, is the mean wait the same, a third, a tenth, a fifteenth?

# %% lang="en"
my_guess = 1.0  # times the wait at one window


# %% lang="en"
def erlang_c(windows, load):
    """The share of people who wait, at so many windows with the load `load` (windows busy in the mean)."""
    blocked = 1.0
    for k in range(1, windows + 1):
        blocked = load * blocked / (k + load * blocked)
    return blocked / (1 - load / windows * (1 - blocked))


def mean_wait(windows, utilisation, slower=0.0):
    """Erlang's mean wait in hours, where work takes 1 + slower hours in the mean."""
    load = windows * utilisation * (1 + slower)
    return erlang_c(windows, load) * (1 + slower) / (windows - load) if load < windows else np.inf


print(f"one window {mean_wait(1, 0.9):.2f} h, ten {mean_wait(10, 0.9):.2f} h")
print(f"guess: {my_guess:.2f}, found: {mean_wait(10, 0.9) / mean_wait(1, 0.9):.3f} times")


# %% lang="en"
def errors(axes, x, found):
    """Simulated means with their 95 % intervals: `found` (…, 3)."""
    mean, low, high = np.atleast_2d(found).T
    style = {"fmt": "o", "color": "#0072B2", "capsize": 4, "zorder": 3, "label": "simulated, 95 % interval"}
    axes.errorbar(x, mean, yerr=[mean - low, high - mean], **style)


# %% [markdown] lang="en"
# **Move the sliders.** At the left the mean wait over the utilisation, with what is simulated at yours; at the right
# the share of people who wait longer than so many hours. The line is theory, the points are simulation.


# %% lang="en"
@interact(
    windows=IntSlider(3, 1, 10, continuous_update=False),
    utilisation=FloatSlider(0.85, min=0.5, max=0.95, step=0.05, continuous_update=False),
)
def erlang(windows, utilisation):
    """Theory and simulation at so many windows."""
    runs = [waits(windows, utilisation, seed, people=10_000) for seed in range(10)]
    times, rho = np.linspace(0, 8, 17), np.linspace(0.3, 0.96, 100)
    load = windows * utilisation
    tail = np.array([interval([(run > t).mean() for run in runs]) for t in times])
    _, (left, right) = plt.subplots(1, 2, figsize=(10, 3.4), layout="constrained")
    left.plot(rho, [mean_wait(windows, x) for x in rho], color="0.3", label="theory")
    errors(left, utilisation, interval([run.mean() for run in runs]))
    left.set(xlabel="utilisation ρ", ylabel="mean wait, hours", ylim=(0, 1.3 * mean_wait(windows, 0.95)))
    right.plot(times, erlang_c(windows, load) * np.exp(-(windows - load) * times), color="0.3", label="theory")
    errors(right, times, tail)
    right.set(xlabel="hours t", ylabel="share waiting longer than t", ylim=(0, 1))
    left.legend(frameon=False)
    plt.show()


# %% [markdown] lang="en"
# ## Three windows or one queue? Rule R4
#
# A station (社区公共服务站) has windows for general services, public affairs and social work. Either each serves its
# own line, or any window serves all (综合受理). That is rule R4 of the model, and like every rule it has a benefit
# and a price; both stand in its declaration:

# %% lang="en"
from scenarios.declare import declarations
from scenarios.parameters import Parameters

card = next(card for card in sanshe.RULES if card.id == "R4")
price = next(d for d in declarations(Parameters) if d.key == "generalist_overhead")
print(f"{card.id} {card.en}: benefit: {card.benefit}; price: {card.price}")
print(f"{price.title_en}: {price.default:g} {price.unit}, range {price.low:g} to {price.high:g}")

# %% [markdown] lang="en"
# A common queue wastes no window: none is idle while somebody waits at another. But a generalist takes longer by the
# share *g*. So the question is not *whether* to merge but **at which g the two are equal**.
#
# **Before you run**: three windows, each busy 85 % of the time. How much slower may generalists be, before three
# separate windows are as good?

# %% lang="en"
my_guess = 0.10  # the share g at which both are equal

# %% [markdown] lang="en"
# The same people with the same work, once in three lines and once in one: pairs, seed by seed. What counts for the
# resident is the wait *and* the service.


# %% lang="en"
def lines(utilisation, g, seed, people=PEOPLE):
    """Mean hours in the station, (three lines, one queue of generalists), for the same people with the same work."""
    rng = np.random.default_rng([seed, round(1000 * utilisation)])
    arrival = np.cumsum(rng.exponential(1 / (3 * utilisation), people))
    hours, line = rng.exponential(1.0, people), rng.integers(0, 3, people)
    apart = sanshe.simulate_service(arrival, np.arange(people + 1), line, hours, [1, 1, 1])[1] - arrival
    common = serve(arrival, hours * (1 + g), 3)[1] - arrival
    return apart[people // 5 :].mean(), common[people // 5 :].mean()


def break_even(utilisation):
    """The g at which both take as long, by theory; bisection."""
    low, high = 0.0, 1 / utilisation - 1
    for _ in range(50):
        g = (low + high) / 2
        better = mean_wait(3, utilisation, g) + 1 + g < mean_wait(1, utilisation) + 1
        low, high = (g, high) if better else (low, g)
    return g


# %% lang="en"
@interact(utilisation=FloatSlider(0.85, min=0.5, max=0.95, step=0.05, continuous_update=False))
def pooling(utilisation):
    """The gain of a common queue by how much slower generalists are."""
    rows = np.linspace(0, 0.9 * (1 / utilisation - 1), 6)
    pairs = [[np.subtract(*lines(utilisation, g, seed, 10_000)) for seed in range(10)] for g in rows]
    g = np.linspace(0, 0.97 * (1 / utilisation - 1), 80)
    theory = [mean_wait(1, utilisation) - mean_wait(3, utilisation, x) - x for x in g]
    axes = plt.figure(figsize=(8, 3.6), layout="constrained").subplots()
    axes.plot(g, theory, color="0.3", label="theory")
    errors(axes, rows, np.array([interval(pair) for pair in pairs]))
    axes.axhline(0, color="0.5", lw=0.8)
    axes.axvline(break_even(utilisation), ls=":", color="#009E73", label=f"equal at g = {break_even(utilisation):.2f}")
    axes.axvspan(price.low, price.high, color="0.9", zorder=0, label="range assumed in the model")
    axes.set(
        xlabel="generalists are slower by g", ylabel="hours saved by one queue", ylim=(-theory[0], 1.2 * theory[0])
    )
    axes.legend(frameon=False, loc="lower left")
    plt.show()


# %% lang="en"
print(f"guess: {my_guess:.2f}, by theory at ρ = 0.85: {break_even(0.85):.3f}")
{rho: round(break_even(rho), 3) for rho in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)}

# %% [markdown] lang="en"
# Look at the last row: is the break-even the same for a quiet and for a busy station? There are two forces. The
# busier the windows are, the more a common queue saves; but the busier they are, the less slack is left for slower
# work: at g = 1/ρ − 1 generalists are overloaded, whatever the queue.
#
# ## The price of a tier
#
# Now a request that must be approved by *k* tiers (层级) before anybody works on it. Each tier takes it over
# (hours), reads and decides (hours), and decides only when it *sits* (会审). And at each hand-over some information
# is lost, so that the desk that does the work must ask and look again. All numbers are those of the model:

# %% lang="en"
p = sanshe.load("hierarchy").parameters
DAY = sanshe.load("hierarchy").resources.productive_hours  # working hours
SITS = p.street_cycle_days * DAY  # hours between two sittings
told = ["street_cycle_days", "approval_hours", "handover_hours_tier", "retention_street", "lost_information_rework"]
pd.Series({d.title_en + f" ({d.unit})": d.default for d in declarations(Parameters) if d.key in told})

# %% [markdown] lang="en"
# **Before you run**: with no tier a request takes some hours. Does each further tier *add* the same number of hours,
# or does it *multiply* the time (each tier dearer than the one before)? And which part of its price is largest: the
# sittings, the hours of the approvals, or what lost information does to the desk below?

# %% lang="en"
my_guess = {"adds or multiplies": "?", "largest": "?"}


# %% lang="en"
def chain(tiers, utilisation, seed, sits=SITS, kept=p.retention_street, people=5_000):
    """Mean hours of a request behind so many tiers, by part; `utilisation` of the desk is that without any tier."""
    rng = np.random.default_rng([seed, round(1000 * utilisation)])
    comes = np.cumsum(rng.exponential(1 / (3 * utilisation), people))
    work, at, late = rng.exponential(1.0, people), comes, np.zeros(people)
    parts = dict.fromkeys(("sittings", "approvals", "queue of the desk", "work", "lost information"), late)
    for tier in range(tiers):
        first = sits * (0.618 * tier % 1)  # tiers do not sit on the same day
        sitting = first + np.ceil((at - first) / sits) * sits if sits > 0 else at
        done = serve(sitting, np.full(people, p.approval_hours + p.handover_hours_tier), windows=3)[1]
        parts["sittings"], parts["approvals"] = parts["sittings"] + sitting - at, parts["approvals"] + done - sitting
        at = done
    again = p.lost_information_rework * (1 - kept**tiers)  # more work a unit of work
    start, end = serve(at, work * (1 + again), windows=3)
    parts |= {"queue of the desk": start - at, "work": work, "lost information": work * again}
    assert np.allclose(sum(parts.values()), end - comes)
    return {part: hours[people // 5 :].mean() for part, hours in parts.items()}


# %% [markdown] lang="en"
# The desk below has three posts, each tier three officers. **Move the sliders**: the utilisation of the desk before
# any tier is put above it, every how many days they sit, and how much information each hand-over keeps. `approvals` are
# the hours of taking over and deciding and the queue before them. Below each number of tiers stands how full the desk
# then is: lost information makes work. From 100 % on there is no mean wait, the queue grows as long as one watches,
# and the bar says only how long we watched.

# %% lang="en"
HATCHES = {"sittings": "////", "approvals": "....", "queue of the desk": "", "work": "", "lost information": "xx"}
COLOURS = ["#DDDDDD", "#E69F00", "#A6CEE3", "#08306B", "#D55E00"]


@interact(
    utilisation=FloatSlider(0.85, min=0.5, max=0.95, step=0.05, continuous_update=False),
    days=FloatSlider(p.street_cycle_days, min=0, max=5, step=0.5, continuous_update=False, description="sits, days"),
    kept=FloatSlider(p.retention_street, min=0.75, max=1.0, step=0.05, continuous_update=False, description="kept"),
)
def tiers(utilisation, days, kept):
    """Hours of a request behind 0 to 5 tiers, by what they go into."""
    found = {k: [chain(k, utilisation, seed, days * DAY, kept) for seed in range(5)] for k in range(6)}
    means = pd.DataFrame({k: pd.DataFrame(runs).mean() for k, runs in found.items()}).T
    axes = plt.figure(figsize=(8.5, 3.8), layout="constrained").subplots()
    left = np.zeros(len(means))
    for (part, hatch), colour in zip(HATCHES.items(), COLOURS, strict=True):
        axes.bar(means.index, means[part], bottom=left, color=colour, hatch=hatch, ec="0.3", label=part)
        left += means[part].to_numpy()
    whole = np.array([interval([sum(run.values()) for run in runs]) for runs in found.values()])
    errors(axes, means.index, whole)
    full = [utilisation * (1 + p.lost_information_rework * (1 - kept**k)) for k in means.index]
    axes.set_xticks(means.index, [f"{k}\n{x:.0%}" for k, x in zip(means.index, full, strict=True)])
    axes.set(xlabel="tiers that approve, and utilisation of the desk below", ylabel="hours from coming in to done")
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
    plt.show()


# %% [markdown] lang="en"
# To answer the question we look at the *increments*: what the first tier costs, the second, and so on. If tiers add,
# they are all alike; if tiers multiply, each is larger than the one before. We look at a calm desk and at a busy
# one.


# %% lang="en"
def increments(utilisation, **change):
    """What each of five tiers adds to a request's hours: text with an interval, one a tier."""
    whole = [
        [sum(chain(k, utilisation, seed, people=10_000, **change).values()) for k in range(6)] for seed in range(RUNS)
    ]
    return ["{:.2f} ({:.2f} to {:.2f})".format(*interval(step)) for step in np.diff(whole, axis=1).T]


VARIANTS = {"all as it is": {}, "nothing is lost": {"kept": 1.0}, "no sittings": {"sits": 0}}
index = pd.Index(range(1, 6), name="tier")
for utilisation in (0.6, 0.9):
    table = {name: increments(utilisation, **change) for name, change in VARIANTS.items()}
    print(f"hours that a further tier costs, above a desk at {utilisation:.0%} (95 % interval, {RUNS} replications)")
    print(pd.DataFrame(table, index=index).to_string(), "\n")

# %% [markdown] lang="en"
# Read off: where do the increments stay alike, and where do they grow? A sitting adds its days whatever else happens
# (the first tier may differ: how soon one tier sits after the one before is a matter of the calendar). Two things go
# another way. Lost information makes more *work*; work raises the utilisation of the desk; and utilisation is what
# blew up in the first figure. And a sitting lets go of many requests at once, which then stand in each other's way.
# So the same tier may cost little above a calm desk and much above a busy one. Compare your guess.

# %% lang="en"
print("guess:", my_guess)
for utilisation in (0.6, 0.9):
    none, five = (pd.DataFrame([chain(k, utilisation, s) for s in range(RUNS)]).mean() for k in (0, 5))
    more = (five - none).drop("work").round(2)
    print(f"five tiers above a desk at {utilisation:.0%}: +{more.sum():.1f} h, of which")
    print(more.to_string(), "\n")

# %% [markdown] lang="en"
# ## The same in a district
#
# A real chain is not alone: its officers have other work, its desks other queues. We take a small district under the
# hierarchy and change **one rule**, R1: enforcement teams are dispatched by the street, not by the district. With it
# the chain of approvals changes. This is what the duty list says of one item:

# %% lang="en"
from scenarios.duty_list import load_duty_list

item = next(item for item in load_duty_list() if item.key == "street_vendors")
print("district dispatches:", " → ".join(item.approvals_hierarchy), "→ work")
print("street dispatches:  ", " → ".join(item.approvals_network), "→ work →", " → ".join(item.sign_off), "signs off")

# %% lang="en"
district = Path("work") / "four_thousands.csv"
district.parent.mkdir(exist_ok=True)
rows = [f"{name},{street},4000" for street, names in {"East": "ABC", "West": "DEF"}.items() for name in names]
district.write_text("\n".join(["community,street,residents", *rows]) + "\n", encoding="utf-8")
hierarchy = sanshe.load("hierarchy").replace(city=district)
ARMS = {
    "hierarchy": hierarchy,
    "street dispatches (R1)": hierarchy.replace(enforcement_seat="street"),
    "nobody waits for a sitting": hierarchy.replace(street_cycle_days=0.0, department_cycle_days=0.0),
}

# %% [markdown] lang="en"
# The third arm is no rule that a district could set; it takes one part of the price away, to see how large that part
# is. As in [notebook 2](02_one_request.ipynb), `model.journeys.time_spent()` says into what a request's hours go;
# seeds are paired, so that each arm meets the same needs.
#
# **Before you run**: by how many hours does each of the two arms shorten (−) or lengthen (+) an *enforcement*
# request in the mean?

# %% lang="en"
my_guess = {"street dispatches (R1)": 0.0, "nobody waits for a sitting": 0.0}  # hours


# %% lang="en"
def enforcement(scenario, seed):
    """Mean hours of enforcement requests that arose in the first half, open ones counted up to now, by part."""
    model = sanshe.GovernanceModel(scenario, rng=seed, record_legs=True)
    model.run_for(DAYS)
    ledger = model.requests.frame().set_index("need")
    spent = model.journeys.time_spent().join(ledger[["category", "arose"]])
    mine = spent.query("category == 'enforcement' and arose < @DAYS * @DAY / 2")
    return mine[["delay", "waiting", "hand_over", "work"]].mean()


runs = {arm: pd.DataFrame([enforcement(each, seed) for seed in range(1, SEEDS + 1)]) for arm, each in ARMS.items()}
pd.DataFrame({arm: frame.mean() for arm, frame in runs.items()}).round(2)

# %% lang="en"
rows = {}
for arm in list(ARMS)[1:]:
    change = runs[arm] - runs["hierarchy"]
    change["total"] = change.sum(axis=1)
    rows[arm] = {part: "{:+.2f} ({:+.2f} to {:+.2f})".format(*interval(change[part])) for part in change}
print("guess:", my_guess)
print(f"hours a request, minus those of the hierarchy; {SEEDS} paired seeds, {DAYS} days, 95 % interval")
pd.DataFrame(rows).T

# %% [markdown] lang="en"
# An interval that holds zero says that these runs do not tell. Does the table show a price of R1, too? The teams are
# split among the streets, so each street has fewer of them: separate windows in place of a common queue, which you
# know from above. Look at `waiting`.
#
# ## Exercises
#
# ### Exercise 1
#
# *Square-root staffing.* A rule of thumb says: for the load *a* take *a* + √*a* windows. Which share
# of people then waits, for *a* = 4, 16, 64, 256? And what is the utilisation? Check one by simulation.

# %% tags=["solution"] lang="en"
for load in (4, 16, 64, 256):
    windows = round(load + load**0.5)
    print(f"load {load:3d}, {windows:3d} windows: {erlang_c(windows, load):.2f} wait, utilisation {load / windows:.2f}")
shares = [(waits(20, 16 / 20, seed) > 0).mean() for seed in range(RUNS)]
print("simulated at 20 windows, load 16: {:.3f} ({:.3f} to {:.3f})".format(*interval(shares)))

# %% [markdown] lang="en"
# ### Exercise 2
#
# *Variability.* At one window with ρ = 0.9, let every service take exactly 1 hour (M/D/1), or be
# spread as in the model (lognormal, coefficient of variation `p.work_spread`). By the formula of Pollaczek and
# Khinchine the mean wait is ρ (1 + v²) / (2 (1 − ρ)), with *v* the coefficient of variation. Does it hold?

# %% tags=["solution"] lang="en"
for v in (0.0, p.work_spread, 1.5):
    sigma = np.sqrt(np.log(1 + v**2))
    means = []
    for seed in range(RUNS):
        rng = np.random.default_rng(seed)
        arrival = np.cumsum(rng.exponential(1 / 0.9, PEOPLE))
        hours = rng.lognormal(-(sigma**2) / 2, sigma, PEOPLE)  # mean 1
        means.append((serve(arrival, hours)[0] - arrival)[PEOPLE // 5 :].mean())
    theory = 0.9 * (1 + v**2) / (2 * 0.1)
    print("v {:.2f}: simulated {:.2f} ({:.2f} to {:.2f}), theory {:.2f}".format(v, *interval(means), theory))

# %% [markdown] lang="en"
# ### Exercise 3
#
# *80/20.* A hotline promises that 80 % of callers wait at most 20 seconds; a call takes 3 minutes.
# How many lines does it need for 1, 10 and 100 calls a minute, and how busy are they?

# %% tags=["solution"] lang="en"
for calls in (1, 10, 100):
    load = 3.0 * calls  # in units of a call's 3 minutes
    lines_needed = int(load) + 1
    while erlang_c(lines_needed, load) * np.exp(-(lines_needed - load) * 20 / 180) > 0.2:
        lines_needed += 1
    print(f"{calls:3d} calls a minute: {lines_needed} lines, each busy {load / lines_needed:.0%} of the time")

# %% [markdown] lang="en"
# ### Exercise 4
#
# *When does merging stations help?* Rule R3 lets one station serve several communities. Two stations
# with two windows each become one with four; but the way becomes longer by *w*. Up to which *w* does a resident
# gain, at ρ = 0.5, 0.7, 0.9? A case takes half an hour. The model assumes `p.way_hours`.

# %% tags=["solution"] lang="en"
for rho in (0.5, 0.7, 0.9):
    saved = 0.5 * (mean_wait(2, rho) - mean_wait(4, rho))  # half an hour a case
    print(f"ρ {rho}: helps as long as the way is longer by less than {60 * saved:.1f} minutes")
print("the model's way grows as the square root of the communities served: a second one makes it longer by")
print(f"{60 * p.way_hours * (2**0.5 - 1):.1f} minutes")

# %% [markdown] lang="en"
# ### Exercise 5
#
# What helps more with three tiers above a desk at 90 %: to take one tier away, to let all sit twice
# as often, or to lose half as much information at each hand-over?

# %% tags=["solution"] lang="en"
half = 1 - (1 - p.retention_street) / 2
ways = {
    "one tier less": (2, {}),
    "sit twice as often": (3, {"sits": SITS / 2}),
    "lose half as much": (3, {"kept": half}),
}
now = np.array([sum(chain(3, 0.9, seed).values()) for seed in range(RUNS)])
for way, (k, change) in ways.items():
    saved = now - [sum(chain(k, 0.9, seed, **change).values()) for seed in range(RUNS)]
    print("{}: saves {:.1f} h ({:.1f} to {:.1f})".format(way, *interval(saved)))

# %% [markdown] lang="en"
# ## What this notebook does not show
#
# A tier also has a use, which no queue shows: it sees errors, keeps promises comparable, and answers for what is
# done. And the formulas hold in the long run, for people who come at a constant rate and never give up; in the model
# they come by the calendar, differ in urgency, and some stay silent. That is why the district is simulated and not
# calculated.
#
# Next: [4 · Hierarchy or network](04_hierarchy_or_network.ipynb). Each rule tried alone, with its benefit and its
# price: [rule cards](../docs/rules/README.md). The model in full: [ODD](../docs/ODD.md).
