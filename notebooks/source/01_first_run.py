# %% [markdown] lang="en"
# # 1 · A first run in five minutes
#
# A city district, its residents and the offices that serve them, simulated day by day. You run it once, take posts
# away and watch the queue, and set two ways of governing side by side. Five minutes, without any programming.
#
# **After this notebook** you can
#
# - say what a district, a need, a request and a regime are here;
# - run a district for half a year and read what became of its residents' needs;
# - change a setting and see what it does to the queue;
# - compare two regimes, and read an interval.
#
# *How to use it:* press **Shift+Enter** to run a cell and go on to the next. You need not read the code. `[*]` at the
# left of a cell says that it is at work; a number says that it is done.

# %% [markdown] lang="zh"
# # 1 · 五分钟，跑一次
#
# 一个城区、它的居民和为居民服务的机构，逐日仿真。先完整运行一次，再减少岗位、观察排队，最后把两种治理方式并排比较。
# 五分钟，不要求会编程。
#
# **学完本节**，你能
#
# - 说出这里的城区、需求、诉求和治理方式各指什么；
# - 让一个城区运行半年，看懂居民的需求后来怎样了；
# - 改动一项设定，看它怎样影响排队；
# - 比较两种治理方式，读懂区间。
#
# *用法：* 按 **Shift+Enter** 运行一个单元格，并移到下一个；不必读懂代码。
# 单元格左边显示 `[*]` 时正在计算，显示数字时已算完。

# %% lang="en"
LANG = "en"

# %% lang="zh"
LANG = "zh"

# %%
QUICK = True  # a minute; False: a whole year and more seeds, some four minutes
DAYS, SEEDS = (125, 5) if QUICK else (250, 20)  # a year has 250 working days

# %% [markdown] lang="en"
# ## A district
#
# A **district** is a table of its communities (社区), each in a street (街道). This one is invented.

# %% [markdown] lang="zh"
# ## 城区
#
# **城区**就是一张社区表，每个社区属于一个街道。这里的城区是虚构的。

# %%
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

import sanshe
from experiments.fonts import FAMILIES, register
from experiments.words import VERDICTS, outcome_name
from scenarios.words import unit_in

register()  # a font that can write Chinese
plt.rcParams["font.family"] = FAMILIES[LANG]
# %config InlineBackend.figure_format = "retina"

# %%
district = Path("work") / "small.csv"
district.parent.mkdir(exist_ok=True)
communities = """community,street,residents
Bridge 桥西,East 东街,6200
Lotus 莲花,East 东街,7100
Well 古井,East 东街,5800
Temple 庙前,West 西街,6600
Harbour 码头,West 西街,7400
Garden 花园,West 西街,5900
"""
district.write_text(communities, encoding="utf-8")
pd.read_csv(district)

# %% [markdown] lang="en"
# ## Half a year
#
# Residents have **needs**: a certificate, care for an old parent, a noisy neighbour, a broken lamp. Some bear a
# need
# in silence, some help themselves; some voice it, and a voiced need is a **request**. Committee, service station,
# street
# and departments then work on it. Who must act on what, with how many posts, and what a hand-over costs, is drawn
# by
# rules; all the rules together are a **regime**. We begin with the *vertical hierarchy*.
#
# The very first run on a machine prepares the simulation once and takes a minute or two; after that, seconds.

# %% [markdown] lang="zh"
# ## 半年
#
# 居民有各种**需求**：开一份证明、照护老人、邻居扰民、路灯坏了。有人默默忍受，有人自己解决；有人向机构表达出来，
# 表达出来的需求就是**诉求**，由居委会、服务站、街道和各部门办理。什么事该谁办、有多少岗位、移交要付出什么代价，
# 由规则划定；
# 全部规则合在一起，就是一种**治理方式**。我们从*垂直科层*开始。
#
# 在一台机器上第一次运行时，程序要做一次准备，约一两分钟；以后只需几秒。

# %%
hierarchy = sanshe.load("hierarchy").replace(city=district)
model = sanshe.GovernanceModel(hierarchy, rng=1)  # rng is the seed: the same seed, the same run
model.run_for(DAYS)
needs = model.requests.frame()  # one row a need, voiced or not
print(f"{DAYS = }, {len(needs) = :,}")

# %% [markdown] lang="en"
# Every need is in exactly one state. Which kinds are mostly brought to an institution, and which are not?

