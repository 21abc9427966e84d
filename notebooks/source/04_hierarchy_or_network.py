# %% [markdown] lang="en"
# # 4 · Hierarchy against network, with uncertainty
#
# Two ways of governing the same street are set side by side. One pair of runs gives a number; this notebook is about
# how far to trust it: how many runs, which comparison, how many outcomes, for whom, and under which assumptions. About
# an hour of reading and trying; the cells together run a minute or two.
#
# **After this notebook** you can
#
# - say why one run is no answer, and what a 95 % interval covers;
# - explain what paired seeds (common random numbers) save, and where they save nothing;
# - tell "no difference" from "not known", with a smallest difference of interest;
# - say what many outcomes do to p, and what Holm's adjustment does against it;
# - ask for whom a difference holds, under which assumptions it changes sign, and write down no more than that.

# %% [markdown] lang="zh"
# # 4 · 科层与网络的比较：结论有多可靠
#
# 同一个街道，用两种治理方式各运行一遍，放在一起比较。一对运行只给出一个数；本节要问的是，这个数可信到什么程度：
# 要运行多少次，怎样比较，看多少项结果，对谁成立，在什么假设下成立。阅读和动手约一小时，全部单元格运行一两分钟。
#
# **学完本节**，你能
#
# - 说明为什么一次运行不能当作答案，95% 区间“覆盖”的是什么；
# - 解释配对种子（公共随机数）节省了什么，什么时候节省不了；
# - 借助“有意义的最小差异”，区分“没有差异”和“尚不知道”；
# - 说明同时看许多结果会怎样影响 p 值，Holm 校正又起什么作用；
# - 追问差异对谁成立、在哪些假设下会改变正负，并且只写下这些依据所支持的话。

# %% lang="en"
LANG = "en"

# %% lang="zh"
LANG = "zh"

# %%
QUICK = True  # two minutes at most; False: a whole year and more seeds, some ten minutes, sharper intervals
SEEDS, YEARS, FEW, DRAWS = (40, 0.4, 8, 10) if QUICK else (60, 1.0, 20, 30)

# %%
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import Markdown
from ipywidgets import Dropdown, IntSlider, interact
from scipy import stats

import sanshe
from experiments import equity_words
from experiments.fonts import FAMILIES, register
from experiments.statistics import compare_outcomes, holm
from experiments.table_words import Words
from experiments.words import VERDICTS, outcome_name
from model.outcomes import OUTCOMES
from scenarios.words import unit_in

register()  # a font that can write Chinese
plt.rcParams["font.family"] = FAMILIES[LANG]
rng = np.random.default_rng(4)  # for the experiments with finished runs
words = Words(LANG)
ENDS = {words.head("ci_low"): "2.5 %", words.head("ci_high"): "97.5 %"}  # an interval's two ends
UNITS = {outcome.key: unit_in(outcome.unit, LANG) for outcome in OUTCOMES}

# %% lang="en"
WORDS = {
    "seed": "seed", "mean": "mean of all seeds", "up": "higher in B", "down": "lower in B", "long": "long-run mean",
    "holds": "holds the long-run mean", "misses": "misses it", "experiment": "experiment",
    "paired": "paired seeds", "independent": "independent seeds", "width": "width of the 95 % interval (paired = 1)",
    "seeds": "number of seeds", "margin": "smaller than of interest", "zero": "no difference",
    "ci": "mean, 95 % interval",
    "by_chance": "outcomes 'found' in one placebo experiment", "often": "placebo experiments",
    "raw": "p < 0.05", "holm": "p < 0.05 by Holm", "agree": "all seeds on one side", "differ": "seeds disagree",
    "guess": "my guess", "found": "found", "saved": "times as many runs without pairing",
    "simulated": "the same, simulated",
}  # fmt: skip

# %% lang="zh"
WORDS = {
    "seed": "种子", "mean": "全部种子的均值", "up": "B 较高", "down": "B 较低", "long": "长期均值",
    "holds": "包含长期均值", "misses": "未包含", "experiment": "实验",
    "paired": "配对种子", "independent": "独立种子", "width": "95% 区间的宽度（配对 = 1）",
    "seeds": "种子数", "margin": "小于有意义的差异", "zero": "无差异", "ci": "均值与 95% 区间",
    "by_chance": "一次安慰剂实验中“发现”差异的结果项数", "often": "安慰剂实验次数",
    "raw": "p < 0.05", "holm": "Holm 校正后 p < 0.05", "agree": "各种子同号", "differ": "各种子不同号",
    "guess": "我的猜测", "found": "实际", "saved": "不配对所需运行倍数", "simulated": "同上，模拟所得",
}  # fmt: skip


# %%
def beside(guess, found):
    """Your guess, and what came out."""
    print(f"{WORDS['guess']}: {guess}    {WORDS['found']}: {found}")


