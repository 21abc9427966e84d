# %% [markdown] lang="en"
# # 8 · Your own district
#
# The ready district is Shangcheng. Here you bring another: a table of its communities, a few rules of your own, a
# comparison, and a report to hand on. The district below is invented; put yours in its place. About ten minutes of
# reading, one or two of computing.
#
# **After this notebook** you can
#
# - write a district as a table, and read the message when something in it is wrong;
# - write a regime of your own in five lines;
# - compare two regimes in your district, with intervals, and say where and for whom they differ;
# - say what the result rests on;
# - make a report of it.

# %% [markdown] lang="zh"
# # 8 · 你自己的城区
#
# 自带的城区是上城区。这里换成另一个：一张社区表、几条自定的规则、一次比较、一份可以交出去的报告。
# 下面的城区是虚构的，请换成你自己的。阅读约十分钟，计算一两分钟。
#
# **学完本节**，你能
#
# - 把一个城区写成一张表，表中有错时看懂提示；
# - 用五行写出自己的治理方式；
# - 在自己的城区比较两种治理方式，给出区间，并说明差异在何处、对何人；
# - 说明结果依赖于什么；
# - 生成报告。

# %% lang="en"
LANG = "en"

# %% lang="zh"
LANG = "zh"

# %%
QUICK = True  # one or two minutes; False: a whole year and more seeds, some ten minutes
SEEDS, YEARS = (5, 0.4) if QUICK else (20, 1.0)

# %%
from pathlib import Path

import pandas as pd

import sanshe
from experiments.equity_words import GAPS, GROUPS
from experiments.words import VERDICTS, outcome_name
from scenarios.declare import declarations
from scenarios.parameters import Parameters
from scenarios.templates import city_columns
from scenarios.words import unit_in

# %matplotlib inline
# %config InlineBackend.figure_format = "retina"
work = Path("work")
work.mkdir(exist_ok=True)

# %% [markdown] lang="en"
# ## A district is a table
#
# One row a community. The first three columns are needed. Of the others bring those you know: an empty cell, or no
# such
# column, means the model's own value. These are all the columns there are:

# %% [markdown] lang="zh"
# ## 城区是一张表
#
# 每个社区一行。前三列必填，其余各列知道多少填多少：空格或没有这一列，即取模型自己的数值。全部的列如下：

# %%
columns = [
    (d.key, getattr(d, f"title_{LANG}"), unit_in(d.unit, LANG), d.low, d.high)
    for d in city_columns()
]  # fmt: skip
heads = {"en": "column meaning unit least most", "zh": "列 含义 单位 最小 最大"}[LANG].split()
table = pd.DataFrame(columns, columns=heads).set_index(heads[0])
table.style.format(precision=0, thousands=",", na_rep="–").set_properties(**{"text-align": "left"})

# %% [markdown] lang="en"
# Two streets, eight communities. Three of them have told us their own number of community workers (`staff`); the
# others
# get 21 per 10,000 residents. Two share the station of a neighbour (`stations` 0). Instead of writing the table
# here you
# may edit `work/mine.csv` in a spreadsheet; save it as CSV in UTF-8.

# %% [markdown] lang="zh"
# 两个街道，八个社区。其中三个给出了自己的社区工作者人数（`staff`），其余按每万居民21人计。
# 两个社区与邻近社区共用服务站（`stations` 为0）。
# 也可以不写在这里，而用电子表格编辑 `work/mine.csv`，另存为 UTF-8 编码的 CSV。

# %%
district = work / "mine.csv"
communities = """community,street,residents,staff,stations,organizations,share_over_60,share_online
Spring 春风,Canal 运河,7400,,1,2,0.18,0.85
Mill 磨坊,Canal 运河,6100,,0,1,0.21,0.80
Orchard 果园,Canal 运河,5300,9,1,1,0.34,0.62
Lantern 灯笼,Canal 运河,6800,,1,,0.24,0.74
Hillside 山前,Hill 山南,7900,,1,3,0.15,0.88
Quarry 石坊,Hill 山南,4600,8,0,0,0.38,0.55
Bamboo 竹园,Hill 山南,5900,,1,1,0.27,0.70
Terrace 梯田,Hill 山南,6400,16,1,,0.22,0.78
"""
district.write_text(communities, encoding="utf-8")
pd.read_csv(district).convert_dtypes()