# %% [markdown] lang="zh"
# 每一项需求在任何时候都只处于一种状态。哪几类大多交给了机构，哪几类没有？

# %% lang="en"
WORDS = {
    "undecided": "about to be voiced", "unvoiced": "borne in silence", "self_helped": "helped themselves",
    "neighbour_helped": "a neighbour helped", "underway": "under way", "closed": "resolved and closed",
    "mutual_aid": "mutual aid", "collective": "collective matter",
    "day": "working day", "open": "open requests", "posts": "posts per 10,000 residents",
    "standard": "resolved within the time standard",
}  # fmt: skip

# %% lang="zh"
WORDS = {
    "undecided": "即将表达", "unvoiced": "默默忍受", "self_helped": "自己解决", "neighbour_helped": "邻居帮忙",
    "faded": "淡忘", "underway": "办理中", "resolved": "已解决", "closed": "已解决并办结", "supplied": "义仓所助",
    "administrative": "行政事务", "care": "照护服务", "collective": "公共事务", "enforcement": "执法",
    "mutual_aid": "互助", "day": "工作日", "open": "未办结诉求", "posts": "个岗位（每万居民）",
    "standard": "按时解决率", "value": "数值", "unit": "单位",
}  # fmt: skip

# %%
states = pd.crosstab(needs["category"], needs["state"])
states.rename(index=WORDS, columns=WORDS).rename_axis(index=None, columns=None)

# %% [markdown] lang="en"
# And how did the district do? Outcomes are declared once, each with its unit. These are four of them.

# %% [markdown] lang="zh"
# 城区办得怎样？每项结果都有明确的定义和单位。这里取其中四项。

# %%
few = ["voiced_share", "within_standard", "backlog", "satisfaction"]
outcomes = model.outcomes.frame().set_index("outcome").loc[few, ["value", "unit"]]
outcomes["unit"] = [unit_in(unit, LANG) for unit in outcomes["unit"]]
outcomes.rename(index=lambda key: outcome_name(key, LANG), columns=WORDS).rename_axis(None).round(3)

# %% [markdown] lang="en"
# ## Fewer posts
#
# The committees and stations have 21 posts per 10,000 residents. **Before you run:** with 16 posts instead, about a
# quarter fewer, how many times as many requests will be open at the end? Write your guess down.

# %% [markdown] lang="zh"
# ## 减少岗位
#
# 居委会和服务站每万居民共有21个岗位。**先猜后跑**：如果减为16个，少约四分之一，
# 期末未办结的诉求会是原来的几倍？把你的猜测写下来。

# %%
my_guess = 1.0  # times as many as with 21 posts

# %% [markdown] lang="en"
# Now move the slider: with the mouse, or click its handle and press an arrow key. It is always the same seed: the
# same
# residents with the same needs, so whatever changes is due to the posts.

# %% [markdown] lang="zh"
# 拖动滑块，或者点住滑块再按方向键。种子始终相同，即居民相同、需求相同，所以变化只来自岗位数。

# %%
from functools import cache

from ipywidgets import IntSlider, interact


@cache
def run(posts):
    """Open requests at the close of each day, and the share resolved within the time standard."""
    one = sanshe.GovernanceModel(hierarchy.replace(staff_per_10000=float(posts)), rng=1)
    one.run_for(DAYS)
    told = one.outcomes.frame().set_index("outcome")["value"]
    return one.outcomes.daily().groupby("day")["backlog"].sum(), told["within_standard"]


# %% lang="en"
slider = IntSlider(21, 12, 30, description="posts", continuous_update=False)

# %% lang="zh"
slider = IntSlider(21, 12, 30, description="岗位", continuous_update=False)


# %%
@interact(posts=slider)
def draw(posts):
    """The queue with so many posts, beside that with 21."""
    axes = plt.figure(figsize=(8.5, 3.4), layout="constrained").subplots()
    for each, (style, colour) in {21: ("--", "0.45"), posts: ("-", "#0072B2")}.items():
        queue, kept = run(each)
        label = f"{each} {WORDS['posts']}\n{WORDS['standard']}: {kept:.0%}"
        axes.plot(queue.index, queue, style, color=colour, label=label)
    axes.set(xlabel=WORDS["day"], ylabel=WORDS["open"], ylim=(0, None))
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
    plt.show()