# %% [markdown] lang="en"
# ## The street and the two regimes
#
# An invented street of four communities. In the *hierarchy* every community has its own station with separate windows,
# the district enforces, duties overlap. In the *network* the four share one station, duties have one owner, residents
# deliberate and social organisations are paid to serve. Both have the same residents, needs, posts and money. In so
# small a place one post more or less weighs heavily: whatever comes out below is about this street.

# %% [markdown] lang="zh"
# ## 一个街道，两种治理方式
#
# 这是一个虚构的街道，有四个社区。*垂直科层*：每个社区一个服务站，窗口分设，执法归区，职责多有交叠。*横向网络*：
# 四个社区共用一个服务站，一项职责只有一个主体，居民参与协商，社会组织承接服务。两种方式的居民、需求、
# 岗位和经费完全相同。地方这么小，多一个岗位少一个岗位影响都很大：下面得到的一切，说的只是这个街道。

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
hierarchy = sanshe.load("hierarchy").replace(city=street)
network = sanshe.load("network").replace(city=street)

# %% [markdown] lang="en"
# ## One run
#
# A **seed** settles all chance of a run: who lives in the street, what they need on which day. We run both regimes
# once, at seed 1, and look at four of the many outcomes. A is the hierarchy, B the network.
#
# (The first run on a machine prepares the simulation and can take a minute.)

# %% [markdown] lang="zh"
# ## 只运行一次
#
# **种子**决定一次运行中的全部偶然：街道里住着谁，哪一天产生什么需求。先用种子 1 把两种方式各运行一次，
# 从众多结果中取四项来看。A 是垂直科层，B 是横向网络。
#
# （在一台机器上第一次运行时，程序要做准备，可能需要一分钟。）

# %%
KEYS = ["cost_per_resolved", "satisfaction", "unvoiced_stock", "response_time"]
SHOWN = [*KEYS, "reopened_share", "social_hours"]  # later on, six of them


def said(table):
    """A table with its rows and columns in words."""
    return table.rename(index=words.word, columns=words.head).rename_axis(index=None, columns=None)


one = sanshe.compare(hierarchy, network, seeds=1, years=YEARS).table.set_index("outcome")
said(one.loc[KEYS, ["mean_a", "mean_b", "difference", "ci_low"]].round(4).assign(unit=pd.Series(UNITS)))

# %% [markdown] lang="en"
# There are differences, and no interval: from one pair nothing can be said about chance. Would another seed have said
# the same?
#
# **Before you run:** under other seeds, in how many of all of them will a resolved request *cost less* under the
# network? Write your guess.

# %% [markdown] lang="zh"
# 差异有了，区间没有：只凭一对运行，对偶然性什么也说不出来。换一个种子，说法会一样吗？
#
# **先猜后跑**：换成许多种子，其中有多少个种子，在横向网络下每办结一件诉求的成本*更低*？写下你的猜测。

# %%
my_guess = SEEDS // 2  # of SEEDS seeds

# %%
found = sanshe.compare(hierarchy, network, seeds=SEEDS, years=YEARS)
A, B = found.labels(LANG)
runs = found.outcomes.pivot(index="seed", columns=["outcome", "arm"], values="value")
difference = {key: (runs[key][1] - runs[key][0]).to_numpy() for key in SHOWN}
beside(my_guess, f"{(difference['cost_per_resolved'] < 0).sum()} / {SEEDS}")


# %%
def title(key):
    """An outcome: its name, and what B − A is measured in."""
    return f"{outcome_name(key, LANG)}: B − A\n({UNITS[key]})"


figure, panels = plt.subplots(1, 4, figsize=(13, 3), layout="constrained")
for axes, key in zip(panels, KEYS, strict=True):
    d, seed = difference[key], np.arange(1, SEEDS + 1)
    axes.plot(seed[d > 0], d[d > 0], "o", color="#D55E00", markersize=4, label=WORDS["up"])
    axes.plot(seed[d <= 0], d[d <= 0], "v", color="#0072B2", markersize=4)
    axes.axhline(d.mean(), color="black", linestyle="--", linewidth=1, label=WORDS["mean"])
    axes.axhline(0, color="0.6", linewidth=0.8)
    axes.set(title=title(key), xlabel=WORDS["seed"])
panels[0].plot([], [], "v", color="#0072B2", markersize=4, label=WORDS["down"])
figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
plt.show()

# %% [markdown] lang="en"
# Each mark is one pair of runs. Seed 1 is the first of them, no better than any other. Where both kinds of mark stand
# in one panel, somebody with one seed could have reported either sign, in good faith.
#
# ## The mean and its interval
#
# The mean over seeds is steadier than any seed. How steady, the differences say themselves: their standard deviation,
# divided by the root of their number, is the standard error of the mean; Student's t makes it an interval.