# %% [markdown] lang="en"
# ## When a row is wrong
#
# Nothing is guessed: a file with a slip in it is refused, in one line. Here are four slips.

# %% [markdown] lang="zh"
# ## 有一行写错了
#
# 程序从不猜测：文件有错即拒绝，并用一行说明错在哪里（提示为英文：found 是所见，allowed 是应有）。这里故意写错四处。

# %%
slips = [("7400", "74oo"), ("0.34", "34"), ("share_online", "online"), ("Mill 磨坊", "Spring 春风")]
copy = work / "slip.csv"
for right, wrong in slips:
    copy.write_text(communities.replace(right, wrong, 1), encoding="utf-8")
    try:
        sanshe.load("hierarchy").replace(city=copy)
    except sanshe.InputError as error:
        print(error)

# %% [markdown] lang="en"
# Each message says the file and line, the field, what was found there and what is allowed; a program finds them as
# `error.file`, `.line`, `.field`, `.found` and `.allowed`. On the command line `sanshe check` does the same.

# %% [markdown] lang="zh"
# 每条提示都说明：文件与行号、字段、所见、应有；程序中分别是 `error.file`、`.line`、`.field`、`.found`、`.allowed`。
# 命令行中用 `sanshe check` 检查，提示相同。

# %% [markdown] lang="en"
# ## A regime of your own
#
# A scenario file names a regime to inherit from and says what is otherwise. This one stays a hierarchy, but service
# duties have one owner, any window of a station serves all, and two communities share a station. `city` is the
# table.

# %% [markdown] lang="zh"
# ## 自己的治理方式
#
# 情景文件写明继承哪一种治理方式，再写出哪些不同。这一份仍是科层，但服务类事项责任主体唯一，服务站任一窗口都能办，
# 两个社区共用一个站。
# `city` 即上面的表。

# %%
scenario = work / "ours.yaml"
rules = """schema: 1
inherits: hierarchy
name: ours
title: {zh: 我们的方案, en: Our own rules}
city: mine.csv
rules:
  sole_duty_service: 0.95
  station_functions: integrated
  communities_per_station: 2
"""
scenario.write_text(rules, encoding="utf-8")
ours = sanshe.load(scenario)
before = sanshe.load("hierarchy").replace(city=district)

# %% [markdown] lang="en"
# What did you change, what is it meant to gain, and what does it cost? Every rule has a card that says so.

# %% [markdown] lang="zh"
# 你改了什么？指望得到什么？代价是什么？每项规则都有一张卡片说明。

# %%
old, new = before.rules.model_dump(), ours.rules.model_dump()
changed = {key for key in new if new[key] != old[key]}
cards = [card for card in ours.cards if changed & set(card.keys)]
for card in cards:
    name, _, benefit, price = card.told(LANG)
    print(f"{card.id} {name}\n   + {benefit}\n   − {price}")

# %% [markdown] lang="en"
# Every setting with its range, to copy from: `uv run sanshe template scenario`. The cards at length, each rule
# tried
# alone: [docs/rules](../docs/rules/README.md).

# %% [markdown] lang="zh"
# 全部设定及其范围，可供复制：`uv run sanshe template scenario`。各项规则的详细说明（逐项单独试验，英文）：
# [docs/rules](../../docs/rules/README.md)。

# %% [markdown] lang="en"
# ## Compare
#
# **Before you run:** for each of these outcomes, do you expect your rules to be `better` or `worse` than the
# hierarchy,
# or about the same (`equivalent`)?

# %% [markdown] lang="zh"
# ## 比较
#
# **先猜后跑**：下列各项结果，你预计自己的规则比科层更好（`better`）、更差（`worse`），还是差不多（`equivalent`）？

# %%
my_guess = {
    "within_standard": "?",
    "satisfaction": "?",
    "rework_hours": "?",
    "co_ordination_hours": "?",
    "worst_community": "?",
}

