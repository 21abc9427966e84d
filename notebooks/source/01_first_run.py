# %% [markdown] lang="en"
# # 1 · A first run in five minutes

# %% [markdown] lang="zh"
# # 1 · 五分钟，跑一次

# %% lang="en"
LANG = "en"

# %% lang="zh"
LANG = "zh"

# %%
import sanshe

sanshe.presets()

# %% tags=["solution"]
sanshe.load("hierarchy").title_en