# %% [markdown] lang="zh"
# 每个标记是一对运行。种子 1 只是其中第一个，并不比别的更好。若一格中两种标记都有，
# 只用一个种子的人就可能诚心诚意地报告任何一种方向。
#
# ## 均值与区间
#
# 各种子的均值比任何一个种子都稳定。有多稳定，由差异本身说明：差异的标准差除以种子数的平方根，就是均值的标准误；
# 再用 t 分布得出区间。


# %%
def interval(d):
    """(mean, low, high): the mean and its 95 % interval by Student's t, over the last axis."""
    n = d.shape[-1]
    half = stats.t.ppf(0.975, n - 1) * d.std(axis=-1, ddof=1) / np.sqrt(n)
    return d.mean(axis=-1), d.mean(axis=-1) - half, d.mean(axis=-1) + half


table = found.table.set_index("outcome")
by_hand = pd.DataFrame({key: interval(d) for key, d in difference.items()}, index=["difference", "ci_low", "ci_high"]).T
assert np.allclose(by_hand, table.loc[SHOWN, by_hand.columns])  # the house reckons the same
said(table.loc[KEYS, ["mean_a", "mean_b", "difference", "ci_low", "ci_high", "n"]].round(4)).rename(columns=ENDS)

# %% [markdown] lang="en"
# What does an interval of 95 % promise? Not that this one is right with 95 % probability, and not that 95 % of streets
# lie in it. It is a promise of the *method*: of many experiments, 95 % have an interval that holds the long-run mean.
#
# That can be tried. Let the runs above be all the world, so that their mean is the truth. An *experiment* draws five of
# them and makes an interval.
#
# **Before you run:** of 1,000 such experiments, how many intervals hold the truth? Five seeds are few.

# %% [markdown] lang="zh"
# 95% 区间承诺的是什么？不是说这一个区间有 95% 的概率正确，也不是说 95% 的街道落在其中。它是对*方法*的承诺：
# 做许多次实验，其中 95% 的实验得到的区间包含长期均值。
#
# 这可以试。把上面的运行当作整个世界，它们的均值就是真值。一次“实验”从中抽取五个，得出一个区间。
#
# **先猜后跑**：1000 次这样的实验，有多少个区间包含真值？要知道，五个种子并不多。

# %%
my_guess = 500  # of 1,000 experiments

# %%
truth = difference["unvoiced_stock"].mean()
mean, low, high = interval(rng.choice(difference["unvoiced_stock"], size=(1000, 5)))
holds = (low <= truth) & (truth <= high)
beside(my_guess, holds.sum())

# %%
figure, axes = plt.subplots(figsize=(10, 3.2), layout="constrained")
number = np.arange(1, 101)
for which, colour, mark, text in ((holds[:100], "0.55", "o", "holds"), (~holds[:100], "#D55E00", "x", "misses")):
    axes.vlines(number[which], low[:100][which], high[:100][which], color=colour, linewidth=1)
    axes.plot(number[which], mean[:100][which], mark, color=colour, markersize=4, label=WORDS[text])
axes.axhline(truth, color="black", linestyle="--", label=WORDS["long"])
axes.set(xlabel=WORDS["experiment"], ylabel=title("unvoiced_stock"))
figure.legend(loc="outside upper center", ncols=3)
plt.show()

# %% [markdown] lang="en"
# The first hundred of the thousand. Nobody who made just one of these experiments can see whether theirs is among the
# crosses. And the intervals differ in width: with five seeds the spread is itself a guess. The count depends a little
# on the shape of the differences; Student's t is exact where they are normal.

# %% [markdown] lang="zh"
# 图中是一千次实验的前一百次。只做了其中一次实验的人，无从知道自己是不是那些叉号之一。各区间的宽度也不同：
# 只有五个种子时，离散程度本身也是估计出来的。命中的次数与差异的分布形状也有些关系；差异服从正态分布时，
# t 区间才是精确的。

# %% [markdown] lang="en"
# ## Paired seeds
#
# Both regimes met the *same* residents with the *same* needs at each seed (common random numbers). A hard year is hard
# under both, and drops out of the difference: Var(B − A) = Var A + Var B − 2 Cov(A, B). Had A and B been run with seeds
# of their own, nothing would drop out.
#
# **Before you run:** ten seeds each. How many times as wide is the interval without pairing, for needs borne in silence
# (`unvoiced_stock`)? 1 would mean that pairing saves nothing.

# %% [markdown] lang="zh"
# ## 配对种子
#
# 在每个种子下，两种方式面对的是*同一批*居民、*同样的*需求（公共随机数）。难办的年份对两者都难，相减时就抵消了：
# Var(B − A) = Var A + Var B − 2 Cov(A, B)。如果 A 和 B 各用各的种子，就什么也抵消不了。
#
# **先猜后跑**：各十个种子。对默默忍受的需求（`unvoiced_stock`），不配对的区间是配对区间的几倍宽？1 表示配对毫无节省。

# %%
my_guess = 1.0  # times as wide