# %%
result = sanshe.compare(before, ours, seeds=SEEDS, years=YEARS)
told = result.table.set_index("outcome").loc[list(my_guess)]
told["guess"] = [VERDICTS[LANG].get(guess, guess) for guess in my_guess.values()]
told["verdict"] = told["verdict"].map(VERDICTS[LANG])
told["unit"] = [unit_in(unit, LANG) for unit in told["unit"]]
told.index = [outcome_name(key, LANG) for key in told.index]
interval = ["difference", "ci_low", "ci_high"]
told[["mean_a", "mean_b", *interval, "unit", "n", "guess", "verdict"]].round(3)

# %% [markdown] lang="en"
# `mean_a` is the hierarchy, `mean_b` your rules; `ci_low` to `ci_high` is the 95 % interval of the difference over
# `n`
# paired seeds. The verdict is adjusted for looking at so many outcomes at once (Holm), so a single interval may
# leave
# zero out and the verdict still be `not known`.

# %% [markdown] lang="zh"
# `mean_a` 是科层，`mean_b` 是你的规则；`ci_low` 至 `ci_high` 是差的95%区间，`n` 为配对种子数。
# 结论（`verdict`）按同时考察的结果数作了 Holm 校正，所以有时单看区间不含零，结论仍是“未知”。

# %%
result.plot(LANG)

# %%
print(result.sentence(LANG))

# %% [markdown] lang="en"
# ## Where, and for whom
#
# A mean over the district may hide who gains and who loses. **Before you run:** will vulnerable residents gain as
# much
# from your rules as the others?

# %% [markdown] lang="zh"
# ## 何处，何人
#
# 全区的均值可能掩盖谁得益、谁受损。**先猜后跑**：弱势居民从你的规则中得到的，会和其他居民一样多吗？

# %%
my_group = "?"  # "more", "less", "as much"

# %%
groups = sanshe.equity(before, ours, seeds=SEEDS, years=YEARS, outcomes="within_standard")
groups.plot(LANG)

# %% [markdown] lang="en"
# Left: each group under both regimes. Middle: the difference, with its interval; filled where it is found, hollow
# where
# it is not. Right: every community. Small groups have wide intervals: that is no sign that nothing happens to them.

# %% [markdown] lang="zh"
# 左：两种治理方式之下各群体的数值。中：差及其区间，实心为已发现，空心为未发现。右：各个社区。
# 人数少的群体区间宽：这不等于对他们没有影响。

# %%
of_groups = groups.table.query("breakdown == 'vulnerability' and outcome == 'within_standard'")
of_groups = of_groups.assign(group=of_groups["group"].map(GROUPS[LANG])).set_index("group")
print(f"{my_group = }")
of_groups[["mean_a", "mean_b", *interval, "n"]].round(3)

# %% [markdown] lang="en"
# Two intervals do not say whether the *gap* between the two groups changed; for that the gap is taken seed by seed.
# `mean_a` and `mean_b` are the gap under either regime, `difference` is how it changed, with its interval.

# %% [markdown] lang="zh"
# 两个区间不能说明两群体之间的*差距*是否改变；为此，
# 差距须逐个种子计算。`mean_a`、`mean_b` 是两种治理方式之下的差距，
# `difference` 是差距的变化，后面是它的区间。

# %%
gaps = groups.gaps.query("outcome == 'within_standard'").set_index("gap").rename(index=GAPS[LANG])
gaps[["mean_a", "mean_b", *interval, "n"]].round(3)

# %% [markdown] lang="en"
# ## What the result rests on
#
# Your table sets residents and posts. How long work takes, how often a task fails, who speaks up: these are
# parameters,
# and most of them are *assumed*. The cards name those that set the price and strength of what you changed:

# %% [markdown] lang="zh"
# ## 结果依赖于什么
#
# 你的表给出了居民和岗位。办一件事要多久、差错有多常见、谁会表达：这些是参数，大多是*假设*。
# 卡片列出了决定你所改规则之代价与力度的那些参数：

# %%
wanted = {key for card in cards for key in card.parameters}
rows = [
    (d.key, getattr(d, f"title_{LANG}"), d.default, d.low, d.high, unit_in(d.unit, LANG), d.tag)
    for d in declarations(Parameters)
    if d.key in wanted
]
names = ["parameter", "meaning", "value", "least", "most", "unit", "tag"]
pd.DataFrame(rows, columns=names).set_index("parameter").style.format(precision=2)