# %% [markdown] lang="en"
# The jump after working day 24 is the week of Spring Festival (春节): the offices are closed, needs go on arising, and
# the closed days are no working days. How long does it take until the queue is as short as before?

# %% [markdown] lang="zh"
# 第24个工作日之后的跳升是春节：机构放假一周，需求照常产生，而放假的日子不计入工作日。队伍要多久才能恢复到节前的长度？

# %%
found = run(16)[0].iloc[-1] / run(21)[0].iloc[-1]
print(f"{my_guess = :.1f}, {21 / 16 = :.1f}, {found = :.1f}")

# %% [markdown] lang="en"
# If what you found is further from 1 than 21 / 16: that is what queues do. [Notebook 3](03_queues_and_tiers.ipynb)
# is
# about why.

# %% [markdown] lang="zh"
# 如果算出来的倍数比 21 / 16 离 1 更远：排队就是这样。第3节（英文，
# [03_queues_and_tiers](../03_queues_and_tiers.ipynb)）讲解原因。

# %% [markdown] lang="en"
# ## Two regimes
#
# The other regime is *networked governance*: duties have one owner, stations are shared, social organisations take
# part,
# residents deliberate. It has the same posts and the same residents. **Before you run:** under which of the two
# are more
# requests resolved within their time standard?

# %% [markdown] lang="zh"
# ## 两种治理方式
#
# 另一种治理方式是*横向网络*：责任主体唯一，服务站共用，社会组织参与，居民协商。人手相同，居民也相同。
# **先猜后跑**：哪一种治理方式之下，按时解决的诉求更多？

# %%
my_regime = "?"  # "hierarchy" or "network"

# %% [markdown] lang="en"
# One run is one roll of the dice, so both regimes are run several times, each time with another seed. Seed by seed
# both
# meet the same residents with the same needs.

# %% [markdown] lang="zh"
# 只跑一次，好比只掷一次骰子。所以两种治理方式都跑几次，每次换一个种子；同一个种子之下，
# 两者面对同样的居民和同样的需求。

# %%
network = sanshe.load("network").replace(city=district)
result = sanshe.compare(hierarchy, network, seeds=SEEDS, years=DAYS / 250)
result.plot(LANG)

# %% [markdown] lang="en"
# Above: four curves over the days, the mean over seeds, with the middle 90 % of seeds as a band. Below: for each
# outcome the difference of the network from the hierarchy, divided by how much it varies from seed to seed, so that
# hours, shares and yuan fit on one axis. The arrow behind a name shows the better direction, the sign at the right the
# verdict, which is explained under the axis. You need not read all: look for three outcomes that matter to you.
# The dot is the mean difference over the seeds. The bar is its
# **95 % interval**: other seeds would give another mean; an interval made in this way holds the model's true mean
# difference in 95 of 100 such experiments. If it holds zero, these runs do not tell which regime is ahead. More
# seeds
# make it narrower. It says nothing about how well the model's assumptions fit a real city.
#
# The verdict is stricter than the interval: it allows for so many outcomes being looked at together (Holm), so an
# interval may leave zero out and the verdict still be `?`, not known.
# [Notebook 4](04_hierarchy_or_network.ipynb) says why.

# %% [markdown] lang="zh"
# 上方：四条逐日曲线，线为各种子的均值，阴影为中间90%的种子。下方：每项结果在网络之下与科层之下的差，
# 再除以这个差在各种子之间的波动，这样工时、比例和元就能放在同一条轴上。名称后的箭头是更好的方向，右侧的符号是结论，
# 含义见轴的下方。不必全看：找出你看重的三项即可。
# 点是各种子的平均差，横线是它的**95%区间**：换一批种子，均值会有所不同；
# 照此方法做100次实验，约有95次的区间包含模型真正的平均差。
# 如果区间包含零，这些运行就不能判断谁更好。种子越多，区间越窄。区间不能说明模型的假设与真实城市是否相符。
#
# 结论比区间更严格：同时看这么多项结果，须作校正（Holm），所以有时区间不含零，结论仍是 `?`（未知）。
# 原因见[第4节](04_hierarchy_or_network.ipynb)。

# %%
row = result.table.set_index("outcome").loc["within_standard"]
print(f"{outcome_name('within_standard', LANG)}: {row['mean_a']:.3f} → {row['mean_b']:.3f}")
print(f"{row['difference']:+.3f} ({row['ci_low']:+.3f} … {row['ci_high']:+.3f}), n = {row['n']}")
print(f"{my_regime = }")

