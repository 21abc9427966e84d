"""What `sanshe calibrate` prints: the cleaning, demand, delay and its shapes, what the log cannot tell, the files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from sanshe.printing import console, number

if TYPE_CHECKING:
    import pandas as pd

    from experiments.logs.against import Against
    from experiments.logs.calibration import Calibration
    from experiments.logs.estimates import Estimates

MOST_ROWS = 12  # of services, areas and channels
_WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "cleaning": ("Cleaning of {source}", ("", "what", "rows", "share", "first line")),
        "services": ("Services, and the category that each counts as", ("service", "category", "requests")),
        "demand": ("Arrivals a day (exact Poisson interval; index of dispersion: 1 if Poisson)",
                   ("category", "requests", "a day", "95 %", "index", "95 %", "busiest hour", "then")),
        "areas": ("Arrivals a day by area", ("area", "requests", "a day", "95 %")),
        "channels": ("Channels (Wilson's interval)", ("channel", "requests", "share", "95 %")),
        "closing": ("Time to closing in hours (Kaplan–Meier, 95 % by Greenwood on the log-log scale)",
                    ("", "requests", "closed", "median", "75 %", "90 %", "99 %")),
        "shapes": ("Shapes of the times above a minute (ΔAIC: worse than the best; off by: largest distance in share "
                   "open)", ("shape", "ΔAIC", "off by", "median", "75 %", "90 %", "99 %", "parameters")),
        "all": {"calendar": "all, calendar hours", "working": "all, working hours"},
        "more": "… {n} more, in {file}", "limits": "What this log cannot tell:",
        "against": "The log against its own requests served under {name}",
        "left": ("What is left of each setting", ("setting", "unit", "range drawn", "median", "90 %", "width ÷ range")),
        "predictive": ("What that predicts", ("", "fitted", "observed", "90 % of the draws", "predicted, 90 %", "z")),
        "yes": ("no", "yes"),
    },
    "zh": {
        "cleaning": ("{source} 的清洗", ("", "原因", "行数", "比例", "首行")),
        "services": ("服务类别及所归诉求类别", ("服务", "诉求类别", "诉求")),
        "demand": ("每日到达（泊松精确区间；离散指数为 1 即泊松）",
                   ("诉求类别", "诉求", "每天", "95%", "离散指数", "95%", "最忙时段", "该时段")),
        "areas": ("各区域每日到达", ("区域", "诉求", "每天", "95%")),
        "channels": ("渠道（Wilson 区间）", ("渠道", "诉求", "比例", "95%")),
        "closing": ("办结时长，小时（Kaplan–Meier，95% 区间按 Greenwood 方差与重对数变换）",
                    ("", "诉求", "已办结", "中位数", "75%", "90%", "99%")),
        "shapes": ("一分钟以上时长的分布（ΔAIC：劣于最优；偏离：未办结比例的最大差）",
                   ("分布", "ΔAIC", "偏离", "中位数", "75%", "90%", "99%", "参数")),
        "all": {"calendar": "全部，自然小时", "working": "全部，工作小时"},
        "more": "……另有 {n} 项，见 {file}", "limits": "此日志不能说明的：",
        "against": "工单与其自身诉求在 {name} 下的重放",
        "left": ("各项设定留下的取值", ("设定", "单位", "抽样范围", "中位数", "90%", "宽度与范围之比")),
        "predictive": ("由此作出的预测", ("", "参与拟合", "观测", "抽样的 90%", "预测的 90%", "z")),
        "yes": ("否", "是"),
    },
}  # fmt: skip


def print_estimates(found: "Estimates", files: Sequence[Path], lang: str) -> None:
    """The report of cleaning, the estimates, what was found in words, and where the files are."""
    out = console()
    _cleaning(out, found, lang)
    _services(out, found, lang)
    _demand(out, found, lang)
    _areas(out, found, lang)
    _channels(out, found, lang)
    _closing(out, found, lang)
    if found.fits:
        _shapes(out, found, lang)
    for line in found.findings(lang):
        out.print(line, highlight=False)
    out.print(_WORDS[lang]["limits"], highlight=False)
    for line in found.limits(lang):
        out.print(line, highlight=False)
    for path in files:
        out.print(str(path), highlight=False)


def _table(name: str, lang: str, left: int, **about: str) -> Table:
    title, heads = _WORDS[lang][name]
    table = Table(title=title.format(**about), title_justify="left")
    for i, head in enumerate(heads):
        table.add_column(head, justify="left" if i < left else "right")
    return table


def _interval(low: Any, high: Any) -> str:
    return f"{number(low)} … {number(high)}" if low == low or high == high else ""


def _more(out: Console, table: "pd.DataFrame", file: str, lang: str) -> None:
    if len(table) > MOST_ROWS:
        out.print(_WORDS[lang]["more"].format(n=len(table) - MOST_ROWS, file=file), highlight=False)


def _cleaning(out: Console, found: "Estimates", lang: str) -> None:
    from experiments.logs.cleaning import REASONS
    from experiments.logs.log_words import DONE, reason_text

    table = _table("cleaning", lang, 2, source=found.log.source)
    for row in found.log.cleaning.itertuples():
        key = str(row.reason)
        done = DONE[REASONS[key].done][lang == "zh"]
        table.add_row(done, reason_text(key, lang), f"{row.rows:,}", f"{row.share:.2%}", f"{row.first_line:,}")
    out.print(table)


def _services(out: Console, found: "Estimates", lang: str) -> None:
    from experiments.logs.log_words import category_name, value_name

    table = _table("services", lang, 2)
    for row in found.services.head(MOST_ROWS).itertuples():
        table.add_row(value_name(str(row.service), lang), category_name(str(row.category), lang), f"{row.requests:,}")
    out.print(table)
    _more(out, found.services, "services.csv", lang)


def _demand(out: Console, found: "Estimates", lang: str) -> None:
    from experiments.logs.log_words import category_name

    table = _table("demand", lang, 1)
    over = found.dispersion.set_index("category")
    for row in found.categories[found.categories["requests"] > 0].itertuples():
        key = str(row.category)
        hours = found.hours[found.hours["category"] == key]
        top: Any = hours.sort_values("rate", kind="stable").iloc[-1]
        varied: Any = over.loc[key]
        table.add_row(
            category_name(key, lang), f"{row.requests:,}", number(row.rate), _interval(row.ci_low, row.ci_high),
            number(varied["index"]), _interval(varied["ci_low"], varied["ci_high"]),
            f"{top['hour']}–{top['hour'] + 1}", number(top["rate"]),
        )  # fmt: skip
    out.print(table)


def _areas(out: Console, found: "Estimates", lang: str) -> None:
    from experiments.logs.log_words import value_name

    table = _table("areas", lang, 1)
    for row in found.areas.head(MOST_ROWS).itertuples():
        name = value_name(str(row.area), lang)
        table.add_row(name, f"{row.requests:,}", number(row.rate), _interval(row.ci_low, row.ci_high))
    out.print(table)
    _more(out, found.areas, "areas.csv", lang)


def _channels(out: Console, found: "Estimates", lang: str) -> None:
    from experiments.logs.log_words import value_name

    table = _table("channels", lang, 1)
    mine = found.shares[found.shares["by"] == "channel"]
    for row in mine.head(MOST_ROWS).itertuples():
        share = f"{row.ci_low:.2%} … {row.ci_high:.2%}"
        table.add_row(value_name(str(row.value), lang), f"{row.requests:,}", f"{row.share:.2%}", share)
    out.print(table)
    _more(out, mine, "shares.csv", lang)


def _closing(out: Console, found: "Estimates", lang: str) -> None:
    """In all by both clocks; by category and channel in calendar hours; the interval under each quantile."""
    from experiments.logs.arrivals import ALL
    from experiments.logs.log_words import value_name

    words, table = _WORDS[lang], _table("closing", lang, 1)
    for by in (ALL, "category", "channel"):
        mine = found.closing[(found.closing["by"] == by) & ((found.closing["time"] == "calendar") | (by == ALL))]
        for (value, time), part in list(mine.groupby(["value", "time"], sort=False))[:MOST_ROWS]:
            name = words["all"][str(time)] if by == ALL else value_name(str(value), lang)
            cells = [
                f"{number(row['hours'])}\n{_interval(row['ci_low'], row['ci_high'])}"
                if row["hours"] == row["hours"]
                else "–"
                for row in part.to_dict("records")
            ]
            table.add_row(name, f"{part['requests'].iloc[0]:,}", f"{part['closed'].iloc[0]:,}", *cells)
        table.add_section()
    out.print(table)


def _shapes(out: Console, found: "Estimates", lang: str) -> None:
    from experiments.logs.log_words import family_name, parameters_text

    told = {shape.family: parameters_text(shape.parameters, lang) for shape in found.fits}
    table = _table("shapes", lang, 1)
    quantiles = [name for name in map(str, found.shapes.columns) if name.startswith("q")]
    for row in found.shapes.to_dict("records"):
        off = f"{row['distance']:.1%}" if row["distance"] == row["distance"] else "–"
        cells = [number(row["aic_difference"]), off, *(number(row[name]) for name in quantiles)]
        table.add_row(family_name(str(row["family"]), lang), *cells, told.get(str(row["family"]), ""))
    out.print(table)


def print_against(found: "Against", files: Sequence[Path], lang: str) -> None:
    """A log against its replays: the whole log and both its parts, then by category, and what is assumed."""
    from experiments.logs.against_words import SAID, readable

    out = console()
    told = readable(found, lang, ("all", "category"))
    table = Table(title=_WORDS[lang]["against"].format(name=found.name), title_justify="left")
    for i, head in enumerate(told.columns):
        table.add_column(str(head), justify="left" if i < 3 else "right")
    for row in told.itertuples(index=False):
        table.add_row(*(str(cell) for cell in row))
    out.print(table)
    out.print(SAID[lang].format(seeds=len(found.replays)), highlight=False)
    for path in files:
        out.print(str(path), highlight=False)


def print_fit(found: "Calibration", files: Sequence[Path], lang: str) -> None:
    """What a fit leaves of each setting and what that predicts, in tables and words, and what it cannot say."""
    from experiments.logs.fit_words import seen, titles
    from scenarios.words import unit_in

    out, names, yes = console(), titles(found, lang), _WORDS[lang]["yes"]
    table = _table("left", lang, 2)
    for row in found.found.parameters.to_dict("records"):
        table.add_row(
            names[row["parameter"]], unit_in(row["unit"], lang), f"{number(row['low'])} … {number(row['high'])}",
            number(row["q50"]), _interval(row["q05"], row["q95"]), f"{row['width_ratio']:.0%}",
        )  # fmt: skip
    out.print(table)
    summaries = {one.key: one.name(lang) for one in found.summaries}
    table = _table("predictive", lang, 2)
    for row in found.found.predictive.to_dict("records"):
        table.add_row(
            summaries[row["summary"]], yes[int(row["fitted"])], seen(row),
            _interval(row["prior_low"], row["prior_high"]), _interval(row["q05"], row["q95"]), f"{row['z']:+.1f}",
        )  # fmt: skip
    out.print(table)
    for line in (*found.findings(lang), *found.limits(lang)):
        out.print(line, highlight=False)
    for path in files:
        out.print(str(path), highlight=False)