# %% [markdown] lang="en"
# So this is no forecast for your district. It says: *if* the district works as assumed, these rules make this
# difference, and the interval is how sure the model is of its own answer. Before you rely on it, try other values
# (exercise 3), and let `sanshe.sensitivity` or `sanshe.unrig` draw all of them.

# %% [markdown] lang="zh"
# 所以，这不是对你城区的预测。它说的是：*如果*城区按假设运转，这些规则会带来这样的差异；
# 区间只说明模型对自身答案有多大把握。
# 依据它做决定之前，请换一组数值试试（练习3），或用 `sanshe.sensitivity`、`sanshe.unrig` 抽取全部参数。

# %% [markdown] lang="en"
# ## A report
#
# Tables, figures and what is needed to make them again go into a folder; of the folder a page and a PDF are made.

# %% [markdown] lang="zh"
# ## 报告
#
# 结果表、图和重做所需的信息写入一个文件夹，再由文件夹生成网页和 PDF。

# %%
sanshe.write_analysis(result, work / "report" / "whole", LANG)
sanshe.write_analysis(groups, work / "report" / "groups", LANG)
for path in sanshe.report(work / "report", LANG):
    print(path, f"{path.stat().st_size / 1024:,.0f} KB")

# %% [markdown] lang="en"
# Open them from the list of files at the left, in the folder `work/report`.
#
# **The same from the command line,** beginning in the folder of Sanshe, with ten seeds and a whole year:
#
# ```bash
# cd notebooks/work
# uv run sanshe check mine.csv
# uv run sanshe compare hierarchy ours.yaml --city mine.csv --out mine/whole
# uv run sanshe equity hierarchy ours.yaml --city mine.csv --out mine/groups
# uv run sanshe report mine
# ```
#
# **The same on the page,** without typing: `uv run --extra dashboard sanshe dashboard --city mine.csv`
# opens both regimes in your district; the levers at the left change them, and a file like `ours.yaml` can be
# uploaded
# once its line `city:` is taken out. See [the page](../docs/dashboard.md).

# %% [markdown] lang="zh"
# 在左侧文件列表的 `work/report` 文件夹中打开。
#
# **用命令行做同样的事**（从 Sanshe 文件夹开始；十个种子、一整年）：
#
# ```bash
# cd notebooks/zh/work
# uv run sanshe check mine.csv
# uv run sanshe compare hierarchy ours.yaml --city mine.csv --out mine/whole --lang zh
# uv run sanshe equity hierarchy ours.yaml --city mine.csv --out mine/groups --lang zh
# uv run sanshe report mine --lang zh
# ```
#
# **在网页上做同样的事**，无需输入代码：`uv run --extra dashboard sanshe dashboard --lang zh --city mine.csv`
# 打开两种治理方式和你的城区；左侧可调各项规则；去掉 `city:` 一行后，`ours.yaml` 这样的文件也可以上传。
# 见[网页说明](../../docs/dashboard.md)（英文）。

# %% [markdown] lang="en"
# ## Exercises
#
# ### Exercise 1
#
# Write a second table in which Quarry has 12 community workers instead of 8, and compare the
# hierarchy
# on the one table with the hierarchy on the other. What happens, and why is that right?

# %% [markdown] lang="zh"
# ## 练习
#
# ### 练习1
#
# 另写一张表，把石坊的社区工作者由8人改为12人，再比较科层在这两张表上的结果。会发生什么？为什么应当如此？

# %% tags=["solution"]
other = work / "more_staff.csv"
other.write_text(communities.replace("4600,8", "4600,12"), encoding="utf-8")
try:
    sanshe.compare(before, before.replace(city=other), seeds=SEEDS, years=YEARS)
except sanshe.InputError as error:
    print(error)

# %% [markdown] lang="en" tags=["solution"]
# It is refused. Two regimes are compared on the *same* district: the same residents, the same needs, the same
# posts.
# Two tables are two districts, whose residents are drawn afresh, so that a difference would be partly of the draw.
# To
# ask what more posts do, leave the table as it is and change a resource that holds for every community without a
# number
# of its own: `before.replace(staff_per_10000=24.0, name="more_posts")`.