# %%
def widths(key, n=10, times=2000):
    """Mean widths of the interval with paired and with independent seeds, over many draws of n seeds."""
    a, b = runs[key][0].to_numpy(), runs[key][1].to_numpy()
    mine, other = rng.integers(SEEDS, size=(2, times, n))
    _, low, high = interval(b[mine] - a[mine])
    error = np.sqrt((a[mine].var(axis=1, ddof=1) + b[other].var(axis=1, ddof=1)) / n)
    return (high - low).mean(), (2 * stats.t.ppf(0.975, 2 * n - 2) * error).mean()


wide = pd.DataFrame({key: widths(key) for key in SHOWN}, index=["paired", "independent"]).T
times = wide["independent"] / wide["paired"]
beside(my_guess, round(times["unvoiced_stock"], 1))

# %%
figure, axes = plt.subplots(figsize=(8, 2.8), layout="constrained")
place = np.arange(len(SHOWN))
axes.barh(place - 0.19, np.ones(len(SHOWN)), 0.36, color="#0072B2", label=WORDS["paired"])
axes.barh(place + 0.19, times, 0.36, color="#E69F00", hatch="///", edgecolor="white", label=WORDS["independent"])
axes.set_yticks(place, [outcome_name(key, LANG) for key in SHOWN])
axes.invert_yaxis()
axes.set_xlabel(WORDS["width"])
figure.legend(loc="outside upper center", ncols=2)
plt.show()

# %% [markdown] lang="en"
# The width shrinks with the root of the number of runs, so twice the width means four times the runs. The house reckons
# that from the correlation of A and B over seeds: 1 / (1 − `variance_saved`). Beside it the square of the ratio above.
# It comes out somewhat smaller: ten pairs leave 9 degrees of freedom, two groups of ten 18, so that Student's t is
# larger for the pairs. That is the price of pairing, and where A and B have nothing in common the paired interval is
# even the wider one.

# %% [markdown] lang="zh"
# 区间宽度与运行次数的平方根成反比，宽度两倍就意味着要运行四倍的次数。
# `sanshe.compare` 由 A 与 B 在各种子间的相关算出这个倍数：1 / (1 − `variance_saved`)。旁边是上图比值的平方。
# 后者略小：十对种子只有9个自由度，两组各十个种子有18个，因此配对时 Student t 的临界值更大。这是配对的代价；
# 如果 A 与 B 毫无共同之处，配对的区间反而更宽。

# %%
saved = table.loc[SHOWN, ["correlation", "variance_saved"]]
said(saved.assign(saved=1 / (1 - saved["variance_saved"]), simulated=times**2).round(2)).rename(columns=WORDS)

# %% [markdown] lang="en"
# Pairing is no magic. It saves much where both regimes answer the same chance alike. Where one of them has chance of
# its own (a full station, where one bad week makes a queue that lasts for months), there is little in common to take
# out. Which of these outcomes is of which kind here? A common mistake is to pair and then to test as if unpaired: it
# throws the saving away.

# %% [markdown] lang="zh"
# 配对不是魔法。两种方式对同样的偶然反应相似时，节省很多；如果其中一种有自己的偶然（例如服务站已经满负荷，
# 一个糟糕的星期就会造成持续数月的积压），可以抵消的共同部分就很少。在这里，这几项结果各属于哪一类？常见的错误是配了对、
# 检验时却当作没有配对：节省就白白丢掉了。

# %% [markdown] lang="en"
# ## "No difference" and "not known"
#
# An interval that holds zero does not show that there is no difference: with few runs it holds zero and much else. To
# claim *no difference* one must say first how small is small: the **smallest difference of interest**. The registered
# ones are 0.01 for shares and for what is measured from 0 to 1, and 2 % of the mean for all else. Two one-sided tests
# (TOST) then ask whether the difference is *surely smaller than that*. So there are three answers:
#
# | answer | what was shown |
# | --- | --- |
# | better or worse | a difference, and not one too small to matter |
# | equivalent | the difference is smaller than of interest, even if it is not zero |
# | not known | neither of the two |
#
# **Before you run:** of all outcomes that have a better direction, for how many is the answer *not known* with five
# seeds? And with all seeds?

# %% [markdown] lang="zh"
# ## “没有差异”与“尚不知道”
#
# 区间包含零，并不说明没有差异：运行很少时，区间既包含零，也包含许多别的值。要断言*没有差异*，必须先说明多小才算小，
# 也就是**有意义的最小差异**。登记值是：比例和 0 至 1 的量为 0.01，其余为均值的 2%。然后用两个单侧检验（TOST）问：
# 差异是不是*确实比这更小*。于是有三种回答：
#
# | 回答 | 证明了什么 |
# | --- | --- |
# | 更好或更差 | 有差异，而且没有证明它小到无关紧要 |
# | 等效 | 差异小于有意义的最小值，哪怕它不等于零 |
# | 未知 | 两者都没有证明 |
#
# **先猜后跑**：在有优劣方向的结果中，用五个种子时有多少项是*未知*？用全部种子时呢？

