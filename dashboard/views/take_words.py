"""What the view Take away says, in English and Chinese."""

from dashboard.words import teller

WORDS: dict[str, tuple[str, str]] = {
    "address": ("The address", "地址"),
    "address_told": (
        "Restores all that is set on this page, here or on another machine with Sanshe: regimes, district, "
        "assumptions, language, what is looked at. Press Run there: the same seeds give the same results.",
        "可在本机或其他安装三社的机器上还原本页的全部设置：方案、城区、假设、语言与所看内容。"
        "在那里点击“运行”：同样的种子得到同样的结果。",
    ),
    "unheld_told": (
        "No address holds a district of so many communities: this one restores all else. Upload the district again, or "
        "take the regimes’ files, which hold it.",
        "社区数过多，地址无法容纳该城区：此地址只还原其余设置。请重新上传城区，或使用包含城区的方案文件。",
    ),
    "unheld": (
        "The district is too large for a link: press Run, then the files of the run stand here.",
        "城区过大，无法以链接给出：请先点击“运行”，之后可在此下载本次运行的方案文件。",
    ),
    "copy": ("Copy the address", "复制地址"),
    "copied": ("Copied", "已复制"),
    "regimes": ("The regimes as files", "方案文件"),
    "regimes_told": (
        "One YAML file a regime, as it is set now. The command line finds the same numbers with them, and “upload” on "
        "this page takes them back. The hash stands for the content: same hash, same results.",
        "每个方案一个 YAML 文件，内容为当前设置。命令行用这些文件得到同样的数字，本页的“上传”也可读回。"
        "哈希代表内容：哈希相同，结果相同。",
    ),
    "as_run_told": (
        "The regimes as they were run. What is set now differs; its files stand above.",
        "本次运行时的方案。当前设置已不同，其文件见上。",
    ),
    "kept_told": (
        "One YAML file a regime. The command line finds the same numbers with them, and “upload” on this page takes "
        "them back. The hash stands for the content: same hash, same results.",
        "每个方案一个 YAML 文件。命令行用这些文件得到同样的数字，本页的“上传”也可读回。"
        "哈希代表内容：哈希相同，结果相同。",
    ),
    "as_run": ("The regimes as they were run", "运行时的方案文件"),
    "command": ("The same on the command line", "在命令行得到同样的结果"),
    "hash": ("hash", "哈希"),
    "results": ("Numbers", "数据"),
    "points": ("All points", "全部数据点"),
    "points_told": (
        "Every outcome of every seed and regime on every day that was looked at. Columns: seed, arm, label, day, "
        "outcome, name, value, unit.",
        "每个种子、每个方案在各观察日的全部结果。"
        "列为：种子、方案字母、名称、日、结果代号、结果名称、数值、单位。",
    ),
    "outcomes": ("Outcomes at the horizon", "期末结果"),
    "outcomes_told": (
        "Every outcome of the finished seeds at the horizon: what the tables and the report rest on.",
        "已完成种子在期末的全部结果：表格与报告以此为据。",
    ),
    "provenance": ("Where it comes from", "来源说明"),
    "provenance_told": (
        "Versions, both regimes in full, their hashes, seeds, and the command: what must be known to make it again. "
        "Every other file carries the short form of it.",
        "版本、各方案全文及哈希、种子与命令：重现结果所需的一切。其他文件均带有其简要形式。",
    ),
    "pictures": ("Pictures", "图片"),
    "outcome": ("The curves of “{outcome}”", "“{outcome}”的曲线"),
    "outcome_told": (
        "The two charts of Compare, for print: means with 90 % bands, and the paired difference.",
        "“比较”中的两幅图，用于印刷：均值及 90% 区间，以及配对差。",
    ),
    "figure": ("All outcomes", "全部结果"),
    "figure_told": (
        "The days of the district and the differences of all {n} outcomes with 95 % intervals, as in the report.",
        "街区逐日曲线与全部 {n} 项结果的差异及 95% 区间，与报告相同。",
    ),
    "reports": ("Report", "报告"),
    "report": ("The report", "报告"),
    "report_told": (
        "What was asked, found and not found, tables, figure, limits and provenance, in this page’s language; one "
        "file that needs nothing else. Takes some seconds.",
        "问题、发现与未发现、表格、图、局限与来源，使用本页的语言；单个文件，无需其他。需数秒。",
    ),
    "everything": ("Everything in one folder", "全部文件"),
    "everything_told": (
        "What the command sanshe compare writes, with the regimes’ files, as a ZIP: tables as CSV and LaTeX, "
        "frames as Parquet, figures. The command sanshe report on the folder makes the report again.",
        "命令 sanshe compare 写出的全部内容与方案文件，打包为 ZIP：CSV 与 LaTeX 表格、Parquet 数据、图。"
        "对该文件夹运行命令 sanshe report 可再次生成报告。",
    ),
    "save": ("Save {what} as {kind}", "将{what}存为 {kind}"),
    "making": ("being made …", "正在生成……"),
    "saved": ("saved", "已保存"),
    "rows": ("{n} rows.", "共 {n} 行。"),
    "of_seeds": ("Made of seeds 1 to {n}.", "由种子 1 至 {n} 得出。"),
    "of_seed": ("Made of seed 1 alone: no intervals yet.", "仅由种子 1 得出：尚无区间。"),
    "failed": ("It could not be made", "未能生成"),
    "not_run": ("Nothing has been run yet: press Run first.", "尚未运行：请先点击“运行”。"),
    "no_points": (
        "The run has found nothing yet; the first points come within seconds.",
        "运行尚无结果，数秒内出现首批数据。",
    ),
    "no_seed": (
        "Not yet: seed {first} has not reached the horizon (day {day}).",
        "尚不可用：种子 {first} 还未到达期末（第 {day} 日）。",
    ),
    "so_far": ("{done} of {all} seeds finished", "已完成 {done}/{all} 个种子"),
    "refused_busy": (
        "Your last report is still being made: one at a time.",
        "您的上一份报告仍在生成：一次一份。",
    ),
    "refused_queue": (
        "Several of your files are still being made: wait for them first.",
        "您的多个文件仍在生成：请稍候。",
    ),
    "refused_gone": (
        "This run is not kept any longer, or is not yours: press Run again.",
        "此运行结果已不再保留，或不属于您：请再次点击“运行”。",
    ),
}  # fmt: skip


say = teller(WORDS)