# %% [markdown] lang="zh" tags=["solution"]
# 程序拒绝比较。比较的前提是*同一个*城区：居民相同、需求相同、岗位相同。两张表就是两个城区，居民要重新抽取，
# 差异便有一部分来自抽取。
# 若要问增加岗位有何作用，应保持表不变，改动资源设定（适用于没有自填人数的社区）：
# `before.replace(staff_per_10000=24.0, name="more_posts")`。

# %% [markdown] lang="en"
# ### Exercise 2
#
# Which community gains most and which least in `within_standard`, and for which of them is the
# difference found? Look into `groups.table`.

# %% [markdown] lang="zh"
# ### 练习2
#
# 就按时解决率（`within_standard`）而言，哪个社区得益最多，
# 哪个最少？其中哪些已发现差异？请查看 `groups.table`。

# %% tags=["solution"]
each = groups.table.query("breakdown == 'community' and outcome == 'within_standard'")
each = each.assign(verdict=each["verdict"].map(VERDICTS[LANG])).set_index("group")
each.sort_values("difference")[["residents", *interval, "verdict"]].round(3)

# %% [markdown] lang="en"
# ### Exercise 3
#
# Generalists who serve any window are slower; by how much is assumed (`generalist_overhead`). Put
# it at
# the upper end of its range, for both regimes, and compare again. Which of your five verdicts change?

# %% [markdown] lang="zh"
# ### 练习3
#
# 任一窗口都能办的全科人员办理较慢，慢多少是假设（`generalist_overhead`）。把它取为范围的上限，
# 两种治理方式都取，再比较一次。
# 五项结论中哪些变了？

# %% tags=["solution"]
high = next(d.high for d in declarations(Parameters) if d.key == "generalist_overhead")
arms = [arm.replace(generalist_overhead=high) for arm in (before, ours)]
slower = sanshe.compare(*arms, seeds=SEEDS, years=YEARS).table.set_index("outcome")
slower = slower.loc[list(my_guess), [*interval, "verdict"]].round(3)
slower["verdict"] = slower["verdict"].map(VERDICTS[LANG])
slower.assign(before=told["verdict"].to_list()).rename(index=lambda key: outcome_name(key, LANG))

# %% [markdown] lang="en"
# ### Exercise 4
#
# What does the table of a district not tell the model, though you know it and think it matters
# there?

# %% [markdown] lang="zh"
# ### 练习4
#
# 关于你的城区，有哪些你知道、而且认为要紧的事，这张表没有告诉模型？

# %% [markdown] lang="en" tags=["solution"]
# Much: which needs are frequent there, how far people live from the station, how experienced the staff are, which
# organisations do what, what was agreed between offices and is written nowhere. Frequencies of needs and the time
# work
# takes can be set as parameters (`sanshe template scenario` lists them); the rest is outside the model. Say so
# when you
# hand on the report.

# %% [markdown] lang="zh" tags=["solution"]
# 很多：哪些需求在那里更常见，居民离服务站多远，工作人员有多少经验，各个社会组织做什么，部门之间有哪些未成文的默契。
# 需求的频率和办事所需时间可以作为参数设定（`sanshe template scenario` 列出全部）；其余在模型之外。
# 提交报告时请如实说明。

# %% [markdown] lang="en"
# ## What this notebook does not show
#
# Whether the model is right about your district: nothing here was checked against its records. Nor which of your
# three
# rules made the difference ([notebook 6](06_which_rule.ipynb)), nor whether another set of assumptions would turn
# it
# round ([notebook 7](07_is_it_true.ipynb)).
#
# This is the last notebook; back to [the first](01_first_run.ipynb). Every question with its command:
# [docs/experiments.md](../docs/experiments.md).

# %% [markdown] lang="zh"
# ## 本节没有说明什么
#
# 模型对你的城区是否成立：这里没有与当地记录核对。
# 也没有说明差异由三项规则中的哪一项造成（[第6节](../06_which_rule.ipynb)，英文），
# 换一组假设是否会反转（[第7节](../07_is_it_true.ipynb)，英文）。
#
# 这是最后一节；回到[第1节](01_first_run.ipynb)。各类问题与命令（英文）：
# [docs/experiments.md](../../docs/experiments.md)。