# %%
my_guess = {5: 0, SEEDS: 0}


# %%
def verdicts(n, margins=None):
    """The answers of the first n seeds, by outcome, those with a better direction."""
    told = compare_outcomes(found.outcomes[found.outcomes["seed"] <= n], list(found.names), margins)
    told = told[(told["better"] != "none") & (told["n"] > 0)]
    return told.set_index("outcome")["verdict"].map(VERDICTS[LANG])


unknown = {n: int((verdicts(n) == VERDICTS[LANG]["open"]).sum()) for n in my_guess}
beside(my_guess, unknown)
counts = pd.DataFrame({n: verdicts(n).value_counts() for n in (5, 10, SEEDS)}).fillna(0).astype(int)
counts.rename_axis(index=None, columns=WORDS["seeds"])

# %% [markdown] lang="en"
# Now slowly, one outcome at a time. Move the slider: the interval narrows as seeds are added, and the answer changes
# where it leaves zero, or comes to lie within the band of what is smaller than of interest. (The answer uses p by Holm
# over all outcomes, see the next section, so that an interval may leave zero a little earlier.)

# %% [markdown] lang="zh"
# 再一项一项慢慢看。移动滑块：种子增加，区间收窄；当区间离开零，或者整个落入“小于有意义的差异”的带状范围时，回答就变了。
# （回答所用的 p 值已对全部结果作 Holm 校正，见下一节，所以区间可能稍早一些离开零。）


# %%
def narrow(key, n):
    """The interval of the first 2, 3, … n seeds."""
    seeds, d = np.arange(2, n + 1), difference[key]
    mean, low, high = np.array([interval(d[:k]) for k in seeds]).T
    _, axes = plt.subplots(figsize=(8, 3.2), layout="constrained")
    margin = table.loc[key, "margin"]
    axes.axhspan(
        -margin, margin, facecolor="#009E73", edgecolor="#009E73", alpha=0.2, hatch="..", label=WORDS["margin"]
    )
    axes.axhline(0, color="0.4", linewidth=0.8, label=WORDS["zero"])
    axes.fill_between(seeds, low, high, color="#0072B2", alpha=0.25)
    axes.plot(seeds, mean, color="#0072B2")
    axes.vlines(n, low[-1], high[-1], color="black")
    axes.plot(n, mean[-1], "o", color="black", label=WORDS["ci"])
    reach = 1.1 * max(margin, np.abs([interval(d[:4]), interval(d)]).max())
    axes.set(xlim=(1.5, SEEDS + 1), ylim=(-reach, reach), xlabel=WORDS["seeds"], ylabel=title(key))
    axes.set_title(f"n = {n}: {verdicts(n)[key]}")
    axes.legend(loc="upper right", fontsize=8)
    plt.show()


_ = interact(
    narrow,
    key=Dropdown(options=[(outcome_name(key, LANG), key) for key in SHOWN], description="B − A"),
    n=IntSlider(10, 2, SEEDS, continuous_update=False, description="n"),
)

# %% [markdown] lang="en"
# ## Many outcomes
#
# Dozens of outcomes are compared. At p < 0.05, one in twenty is "found" where there is nothing. A placebo experiment
# shows it: the hierarchy against *itself*. The runs of A are dealt out at random into two groups, and every outcome is
# tested. Nothing is there to be found.
#
# **Before you run:** in what share of such experiments is at least one outcome "found" at p < 0.05?

# %% [markdown] lang="zh"
# ## 许多结果一起看
#
# 一共比较几十项结果。以 p < 0.05 为准，即使什么差异也没有，二十项里也会“发现”一项。安慰剂实验可以说明：
# 让垂直科层与*它自己*比较。把 A 的各次运行随机分成两组，逐项检验。这里本来没有任何东西可以发现。
#
# **先猜后跑**：这样的实验中，至少有一项结果被“发现”（p < 0.05）的占多大比例？

# %%
my_guess = 0.05