# %%
print(result.sentence(LANG))

# %% [markdown] lang="en"
# Was your guess right, wrong, or not decided by these runs? And would you now say that one regime is *better*?
# Look at
# what it gains and what it loses.

# %% [markdown] lang="zh"
# 你的猜测是对、是错，还是这些运行不足以判断？现在你会说其中一种治理方式“更好”吗？看看它得到了什么，又失去了什么。

# %% [markdown] lang="en"
# ## Exercises
#
# Click the text of an exercise and press **B**: a new cell appears below it, for your code. The solution is folded;
# click "+ 1 cell hidden" to see it.
#
# ### Exercise 1
#
# How much of what you saw is chance? Run the hierarchy with seeds 1 to 5 and print how many
# requests
# are open at the end.

# %% [markdown] lang="zh"
# ## 练习
#
# 点击题目，再按 **B** 键，下方就出现一个新的单元格，供你写代码。参考答案是折叠的，点击“+ 1 cell hidden”即可展开。
#
# ### 练习1
#
# 你看到的有多少是偶然？让科层用种子1至5各跑一次，打印期末未办结的诉求数。

# %% tags=["solution"]
for seed in range(1, 6):
    one = sanshe.GovernanceModel(hierarchy, rng=seed)
    one.run_for(DAYS)
    print(seed, one.outcomes.daily().groupby("day")["backlog"].sum().iloc[-1])

# %% [markdown] lang="en"
# ### Exercise 2
#
# `communities_per_station` says how many communities share one service station (1 in the
# hierarchy).
# Try 1, 2 and 3 with seed 1 and print the share resolved within the standard. A setting is changed with
# `hierarchy.replace(communities_per_station=2)`.

# %% [markdown] lang="zh"
# ### 练习2
#
# `communities_per_station` 是几个社区共用一个服务站（科层之下为1）。用种子1试1、2、3，打印按时解决率。
# 改动设定的写法是 `hierarchy.replace(communities_per_station=2)`。

# %% tags=["solution"]
for shared in (1, 2, 3):
    one = sanshe.GovernanceModel(hierarchy.replace(communities_per_station=shared), rng=1)
    one.run_for(DAYS)
    told = one.outcomes.frame().set_index("outcome")["value"]
    print(shared, f"{told['within_standard']:.3f}")

# %% [markdown] lang="en"
# ### Exercise 3
#
# For how many outcomes do these runs not tell, and which are they? Look at `verdict` in `result.table`.
# Then set `QUICK = False` at the top, run all again, and see whether more seeds and a whole year tell more.

# %% [markdown] lang="zh"
# ### 练习3
#
# 有多少项结果，这些运行不足以判断？是哪几项？请看 `result.table` 的 `verdict` 一列。
# 然后把开头改为 `QUICK = False`，全部重新运行，看看种子更多、时间满一年，能否判断得更多。

# %% tags=["solution"]
print(result.table["verdict"].map(VERDICTS[LANG]).value_counts().to_string())
unknown = result.table[result.table["verdict"] == "open"]
print(*[outcome_name(key, LANG) for key in unknown["outcome"]], sep="\n")

# %% [markdown] lang="en"
# ## What this notebook does not show
#
# The district is invented, and most numbers in the model are assumed, each with a range; another district, other
# assumptions or a longer time may turn a result round. Two regimes differ in many rules at once: which of them
# made the
# difference is not told here.
#
# Next: [2 · The journey of one request](02_one_request.ipynb). Every outcome, rule and parameter with its
# definition:
# [the model in full](../docs/ODD.md).

# %% [markdown] lang="zh"
# ## 本节没有说明什么
#
# 城区是虚构的，模型中的数值大多是带范围的假设；换一个城区、换一组假设或时间更长，结果可能反转。
# 两种治理方式有许多规则同时不同，差异由哪一项造成，这里没有回答。
#
# 下一节（英文）：[2 · 一件诉求的旅程](../02_one_request.ipynb)。中文各节：
# [4 · 科层与网络](04_hierarchy_or_network.ipynb)、
# [8 · 你自己的城区](08_your_district.ipynb)。全部结果、规则和参数的定义见[模型说明](../../docs/ODD.md)（英文）。