# %%
same = runs.xs(0, level="arm", axis=1).dropna(axis=1)
same = same.loc[:, same.nunique() > SEEDS // 2].to_numpy()  # without what hardly ever varies


def placebo():
    """How many outcomes differ between two halves of the same regime's runs: at p < 0.05, and by Holm."""
    mixed = rng.permutation(same)
    p = stats.ttest_ind(mixed[::2], mixed[1::2]).pvalue
    return (p < 0.05).sum(), (holm(p) < 0.05).sum()


chance = np.array([placebo() for _ in range(500)])
raw, adjusted = (chance > 0).mean(axis=0)
beside(my_guess, f"{raw:.2f} ({WORDS['raw']}), {adjusted:.2f} ({WORDS['holm']}), n = {same.shape[1]}")

# %%
figure, axes = plt.subplots(figsize=(8, 2.8), layout="constrained")
bins = np.arange(min(chance.max(), 9) + 2)
for column, text, colour, hatch, shift in ((0, "raw", "#E69F00", "///", -0.2), (1, "holm", "#0072B2", "", 0.2)):
    times_found = np.bincount(chance[:, column].clip(max=bins[-1] - 1), minlength=len(bins) - 1)
    axes.bar(bins[:-1] + shift, times_found, 0.4, color=colour, hatch=hatch, edgecolor="white", label=WORDS[text])
axes.set(xlabel=WORDS["by_chance"], ylabel=WORDS["often"], xticks=bins[:-1])
axes.legend()
plt.show()

# %% [markdown] lang="en"
# Holm's adjustment (1979) multiplies the smallest p by the number of outcomes, the next by one less, and so on. It
# keeps the chance of *any* false find near 5 %, at a price: true differences need more seeds. It cannot mend what was
# chosen after looking. So which outcomes matter, and the smallest differences of interest, were [written down
# before](../docs/preregistration.md). Here is all of our comparison in one sentence, by Holm:

# %% [markdown] lang="zh"
# Holm 校正（1979）把最小的 p 乘以结果的项数，次小的乘以项数减一，依此类推。它使*任何一项*误报的机会保持在 5% 左右，
# 代价是真正的差异需要更多种子才能发现。看过数据之后才挑选的东西，它补救不了。所以哪些结果重要、多大的差异才有意义，
# 都[事先写定](../../docs/preregistration.md)。下面一段话是我们这次比较的全部，已作 Holm 校正：

# %%
Markdown(found.sentence(LANG))

# %% [markdown] lang="en"
# ## For whom?
#
# A mean over the street may hide who pays for it. `sanshe.equity` counts the same outcomes by group of residents and by
# community, again with paired seeds.
#
# **Before you run:** if the street as a whole gains or loses in requests resolved in time, does every community go the
# same way? And is the gap between the vulnerable and the others closed, widened, or not known?

# %% [markdown] lang="zh"
# ## 对谁而言？
#
# 全街道的均值可能掩盖了谁在承担代价。`sanshe.equity` 把同样的结果按居民群体和社区分别计算，同样使用配对种子。
#
# **先猜后跑**：如果整个街道在按时解决率上有得或有失，各个社区都朝同一方向变化吗？弱势居民与其他居民之间的差距，是缩小、
# 扩大，还是未知？

# %%
my_guess = {"communities": "?", "vulnerable": "?"}

# %%
groups = sanshe.equity(hierarchy, network, seeds=FEW, years=YEARS, outcomes=("within_standard", "unvoiced_stock"))
beside(my_guess, "↓")
groups.plot(LANG)

# %%
gaps = groups.gaps[groups.gaps["outcome"].isin(groups.drawn)]
gap = gaps["gap"].map(equity_words.GAPS[LANG])
gaps = gaps.set_index(gaps["outcome"].map(words.word) + ": " + gap).sort_index()
gaps["verdict"] = gaps["verdict"].map(equity_words.VERDICTS[LANG])
said(gaps[["mean_a", "mean_b", "difference", "ci_low", "ci_high", "verdict"]].round(3)).rename(columns=ENDS)

# %% [markdown] lang="en"
# Left, each group under A and under B; in the middle, its difference; right, the communities one by one. Filled marks
# are differences that are found. The table has the gaps between groups: one closes or widens only if its change is
# found by Holm. *Not known* is a frequent answer with so few seeds and communities; it is not the answer "fair".
#
# ## Under which assumptions?
#
# Intervals know the chance of seeds, and nothing else. But most numbers in the model are assumed, with a range. So draw
# some of them: how many posts there are, how often a task goes wrong, how much residents mind being handed over. Every
# draw holds for both regimes alike; ranges are the registered ones (for posts, ours).
#
# **Before you run:** in how many of the draws is *satisfaction* higher under the network?

# %% [markdown] lang="zh"
# 左边是各群体在 A 和 B 之下的值，中间是它们的差异，右边逐个列出社区；实心标记表示已发现的差异。表中是群体之间的差距：
# 只有变化经 Holm 校正后被发现，才说它缩小或扩大。社区和种子都这么少，*未知*是常见的回答；它并不等于“公平”。
#
# ## 在哪些假设之下？
#
# 区间只知道种子的偶然，别的一概不知。而模型中的数值大多是带范围的假设。那就抽取其中几个：岗位有多少，
# 办事出错的机会多大，居民有多在意被移交。每次抽取的值对两种方式同样有效；范围采用登记的范围（岗位数的范围由我们自定）。
#
# **先猜后跑**：在这些抽样中，有多少次横向网络的*办事满意度*更高？

# %%
my_guess = DRAWS // 2  # of DRAWS draws

# %%
from scenarios.declare import declarations
from scenarios.parameters import Parameters
from scenarios.resources import Resources

about = {d.key: d for d in (*declarations(Parameters), *declarations(Resources))}
ranges = {key: about[key].prior or (about[key].low, about[key].high) for key in ("task_error", "hand_over_penalty")}
ranges["staff_per_10000"] = (18.0, 27.0)  # 21 in the scenarios as they stand
unit = stats.qmc.LatinHypercube(len(ranges), rng=4).random(DRAWS)  # spread evenly over all ranges
low, high = np.array(list(ranges.values())).T
drawn = pd.DataFrame(low + unit * (high - low), columns=list(ranges))
ranges


# %%
def satisfaction(assumed):
    """B − A in satisfaction at three seeds, under these assumptions."""
    arms = [regime.replace(**assumed) for regime in (hierarchy, network)]
    seen = sanshe.compare(*arms, seeds=3, years=YEARS).outcomes.query("outcome == 'satisfaction'")
    by_arm = seen.pivot(index="seed", columns="arm", values="value")
    return (by_arm[1] - by_arm[0]).to_numpy()


under = np.array([satisfaction(row) for row in drawn.to_dict("records")])
ahead = under.mean(axis=1) > 0
beside(my_guess, f"{ahead.sum()} / {DRAWS}")

# %%
mean, low, high = under.mean(axis=1), under.min(axis=1), under.max(axis=1)
sure = (low > 0) | (high < 0)
figure, panels = plt.subplots(1, len(ranges), figsize=(12, 3.2), sharey=True, layout="constrained")
for axes, key in zip(panels, ranges, strict=True):
    axes.vlines(drawn[key], low, high, color="#0072B2", linewidth=1)
    for which, fill, text in ((sure, "#0072B2", "agree"), (~sure, "white", "differ")):
        axes.plot(drawn[key][which], mean[which], "o", color="#0072B2", markerfacecolor=fill, label=WORDS[text])
    axes.axhline(0, color="0.4", linewidth=0.8)
    axes.set_xlabel(f"{words.word(key)}\n({unit_in(about[key].unit, LANG)})")
panels[0].set_ylabel(title("satisfaction"))
panels[0].legend(fontsize=8)
plt.show()

# %% [markdown] lang="en"
# A mark is a draw: the mean of three seeds, the line from the lowest to the highest. Does the sign change, and along
# which of the three? If it does, then neither "the network satisfies more" nor "less" is a finding about networks: the
# finding is *under which conditions*. Three seeds a draw settle little, and three of the model's hundreds of numbers
# are not all; `sanshe.regime_map` and `sanshe.unrig` draw all that are registered for it, see [notebook
# 7](07_is_it_true.ipynb).

# %% [markdown] lang="zh"
# 一个标记是一次抽样：三个种子的均值，线段从最低到最高。正负变了吗？沿哪一个因素变的？如果变了，
# 那么“网络更令人满意”和“更不满意”都不是关于网络的发现；发现的是*在什么条件下*。每次抽样三个种子说明不了太多，
# 模型中数以百计的数值也只抽了三个；`sanshe.regime_map` 与 `sanshe.unrig` 抽取为此登记的全部条件，
# 见[第 7 节](../07_is_it_true.ipynb)。

# %% [markdown] lang="en"
# ## What may be concluded
#
# | may | may not |
# | --- | --- |
# | under these rules and numbers, the mean difference is in this interval | "networks are better" |
# | this outcome is equivalent within ± this margin | "there is no difference", because p was large |
# | this group, this community: not known | "all gain alike" |
# | under these assumptions the sign is this one, under those the other | the district will have this value next year |
#
# A sentence that can stand has five parts: *what* differs, *by how much* with its interval, *how many* paired seeds and
# how long, *for whom*, and *under which assumptions*.

# %% [markdown] lang="zh"
# ## 可以得出什么结论
#
# | 可以说 | 不可以说 |
# | --- | --- |
# | 在这些规则和数值之下，这个街道的平均差异落在这个区间（几个种子、多长时间） | “网络更好”“科层更好” |
# | 这项结果在 ± 这个界限之内等效 | 因为 p 值大，所以“没有差异” |
# | 对这个群体、这个社区：未知 | “人人同样受益” |
# | 在这些假设下是这个方向，在那些假设下是另一个方向 | 明年这个区就会是这个数值 |
#
# 站得住的一句话有五个部分：*什么*不同，*差多少*及其区间，*多少个*配对种子、多长时间，*对谁*，*在什么假设下*。

# %% [markdown] lang="en"
# ## Exercises
#
# ### Exercise 1
#
# For each of the outcomes of the slider: from how many seeds on does the answer stay what it is with
# all seeds?

# %% [markdown] lang="zh"
# ## 练习
#
# ### 练习1
#
# 对滑块中的每项结果：从多少个种子起，回答就一直与全部种子时相同？

# %% tags=["solution"]
told = pd.DataFrame({n: verdicts(n)[SHOWN] for n in range(2, SEEDS + 1)})
settled = {key: max([n for n in told if told.loc[key, n] != told.loc[key, SEEDS]], default=1) + 1 for key in SHOWN}
pd.DataFrame({"n": settled, SEEDS: told[SEEDS]}).rename(index=words.word)

# %% [markdown] lang="en"
# ### Exercise 2
#
# Somebody looks after every seed and stops as soon as p < 0.05. In the placebo experiment, take one
# outcome, give the two groups one seed more at a time from three on, and count how often they "find" something.

# %% [markdown] lang="zh"
# ### 练习2
#
# 有人每加一个种子就看一眼，一旦 p < 0.05 就停。在安慰剂实验中取一项结果，从三个种子起，
# 每次给两组各加一个，数一数他有多少次会“发现”点什么。


# %% tags=["solution"]
def peek(values):
    """Whether p falls below 0.05 at any look, from three a group on."""
    a, b = values[::2], values[1::2]
    return any(stats.ttest_ind(a[:n], b[:n]).pvalue < 0.05 for n in range(3, len(a) + 1))


response = runs["response_time"][0].to_numpy()
float(np.mean([peek(rng.permutation(response)) for _ in range(200)]))  # one test at the end: 0.05
# `sanshe.compare(..., precision=...)` adds seeds by the width of the interval, never by the sign of the difference.

# %% [markdown] lang="en"
# ### Exercise 3
#
# The smallest difference of interest decides what counts as equivalent. What are the answers for
# `cost_per_resolved` with margins of 1, 3, 10 and 30 yuan?

# %% [markdown] lang="zh"
# ### 练习3
#
# 多大的差异才有意义，决定了什么算等效。对单件成本 `cost_per_resolved`，界限取 1、3、10、30 元时，
# 回答各是什么？

# %% tags=["solution"]
{yuan: verdicts(SEEDS, {"cost_per_resolved": float(yuan)})["cost_per_resolved"] for yuan in (1, 3, 10, 30)}
# `sanshe.compare(hierarchy, network, margins={"cost_per_resolved": 3.0})` does the same from the start.

# %% [markdown] lang="en"
# ### Exercise 4
#
# A press release says: "A simulation proves that networked governance is (better/worse) for residents:
# of sixty indicators, twenty differ significantly (p < 0.05)." Name four things that are wrong, or missing.

# %% [markdown] lang="zh"
# ### 练习4
#
# 一则新闻稿写道：“仿真证明，网络化治理对居民（更好／更差）：
# 六十项指标中有二十项差异显著（p < 0.05）。”指出四处错误或缺漏。

# %% [markdown] lang="en" tags=["solution"]
# - *Proves*: a model explains and compares under its assumptions; it proves nothing about a district.
# - *Better* in general: outcomes go in both directions; some have no better direction at all.
# - p < 0.05 over sixty outcomes without adjustment: some are found by chance alone.
# - No size, no interval: a significant difference may be smaller than of interest.
# - No seeds, no length, no district, no word on for whom, and on which assumptions the signs depend.

# %% [markdown] lang="zh" tags=["solution"]
# - “证明”：模型是在其假设之下作解释和比较，对现实中的城区什么也证明不了。
# - 笼统的“更好”：各项结果方向不一；有些结果根本没有优劣方向。
# - 六十项结果用 p < 0.05 而不作校正：其中有一些纯属偶然。
# - 没有大小，没有区间：显著的差异可能小到没有意义。
# - 没有种子数、时间长度和城区，没有说对谁，也没有说正负取决于哪些假设。

# %% [markdown] lang="en"
# ## What this notebook does not show
#
# Which of the many rules made a difference ([notebook 6](06_which_rule.ipynb)),
# whether the model is true of anything ([notebook 7](07_is_it_true.ipynb)), and what a real district would see: the
# street is invented, runs start from an empty desk, and in the quick mode they last 100 working days. With `QUICK =
# False` they last a year: see which answers stay.
#
# The [next notebook](05_your_own_rule.ipynb) adds a rule of your own. More on comparisons, equivalence and equity:
# [experiments](../docs/experiments.md); the whole district of Shangcheng: [findings](../docs/findings.md).

# %% [markdown] lang="zh"
# ## 本节没有说明什么
#
# 众多规则中是哪一条造成了差异（[第 6 节](../06_which_rule.ipynb)，英文），
# 模型是否符合现实（[第 7 节](../07_is_it_true.ipynb)，英文），以及真实的城区会怎样：这个街道是虚构的，
# 每次运行都从没有任何积压的状态开始，快速模式下只有 100 个工作日。设 `QUICK = False` 则运行一整年：看看哪些回答不变。
#
# [下一节](../05_your_own_rule.ipynb)（英文）加入你自己的规则。关于比较、等效与公平，
# 详见[实验说明](../../docs/experiments.md)；上城区全区的结果见[所得结果](../../docs/findings.md)。
